package dev.kechuang.report.internal.yearbook;

import static dev.kechuang.report.internal.ReportDesk.done;
import static dev.kechuang.report.internal.ReportDesk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.report.internal.Samples;
import dev.kechuang.report.internal.yearbook.Yearbook.Wanted;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class YearbookTest {

    private final Samples samples = new Samples()
            .set("hnte.new", "320500", "2024", "523")
            .set("hnte.new", "320500", "2025", "586")
            .set("hnte.new", "320585", "2025", "120")
            .set("rd.intensity", "320500", "2025", "3.15");
    private final Yearbook yearbook = new Yearbook(samples, samples, Samples.REGIONS, Samples.CLOCK);

    private Yearbook.Book book() {
        return done(yearbook.read(new Wanted(List.of("hnte.new", "rd.intensity"), "320500", true, 2024, 2025)));
    }

    @Test
    void indicatorsByRegionAndYear() {
        var rows = book().rows();
        assertThat(rows)
                .extracting(row -> row.indicator().code() + " " + row.region().name())
                .containsExactly("hnte.new 苏州市", "hnte.new 太仓市", "rd.intensity 苏州市");
        assertThat(rows.get(1).values().getFirst()).as("nothing known").isNull();
        assertThat(rows.get(0).paths().get(1)).isEqualTo("/indicators/hnte.new/figure?region=320500&period=2025");
    }

    @Test
    void whatIsWrongIsSaidAtItsField() {
        assertThat(refused(yearbook.read(new Wanted(List.of("hnte.nex"), "999999", false, 2026, 2020))))
                .containsExactly(
                        "indicator:report.error.indicator", "region:report.error.region", "until:report.error.until");
        assertThat(refused(yearbook.read(new Wanted(List.of(), "320500", false, 2024, 2027))))
                .containsExactly("until:report.error.until");
    }

    @Test
    void theWorkbookHoldsNumbersAndDefinitions() throws IOException {
        try (var workbook = WorkbookFactory.create(new ByteArrayInputStream(YearbookFiles.xlsx(book())))) {
            var sheet = workbook.getSheet("年鉴数据");
            assertThat(sheet.getRow(0).getCell(4).getStringCellValue()).isEqualTo("2025年");
            assertThat(sheet.getRow(1).getCell(4).getNumericCellValue()).isEqualTo(586);
            assertThat(sheet.getRow(2).getCell(3))
                    .as("nothing known is an empty cell")
                    .isNull();
            assertThat(sheet.getRow(3).getCell(4).getNumericCellValue()).isEqualTo(3.15);
            var definitions = workbook.getSheet("指标说明");
            assertThat(definitions.getLastRowNum()).isEqualTo(2);
        }
    }

    @Test
    void csvAndItsMetadataSayTheSame() {
        String csv = new String(YearbookFiles.csv(book()), StandardCharsets.UTF_8);
        assertThat(csv.lines())
                .containsExactly(
                        "\uFEFFindicator,name,unit,region,place,year,value",
                        "hnte.new,新认定高新技术企业,家,320500,苏州市,2024,523",
                        "hnte.new,新认定高新技术企业,家,320500,苏州市,2025,586",
                        "hnte.new,新认定高新技术企业,家,320585,太仓市,2024,",
                        "hnte.new,新认定高新技术企业,家,320585,太仓市,2025,120",
                        "rd.intensity,研发投入强度,%,320500,苏州市,2024,",
                        "rd.intensity,研发投入强度,%,320500,苏州市,2025,3.15");
        var meta = JsonMapper.builder().build().readTree(YearbookFiles.metadata(book(), "yearbook.csv"));
        assertThat(meta.get("@context").get(0).asString()).isEqualTo("http://www.w3.org/ns/csvw");
        assertThat(meta.get("url").asString()).isEqualTo("yearbook.csv");
        var columns = meta.get("tableSchema").get("columns");
        String header = csv.lines().findFirst().orElseThrow().substring(1);
        assertThat(columns.valueStream().map(column -> column.get("name").asString()))
                .containsExactly(header.split(","));
        assertThat(meta.get("notes").get(0).get("indicators")).hasSize(2);
    }
}
