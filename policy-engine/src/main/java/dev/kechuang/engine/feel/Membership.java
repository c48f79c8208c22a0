package dev.kechuang.engine.feel;

import dev.kechuang.engine.syntax.Expr;
import java.util.List;
import java.util.Map;

/** {@code value in tests} (DMN 1.5, table 54 and the grammar of unary tests). */
final class Membership {
    private Membership() {}

    static Value test(Interpreter interpreter, Expr.In in, Scope scope) {
        Value value = interpreter.evaluate(in.value(), scope);
        Scope inner = new Scope(scope, Map.of("?", value));
        Value result = Value.FALSE;
        for (Expr test : in.tests()) {
            result = Interpreter.disjunction(result, one(interpreter, value, test, inner));
        }
        return result;
    }

    private static Value one(Interpreter interpreter, Value value, Expr test, Scope scope) {
        if (test instanceof Expr.UnaryTest t) {
            return Interpreter.compare(t.operator(), value, interpreter.evaluate(t.operand(), scope));
        }
        Value result = interpreter.evaluate(test, scope);
        return mentionsValue(test) && result instanceof Value.Bool ? result : matches(value, result);
    }

    private static Value matches(Value value, Value test) {
        return switch (test) {
            case Value.Range range -> Values.in(value, range);
            case Value.NotEqual(Value other) -> Interpreter.negation(Values.equal(value, other));
            case Value.Items(List<Value> items) -> Value.of(Values.same(value, test) || anyOf(value, items));
            default -> Values.equal(value, test);
        };
    }

    private static boolean anyOf(Value value, List<Value> items) {
        for (Value item : items) {
            boolean hit = switch (item) {
                case Value.Range range -> Values.in(value, range).isTrue() || Values.same(value, item);
                case Value.NotEqual(Value other) -> Values.equal(value, other).isFalse();
                default -> Values.same(value, item);
            };
            if (hit) {
                return true;
            }
        }
        return false;
    }

    /** Whether a test speaks of the tested value as {@code ?}. */
    private static boolean mentionsValue(Expr expr) {
        return switch (expr) {
            case Expr.Name n -> n.name().equals("?");
            case Expr.Binary b -> mentionsValue(b.left()) || mentionsValue(b.right());
            case Expr.Negate n -> mentionsValue(n.operand());
            case Expr.Between b -> mentionsValue(b.value());
            case Expr.In in -> mentionsValue(in.value());
            case Expr.InstanceOf i -> mentionsValue(i.value());
            case Expr.Call c -> c.arguments().stream().anyMatch(Membership::mentionsValue);
            case Expr.Path p -> mentionsValue(p.value());
            case Expr.Filter f -> mentionsValue(f.value());
            case Expr.If i -> mentionsValue(i.condition());
            case Expr.Quantified q -> q.iterators().stream().anyMatch(i -> mentionsValue(i.domain()));
            default -> false;
        };
    }
}
