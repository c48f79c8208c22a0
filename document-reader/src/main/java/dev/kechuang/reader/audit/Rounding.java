package dev.kechuang.reader.audit;

import dev.kechuang.reader.text.Fold;
import java.math.BigDecimal;

/** How precisely a number is printed. */
final class Rounding {
    private Rounding() {}

    /**
     * Half a unit of the last digit printed, in the base unit: 5.264万亿 → 5 (half of 十亿). Counts printed in full are
     * exact.
     */
    static double uncertainty(String text, BigDecimal value) {
        String folded = Fold.fold(text).replace(",", "");
        int i = 0;
        while (i < folded.length() && !Fold.isDigit(folded.charAt(i))) i++;
        int start = i;
        int point = -1;
        while (i < folded.length() && (Fold.isDigit(folded.charAt(i)) || folded.charAt(i) == '.')) {
            if (folded.charAt(i) == '.') point = i;
            i++;
        }
        if (i == start) return 0;
        BigDecimal printed = new BigDecimal(folded.substring(start, i).replaceAll("[.]$", ""));
        if (printed.signum() == 0) return 0;
        double scale = value.doubleValue() / printed.doubleValue();
        int decimals = point < 0 ? 0 : i - point - 1;
        boolean count = decimals == 0 && scale == 1;
        return count ? 0 : 0.5 * Math.pow(10, -decimals) * Math.abs(scale);
    }

    /** Decimals of a printed percentage. */
    static double halfStep(String text, BigDecimal value) {
        double half = uncertainty(text, value);
        return half == 0 ? 0.5 : half;
    }
}
