package dev.kechuang.reader;

import dev.kechuang.reader.figure.FigureReader;
import dev.kechuang.reader.structure.Line;
import dev.kechuang.reader.structure.Lines;
import dev.kechuang.reader.structure.Parts;
import dev.kechuang.reader.text.Fold;
import java.util.List;

/** Reads official Chinese prose (公文) into sections, figures and tasks. Stateless; all methods may be called at once from many threads. */
public final class DocumentReader {
    private DocumentReader() {}

    /**
     * Reads a text.
     *
     * @param name the name findings cite, usually the file's
     * @param text the text; all spans of the result are positions in it
     */
    public static Reading read(String name, String text) {
        String folded = Fold.fold(text);
        List<Line> lines = Lines.of(folded);
        List<Part> parts = Parts.of(folded, lines, "");
        List<Figure> figures = FigureReader.read(text, folded, lines, parts, "");
        return new Reading(name, text, new Front("", "", null, "", ""), parts, List.of(), figures, List.of());
    }
}
