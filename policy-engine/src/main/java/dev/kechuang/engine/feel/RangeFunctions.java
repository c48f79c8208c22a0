package dev.kechuang.engine.feel;

import static dev.kechuang.engine.feel.NumberFunctions.text;

import dev.kechuang.engine.syntax.Expr;
import dev.kechuang.engine.syntax.SyntaxException;
import java.util.List;
import java.util.Map;

/** The relations between points and ranges (DMN 1.5, table 78) and {@code range}. */
final class RangeFunctions {
    private RangeFunctions() {}

    /** Thrown inside a relation whose ends can't be compared; the result is null. */
    private static final class Incomparable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Incomparable() {
            super("incomparable", null, false, false);
        }
    }

    private interface Relation<A, B> {
        boolean holds(A left, B right);
    }

    static void register() {
        pointPoint("before", (a, b) -> order(a, b) < 0);
        pointPoint("after", (a, b) -> order(a, b) > 0);
        pointPoint("coincides", (a, b) -> order(a, b) == 0);
        pointRange("before", RangeFunctions::before);
        pointRange("after", RangeFunctions::after);
        rangePoint("before", (r, p) -> after(p, r));
        rangePoint("after", (r, p) -> before(p, r));
        rangeRange("before", RangeFunctions::before);
        rangeRange("after", (a, b) -> before(b, a));
        rangeRange("meets", RangeFunctions::meets);
        rangeRange("met by", (a, b) -> meets(b, a));
        rangeRange("overlaps", (a, b) -> touches(a, b) && touches(b, a));
        rangeRange("overlaps before", RangeFunctions::overlapsBefore);
        rangeRange("overlaps after", (a, b) -> overlapsBefore(b, a));
        pointRange("finishes", (p, r) -> r.toIncluded() && order(r.to(), p) == 0);
        rangePoint("finished by", (r, p) -> r.toIncluded() && order(r.to(), p) == 0);
        rangeRange("finishes", RangeFunctions::finishes);
        rangeRange("finished by", (a, b) -> finishes(b, a));
        rangePoint("includes", RangeFunctions::includes);
        pointRange("during", (p, r) -> includes(r, p));
        rangeRange("includes", (a, b) -> startsNotAfter(a, b) && endsNotBefore(a, b));
        rangeRange("during", (a, b) -> startsNotAfter(b, a) && endsNotBefore(b, a));
        pointRange("starts", (p, r) -> r.fromIncluded() && order(r.from(), p) == 0);
        rangePoint("started by", (r, p) -> r.fromIncluded() && order(r.from(), p) == 0);
        rangeRange("starts", RangeFunctions::starts);
        rangeRange("started by", (a, b) -> starts(b, a));
        rangeRange("coincides", RangeFunctions::coincides);
        Builtins.add("range(from: string)", a -> parse(text(a, 0)));
    }

    private static void pointPoint(String name, Relation<Value, Value> relation) {
        add(name + "(point1: point, point2: point)", (a, b) -> relation.holds(a, b));
    }

    private static void pointRange(String name, Relation<Value, Value.Range> relation) {
        add(name + "(point: point, range: range)", (a, b) -> relation.holds(a, (Value.Range) b));
    }

    private static void rangePoint(String name, Relation<Value.Range, Value> relation) {
        add(name + "(range: range, point: point)", (a, b) -> relation.holds((Value.Range) a, b));
    }

    private static void rangeRange(String name, Relation<Value.Range, Value.Range> relation) {
        add(name + "(range1: range, range2: range)", (a, b) -> relation.holds((Value.Range) a, (Value.Range) b));
    }

    private static void add(String signature, Relation<Value, Value> relation) {
        Builtins.add(signature, a -> {
            try {
                return Value.of(relation.holds(a.get(0), a.get(1)));
            } catch (Incomparable e) {
                return Value.NULL;
            }
        });
    }

    private static int order(Value left, Value right) {
        Integer order = Values.compare(left, right);
        if (order == null) {
            throw new Incomparable();
        }
        return order;
    }

    private static boolean before(Value p, Value.Range r) {
        int order = order(p, r.from());
        return order < 0 || (order == 0 && !r.fromIncluded());
    }

    private static boolean after(Value p, Value.Range r) {
        int order = order(p, r.to());
        return order > 0 || (order == 0 && !r.toIncluded());
    }

    private static boolean before(Value.Range a, Value.Range b) {
        int order = order(a.to(), b.from());
        return order < 0 || (order == 0 && (!a.toIncluded() || !b.fromIncluded()));
    }

    private static boolean meets(Value.Range a, Value.Range b) {
        return a.toIncluded() && b.fromIncluded() && order(a.to(), b.from()) == 0;
    }

    /** {@code a} reaches at least the beginning of {@code b}. */
    private static boolean touches(Value.Range a, Value.Range b) {
        return !before(a, b);
    }

    private static boolean overlapsBefore(Value.Range a, Value.Range b) {
        int start = order(a.from(), b.from());
        boolean earlier = start < 0 || (start == 0 && a.fromIncluded() && !b.fromIncluded());
        return earlier && touches(a, b) && endsNotBefore(b, a);
    }

    private static boolean startsNotAfter(Value.Range a, Value.Range b) {
        int order = order(a.from(), b.from());
        return order < 0 || (order == 0 && (a.fromIncluded() || !b.fromIncluded()));
    }

    private static boolean endsNotBefore(Value.Range a, Value.Range b) {
        int order = order(a.to(), b.to());
        return order > 0 || (order == 0 && (a.toIncluded() || !b.toIncluded()));
    }

    private static boolean finishes(Value.Range a, Value.Range b) {
        return a.toIncluded() == b.toIncluded() && order(a.to(), b.to()) == 0 && startsNotAfter(b, a);
    }

    private static boolean starts(Value.Range a, Value.Range b) {
        return a.fromIncluded() == b.fromIncluded() && order(a.from(), b.from()) == 0 && endsNotBefore(b, a);
    }

    private static boolean includes(Value.Range r, Value p) {
        return !before(p, r) && !after(p, r);
    }

    private static boolean coincides(Value.Range a, Value.Range b) {
        return a.fromIncluded() == b.fromIncluded()
                && a.toIncluded() == b.toIncluded()
                && order(a.from(), b.from()) == 0
                && order(a.to(), b.to()) == 0;
    }

    /** {@code range("[1..3]")}: both ends are literals and in order. */
    private static Value parse(String text) {
        try {
            if (Feel.parse(text) instanceof Expr.RangeLiteral r
                    && literal(r.from())
                    && literal(r.to())
                    && Feel.evaluate(r, Map.of()) instanceof Value.Range range
                    && !unboundedButClosed(range)
                    && inOrder(range)) {
                return range;
            }
        } catch (SyntaxException notARange) {
            return Value.NULL;
        }
        return Value.NULL;
    }

    private static boolean literal(Expr expr) {
        return switch (expr) {
            case Expr.NumberLiteral n -> true;
            case Expr.TextLiteral t -> true;
            case Expr.AtLiteral a -> true;
            case Expr.NullLiteral n -> true;
            case Expr.Negate n -> literal(n.operand());
            case Expr.Call c ->
                c.function() instanceof Expr.Name name
                        && List.of("date", "time", "date and time", "duration").contains(name.name())
                        && c.arguments().stream().allMatch(RangeFunctions::literal);
            default -> false;
        };
    }

    private static boolean unboundedButClosed(Value.Range r) {
        return (r.from().isNull() && r.fromIncluded()) || (r.to().isNull() && r.toIncluded());
    }

    private static boolean inOrder(Value.Range r) {
        Integer order = Values.compare(r.from(), r.to());
        return order == null || order <= 0;
    }
}
