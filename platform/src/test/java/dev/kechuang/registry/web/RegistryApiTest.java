package dev.kechuang.registry.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What the pages can do, programs can do too. */
class RegistryApiTest extends WebTest {

    private static final Viewer TAICANG = Viewers.countyOfficer(Viewers.TAICANG);
    private static int codes = 7_000_000;

    @Autowired
    private WebApplicationContext context;

    private MockMvc mvc;

    @BeforeEach
    void mvc() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    static synchronized String freshCode() {
        String first = "91320585MU" + codes++;
        return first + CreditCode.checkCharacter(first);
    }

    private String call(int status, MockHttpServletRequestBuilder request, Viewer viewer, String body)
            throws Exception {
        MockHttpServletResponse answer = mvc.perform(request.contentType(MediaType.APPLICATION_JSON)
                        .content(body)
                        .with(SecurityMockMvcRequestPostProcessors.csrf())
                        .with(as(viewer)))
                .andReturn()
                .getResponse();
        String text = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer.getStatus()).as(text).isEqualTo(status);
        return text;
    }

    private static RequestPostProcessor as(Viewer viewer) {
        return SecurityMockMvcRequestPostProcessors.authentication(
                new UsernamePasswordAuthenticationToken((HasViewer) () -> viewer, "", List.of()));
    }

    private String organisation(String name) throws Exception {
        String made = call(200, post("/api/registry/organisations"), TAICANG, """
                {"creditCode": "%s", "name": "%s", "kind": "enterprise", "region": "320585", "industry": "C39"}""".formatted(freshCode(), name));
        return JsonPath.read(made, "$.id");
    }

    @Test
    void aYearIsKeptHandedInReturnedAndConfirmed() throws Exception {
        String id = organisation("太仓接口填报有限公司");
        String facts = "/api/registry/organisations/" + id + "/facts";
        var own = Viewers.applicant(UUID.fromString(id));
        call(200, put(facts + "/2025/draft"), own, "{\"revenue\": \"很多\"}");
        String year = call(200, get(facts + "/2025"), own, "");
        assertThat(JsonPath.<String>read(year, "$.typed.revenue")).isEqualTo("很多");
        String wrong = call(422, post(facts + "/2025/submit"), own, "{\"revenue\": \"很多\", \"staff\": null}");
        assertThat(JsonPath.<List<String>>read(wrong, "$.errors[*].field")).containsExactly("revenue");

        String sheet = call(200, post(facts + "/2025/submit"), own, "{\"revenue\": \"88.5\", \"staff\": 12}");
        int version = JsonPath.read(sheet, "$.version");
        assertThat(call(200, get("/api/registry/facts/waiting?size=200"), TAICANG, ""))
                .contains(id);
        call(422, post(facts + "/2025/return"), TAICANG, "{\"version\": %d}".formatted(version));
        call(403, post(facts + "/2025/confirm"), own, "{\"version\": %d}".formatted(version));
        String back = call(
                200,
                post(facts + "/2025/return"),
                TAICANG,
                "{\"version\": %d, \"reason\": \"与报表不符\"}".formatted(version));
        assertThat(JsonPath.<String>read(back, "$.status")).isEqualTo("returned");

        sheet = call(200, post(facts + "/2025/submit"), own, "{\"revenue\": \"90\", \"staff\": 12}");
        version = JsonPath.read(sheet, "$.version");
        call(200, post(facts + "/2025/confirm"), TAICANG, "{\"version\": %d}".formatted(version));
        String matrix = call(200, get(facts), TAICANG, "");
        assertThat(JsonPath.<List<String>>read(matrix, "$.sheets[*].status")).containsExactly("confirmed");
        assertThat(JsonPath.<List<Object>>read(call(200, get(facts + "/2025/revenue"), own, ""), "$[*]"))
                .hasSize(2);
        call(404, get(facts), Viewers.countyOfficer("320583"), "");
    }

    @Test
    void twoEntriesOfOneFirmBecomeOne() throws Exception {
        String kept = organisation("太仓接口重名有限公司");
        String twice = organisation("太仓接口重名有限责任公司");
        String pairs = call(200, get("/api/registry/organisations/duplicates"), TAICANG, "");
        assertThat(pairs).contains(kept, twice);
        String merge = "/api/registry/organisations/" + twice + "/merge";
        String preview = call(200, get(merge + "?into=" + kept), TAICANG, "");
        assertThat(JsonPath.<String>read(preview, "$.into.id")).isEqualTo(kept);
        call(422, post(merge), TAICANG, "{\"version\": 9, \"into\": \"%s\", \"intoVersion\": 1}".formatted(kept));
        call(200, post(merge), TAICANG, "{\"version\": 1, \"into\": \"%s\", \"intoVersion\": 1}".formatted(kept));
        String gone = call(200, get("/api/registry/organisations/" + twice), TAICANG, "");
        assertThat(JsonPath.<String>read(gone, "$.mergedInto")).isEqualTo(kept);
    }

    @Test
    void aStrangerRegistersWithoutASessionAndHearsEveryMistake() throws Exception {
        String code = freshCode();
        var refused = register("""
                {"organisation": {"creditCode": "%s", "name": "太仓接口注册有限公司", "kind": "enterprise",
                 "region": "320585", "industry": "C39"}, "account": {"login": "jiekou", "name": "王小明"}}""".formatted(code));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(JsonPath.<List<String>>read(refused.body(), "$.errors[*].field"))
                .containsExactly("account.phone", "account.email", "account.password");
        var made = register("""
                {"organisation": {"creditCode": "%s", "name": "太仓接口注册有限公司", "kind": "enterprise",
                 "region": "320585", "industry": "C39"},
                 "account": {"login": "jiekou", "name": "王小明", "phone": "13900000000", "email": "w@example.cn",
                 "password": "Correct-horse-99"}}""".formatted(code));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(JsonPath.<String>read(made.body(), "$.status")).isEqualTo("PENDING");
    }

    @Test
    void aRegistrationIsReturnedHandedInAgainAndConfirmed() throws Exception {
        var made = register("""
                {"organisation": {"creditCode": "%s", "name": "太仓接口退回有限公司", "kind": "enterprise",
                 "region": "320585", "industry": "C39"},
                 "account": {"login": "jiekou.tuihui", "name": "李小红", "phone": "13900000001", "email": "l@example.cn",
                 "password": "Correct-horse-99"}}""".formatted(freshCode()));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        String id = JsonPath.read(made.body(), "$.id");
        String path = "/api/registry/organisations/" + id;
        var own = Viewers.applicant(UUID.fromString(id));
        assertThat(call(422, post(path + "/return"), TAICANG, "{\"version\": 1, \"reason\": \"\"}"))
                .contains("\"reason\"");
        call(403, post(path + "/return"), own, "{\"version\": 1, \"reason\": \"自己退回\"}");
        String back = call(200, post(path + "/return"), TAICANG, "{\"version\": 1, \"reason\": \"证照不清\"}");
        int version = JsonPath.read(back, "$.version");
        call(422, post(path + "/submit"), own, "{\"version\": %d, \"reason\": \"\"}".formatted(version - 1));
        String again = call(200, post(path + "/submit"), own, "{\"version\": %d, \"reason\": \"\"}".formatted(version));
        version = JsonPath.read(again, "$.version");
        call(404, get(path), Viewers.countyOfficer("320583"), "");
        String confirmed =
                call(200, post(path + "/confirm"), TAICANG, "{\"version\": %d, \"reason\": \"\"}".formatted(version));
        assertThat(JsonPath.<String>read(confirmed, "$.status")).isEqualTo("CONFIRMED");
        assertThat(call(200, get(path + "/history"), TAICANG, "")).contains("证照不清");
    }

    @Test
    void anOrganisationIsChangedByItsVersionAndClosedForAReason() throws Exception {
        String id = organisation("太仓接口变更有限公司");
        String path = "/api/registry/organisations/" + id;
        String change = """
                {"version": %d, "reason": "%s", "fields": {"creditCode": "%s", "name": "太仓接口变更集团有限公司",
                 "kind": "enterprise", "region": "320585", "industry": "%s"}}""";
        String code = JsonPath.read(call(200, get(path), TAICANG, ""), "$.creditCode");
        String wrong = call(422, put(path), TAICANG, change.formatted(1, "更名", code, "Q99"));
        assertThat(JsonPath.<List<String>>read(wrong, "$.errors[*].field")).contains("industry");
        String saved = call(200, put(path), TAICANG, change.formatted(1, "更名", code, "C39"));
        assertThat(JsonPath.<String>read(saved, "$.name")).isEqualTo("太仓接口变更集团有限公司");
        String conflict = call(409, put(path), TAICANG, change.formatted(1, "更名", code, "C38"));
        assertThat(JsonPath.<Integer>read(conflict, "$.now.version")).isEqualTo(2);
        assertThat(call(200, get("/api/registry/organisations?q=太仓接口变更集团"), TAICANG, ""))
                .contains(id);
        call(422, post(path + "/close"), TAICANG, "{\"version\": 2, \"reason\": \"\"}");
        String closed = call(200, post(path + "/close"), TAICANG, "{\"version\": 2, \"reason\": \"注销登记\"}");
        assertThat(JsonPath.<String>read(closed, "$.status")).isEqualTo("CLOSED");
    }

    @Test
    void aFormIsKeptForWhoTypesItAndDropped() throws Exception {
        call(204, put("/api/registry/organisations/draft"), TAICANG, "{\"name\": \"太仓还没写\", \"what\": \"else\"}");
        String kept = call(200, get("/api/registry/organisations/draft"), TAICANG, "");
        assertThat(JsonPath.<java.util.Map<String, String>>read(kept, "$.values"))
                .containsEntry("name", "太仓还没写")
                .doesNotContainKey("what");
        call(404, get("/api/registry/organisations/draft"), Viewers.countyOfficer(Viewers.TAICANG), "");
        call(204, MockMvcRequestBuilders.delete("/api/registry/organisations/draft"), TAICANG, "");
        call(404, get("/api/registry/organisations/draft"), TAICANG, "");

        String draft = "/api/registry/organisations/" + organisation("太仓接口草稿有限公司") + "/draft";
        call(204, put(draft), TAICANG, "{\"phone\": \"0512-1\"}");
        assertThat(call(200, get(draft), TAICANG, "")).contains("0512-1");
        call(404, put(draft), Viewers.countyOfficer("320583"), "{\"phone\": \"0512-2\"}");
        call(204, MockMvcRequestBuilders.delete(draft), TAICANG, "");
        call(404, get(draft), TAICANG, "");
    }

    @Test
    void peopleAreAddedCorrectedAndEnded() throws Exception {
        String id = organisation("太仓接口人员有限公司");
        String people = "/api/registry/organisations/" + id + "/people";
        String wrong = call(
                422,
                post(people),
                TAICANG,
                "{\"version\": 1, \"fields\": {\"name\": \"\", \"role\": \"chairman\", \"email\": \"x\", \"since\": \"2099-01-01\"}}");
        assertThat(JsonPath.<List<String>>read(wrong, "$.errors[*].field"))
                .containsExactly("name", "role", "email", "since");
        String legal =
                "{\"version\": %d, \"fields\": {\"name\": \"%s\", \"role\": \"legal-representative\", \"since\": \"%s\"}}";
        String first = JsonPath.read(call(200, post(people), TAICANG, legal.formatted(1, "陈明", "2020-01-01")), "$.id");
        call(422, post(people), TAICANG, legal.formatted(1, "周亮", "2024-06-01"));
        String second = JsonPath.read(call(200, post(people), TAICANG, legal.formatted(2, "周亮", "2024-06-01")), "$.id");
        String list = call(200, get(people), TAICANG, "");
        assertThat(JsonPath.<List<String>>read(list, "$[?(@.id == '%s')].until".formatted(first)))
                .as("a new legal representative ends the term of the one before")
                .containsExactly("2024-06-01");

        String corrected = call(
                200,
                put(people + "/" + second),
                TAICANG,
                "{\"version\": 3, \"fields\": {\"name\": \"周亮\", \"role\": \"legal-representative\", \"phone\": \"0512-53570000\", \"since\": \"2024-06-03\"}}");
        assertThat(JsonPath.<String>read(corrected, "$.phone")).isEqualTo("0512-53570000");
        assertThat(call(
                        422,
                        post(people + "/" + second + "/end"),
                        TAICANG,
                        "{\"version\": 4, \"until\": \"2020-01-01\"}"))
                .contains("\"until\"");
        call(200, post(people + "/" + second + "/end"), TAICANG, "{\"version\": 4, \"until\": \"2026-03-01\"}");
        call(422, post(people + "/" + second + "/end"), TAICANG, "{\"version\": 5, \"until\": \"2026-03-02\"}");
        call(422, post(people), Viewers.countyOfficer("320583"), legal.formatted(5, "外县人", "2024-06-01"));
        call(404, get(people), Viewers.countyOfficer("320583"), "");
        assertThat(call(200, get("/api/registry/organisations/" + id + "/history"), TAICANG, ""))
                .contains("registry.personAdded", "registry.personChanged", "registry.personEnded");
    }

    private static byte[] workbook(String[]... rows) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("s");
            for (int r = 0; r < rows.length; r++) {
                for (int c = 0; c < rows[r].length; c++) sheet.value(r, c, rows[r][c]);
            }
        }
        return out.toByteArray();
    }

    private String upload(int status, String what, byte[] content) throws Exception {
        var request = multipart("/api/registry/imports/" + what)
                .file(new MockMultipartFile("file", what + ".xlsx", "application/octet-stream", content));
        MockHttpServletResponse answer = mvc.perform(request.with(SecurityMockMvcRequestPostProcessors.csrf())
                        .with(as(TAICANG)))
                .andReturn()
                .getResponse();
        String text = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer.getStatus()).as(text).isEqualTo(status);
        return text;
    }

    @Test
    void aFileWithAWrongRowIsCorrectedAndLoadedOnce() throws Exception {
        String[] header = {"*统一社会信用代码", "*单位名称", "*单位类型", "*所在县区", "所属行业"};
        String[] right = {freshCode(), "太仓接口导入甲有限公司", "企业", "太仓市", "C39"};
        String[] wrong = {freshCode(), "太仓接口导入乙有限公司", "企业", "无此县", "C39"};
        upload(422, "organisations", "no workbook".getBytes(StandardCharsets.UTF_8));
        call(404, get("/api/registry/imports/planets/template"), TAICANG, "");
        assertThat(bytes("/api/registry/imports/organisations/template")).isNotEmpty();

        String preview = upload(200, "organisations", workbook(header, right, wrong));
        String path = "/api/registry/imports/organisations/" + JsonPath.read(preview, "$.id");
        assertThat(JsonPath.<List<Integer>>read(preview, "$.errors[*].row")).containsExactly(3);
        assertThat(JsonPath.<List<String>>read(preview, "$.errors[*].field")).containsExactly("region");
        assertThat(JsonPath.<String>read(preview, "$.errors[0].message")).isNotBlank();
        assertThat(bytes(path + "/errors")).isNotEmpty();
        call(422, post(path + "/confirm"), TAICANG, "");
        assertThat(call(200, get("/api/registry/organisations?q=太仓接口导入甲"), TAICANG, ""))
                .as("nothing half loaded")
                .contains("\"items\":[]");

        wrong[3] = "太仓市";
        String corrected = upload(200, "organisations", workbook(header, right, wrong));
        assertThat(JsonPath.<Integer>read(corrected, "$.created")).isEqualTo(2);
        path = "/api/registry/imports/organisations/" + JsonPath.read(corrected, "$.id");
        call(404, get(path), Viewers.countyOfficer("320583"), "");
        assertThat(JsonPath.<Integer>read(call(200, post(path + "/confirm"), TAICANG, ""), "$.created"))
                .isEqualTo(2);
        assertThat(JsonPath.<Boolean>read(call(200, get(path), TAICANG, ""), "$.done"))
                .isTrue();
        assertThat(call(200, get("/api/registry/organisations?q=太仓接口导入"), TAICANG, ""))
                .contains("太仓接口导入甲有限公司", "太仓接口导入乙有限公司");
    }

    @Test
    void factsOfAYearAreLoadedFromAFile() throws Exception {
        String name = "太仓接口年报有限公司";
        String id = organisation(name);
        String code = JsonPath.read(call(200, get("/api/registry/organisations/" + id), TAICANG, ""), "$.creditCode");
        String[] header = {"*统一社会信用代码", "单位名称", "*年度", "营业收入"};
        String preview = upload(200, "facts", workbook(header, new String[] {code, name, "2024", "不少"}));
        assertThat(JsonPath.<List<String>>read(preview, "$.errors[*].field")).containsExactly("revenue");
        preview = upload(200, "facts", workbook(header, new String[] {code, name, "2024", "123.45"}));
        assertThat(JsonPath.<List<Object>>read(preview, "$.errors")).isEmpty();
        call(200, post("/api/registry/imports/facts/" + JsonPath.read(preview, "$.id") + "/confirm"), TAICANG, "");
        assertThat(call(200, get("/api/registry/organisations/" + id + "/facts/2024/revenue"), TAICANG, ""))
                .as("typed in units of 10,000 yuan, kept in fen")
                .contains("123450000");
    }

    private byte[] bytes(String path) throws Exception {
        var answer = mvc.perform(get(path).with(as(TAICANG))).andReturn().getResponse();
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Disposition")).contains(".xlsx");
        return answer.getContentAsByteArray();
    }

    private HttpResponse<String> register(String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address("/api/registry/registrations")))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
