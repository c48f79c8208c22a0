package dev.kechuang.engine.feel;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** The arithmetic operators (DMN 1.5, tables 55 to 59); null for every combination that is not in them. */
final class Arithmetic {
    private Arithmetic() {}

    static Value add(Value left, Value right) {
        try {
            return switch (left) {
                case Value.Num(BigDecimal a)
                when right instanceof Value.Num(BigDecimal b) -> Value.of(a.add(b, Numbers.PRECISION));
                case Value.Text(String a) when right instanceof Value.Text(String b) -> Value.of(a.concat(b));
                case Value.Months a
                when right instanceof Value.Months b -> new Value.Months(Math.addExact(a.months(), b.months()));
                case Value.Span a
                when right instanceof Value.Span b -> new Value.Span(a.value().plus(b.value()));
                case Value.Months a when isDateLike(right) -> shift(right, a.months());
                case Value.Span a when isDateLike(right) -> shift(right, a.value());
                default -> {
                    if (right instanceof Value.Months b) {
                        yield shift(left, b.months());
                    }
                    yield right instanceof Value.Span b ? shift(left, b.value()) : Value.NULL;
                }
            };
        } catch (ArithmeticException | DateTimeException outOfRange) {
            return Value.NULL;
        }
    }

    private static boolean isDateLike(Value value) {
        return value instanceof Value.Date || value instanceof Value.DateTime || value instanceof Value.Time;
    }

    private static Value shift(Value value, long months) {
        return switch (value) {
            case Value.Date d -> new Value.Date(d.value().plusMonths(months));
            case Value.DateTime d -> new Value.DateTime(d.value().plusMonths(months), d.zone());
            default -> Value.NULL;
        };
    }

    private static Value shift(Value value, Duration span) {
        return switch (value) {
            case Value.Date d ->
                new Value.Date(d.value().atStartOfDay().plus(span).toLocalDate());
            case Value.DateTime d -> new Value.DateTime(d.value().plus(span), d.zone());
            case Value.Time t -> new Value.Time(t.value().plus(span), t.zone());
            default -> Value.NULL;
        };
    }

    static Value subtract(Value left, Value right) {
        try {
            return switch (left) {
                case Value.Num(BigDecimal a)
                when right instanceof Value.Num(BigDecimal b) -> Value.of(a.subtract(b, Numbers.PRECISION));
                case Value.Months a
                when right instanceof Value.Months b -> new Value.Months(Math.subtractExact(a.months(), b.months()));
                case Value.Span a
                when right instanceof Value.Span b -> new Value.Span(a.value().minus(b.value()));
                case Value.Time a
                when right instanceof Value.Time b && (a.zone() == null) == (b.zone() == null) ->
                    Temporal.span(Temporal.instant(a).subtract(Temporal.instant(b)));
                default -> {
                    if (right instanceof Value.Months b) {
                        yield shift(left, Math.negateExact(b.months()));
                    }
                    if (right instanceof Value.Span b) {
                        yield shift(left, b.value().negated());
                    }
                    yield difference(left, right);
                }
            };
        } catch (ArithmeticException | DateTimeException outOfRange) {
            return Value.NULL;
        }
    }

    /** Dates count as midnight UTC beside a date and time. */
    private static Value difference(Value left, Value right) {
        if (left instanceof Value.Date a && right instanceof Value.Date b) {
            return new Value.Span(
                    Duration.ofDays(a.value().toEpochDay() - b.value().toEpochDay()));
        }
        if (dateTime(left) instanceof Value.DateTime a
                && dateTime(right) instanceof Value.DateTime b
                && (a.zone() == null) == (b.zone() == null)) {
            return Temporal.span(Temporal.instant(a).subtract(Temporal.instant(b)));
        }
        return Value.NULL;
    }

    static Value dateTime(Value value) {
        return value instanceof Value.Date d
                ? new Value.DateTime(d.value().atTime(LocalTime.MIDNIGHT), ZoneOffset.UTC)
                : value;
    }

    static Value multiply(Value left, Value right) {
        return switch (left) {
            case Value.Num(BigDecimal a)
            when right instanceof Value.Num(BigDecimal b) -> Value.of(a.multiply(b, Numbers.PRECISION));
            case Value.Num(BigDecimal a) -> scale(right, a);
            default -> right instanceof Value.Num(BigDecimal b) ? scale(left, b) : Value.NULL;
        };
    }

    private static Value scale(Value duration, BigDecimal factor) {
        return switch (duration) {
            case Value.Months m -> months(BigDecimal.valueOf(m.months()).multiply(factor, Numbers.PRECISION));
            case Value.Span s -> Temporal.span(Temporal.seconds(s.value()).multiply(factor, Numbers.PRECISION));
            default -> Value.NULL;
        };
    }

    private static Value months(BigDecimal months) {
        return months.toBigInteger().bitLength() < 63 ? new Value.Months(months.longValue()) : Value.NULL;
    }

    static Value divide(Value left, Value right) {
        return switch (left) {
            case Value.Num(BigDecimal a) when right instanceof Value.Num(BigDecimal b) -> Numbers.divide(a, b);
            case Value.Months a
            when right instanceof Value.Months b ->
                Numbers.divide(BigDecimal.valueOf(a.months()), BigDecimal.valueOf(b.months()));
            case Value.Span a
            when right instanceof Value.Span b ->
                Numbers.divide(Temporal.seconds(a.value()), Temporal.seconds(b.value()));
            case Value.Months a
            when right instanceof Value.Num(BigDecimal b) && b.signum() != 0 ->
                months(BigDecimal.valueOf(a.months()).divide(b, Numbers.PRECISION));
            case Value.Span a
            when right instanceof Value.Num(BigDecimal b) && b.signum() != 0 ->
                Temporal.span(Temporal.seconds(a.value()).divide(b, Numbers.PRECISION));
            default -> Value.NULL;
        };
    }

    static Value power(Value left, Value right) {
        return left instanceof Value.Num(BigDecimal a) && right instanceof Value.Num(BigDecimal b)
                ? Numbers.power(a, b)
                : Value.NULL;
    }

    static Value negate(Value value) {
        return switch (value) {
            case Value.Num(BigDecimal n) -> Value.of(n.negate());
            case Value.Months m -> new Value.Months(-m.months());
            case Value.Span s -> new Value.Span(s.value().negated());
            default -> Value.NULL;
        };
    }
}
