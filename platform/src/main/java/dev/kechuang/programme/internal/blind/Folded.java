package dev.kechuang.programme.internal.blind;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text as terms are compared in it: half width, small letters, without blanks and hyphens; it knows for each of its
 * characters where that stood.
 */
final class Folded {

    private final String text;
    private final int[] from;
    private final int[] to;

    private Folded(String text, int[] from, int[] to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    static Folded of(String text) {
        var folded = new StringBuilder(text.length());
        int[] from = new int[text.length()];
        int[] to = new int[text.length()];
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            int next = withMarks(text, at + Character.charCount(c));
            // One sign may stand for several: ㎡ is m and 2; and several for one: e with an accent after it is é.
            if (plain(c) && next == at + 1) {
                append(folded, Character.toLowerCase(c));
            } else {
                Normalizer.normalize(text.substring(at, next), Normalizer.Form.NFKC)
                        .codePoints()
                        .forEach(each -> append(folded, Character.toLowerCase(each)));
            }
            if (folded.length() > from.length) {
                from = Arrays.copyOf(from, 2 * folded.length());
                to = Arrays.copyOf(to, 2 * folded.length());
            }
            for (int i = folded.length() - 1; i >= 0 && to[i] == 0; i--) {
                from[i] = at;
                to[i] = next;
            }
            at = next;
        }
        return new Folded(folded.toString(), from, to);
    }

    /** Behind the marks that belong to the sign before. */
    private static int withMarks(String text, int at) {
        int end = at;
        while (end < text.length() && mark(text.codePointAt(end))) end += Character.charCount(text.codePointAt(end));
        return end;
    }

    private static boolean mark(int c) {
        return c >= 0x300
                && switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                    default -> false;
                };
    }

    /** Letters, digits and Chinese characters as they are mostly written: already what they stand for. */
    private static boolean plain(int c) {
        return c < 0x80 || c >= 0x4e00 && c < 0xa000;
    }

    private static void append(StringBuilder folded, int c) {
        boolean blank = Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200b' || c == '\ufeff';
        if (!blank && "-‐‑–·".indexOf(c) < 0) folded.appendCodePoint(c);
    }

    String text() {
        return text;
    }

    /** Where the character at this place began. */
    int from(int place) {
        return from[place];
    }

    /** Where the character at this place ended. */
    int to(int place) {
        return to[place];
    }
}
