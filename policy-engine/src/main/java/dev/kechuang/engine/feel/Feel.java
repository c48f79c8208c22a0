package dev.kechuang.engine.feel;

import dev.kechuang.engine.syntax.Expr;
import dev.kechuang.engine.syntax.Parser;
import java.util.Map;

/** Plain FEEL: parse and evaluate one expression. */
public final class Feel {
    private Feel() {}

    /** @throws dev.kechuang.engine.syntax.SyntaxException when the text is not an expression */
    public static Expr parse(String text) {
        return Parser.feel(text, Builtins.names());
    }

    /**
     * The value of an expression with the given variables.
     *
     * @throws LimitException when the evaluation grows beyond its bounds
     */
    public static Value evaluate(Expr expr, Map<String, Value> variables) {
        return new Interpreter().evaluate(expr, new Scope(null, variables));
    }

    /** Parses and evaluates without variables. */
    public static Value evaluate(String text) {
        return evaluate(parse(text), Map.of());
    }
}
