package dev.kechuang.reader.quantity;

import dev.kechuang.reader.text.Fold;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number in the text: Arabic or Chinese digits with their scales (1.37万亿, 3亿5000万, 三百二十, 千).
 *
 * @param more whether 多, 余 or 几 inside the number says that it is more
 * @param masked whether digits are struck out by * or X
 * @param scaled whether a scale (十 … 亿) was printed
 * @param bare whether it is a scale alone, as in 近千家
 */
record Numeral(
        int start,
        int end,
        BigDecimal value,
        boolean more,
        boolean masked,
        boolean chinese,
        boolean scaled,
        boolean bare) {

    /** Longer runs of digits are serial numbers, never quantities. */
    private static final int MAX_DIGITS = 15;

    private static final String DIGITS = "〇一二三四五六七八九";
    private static final String MASKS = "*×＊";

    static boolean mayStart(char c) {
        return Fold.isDigit(c) || isChinese(c) || MASKS.indexOf(c) >= 0 || c == 'X' || c == 'x';
    }

    static boolean isChinese(char c) {
        return DIGITS.indexOf(c) >= 0 || c == '两' || c == '零' || c == '半' || scale(c) != null;
    }

    private static @Nullable BigDecimal scale(char c) {
        return switch (c) {
            case '十' -> BigDecimal.TEN;
            case '百' -> BigDecimal.valueOf(100);
            case '千' -> BigDecimal.valueOf(1000);
            case '万' -> BigDecimal.valueOf(10_000);
            case '亿' -> BigDecimal.valueOf(100_000_000);
            default -> null;
        };
    }

    /** The number that starts at {@code at}, or null. */
    static @Nullable Numeral at(String text, int at, int limit) {
        char c = text.charAt(at);
        if (Fold.isDigit(c) || MASKS.indexOf(c) >= 0 || c == 'X' || c == 'x') return arabic(text, at, limit);
        return isChinese(c) ? chinese(text, at, limit) : null;
    }

    /** Where a run of digits, masks, points and letters ends that is no number. */
    static int skip(String text, int at, int limit) {
        int i = at;
        while (i < limit
                && (Fold.isDigit(text.charAt(i)) || text.charAt(i) == '.' || MASKS.indexOf(text.charAt(i)) >= 0)) i++;
        return Math.max(i, at + 1);
    }

    private static boolean isMask(char c) {
        return MASKS.indexOf(c) >= 0 || c == 'X' || c == 'x';
    }

    private static @Nullable Numeral arabic(String text, int at, int limit) {
        int i = at;
        boolean masked = false;
        StringBuilder digits = new StringBuilder();
        while (i < limit && (Fold.isDigit(text.charAt(i)) || isMask(text.charAt(i)))) {
            if (isMask(text.charAt(i))) masked = true;
            else digits.append(text.charAt(i));
            if (++i - at > MAX_DIGITS) return null;
        }
        int head = i - at;
        while (!masked && head <= 3 && isGroup(text, i, limit)) {
            digits.append(text, i + 1, i + 4);
            i += 4;
            if (i - at > 2 * MAX_DIGITS) return null;
        }
        if (i + 1 < limit && text.charAt(i) == '.' && Fold.isDigit(text.charAt(i + 1))) {
            digits.append('.');
            i++;
            while (i < limit && Fold.isDigit(text.charAt(i))) {
                digits.append(text.charAt(i++));
                if (i - at > 2 * MAX_DIGITS) return null;
            }
            if (i + 1 < limit && text.charAt(i) == '.' && Fold.isDigit(text.charAt(i + 1))) return null;
        }
        BigDecimal value = digits.isEmpty() || masked ? BigDecimal.ZERO : new BigDecimal(digits.toString());
        return withScales(text, at, i, limit, value, masked);
    }

    private static boolean isGroup(String text, int i, int limit) {
        if (i + 3 >= limit || text.charAt(i) != ',') return false;
        for (int k = 1; k <= 3; k++) if (!Fold.isDigit(text.charAt(i + k))) return false;
        return i + 4 >= limit || !Fold.isDigit(text.charAt(i + 4));
    }

    /** Reads 多, 余 and the scales after Arabic digits, and a lower part as in 3亿5000万. */
    private static Numeral withScales(String text, int at, int from, int limit, BigDecimal value, boolean masked) {
        int i = from;
        boolean more = false;
        boolean scaled = false;
        BigDecimal result = value;
        if (isMore(text, i, limit)) {
            more = true;
            i++;
        }
        int afterBlank = i;
        while (afterBlank < limit && text.charAt(afterBlank) == ' ') afterBlank++;
        BigDecimal scale = afterBlank < limit ? scale(text.charAt(afterBlank)) : null;
        if (scale != null
                && !text.startsWith("百分", afterBlank)
                && !text.startsWith("千瓦", afterBlank)
                && !text.startsWith("千克", afterBlank)
                && !text.startsWith("千米", afterBlank)) i = afterBlank;
        else scale = null;
        BigDecimal last = BigDecimal.ONE;
        while (scale != null) {
            scaled = true;
            last = scale;
            result = result.multiply(scale);
            i++;
            scale = i < limit && !text.startsWith("千瓦", i) && !text.startsWith("千克", i) ? scale(text.charAt(i)) : null;
        }
        if (!more && isMore(text, i, limit)) {
            more = true;
            i++;
        }
        if (scaled && !more && last.compareTo(BigDecimal.TEN) > 0 && i < limit && Fold.isDigit(text.charAt(i))) {
            Numeral lower = arabic(text, i, limit);
            if (lower != null && lower.scaled && lower.value.compareTo(last) < 0)
                return new Numeral(at, lower.end, result.add(lower.value), lower.more, masked, false, true, false);
        }
        return new Numeral(at, i, result, more, masked, false, scaled, false);
    }

    private static boolean isMore(String text, int i, int limit) {
        return i < limit && (text.charAt(i) == '多' || text.charAt(i) == '余' || text.charAt(i) == '几');
    }

    private static @Nullable Numeral chinese(String text, int at, int limit) {
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal section = BigDecimal.ZERO;
        BigDecimal digit = null;
        boolean scaled = false;
        boolean more = false;
        boolean half = false;
        int digitsInRow = 0;
        int i = at;
        for (; i < limit && i - at <= MAX_DIGITS; i++) {
            char c = text.charAt(i);
            BigDecimal scale = scale(c);
            int d = c == '零' ? 0 : c == '两' ? 2 : DIGITS.indexOf(c);
            if (d >= 0) {
                if (digit != null && digit.signum() != 0 && d != 0) digitsInRow++;
                digit = BigDecimal.valueOf(d);
            } else if (scale != null) {
                if (text.startsWith("百分", i) || text.startsWith("千瓦", i)) break;
                scaled = true;
                if (scale.compareTo(BigDecimal.valueOf(10_000)) >= 0) {
                    BigDecimal low = section.add(digit == null ? BigDecimal.ZERO : digit);
                    if (low.signum() == 0 && total.signum() == 0) low = BigDecimal.ONE;
                    total = total.add(low).multiply(scale);
                    section = BigDecimal.ZERO;
                } else {
                    section = section.add((digit == null ? BigDecimal.ONE : digit).multiply(scale));
                }
                digit = null;
            } else if ((c == '多' || c == '余' || c == '几') && scaled && !more) {
                more = true;
            } else if (c == '半' && i == at) {
                half = true;
            } else {
                break;
            }
        }
        if (digitsInRow > 0) return null;
        BigDecimal value = total.add(section).add(digit == null ? BigDecimal.ZERO : digit);
        if (half) value = value.add(new BigDecimal("0.5"));
        boolean bare = scaled && scale(text.charAt(at)) != null && text.charAt(at) != '十';
        return new Numeral(at, i, value, more, false, true, scaled, bare);
    }
}
