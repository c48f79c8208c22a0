package dev.kechuang.reader.task;

import dev.kechuang.reader.Figure;
import dev.kechuang.reader.Part;
import dev.kechuang.reader.Span;
import dev.kechuang.reader.Task;
import dev.kechuang.reader.Tense;
import dev.kechuang.reader.structure.Headings;
import dev.kechuang.reader.structure.Line;
import dev.kechuang.reader.structure.Marker;
import dev.kechuang.reader.text.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the clauses that name responsible units and the numbered items they close. */
public final class TaskReader {
    private static final Pattern LABELLED = Pattern.compile("[(【\\[]?\\s*" + Owners.LABELS + "\\s*[:]");
    private static final int LONGEST_CLAUSE = 400;

    private final String folded;
    private final List<Line> lines;
    private final List<Clause> clauses = new ArrayList<>();

    private TaskReader(String folded, List<Line> lines) {
        this.folded = folded;
        this.lines = lines;
    }

    private record Clause(int line, Span span, Owners owners, boolean ownLine) {}

    private record Item(int line, int index, Marker marker, boolean lineStart) {}

    public static List<Task> read(String folded, List<Line> lines, List<Part> parts, List<Figure> figures) {
        TaskReader reader = new TaskReader(folded, lines);
        for (int i = 0; i < lines.size(); i++) if (lines.get(i).body()) reader.clauses(i);
        return reader.tasks(parts, figures);
    }

    private void clauses(int index) {
        Line line = lines.get(index);
        String words = folded.substring(line.start(), line.end());
        int from = 0;
        Matcher labelled = LABELLED.matcher(words);
        boolean mayLabel = words.contains("单位")
                || words.contains("部门")
                || words.contains("处室")
                || words.contains("科室")
                || words.contains("责任人")
                || words.contains("领导");
        while (mayLabel && labelled.find(from)) {
            char open = words.charAt(labelled.start());
            boolean bracket = open == '(' || open == '【' || open == '[';
            int end = bracket ? closing(words, labelled.start()) : stop(words, labelled.end());
            int inner = labelled.start() + (bracket ? 1 : 0);
            int innerEnd = bracket && end > inner && end <= words.length() && ")】]".indexOf(words.charAt(end - 1)) >= 0
                    ? end - 1
                    : end;
            if (end - labelled.start() <= LONGEST_CLAUSE)
                add(index, labelled.start(), end, tidy(line, inner, innerEnd), true);
            from = Math.max(end, labelled.end());
            if (from >= words.length()) return;
        }
        if (from > 0) return;
        int last = words.length();
        while (last > 0 && "。; ".indexOf(words.charAt(last - 1)) >= 0) last--;
        for (int i = words.indexOf('('); i >= 0; i = words.indexOf('(', i + 1)) {
            if (i == 0) continue;
            boolean afterStop = "。;!?".indexOf(words.charAt(i - 1)) >= 0;
            if (!afterStop && last - i > LONGEST_CLAUSE) continue;
            int end = closing(words, i);
            if (!afterStop && end < last) continue;
            if (end <= i + 1
                    || end - i > LONGEST_CLAUSE
                    || line.markers().isEmpty() && "。;".indexOf(words.charAt(i - 1)) < 0) continue;
            add(index, i, end, tidy(line, i + 1, end - 1), false);
            i = end - 1;
        }
    }

    private String tidy(Line line, int from, int to) {
        return folded.substring(line.start() + from, line.start() + Math.max(from, to))
                .replaceAll("[。;]+$", "");
    }

    private void add(int index, int from, int end, String words, boolean labelled) {
        Owners owners = Owners.parse(words, labelled);
        if (owners == null) return;
        Line line = lines.get(index);
        clauses.add(new Clause(index, new Span(line.start() + from, line.start() + end), owners, from == 0));
    }

