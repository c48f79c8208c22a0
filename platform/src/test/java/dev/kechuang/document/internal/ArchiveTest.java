package dev.kechuang.document.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.document.Archive;
import dev.kechuang.document.Archive.Bound;
import dev.kechuang.document.Archive.Content;
import dev.kechuang.document.Archive.Part;
import dev.kechuang.document.Block;
import dev.kechuang.document.Documents;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** An archive holds every part or says why not, and proves what the parts were. */
class ArchiveTest {

    private static final Documents DOCUMENTS = Documents.standard();

    @Test
    void partsAreBoundBehindAnIndexWithPagesAndDigests() throws Exception {
        byte[] application = DOCUMENTS.pdf(Samples.application());
        byte[] docx = DOCUMENTS.docx(Samples.application());
        byte[] image = image(400, 200);
        var archive = new Archive(
                "高精度伺服控制项目",
                "SYG202600017",
                Block.KeyValues.of(2, "承担单位", "苏州纳芯微", "起止年月", "2026.1—2027.12").entries(),
                List.of(
                        new Part("申报材料", "申报书", "application/pdf", Content.of(application)),
                        new Part("申报材料", "营业执照", "image/png", Content.of(image)),
                        new Part("申报材料", "附表", "application/vnd.openxmlformats-officedocument", Content.of(docx)),
                        new Part(
                                "评审材料",
                                "坏文件",
                                "application/pdf",
                                Content.of("%PDF-1.4 broken".getBytes(StandardCharsets.UTF_8))),
                        new Part("评审材料", "加密文件", "application/pdf", Content.of(locked())),
                        new Part("评审材料", "坏图片", "image/jpeg", Content.of(new byte[] {1, 2, 3}))));
        var out = new ByteArrayOutputStream();
        var report = DOCUMENTS.archive(archive, out);
        Samples.look(out.toByteArray(), "archive");

        assertThat(report.parts())
                .extracting(Archive.Listed::bound)
                .containsExactly(
                        Bound.PAGES, Bound.PAGES, Bound.OTHER_KIND, Bound.DAMAGED, Bound.LOCKED, Bound.DAMAGED);
        assertThat(report.parts().get(2).sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(docx)));
        try (var bound = Loader.loadPDF(out.toByteArray())) {
            assertThat(bound.getNumberOfPages()).isEqualTo(report.pages());
            var stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            stripper.setEndPage(report.parts().getFirst().firstPage() - 1);
            assertThat(stripper.getText(bound))
                    .contains("归档目录", "苏州纳芯微", "格式不", "未装订：文件已", "未装订：文件损")
                    .contains(report.parts().get(2).sha256().substring(0, 32));
            stripper.setStartPage(report.parts().getFirst().firstPage());
            stripper.setEndPage(stripper.getStartPage());
            assertThat(stripper.getText(bound)).contains("苏州市科技计划项目申报书", "面向智能制造的高精度伺服控制关键");
            var picture = bound.getPage(report.parts().get(1).firstPage() - 1);
            assertThat(picture.getMediaBox().getWidth())
                    .isGreaterThan(picture.getMediaBox().getHeight());
            assertThat(picture.getResources().getXObjectNames()).isNotEmpty();
            var titles = new ArrayList<String>();
            for (var item : bound.getDocumentCatalog().getDocumentOutline().children()) {
                titles.add(item.getTitle());
                for (var child : item.children()) titles.add("- " + child.getTitle());
            }
            assertThat(titles).containsExactly("归档目录", "申报材料", "- 申报书", "- 营业执照");
        }
    }

    @Test
    void scriptsAndLinksOfForeignDocumentsStayBehind() throws IOException {
        var foreign = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            var page = new PDPage();
            document.addPage(page);
            document.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert('Kechuang-probe')"));
            var link = new PDAnnotationLink();
            var uri = new PDActionURI();
            uri.setURI("http://evil.example/Kechuang-probe");
            link.setAction(uri);
            link.setRectangle(new org.apache.pdfbox.pdmodel.common.PDRectangle(0, 0, 100, 100));
            page.getAnnotations().add(link);
            page.setAnnotations(List.of(link));
            document.save(foreign);
        }
        var out = new ByteArrayOutputStream();
        DOCUMENTS.archive(
                new Archive(
                        "题",
                        "1",
                        List.of(),
                        List.of(new Part("组", "外来文件", "application/pdf", Content.of(foreign.toByteArray())))),
                out);
        try (var bound = Loader.loadPDF(out.toByteArray())) {
            assertThat(bound.getDocumentCatalog().getOpenAction()).isNull();
            for (var page : bound.getPages()) assertThat(page.getAnnotations()).isEmpty();
            assertThat(bound.getDocument().getXrefTable().keySet())
                    .noneMatch(key -> String.valueOf(
                                    bound.getDocument().getObjectFromPool(key).getObject())
                            .contains("Kechuang-probe"));
        }
    }

    @Test
    void anImageThatWouldUnpackToMoreThanMemoryIsListedOnly() throws IOException {
        byte[] bomb = image(10, 10);
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000); // width and height in the PNG's first chunk
        var report = DOCUMENTS.archive(
                new Archive("题", "1", List.of(), List.of(new Part("组", "大图", "image/png", Content.of(bomb)))),
                new ByteArrayOutputStream());
        assertThat(report.parts().getFirst().bound()).isEqualTo(Bound.TOO_LARGE);
        assertThat(report.pages()).isEqualTo(1);
    }

    @Test
    void anArchiveOfNothingIsItsIndex() throws IOException {
        var report = DOCUMENTS.archive(new Archive("空", "", List.of(), List.of()), new ByteArrayOutputStream());
        assertThat(report.pages()).isEqualTo(1);
    }

    private static byte[] image(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.ORANGE);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] locked() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "reader", new AccessPermission()));
            document.save(out);
        }
        return out.toByteArray();
    }
}
