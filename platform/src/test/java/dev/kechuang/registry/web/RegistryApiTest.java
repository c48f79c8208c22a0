package dev.kechuang.registry.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
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
                        .with(SecurityMockMvcRequestPostProcessors.authentication(
                                new UsernamePasswordAuthenticationToken((HasViewer) () -> viewer, "", List.of()))))
                .andReturn()
                .getResponse();
        String text = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer.getStatus()).as(text).isEqualTo(status);
        return text;
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
