package dev.kechuang.document;

import dev.kechuang.document.internal.DocumentWriters;
import dev.kechuang.document.internal.Fonts;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes documents (文书) as docx, as PDF and into a page, and binds files to one archive. */
public interface Documents {

    /** For Word and WPS. Names its typefaces and holds none: the reader's own are used. */
    byte[] docx(Document document);

    /** With its typefaces inside. What was taken in place of a missing typeface stands in the property "Fonts". */
    byte[] pdf(Document document);

    /** A fragment for a page: escaped, without inline style; {@code css/document.css} gives it its look. */
    String html(Document document);

    /**
     * Binds an index with digests and every part to one PDF with bookmarks (归档). PDF and images become pages; what
     * cannot is listed with its digest and the reason.
     *
     * @throws IOException when a part cannot be read or the stream cannot be written; a part that is damaged is listed
     */
    Archive.Report archive(Archive archive, OutputStream out) throws IOException;

    /** Which typeface stands for each that the standard asks for. */
    List<FontUse> fonts();

    /** Writers with the typefaces that come with the product, for use without the application. */
    static Documents standard() {
        return new DocumentWriters(new Fonts(""));
    }
}
