package dev.kechuang.engine.render;

import java.util.ArrayList;
import java.util.List;

/** Lines with levels and a mark each: what text and HTML are both made of. */
final class Outline {
    record Line(int level, String mark, String text) {}

    private final List<Line> lines = new ArrayList<>();

    void add(int level, String mark, String text) {
        lines.add(new Line(level, mark, text));
    }

    String text() {
        StringBuilder out = new StringBuilder();
        for (Line line : lines) {
            out.append("  ".repeat(line.level()))
                    .append(sign(line.mark()))
                    .append(line.text())
                    .append('\n');
        }
        return out.toString();
    }

    private static String sign(String mark) {
        return switch (mark) {
            case "met" -> "✓ ";
            case "not-met" -> "✗ ";
            case "open" -> "? ";
            case "detail" -> "· ";
            default -> "";
        };
    }

    /** A fragment of nested lists; classes only, no style, everything escaped. */
    String html() {
        StringBuilder out = new StringBuilder("<ul class=\"decision\">");
        int level = 0;
        boolean open = false;
        for (Line line : lines) {
            while (line.level() > level) {
                out.append("<ul>");
                level++;
                open = false;
            }
            while (line.level() < level) {
                out.append(open ? "</li>" : "").append("</ul></li>");
                level--;
                open = false;
            }
            if (open) {
                out.append("</li>");
            }
            out.append("<li class=\"").append(line.mark()).append("\">").append(escape(line.text()));
            open = true;
        }
        while (level > 0) {
            out.append("</li></ul>");
            level--;
        }
        return out.append("</li></ul>").toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
