package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Language;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Node.Function;
import dev.kechuang.engine.types.Type;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a policy as sentences (白话): no operators of the expression language, parameters with their value of the
 * day and their name behind it.
 */
public final class PlainWords {

    private final Policy policy;
    private final LocalDate day;
    private final Language language;

    /** @param day whose values parameters have */
    public PlainWords(Policy policy, LocalDate day, Language language) {
        this.policy = policy;
        this.day = day;
        this.language = language;
    }

    /** A truth value as a sentence, anything else as what is computed. */
    public String say(Node node) {
        return switch (node) {
            case Node.Constant n -> constant(n);
            case Node.FactValue n -> fact(n);
            case Node.Recent n ->
                of(
                        "近" + n.years() + "年" + n.fact().name(),
                        n.fact().english() + " of the last " + n.years() + " years");
            case Node.Parameter n -> parameter(n);
            case Node.Definition n -> definition(n);
            case Node.Score n -> score(n);
            case Node.DecisionDay n -> of("申请日", "the day of application");
            case Node.BaseYear n -> of("基准年度", "the base year");
            case Node.Variable n -> of("该项", "it");
            case Node.Field n -> field(n);
            case Node.Arithmetic n -> arithmetic(n);
            case Node.Negate n -> "−" + operand(n.operand());
            case Node.Compare n -> compare(n);
            case Node.IsAbsent n -> of("没有" + say(n.operand()), "there is no " + say(n.operand()));
            case Node.Both n -> all(n);
            case Node.Either n -> any(n);
            case Node.Not n -> not(n);
            case Node.If n -> conditional(n);
            case Node.ListOf n -> join(n.items());
            case Node.Filter n -> filter(n);
            case Node.At n ->
                of(say(n.list()) + "的第" + n.position() + "项", "no. " + n.position() + " of " + say(n.list()));
            case Node.For n ->
                of(say(n.list()) + "逐项的" + say(n.body()), say(n.body()) + " for each of " + say(n.list()));
            case Node.Quantified n -> quantified(n);
            case Node.Apply n -> apply(n);
            case Node.Library n -> n.name() + of("（", " (") + join(n.arguments()) + of("）", ")");
            case Node.DatePart n -> part(n);
        };
    }

    private String of(String chinese, String english) {
        return language == Language.CHINESE ? chinese : english;
    }

    private String constant(Node.Constant n) {
        if (n.value() instanceof Val.Text(String text)) return of("“" + text + "”", "“" + text + "”");
        return Amounts.say(n.value(), n.type(), language);
    }

    private String fact(Node.FactValue n) {
        if (n.yearsBack() == 0) return of(n.fact().name(), n.fact().english());
        return of(
                "基准年度前" + n.yearsBack() + "年的" + n.fact().name(),
                n.fact().english() + " " + n.yearsBack() + " year" + (n.yearsBack() > 1 ? "s" : "") + " before");
    }

    private String parameter(Node.Parameter n) {
        var parameter = policy.parameters().get(n.index());
        String name = of(parameter.name(), parameter.english());
        Val value = parameter.on(day);
        if (value instanceof Val.Absent) return name;
        return Amounts.say(value, parameter.type(), language) + of("（" + name + "）", " (" + name + ")");
    }

    private String definition(Node.Definition n) {
        var definition = policy.definitions().get(n.index());
        return of(definition.name(), definition.english());
    }

    private String score(Node.Score n) {
        var score = policy.scores().get(n.index());
        return of(score.name(), score.english());
    }

    private String field(Node.Field n) {
        String name = n.name();
        if (n.event() instanceof Node.Variable(Type type, int depth)
                && type instanceof Type.EventOf(dev.kechuang.engine.Fact fact)) {
            var field = fact.field(name);
            return field == null || language == Language.CHINESE ? name : fieldName(field);
        }
        return of(say(n.event()) + "的" + name, name + " of " + say(n.event()));
    }

