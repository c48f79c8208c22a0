package dev.kechuang.programme.internal.definition;

import dev.kechuang.engine.feel.Builtins;
import dev.kechuang.engine.feel.Feel;
import dev.kechuang.engine.syntax.Expr;
import dev.kechuang.engine.syntax.Position;
import dev.kechuang.engine.syntax.SyntaxException;
import dev.kechuang.pack.yaml.At;
import dev.kechuang.programme.internal.definition.FormDefinition.ChoiceField;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.Option;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that an expression is FEEL and that everything it names exists: fields by their labels, columns of tables, options
 * of choices, functions.
 */
final class Expressions {

    /** What else an expression may ask of a date or a duration. */
    private static final Set<String> PROPERTIES =
            Set.of("year", "month", "day", "weekday", "years", "months", "days", "hours", "minutes", "seconds");

    private final At at;
    private final Labels labels;
    private final Set<String> plain;
    private final String not;
    private final Source source;

    private Expressions(At at, Labels labels, Set<String> plain, String not, Source source) {
        this.at = at;
        this.labels = labels;
        this.plain = plain;
        this.not = not;
        this.source = source;
    }

    /**
     * @param not label that may not be named, since it is the field's own; empty for none
     */
    static void overAnswers(At at, String text, Labels labels, String not, Source source) {
        new Expressions(at, labels, Set.of(), not, source).check(text);
    }

    /** Over the result of an application: its score and place. */
    static void overResult(At at, String text, Source source) {
        new Expressions(at, new Labels(new FormDefinition(List.of())), EffectReader.RESULT, "", source).check(text);
    }

    private void check(String text) {
        try {
            walk(Feel.parse(text), new Bound(null, Map.of(), null));
        } catch (SyntaxException e) {
            source.problem(place(e.position()), "表达式有误：" + e.chinese(), "in the expression: " + e.english());
        }
    }

    private At place(Position position) {
        Position there = position.within(new Position(at.line(), at.column()));
        return new At(at.file(), there.line(), there.column());
    }

    /**
     * Names that expressions bind themselves.
     *
     * @param names with the table whose row they stand for, or nothing
     * @param row the table whose columns may be named as they are, inside a filter
     */
    private record Bound(
            @Nullable Bound outer,
            Map<String, Optional<TableField>> names,
            @Nullable TableField row) {

        boolean has(String name) {
            return names.containsKey(name) || (outer != null && outer.has(name));
        }

        @Nullable TableField table(String name) {
            var found = names.get(name);
            if (found != null) return found.orElse(null);
            return outer == null ? null : outer.table(name);
        }

        boolean hasColumn(String name) {
            if (row != null && Labels.column(row, name).isPresent()) return true;
            return outer != null && outer.hasColumn(name);
        }

        Optional<Field> column(String name) {
            if (row != null) {
                var column = Labels.column(row, name);
                if (column.isPresent()) return column;
            }
            return outer == null ? Optional.empty() : outer.column(name);
        }
    }

    private void walk(Expr expr, Bound bound) {
        switch (expr) {
            case Expr.NumberLiteral ignored -> {}
            case Expr.TextLiteral ignored -> {}
            case Expr.BooleanLiteral ignored -> {}
            case Expr.NullLiteral ignored -> {}
            case Expr.AtLiteral ignored -> {}
            case Expr.Name name -> name(name, bound);
            case Expr.ListLiteral list -> list.items().forEach(item -> walk(item, bound));
            case Expr.ContextLiteral context -> context.entries().forEach(entry -> walk(entry.value(), bound));
            case Expr.RangeLiteral range -> {
                walk(range.from(), bound);
                walk(range.to(), bound);
            }
            case Expr.UnaryTest test -> walk(test.operand(), bound);
            case Expr.Binary binary -> {
                walk(binary.left(), bound);
                walk(binary.right(), bound);
                option(binary.left(), binary.right(), bound);
                option(binary.right(), binary.left(), bound);
            }
            case Expr.Negate negate -> walk(negate.operand(), bound);
            case Expr.Between between -> {
                walk(between.value(), bound);
                walk(between.from(), bound);
                walk(between.to(), bound);
            }
            case Expr.In in -> {
                walk(in.value(), bound);
                for (Expr test : in.tests()) {
                    walk(test, bound);
                    option(in.value(), test, bound);
                }
            }
            case Expr.InstanceOf instance -> walk(instance.value(), bound);
            case Expr.If choice -> {
                walk(choice.condition(), bound);
                walk(choice.then(), bound);
                walk(choice.otherwise(), bound);
            }
            case Expr.For loop -> walk(loop.body(), iterate(loop.iterators(), bound));
            case Expr.Quantified quantified -> walk(quantified.condition(), iterate(quantified.iterators(), bound));
            case Expr.FunctionLiteral function -> {
                var names = new HashMap<String, Optional<TableField>>();
                function.parameters().forEach(parameter -> names.put(parameter.name(), Optional.empty()));
                walk(function.body(), new Bound(bound, names, null));
            }
            case Expr.Call call -> call(call, bound);
            case Expr.Path path -> path(path, bound);
            case Expr.Filter filter -> {
                walk(filter.value(), bound);
                TableField table = table(filter.value(), bound);
                walk(filter.filter(), new Bound(bound, Map.of("item", Optional.ofNullable(table)), table));
            }
        }
    }

