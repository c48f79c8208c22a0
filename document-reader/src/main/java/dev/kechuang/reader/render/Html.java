package dev.kechuang.reader.render;

import dev.kechuang.reader.Figure;
import dev.kechuang.reader.Reading;
import dev.kechuang.reader.Section;
import dev.kechuang.reader.Span;
import dev.kechuang.reader.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A reading as HTML: the text paragraph by paragraph, each figure, heading and owners clause marked where it stands.
 * Classes and data attributes only; everything from the document is escaped.
 */
public final class Html {
    private record Mark(Span span, String open, String close) {}

    private final Reading reading;
    private final StringBuilder out = new StringBuilder();

    private Html(Reading reading) {
        this.reading = reading;
    }

    public static String of(Reading reading) {
        return new Html(reading).article();
    }

    private String article() {
        List<Mark> marks = marks();
        List<Task> tasks = reading.tasks();
        String text = reading.text();
        out.append("<article class=\"reading\"")
                .append(data("name", reading.name()))
                .append(">\n");
        int at = 0;
        int mark = 0;
        int task = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            if (end < 0) end = text.length();
            int from = mark;
            while (mark < marks.size() && marks.get(mark).span.start() < end) mark++;
            while (task < tasks.size() && tasks.get(task).span().end() <= at) task++;
            if (!text.substring(at, end).isBlank()) {
                boolean inTask = task < tasks.size() && tasks.get(task).span().start() < end;
                out.append(inTask ? "<p class=\"in-task\"" + data("task", String.valueOf(task + 1)) + ">" : "<p>");
                line(at, end, marks.subList(from, mark));
                out.append("</p>\n");
            }
            at = end + 1;
        }
        return out.append("</article>\n").toString();
    }

    private void line(int start, int end, List<Mark> marks) {
        int at = start;
        List<Mark> open = new ArrayList<>();
        for (Mark mark : marks) {
            int limit = open.isEmpty() ? end : open.getLast().span.end();
            while (!open.isEmpty() && open.getLast().span.end() <= mark.span.start()) {
                Mark last = open.removeLast();
                at = text(at, last.span.end());
                out.append(last.close);
                limit = open.isEmpty() ? end : open.getLast().span.end();
            }
            if (mark.span.end() > limit || mark.span.start() < at) continue;
            at = text(at, mark.span.start());
            out.append(mark.open);
            open.add(mark);
        }
        while (!open.isEmpty()) {
            Mark last = open.removeLast();
            at = text(at, last.span.end());
            out.append(last.close);
        }
        text(at, end);
    }

    private int text(int from, int to) {
        escape(reading.text().substring(from, Math.max(from, to)), out);
        return Math.max(from, to);
    }

    private List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        for (Section section : reading.sections()) headings(section, marks);
        int n = 0;
        for (Figure figure : reading.figures()) marks.add(figure(figure, ++n));
        int t = 0;
        for (Task task : reading.tasks())
            marks.add(new Mark(
                    task.ownersClause(),
                    "<span class=\"owners\"" + data("task", String.valueOf(++t))
                            + data("owners", String.join("、", task.owners())) + ">",
                    "</span>"));
        marks.sort(Comparator.comparingInt((Mark m) -> m.span.start()).thenComparingInt(m -> -m.span.end()));
        return marks;
    }

    private static void headings(Section section, List<Mark> marks) {
        if (section.level() > 0 && section.headingSpan().length() > 0)
            marks.add(new Mark(
                    section.headingSpan(), "<span class=\"heading level-" + section.level() + "\">", "</span>"));
        for (Section child : section.children()) headings(child, marks);
    }

    private static Mark figure(Figure f, int n) {
        String open = "<mark class=\"figure " + f.role().word() + " " + f.time().word() + "\" id=\"figure-" + n + "\""
                + data("measure", f.measure())
                + data("value", Json.plain(f.value()))
                + (f.valueTo() == null ? "" : data("value-to", Json.plain(f.valueTo())))
                + data("unit", f.unit())
                + data("bound", f.bound().sign())
                + data("role", f.role().word())
                + data("time", f.time().word())
                + data("period", f.period())
                + (f.per() == null ? "" : data("per", f.per().word()))
                + data("region", f.region())
                + ">";
        return new Mark(f.span(), open, "</mark>");
    }

    private static String data(String name, String value) {
        StringBuilder out = new StringBuilder(" data-").append(name).append("=\"");
        escape(value, out);
        return out.append('"').toString();
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    boolean control = c < 0x20 && c != '\t' || c == 0x7F;
                    if (!control) out.append(c);
                }
            }
        }
    }
}
