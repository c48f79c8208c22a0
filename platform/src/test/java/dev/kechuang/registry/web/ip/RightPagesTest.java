package dev.kechuang.registry.web.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.registry.IntellectualProperties;
import dev.kechuang.registry.IntellectualProperties.DatedRight;
import dev.kechuang.registry.internal.ip.RightInvariants;
import dev.kechuang.registry.internal.ip.RightNumbers;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/** What officers, counties and firms see of intellectual property, and what each can do. */
class RightPagesTest extends WebTest {

    private static final Viewer BUREAU = Viewers.bureauOfficer();
    private static final Viewer TAICANG = Viewers.countyOfficer(Viewers.TAICANG);
    private static int codes = 6_000_000;
    private static int serials = 7_000_000;

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private IntellectualProperties rights;

    private MockHttpServletResponse call(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        return requests().send(status, request, viewer);
    }

    private String page(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer) throws Exception {
        return Jsoup.parse(call(status, request, viewer).getContentAsString(StandardCharsets.UTF_8))
                .text();
    }

    private String json(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer, String body)
            throws Exception {
        return call(status, request.contentType(MediaType.APPLICATION_JSON).content(body), viewer)
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private static AbstractMockHttpServletRequestBuilder<?> form(String path, Map<String, String> fields) {
        var request = post(path);
        fields.forEach(request::param);
        return request;
    }

    private UUID firm(String name) throws Exception {
        String first;
        synchronized (RightPagesTest.class) {
            first = "91320585MP" + codes++;
        }
        String made = json(200, post("/api/registry/organisations"), TAICANG, """
                {"creditCode": "%s", "name": "%s", "kind": "enterprise", "region": "320585", "industry": "C39"}""".formatted(
                        first + CreditCode.checkCharacter(first), name));
        return UUID.fromString(JsonPath.read(made, "$.id"));
    }

    private static synchronized String number(int kind) {
        String digits = "2021" + kind + serials++;
        return digits + "." + RightNumbers.check(digits);
    }

    private static Map<String, String> fields(String number, String title) {
        return new HashMap<>(Map.of(
                "kind",
                "invention",
                "title",
                title,
                "applicationNumber",
                number,
                "applied",
                "2021-04-01",
                "granted",
                "2023-05-09",
                "obtained",
                "self"));
    }

    @Test
    void firmsCertifiedToTheStandardAreListedByRegionWithTheirValidRights() throws Exception {
        String all = call(200, get("/api/registry/ip/standard"), BUREAU).getContentAsString(StandardCharsets.UTF_8);
        List<String> names = JsonPath.read(all, "$[*].name");
        assertThat(names).as("the city has certified firms").isNotEmpty();
        var shown = Jsoup.parse(call(200, get("/ip/standard"), BUREAU).getContentAsString(StandardCharsets.UTF_8));
        assertThat(shown.select("main table tbody tr")).hasSameSizeAs(names);
        assertThat(shown.select("main table tbody").text()).contains(names);
        String region = JsonPath.read(all, "$[0].region");
        String there = call(200, get("/api/registry/ip/standard").param("region", region), BUREAU)
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(JsonPath.<List<String>>read(there, "$[*].region"))
                .isNotEmpty()
                .containsOnly(region);
        var county = Viewers.countyOfficer(region);
        assertThat(JsonPath.<List<String>>read(
                        call(200, get("/api/registry/ip/standard"), county).getContentAsString(StandardCharsets.UTF_8),
                        "$[*].region"))
                .as("a county sees its own")
                .isNotEmpty()
                .containsOnly(region);
        UUID firm = UUID.fromString(JsonPath.read(there, "$[0].organisation"));
        int valid = JsonPath.read(there, "$[0].valid");
        String rights = call(200, get("/ip").param("state", "valid").param("organisation", firm.toString()), BUREAU)
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(Jsoup.parse(rights).select("main table tbody tr"))
                .as("the figure opens its rights")
                .hasSize(Math.min(valid, 20));
        call(403, get("/ip/standard"), Viewers.applicant(firm));
    }

    @Test
    void anOfficerEntersShowsEndsAndTakesBack() throws Exception {
        UUID firm = firm("太仓权利页面电子有限公司");
        String number = number(1);
        var typed = fields(number, "一种页面检测方法");
        typed.put("owners", "查无此家有限公司");
        assertThat(page(422, form("/ip/new", typed), TAICANG)).contains("查无此家有限公司", "单位库中没有");
        typed.put("owners", "太仓权利页面电子有限公司");
        String path = String.valueOf(call(302, form("/ip/new", typed), TAICANG).getRedirectedUrl());
        assertThat(page(200, get(path), TAICANG)).contains("ZL" + number, "2041-03-31", "Ⅰ类", "太仓权利页面电子有限公司", "获得授权");
        call(404, get(path), Viewers.countyOfficer("320583"));
        call(404, get(path), Viewers.applicant(UUID.randomUUID()));
        assertThat(page(200, get("/ip?q=" + number), BUREAU)).contains("一种页面检测方法");
        assertThat(page(200, get("/ip?q=页面检测&state=valid&class=1&year=2023"), Viewers.bureauLeader()))
                .contains("一种页面检测方法");
        assertThat(page(200, get("/organisations/" + firm + "/ip"), Viewers.applicant(firm)))
                .contains("一种页面检测方法");
        var end = Map.of("version", "1", "endedOn", "2020-01-01", "endReason", "fee");
        assertThat(page(422, form(path + "/end", end), TAICANG)).contains("不能早于 2023-05-09");
        call(302, form(path + "/end", Map.of("version", "1", "endedOn", "2025-05-01", "endReason", "fee")), TAICANG);
        assertThat(page(200, get(path), TAICANG)).contains("失效", "未缴年费", "2025-05-01", "恢复权利");
        call(302, form(path + "/restore", Map.of("version", "2", "reason", "补缴")), TAICANG);
        typed.put("version", "3");
        typed.put("supportsProduct", "yes");
        call(302, form(path + "/edit", typed), TAICANG);
        UUID buyer = firm("太仓权利受让电子有限公司");
        assertThat(page(200, get(path + "/transfer"), TAICANG)).contains("变更日期");
        var transfer = Map.of("version", "4", "owners", "太仓权利受让电子有限公司", "since", "2026-01-05", "obtained", "bought");
        call(302, form(path + "/transfer", transfer), TAICANG);
        assertThat(rights.dated(List.of(buyer))).hasSize(1);
        assertThat(page(200, get(path), TAICANG)).contains("变更权利人", "太仓权利页面电子有限公司 → 太仓权利受让电子有限公司");
        assertThat(page(200, get(path + "/withdraw"), TAICANG)).contains("视为从未登记");
        assertThat(page(422, form(path + "/withdraw", Map.of("version", "5")), TAICANG))
                .contains("请填写");
        call(302, form(path + "/withdraw", Map.of("version", "5", "reason", "录错")), TAICANG);
        assertThat(page(200, get("/ip?q=" + number), BUREAU)).contains("没有知识产权");
        call(404, get(path + "/edit"), TAICANG);
    }

    @Test
    void aFirmStatesItsRightAndTheCountyConfirmsIt() throws Exception {
        UUID firm = firm("太仓申报页面电子有限公司");
        Viewer people = Viewers.applicant(firm);
        assertThat(page(200, get("/organisations/" + firm + "/ip"), people)).contains("没有登记不等于没有", "声明没有知识产权");
        var typed = fields(number(1), "一种申报夹具");
        typed.put("granted", "2019-01-01");
        assertThat(page(422, form("/ip/new", typed), people)).contains("不能早于 2021-04-01");
        typed.put("granted", "2023-05-09");
        String path = String.valueOf(call(302, form("/ip/new", typed), people).getRedirectedUrl());
        assertThat(page(200, get(path), people)).contains("待确认", "一种申报夹具", "撤销申报");
        assertThat(page(200, get("/ip/waiting"), TAICANG)).contains("一种申报夹具", "太仓申报页面电子有限公司");
        call(404, get(path), Viewers.countyOfficer("320583"));
        assertThat(page(422, form(path + "/return", Map.of("version", "1")), TAICANG))
                .contains("请填写");
        call(302, form(path + "/return", Map.of("version", "1", "reason", "名称不符")), TAICANG);
        typed.put("version", "2");
        typed.put("title", "一种申报工装夹具");
        assertThat(page(200, get(path), people)).contains("退回原因：名称不符");
        call(302, form(path + "/edit", typed), people);
        call(302, form(path + "/accept", Map.of("version", "3")), TAICANG);
        assertThat(rights.dated(List.of(firm))).hasSize(1);
        assertThat(page(200, get("/organisations/" + firm + "/ip"), people)).contains("一种申报工装夹具", "已确认");
        var sheet = call(200, get("/ip/export"), people);
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(sheet.getContentAsByteArray()))) {
            assertThat(book.getFirstSheet().read()).hasSize(2);
        }
    }

    @Test
    void aWorkbookIsPreviewedAndLoaded() throws Exception {
        firm("太仓导入页面电子有限公司");
        String number = number(2);
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("s");
            String[] header = {"*种类", "*名称", "申请号", "申请日", "授权日", "*权利人"};
            for (int c = 0; c < header.length; c++) sheet.value(0, c, header[c]);
            String[] row = {"实用新型", "一种导入托盘", number, "2021-02-01", "2021-09-01", "太仓导入页面电子有限公司"};
            for (int c = 0; c < row.length; c++) sheet.value(1, c, row[c]);
        }
        var file = new MockMultipartFile("file", "rights.xlsx", "application/octet-stream", out.toByteArray());
        assertThat(page(200, get("/ip/import"), TAICANG)).contains("一行一个权利人");
        String preview = String.valueOf(
                call(302, multipart("/ip/import").file(file), TAICANG).getRedirectedUrl());
        String id = preview.substring(preview.lastIndexOf('/') + 1);
        assertThat(page(200, get(preview), TAICANG)).contains("一种导入托盘");
        call(302, post(preview + "/confirm"), TAICANG);
        assertThat(page(200, get("/ip?q=" + number), TAICANG)).contains("一种导入托盘");
        assertThat(call(200, get("/ip/import/template"), TAICANG).getContentAsByteArray())
                .isNotEmpty();
        assertThat(json(200, get("/api/registry/imports/rights/" + id), TAICANG, ""))
                .contains("\"created\":1");
    }

    @Test
    void casesAreFiledClosedAndExported() throws Exception {
        var typed = new HashMap<>(Map.of(
                "number",
                "太知法裁〔2026〕901号",
                "kind",
                "infringement",
                "subject",
                "页面专利侵权纠纷",
                "region",
                "320585",
                "filed",
                "2026-02-03",
                "petitioner",
                "某某公司",
                "respondent",
                "另一公司"));
        String path =
                String.valueOf(call(302, form("/ip/cases/new", typed), TAICANG).getRedirectedUrl());
        assertThat(page(200, get(path), TAICANG)).contains("办理中", "页面专利侵权纠纷");
        typed.put("version", "1");
        typed.put("closed", "2026-03-01");
        assertThat(page(422, form(path + "/edit", typed), TAICANG)).contains("请填写");
        typed.put("result", "mediated");
        call(302, form(path + "/edit", typed), TAICANG);
        assertThat(page(200, get("/ip/cases?q=901号&state=closed"), BUREAU)).contains("调解结案");
        call(404, get(path), Viewers.countyOfficer("320583"));
        assertThat(call(200, get("/ip/cases/export?kind=infringement"), BUREAU).getContentAsByteArray())
                .isNotEmpty();
        call(302, form(path + "/withdraw", Map.of("version", "2", "reason", "重复")), TAICANG);
        assertThat(page(200, get("/ip/cases?q=901号"), BUREAU)).contains("没有案件");
    }

    @Test
    void programsDoTheSame() throws Exception {
        UUID firm = firm("太仓权利接口电子有限公司");
        String number = number(1);
        String body = """
                {"version": %d, "fields": {"kind": "invention", "title": "接口专利", "applicationNumber": "%s",
                 "applied": "2021-03-01", "granted": "2022-03-01", "owners": "太仓权利接口电子有限公司"%s}}""";
        String made = json(200, post("/api/registry/ip"), TAICANG, body.formatted(0, number, ""));
        String path = "/api/registry/ip/" + JsonPath.read(made, "$.id");
        assertThat(json(422, post("/api/registry/ip"), TAICANG, body.formatted(0, number, "")))
                .contains("ip.error.twice");
        assertThat(json(200, put(path), TAICANG, body.formatted(1, number, ", \"usedForHnte\": \"yes\"")))
                .contains("\"version\":2");
        assertThat(JsonPath.<List<String>>read(json(200, get(path), TAICANG, ""), "$.changes[*].action"))
                .containsExactly("changed", "entered");
        assertThat(json(200, get("/api/registry/ip?q=" + number), Viewers.applicant(firm), ""))
                .contains("接口专利");
        json(404, get(path), Viewers.applicant(UUID.randomUUID()), "");
        json(200, post(path + "/end"), TAICANG, """
                {"version": 2, "fields": {"endedOn": "2024-01-01", "endReason": "abandoned"}}""");
        json(404, post(path + "/nothing"), TAICANG, "{\"version\": 3}");
        UUID other = firm("太仓没有权利电子有限公司");
        String entry = json(200, post("/api/registry/ip/none"), Viewers.applicant(other), "")
                .replace("\"", "");
        json(200, post("/api/registry/ip/entries/" + entry + "/accept"), TAICANG, "{\"version\": 1}");
        assertThat(rights.without(List.of(other))).containsOnlyKeys(other);
        String filed = json(200, post("/api/registry/ip/cases"), TAICANG, """
                {"version": 0, "fields": {"number": "太知援〔2026〕902号", "kind": "assistance", "subject": "接口援助",
                 "region": "320585", "filed": "2026-05-01", "petitioner": "太仓权利接口电子有限公司"}}""");
        assertThat(JsonPath.<String>read(filed, "$.petitionerId")).isEqualTo(firm.toString());
        json(200, get("/api/registry/ip/cases/" + JsonPath.read(filed, "$.id")), Viewers.applicant(firm), "");
    }

    @Test
    void theDemonstrationCityHoldsTogetherAndMeetsEveryState() throws Exception {
        assertThat(page(200, get("/ip"), BUREAU)).contains("发明专利", "有效", "实用新型专利");
        assertThat(page(200, get("/ip/cases"), Viewers.bureauLeader())).contains("执法和维权案件");
        var jdbc = database().jdbc();
        var firms = jdbc.sql("SELECT id FROM registry.organisation WHERE kind = 'enterprise' AND status = 'confirmed'")
                .query((rows, number) -> rows.getObject("id", UUID.class))
                .list();
        var dated = rights.dated(firms);
        var having = dated.stream().map(DatedRight::organisation).collect(Collectors.toSet());
        var without = rights.without(firms);
        assertThat(having).as("some are known to have rights").hasSizeGreaterThan(10);
        assertThat(without).as("some to have none").isNotEmpty();
        assertThat(firms.size()).as("of some nobody knows").isGreaterThan(having.size() + without.size());
        assertThat(dated)
                .anyMatch(right -> right.kind().firstClass())
                .anyMatch(right -> !right.kind().firstClass());
        assertThat(dated).anyMatch(DatedRight::usedForHnte).anyMatch(right -> right.supportsProduct() == null);
        var invariants = new RightInvariants();
        for (var invariant : List.of(
                invariants.rightsCounted(jdbc),
                invariants.rightNumbersOnce(jdbc),
                invariants.rightsOwned(jdbc),
                invariants.rightHistories(jdbc),
                invariants.ipCasesCounted(jdbc))) {
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
            assertThat(invariant.check().checked()).isPositive();
        }
    }
}
