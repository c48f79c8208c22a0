package dev.kechuang.registry.web.talent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
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

/** Officers keep talents and import them; a firm hands in its half-year and its county confirms. */
class TalentPagesTest extends WebTest {

    @Autowired
    private WebApplicationContext context;

    private UUID firm = new UUID(0, 0);
    private String firmName = "";
    private String creditCode = "";
    private String county = "";

    @BeforeEach
    void firm() {
        database().jdbc().sql("""
                SELECT id, name, credit_code, region FROM registry.published_organisation
                WHERE status = 'confirmed' AND kind = 'enterprise' AND industry !~ '^[CIM]' ORDER BY id LIMIT 1""").query(rows -> {
            firm = rows.getObject("id", UUID.class);
            firmName = rows.getString("name");
            creditCode = rows.getString("credit_code");
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

    @Test
    void anOfficerEntersATalentAndItsFirmsHalfYearIsConfirmed() throws Exception {
        var officer = Viewers.countyOfficer(county);
        var entry = post("/talents")
                .param("name", "试<i>领军")
                .param("identity", "320500198001019999")
                .param("unit", firmName)
                .param("plan", "姑苏创新创业领军人才")
                .param("level", "city")
                .param("awardedOn", "2019-03-01")
                .param("role", "leads");
        String wrong = call(422, post("/talents").param("name", "试").param("level", "moon"), officer);
        assertThat(Jsoup.parse(wrong).select("[name=name]").attr("value")).isEqualTo("试");
        assertThat(wrong).contains("请选择级别");
        String path = led(answer(302, entry, officer));
        var detail = page(path, officer);
        assertThat(detail.text()).contains("**** 9999").contains("姑苏创新创业领军人才");
        assertThat(detail.html()).doesNotContain("320500198001019999").doesNotContain("试<i>领军");
        call(404, get(path), Viewers.countyOfficer("320000"));
        call(403, get(path), Viewers.applicant(firm));
        assertThat(page("/talents?q=试<i>领军&level=city", officer).select("tbody tr"))
                .hasSize(1);
        assertThat(page("/talents?level=national&q=试<i>领军", officer).text()).contains("没有人才");
        assertThat(answer(200, get("/talents/export?level=city"), officer).getContentAsByteArray())
                .hasSizeGreaterThan(1000);
        answer(
                302,
                post(path + "/edit")
                        .param("version", "1")
                        .param("name", "试领军")
                        .param("unit", firmName)
                        .param("region", county)
                        .param("position", "教授"),
                officer);
        call(
                422,
                post(path + "/edit").param("version", "1").param("name", "试领军").param("unit", firmName),
                officer);

        // The firm of the talent.
        var own = Viewers.applicant(firm);
        String half = "/talent-firms/" + firm + "/2022-1";
        assertThat(page("/talent-firms?period=2022-1", own).select("tbody tr")).hasSize(1);
        call(422, post(half).param("revenue", "一亿").param("tax", "1").param("staff", "9"), own);
        answer(302, post(half).param("revenue", "10,000.5").param("tax", "300").param("staff", "60"), own);
        call(403, post(half + "/confirm").param("version", "1"), own);
        call(422, post(half + "/return").param("version", "1").param("reason", ""), officer);
        answer(302, post(half + "/confirm").param("version", "1"), officer);
        assertThat(call(200, get(half), own)).contains("已确认").contains("10,000.50");
        var firms = page("/talent-firms?period=2022-1&size=over100m", Viewers.bureauOfficer());
        assertThat(firms.text()).contains(firmName);
        assertThat(firms.select(".kpi").eachText()).anyMatch(text -> text.contains("亿元以上企业 1"));
        assertThat(answer(200, get("/talent-firms/export?period=2022-1"), officer)
                        .getContentAsByteArray())
                .hasSizeGreaterThan(1000);
        call(422, post(half).param("revenue", "1").param("tax", "0").param("staff", "9"), own);

        // The award is taken back: nobody leads the firm.
        String award = detail.select("a[href$=/take-back]").attr("href");
        call(422, post(award).param("version", "2").param("reason", ""), officer);
        answer(302, post(award).param("version", "2").param("reason", "录入有误"), officer);
        assertThat(page("/talent-firms?period=2022-1", own).text()).contains("没有人才企业");
        answer(302, post(half + "/return").param("version", "2").param("reason", "非人才企业"), officer);
    }

    private static byte[] sheet(List<String> header, List<List<String>> rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("人才");
            for (int c = 0; c < header.size(); c++) sheet.value(0, c, header.get(c));
            for (int r = 0; r < rows.size(); r++) {
                for (int c = 0; c < header.size(); c++)
                    sheet.value(r + 1, c, rows.get(r).get(c));
            }
        }
        return out.toByteArray();
    }

    private static final List<String> HEADER = List.of("姓名", "证件号码", "工作单位", "人才计划", "级别", "入选日期", "身份");

    private static MockMultipartFile file(byte[] content) {
        return new MockMultipartFile("file", "人才.xlsx", "application/octet-stream", content);
    }

    @Test
    void aListIsLookedAtBeforeItIsLoaded() throws Exception {
        var officer = Viewers.countyOfficer(county);
        var wrong = sheet(
                HEADER,
                List.of(
                        List.of("导入甲", "320500199001010001", firmName, "省双创人才", "省级", "2020-05-01", "受聘"),
                        List.of("导入乙", "", firmName, "省双创人才", "星级", "去年", "受聘")));
        String preview = led(answer(302, multipart("/talents/import").file(file(wrong)), officer));
        assertThat(page(preview, officer).text()).contains("请选择级别").contains("入选日期应在");
        assertThat(answer(200, get(preview + "/errors"), officer).getContentAsByteArray())
                .hasSizeGreaterThan(1000);

        var right = sheet(
                HEADER,
                List.of(
                        List.of("导入甲", "320500199001010001", firmName, "省双创人才", "省级", "2020-05-01", "受聘"),
                        List.of("导入甲", "320500199001010001", firmName, "国家重大人才工程", "国家级", "2022-05-01", "受聘"),
                        List.of("导入乙", "", firmName, "省双创人才", "省级", "2021-05-01", "受聘")));
        String good = led(answer(302, multipart("/talents/import").file(file(right)), officer));
        answer(302, post(good + "/confirm"), officer);
        answer(302, post(good + "/confirm"), officer);
        var list = page("/talents?q=导入", officer);
        assertThat(list.select("tbody tr")).as("two people, three awards, once").hasSize(2);
        assertThat(list.text()).contains("国家重大人才工程（国家级 2022）、省双创人才（省级 2020）");
        String again = led(answer(302, multipart("/talents/import").file(file(right)), officer));
        assertThat(page(again, officer).text()).contains("3");

        var firms = sheet(
                List.of("统一社会信用代码", "年度", "半年", "销售收入", "上缴税费", "期末职工"),
                List.of(List.of(creditCode, "2022", "上", "100", "5", "9")));
        String noLeader = led(answer(302, multipart("/talent-firms/import").file(file(firms)), officer));
        assertThat(page(noLeader, officer).text()).contains("没有人才领衔这家企业");
    }

    @Test
    void theSameIsJson() throws Exception {
        var officer = Viewers.countyOfficer(county);
        String created = call(
                200,
                post("/api/registry/talents")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(
                                "{\"name\":\"接口丙\",\"unit\":\"" + firmName
                                        + "\",\"plan\":\"省双创人才\",\"level\":\"provincial\",\"awardedOn\":\"2021-01-05\",\"role\":\"leads\"}"),
                officer);
        String id = JsonPath.read(created, "$.id");
        String award = JsonPath.read(created, "$.awards[0].id");
        call(
                422,
                put("/api/registry/talent-firms/" + firm + "/2021-1")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"revenue\":\"x\"}"),
                officer);
        call(
                200,
                put("/api/registry/talent-firms/" + firm + "/2021-1")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"revenue\":\"50\",\"tax\":\"2\",\"staff\":\"5\"}"),
                officer);
        assertThat(JsonPath.<Integer>read(
                        call(200, get("/api/registry/talent-firms?period=2021-1"), Viewers.applicant(firm)),
                        "$.summary.submitted"))
                .isEqualTo(1);
        call(
                200,
                post("/api/registry/talents/" + id + "/awards/" + award + "/end")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"version\":1,\"fields\":{\"until\":\"2021-12-31\",\"reason\":\"离任\"}}"),
                officer);
        assertThat(JsonPath.<String>read(call(200, get("/api/registry/talents/" + id), officer), "$.awards[0].until"))
                .isEqualTo("2021-12-31");
        call(403, get("/api/registry/talents"), Viewers.applicant(firm));
    }

    @Test
    void theDemonstrationHasTalentsAndTheirFirms() throws Exception {
        var bureau = Viewers.bureauLeader();
        assertThat(page("/talents", bureau).select("tbody tr")).isNotEmpty();
        var firms = page("/talent-firms", bureau);
        assertThat(firms.select(".kpi")).hasSize(5);
        assertThat(firms.select("tbody tr")).isNotEmpty();
    }
}
