package dev.kechuang.programme.internal.blind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.programme.internal.blind.AttachmentText.Unread;
import dev.kechuang.programme.internal.blind.Identity.Finding;
import dev.kechuang.programme.internal.blind.Identity.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;

/** Real files, and what in them tells who applies. */
class AttachmentTextTest {

    private static final String PDF = "application/pdf";

    private final Identity identity = new Identity.Builder()
            .addUnit(Kind.UNIT, "苏州明锐光电科技股份有限公司")
            .addUnit(Kind.FORMER_NAME, "昆山旧名电子有限公司")
            .add(Kind.CREDIT_CODE, "91320500MA1ABCDE2X")
            .add(Kind.PERSON, "欧阳小敏")
            .add(Kind.PERSON, "王")
            .add(Kind.PHONE, "0512-6588 1234")
            .add(Kind.EMAIL, "RD@mingrui.example")
            .build();

    private List<Finding> found(String name, String type, byte[] bytes) throws IOException {
        return AttachmentText.read(name, type, new ByteArrayInputStream(bytes)).find(identity, 100);
    }

    private static byte[] pdf(String... paragraphs) {
        var document = Document.form("技术报告");
        for (String paragraph : paragraphs) document.paragraph(paragraph);
        return Documents.standard().pdf(document.build());
    }

    @Test
    void aPdfTellsPageTermAndContext() throws IOException {
        var pages = new String[80];
        java.util.Arrays.fill(pages, "本项目研究高速光通信芯片，指标达到国内先进水平。".repeat(6));
        pages[79] = "本报告由苏州明锐光电 科技股份有限公司的欧阳小敏编写，电话 ０５１２－６５８８１２３４。";
        var findings = found("report.pdf", PDF, pdf(pages));
        assertThat(findings).extracting(Finding::kind).containsExactlyInAnyOrder(Kind.UNIT, Kind.PERSON, Kind.PHONE);
        assertThat(findings)
                .allSatisfy(finding ->
                        assertThat(finding.place()).matches("page/[1-9][0-9]*").isNotEqualTo("page/1"));
        assertThat(findings.getFirst().context()).contains("苏州明锐光电科技股份有限公司");
    }

    @Test
    void aDocxTellsParagraphsHeadsTablesAndItsAuthor() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var document = new XWPFDocument()) {
            document.createParagraph().createRun().setText("一、研究内容");
            var split = document.createParagraph();
            split.createRun().setText("曾用名昆山旧");
            split.createRun().setText("名电子有限公司");
            document.createTable(1, 1).getRow(0).getCell(0).setText("联系邮箱 rd@mingrui.example");
            document.createHeader(HeaderFooterType.DEFAULT)
                    .createParagraph()
                    .createRun()
                    .setText("苏州明锐光电科技");
            document.getProperties().getCoreProperties().setCreator("欧阳小敏");
            document.write(out);
        }
        assertThat(found("方案.docx", OfficeText.DOCX, out.toByteArray()))
                .extracting(finding -> finding.kind() + " " + finding.place())
                .containsExactlyInAnyOrder(
                        "FORMER_NAME paragraph/2", "EMAIL paragraph/3", "UNIT part/header", "PERSON property/creator");
    }

    @Test
    void anXlsxTellsTheCell() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new XSSFWorkbook()) {
            var sheet = book.createSheet("经费");
            sheet.createRow(0).createCell(0).setCellValue("单位");
            sheet.createRow(2).createCell(1).setCellValue("91320500ma1abcde2x");
            book.write(out);
        }
        assertThat(found("预算.xlsx", OfficeText.XLSX, out.toByteArray()))
                .extracting(Finding::place)
                .containsExactly("cell/经费!B3");
    }

    @Test
    void theNameOfAFileTellsToo() throws IOException {
        assertThat(found("欧阳小敏学位证.pdf", PDF, pdf("学位证书")))
                .extracting(Finding::place)
                .containsExactly("name/");
        assertThat(found("技术方案.pdf", PDF, pdf("国王与大王：单字的姓名说明不了什么"))).isEmpty();
    }

    @Test
    void whatCannotBeReadSaysSo() throws IOException {
        assertThat(unread(PDF, "not a pdf at all".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .containsExactly(new Unread("damaged", ""));
        assertThat(unread(OfficeText.DOCX, new byte[] {1, 2, 3})).containsExactly(new Unread("damaged", ""));
        assertThat(unread("image/png", new byte[] {1})).containsExactly(new Unread("image", ""));
        assertThat(unread("application/zip", new byte[] {1})).containsExactly(new Unread("kind", "application/zip"));
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            document.addPage(new PDPage());
            assertThat(unread(PDF, saved(document))).containsExactly(new Unread("pages", "1、2"));
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            assertThat(unread(PDF, saved(document))).containsExactly(new Unread("locked", ""));
        }
    }

    private static byte[] saved(PDDocument document) throws IOException {
        var out = new ByteArrayOutputStream();
        document.save(out);
        return out.toByteArray();
    }

    private static List<Unread> unread(String type, byte[] bytes) throws IOException {
        var text = AttachmentText.read("file", type, new ByteArrayInputStream(bytes));
        assertThat(text.readWhole()).isFalse();
        return text.unread();
    }

    @Test
    void textsAreHiddenHoweverTheyAreSpaced() {
        assertThat(identity.hide("由苏州明锐光电科技 股份有限公司（欧阳 小敏，RD@MINGRUI.example）承担"))
                .isEqualTo("由" + Identity.HIDDEN + "（" + Identity.HIDDEN + "，" + Identity.HIDDEN + "）承担");
        assertThat(new Identity.Builder().build().hide("无")).isEqualTo("无");
    }
}
