package dev.kechuang.registry.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Nothing that somebody has typed about an organisation is lost, and nobody else sees it. */
class OrganisationFormTest extends WebTest {

    private final Viewer officer = Viewers.countyOfficer(Viewers.TAICANG);

    @Autowired
    private WebApplicationContext context;

    private MockMvc mvc;

    @BeforeEach
    void mvc() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    private MockHttpServletResponse send(int status, MockHttpServletRequestBuilder request, Viewer viewer)
            throws Exception {
        var answer = mvc.perform(request.with(SecurityMockMvcRequestPostProcessors.csrf())
                        .with(SecurityMockMvcRequestPostProcessors.authentication(
                                new UsernamePasswordAuthenticationToken((HasViewer) () -> viewer, "", List.of()))))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return answer;
    }

    private Document page(String path, Viewer viewer) throws Exception {
        return Jsoup.parse(send(200, get(path), viewer).getContentAsString(StandardCharsets.UTF_8));
    }

    private static String value(Document page, String field) {
        return page.select("[name=" + field + "]").val();
    }

    @Test
    void aNewOrganisationIsKeptAsTypedUntilItIsSaved() throws Exception {
        String code = RegistryApiTest.freshCode();
        send(204, post("/organisations/new/draft").param("name", "太仓草稿有限").param("creditCode", code), officer);
        Document again = page("/organisations/new", officer);
        assertThat(value(again, "name")).isEqualTo("太仓草稿有限");
        assertThat(again.text()).contains("尚未提交的内容");
        assertThat(again.select("form[data-draft]").attr("data-draft")).isEqualTo("/organisations/new/draft");
        assertThat(value(page("/organisations/new", Viewers.countyOfficer(Viewers.TAICANG)), "name"))
                .isEmpty();

        send(
                302,
                post("/organisations/new")
                        .param("name", "太仓草稿有限公司")
                        .param("creditCode", code)
                        .param("kind", "enterprise")
                        .param("industry", "C39")
                        .param("region", Viewers.TAICANG),
                officer);
        assertThat(value(page("/organisations/new", officer), "name")).isEmpty();
    }

    @Test
    void anEditIsKeptOverSomebodyElsesChangeAndCanBeThrownAway() throws Exception {
        String made = send(
                        302,
                        post("/organisations/new")
                                .param("name", "太仓并改有限公司")
                                .param("creditCode", RegistryApiTest.freshCode())
                                .param("kind", "enterprise")
                                .param("industry", "C39")
                                .param("region", Viewers.TAICANG),
                        officer)
                .getRedirectedUrl();
        String edit = made + "/edit";
        send(204, post(edit + "/draft").param("phone", "0512-1").param("version", "1"), officer);
        send(302, post(edit).param("phone", "0512-2").param("version", "1"), Viewers.countyOfficer(Viewers.TAICANG));

        Document mine = page(edit, officer);
        assertThat(value(mine, "phone")).isEqualTo("0512-1");
        var conflict = send(
                409, post(edit).param("phone", value(mine, "phone")).param("version", value(mine, "version")), officer);
        assertThat(conflict.getContentAsString(StandardCharsets.UTF_8)).contains("0512-2", "0512-1");

        send(302, post(edit + "/draft/discard"), officer);
        assertThat(value(page(edit, officer), "phone")).isEqualTo("0512-2");
        send(404, post(edit + "/draft").param("phone", "1"), Viewers.countyOfficer("320583"));
    }

    @Test
    void everybodyReadsTheNamesOfConfirmedOrganisationsAndNothingElse() throws Exception {
        String code = RegistryApiTest.freshCode();
        send(
                302,
                post("/organisations/new")
                        .param("name", "太仓公开名录有限公司")
                        .param("creditCode", code)
                        .param("kind", "enterprise")
                        .param("industry", "C39")
                        .param("phone", "0512-53000777")
                        .param("region", Viewers.TAICANG),
                officer);
        String found = mvc.perform(get("/public/organisations").param("q", "公开名录"))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(found).contains("太仓公开名录有限公司", code).doesNotContain("53000777");
        String json = mvc.perform(get("/api/registry/organisations/public").param("q", "公开名录"))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(json).contains(code).doesNotContain("53000777", "\"id\"");
        String pending = database()
                .owner()
                .sql("SELECT name FROM registry.organisation WHERE status = 'pending' LIMIT 1")
                .query(String.class)
                .single();
        assertThat(mvc.perform(get("/public/organisations").param("q", pending).param("status", "pending"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .doesNotContain("/organisations/0");
        assertThat(mvc.perform(get("/api/registry/organisations/public").param("q", pending))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .doesNotContain(pending);
    }
}
