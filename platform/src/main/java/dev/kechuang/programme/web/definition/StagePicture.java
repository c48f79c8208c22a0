package dev.kechuang.programme.web.definition;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.web.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The way of an application as a picture: a box for each stage, in rows of so many, joined by arrows. Laid out here, so
 * that it is drawn without script and says the same on a telephone in one column.
 *
 * @param columns boxes in a row
 */
public record StagePicture(int columns, int width, int height, List<Box> boxes, List<Arrow> arrows) {

    /** Classes that colour the boxes, for the legend. */
    public static final List<String> ROLES =
            Arrays.stream(StageTexts.Role.values()).map(StageTexts.Role::css).toList();

    private static final int GAP = 34;
    private static final int PAD = 14;
    private static final int TITLE = 22;
    private static final int LINE = 19;

    /** @param css colours the box by whose turn it is */
    public record Box(String id, String css, int x, int y, int width, int height, List<Line> lines) {}

    /** @param css what sort of line it is: {@code title, who, days} or {@code fact} */
    public record Line(String css, int x, int y, String text) {}

    /** @param path of the line, in SVG's words @param head of the arrow, as points */
    public record Arrow(String path, String head) {}

    /** The same picture for a wide page, a middle one and a telephone. */
    public static List<StagePicture> all(Frame frame, Definition definition) {
        return List.of(of(frame, definition, 4), of(frame, definition, 2), of(frame, definition, 1));
    }

    public String css() {
        return columns == 4 ? "wide" : columns == 2 ? "middle" : "narrow";
    }

    static StagePicture of(Frame frame, Definition definition, int columns) {
        int boxWidth = columns == 1 ? 320 : 246;
        List<Stage> stages = definition.stages();
        var texts = new ArrayList<List<Line>>();
        for (int i = 0; i < stages.size(); i++) texts.add(lines(frame, definition, stages.get(i), i + 1, boxWidth));
        var boxes = new ArrayList<Box>();
        int top = 2;
        for (int row = 0; row * columns < stages.size(); row++) {
            int from = row * columns;
            int until = Math.min(from + columns, stages.size());
            int height = texts.subList(from, until).stream()
                            .mapToInt(StagePicture::bottom)
                            .max()
                            .orElse(0)
                    + PAD;
            for (int i = from; i < until; i++) {
                int x = 2 + (i - from) * (boxWidth + GAP);
                boxes.add(new Box(
                        stages.get(i).id(),
                        StageTexts.role(stages.get(i)).css(),
                        x,
                        top,
                        boxWidth,
                        height,
                        moved(texts.get(i), x, top)));
            }
            top += height + GAP;
        }
        int width = columns * (boxWidth + GAP) - GAP + 4;
        return new StagePicture(columns, width, top - GAP + 2, boxes, arrows(boxes));
    }

    private static List<Line> lines(Frame frame, Definition definition, Stage stage, int number, int width) {
        var lines = new ArrayList<Line>();
        int y = PAD + 12;
        for (String part : wrapped(number + "  " + StageTexts.name(frame, stage), width - 2 * PAD, 16)) {
            lines.add(new Line("title", PAD, y, part));
            y += TITLE;
        }
        for (String part : wrapped(StageTexts.who(frame, stage), width - 2 * PAD, 13)) {
            lines.add(new Line("who", PAD, y, part));
            y += LINE;
        }
        String days = StageTexts.days(frame, stage);
        if (!days.isEmpty()) {
            lines.add(new Line("days", PAD, y, days));
            y += LINE;
        }
        for (String fact : StageTexts.facts(frame, definition, stage)) {
            for (String part : wrapped(fact, width - 2 * PAD, 13)) {
                lines.add(new Line("fact", PAD, y, part));
                y += LINE;
            }
        }
        return lines;
    }

    private static int bottom(List<Line> lines) {
        return lines.getLast().y();
    }

    private static List<Line> moved(List<Line> lines, int x, int y) {
        return lines.stream()
                .map(line -> new Line(line.css(), line.x() + x, line.y() + y, line.text()))
                .toList();
    }

    private static List<Arrow> arrows(List<Box> boxes) {
        var arrows = new ArrayList<Arrow>();
        for (int i = 0; i + 1 < boxes.size(); i++) {
            Box from = boxes.get(i);
            Box to = boxes.get(i + 1);
            if (from.y() == to.y()) {
                int y = from.y() + 34;
                int x = to.x() - 2;
                arrows.add(new Arrow(
                        "M " + (from.x() + from.width()) + " " + y + " H " + (x - 7),
                        x + "," + y + " " + (x - 9) + "," + (y - 5) + " " + (x - 9) + "," + (y + 5)));
            } else {
                int middle = to.y() - GAP / 2 - 2;
                int out = from.x() + from.width() / 2;
                int in = to.x() + to.width() / 2;
                int y = to.y() - 2;
                arrows.add(new Arrow(
                        "M " + out + " " + (from.y() + from.height()) + " V " + middle + " H " + in + " V " + (y - 7),
                        in + "," + y + " " + (in - 5) + "," + (y - 9) + " " + (in + 5) + "," + (y - 9)));
            }
        }
        return arrows;
    }

    /** Breaks a text into lines of a width, Latin words whole and Chinese anywhere. */
    static List<String> wrapped(String text, int width, int size) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        double used = 0;
        for (String piece : pieces(text)) {
            double wide = width(piece, size);
            if (used + wide > width && !line.isEmpty()) {
                lines.add(line.toString().strip());
                line.setLength(0);
                used = 0;
            }
            line.append(piece);
            used += wide;
        }
        if (!line.toString().isBlank()) lines.add(line.toString().strip());
        return lines;
    }

    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        var word = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (isWide(c) && "，。；：、）】％".indexOf(c) < 0) {
                if (!word.isEmpty()) pieces.add(word.toString());
                word.setLength(0);
            }
            word.appendCodePoint(c);
            if (c == ' ' || isWide(c) && at < text.length() && "，。；：、）】％".indexOf(text.charAt(at)) < 0) {
                pieces.add(word.toString());
                word.setLength(0);
            }
        }
        if (!word.isEmpty()) pieces.add(word.toString());
        return pieces;
    }

    private static double width(String text, int size) {
        return text.codePoints()
                .mapToDouble(c -> isWide(c) ? size : size * 0.56)
                .sum();
    }

    private static boolean isWide(int c) {
        return c >= 0x2E80;
    }
}
