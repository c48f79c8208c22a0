package dev.kechuang.document;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Official prose as somebody typed it into a field: lines, of which those numbered 一、 or （一） are headings
 * (GB/T 9704-2012, 7.3.3) unless they are whole sentences.
 */
public final class Prose {

    private static final Pattern FIRST = Pattern.compile("[一二三四五六七八九十]{1,3}、.{1,40}");
    private static final Pattern SECOND = Pattern.compile("（[一二三四五六七八九十]{1,3}）.{1,40}");

    private Prose() {}

    /** @param level of the heading, 0 for a paragraph */
    public record Line(int level, String text) {}

    /** Without blank lines, in their order. */
    public static List<Line> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> new Line(level(line), line))
                .toList();
    }

    private static int level(String line) {
        if (line.endsWith("。") || line.endsWith("；")) return 0;
        if (FIRST.matcher(line).matches()) return 1;
        return SECOND.matcher(line).matches() ? 2 : 0;
    }
}
