package dev.kechuang.reader.structure;

import dev.kechuang.reader.Section;
import dev.kechuang.reader.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Builds the tree of numbered sections from the lines. */
public final class Outline {
    private static final int LONGEST_HEADING = 60;

    private final String text;
    private final List<Section> roots = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    private Outline(String text) {
        this.text = text;
    }

    public static List<Section> of(String text, List<Line> lines) {
        Outline outline = new Outline(text);
        for (Line line : lines) {
            switch (line.kind()) {
                case CLUTTER -> {}
                case TITLE -> outline.closeTo(0);
                case CARD, BODY -> outline.line(line);
            }
        }
        outline.closeTo(0);
        return List.copyOf(outline.roots);
    }

    private static final class Open {
        final int level;
        final String number;
        final Span heading;
        final String title;
        final List<Span> paragraphs = new ArrayList<>();
        final List<Section> children = new ArrayList<>();
        int end;

        Open(int level, String number, Span heading, String title) {
            this.level = level;
            this.number = number;
            this.heading = heading;
            this.title = title;
            this.end = heading.end();
        }
    }

    private void line(Line line) {
        int at = line.start();
        List<Marker> markers = line.markers();
        for (int i = 0; i < markers.size(); i++) {
            Marker marker = markers.get(i);
            if (marker.start() > at) paragraph(at, marker.start());
            int limit = i + 1 < markers.size() ? markers.get(i + 1).start() : line.end();
            at = item(marker, limit);
        }
        if (at < line.end()) paragraph(at, line.end());
    }

    /** Opens the section of a marker and returns where its heading ends. */
    private int item(Marker marker, int limit) {
        closeTo(marker.level());
        int end = Headings.end(text, marker, limit, LONGEST_HEADING);
        String title = Headings.title(text, marker, end);
        open.push(new Open(
                marker.level(), text.substring(marker.start(), marker.end()), new Span(marker.start(), end), title));
        return end;
    }

    private void paragraph(int start, int end) {
        int from = start;
        while (from < end && " 。;,".indexOf(text.charAt(from)) >= 0) from++;
        if (from >= end) return;
        if (open.isEmpty()) {
            Span span = new Span(from, end);
            roots.add(new Section(0, "", "", span, new Span(from, from), List.of(span), List.of()));
            return;
        }
        open.peek().paragraphs.add(new Span(from, end));
        open.peek().end = end;
    }

    private void closeTo(int level) {
        while (!open.isEmpty() && (open.peek().level >= level)) {
            Open o = open.pop();
            Section section = new Section(
                    o.level,
                    o.number,
                    o.title,
                    new Span(o.heading.start(), o.end),
                    o.heading,
                    o.paragraphs,
                    o.children);
            if (open.isEmpty()) roots.add(section);
            else {
                open.peek().children.add(section);
                open.peek().end = Math.max(open.peek().end, o.end);
            }
        }
    }
}
