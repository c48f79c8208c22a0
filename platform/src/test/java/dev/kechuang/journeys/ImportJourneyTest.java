package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import dev.kechuang.testing.Browser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The county clerk has 500 firms in a workbook, ten of them wrong. */
class ImportJourneyTest extends Journey {

    private static final int FIRMS = 500;

    @TempDir
    private Path folder;

    @Test
    void fiveHundredFirmsWithTenWrongRowsAreCorrectedAndLoaded() throws IOException {
        try (Browser county = Browser.desktop()) {
            logIn(county, "county");
            open(county, "/organisations/import");
            county.accessible().fits().photograph("import");
            var header = sheet(download(county, "导入模板")).getFirst();
            var right = firms(header);
            var wrong = spoiled(header, right);

            upload(county, wrong);
            assertThat(text(county)).contains("共 500 行").contains("有误 10");
            county.accessible().fits().photograph("import-preview");
            assertThat(count()).as("nothing is half loaded").isZero();

            // The list of errors is the same workbook with the wrong cells explained; ten rows say what is wrong.
            var told = sheet(download(county, "下载错误清单"));
            assertThat(told).hasSize(FIRMS + 1);
            int explained = told.getFirst().size() - 1;
            var rowsToldWrong = new ArrayList<Integer>();
            for (int i = 1; i < told.size(); i++) {
                if (told.get(i).size() > explained
                        && !told.get(i).get(explained).isBlank()) rowsToldWrong.add(i);
            }
            assertThat(rowsToldWrong).hasSize(10);

            for (int row : rowsToldWrong) {
                for (int c = 0; c < header.size(); c++)
                    told.get(row).set(c, right.get(row - 1).get(c));
            }
            open(county, "/organisations/import");
            upload(county, told);
            assertThat(text(county)).contains("新增 500").contains("有误 0");
            press(county, "确认导入");
            county.accessible().fits().photograph("import-done");
            assertThat(count()).isEqualTo(FIRMS);
        }
        try (Browser auditor = Browser.desktop()) {
            logIn(auditor, "auditadmin");
            open(
                    auditor,
                    "/audit?text=" + java.net.URLEncoder.encode("导入工坊0007", java.nio.charset.StandardCharsets.UTF_8));
            assertThat(text(auditor)).as("each change is in the audit log").contains("导入工坊0007");
            auditor.accessible().fits().photograph("audit");
        }
    }

    private static int count() {
        return database()
                .owner()
                .sql("SELECT count(*) FROM registry.organisation WHERE name LIKE '太仓导入工坊%'")
                .query(Integer.class)
                .single();
    }

    private static List<List<String>> firms(List<String> header) {
        var rows = new ArrayList<List<String>>();
        for (int i = 1; i <= FIRMS; i++) {
            var values = Map.of(
                    "统一社会信用代码",
                    freshCreditCode(),
                    "单位名称",
                    "太仓导入工坊%04d精密制造有限公司".formatted(i),
                    "单位类型",
                    "企业",
                    "所在县区",
                    "太仓市",
                    "所属行业",
                    "C34",
                    "成立日期",
                    "2019-04-0" + (1 + i % 9));
            rows.add(new ArrayList<>(header.stream()
                    .map(label -> values.getOrDefault(label.replace("*", "").strip(), ""))
                    .toList()));
        }
        return rows;
    }

    /** Ten mistakes of the kinds that happen, at ten rows. */
    private static List<List<String>> spoiled(List<String> header, List<List<String>> right) {
        var rows = new ArrayList<List<String>>();
        rows.add(header);
        right.forEach(row -> rows.add(new ArrayList<>(row)));
        int code = column(header, "统一社会信用代码");
        int name = column(header, "单位名称");
        int kind = column(header, "单位类型");
        int region = column(header, "所在县区");
        int founded = column(header, "成立日期");
        rows.get(3).set(code, rows.get(3).get(code).substring(0, 17));
        rows.get(40).set(code, rows.get(40).get(code).substring(0, 17) + "I");
        rows.get(77).set(code, rows.get(76).get(code));
        rows.get(120).set(name, "");
        rows.get(121).set(name, " ");
        rows.get(200).set(kind, "工作室");
        rows.get(260).set(region, "太仓县");
        rows.get(261).set(region, "昆山市");
        rows.get(330).set(founded, "2019-02-30");
        rows.get(500).set(founded, "去年");
        return rows;
    }

    private static int column(List<String> header, String label) {
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).replace("*", "").strip().equals(label)) return i;
        }
        throw new AssertionError("the template has no column " + label + ": " + header);
    }

    private static byte[] download(Browser browser, String link) throws IOException {
        Download download = browser.page()
                .waitForDownload(() -> browser.page()
                        .locator("main a", new com.microsoft.playwright.Page.LocatorOptions().setHasText(link))
                        .first()
                        .click());
        return Files.readAllBytes(download.path());
    }

    private void upload(Browser browser, List<List<String>> rows) throws IOException {
        Path file = folder.resolve("firms-" + rows.hashCode() + ".xlsx");
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("firms");
            for (int r = 0; r < rows.size(); r++) {
                for (int c = 0; c < rows.get(r).size(); c++)
                    sheet.value(r, c, rows.get(r).get(c));
            }
        }
        Files.write(file, out.toByteArray());
        browser.page().locator("main input[type=file]").setInputFiles(file);
        press(browser, "上传并预览");
    }

    private static List<List<String>> sheet(byte[] workbook) throws IOException {
        var rows = new ArrayList<List<String>>();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(workbook));
                var stream = book.getFirstSheet().openStream()) {
            for (Row row : (Iterable<Row>) stream::iterator) {
                var cells = new ArrayList<String>();
                for (int c = 0; c < row.getCellCount(); c++) cells.add(row.getCellText(c));
                rows.add(cells);
            }
        }
        return rows;
    }
}
