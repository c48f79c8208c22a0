package dev.kechuang.shared.web.ui;

import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Figures as pages show them: digits grouped by three, a true minus sign, a fixed number of decimals. */
public final class Figures {

    private static final char MINUS = '−';

    private Figures() {}

    /** A count, e.g. {@code 24,530}. */
    public static String count(long value) {
        return grouped(Long.toString(value));
    }

    /** Rounded half up to the decimals given, e.g. {@code 1,286.40}. */
    public static String decimal(BigDecimal value, int decimals) {
        return grouped(value.setScale(decimals, RoundingMode.HALF_UP).toPlainString());
    }

    /** All decimals that the value has, without trailing zeros, e.g. {@code 3.125}. */
    public static String exact(BigDecimal value) {
        String plain = value.toPlainString();
        if (plain.indexOf('.') >= 0) plain = value.stripTrailingZeros().toPlainString();
        return grouped(plain);
    }

    /** In 10,000 yuan with two decimals, e.g. {@code 1,250.00} (万元). */
    public static String wan(Money money) {
        return grouped(money.inWanRounded().toPlainString());
    }

    /** The full amount in yuan, e.g. {@code 12,500,000.00} (元). */
    public static String yuan(Money money) {
        return grouped(money.inYuan().toPlainString());
    }

    /** Size of a file: bytes, then KB and MB with one decimal. */
    public static String size(long bytes) {
        if (bytes < 1024) return bytes + " B";
        if (bytes < 1024 * 1024) return decimal(BigDecimal.valueOf(bytes / 1024.0), 1) + " KB";
        return decimal(BigDecimal.valueOf(bytes / 1024.0 / 1024.0), 1) + " MB";
    }

    private static String grouped(String plain) {
        int start = plain.charAt(0) == '-' ? 1 : 0;
        int point = plain.indexOf('.');
        int end = point < 0 ? plain.length() : point;
        if (start == 0 && end <= 3) return plain;
        var out = new StringBuilder(plain.length() + 8);
        if (start == 1) out.append(MINUS);
        for (int i = start; i < end; i++) {
            if (i > start && (end - i) % 3 == 0) out.append(',');
            out.append(plain.charAt(i));
        }
        return out.append(plain, end, plain.length()).toString();
    }
}
