package dev.kechuang.reader;

import java.util.List;

/**
 * A numbered part of the text (章节) with everything under it.
 *
 * @param level 1 for 一、, 2 for (一), 3 for 1., 4 for (1) or ①, 5 for 一是; 0 for the text before the first number
 * @param number the number as printed ({@code 一、}), empty at level 0
 * @param heading the heading's wording without number and full stop, empty at level 0
 * @param span from the number to the end of the section's last paragraph, subsections included
 * @param headingSpan number and heading
 * @param paragraphs paragraphs that belong to this section directly
 * @param children subsections in order
 */
public record Section(
        int level,
        String number,
        String heading,
        Span span,
        Span headingSpan,
        List<Span> paragraphs,
        List<Section> children) {
    public Section {
        paragraphs = List.copyOf(paragraphs);
        children = List.copyOf(children);
    }
}
