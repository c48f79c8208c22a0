package dev.kechuang.programme.web.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.form.StartService;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Requests;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/** Programs add files and partners to a form as its pages do. */
class PartsApiTest extends WebTest {

    private static final byte[] PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
            .getBytes(StandardCharsets.US_ASCII);

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private StartService starts;

    @Autowired
    private Definitions definitions;

    private Viewer firm = Viewer.PUBLIC;
    private String base = "";
    private FormDefinition form = new FormDefinition(List.of());

    @BeforeEach
    void draft() throws Exception {
        var jdbc = database().jdbc();
        UUID version = jdbc.sql(
                        "SELECT id FROM programme.version WHERE programme = 'suzhou-city-project' AND state = 'released'")
                .query(UUID.class)
                .single();
        form = definitions.of(version).form();
        UUID call = jdbc.sql("""
                        INSERT INTO programme.call (version, number, title, year, region, state, opens_at, closes_at,
                            created_at, published_at)
                        VALUES (:version, :number, '接口试验', 2026, '320500', 'published', now() - interval '1 day',
                            now() + interval '30 days', now(), now()) RETURNING id""")
                .param("version", version)
                .param(
                        "number",
                        "API-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT))
                .query(UUID.class)
                .single();
        firm = jdbc.sql("""
                        SELECT id FROM registry.published_organisation
                        WHERE status = 'confirmed' AND kind = 'enterprise' ORDER BY id""").query(UUID.class).list().stream()
                .map(id -> Viewers.applicant(java.util.Objects.requireNonNull(id)))
                .filter(one ->
                        starts.prospect(one, call).orElseThrow().reasons().isEmpty())
                .findFirst()
                .orElseThrow();
        String made = ask(
                200,
                post("/api/programme/applications")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"call\": \"" + call + "\"}"),
                firm);
        base = "/api/programme/applications/" + JsonPath.<String>read(made, "$.id");
    }

    private String ask(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer) throws Exception {
        return Requests.text(requests().send(status, request, viewer));
    }

    private String path(Class<? extends FormDefinition.Field> type) {
        for (var section : form.sections()) {
            for (var field : section.fields()) {
                if (type.isInstance(field)) return section.id() + "." + field.id();
            }
        }
        throw new AssertionError(type);
    }

    @Test
    void filesAreAddedListedAndTakenAway() throws Exception {
        String path = path(FormDefinition.FileField.class);
        String added = ask(
                201,
                multipart(base + "/files")
                        .file(new MockMultipartFile("file", "计划书.pdf", "application/pdf", PDF))
                        .param("path", path),
                firm);
        String file = JsonPath.read(added, "$.file");
        assertThat(JsonPath.<List<String>>read(ask(200, get(base + "/files"), firm), "$[*].name"))
                .containsExactly("计划书.pdf");
        assertThat(ask(
                        422,
                        multipart(base + "/files")
                                .file(new MockMultipartFile(
                                        "file", "计划书.pdf", "application/pdf", new byte[] {'M', 'Z', 1, 2, 3}))
                                .param("path", path),
                        firm))
                .as("what is no PDF is refused at its field")
                .contains("\"field\":\"" + path + "\"");
        assertThat(ask(422, multipart(base + "/files").param("path", path), firm))
                .contains("请选择要上传的文件");
        assertThat(ask(
                        422,
                        multipart(base + "/files")
                                .file(new MockMultipartFile("file", "计划书.pdf", "application/pdf", PDF))
                                .param("path", "project.title"),
                        firm))
                .contains("project.title");
        ask(404, delete(base + "/files/" + file).param("path", path), Viewers.applicant(UUID.randomUUID()));
        ask(204, delete(base + "/files/" + file).param("path", path), firm);
        assertThat(ask(200, get(base + "/files"), firm)).isEqualTo("[]");
        ask(204, delete(base + "/files/" + file).param("path", path), firm);
        ask(422, delete(base + "/files/" + UUID.randomUUID()).param("path", path), firm);
    }

    @Test
    void aFileOfTheWrongKindIsToldOnThePageAndWhatWasTypedIsKept() throws Exception {
        String path = path(FormDefinition.FileField.class);
        String section = path.substring(0, path.indexOf('.'));
        String page = base.replace("/api/programme", "") + "/form/" + section;
        var request = multipart(page)
                .file(new MockMultipartFile("good." + path, "", "application/octet-stream", new byte[0]))
                .file(new MockMultipartFile(path, "计划书.pdf", "application/pdf", PDF))
                .file(new MockMultipartFile(path, "程序.exe", "application/octet-stream", new byte[] {'M', 'Z', 9, 9}))
                .param("go", "stay")
                .param("tokens", "");
        var shown = org.jsoup.Jsoup.parse(ask(422, request, firm));
        assertThat(shown.select(".error-summary").text())
                .contains("“申报承诺书”的文件“程序.exe”没有收下：不能上传这种文件")
                .contains("可上传：");
        assertThat(shown.select("main").text())
                .as("the file that is right is kept beside the one that is not")
                .contains("计划书.pdf")
                .doesNotContain("程序.exe 删除");
        assertThat(JsonPath.<List<String>>read(ask(200, get(base + "/files"), firm), "$[*].name"))
                .containsExactly("计划书.pdf");
    }

    @Test
    void partnersAreInvitedAnswerForThemselvesAndAreTakenOff() throws Exception {
        String path = path(FormDefinition.OrganisationsField.class);
        record Partner(UUID id, String code) {}
        var partner = database()
                .jdbc()
                .sql("""
                        SELECT id, credit_code FROM registry.published_organisation
                        WHERE status = 'confirmed' AND id <> :own ORDER BY id DESC LIMIT 1""")
                .param("own", firm.organisation())
                .query((rows, n) -> new Partner(rows.getObject(1, UUID.class), rows.getString(2)))
                .single();
        Viewer other = Viewers.applicant(partner.id());
        ask(404, get(base + "/participants"), other);
        String invited = ask(201, invitation(path, partner.code()), firm);
        assertThat(JsonPath.<String>read(invited, "$.state")).isEqualTo("invited");
        assertThat(ask(422, invitation(path, partner.code()), firm)).contains(path);
        assertThat(ask(422, invitation(path, "91320500000000000X"), firm)).contains(path);
        assertThat(ask(422, answer(true), firm))
                .as("nobody answers for a partner")
                .contains("errors");
        String declined = ask(
                200,
                post(base + "/participation")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"confirms\": false, \"reason\": \"另有安排\"}"),
                other);
        assertThat(JsonPath.<String>read(declined, "$.state")).isEqualTo("declined");
        assertThat(JsonPath.<String>read(declined, "$.reason")).isEqualTo("另有安排");
        ask(422, answer(true), other);
        ask(204, delete(base + "/participants/" + partner.id()).param("path", path), firm);
        ask(201, invitation(path, partner.code()), firm);
        assertThat(JsonPath.<String>read(ask(200, answer(true), other), "$.state"))
                .isEqualTo("confirmed");
        assertThat(JsonPath.<List<String>>read(ask(200, get(base + "/participants"), firm), "$[*].state"))
                .containsExactly("confirmed");
    }

    private AbstractMockHttpServletRequestBuilder<?> invitation(String path, String code) {
        return post(base + "/participants")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"path\": \"" + path + "\", \"creditCode\": \"" + code + "\"}");
    }

    private AbstractMockHttpServletRequestBuilder<?> answer(boolean confirms) {
        return post(base + "/participation")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"confirms\": " + confirms + "}");
    }
}
