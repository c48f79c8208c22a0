package dev.kechuang.reader.text;

import java.util.regex.Pattern;

/**
 * Joins the lines of a text that was wrapped at a fixed width: such a line break becomes a blank, one character for one,
 * so positions stay valid.
 */
public final class Unwrap {
    private static final int WIDEST = 60;
    private static final int NARROWEST = 16;
    private static final int LABEL = 12;
    private static final Pattern ITEM = Pattern.compile(
            "^(?:[一二三四五六七八九十]{1,3}[、是]|[(][一二三四五六七八九十\\d]{1,3}[)]|\\d{1,2}[.、](?!\\d)|第[一二三四五六七八九十]+[章条部]|[①-⑳]|——).*");

    private Unwrap() {}

    /** The folded text with the breaks inside its sentences turned to blanks; the text itself when it is not wrapped. */
    public static String unwrap(String text) {
        int width = width(text);
        if (width == 0) return text;
        char[] out = text.toCharArray();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) break;
            int last = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
            int next = text.indexOf('\n', end + 1);
            String following = text.substring(end + 1, next < 0 ? text.length() : Math.min(next, end + 1 + WIDEST))
                    .strip();
            boolean full = last - start >= width - 6 && last - start <= width + 6;
            int label = text.indexOf(':', start);
            if (label >= 0 && label < start + LABEL) full = false;
            boolean open = last > start && "。;!?:)》”".indexOf(text.charAt(last - 1)) < 0;
            if (full && open && !following.isEmpty() && !ITEM.matcher(following).matches()) {
                out[end] = ' ';
                if (last < end) out[last] = ' ';
            }
            start = end + 1;
        }
        return new String(out);
    }

    /** A line inside running text has a comma or stop in it and does not end its sentence. */
    private static boolean prose(String text, int from, int to) {
        int last = to - 1;
        if (text.charAt(last) == '\r') last--;
        if (last <= from || "。;!?:".indexOf(text.charAt(last)) >= 0) return false;
        for (int i = from; i < to; i++) if (",。、;".indexOf(text.charAt(i)) >= 0) return true;
        return false;
    }

    /** The width most lines have; 0 when the text is not wrapped. */
    private static int width(String text) {
        int[] lengths = new int[WIDEST + 1];
        int lines = 0;
        int longer = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && text.charAt(i) != '\n') continue;
            int length = i - start;
            start = i + 1;
            if (length == 0) continue;
            lines++;
            if (length > WIDEST) longer++;
            else if (prose(text, i - length, i)) lengths[length]++;
        }
        int best = 0;
        int bestCount = 0;
        for (int w = NARROWEST; w <= WIDEST; w++) {
            int count = 0;
            for (int d = -3; d <= 3; d++) if (w + d <= WIDEST && w + d >= 0) count += lengths[w + d];
            if (count > bestCount) {
                best = w;
                bestCount = count;
            }
        }
        return bestCount >= 4 && longer * 10 <= lines && bestCount * 5 >= lines * 2 ? best : 0;
    }
}
