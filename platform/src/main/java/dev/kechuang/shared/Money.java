package dev.kechuang.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A sum of money (金额) in whole fen (分, 1/100 yuan). Arithmetic is exact and fails on overflow instead of wrapping.
 *
 * @param fen whole fen, negative for a sum owed back
 */
public record Money(long fen) implements Comparable<Money> {

    public static final Money ZERO = new Money(0);

    /** Reads yuan (元) with at most two decimals; more decimals are an {@link ArithmeticException}. */
    public static Money yuan(BigDecimal yuan) {
        return new Money(yuan.movePointRight(2).longValueExact());
    }

    /** Reads 10,000 yuan (万元) with at most six decimals; more are an {@link ArithmeticException}. */
    public static Money wan(BigDecimal wan) {
        return new Money(wan.movePointRight(6).longValueExact());
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(fen, other.fen));
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(fen, other.fen));
    }

    public BigDecimal inYuan() {
        return BigDecimal.valueOf(fen, 2);
    }

    /** In 10,000 yuan with two decimals, as pages show it; rounded half up, so never to be calculated with. */
    public BigDecimal inWanRounded() {
        return BigDecimal.valueOf(fen, 6).setScale(2, RoundingMode.HALF_UP);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }
}
