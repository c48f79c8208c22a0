package dev.kechuang.engine.eval;

import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Unit;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Arithmetic and comparison on values. Unknown wins over absent; a division by zero is absent. */
final class Operators {
    private Operators() {}

    static Val arithmetic(Operator operator, Val left, Val right, Node.Arithmetic node) {
        if (left instanceof Val.Num(Rational a) && right instanceof Val.Num(Rational b)) {
            return number(operator, a, b);
        }
        Val open = open(left, right);
        if (open != null) {
            return left instanceof Val.Unknown || right instanceof Val.Unknown
                    ? open
                    : interval(operator, left, right, open.missing());
        }
        if (left instanceof Val.Absent || right instanceof Val.Absent) {
            return Val.ABSENT;
        }
        int sign = operator == Operator.ADD ? 1 : -1;
        return switch (left) {
            case Val.Text(String a) when right instanceof Val.Text(String b) -> new Val.Text(a.concat(b));
            case Val.Day(LocalDate a)
            when right instanceof Val.Day(LocalDate b) -> new Val.Span(0, a.toEpochDay() - b.toEpochDay());
            case Val.Day(LocalDate a)
            when right instanceof Val.Span(long months, long days) -> shift(a, sign * months, sign * days);
            case Val.Day(LocalDate a)
            when right instanceof Val.Num(Rational n) ->
                calendar(a, n, sign, node.right().type());
            case Val.Span(long m1, long d1)
            when right instanceof Val.Span(long m2, long d2) ->
                (m1 == 0 && m2 == 0) || (d1 == 0 && d2 == 0)
                        ? new Val.Span(m1 + sign * m2, d1 + sign * d2)
                        : Val.ABSENT;
            default -> Val.ABSENT;
        };
    }

    /** An unknown that joins what both sides miss, when a side is unknown or an interval. */
    private static @Nullable Val open(Val left, Val right) {
        boolean open = left instanceof Val.Unknown
                || right instanceof Val.Unknown
                || left instanceof Val.Interval
                || right instanceof Val.Interval;
        return open ? new Val.Unknown(Evaluator.union(left, right)) : null;
    }

    private static Val number(Operator operator, Rational a, Rational b) {
        return switch (operator) {
            case ADD -> new Val.Num(a.add(b));
            case SUBTRACT -> new Val.Num(a.subtract(b));
            case MULTIPLY -> new Val.Num(a.multiply(b));
            case DIVIDE -> b.signum() == 0 ? Val.ABSENT : new Val.Num(a.divide(b));
            default -> {
                int exponent = b.numerator().intValueExact();
                yield a.signum() == 0 && exponent < 0 ? Val.ABSENT : new Val.Num(a.power(exponent));
            }
        };
    }

    /** Sums and differences of intervals, and products with a known number, stay intervals. */
    private static Val interval(Operator operator, Val left, Val right, SortedSet<String> missing) {
        Rational[] a = bounds(left);
        Rational[] b = bounds(right);
        if (a == null || b == null) {
            return left instanceof Val.Absent || right instanceof Val.Absent ? Val.ABSENT : new Val.Unknown(missing);
        }
        return switch (operator) {
            case ADD -> of(a[0].add(b[0]), a[1].add(b[1]), missing);
            case SUBTRACT -> of(a[0].subtract(b[1]), a[1].subtract(b[0]), missing);
            case MULTIPLY -> {
                Rational w = a[0].multiply(b[0]);
                Rational x = a[0].multiply(b[1]);
                Rational y = a[1].multiply(b[0]);
                Rational z = a[1].multiply(b[1]);
                yield of(w.min(x).min(y).min(z), w.max(x).max(y).max(z), missing);
            }
            default -> new Val.Unknown(missing);
        };
    }

    static Val of(Rational low, Rational high, SortedSet<String> missing) {
        return low.equals(high) ? new Val.Num(low) : new Val.Interval(low, high, missing);
    }

    static Rational @Nullable [] bounds(Val value) {
        return switch (value) {
            case Val.Num(Rational n) -> new Rational[] {n, n};
            case Val.Interval i -> new Rational[] {i.low(), i.high()};
            default -> null;
        };
    }

