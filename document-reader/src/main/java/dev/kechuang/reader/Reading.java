package dev.kechuang.reader;

import dev.kechuang.reader.render.Html;
import dev.kechuang.reader.render.JsonLines;
import java.util.List;

/**
 * A document as read: its text and everything found in it, each with the characters it came from.
 *
 * @param name name of the document, usually its file name
 * @param text the text all spans point into
 * @param front title, issuer, date, number
 * @param parts the documents inside the file, and in each what is reported and what is planned
 * @param sections numbered sections of the outermost level, in order
 * @param figures in the order of the text
 * @param tasks in the order of the text
 */
public record Reading(
        String name,
        String text,
        Front front,
        List<Part> parts,
        List<Section> sections,
        List<Figure> figures,
        List<Task> tasks) {
    public Reading {
        parts = List.copyOf(parts);
        sections = List.copyOf(sections);
        figures = List.copyOf(figures);
        tasks = List.copyOf(tasks);
    }

    /** The text as HTML with each figure, heading and owners clause marked; a fragment, without style or script. */
    public String html() {
        return Html.of(this);
    }

    /** Figures and tasks in the exchange format, one JSON object a line; offsets count Unicode characters. */
    public String jsonLines() {
        return JsonLines.of(this);
    }
}
