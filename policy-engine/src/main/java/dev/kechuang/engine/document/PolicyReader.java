package dev.kechuang.engine.document;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.feel.Builtins;
import dev.kechuang.engine.syntax.Expr;
import dev.kechuang.engine.syntax.Parser;
import dev.kechuang.engine.syntax.Position;
import dev.kechuang.engine.syntax.SyntaxException;
import dev.kechuang.engine.types.Names;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.TypeException;
import dev.kechuang.engine.types.Typer;
import dev.kechuang.engine.types.Unit;
import dev.kechuang.engine.types.Uses;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one policy document: syntax, names, types; what is wrong is reported with its place. */
final class PolicyReader implements Names {
    private final Yaml yaml;
    private final FactDictionary dictionary;
    private final Set<String> used = new HashSet<>();
    private final Map<String, Position> declared = new LinkedHashMap<>();

    private final List<Policy.Parameter> parameters = new ArrayList<>();
    private final Map<String, Integer> parameterIndex = new HashMap<>();
    private final Map<String, Yaml.Item> definitionItems = new LinkedHashMap<>();
    private final Map<String, Integer> definitionIndex = new HashMap<>();
    private final List<Policy.Definition> definitions = new ArrayList<>();
    private final Set<String> typing = new HashSet<>();
    private final ScoreReader scores;

    PolicyReader(Yaml yaml, FactDictionary dictionary) {
        this.yaml = yaml;
        this.dictionary = dictionary;
        this.scores = new ScoreReader(yaml, this);
    }

    static boolean isName(String name) {
        if (name.isEmpty() || !Character.isUnicodeIdentifierStart(name.codePointAt(0))) {
            return false;
        }
        return name.codePoints().allMatch(c -> Character.isUnicodeIdentifierPart(c) || c == '_');
    }

    /** The policy, or null when anything in it is wrong. */
    @Nullable Policy read(String text) {
        Yaml.Item root = yaml.root(text);
        if (root == null) {
            return null;
        }
        Shape.POLICY.check(root);
        Yaml.Item valid = root.get("valid");
        if (valid != null) {
            Shape.VALID.check(valid);
        }
        LocalDate from = valid == null ? null : date(valid.get("from"));
        LocalDate until = valid == null ? null : date(valid.get("until"));
        root.list("parameters").forEach(this::parameter);
        root.list("definitions").forEach(this::declareDefinition);
        root.list("scores").forEach(s -> scores.declare(s, true));
        definitionItems.forEach(this::definition);
        scores.read();
        if (yaml.hasErrors() || from == null) {
            return null;
        }
        Uses uses = new Uses(definitions, scores.scores());
        Checks checks = new Checks(yaml, parameters, definitions, scores.scores());
        checks.scoreCycles(scores.positions());
        if (yaml.hasErrors()) {
            return null;
        }
        List<Policy.Condition> conditions = new ArrayList<>();
        Map<String, Position> conditionPositions = new LinkedHashMap<>();
        for (Yaml.Item item : root.list("conditions")) {
            condition(item, uses, conditions, conditionPositions);
        }
        List<Policy.Benefit> benefits = new ArrayList<>();
        root.list("benefits").forEach(b -> benefit(b, uses, benefits));
        scores.markUsed(used);
        declared.forEach((name, at) -> {
            if (!used.contains(name)) {
                yaml.warning(at, "“" + name + "”没有用到", "'" + name + "' is not used");
            }
        });
        checks.unsatisfiable(conditions, conditionPositions);
        Policy policy = new Policy(
                root.text("id"),
                root.text("name"),
                root.text("en"),
                root.text("issuer"),
                root.text("region"),
                root.text("grants"),
                from,
                until,
                currentYear(root),
                sources(root),
                dictionary,
                List.copyOf(parameters),
                List.copyOf(definitions),
                List.copyOf(scores.scores()),
                List.copyOf(conditions),
                List.copyOf(benefits),
                List.of(),
                yaml.file());
        checks.dates(root.list("parameters"), from, until);
        List<Policy.Case> cases = new CaseReader(yaml, policy).read(root.list("cases"));
        return yaml.hasErrors()
                ? null
                : new Policy(
                        policy.id(),
                        policy.name(),
                        policy.english(),
                        policy.issuer(),
                        policy.region(),
                        policy.grants(),
                        from,
                        until,
                        policy.currentYear(),
                        policy.sources(),
                        dictionary,
                        policy.parameters(),
                        policy.definitions(),
                        policy.scores(),
                        policy.conditions(),
                        policy.benefits(),
                        cases,
                        policy.file());
    }

