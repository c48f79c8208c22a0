package dev.kechuang.engine.feel;

import dev.kechuang.engine.syntax.Expr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function written in FEEL, with the scope it was written in. */
record Lambda(Interpreter interpreter, Expr.FunctionLiteral literal, Scope scope) implements Value.Function {
    @Override
    public List<String> parameters() {
        return literal.parameters().stream().map(Expr.Parameter::name).toList();
    }

    @Override
    public List<FeelType> types() {
        return literal.parameters().stream().map(p -> FeelType.of(p.type())).toList();
    }

    @Override
    public Value call(List<Value> arguments) {
        if (arguments.size() != literal.parameters().size()) {
            return Value.NULL;
        }
        Map<String, Value> variables = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            Expr.Parameter parameter = literal.parameters().get(i);
            Value value = conform(FeelType.of(parameter.type()), arguments.get(i));
            if (value == null) {
                return Value.NULL;
            }
            variables.put(parameter.name(), value);
        }
        return interpreter.evaluate(literal.body(), new Scope(scope, variables));
    }

    /** A value of the type, after the conversion between a value and a list of one; null when it does not fit. */
    private static @Nullable Value conform(FeelType type, Value value) {
        if (value.isNull() || type.has(value)) {
            return value;
        }
        if (value instanceof Value.Items(List<Value> items) && items.size() == 1 && type.has(items.getFirst())) {
            return items.getFirst();
        }
        Value list = new Value.Items(List.of(value));
        return type instanceof FeelType.ListOf && type.has(list) ? list : null;
    }

    @Override
    public Value callNamed(List<String> names, List<Value> arguments) {
        List<String> parameters = parameters();
        if (names.size() != parameters.size() || !names.containsAll(parameters)) {
            return Value.NULL;
        }
        return call(
                parameters.stream().map(p -> arguments.get(names.indexOf(p))).toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
