package dev.kechuang.reader.structure;

import dev.kechuang.reader.text.Fold;

/** Finds where the heading of a numbered item ends. */
public final class Headings {
    private Headings() {}

    /** End of the heading: the first full stop, a colon soon after the number, or the end of the line. */
    static int end(String text, Marker marker, int limit, int longest) {
        int comma = -1;
        for (int i = marker.end(); i < limit; i++) {
            char c = text.charAt(i);
            if (c == '。' || c == ';' || c == '!' || c == '?') return i;
            if (c == ':' && i - marker.end() <= 30) return i;
            if (c == ',' && comma < 0) comma = i;
            if (i - marker.end() > longest) return comma > 0 ? comma : marker.end();
        }
        return limit;
    }

    static String title(String text, Marker marker, int end) {
        return Fold.tidy(text.substring(marker.end(), Math.max(marker.end(), end)))
                .replaceAll("[。;:,]+$", "");
    }

    /** The heading of the item that the marker opens. */
    public static String of(String text, Marker marker, int limit) {
        return title(text, marker, end(text, marker, limit, 60));
    }
}
