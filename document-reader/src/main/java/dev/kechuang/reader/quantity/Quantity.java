package dev.kechuang.reader.quantity;

import dev.kechuang.reader.Bound;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number with its unit where it stands, before anybody asks what it measures.
 *
 * @param start start of the number
 * @param end end of the unit
 * @param outerStart start of the words of bound before it (超过, 不低于)
 * @param outerEnd end of the words of bound after it (以上, 左右)
 * @param value in the base unit
 * @param valueTo upper end of a range
 * @param chinese whether the number is written in Chinese characters
 * @param masked whether digits are struck out (201*): something is stated there, but not what
 */
public record Quantity(
        int start,
        int end,
        int outerStart,
        int outerEnd,
        BigDecimal value,
        @Nullable BigDecimal valueTo,
        Unit unit,
        Bound bound,
        boolean chinese,
        boolean masked) {

    public Unit.Kind kind() {
        return unit.kind();
    }

    /** Whether this is an amount of money. */
    public boolean money() {
        return unit.base().endsWith("元");
    }

    Quantity within(int newOuterStart, int newOuterEnd, Bound newBound) {
        return new Quantity(start, end, newOuterStart, newOuterEnd, value, valueTo, unit, newBound, chinese, masked);
    }
}
