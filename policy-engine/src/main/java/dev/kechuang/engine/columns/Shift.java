package dev.kechuang.engine.columns;

import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Unit;
import java.time.LocalDate;

/** Adding a duration to a date never changes the order of dates, so a bound on the sum is a bound on the date. */
final class Shift {
    private Shift() {}

    /** The last day whose sum with the duration is not after {@code bound}. */
    static long lastDay(Operator operator, Val amount, Type type, LocalDate bound) {
        int sign = operator == Operator.ADD ? 1 : -1;
        long months;
        long days;
        switch (amount) {
            case Val.Span(long m, long d) -> {
                months = sign * m;
                days = sign * d;
            }
            case Val.Num(Rational n)
            when n.isWhole() && n.abs().compareTo(Rational.of(10_000)) <= 0 -> {
                long count = sign * n.numerator().longValue();
                Unit unit = type instanceof Type.Number number ? number.unit() : Unit.NONE;
                boolean inDays = unit.equals(Unit.of("天"));
                months = inDays ? 0 : unit.equals(Unit.YEAR) ? count * 12 : count;
                days = inDays ? count : 0;
            }
            default -> throw new Unsupported("duration");
        }
        if (Math.abs(months) > 12_000 || Math.abs(days) > 400_000) {
            throw new Unsupported("duration");
        }
        LocalDate guess = bound.minusMonths(months).minusDays(days).plusDays(5);
        while (guess.plusMonths(months).plusDays(days).isAfter(bound)) {
            guess = guess.minusDays(1);
        }
        return guess.toEpochDay();
    }
}
