package dev.kechuang.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;

/** Formats that are read, and the clear refusal of those that are not. */
class FilesTest {
    private static final String SENTENCE = "全年新增省级孵化器5家、累计达到19家。";

    private static Reading readable(byte[] bytes) {
        ReadResult result = DocumentReader.read("file", bytes);
        assertThat(result).isInstanceOf(ReadResult.Readable.class);
        return ((ReadResult.Readable) result).reading();
    }

    private static ReadResult.Unreadable unreadable(byte[] bytes) {
        ReadResult result = DocumentReader.read("file", bytes);
        assertThat(result).isInstanceOf(ReadResult.Unreadable.class);
        return (ReadResult.Unreadable) result;
    }

    @Test
    void textInUtf8AndInGb18030() {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, Charset.forName("GB18030")})
            assertThat(readable(SENTENCE.getBytes(charset)).figures()).hasSize(2);
    }

    @Test
    void positionsCountTheByteOrderMarkAndUnicodeCharacters() {
        String text = "\uFEFF𠮷日，新增企业5家。";
        assertThat(readable(text.getBytes(StandardCharsets.UTF_8)).jsonLines()).contains("\"start\": 8, \"end\": 10");
    }

    @Test
    void webPageWithoutItsMenus() {
        String page = """
                <html><head><title>2014年科技工作总结-某市科技局</title><script>var n = "100家";</script></head><body>
                <div class="nav"><a href="/">首页</a><a href="/a">机构3个</a></div>
                <div><div class="main"><h1>2014年全市科技工作总结</h1><p>来源：局办公室 浏览次数：1234次</p>
                <div class="TRS_Editor"><p>　　%s</p><p>技术合同成交额<b>530.5</b>亿元，同比增长<span>12%%</span>。</p></div></div>
                <div class="related"><ul><li><a>新增企业200家</a></li></ul></div></div>
                <div class="footer">版权所有 ICP备12345678号</div></body></html>
                """.formatted(SENTENCE);
        Reading reading = readable(page.getBytes(StandardCharsets.UTF_8));
        assertThat(reading.figures()).extracting(Figure::text).containsExactly("5家", "19家", "530.5亿元", "12%");
        assertThat(reading.figures()).extracting(Figure::period).containsOnly("2014");
    }

    @Test
    void wordDocumentWithTable() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XWPFDocument word = new XWPFDocument()) {
            word.createParagraph().createRun().setText("2014年全市科技工作总结");
            word.createParagraph().createRun().setText(SENTENCE);
            word.createTable(1, 2).getRow(0).getCell(0).setText("高新技术企业总数达到300家");
            word.write(out);
        }
        assertThat(readable(out.toByteArray()).figures())
                .extracting(Figure::text)
                .containsExactly("5家", "19家", "300家");
    }

    @Test
    void pdfWithoutTextIsAScan() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument pdf = new PDDocument()) {
            pdf.addPage(new PDPage());
            pdf.save(out);
        }
        assertThat(unreadable(out.toByteArray()).reason()).isEqualTo(ReadResult.Reason.SCAN);
        assertThat(unreadable(out.toByteArray()).message()).contains("扫描件");
    }

    @Test
    void encryptedPdf() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument pdf = new PDDocument()) {
            pdf.addPage(new PDPage());
            pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            pdf.save(out);
        }
        assertThat(unreadable(out.toByteArray()).reason()).isEqualTo(ReadResult.Reason.ENCRYPTED);
    }

    @Test
    void brokenOldEmptyAndForeignFilesAreNamedForWhatTheyAre() {
        assertThat(unreadable(new byte[0]).reason()).isEqualTo(ReadResult.Reason.EMPTY);
        assertThat(unreadable("%PDF-1.7 broken".getBytes(StandardCharsets.US_ASCII))
                        .reason())
                .isEqualTo(ReadResult.Reason.BROKEN);
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        assertThat(unreadable(picture).reason()).isEqualTo(ReadResult.Reason.SCAN);
        byte[] doc = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1, 0, 0};
        assertThat(unreadable(doc).message()).contains("docx");
        assertThat(unreadable(new byte[51 * 1024 * 1024]).reason()).isEqualTo(ReadResult.Reason.TOO_LARGE);
        assertThat(DocumentReader.read(Path.of("no such file")))
                .isInstanceOfSatisfying(
                        ReadResult.Unreadable.class, u -> assertThat(u.reason()).isEqualTo(ReadResult.Reason.MISSING));
    }

    @Test
    void archiveThatUnpacksWithoutEndIsRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            for (int i = 0; i < 260; i++) zip.write(zeros);
        }
        assertThat(unreadable(out.toByteArray()).reason()).isEqualTo(ReadResult.Reason.TOO_LARGE);
    }
}