    /** Fields of events have no English name of their own where none is given: their code says as much. */
    private static String fieldName(dev.kechuang.engine.Fact field) {
        return field.english().isEmpty() || field.english().equals(field.name()) ? field.code() : field.english();
    }

    private String arithmetic(Node.Arithmetic n) {
        if (n.type() instanceof Type.Day) {
            String left = say(n.left());
            String right = say(n.right());
            return n.operator() == Operator.SUBTRACT
                    ? of(left + "前推" + right, right + " before " + left)
                    : of(left + "后推" + right, right + " after " + left);
        }
        String sign = switch (n.operator()) {
            case ADD -> " + ";
            case SUBTRACT -> " − ";
            case MULTIPLY -> " × ";
            case DIVIDE -> " ÷ ";
            default -> "";
        };
        if (n.operator() == Operator.POWER) {
            return of(
                    operand(n.left()) + "的" + say(n.right()) + "次方",
                    operand(n.left()) + " to the power of " + say(n.right()));
        }
        boolean product = n.operator() == Operator.MULTIPLY || n.operator() == Operator.DIVIDE;
        boolean chain = n.left() instanceof Node.Arithmetic a
                && (a.operator() == Operator.MULTIPLY || a.operator() == Operator.DIVIDE);
        String left = product && !chain ? operand(n.left()) : say(n.left());
        String right = n.operator() == Operator.ADD ? say(n.right()) : operand(n.right());
        return left + sign + right;
    }

    /** In brackets when it is itself a sum or a choice. */
    private String operand(Node node) {
        boolean composed =
                node instanceof Node.Arithmetic a && !(a.type() instanceof Type.Day) && a.operator() != Operator.POWER
                        || node instanceof Node.If
                        || node instanceof Node.Apply(Type type, Function function, List<Node> arguments)
                                && arguments.getFirst() instanceof Node.ListOf;
        return composed ? of("（", "(") + say(node) + of("）", ")") : say(node);
    }

    private String compare(Node.Compare n) {
        boolean swapped = n.left() instanceof Node.Constant && !(n.right() instanceof Node.Constant);
        Node value = swapped ? n.right() : n.left();
        Node bound = swapped ? n.left() : n.right();
        Operator operator = swapped ? n.operator().mirrored() : n.operator();
        String counted = counted(value, operator, bound);
        if (counted != null) return counted;
        if (bound instanceof Node.Constant(Type type, Val.Truth(boolean wanted))) {
            return truth(value, wanted == (operator == Operator.EQUAL));
        }
        return say(value) + of("", " ") + word(operator, value.type()) + of("", " ") + say(bound);
    }

    /** “至少有 2 项……”, “没有……”. */
    private @Nullable String counted(Node value, Operator operator, Node bound) {
        if (!(value instanceof Node.Apply(Type type, Function function, List<Node> arguments))
                || function != Function.COUNT
                || !(bound instanceof Node.Constant(Type boundType, Val.Num(Rational number)))
                || !number.isWhole()) return null;
        String what = say(arguments.getFirst());
        boolean none = number.signum() == 0;
        return switch (operator) {
            case EQUAL -> none ? of("没有" + what, "no " + what) : null;
            case GREATER -> none ? of("至少有1项" + what, "at least one of " + what) : null;
            case GREATER_EQUAL -> of("至少有" + number + "项" + what, "at least " + number + " of " + what);
            default -> null;
        };
    }

    private String word(Operator operator, Type type) {
        boolean day = type instanceof Type.Day;
        return switch (operator) {
            case LESS -> of(day ? "早于" : "低于", day ? "is before" : "is below");
            case LESS_EQUAL -> of(day ? "不晚于" : "不超过", day ? "is not after" : "is at most");
            case GREATER -> of(day ? "晚于" : "大于", day ? "is after" : "is above");
            case GREATER_EQUAL -> of(day ? "不早于" : "不低于", day ? "is not before" : "is at least");
            case NOT_EQUAL -> of("不是", "is not");
            default -> of(type instanceof Type.Number ? "等于" : "是", type instanceof Type.Number ? "equals" : "is");
        };
    }

