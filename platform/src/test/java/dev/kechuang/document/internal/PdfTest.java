package dev.kechuang.document.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.document.Block;
import dev.kechuang.document.Block.Column;
import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;

/** A PDF reads as it was written and is set as the standard says. */
class PdfTest {

    private static final float MM = 72 / 25.4f;
    private static final Documents DOCUMENTS = Documents.standard();

    @Test
    void anOfficialDocumentIsSetByTheStandard() throws IOException {
        byte[] pdf = DOCUMENTS.pdf(Samples.approval());
        Samples.look(pdf, "approval");
        try (var document = Loader.loadPDF(pdf)) {
            var size = document.getPage(0).getMediaBox();
            assertThat(size.getWidth()).isCloseTo(PDRectangle.A4.getWidth(), within(1));
            assertThat(size.getHeight()).isCloseTo(PDRectangle.A4.getHeight(), within(1));
            assertThat(document.getDocumentInformation().getTitle()).startsWith("关于下达苏州市");
            assertThat(document.getDocumentInformation().getCustomMetadataValue("Fonts"))
                    .contains("仿宋→Noto Serif SC", "小标宋→");
            var places = places(document);
            // The page number stands outside of the type area, everything else within.
            for (var each : places) {
                if (each.y > (37 + 225) * MM) continue;
                assertThat(each.x).as(each.text).isBetween(28 * MM - 1, (28 + 156) * MM + 1);
                assertThat(each.y).as(each.text).isGreaterThan(37 * MM);
            }
            var body = places.stream()
                    .filter(each -> Math.abs(each.size - 16) < 0.1 && each.page == 1)
                    .toList();
            assertThat(body).hasSizeGreaterThan(100);
        }
        assertThat(Samples.text(pdf).replaceAll("\\s", ""))
                .containsSubsequence(
                        "苏州市科学技术局文件",
                        "苏科资〔2026〕12号",
                        "关于下达苏州市2026年度第一批科技发展计划项目和经费的通知",
                        "各县级市（区）科技局、财政局，各有关单位：",
                        "一、项目与经费",
                        "（一）立项情况",
                        "共立项314项，下达经费6501万元",
                        "附件：1.2026年度第一批科技发展计划项目表",
                        "2.任务书填写说明",
                        "苏州市科学技术局",
                        "2026年11月9日",
                        "SYG20260001",
                        "合计");
    }

    @Test
    void aFullPageHasTwentyTwoLinesOfTwentyEightCharacters() throws IOException {
        var document = Document.official("题").paragraph("科".repeat(3000)).build();
        try (var pdf = Loader.loadPDF(DOCUMENTS.pdf(document))) {
            var second = places(pdf).stream()
                    .filter(each -> each.page == 2 && each.text.equals("科"))
                    .toList();
            assertThat(second).hasSize(22 * 28);
            assertThat(second.stream().map(each -> Math.round(each.y)).distinct())
                    .hasSize(22);
        }
    }

    @Test
    void pageNumbersOfOfficialDocumentsStandAtTheOuterEdge() throws IOException {
        var document = Document.official("题").paragraph("科".repeat(1500)).build();
        try (var pdf = Loader.loadPDF(DOCUMENTS.pdf(document))) {
            var numbers = places(pdf).stream()
                    .filter(each -> each.y > (37 + 225 + 7) * MM && each.text.matches("\\d"))
                    .toList();
            assertThat(numbers).extracting(Place::text).containsExactly("1", "2", "3");
            assertThat(numbers.get(0).x).isGreaterThan(150 * MM);
            assertThat(numbers.get(1).x).isLessThan(60 * MM);
        }
    }

    @Test
    void everyTypefaceIsEmbeddedAsASubset() throws IOException {
        byte[] pdf = DOCUMENTS.pdf(Samples.application());
        assertThat(pdf.length).isLessThan(600_000);
        try (var document = Loader.loadPDF(pdf)) {
            var fonts = new HashSet<String>();
            for (var page : document.getPages())
                for (COSName name : page.getResources().getFontNames()) {
                    var font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                    fonts.add(font.getName());
                }
            assertThat(fonts).allMatch(name -> name.matches("[A-Z]{6}\\+Noto.*"));
        }
    }

