package dev.kechuang.reader.input;

import dev.kechuang.reader.ReadResult.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells a file's format by its content and takes its text out. The name's ending is not trusted. */
public final class FileText {
    /** Largest file accepted, in bytes. */
    public static final int MAX_BYTES = 50 * 1024 * 1024;

    private static final int SNIFF = 4096;

    private FileText() {}

    public static Extraction of(byte[] bytes) {
        if (bytes.length == 0) return new Extraction.Failure(Reason.EMPTY, "文件是空的。");
        if (bytes.length > MAX_BYTES) return tooLarge(bytes.length);
        try {
            if (startsWith(bytes, "%PDF", 1024)) return PdfText.of(bytes);
            if (startsWith(bytes, "PK\u0003\u0004", 4)) return DocxText.of(bytes);
            if (isOle(bytes)) return ole(bytes);
            if (isPicture(bytes)) return new Extraction.Failure(Reason.SCAN, "文件是图片，没有文字；请先做文字识别（OCR），或上传带文字的版本。");
            if (startsWith(bytes, "{\\rtf", 5))
                return new Extraction.Failure(Reason.FORMAT, "不支持 RTF 格式；请另存为 docx、PDF 或纯文本。");
            String text = TextDecoder.decode(bytes);
            if (text == null)
                return new Extraction.Failure(Reason.FORMAT, "无法识别文件的编码；请提供 UTF-8 或 GB18030 文本，或 HTML、docx、PDF。");
            if (isHtml(text)) return HtmlText.of(text);
            return text.isBlank() ? new Extraction.Failure(Reason.EMPTY, "文件里没有文字。") : new Extraction.Text(text);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // The libraries signal a malformed file by many kinds of exception; all mean the same to the reader.
            return new Extraction.Failure(Reason.BROKEN, "文件已损坏，无法打开；请用原程序重新保存后再试。");
        }
    }

    public static Extraction.Failure tooLarge(long size) {
        return new Extraction.Failure(
                Reason.TOO_LARGE, "文件有 " + (size / 1024 / 1024) + " MB，超过 50 MB 的上限；请拆分或压缩图片后再试。");
    }

    private static boolean startsWith(byte[] bytes, String magic, int within) {
        String head = new String(bytes, 0, Math.min(bytes.length, within), StandardCharsets.ISO_8859_1);
        int at = head.indexOf(magic);
        return at >= 0 && (within > magic.length() || at == 0);
    }

    private static boolean isOle(byte[] b) {
        return b.length > 8
                && (b[0] & 0xFF) == 0xD0
                && (b[1] & 0xFF) == 0xCF
                && (b[2] & 0xFF) == 0x11
                && (b[3] & 0xFF) == 0xE0;
    }

    /** An old Word file, or a new one that is encrypted: those are wrapped in the old container. */
    private static Extraction ole(byte[] bytes) {
        String content = new String(bytes, 0, Math.min(bytes.length, 1 << 20), StandardCharsets.UTF_16LE);
        String shifted = new String(bytes, 1, Math.min(bytes.length - 1, 1 << 20), StandardCharsets.UTF_16LE);
        if (content.contains("EncryptedPackage") || shifted.contains("EncryptedPackage"))
            return new Extraction.Failure(Reason.ENCRYPTED, "文件设了打开密码；请去掉密码后再上传。");
        return new Extraction.Failure(Reason.FORMAT, "不支持旧版 Word（.doc）；请另存为 docx。");
    }

    private static boolean isPicture(byte[] b) {
        if (b.length < 4) return false;
        int head = (b[0] & 0xFF) << 24 | (b[1] & 0xFF) << 16 | (b[2] & 0xFF) << 8 | b[3] & 0xFF;
        return head == 0x89504E47
                || head >>> 8 == 0xFFD8FF
                || head == 0x47494638
                || head == 0x49492A00
                || head == 0x4D4D002A;
    }

    private static boolean isHtml(String text) {
        String head =
                text.substring(0, Math.min(text.length(), SNIFF)).stripLeading().toLowerCase(java.util.Locale.ROOT);
        if (head.startsWith("\uFEFF")) head = head.substring(1).stripLeading();
        return head.startsWith("<")
                && (head.contains("<html")
                        || head.contains("<!doctype html")
                        || head.contains("<body")
                        || head.contains("<div")
                        || head.contains("<p>")
                        || head.contains("<head")
                        || head.contains("<table"));
    }
}
