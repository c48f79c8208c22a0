package dev.kechuang.report.internal.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.document.Documents;
import dev.kechuang.indicator.Period;
import dev.kechuang.report.internal.Samples;
import dev.kechuang.report.internal.freeze.Version;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.report.internal.reading.ContentJson;
import dev.kechuang.report.internal.reading.RecordLists;
import dev.kechuang.report.internal.reading.ReportReader;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;

/** A report on paper: every figure in the text stands in the appendix, and gives the same when it is read again. */
class ReportPaperTest {

    private final Samples samples = new Samples()
            .set("hnte.new", "320500", "2025", "586")
            .set("hnte.new", "320500", "2024", "523")
            .set("hnte.new", "320500", "2023", "-12")
            .set("hnte.new", "320585", "2025", "120")
            .set("hnte.new", "320583", "2025", "200")
            .set("contract.amount", "320500", "2025", "1057000")
            .set("rd.intensity", "320500", "2025", "3.15");

    private Content content() {
        return new ReportReader(
                        samples,
                        samples,
                        Samples.REGIONS,
                        (indicator, region, year) -> Optional.empty(),
                        (indicator, figure, rows, viewer) -> new RecordLists.Found(
                                List.of("日期", "单位"),
                                List.of(List.of("2025-11-02", "苏州甲公司")),
                                List.of(""),
                                "其余585条见依据。"))
                .read(
                        "{{地区}}{{期}}科技工作报告",
                        "320500",
                        Period.year(2025),
                        List.of(
                                new ReportReader.Source("a", "一、总体情况", """
                                        （一）企业
                                        新认定高新技术企业{{hnte.new}}，{{hnte.new|同比}}，其中{{hnte.new|最高}}。
                                        {{表：主要指标|hnte.new, rd.intensity|近3年}}
                                        {{图：近三年新认定|hnte.new|近3年}}
                                        {{图：各地新认定|hnte.new|分地区}}
                                        {{名单：新认定企业|hnte.new|前10条}}"""),
                                new ReportReader.Source("b", "二、市场", "成交额{{contract.amount|亿元}}。")),
                        samples.snapshot(),
                        Viewer.PUBLIC);
    }

    private Version version(Content content) {
        return new Version(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                content.title(),
                "苏州市科学技术局",
                ContentJson.digest(ContentJson.write(content)),
                content.figures().size(),
                samples.snapshot(),
                "",
                "王敏",
                "张华",
                Samples.CLOCK.instant());
    }

    @Test
    void eachFigureOfTheDocxIsRecomputedFromItsEvidence() throws IOException {
        var content = content();
        var version = version(content);
        byte[] docx = Documents.standard().docx(ReportPaper.frozen(content, version, "https://kj.example.gov.cn"));
        samples.set("hnte.new", "320500", "2025", "999"); // later records change nothing
        try (var paper = new XWPFDocument(new ByteArrayInputStream(docx))) {
            var text = paper.getParagraphs().stream()
                    .map(paragraph -> paragraph.getText())
                    .toList();
            assertThat(text).contains("新认定高新技术企业586家，同比增长12.0%，其中昆山市最高，为200家。", "成交额105.70亿元。");
            assertThat(text).anyMatch(line -> line.contains("/reports/verify?digest=" + version.digest()));
            assertThat(paper.getAllPictures()).hasSize(2);
            assertThat(paper.getTables().getLast().getText())
                    .contains("hnte.new")
                    .contains("业务记录件数，期内发生");
            var appendix = paper.getTables().get(paper.getTables().size() - 2);
            assertThat(appendix.getRows()).hasSize(content.figures().size() + 1);
            for (int i = 1; i < appendix.getRows().size(); i++) {
                var row = appendix.getRow(i);
                var at = content.figure(Integer.parseInt(row.getCell(0).getText()))
                        .orElseThrow()
                        .at(version.snapshot());
                assertThat(row.getCell(2).getText()).isEqualTo(at.indicator());
                assertThat(row.getCell(3).getText()).startsWith(at.region());
                BigDecimal now = samples.figure(at).value();
                String stated = row.getCell(5).getText();
                if (now == null) assertThat(stated).isEqualTo("暂无数据");
                else
                    assertThat(new BigDecimal(stated.substring(0, stated.indexOf(' '))))
                            .isEqualByComparingTo(now);
                assertThat(row.getCell(6).getText()).hasSize(16);
            }
        }
    }

    @Test
    void thePdfHoldsTextChartsAndAppendix() throws IOException {
        var content = content();
        byte[] pdf = Documents.standard().pdf(ReportPaper.frozen(content, version(content), "http://127.0.0.1:8080"));
        Files.write(Files.createDirectories(Path.of("target/documents")).resolve("report.pdf"), pdf);
        try (var read = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(read);
            assertThat(text).contains("同比增长12.0%").contains("数据依据表").contains("核验");
            long pictures = 0;
            for (var page : read.getPages()) {
                for (var name : page.getResources().getXObjectNames()) {
                    if (page.getResources().isImageXObject(name)) pictures++;
                }
            }
            assertThat(pictures).isEqualTo(2);
        }
    }

    @Test
    void aDraftSaysThatItsFiguresStillMove() {
        String page = Documents.standard().html(ReportPaper.draft(content(), Samples.CLOCK.instant()));
        assertThat(page).contains("征求意见稿").contains("以定稿为准").contains("data:image/png;base64,");
    }
}
