package dev.kechuang.document.internal;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import dev.kechuang.document.Document;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.GregorianCalendar;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/** Sets a document as PDF: markup and style sheet by openhtmltopdf, properties by PDFBox. */
final class PdfWriter {

    /** Each document being set holds its fonts' tables, some 40 MB; more at once gain nothing on few cores. */
    private final Semaphore room = new Semaphore(2);

    private final Fonts fonts;

    PdfWriter(Fonts fonts) {
        this.fonts = fonts;
        XRLog.listRegisteredLoggers().forEach(name -> XRLog.setLevel(name, Level.WARNING));
    }

    byte[] write(Document document) {
        room.acquireUninterruptibly();
        try {
            var out = new ByteArrayOutputStream();
            set(document, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot set " + document.title(), e);
        } finally {
            room.release();
        }
    }

    private void set(Document document, ByteArrayOutputStream out) throws IOException {
        var builder = new PdfRendererBuilder();
        builder.withHtmlContent(page(document), null);
        builder.useUriResolver((base, uri) ->
                uri != null && uri.startsWith("data:image/png;base64,") ? uri : null); // never fetches anything
        for (var font : fonts.files()) {
            builder.useFont(font.file().toFile(), font.family(), font.weight(), FontStyle.NORMAL, true);
        }
        builder.toStream(out);
        try (var renderer = builder.buildPdfRenderer()) {
            renderer.layout();
            renderer.createPDFWithoutClosing();
            PDDocument pdf = renderer.getPdfDocument();
            pdf.setDocumentInformation(properties(document));
            pdf.save(out);
        }
    }

    private PDDocumentInformation properties(Document document) {
        var properties = new PDDocumentInformation();
        properties.setTitle(PlainText.clean(document.title()));
        properties.setAuthor(PlainText.clean(document.author()));
        properties.setSubject(PlainText.clean(document.number()));
        properties.setCreator("Kechuang");
        var date = document.date();
        if (date != null) {
            var day = new GregorianCalendar(TimeZone.getTimeZone("Asia/Shanghai"));
            day.clear();
            day.set(date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth());
            properties.setCreationDate(day);
        }
        String substitutions = fonts.substitutions();
        properties.setCustomMetadataValue("Fonts", substitutions.isEmpty() ? "GB/T 9704-2012" : substitutions);
        return properties;
    }

    private String page(Document document) {
        var body = HtmlWriter.body(document);
        var out = new StringBuilder(body.markup().length() + 4096);
        out.append("<html lang=\"zh-CN\"><head><title>")
                .append(PlainText.escape(document.title()))
                .append("</title><style>")
                .append(style(document))
                .append("</style><bookmarks>");
        for (int i = 0; i < body.headings().size(); i++)
            out.append("<bookmark name=\"")
                    .append(PlainText.escape(body.headings().get(i)).replace("<br/>", " "))
                    .append("\" href=\"#h")
                    .append(i + 1)
                    .append("\"/>");
        out.append("</bookmarks></head><body>");
        if (document.layout() == Document.Layout.FORM)
            out.append("<div class=\"page-number\">")
                    .append(PlainText.escape(document.number()))
                    .append("</div><div class=\"page-title\">")
                    .append(PlainText.escape(document.title()))
                    .append("</div>");
        return out.append(body.markup()).append("</body></html>").toString();
    }

    private String style(Document document) {
        String style = resource(document.layout() == Document.Layout.OFFICIAL ? "official.css" : "form.css");
        for (Typeface typeface : Typeface.values())
            style = style.replace("$" + typeface.name(), fonts.families(typeface));
        return style;
    }

    private static String resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(PdfWriter.class.getResourceAsStream("/dev/kechuang/document/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
