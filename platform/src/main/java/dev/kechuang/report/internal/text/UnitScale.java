package dev.kechuang.report.internal.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * A unit of measure as a counting word with its scale: 亿元 is a hundred million 元, 万家 ten thousand 家.
 *
 * @param zeros power of ten of the scale: 0, 4 (万) or 8 (亿)
 */
public record UnitScale(String base, int zeros) {

    static UnitScale of(String unit) {
        if (unit.length() > 1 && unit.startsWith("万")) return new UnitScale(unit.substring(1), 4);
        if (unit.length() > 1 && unit.startsWith("亿")) return new UnitScale(unit.substring(1), 8);
        return new UnitScale(unit, 0);
    }

    public static boolean convertible(String from, String to) {
        return of(from).base.equals(of(to).base);
    }

    /** The value in the other unit, exact; empty when they measure different things. */
    public static Optional<BigDecimal> convert(BigDecimal value, String from, String to) {
        UnitScale a = of(from);
        UnitScale b = of(to);
        if (!a.base.equals(b.base)) return Optional.empty();
        return Optional.of(value.scaleByPowerOfTen(a.zeros - b.zeros).round(MathContext.UNLIMITED));
    }

    /** Percentages and per mille are compared in points (个百分点), never in percent. */
    static boolean isShare(String unit) {
        return unit.equals("%") || unit.equals("‰");
    }

    static String points(String unit) {
        return unit.equals("‰") ? "个千分点" : "个百分点";
    }
}