    private String truth(Node node, boolean wanted) {
        return "“" + say(node) + "”" + of("为", " is ") + (wanted ? of("是", "yes") : of("否", "no"));
    }

    /** A sentence for what must hold: a plain fact is not one yet. */
    private String sentence(Node node) {
        if (!(node.type() instanceof Type.Truth)) return say(node);
        return switch (node) {
            case Node.FactValue n -> truth(n, true);
            case Node.Field n -> truth(n, true);
            case Node.Definition n -> truth(n, true);
            case Node.Parameter n -> switched(n, true);
            default -> say(node);
        };
    }

    /** A rule that a date has switched on or off. */
    private String switched(Node.Parameter n, boolean wanted) {
        var parameter = policy.parameters().get(n.index());
        String now = Amounts.say(parameter.on(day), parameter.type(), language);
        return of(
                "“" + parameter.name() + "”为" + (wanted ? "是" : "否") + "（现行：" + now + "）",
                "“" + parameter.english() + "” is " + (wanted ? "yes" : "no") + " (now: " + now + ")");
    }

    /** The whole rule of a condition. */
    public String rule(Node node) {
        return sentence(node);
    }

    private String not(Node.Not n) {
        return switch (n.operand()) {
            case Node.FactValue fact -> truth(fact, false);
            case Node.Field field -> truth(field, false);
            case Node.Definition definition -> truth(definition, false);
            case Node.Parameter parameter -> switched(parameter, false);
            case Node.IsAbsent(Type type, Node operand) -> of("有" + say(operand), "there is " + say(operand));
            default -> of("并非（" + say(n.operand()) + "）", "not (" + say(n.operand()) + ")");
        };
    }

    private String all(Node.Both n) {
        var parts = new ArrayList<Node>();
        conjuncts(n, parts);
        return parts.stream()
                .map(part -> part instanceof Node.Either either && !single(either)
                        ? of("（", "(") + say(part) + of("）", ")")
                        : sentence(part))
                .collect(Collectors.joining(of("，并且", ", and ")));
    }

    private static void conjuncts(Node node, List<Node> parts) {
        if (node instanceof Node.Both both) {
            conjuncts(both.left(), parts);
            conjuncts(both.right(), parts);
        } else {
            parts.add(node);
        }
    }

    private String any(Node.Either n) {
        var parts = new ArrayList<Node>();
        disjuncts(n, parts);
        var said = new ArrayList<String>();
        for (int i = 0; i < parts.size(); ) {
            var values = values(parts, i);
            if (values.size() > 1) {
                said.add(oneOf((Node.Compare) parts.get(i), values));
            } else {
                Node part = parts.get(i);
                said.add(part instanceof Node.Both ? of("（", "(") + say(part) + of("）", ")") : sentence(part));
            }
            i += Math.max(1, values.size());
        }
        return String.join(of("，或者", ", or "), said);
    }

    private static void disjuncts(Node node, List<Node> parts) {
        if (node instanceof Node.Either either) {
            disjuncts(either.left(), parts);
            disjuncts(either.right(), parts);
        } else {
            parts.add(node);
        }
    }

    /** The constants that one thing is compared with for equality, from a place on as long as it goes on. */
    private List<String> values(List<Node> parts, int from) {
        var values = new ArrayList<String>();
        Node compared = null;
        for (int i = from; i < parts.size(); i++) {
            if (!(parts.get(i) instanceof Node.Compare(Type type, Operator operator, Node left, Node right))
                    || operator != Operator.EQUAL
                    || !(right instanceof Node.Constant)
                    || compared != null && !compared.equals(left)) break;
            compared = left;
            values.add(say(right));
        }
        return values;
    }

