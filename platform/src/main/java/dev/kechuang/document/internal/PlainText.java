package dev.kechuang.document.internal;

/** Text as it may stand in XML and on paper. */
final class PlainText {

    private PlainText() {}

    /**
     * Leaves out what XML 1.0 forbids, halves of surrogate pairs, and the marks that turn the direction of writing, with
     * which a text could show something other than it says. Line ends become line feeds, tabs spaces.
     */
    static String clean(String text) {
        var out = new StringBuilder(text.length());
        text.replace("\r\n", "\n").replace('\r', '\n').codePoints().forEach(c -> {
            if (c == '\t' || c == 0x00A0) out.append(' ');
            else if (allowed(c)) out.appendCodePoint(c);
        });
        return out.toString();
    }

    private static boolean allowed(int c) {
        if (c < 0x20) return c == '\n';
        if (c >= 0x7F && c <= 0x9F) return false;
        if (c >= 0xD800 && c <= 0xDFFF) return false;
        if ((c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)) return false;
        if (c >= 0x200B && c <= 0x200F || c == 0xFEFF) return false;
        return !(c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069);
    }

    /** For HTML and XHTML; line feeds become breaks. */
    static String escape(String text) {
        String clean = clean(text);
        var out = new StringBuilder(clean.length() + 16);
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n' -> out.append("<br/>");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** Width in characters of Chinese text: what stands in ASCII takes half. */
    static double ems(String text) {
        return text.codePoints().mapToDouble(c -> c < 0x80 ? 0.5 : 1).sum();
    }
}
