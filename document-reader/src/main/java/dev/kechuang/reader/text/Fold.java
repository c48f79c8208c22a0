package dev.kechuang.reader.text;

/**
 * Folds full-width letters, digits and punctuation to their half-width form, character by character: the result has
 * the length of the input, so positions stay valid.
 */
public final class Fold {
    private Fold() {}

    public static String fold(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) chars[i] = fold(chars[i]);
        return new String(chars);
    }

    private static char fold(char c) {
        if (c < 0x80) return c == '\t' || c == 0 || c == '\f' ? ' ' : c;
        if (c >= 0xFF01 && c <= 0xFF5E) return (char) (c - 0xFEE0);
        return switch (c) {
            case '\u3000', '\u00A0', '\u2002', '\u2003', '\u2009', '\u200B', '\uFEFF' -> ' ';
            case '﹪' -> '%';
            case '﹐' -> ',';
            case '﹒', '﹕' -> c == '﹒' ? '.' : ':';
            case '﹔' -> ';';
            case '﹙', '〈' -> c == '﹙' ? '(' : c;
            case '﹚' -> ')';
            case '–', '―', '─', '－', '‐', '‑', '−' -> '-';
            case '∶' -> ':';
            case '＂', '″', '〝', '「', '『' -> '“';
            case '〞', '」', '』' -> '”';
            case '○', '〇' -> '〇';
            default -> c;
        };
    }

    /** A wording without the blanks that layout put between Chinese characters. */
    public static String tidy(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n') continue;
            if (isBlank(c)) {
                char before = out.isEmpty() ? '中' : out.charAt(out.length() - 1);
                char after = i + 1 < text.length() ? text.charAt(i + 1) : '中';
                if (before < 0x80 && after < 0x80 && !isBlank(after)) out.append(' ');
                continue;
            }
            out.append(c);
        }
        return out.toString().strip();
    }

    public static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u3000' || c == '\u00A0' || c == '\uFEFF' || c == '\u200B';
    }

    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isLatin(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    public static boolean isHan(char c) {
        return c >= 0x4E00 && c <= 0x9FFF || c == '〇';
    }
}
