package dev.kechuang.policy.web.deduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/** A firm files, mends what the rules name, and its county confirms; officers see what it adds up to. */
class DeductionPagesTest extends WebTest {

    @Autowired
    private WebApplicationContext context;

    private UUID firm = new UUID(0, 0);
    private String county = "";

    @BeforeEach
    void firm() {
        database().jdbc().sql("""
                SELECT id, region FROM registry.published_organisation
                WHERE status = 'confirmed' AND kind = 'enterprise' AND industry ~ '^[CIM]' AND industry <> 'C16'
                ORDER BY id DESC LIMIT 1""").query(rows -> {
            firm = rows.getObject("id", UUID.class);
            county = Objects.requireNonNull(rows.getString("region"));
        });
    }

    private MockHttpServletResponse answer(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        return requests().send(status, request, viewer);
    }

    private String call(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer) throws Exception {
        return answer(status, request, viewer).getContentAsString(StandardCharsets.UTF_8);
    }

    private Document page(String path, Viewer viewer) throws Exception {
        return Jsoup.parse(call(200, get(path), viewer));
    }

    private static String led(MockHttpServletResponse response) {
        return Objects.requireNonNull(response.getRedirectedUrl());
    }

    private static String version(Document page) {
        return page.select("form[action$=/submit] input[name=version], form[action$=/confirm] input[name=version]")
                .attr("value");
    }

    @Test
    void aFirmFilesAndItsCountyConfirms() throws Exception {
        var own = Viewers.applicant(firm);
        String filing = led(answer(302, post("/deductions").param("year", "2020"), own));
        assertThat(led(answer(302, post("/deductions").param("year", "2020"), own)))
                .as("a year has one filing")
                .isEqualTo(filing);
        assertThat(call(422, post("/deductions").param("year", "2026"), own)).contains("年度结束后办理");

        // A project with mistakes is kept and comes back with them.
        String project = led(answer(
                302,
                post(filing + "/projects")
                        .param("number", "RD01")
                        .param("name", "<b>试制</b>")
                        .param("mode", "own")
                        .param("from", "2020-01-01")
                        .param("until", "2020-12-31")
                        .param("activity", "research")
                        .param("personnel", "很多"),
                own));
        assertThat(project).startsWith(filing + "/projects/");
        var wrong = page(project, own);
        assertThat(wrong.select(".error-summary").text()).contains("应为金额");
        assertThat(wrong.select("[name=personnel]").attr("value")).isEqualTo("很多");
        assertThat(wrong.select("[name=name]").attr("value")).isEqualTo("<b>试制</b>");
        answer(302, right(post(project)), own);

        // The whole is refused until the statement is complete and the ledger agrees.
        String refused = call(422, post(filing + "/submit").param("version", "1"), own);
        assertThat(Jsoup.parse(refused).select("#findings").text())
                .contains("合计一致")
                .contains("请填写辅助账合计")
                .contains("测算需要");
        assertThat(call(422, statement(post(filing + "/statement"), "899"), own))
                .contains("与项目表不符");
        answer(302, statement(post(filing + "/statement"), "900"), own);
        var ready = page(filing, own);
        assertThat(ready.select("#steps").text())
                .contains("加计扣除额")
                .contains("当年节税")
                .contains("财税〔2015〕119号");
        assertThat(ready.select("#findings tbody tr").eachText()).noneMatch(text -> text.contains("须修改"));
        answer(302, post(filing + "/submit").param("version", version(ready)), own);
        assertThat(call(200, get(filing), own)).contains("待确认");
        answer(409, statement(post(filing + "/statement/draft"), "1"), own);

        // Another county sees nothing; the own one returns and confirms.
        var officer = Viewers.countyOfficer(county);
        call(404, get(filing), Viewers.countyOfficer("320000"));
        call(403, post(filing + "/confirm").param("version", "2"), Viewers.bureauOfficer());
        call(422, post(filing + "/return").param("version", "2").param("reason", ""), officer);
        answer(302, post(filing + "/return").param("version", "2").param("reason", "附表不符"), officer);
        assertThat(call(200, get(filing), own)).contains("退回原因：附表不符");
        answer(302, post(filing + "/submit").param("version", "3"), own);
        answer(302, post(filing + "/confirm").param("version", "4"), officer);
        call(422, post(filing + "/confirm").param("version", "4"), officer);
        var confirmed = page(filing, own);
        assertThat(confirmed.text())
                .contains("已确认")
                .contains("加计扣除额（万元） 675.00")
                .contains("查看存档结论");
        assertThat(call(200, get(confirmed.select("a[href^=/policy-decisions/]").attr("href")), own))
                .contains("研发费用加计扣除");
        assertThat(call(200, get(project), officer)).contains("RD01").doesNotContain("<b>试制</b>");

        var statistics = page("/deductions/statistics?year=2020", Viewers.bureauOfficer());
        assertThat(statistics.select(".kpi").eachText()).anyMatch(text -> text.contains("675.00"));
        call(403, get("/deductions/statistics"), own);
        assertThat(call(200, get("/deductions?year=2020"), Viewers.bureauOfficer()))
                .contains(filing);

        // Opened again it no longer counts.
        answer(302, post(filing + "/reopen").param("version", "5").param("reason", "企业更正申报"), officer);
        assertThat(page("/deductions/statistics", Viewers.bureauOfficer()).text())
                .doesNotContain("675.00");
    }