    private static int closing(String words, int open) {
        int depth = 0;
        for (int i = open; i < Math.min(words.length(), open + LONGEST_CLAUSE + 1); i++) {
            char c = words.charAt(i);
            if (c == '(' || c == '【' || c == '[') depth++;
            else if ((c == ')' || c == '】' || c == ']') && --depth == 0) return i + 1;
        }
        return Math.min(words.length(), open + LONGEST_CLAUSE + 1);
    }

    private static int stop(String words, int from) {
        int depth = 0;
        int i = from;
        for (; i < words.length() && i - from < LONGEST_CLAUSE && words.charAt(i) != '。'; i++) {
            if (words.charAt(i) == '(') depth++;
            else if (words.charAt(i) == ')' && --depth < 0) break;
        }
        return i;
    }

    private List<Task> tasks(List<Part> parts, List<Figure> figures) {
        List<Item> items = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        int line = 0;
        int figure = 0;
        int previousEnd = 0;
        int firstSince = 0;
        for (Clause clause : clauses) {
            for (; line <= clause.line; line++) {
                List<Marker> markers = lines.get(line).body() ? lines.get(line).markers() : List.of();
                for (int m = 0; m < markers.size(); m++)
                    items.add(new Item(
                            line,
                            m,
                            markers.get(m),
                            markers.get(m).start() == lines.get(line).start()));
            }
            Item item = itemOf(clause, items, previousEnd, firstSince);
            int start = item == null ? lines.get(clause.line).start() : item.marker.start();
            if (start < previousEnd)
                start = Math.max(previousEnd, lines.get(clause.line).start());
            Span span = new Span(start, clause.span.end());
            String heading = item == null
                    ? ""
                    : Headings.of(folded, item.marker, lines.get(item.line).end());
            int bodyFrom = item == null ? start : item.marker.end();
            String body = Fold.tidy(folded.substring(Math.min(bodyFrom, clause.span.start()), clause.span.start()));
            while (figure < figures.size() && figures.get(figure).span().start() < span.start()) figure++;
            List<Figure> targets = new ArrayList<>();
            for (int f = figure; f < figures.size() && figures.get(f).span().end() <= span.end(); f++)
                if (figures.get(f).time() == Tense.TARGET) targets.add(figures.get(f));
            tasks.add(new Task(
                    span,
                    heading,
                    body,
                    clause.span,
                    clause.owners.all(),
                    clause.owners.lead(),
                    clause.owners.support(),
                    Deadlines.in(body, yearAt(parts, span.start())),
                    targets));
            previousEnd = clause.span.end();
            firstSince = items.size();
            while (firstSince > 0 && items.get(firstSince - 1).marker.start() >= previousEnd) firstSince--;
        }
        return List.copyOf(tasks);
    }

    private static String yearAt(List<Part> parts, int at) {
        for (Part part : parts) if (part.span().contains(at)) return part.period();
        return "";
    }

    /** The item a clause closes: the nearest number before it, or the one above when it closes a whole list. */
    private @Nullable Item itemOf(Clause clause, List<Item> items, int previousEnd, int firstSince) {
        int at = items.size() - 1;
        while (at >= firstSince && items.get(at).marker.start() >= clause.span.start()) at--;
        if (at < firstSince || items.get(at).marker.start() < previousEnd) return null;
        while (true) {
            Item item = items.get(at);
            boolean closesList =
                    item.marker.ordinal() > 1 && (!item.lineStart || item.marker.level() == 5 || clause.ownLine);
            if (!closesList) return item;
            int first = at;
            int parent = -1;
            for (int i = at - 1; i >= firstSince; i--) {
                Marker marker = items.get(i).marker;
                if (marker.level() == item.marker.level()
                        && marker.ordinal() < items.get(first).marker.ordinal()) first = i;
                if (marker.level() < item.marker.level()) {
                    parent = i;
                    break;
                }
            }
            if (first == at) return item;
            if (parent < 0) return items.get(first);
            at = parent;
        }
    }
}
