package dev.kechuang.policy.web.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Programs list, read and decide; officers and programs decide whole files. */
class PolicyApiTest extends LibraryWebTest {

    private static MockHttpServletRequestBuilder decide(String policy, String body) {
        return post("/api/policy/policies/" + policy + "/decide")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    @Test
    void policiesAreListedAndReadByEverybody() throws Exception {
        String list = text(200, get("/api/policy/policies?region=320585&day=2026-06-01"), Viewer.PUBLIC);
        assertThat(JsonPath.<List<String>>read(list, "$.items[*].id"))
                .contains("cn-hnte", "cn-jiangsu-suzhou-voucher")
                .doesNotContain("cn-shaanxi-xian-little-giant", "cn-rd-deduction-2006");
        String found = text(200, get("/api/policy/policies").param("q", "gxjsqyrd"), Viewer.PUBLIC);
        // Journeys in the same city release policies of their own.
        assertThat(JsonPath.<List<String>>read(found, "$.items[*].id"))
                .contains("cn-hnte")
                .doesNotContain("cn-jiangsu-suzhou-voucher");
        assertThat(JsonPath.<List<List<String>>>read(found, "$.items[?(@.id == 'cn-hnte')].kinds"))
                .containsExactly(List.of("title"));

        String one = text(200, get("/api/policy/policies/cn-tech-sme?day=2026-06-01"), Viewer.PUBLIC);
        assertThat(JsonPath.<List<String>>read(one, "$.facts[*].key")).contains("staff@2025", "titles");
        assertThat(JsonPath.<List<String>>read(one, "$.conditions[*].when")).contains("职工总数不超过500人（职工上限）");
        text(404, get("/api/policy/policies/cn-nothing"), Viewer.PUBLIC);
        String wrong = text(422, get("/api/policy/policies?day=2026-13-01"), Viewer.PUBLIC);
        assertThat(JsonPath.<String>read(wrong, "$.errors[0].field")).isEqualTo("day");
    }

    @Test
    void everybodyDecidesOnGivenFactsAndEveryErrorHasItsPlace() throws Exception {
        String answer = text(200, decide("cn-tech-sme", """
                        {"day": "2026-06-01", "facts": {"职工总数": {"2025": 501}, "revenue@2025": "800万元",
                         "资质": [{"名称": "高新技术企业", "from": "2024-01-01", "失效日期": "2027-01-01"}], "应纳税所得额@2026": null}}"""), Viewer.PUBLIC);
        assertThat(JsonPath.<Boolean>read(answer, "$.eligible")).isFalse();
        assertThat(JsonPath.<String>read(answer, "$.decision.verdict")).isEqualTo("NOT_ELIGIBLE");
        String wrong = text(422, decide("cn-tech-sme", """
                        {"facts": {"职工总数": "很多", "没有": 1, "营业收入": {"去年": 5}, "资质": [{"名称": "国王", "朝代": "清"}],
                         "知识产权": 4, "居民企业@2025": true}}"""), Viewer.PUBLIC);
        assertThat(JsonPath.<List<String>>read(wrong, "$.errors[*].field"))
                .containsExactlyInAnyOrder(
                        "facts.职工总数",
                        "facts.没有",
                        "facts.营业收入.去年",
                        "facts.资质[0].名称",
                        "facts.资质[0].朝代",
                        "facts.知识产权",
                        "facts.居民企业@2025");
        assertThat(JsonPath.<String>read(wrong, "$.errors[1].message")).isNotBlank();
        text(400, decide("cn-tech-sme", "{nonsense"), Viewer.PUBLIC);
        text(404, decide("cn-nothing", "{}"), Viewer.PUBLIC);
    }

    /** No account, no cookie, no token of a form: a program of anybody. */
    @Test
    void aProgramNeedsNoSession() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(
                    HttpRequest.newBuilder(java.net.URI.create(address("/api/policy/policies/cn-hnte/decide")))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"facts\": {\"高新技术领域\": \"不属于\"}}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("NOT_ELIGIBLE");
            assertThat(response.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("KCSESSION"));
        }
    }

    @Test
    void anOrganisationIsDecidedForThoseWhoMaySeeIt() throws Exception {
        UUID firm = database()
                .jdbc()
                .sql(
                        "SELECT id FROM registry.published_organisation WHERE status = 'confirmed' AND kind = 'enterprise' ORDER BY id LIMIT 1")
                .query(UUID.class)
                .single();
        String body = "{\"organisation\": \"" + firm + "\", \"day\": \"2026-06-01\"}";
        text(200, decide("cn-tech-sme", body), Viewers.applicant(firm));
        text(200, decide("cn-tech-sme", body), Viewers.bureauOfficer());
        text(404, decide("cn-tech-sme", body), Viewers.applicant(UUID.randomUUID()));
        text(404, decide("cn-tech-sme", body), Viewers.countyOfficer("320999"));
        text(404, decide("cn-tech-sme", body), Viewer.PUBLIC);
    }