    private static <B extends AbstractMockHttpServletRequestBuilder<B>> B right(B request) {
        return request.param("number", "RD01")
                .param("name", "<b>试制</b>")
                .param("mode", "own")
                .param("from", "2020-01-01")
                .param("until", "2020-12-31")
                .param("activity", "research")
                .param("personnel", "500")
                .param("direct", "400")
                .param("total", "900");
    }

    private static <B extends AbstractMockHttpServletRequestBuilder<B>> B statement(B request, String ledger) {
        return request.param("ledger", ledger)
                .param("sound-accounts", "是")
                .param("excluded-industry-income", "0")
                .param("total-income", "20000")
                .param("investment-income", "0")
                .param("rd-intangible-amortisation", "0")
                .param("rd-expense-fourth-quarter", "0")
                .param("taxable-income", "3000")
                .param("average-staff", "400")
                .param("total-assets", "30000")
                .param("integrated-circuit-firm", "否")
                .param("machine-tool-firm", "否");
    }

    @Test
    void theTableGoesToExcelAndBack() throws Exception {
        var own = Viewers.applicant(firm);
        String filing = led(answer(302, post("/deductions").param("year", "2019"), own));
        answer(302, right(post(filing + "/projects")).param("field", "new-materials"), own);
        byte[] sheet = answer(200, get(filing + "/projects/export"), own).getContentAsByteArray();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(sheet))) {
            var rows = book.getFirstSheet().read();
            assertThat(rows).hasSize(2);
            assertThat(rows.get(1).getCellText(0)).isEqualTo("RD01");
            assertThat(rows.get(1).getCellText(2)).isEqualTo("自主研发");
            assertThat(rows.get(1).getCellText(3)).isEqualTo("新材料");
        }
        var file = new MockMultipartFile("file", "项目表.xlsx", "application/octet-stream", sheet);
        answer(302, multipart(filing + "/projects/import").file(file), own);
        var page = page(filing, own);
        assertThat(page.select("#projects tbody tr"))
                .as("the same number is the same project")
                .hasSize(1);
        String project = page.select("#projects tbody a[href*=/projects/]").attr("href");
        assertThat(page(project, own).select("[name=field] option[selected]").attr("value"))
                .isEqualTo("new-materials");

        var noSheet = new MockMultipartFile("file", "x.xlsx", "application/octet-stream", new byte[] {1, 2, 3});
        call(422, multipart(filing + "/projects/import").file(noSheet), own);
        call(422, multipart(filing + "/projects/import"), own);
        assertThat(answer(200, get(filing + "/projects/template"), own).getContentAsByteArray())
                .hasSizeGreaterThan(1000);
        call(302, post(project + "/remove"), own);
        assertThat(page(filing, own).text()).contains("还没有研发项目");
    }

    @Test
    void theSameCommandsAreJson() throws Exception {
        var own = Viewers.applicant(firm);
        String opened = call(
                200,
                post("/api/deductions").contentType(MediaType.APPLICATION_JSON).content("{\"year\":2018}"),
                own);
        String id = JsonPath.read(opened, "$.id");
        String path = "/api/deductions/" + id;
        call(
                200,
                post(path + "/projects")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(
                                "{\"number\":\"RD01\",\"name\":\"试制\",\"mode\":\"own\",\"activity\":\"research\",\"from\":\"2018-01-01\",\"until\":\"2018-12-31\",\"personnel\":\"-1\"}"),
                own);
        String refused = call(
                422,
                post(path + "/submit").contentType(MediaType.APPLICATION_JSON).content("{\"version\":1}"),
                own);
        assertThat(JsonPath.<List<String>>read(refused, "$.errors[*].field"))
                .contains("projects.1.personnel", "ledger");
        call(
                200,
                put(path + "/statement").contentType(MediaType.APPLICATION_JSON).content("{\"ledger\":\"12\"}"),
                own);
        String looked = call(200, get(path), own);
        assertThat(JsonPath.<List<Map<String, Object>>>read(looked, "$.findings"))
                .anySatisfy(said -> assertThat(said)
                        .containsEntry("row", 1)
                        .containsEntry("field", "personnel")
                        .containsEntry("text", "不能为负数"));
        call(404, get(path), Viewers.countyOfficer("320000"));
        assertThat(JsonPath.<List<String>>read(call(200, get("/api/deductions?year=2018"), own), "$.items[*].id"))
                .containsExactly(id);
        call(200, get("/api/deductions/statistics?year=2024"), Viewers.bureauLeader());
    }

    @Test
    void theDemonstrationHasEveryState() throws Exception {
        var bureau = Viewers.bureauOfficer();
        var list = page("/deductions?year=2024", bureau);
        assertThat(list.select("tbody tr")).isNotEmpty();
        assertThat(list.text()).contains("已确认");
        var statistics = page("/deductions/statistics?year=2024", bureau);
        assertThat(statistics.select("h2").eachText()).contains("按县区", "按行业门类", "按费用类别", "历年");
        assertThat(answer(200, get("/deductions/export?year=2024"), bureau).getContentAsByteArray())
                .hasSizeGreaterThan(1000);
        assertThat(answer(200, get("/deductions/statistics/export?year=2024"), bureau)
                        .getContentAsByteArray())
                .hasSizeGreaterThan(1000);
    }
}