    @Test
    void aFormHasItsNumberAndTitleAndPageXOfYOnEveryPageAndRepeatsTableHeads() throws IOException {
        byte[] pdf = DOCUMENTS.pdf(Samples.application());
        Samples.look(pdf, "application");
        try (var document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(2);
            var stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            for (int i = 1; i <= pages; i++) {
                stripper.setStartPage(i);
                stripper.setEndPage(i);
                String text = stripper.getText(document);
                assertThat(text).contains("SYG202600017", "苏州市科技计划项目申报书", "第 " + i + " 页 / 共 " + pages + " 页");
                if (i > 1) assertThat(text).as("page %d", i).contains("承担单位");
            }
            assertThat(document.getDocumentCatalog().getDocumentOutline().children())
                    .extracting(item -> item.getTitle())
                    .containsExactly("一、基本信息", "二、研究内容", "三、经费预算");
        }
        assertThat(Samples.text(pdf))
                .contains("0.001 mm", "−20 ℃～80 ℃", "≤5 μs", "完成样机", "申请发明专利3件")
                .containsSubsequence("SYG20260001", "SYG20260030", "SYG20260060", "合计", "2430.00");
    }

    @Test
    void hostileTextIsShownAsItIs() {
        String hostile = "<script>alert(1)</script> & ]]> </style> \u0000\u0008\u001b\ud800 \u202eabc &#x41; ${x} 𠮷 é";
        String text = Samples.text(DOCUMENTS.pdf(Document.form(hostile)
                .number(hostile)
                .heading(1, hostile)
                .paragraph(hostile)
                .add(Block.KeyValues.of(1, hostile, hostile))
                .add(Block.Table.of(List.of(Column.text(hostile, 1)), List.of(List.of(hostile))))
                .list(false, List.of(hostile))
                .build()));
        assertThat(text).contains("<script>alert(1)</script> & ]]> </style>", "&#x41; ${x}", "é");
        assertThat(text.codePoints().filter(c -> c < 0x20 && c != '\n' && c != '\r' || c == 0x202E))
                .isEmpty();
    }

    @Test
    void veryLongTextsAreAllThereAndStayInTheirColumns() throws IOException {
        var paragraph = new StringBuilder();
        for (int i = 0; i < 1000; i++)
            paragraph.append("第").append(String.format(Locale.ROOT, "%04d", i)).append("条规定，甲乙");
        var document = Document.form("长文")
                .paragraph(paragraph.toString())
                .add(Block.Table.of(
                        List.of(Column.text("短", 1), Column.text("长", 3)),
                        List.of(List.of("a".repeat(300), paragraph.toString()), List.of("", ""))))
                .build();
        byte[] pdf = DOCUMENTS.pdf(document);
        Samples.look(pdf, "long");
        String text = Samples.text(pdf).replaceAll("\\s", "");
        for (int i : new int[] {0, 499, 500, 998, 999})
            assertThat(text.split(String.format(Locale.ROOT, "第%04d条", i), -1))
                    .as("clause %d", i)
                    .hasSizeGreaterThan(1);
        try (var loaded = Loader.loadPDF(pdf)) {
            assertThat(places(loaded)).allSatisfy(each -> assertThat(each.x).isBetween(20 * MM, (210 - 18) * MM));
        }
    }

    @Test
    void emptyValuesAreEmptyBoxes() {
        String text = Samples.text(DOCUMENTS.pdf(Document.form("空表")
                .add(Block.KeyValues.of(2, "甲", "", "乙", "", "丙", ""))
                .add(Block.Table.of(List.of(Column.text("列", 1)), List.of()))
                .paragraph("")
                .list(true, List.of())
                .attachments()
                .build()));
        assertThat(text).contains("甲", "乙", "丙", "列").doesNotContain("null");
    }

    record Place(int page, float x, float y, float size, String text) {}

    static List<Place> places(PDDocument document) throws IOException {
        var places = new ArrayList<Place>();
        var stripper = new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition text) {
                places.add(new Place(
                        getCurrentPageNo(),
                        text.getXDirAdj(),
                        text.getYDirAdj(),
                        text.getFontSizeInPt(),
                        text.getUnicode()));
            }
        };
        stripper.getText(document);
        return places;
    }

    private static org.assertj.core.data.Offset<Float> within(float points) {
        return org.assertj.core.data.Offset.offset(points);
    }
}