    private Bound iterate(List<Expr.Iterator> iterators, Bound outer) {
        Bound bound = outer;
        for (Expr.Iterator iterator : iterators) {
            walk(iterator.domain(), bound);
            var names = new HashMap<String, Optional<TableField>>();
            names.put(iterator.name(), Optional.ofNullable(table(iterator.domain(), bound)));
            names.put("partial", Optional.empty());
            bound = new Bound(bound, names, null);
        }
        return bound;
    }

    private void name(Expr.Name name, Bound bound) {
        String text = name.name();
        if (bound.has(text) || bound.hasColumn(text) || plain.contains(text)) return;
        if (!not.isEmpty() && text.equals(not)) {
            source.problem(
                    place(name.position()),
                    "“" + text + "”不能决定自己是否填写",
                    "\"" + text + "\" cannot decide whether it is asked for itself");
        } else if (labels.isAmbiguous(text)) {
            source.problem(
                    place(name.position()),
                    "有几个字段都叫“" + text + "”，请改名以便引用",
                    "several fields are labelled \"" + text + "\"; rename them so that one can be meant");
        } else if (labels.field(text).isEmpty()) {
            unknown(name.position(), "字段", "field", text, plain.isEmpty() ? labels.all() : plain);
        }
    }

    private void unknown(Position position, String what, String whatEn, String name, Collection<String> known) {
        source.known(place(position), what, whatEn, name, new LinkedHashSet<>(known));
    }

    private void call(Expr.Call call, Bound bound) {
        if (call.function() instanceof Expr.Name function) {
            if (!bound.has(function.name()) && !Builtins.names().contains(function.name())) {
                unknown(function.position(), "函数", "function", function.name(), Builtins.names());
            }
        } else {
            walk(call.function(), bound);
        }
        call.arguments().forEach(argument -> walk(argument, bound));
    }

    private void path(Expr.Path path, Bound bound) {
        walk(path.value(), bound);
        TableField table = table(path.value(), bound);
        if (table == null) {
            if (!PROPERTIES.contains(path.name())) {
                source.problem(
                        place(path.position()),
                        "“." + path.name() + "”前面不是表格",
                        "what stands before \"." + path.name() + "\" is no table");
            }
        } else if (Labels.column(table, path.name()).isEmpty()) {
            unknown(
                    path.position(),
                    "列",
                    "column",
                    path.name(),
                    table.columns().stream().map(column -> column.name().zh()).toList());
        }
    }

    /** The table an expression stands for, or for a row of; null for anything else. */
    private @Nullable TableField table(Expr expr, Bound bound) {
        return switch (expr) {
            case Expr.Name name when bound.has(name.name()) -> bound.table(name.name());
            case Expr.Name name -> labels.field(name.name()).orElse(null) instanceof TableField table ? table : null;
            case Expr.Filter filter -> table(filter.value(), bound);
            default -> null;
        };
    }

    /** A text that a choice is compared with has to be one of its options. */
    private void option(Expr side, Expr other, Bound bound) {
        if (!(other instanceof Expr.TextLiteral text)) return;
        Optional<Field> field = switch (side) {
            case Expr.Name name when bound.has(name.name()) -> Optional.empty();
            case Expr.Name name -> bound.column(name.name()).or(() -> labels.field(name.name()));
            case Expr.Path path -> {
                TableField table = table(path.value(), bound);
                yield table == null ? Optional.empty() : Labels.column(table, path.name());
            }
            default -> Optional.empty();
        };
        if (field.orElse(null) instanceof ChoiceField choice && (source.fresh() || choice.list() == null)) {
            unknown(
                    text.position(),
                    "选项",
                    "option",
                    text.value(),
                    choice.options().stream().map(Option::code).toList());
        }
    }
}
