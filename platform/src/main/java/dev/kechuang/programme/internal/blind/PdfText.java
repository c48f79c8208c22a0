package dev.kechuang.programme.internal.blind;

import dev.kechuang.programme.internal.blind.AttachmentText.Passage;
import dev.kechuang.programme.internal.blind.AttachmentText.Unread;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/** Pages of a PDF with their notes, and its properties. A page without text is a scan: it is told. */
final class PdfText {

    private PdfText() {}

    static void read(InputStream content, List<Passage> passages, List<Unread> unread) throws IOException {
        byte[] bytes = content.readAllBytes();
        try (var document = Loader.loadPDF(new RandomAccessReadBuffer(bytes))) {
            properties(document, passages);
            pages(document, passages, unread);
        } catch (InvalidPasswordException e) {
            unread.add(new Unread("locked", ""));
        } catch (IOException | RuntimeException e) {
            // PDFBox throws whatever a broken file provokes; what was read so far stays.
            unread.add(new Unread("damaged", ""));
        }
    }

    private static void properties(PDDocument document, List<Passage> passages) {
        var information = document.getDocumentInformation();
        for (String key : information.getMetadataKeys()) {
            Object value = information.getPropertyStringValue(key);
            if (value instanceof String text && !text.isBlank()) passages.add(new Passage("property/" + key, text));
        }
    }

    private static void pages(PDDocument document, List<Passage> passages, List<Unread> unread) throws IOException {
        var stripper = new PDFTextStripper();
        var blank = new ArrayList<String>();
        long characters = 0;
        for (int number = 1; number <= document.getNumberOfPages(); number++) {
            stripper.setStartPage(number);
            stripper.setEndPage(number);
            String text = stripper.getText(document);
            if (text.isBlank()) blank.add(Integer.toString(number));
            var page = new StringBuilder(text);
            notes(document.getPage(number - 1), page);
            passages.add(new Passage("page/" + number, page.toString()));
            characters += page.length();
            if (characters > AttachmentText.MOST_CHARACTERS) {
                unread.add(new Unread("long", Integer.toString(number)));
                break;
            }
        }
        if (!blank.isEmpty()) unread.add(new Unread("pages", String.join("、", blank)));
    }

    private static void notes(PDPage page, StringBuilder text) throws IOException {
        for (var annotation : page.getAnnotations()) {
            if (annotation.getContents() != null) text.append('\n').append(annotation.getContents());
        }
    }
}
