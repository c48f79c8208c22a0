package dev.kechuang.engine.feel;

import dev.kechuang.engine.syntax.Expr;
import dev.kechuang.engine.syntax.Expr.Operator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates a syntax tree. One instance serves one evaluation and counts its steps. */
final class Interpreter {
    private static final int MAX_STEPS = 1_000_000;
    private static final int MAX_CALLS = 200;

    private int steps;
    private int calls;

    Value evaluate(Expr expr, Scope scope) {
        if (++steps > MAX_STEPS) {
            throw new LimitException("the evaluation takes more than " + MAX_STEPS + " steps");
        }
        return switch (expr) {
            case Expr.NumberLiteral n -> Value.of(n.value());
            case Expr.TextLiteral t -> Value.of(t.value());
            case Expr.BooleanLiteral b -> Value.of(b.value());
            case Expr.NullLiteral n -> Value.NULL;
            case Expr.AtLiteral a -> Temporal.any(a.value());
            case Expr.Name n -> name(n.name(), scope);
            case Expr.ListLiteral l -> new Value.Items(all(l.items(), scope));
            case Expr.ContextLiteral c -> context(c, scope);
            case Expr.RangeLiteral r -> range(r, scope);
            case Expr.UnaryTest t -> test(t.operator(), evaluate(t.operand(), scope));
            case Expr.Binary b -> binary(b, scope);
            case Expr.Negate n -> Arithmetic.negate(evaluate(n.operand(), scope));
            case Expr.Between b -> between(b, scope);
            case Expr.In in -> Membership.test(this, in, scope);
            case Expr.InstanceOf i -> Value.of(FeelType.of(i.type()).has(evaluate(i.value(), scope)));
            case Expr.If i -> evaluate(evaluate(i.condition(), scope).isTrue() ? i.then() : i.otherwise(), scope);
            case Expr.For f -> Iteration.loop(this, f, scope);
            case Expr.Quantified q -> Iteration.quantify(this, q, scope);
            case Expr.FunctionLiteral f -> new Lambda(this, f, scope);
            case Expr.Call c -> call(c, scope);
            case Expr.Path p -> Properties.of(evaluate(p.value(), scope), p.name());
            case Expr.Filter f -> Iteration.filter(this, f, scope);
        };
    }

    private static Value name(String name, Scope scope) {
        Value value = scope.find(name);
        return value != null ? value : Builtins.find(name);
    }

    private List<Value> all(List<Expr> exprs, Scope scope) {
        List<Value> values = new ArrayList<>(exprs.size());
        for (Expr expr : exprs) {
            values.add(evaluate(expr, scope));
        }
        return values;
    }

    private Value context(Expr.ContextLiteral literal, Scope scope) {
        Map<String, Value> entries = new LinkedHashMap<>();
        Scope inner = new Scope(scope, entries);
        for (Expr.Entry entry : literal.entries()) {
            entries.put(entry.key(), evaluate(entry.value(), inner));
        }
        return new Value.Context(entries);
    }

    private Value range(Expr.RangeLiteral range, Scope scope) {
        Value from = evaluate(range.from(), scope);
        Value to = evaluate(range.to(), scope);
        if (!from.isNull() && !to.isNull() && Values.compare(from, to) == null) {
            return Value.NULL;
        }
        return from.isNull() && to.isNull()
                ? Value.NULL
                : new Value.Range(from, range.fromIncluded(), to, range.toIncluded(), false);
    }

    /** A test standing as a value: the range it describes. */
    static Value test(Operator operator, Value operand) {
        return switch (operator) {
            case LESS, LESS_EQUAL -> new Value.Range(Value.NULL, false, operand, operator == Operator.LESS_EQUAL, true);
            case GREATER, GREATER_EQUAL ->
                new Value.Range(operand, operator == Operator.GREATER_EQUAL, Value.NULL, false, true);
            case NOT_EQUAL -> new Value.NotEqual(operand);
            default -> new Value.Range(operand, true, operand, true, true);
        };
    }

    private Value binary(Expr.Binary b, Scope scope) {
        Value left = evaluate(b.left(), scope);
        Value right = evaluate(b.right(), scope);
        return switch (b.operator()) {
            case AND -> conjunction(left, right);
            case OR -> disjunction(left, right);
            case ADD -> Arithmetic.add(left, right);
            case SUBTRACT -> Arithmetic.subtract(left, right);
            case MULTIPLY -> Arithmetic.multiply(left, right);
            case DIVIDE -> Arithmetic.divide(left, right);
            case POWER -> Arithmetic.power(left, right);
            default -> compare(b.operator(), left, right);
        };
    }

    static Value conjunction(Value left, Value right) {
        if (left.isFalse() || right.isFalse()) {
            return Value.FALSE;
        }
        return left.isTrue() && right.isTrue() ? Value.TRUE : Value.NULL;
    }

    static Value disjunction(Value left, Value right) {
        if (left.isTrue() || right.isTrue()) {
            return Value.TRUE;
        }
        return left.isFalse() && right.isFalse() ? Value.FALSE : Value.NULL;
    }

    static Value negation(Value value) {
        return value instanceof Value.Bool(boolean b) ? Value.of(!b) : Value.NULL;
    }

    static Value compare(Operator operator, Value left, Value right) {
        if (operator == Operator.EQUAL) {
            return Values.equal(left, right);
        }
        if (operator == Operator.NOT_EQUAL) {
            return negation(Values.equal(left, right));
        }
        Integer order = Values.compare(left, right);
        if (order == null) {
            return Value.NULL;
        }
        return Value.of(
                switch (operator) {
                    case LESS -> order < 0;
                    case LESS_EQUAL -> order <= 0;
                    case GREATER -> order > 0;
                    default -> order >= 0;
                });
    }

    private Value between(Expr.Between b, Scope scope) {
        Value value = evaluate(b.value(), scope);
        return conjunction(
                compare(Operator.GREATER_EQUAL, value, evaluate(b.from(), scope)),
                compare(Operator.LESS_EQUAL, value, evaluate(b.to(), scope)));
    }

    private Value call(Expr.Call call, Scope scope) {
        Value function = evaluate(call.function(), scope);
        List<Value> arguments = all(call.arguments(), scope);
        if (!(function instanceof Value.Function f)) {
            return Value.NULL;
        }
        if (++calls > MAX_CALLS) {
            throw new LimitException("functions call each other deeper than " + MAX_CALLS);
        }
        Value result = call.names().isEmpty() ? f.call(arguments) : f.callNamed(call.names(), arguments);
        calls--;
        return result;
    }
}