    private static Val calendar(LocalDate day, Rational amount, int sign, Type type) {
        if (!amount.isWhole() || amount.abs().compareTo(Rational.of(1_000_000)) > 0) {
            return Val.ABSENT;
        }
        long n = sign * amount.numerator().longValue();
        boolean days = type instanceof Type.Number(Unit unit, boolean whole) && unit.equals(Unit.of("天"));
        boolean years = type instanceof Type.Number(Unit unit, boolean whole) && unit.equals(Unit.YEAR);
        return days ? shift(day, 0, n) : shift(day, years ? n * 12 : n, 0);
    }

    private static Val shift(LocalDate day, long months, long days) {
        try {
            return new Val.Day(day.plusMonths(months).plusDays(days));
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return Val.ABSENT;
        }
    }

    static Val negate(Val value) {
        return switch (value) {
            case Val.Num(Rational n) -> new Val.Num(n.negate());
            case Val.Interval i -> new Val.Interval(i.high().negate(), i.low().negate(), i.missing());
            case Val.Unknown u -> u;
            default -> Val.ABSENT;
        };
    }

    static Val compare(Operator operator, Val left, Val right) {
        if (left instanceof Val.Num(Rational a) && right instanceof Val.Num(Rational b)) {
            return Val.of(holds(operator, a.compareTo(b)));
        }
        if (left instanceof Val.Unknown || right instanceof Val.Unknown) {
            return new Val.Unknown(Evaluator.union(left, right));
        }
        if (left instanceof Val.Absent || right instanceof Val.Absent) {
            return Val.ABSENT;
        }
        Rational[] a = bounds(left);
        Rational[] b = bounds(right);
        if (a != null && b != null) {
            return intervals(operator, a, b, Evaluator.union(left, right));
        }
        return switch (left) {
            case Val.Text(String x)
            when right instanceof Val.Text(String y) -> Val.of(holds(operator, x.equals(y) ? 0 : 1));
            case Val.Truth(boolean x)
            when right instanceof Val.Truth(boolean y) -> Val.of(holds(operator, x == y ? 0 : 1));
            case Val.Day(LocalDate x)
            when right instanceof Val.Day(LocalDate y) -> Val.of(holds(operator, x.compareTo(y)));
            case Val.Span(long m1, long d1)
            when right instanceof Val.Span(long m2, long d2) -> spans(operator, m1, d1, m2, d2);
            default -> Val.ABSENT;
        };
    }

    /** Months and days have no order between them, unless one side is nothing. */
    private static Val spans(Operator operator, long m1, long d1, long m2, long d2) {
        boolean comparable = (m1 == 0 && m2 == 0) || (d1 == 0 && d2 == 0);
        return comparable
                ? Val.of(holds(operator, m1 != m2 ? Long.compare(m1, m2) : Long.compare(d1, d2)))
                : Val.ABSENT;
    }

    private static Val intervals(Operator operator, Rational[] a, Rational[] b, SortedSet<String> missing) {
        int lowest = a[0].compareTo(b[1]);
        int highest = a[1].compareTo(b[0]);
        Boolean sure = switch (operator) {
            case LESS -> highest < 0 ? Boolean.TRUE : lowest >= 0 ? Boolean.FALSE : null;
            case LESS_EQUAL -> highest <= 0 ? Boolean.TRUE : lowest > 0 ? Boolean.FALSE : null;
            case GREATER -> lowest > 0 ? Boolean.TRUE : highest <= 0 ? Boolean.FALSE : null;
            case GREATER_EQUAL -> lowest >= 0 ? Boolean.TRUE : highest < 0 ? Boolean.FALSE : null;
            case EQUAL -> highest < 0 || lowest > 0 ? Boolean.FALSE : null;
            default -> highest < 0 || lowest > 0 ? Boolean.TRUE : null;
        };
        return sure == null ? new Val.Unknown(missing) : Val.of(sure);
    }

    static boolean holds(Operator operator, int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
        };
    }
}
