package dev.kechuang.reader.audit;

import dev.kechuang.reader.Finding.Verdict;
import dev.kechuang.reader.render.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Wording shared by the findings. */
final class Words {
    private static final BigDecimal WAN = BigDecimal.valueOf(10_000);
    private static final BigDecimal YI = BigDecimal.valueOf(100_000_000);

    private Words() {}

    /** A number with its unit as an official text prints it: 41406万元, 1.07亿元. */
    static String number(BigDecimal value, String unit) {
        BigDecimal magnitude = value.abs();
        if (unit.endsWith("元") || unit.equals("公斤") || unit.equals("平方米")) {
            if (magnitude.compareTo(YI) >= 0) return Json.plain(value.divide(YI)) + "亿" + unit;
            if (magnitude.compareTo(WAN) >= 0) return Json.plain(value.divide(WAN)) + "万" + unit;
        }
        BigDecimal rounded = value.scale() > 2 ? value.setScale(2, RoundingMode.HALF_UP) : value;
        return Json.plain(rounded) + unit;
    }

    static String outcome(Verdict verdict, BigDecimal difference, String unit) {
        String by = (difference.signum() < 0 ? "少 " : "多 ") + number(difference.abs(), unit);
        return switch (verdict) {
            case HOLDS -> "，相符。";
            case WITHIN_ROUNDING -> "，在四舍五入范围内相符。";
            case DOUBTFUL -> "，" + by + "，存疑。";
            case CONTRADICTS -> "，" + by + "，前后矛盾。";
        };
    }
}
