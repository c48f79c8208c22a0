package dev.kechuang.report.internal.text;

import dev.kechuang.document.Prose;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a section, read: a line is a paragraph or a heading, with tokens in it, or one table, chart or list.
 *
 * @param problems empty when every token is understood; tokens that are not stand as they were typed
 */
public record ReportText(List<Line> lines, List<TextProblem> problems) {

    public ReportText {
        lines = List.copyOf(lines);
        problems = List.copyOf(problems);
    }

    public sealed interface Line {
        /** @param level of a heading (一、 or （一）), 0 for a paragraph */
        record Prose(int level, List<Piece> pieces) implements Line {
            public Prose {
                pieces = List.copyOf(pieces);
            }
        }

        record Block(Token.Standing token, String source) implements Line {}
    }

    public sealed interface Piece {
        record Plain(String text) implements Piece {}

        /** @param source as typed, between the braces */
        record Live(Token.Inline token, String source) implements Piece {}
    }

    public static ReportText parse(String text, Vocabulary vocabulary) {
        var lines = new ArrayList<Line>();
        var problems = new ArrayList<TextProblem>();
        int number = 0;
        for (String raw : text.split("\\R", -1)) {
            number++;
            if (!raw.isBlank()) line(raw, number, vocabulary, lines, problems);
        }
        return new ReportText(lines, problems);
    }

    private static void line(
            String raw, int number, Vocabulary vocabulary, List<Line> lines, List<TextProblem> problems) {
        int indent = raw.length() - raw.stripLeading().length();
        String line = raw.strip();
        var pieces = new ArrayList<Piece>();
        int at = 0;
        while (at < line.length()) {
            int open = line.indexOf("{{", at);
            int stray = line.indexOf("}}", at);
            if (stray >= 0 && (open < 0 || stray < open)) {
                problems.add(
                        new TextProblem(number, indent + stray + 1, "“}}”之前没有“{{”", "\"}}\" without \"{{\" before it"));
                break;
            }
            if (open < 0) break;
            int close = line.indexOf("}}", open + 2);
            int again = line.indexOf("{{", open + 2);
            if (close < 0 || again >= 0 && again < close) {
                problems.add(new TextProblem(
                        number, indent + open + 1, "“{{”没有对应的“}}”", "\"{{\" is never closed by \"}}\""));
                break;
            }
            String source = line.substring(open + 2, close);
            var read = TokenReader.read(source, vocabulary, number, indent + open + 3, problems);
            if (read instanceof Token.Standing standing) {
                if (open == 0 && close + 2 == line.length()) {
                    lines.add(new Line.Block(standing, source.strip()));
                    return;
                }
                problems.add(new TextProblem(
                        number,
                        indent + open + 1,
                        "表、图、名单应独占一行",
                        "a table, chart or list stands on a line of its own"));
            }
            if (open > at) pieces.add(new Piece.Plain(line.substring(at, open)));
            if (read instanceof Token.Inline inline) pieces.add(new Piece.Live(inline, source.strip()));
            else pieces.add(new Piece.Plain(line.substring(open, close + 2)));
            at = close + 2;
        }
        if (at < line.length()) pieces.add(new Piece.Plain(line.substring(at)));
        int level = Prose.lines(line).getFirst().level();
        lines.add(new Line.Prose(level, pieces));
    }
}
