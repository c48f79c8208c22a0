package dev.kechuang.reader.input;

import dev.kechuang.reader.ReadResult.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;

/** Takes the text out of a Word document (docx): paragraphs and tables in their order. */
final class DocxText {
    /** A docx may not unpack to more than this; a bomb is refused before it is parsed. */
    private static final long MAX_UNPACKED = 200L * 1024 * 1024;

    private static final int MAX_ENTRIES = 20_000;

    private DocxText() {}

    static Extraction of(byte[] bytes) throws IOException {
        boolean word = false;
        long unpacked = 0;
        int entries = 0;
        byte[] buffer = new byte[1 << 16];
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("word/document.xml")) word = true;
                if (++entries > MAX_ENTRIES) return bomb();
                for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) {
                    unpacked += n;
                    if (unpacked > MAX_UNPACKED) return bomb();
                }
            }
        }
        if (!word) return new Extraction.Failure(Reason.FORMAT, "压缩文件里没有 Word 正文；请上传 docx、PDF、HTML 或纯文本。");
        StringBuilder out = new StringBuilder();
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(bytes))) {
            elements(document.getBodyElements(), out);
        }
        String text = out.toString();
        return text.isBlank()
                ? new Extraction.Failure(Reason.SCAN, "Word 文件里没有文字，可能只有图片；请提供带文字的版本。")
                : new Extraction.Text(text);
    }

    private static Extraction bomb() {
        return new Extraction.Failure(Reason.TOO_LARGE, "文件解压后超过 200 MB，已拒绝打开。");
    }

    private static void elements(List<IBodyElement> elements, StringBuilder out) {
        for (IBodyElement element : elements) {
            if (element instanceof XWPFParagraph paragraph)
                out.append(paragraph.getText()).append('\n');
            else if (element instanceof XWPFTable table) table(table, out);
        }
    }

    private static void table(XWPFTable table, StringBuilder out) {
        for (XWPFTableRow row : table.getRows()) {
            for (XWPFTableCell cell : row.getTableCells())
                out.append(cell.getText().replace('\n', ' ')).append(' ');
            out.append('\n');
        }
    }
}