    @Nullable LocalDate date(Yaml.@Nullable Item item) {
        if (item == null || item.isNull()) {
            return null;
        }
        try {
            return LocalDate.parse(item.text());
        } catch (DateTimeParseException e) {
            yaml.problem(
                    item.position(),
                    "“" + item.text() + "”不是日期，应如 2020-01-31",
                    "'" + item.text() + "' is not a date such as 2020-01-31");
            return null;
        }
    }

    /** {@code years: current} reads yearly facts for the year of the day, as taxes do; otherwise for the year before. */
    private boolean currentYear(Yaml.Item root) {
        String years = root.text("years");
        Yaml.Item item = root.get("years");
        if (item != null && !years.equals("current") && !years.equals("last")) {
            yaml.problem(item.position(), "years 应为 current 或 last", "years must be current or last");
        }
        return years.equals("current");
    }

    private List<Policy.Source> sources(Yaml.Item root) {
        List<Policy.Source> sources = new ArrayList<>();
        for (Yaml.Item item : root.list("sources")) {
            Shape.SOURCE.check(item);
            try {
                sources.add(new Policy.Source(
                        item.text("number"),
                        item.text("title"),
                        item.text("date"),
                        item.text("url"),
                        Policy.Status.valueOf(item.text("status").toUpperCase(Locale.ROOT)),
                        item.text("note")));
            } catch (IllegalArgumentException e) {
                yaml.problem(
                        item.position(),
                        "status 应为 taken、recalled 或 example",
                        "status must be taken, recalled or example");
            }
        }
        return sources;
    }

    /** Notes a name of this policy; reports one that can't be used or is taken. */
    void declare(String name, Position at) {
        if (!isName(name)) {
            yaml.problem(at, "“" + name + "”不能作名称：不能有空格和运算符", "'" + name + "' can't be a name");
        } else if (declared.containsKey(name)
                || dictionary.find(name) != null
                || Builtins.names().contains(name)) {
            yaml.problem(at, "名称“" + name + "”已被使用", "the name '" + name + "' is taken");
        }
        declared.put(name, at);
    }

    private void parameter(Yaml.Item item) {
        Shape.PARAMETER.check(item);
        String name = item.text("name");
        declare(name, item.position());
        List<Policy.Dated> values = new ArrayList<>();
        Type type = Type.NOTHING;
        for (Yaml.Item dated : item.list("values")) {
            Shape.DATED.check(dated);
            LocalDate from = date(dated.get("from"));
            Yaml.Item value = dated.get("value");
            Node node = value == null ? null : expression(value);
            if (value == null || node == null || from == null) {
                continue;
            }
            Val constant = constant(node);
            if (constant == null) {
                yaml.problem(value.position(), "参数的值应为常量", "the value of a parameter must be constant");
                continue;
            }
            if (!(type instanceof Type.Nothing) && !compatible(type, node.type())) {
                yaml.problem(value.position(), "参数各期的类型或单位不一致", "the values of a parameter differ in type or unit");
            }
            type = wider(type, node.type());
            values.add(new Policy.Dated(from, date(dated.get("until")), constant, value.text(), dated.text("clause")));
        }
        parameterIndex.put(name, parameters.size());
        parameters.add(new Policy.Parameter(name, item.text("en"), item.text("clause"), type, List.copyOf(values)));
    }

    private static boolean compatible(Type a, Type b) {
        return a instanceof Type.Number x && b instanceof Type.Number y
                ? x.unit().equals(y.unit())
                : a.getClass() == b.getClass();
    }

    private static Type wider(Type a, Type b) {
        if (a instanceof Type.Number x && b instanceof Type.Number y) {
            return new Type.Number(x.unit(), x.whole() && y.whole());
        }
        return b;
    }

    /** The value of a constant or a list of constants; null when it is neither. */
    static @Nullable Val constant(Node node) {
        return switch (node) {
            case Node.Constant c -> c.value();
            case Node.ListOf l -> {
                List<Val> values = new ArrayList<>();
                for (Node item : l.items()) {
                    Val value = constant(item);
                    if (value == null) {
                        yield null;
                    }
                    values.add(value);
                }
                yield new Val.Items(List.copyOf(values));
            }
            default -> null;
        };
    }

    private void declareDefinition(Yaml.Item item) {
        Shape.DEFINITION.check(item);
        declare(item.text("name"), item.position());
        definitionItems.put(item.text("name"), item);
    }

    @Override
    public @Nullable Fact fact(String name) {
        return dictionary.find(name);
    }

