package dev.kechuang.engine.feel;

import dev.kechuang.engine.syntax.Expr.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** FEEL's types (DMN 1.5, 10.3.2.9) and whether a value is an instance of one. */
public sealed interface FeelType {
    enum Simple implements FeelType {
        ANY("Any"),
        NUMBER("number"),
        STRING("string"),
        BOOLEAN("boolean"),
        DATE("date"),
        TIME("time"),
        DATE_TIME("date and time"),
        YEARS_MONTHS("years and months duration"),
        DAYS_TIME("days and time duration"),
        NULL("Null"),
        /** A name nobody has defined: nothing is an instance of it. */
        UNDEFINED("");

        private final String text;

        Simple(String text) {
            this.text = text;
        }
    }

    record ListOf(FeelType element) implements FeelType {}

    record RangeOf(FeelType element) implements FeelType {}

    record ContextOf(Map<String, FeelType> entries) implements FeelType {}

    record FunctionOf(List<FeelType> parameters, FeelType result) implements FeelType {
        /** A bare {@code function} takes any; otherwise as many parameters, each at least as wide. */
        private boolean accepts(Value.Function function) {
            if (result == Simple.UNDEFINED && parameters.isEmpty()) {
                return true;
            }
            List<FeelType> declared = function.types();
            if (declared.size() != parameters.size()) {
                return false;
            }
            for (int i = 0; i < declared.size(); i++) {
                if (!declared.get(i).covers(parameters.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    static FeelType of(TypeName name) {
        List<FeelType> arguments = new ArrayList<>();
        name.arguments().forEach(a -> arguments.add(of(a)));
        FeelType first = arguments.isEmpty() ? Simple.ANY : arguments.getFirst();
        return switch (name.name()) {
            case "list" -> new ListOf(first);
            case "range" -> new RangeOf(first);
            case "context" -> {
                Map<String, FeelType> entries = new HashMap<>();
                for (int i = 0; i < name.names().size(); i++) {
                    entries.put(name.names().get(i), arguments.get(i));
                }
                yield new ContextOf(Map.copyOf(entries));
            }
            case "function" ->
                arguments.isEmpty()
                        ? new FunctionOf(List.of(), Simple.UNDEFINED)
                        : new FunctionOf(List.copyOf(arguments.subList(0, arguments.size() - 1)), arguments.getLast());
            default -> simple(name.name());
        };
    }

    private static FeelType simple(String name) {
        for (Simple simple : Simple.values()) {
            if (simple.text.equals(name)) {
                return simple;
            }
        }
        return Simple.UNDEFINED;
    }

    /** {@code value instance of this}; null is an instance of nothing but Null. */
    default boolean has(Value value) {
        if (value.isNull()) {
            return this == Simple.NULL;
        }
        return switch (this) {
            case Simple s ->
                switch (s) {
                    case ANY -> true;
                    case NUMBER -> value instanceof Value.Num;
                    case STRING -> value instanceof Value.Text;
                    case BOOLEAN -> value instanceof Value.Bool;
                    case DATE -> value instanceof Value.Date;
                    case TIME -> value instanceof Value.Time;
                    case DATE_TIME -> value instanceof Value.DateTime;
                    case YEARS_MONTHS -> value instanceof Value.Months;
                    case DAYS_TIME -> value instanceof Value.Span;
                    case NULL, UNDEFINED -> false;
                };
            case ListOf(FeelType element) ->
                value instanceof Value.Items items && items.values().stream().allMatch(v -> fits(element, v));
            case RangeOf(FeelType element) ->
                value instanceof Value.Range r && fits(element, r.from()) && fits(element, r.to());
            case ContextOf(Map<String, FeelType> entries) ->
                value instanceof Value.Context c
                        && entries.entrySet().stream().allMatch(e -> {
                            Value entry = c.entries().get(e.getKey());
                            return entry != null && fits(e.getValue(), entry);
                        });
            case FunctionOf f -> value instanceof Value.Function v && f.accepts(v);
        };
    }

    /** Null fits everywhere inside a structure. */
    private static boolean fits(FeelType type, Value value) {
        return value.isNull() || type.has(value);
    }

    /** Whether everything of {@code other} is also of this type, as far as declared. */
    default boolean covers(FeelType other) {
        if (this == Simple.ANY || equals(other)) {
            return true;
        }
        return switch (this) {
            case ListOf(FeelType element) -> other instanceof ListOf(FeelType o) && element.covers(o);
            case RangeOf(FeelType element) -> other instanceof RangeOf(FeelType o) && element.covers(o);
            case ContextOf(Map<String, FeelType> entries) ->
                other instanceof ContextOf(Map<String, FeelType> o)
                        && entries.entrySet().stream().allMatch(e -> {
                            FeelType entry = o.get(e.getKey());
                            return entry != null && e.getValue().covers(entry);
                        });
            case Simple s -> false;
            case FunctionOf f -> false;
        };
    }
}