    private static MockHttpServletRequestBuilder bulk(String policies, String csv) {
        return post("/api/policy/bulk")
                .param("policies", policies)
                .param("day", "2026-06-01")
                .contentType("text/csv")
                .content(csv.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void programsDecideWholeFiles() throws Exception {
        String csv = "单位名称,staff@2025\n甲公司,501\n乙公司,20\n";
        var response = answer(200, bulk("cn-tech-sme,cn-hnte", csv), Viewers.bureauOfficer());
        assertThat(response.getContentType()).startsWith("text/csv");
        assertThat(response.getContentAsString(StandardCharsets.UTF_8).split("\r\n"))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("2,甲公司,不符合,,"))
                .anyMatch(line -> line.startsWith("3,乙公司,尚不能确定,,"));

        String wrong = text(422, bulk("cn-tech-sme", "单位名称,staff@2025\n甲公司,=1+1\n乙公司,viele\n"), Viewers.expert());
        assertThat(JsonPath.<List<Integer>>read(wrong, "$.errors[*].row")).containsExactly(2, 3);
        assertThat(JsonPath.<List<String>>read(wrong, "$.errors[*].column")).containsOnly("staff@2025");
        assertThat(JsonPath.<String>read(wrong, "$.errors[0].message")).contains("不接受公式");
        assertThat(text(422, bulk("", csv), Viewers.expert())).contains("请至少选一项政策");
        assertThat(text(422, bulk("cn-nothing", csv), Viewers.expert())).contains("cn-nothing");
        text(401, bulk("cn-hnte", csv), Viewer.PUBLIC);
    }

    @Test
    void officersDecideAFileByHand() throws Exception {
        var officer = Viewers.countyOfficer("320585");
        assertThat(Jsoup.parse(text(200, get("/policies/bulk"), officer)).select("input[name=policies]"))
                .isNotEmpty();
        var chosen = Jsoup.parse(
                text(200, get("/policies/bulk?policies=cn-jiangsu-suzhou-voucher&day=2026-06-01"), officer));
        assertThat(chosen.select("td").text()).contains("本年已领创新券@2026（万元）").contains("vouchers-taken@2026");
        String template =
                text(200, get("/policies/bulk/template?policies=cn-jiangsu-suzhou-voucher&day=2026-06-01"), officer);
        assertThat(template)
                .startsWith("\ufeff编号,单位名称,统一社会信用代码,")
                .contains(",资质")
                .contains("服务方为关联方");

        var columns = List.of(template.strip().split(","));
        String row =
                String.join(",", columns.stream().map(PolicyApiTest::sample).toList());
        String filled = template.strip() + "\r\n" + row + "\r\n";
        var file = new MockMultipartFile("file", "a.csv", "text/csv", filled.getBytes(StandardCharsets.UTF_8));
        var answer = answer(
                200,
                multipart("/policies/bulk")
                        .file(file)
                        .param("policies", "cn-jiangsu-suzhou-voucher")
                        .param("day", "2026-06-01"),
                officer);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8))
                .contains("甲公司")
                .contains("符合,200000.00");

        var broken =
                new MockMultipartFile("file", "a.csv", "text/csv", "单位名称,资质\n甲,@x\n".getBytes(StandardCharsets.UTF_8));
        var page = Jsoup.parse(text(
                422,
                multipart("/policies/bulk")
                        .file(broken)
                        .param("policies", "cn-jiangsu-suzhou-voucher")
                        .param("day", "2026-06-01"),
                officer));
        assertThat(page.select(".error-summary").text()).contains("未作测算");
        assertThat(page.select("tbody tr").first()).isNotNull();
        assertThat(page.select("tbody").text()).contains("不接受公式“@x”");
        assertThat(text(422, multipart("/policies/bulk").param("policies", "cn-hnte"), officer))
                .contains("请选择填好的 CSV 表");
        text(403, get("/policies/bulk"), Viewers.expert());
    }

    private static String sample(String heading) {
        if (heading.contains("资质")) return "名称=科技型中小企业 生效日期=2026-01-01 失效日期=2027-03-31";
        if (heading.contains("关联方")) return "否";
        if (heading.contains("已领")) return "0";
        if (heading.contains("合同金额")) return "100";
        return heading.contains("单位名称") ? "甲公司" : "";
    }

    @Test
    void theDocumentationShowsExamples() throws Exception {
        String docs = text(200, get("/api/openapi"), Viewers.bureauOfficer());
        assertThat(docs)
                .contains("/api/policy/policies/{id}/decide")
                .contains("revenue@2025")
                .contains("text/csv");
    }
}