    @Override
    public @Nullable Node local(String name) {
        Integer parameter = parameterIndex.get(name);
        if (parameter != null) {
            used.add(name);
            return new Node.Parameter(parameters.get(parameter).type(), parameter, name);
        }
        Yaml.Item item = definitionItems.get(name);
        if (item != null) {
            used.add(name);
            return definition(name, item);
        }
        Integer score = scores.index(name);
        if (score != null) {
            used.add(name);
            return new Node.Score(ScoreReader.POINTS, score, name);
        }
        return null;
    }

    private Node definition(String name, Yaml.Item item) {
        Integer known = definitionIndex.get(name);
        if (known == null) {
            if (!typing.add(name)) {
                yaml.problem(
                        item.position(), "定义“" + name + "”循环引用自己", "the definition '" + name + "' refers to itself");
                return new Node.Constant(Type.NOTHING, Val.ABSENT);
            }
            Yaml.Item text = item.get("is");
            Node node = text == null ? null : expression(text);
            typing.remove(name);
            known = definitions.size();
            definitionIndex.put(name, known);
            definitions.add(new Policy.Definition(
                    name,
                    item.text("en"),
                    node == null ? new Node.Constant(Type.NOTHING, Val.ABSENT) : node,
                    text == null ? "" : text.text(),
                    item.text("clause")));
        }
        return new Node.Definition(definitions.get(known).expr().type(), known, name);
    }

    /** The typed expression written in a scalar; null, with a problem, when it is wrong. */
    @Nullable Node expression(Yaml.Item item) {
        return typed(item, text -> new Typer(this).type(Parser.policy(text, Builtins.names())));
    }

    /** A test of {@code value}, which is the innermost variable. */
    @Nullable Node test(Yaml.Item item, Type value) {
        return typed(item, text -> {
            Expr test = Parser.policyTest(text, Builtins.names());
            return new Typer(this).test(new Node.Variable(value, 0), test);
        });
    }

    private interface Typing {
        Node of(String text);
    }

    private @Nullable Node typed(Yaml.Item item, Typing typing) {
        try {
            return typing.of(item.text());
        } catch (SyntaxException e) {
            yaml.problem(e.position().within(item.textPosition()), e.chinese(), e.english());
        } catch (TypeException e) {
            yaml.problem(e.position().within(item.textPosition()), e.chinese(), e.english());
        }
        return null;
    }

    private void condition(
            Yaml.Item item, Uses uses, List<Policy.Condition> conditions, Map<String, Position> positions) {
        Shape.CONDITION.check(item);
        Yaml.Item when = item.get("when");
        Node node = when == null ? null : expression(when);
        if (node == null || when == null) {
            return;
        }
        if (!(node.type() instanceof Type.Truth)) {
            yaml.problem(
                    when.textPosition(),
                    "条件应为是非判断，而不是" + node.type(),
                    "a condition is a truth value, not " + node.type().english());
            return;
        }
        if (positions.put(item.text("id"), when.textPosition()) != null) {
            yaml.problem(
                    item.position(),
                    "条件编号“" + item.text("id") + "”重复",
                    "the condition '" + item.text("id") + "' occurs twice");
        }
        conditions.add(new Policy.Condition(
                item.text("id"),
                item.text("name"),
                item.text("en"),
                node,
                when.text(),
                item.text("clause"),
                uses.facts(node),
                Uses.tests(node)));
    }

    private void benefit(Yaml.Item item, Uses uses, List<Policy.Benefit> benefits) {
        Shape.BENEFIT.check(item);
        Yaml.Item text = item.get("amount");
        Node amount = text == null ? null : money(text);
        List<Policy.Cap> caps = new ArrayList<>();
        for (Yaml.Item cap : item.list("caps")) {
            Shape.CAP.check(cap);
            Yaml.Item limit = cap.get("amount");
            Node node = limit == null ? null : money(limit);
            if (node != null && limit != null) {
                caps.add(new Policy.Cap(cap.text("name"), node, limit.text(), cap.text("clause")));
            }
        }
        benefits.add(new Policy.Benefit(
                item.text("name"),
                item.text("en"),
                item.text("clause"),
                amount,
                text == null ? "" : text.text(),
                List.copyOf(caps),
                amount == null ? List.of() : uses.steps(amount),
                amount == null ? List.of() : uses.facts(amount)));
    }

    private @Nullable Node money(Yaml.Item item) {
        Node node = expression(item);
        if (node == null) {
            return null;
        }
        boolean money = (node.type() instanceof Type.Number n && n.unit().equals(Unit.YUAN))
                || node.type() instanceof Type.Nothing;
        if (!money) {
            yaml.problem(
                    item.textPosition(),
                    "此处应为金额（元），而不是" + node.type(),
                    "expected money (元), not " + node.type().english());
        }
        return money ? node : null;
    }
}
