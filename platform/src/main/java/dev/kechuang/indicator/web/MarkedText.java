package dev.kechuang.indicator.web;

import dev.kechuang.reader.Figure;
import dev.kechuang.reader.Reading;
import dev.kechuang.reader.Tense;
import java.util.ArrayList;
import java.util.List;

/** The text of a document in paragraphs, cut where figures begin and end, for a template that escapes every piece. */
public final class MarkedText {

    private MarkedText() {}

    /**
     * A piece of a paragraph.
     *
     * @param figure place among the figures, from 0; -1 for plain text
     */
    public record Run(String text, int figure, boolean target) {}

    static List<List<Run>> of(Reading reading) {
        var paragraphs = new ArrayList<List<Run>>();
        String text = reading.text();
        List<Figure> figures = reading.figures();
        int next = 0;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            if (end < 0) end = text.length();
            var runs = new ArrayList<Run>();
            int from = at;
            while (next < figures.size() && figures.get(next).span().start() < end) {
                Figure figure = figures.get(next);
                int start = figure.span().start();
                int stop = Math.min(figure.span().end(), end);
                // One that overlaps what is marked already stays unmarked.
                if (start >= from && stop > start) {
                    if (start > from) runs.add(new Run(text.substring(from, start), -1, false));
                    runs.add(new Run(text.substring(start, stop), next, figure.time() == Tense.TARGET));
                    from = stop;
                }
                next++;
            }
            if (from < end) runs.add(new Run(text.substring(from, end), -1, false));
            if (runs.stream().anyMatch(run -> !run.text().isBlank())) paragraphs.add(List.copyOf(runs));
            at = end + 1;
        }
        return List.copyOf(paragraphs);
    }
}
