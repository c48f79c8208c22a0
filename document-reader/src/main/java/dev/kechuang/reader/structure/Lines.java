package dev.kechuang.reader.structure;

import dev.kechuang.reader.text.Fold;
import dev.kechuang.reader.words.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits folded text into lines and says what each is for. */
public final class Lines {
    private static final Words CLUTTER = Words.of("clutter");
    private static final Words TITLES = Words.of("titles");
    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_CLUTTER = 160;
    private static final int LONGEST_LABEL = 12;

    private Lines() {}

    public static List<Line> of(String text) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') continue;
            Line line = line(text, start, i);
            if (line != null) lines.add(line);
            start = i + 1;
        }
        return List.copyOf(lines);
    }

    private static @Nullable Line line(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Fold.isBlank(text.charAt(start))) start++;
        while (end > start && Fold.isBlank(text.charAt(end - 1))) end--;
        if (start == end) return null;
        List<Marker> markers = markers(text, start, end);
        return new Line(start, end, kind(text, start, end, markers), markers);
    }

    private static Line.Kind kind(String text, int start, int end, List<Marker> markers) {
        int length = end - start;
        if (length <= LONGEST_CLUTTER) {
            String line = text.substring(start, end);
            int clutter = CLUTTER.first(line, 0);
            if (clutter >= 0 && (clutter < LONGEST_LABEL || line.indexOf('。') < 0)) return Line.Kind.CLUTTER;
            boolean numbered = !markers.isEmpty() && markers.getFirst().start() == start;
            if (length <= LONGEST_TITLE && !numbered && isTitle(line)) return Line.Kind.TITLE;
        }
        int colon = text.indexOf(':', start);
        boolean card =
                colon > start && colon - start <= LONGEST_LABEL && colon < end && isLabel(text.substring(start, colon));
        return card ? Line.Kind.CARD : Line.Kind.BODY;
    }

    private static boolean isTitle(String line) {
        String bare = line.replaceAll("[(〔][^()〔〕]{0,24}[)〕]$", "").replaceAll("[》”\\s]+$", "");
        return TITLES.endOf(bare) > 0
                && bare.length() >= 6
                && line.indexOf('。') < 0
                && line.indexOf(',') < 0
                && line.indexOf(';') < 0
                && !line.contains("|");
    }

    private static boolean isLabel(String label) {
        String bare = label.replaceAll("\\s", "");
        return bare.matches(
                "索引号|发布机构|名称|文号|分类|发文日期|主题词|内容概述|时效|公开日期|发布日期|生成日期|成文日期|发文机关|标题|信息名称|发文字号|关键词|有效性|主题分类|体裁分类");
    }

    private static List<Marker> markers(String text, int start, int end) {
        List<Marker> markers = new ArrayList<>();
        Marker first = Marker.at(text, start, end);
        int i = start;
        if (first != null) {
            markers.add(first);
            i = first.end();
        }
        for (; i < end; i++) {
            char c = text.charAt(i);
            if ("。;!?,:)】".indexOf(c) < 0) continue;
            int at = i + 1;
            while (at < end && text.charAt(at) == ' ') at++;
            Marker next = Marker.at(text, at, end);
            if (next == null || next.level() == 1) continue;
            boolean afterStop = c == '。' || c == ';' || c == '!' || c == '?' || c == ':' || c == ')' || c == '】';
            if (next.level() == 5 || afterStop && (next.level() != 3 || text.charAt(next.end() - 1) != '、'))
                markers.add(next);
        }
        return List.copyOf(markers);
    }
}
