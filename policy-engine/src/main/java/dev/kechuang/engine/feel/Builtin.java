package dev.kechuang.engine.feel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A standard function with its overloads. An overload is declared by its signature, such as
 * {@code substring(string: string, start position: number)}; {@code ~} after a type admits null, {@code ...} repeats
 * the last parameter. A call that fits no overload is null.
 */
final class Builtin implements Value.Function {
    /** What the body of an overload does with arguments that already have the declared kinds. */
    interface Body {
        Value apply(List<Value> arguments);
    }

    enum Kind {
        ANY,
        NUMBER,
        STRING,
        BOOLEAN,
        DATE,
        TIME,
        DATETIME,
        /** A date or a date and time. */
        DAY,
        SPAN,
        MONTHS,
        LIST,
        CONTEXT,
        RANGE,
        /** Any single ordered value. */
        POINT,
        FUNCTION
    }

    record Parameter(String name, Kind kind, boolean nullable) {}

    record Overload(List<Parameter> parameters, boolean repeated, Body body) {}

    private final String name;
    private final List<Overload> overloads = new ArrayList<>();

    Builtin(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(String signature, Body body) {
        String inside = signature.substring(signature.indexOf('(') + 1, signature.lastIndexOf(')'));
        List<Parameter> parameters = new ArrayList<>();
        boolean repeated = inside.endsWith("...");
        for (String part : inside.replace("...", "").split(",")) {
            if (!part.isBlank()) {
                String[] nameAndKind = part.split(":");
                String kind = nameAndKind[1].strip();
                boolean nullable = kind.endsWith("~");
                parameters.add(new Parameter(
                        nameAndKind[0].strip(),
                        Kind.valueOf(kind.replace("~", "").toUpperCase(Locale.ROOT)),
                        nullable));
            }
        }
        overloads.add(new Overload(List.copyOf(parameters), repeated, body));
    }

    @Override
    public List<String> parameters() {
        return overloads.getFirst().parameters().stream().map(Parameter::name).toList();
    }

    @Override
    public List<FeelType> types() {
        return overloads.getFirst().parameters().stream()
                .map(p -> (FeelType) FeelType.Simple.ANY)
                .toList();
    }

    @Override
    public Value call(List<Value> arguments) {
        for (Overload overload : overloads) {
            List<Value> fitted = fit(overload, arguments);
            if (fitted != null) {
                return overload.body().apply(fitted);
            }
        }
        return Value.NULL;
    }

    @Override
    public Value callNamed(List<String> names, List<Value> arguments) {
        for (Overload overload : overloads) {
            List<String> declared =
                    overload.parameters().stream().map(Parameter::name).toList();
            if (declared.size() == names.size() && names.containsAll(declared)) {
                List<Value> ordered = declared.stream()
                        .map(p -> arguments.get(names.indexOf(p)))
                        .toList();
                List<Value> fitted = fit(overload, ordered);
                if (fitted != null) {
                    return overload.body().apply(fitted);
                }
            }
        }
        return Value.NULL;
    }

    private static @Nullable List<Value> fit(Overload overload, List<Value> arguments) {
        List<Parameter> parameters = overload.parameters();
        boolean count =
                overload.repeated() ? arguments.size() >= parameters.size() : arguments.size() == parameters.size();
        if (!count) {
            return null;
        }
        List<Value> fitted = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            Value value = fit(parameters.get(Math.min(i, parameters.size() - 1)), arguments.get(i));
            if (value == null) {
                return null;
            }
            fitted.add(value);
        }
        return fitted;
    }

    /** The argument as the parameter wants it, after FEEL's implicit conversions; null when it does not fit. */
    private static @Nullable Value fit(Parameter parameter, Value value) {
        if (value.isNull()) {
            return parameter.nullable() ? value : null;
        }
        if (is(parameter.kind(), value)) {
            return value;
        }
        if (parameter.kind() == Kind.LIST) {
            return new Value.Items(List.of(value));
        }
        if (parameter.kind() == Kind.DATETIME && value instanceof Value.Date) {
            return Arithmetic.dateTime(value);
        }
        if (value instanceof Value.Items(List<Value> items)
                && items.size() == 1
                && is(parameter.kind(), items.getFirst())) {
            return items.getFirst();
        }
        return null;
    }

    private static boolean is(Kind kind, Value value) {
        return switch (kind) {
            case ANY -> true;
            case NUMBER -> value instanceof Value.Num;
            case STRING -> value instanceof Value.Text;
            case BOOLEAN -> value instanceof Value.Bool;
            case DATE -> value instanceof Value.Date;
            case TIME -> value instanceof Value.Time;
            case DATETIME -> value instanceof Value.DateTime;
            case DAY -> value instanceof Value.Date || value instanceof Value.DateTime;
            case SPAN -> value instanceof Value.Span;
            case MONTHS -> value instanceof Value.Months;
            case LIST -> value instanceof Value.Items;
            case CONTEXT -> value instanceof Value.Context;
            case RANGE -> value instanceof Value.Range;
            case POINT -> Values.compare(value, value) != null;
            case FUNCTION -> value instanceof Value.Function;
        };
    }
}
