package dev.kechuang.reader.input;

import dev.kechuang.reader.ReadResult.Reason;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/** Takes the text out of a PDF and joins the lines that layout broke. */
final class PdfText {
    private static final int MAX_PAGES = 3_000;
    /** Fewer characters a page than this is a scan with stray text such as page numbers. */
    private static final int SCAN_CHARACTERS = 12;

    private static final Pattern ITEM = Pattern.compile(
            "^\\s*(?:[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十\\d]{1,3}[）)]|\\d{1,2}[.．、](?!\\d)|第[一二三四五六七八九十]+[章条部]|[①-⑳]).*");
    private static final Pattern PAGE_NUMBER =
            Pattern.compile("^\\s*[-—–－·]*\\s*\\d{1,4}\\s*[-—–－·]*\\s*$|^\\s*第\\s*\\d+\\s*页.*$");

    private PdfText() {}

    static Extraction of(byte[] bytes) throws IOException {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            int pages = document.getNumberOfPages();
            if (pages > MAX_PAGES)
                return new Extraction.Failure(Reason.TOO_LARGE, "PDF 有 " + pages + " 页，超过 " + MAX_PAGES + " 页的上限；请拆分。");
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            String text = stripper.getText(document);
            long letters = text.chars().filter(Character::isLetterOrDigit).count();
            if (letters < (long) SCAN_CHARACTERS * Math.max(1, pages))
                return new Extraction.Failure(Reason.SCAN, "PDF 是扫描件，没有可读的文字；请先做文字识别（OCR）。");
            return new Extraction.Text(join(text));
        } catch (InvalidPasswordException e) {
            return new Extraction.Failure(Reason.ENCRYPTED, "PDF 设了打开密码；请去掉密码后再上传。");
        }
    }

    /** A line as wide as the others that does not end a sentence goes on in the next. */
    static String join(String text) {
        String[] lines = text.split("\\R");
        int widest = 0;
        for (String line : lines)
            widest = Math.max(widest, Math.min(line.strip().length(), 60));
        StringBuilder out = new StringBuilder(text.length());
        for (String raw : lines) {
            String line = raw.strip();
            if (line.isEmpty() || PAGE_NUMBER.matcher(line).matches()) continue;
            boolean wide = lastLineLength(out) >= widest * 0.8;
            boolean goesOn = !out.isEmpty() && wide && "。；;！？!?：:".indexOf(out.charAt(out.length() - 1)) < 0;
            if (!out.isEmpty() && (!goesOn || ITEM.matcher(line).matches())) out.append('\n');
            out.append(line);
        }
        return out.append('\n').toString();
    }

    private static int lastLineLength(StringBuilder out) {
        int i = out.length();
        int from = Math.max(0, i - 61);
        while (i > from && out.charAt(i - 1) != '\n') i--;
        return out.length() - i;
    }
}