    private String oneOf(Node.Compare first, List<String> values) {
        return of(
                say(first.left()) + "是" + String.join("、", values) + "之一",
                say(first.left()) + " is one of " + String.join(", ", values));
    }

    /** Whether the whole says no more than that one thing is one of several. */
    private boolean single(Node.Either n) {
        var parts = new ArrayList<Node>();
        disjuncts(n, parts);
        return values(parts, 0).size() == parts.size();
    }

    private String conditional(Node.If n) {
        return of(
                "若" + sentence(n.condition()) + "，取" + operand(n.then()) + "；否则"
                        + (n.otherwise() instanceof Node.If ? "，" : "取") + say(n.otherwise()),
                "if " + sentence(n.condition()) + ", " + operand(n.then()) + "; otherwise " + say(n.otherwise()));
    }

    private String filter(Node.Filter n) {
        return of(say(n.list()) + "（" + say(n.condition()) + "）", say(n.list()) + " (with " + say(n.condition()) + ")");
    }

    private String quantified(Node.Quantified n) {
        return n.every()
                ? of(
                        say(n.list()) + "中每一项都满足：" + say(n.condition()),
                        "of every " + say(n.list()) + ": " + say(n.condition()))
                : of(
                        say(n.list()) + "中有一项：" + say(n.condition()),
                        "there is one of " + say(n.list()) + " of which " + say(n.condition()));
    }

    private String apply(Node.Apply n) {
        Node first = n.arguments().getFirst();
        if (first instanceof Node.ListOf(Type type, List<Node> items)) return chosen(n.function(), items);
        String what = say(first);
        return switch (n.function()) {
            case SUM -> of(what + "之和", "the sum of " + what);
            case COUNT -> of(what + "的项数", "the number of " + what);
            case MIN -> of(what + "的最小值", "the least of " + what);
            case MAX -> of(what + "的最大值", "the greatest of " + what);
            case MEAN -> of(what + "的平均值", "the mean of " + what);
            case ABS -> of(what + "的绝对值", "the size of " + what);
            case FLOOR, ROUND_DOWN -> of(what + "（舍去尾数）", what + " (rounded down)");
            case CEILING, ROUND_UP -> of(what + "（尾数进一）", what + " (rounded up)");
            case ROUND_HALF_UP -> of(what + "（四舍五入）", what + " (rounded)");
            case MONTHS_BETWEEN ->
                of(
                        what + "至" + say(n.arguments().get(1)) + "的月数",
                        "the months from " + what + " to " + say(n.arguments().get(1)));
        };
    }

    /** A function of values that are written out one by one. */
    private String chosen(Function function, List<Node> items) {
        boolean floor = function == Function.MAX
                && items.size() == 2
                && items.getFirst() instanceof Node.Constant(Type type, Val.Num(Rational zero))
                && zero.signum() == 0;
        if (floor) return of(operand(items.get(1)) + "（低于0的按0）", operand(items.get(1)) + " (at least 0)");
        String all = items.stream().map(this::operand).collect(Collectors.joining(of("、", ", ")));
        return switch (function) {
            case MIN -> of(all + "中的小者", "the least of " + all);
            case MAX -> of(all + "中的大者", "the greatest of " + all);
            case SUM -> of(all + "之和", "the sum of " + all);
            case MEAN -> of(all + "的平均值", "the mean of " + all);
            default -> of(all + "的项数", "the number of " + all);
        };
    }

    private String part(Node.DatePart n) {
        String of = say(n.date());
        return switch (n.part()) {
            case "year" -> of(of + "所在年", "the year of " + of);
            case "month" -> of(of + "所在月", "the month of " + of);
            case "day" -> of(of + "的日", "the day of the month of " + of);
            default -> of(of + "的星期", "the weekday of " + of);
        };
    }

    private String join(List<Node> nodes) {
        return nodes.stream().map(this::say).collect(Collectors.joining(of("、", ", ")));
    }
}
