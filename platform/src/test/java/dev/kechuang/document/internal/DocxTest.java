package dev.kechuang.document.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.document.Block;
import dev.kechuang.document.Block.Column;
import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STDocGrid;

/** A docx reads as it was written and is set as the standard says. */
class DocxTest {

    private static final Documents DOCUMENTS = Documents.standard();

    private static XWPFDocument read(byte[] docx, String name) throws IOException {
        Files.write(Files.createDirectories(Path.of("target/documents")).resolve(name + ".docx"), docx);
        return new XWPFDocument(new ByteArrayInputStream(docx));
    }

    @Test
    void anOfficialDocumentIsSetByTheStandard() throws IOException {
        try (var docx = read(DOCUMENTS.docx(Samples.approval()), "approval")) {
            var section = docx.getDocument().getBody().getSectPr();
            assertThat(twips(section.getPgMar().getTop())).isEqualTo(2098); // 37 mm
            assertThat(twips(section.getPgMar().getLeft())).isEqualTo(1587); // 28 mm
            assertThat(twips(section.getPgSz().getW())
                            - twips(section.getPgMar().getLeft())
                            - twips(section.getPgMar().getRight()))
                    .isBetween(8844, 8846); // 156 mm
            assertThat(twips(section.getPgSz().getH())
                            - twips(section.getPgMar().getTop())
                            - twips(section.getPgMar().getBottom()))
                    .isBetween(12755, 12757); // 225 mm
            assertThat(section.getDocGrid().getType()).isEqualTo(STDocGrid.LINES_AND_CHARS);
            assertThat(section.getDocGrid().getLinePitch().intValue() * 22).isLessThanOrEqualTo(12756);
            assertThat(docx.getEvenAndOddHeadings()).isTrue();
            assertThat(docx.getFooterList()).hasSize(2);
            assertThat(docx.getProperties().getCoreProperties().getTitle()).startsWith("关于下达");
            assertThat(docx.getParagraphs().stream().map(paragraph -> paragraph.getStyle() + ":" + paragraph.getText()))
                    .containsSubsequence(
                            "Authority:苏州市科学技术局文件",
                            "Number:苏科资〔2026〕12号",
                            "Title:关于下达苏州市2026年度第一批科技发展计划项目和经费的通知",
                            "Addressee:各县级市（区）科技局、财政局，各有关单位：",
                            "Heading1:一、项目与经费",
                            "Heading2:（一）立项情况",
                            "BodyText:共立项314项，下达经费6501万元，其中首期拨款3900.6万元。",
                            "Attachment:附件：1. 2026年度第一批科技发展计划项目表",
                            "Signature:苏州市科学技术局",
                            "Signature:2026年11月9日");
            var signature = docx.getParagraphs().stream()
                    .filter(paragraph -> "Signature".equals(paragraph.getStyle()))
                    .toList();
            // The date is 6.5 characters wide, the unit 8: both centres stand 7.25 characters from the edge.
            assertThat(signature.get(1).getIndentationRight()).isEqualTo(4 * 320);
            assertThat(signature.get(0).getIndentationRight()).isEqualTo((int) Math.round((4 + (6.5 - 8) / 2) * 320));
        }
    }

    @Test
    void tablesKeepTheirWidthsRepeatTheirHeadAndHoldEveryRow() throws IOException {
        try (var docx = read(DOCUMENTS.docx(Samples.application()), "application")) {
            var values = docx.getTables().getFirst();
            assertThat(values.getRow(0).getCell(1).getText()).isEqualTo("面向智能制造的高精度伺服控制关键技术研发");
            assertThat(values.getRow(2).getTableCells()).hasSize(2);
            assertThat(values.getRow(2).getCell(1).getText()).isEmpty();
            var table = docx.getTables().get(1);
            assertThat(table.getRow(0).isRepeatHeader()).isTrue();
            assertThat(table.getNumberOfRows()).isEqualTo(62);
            assertThat(table.getRow(60).getCell(1).getText()).isEqualTo("SYG20260060");
            assertThat(table.getRow(61).getCell(4).getText()).isEqualTo("2430.00");
            int sum = table.getCTTbl().getTblGrid().getGridColList().stream()
                    .mapToInt(column -> twips(column.getW()))
                    .sum();
            assertThat(sum).isBetween(DocxPage.width(Document.Layout.FORM) - 5, DocxPage.width(Document.Layout.FORM));
            assertThat(docx.getHeaderList().getFirst().getText()).contains("SYG202600017", "申报书");
        }
    }

    @Test
    void hostileAndLongTextsAreShownAsTheyAre() throws IOException {
        String hostile = "<w:p> & ]]> \u0000\u0008\ud800 \u202eabc\n第二行 𠮷";
        String longText = "科技".repeat(5000);
        byte[] written = DOCUMENTS.docx(Document.form(hostile)
                .paragraph(hostile)
                .paragraph(longText)
                .add(Block.Table.of(List.of(Column.text("列", 1)), List.of(List.of(hostile), List.of(""))))
                .build());
        try (var docx = read(written, "hostile");
                var extractor = new XWPFWordExtractor(docx)) {
            assertThat(extractor.getText()).contains("<w:p> & ]]>  abc\n第二行 𠮷", longText);
        }
    }

    private static int twips(Object measure) {
        return ((BigInteger) measure).intValue();
    }
}
