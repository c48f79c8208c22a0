package dev.kechuang.reader;

import dev.kechuang.reader.figure.FigureReader;
import dev.kechuang.reader.input.Extraction;
import dev.kechuang.reader.input.FileText;
import dev.kechuang.reader.structure.Fronts;
import dev.kechuang.reader.structure.Line;
import dev.kechuang.reader.structure.Lines;
import dev.kechuang.reader.structure.Outline;
import dev.kechuang.reader.structure.Parts;
import dev.kechuang.reader.task.TaskReader;
import dev.kechuang.reader.text.Fold;
import dev.kechuang.reader.text.Unwrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Reads official Chinese prose (公文) into sections, figures and tasks. Stateless; all methods may be called at once from many threads. */
public final class DocumentReader {
    private DocumentReader() {}

    /**
     * Reads a file: plain text (UTF-8 or GB18030), HTML, docx or PDF with text, at most 50 MB. The format is told by the
     * content.
     */
    public static ReadResult read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            if (!Files.isRegularFile(file))
                return new ReadResult.Unreadable(ReadResult.Reason.MISSING, "找不到文件 " + file + "。");
            long size = Files.size(file);
            if (size > FileText.MAX_BYTES) return unreadable(FileText.tooLarge(size));
            return read(name, Files.readAllBytes(file));
        } catch (IOException e) {
            return new ReadResult.Unreadable(ReadResult.Reason.BROKEN, "无法读取文件 " + file + "，请检查权限。");
        }
    }

    /**
     * Reads the bytes of a file.
     *
     * @param name the name findings cite
     */
    public static ReadResult read(String name, byte[] bytes) {
        return switch (FileText.of(bytes)) {
            case Extraction.Text extracted -> new ReadResult.Readable(read(name, extracted.text()));
            case Extraction.Failure failure -> unreadable(failure);
        };
    }

    private static ReadResult unreadable(Extraction.Failure failure) {
        return new ReadResult.Unreadable(failure.reason(), failure.message());
    }

    /**
     * Reads a text.
     *
     * @param name the name findings cite, usually the file's
     * @param text the text; all spans of the result are positions in it
     */
    public static Reading read(String name, String text) {
        String folded = Unwrap.unwrap(Fold.fold(text));
        List<Line> lines = Lines.of(folded);
        Front front = Fronts.of(folded, lines);
        LocalDate date = front.date();
        List<Part> parts = Parts.of(folded, lines, date == null ? "" : String.valueOf(date.getYear()));
        List<Figure> figures = FigureReader.read(text, folded, lines, parts, front.region());
        List<Task> tasks = TaskReader.read(folded, lines, parts, figures);
        return new Reading(name, text, front, parts, Outline.of(folded, lines), figures, tasks);
    }
}
