package dev.kechuang.document.internal;

import dev.kechuang.document.Archive;
import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.document.FontUse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.springframework.stereotype.Service;

/** The writers behind the one face. */
@Service
public final class DocumentWriters implements Documents {

    private final Fonts fonts;
    private final PdfWriter pdf;
    private final ArchiveWriter archives;

    public DocumentWriters(Fonts fonts) {
        this.fonts = fonts;
        pdf = new PdfWriter(fonts);
        archives = new ArchiveWriter(pdf);
    }

    @Override
    public byte[] docx(Document document) {
        return DocxWriter.write(document);
    }

    @Override
    public byte[] pdf(Document document) {
        return pdf.write(document);
    }

    @Override
    public String html(Document document) {
        return HtmlWriter.fragment(document);
    }

    @Override
    public Archive.Report archive(Archive archive, OutputStream out) throws IOException {
        return archives.write(archive, out);
    }

    @Override
    public List<FontUse> fonts() {
        return fonts.uses();
    }
}
