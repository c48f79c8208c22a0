package dev.kechuang.match.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** An address or a form with an id that is none gets a clear answer, and nothing happens. */
class BadIdsTest extends WebTest {

    /** Runs of the city are numbered: none is −7. */
    private static final List<String> BAD = List.of("x", "-7", "-", "00000000-0000-0000-0000-00000000000g", "' OR 1=1");

    private static final Viewer OFFICER = new Viewer(
            UUID.randomUUID(),
            "王匹配",
            Set.of(Role.BUREAU_OFFICER, Role.BUREAU_LEADER),
            null,
            UUID.randomUUID(),
            "科技局",
            Viewers.SUZHOU);

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    private MockMvc mvc;

    @BeforeEach
    void start() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    private MockHttpServletResponse ask(Viewer viewer, MockHttpServletRequestBuilder request) throws Exception {
        var login = new UsernamePasswordAuthenticationToken((HasViewer) () -> viewer, "", List.of());
        var response = mvc.perform(request.with(SecurityMockMvcRequestPostProcessors.csrf())
                        .with(SecurityMockMvcRequestPostProcessors.authentication(login)))
                .andReturn()
                .getResponse();
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        return response;
    }

    /** Endpoints with an id in the address, of this module and of the forms it leads to. */
    private Set<String> withIds() {
        var found = new TreeSet<String>();
        for (var mapping : mappings)
            mapping.getHandlerMethods().forEach((info, method) -> {
                String at = method.getBeanType().getPackageName();
                if (!at.startsWith("dev.kechuang.match.")
                        && !at.startsWith("dev.kechuang.registry.web.title")
                        && !at.startsWith("dev.kechuang.programme.web.contract")) return;
                for (String path : info.getPatternValues())
                    if (path.contains("{"))
                        info.getMethodsCondition().getMethods().forEach(verb -> found.add(verb + " " + path));
            });
        return found;
    }

    @Test
    void whatIsNoIdIsNotFoundAndNeverAnErrorOfTheServer() throws Exception {
        var wrong = new ArrayList<String>();
        var endpoints = withIds();
        assertThat(endpoints).hasSizeGreaterThan(60);
        for (String endpoint : endpoints) {
            String[] parts = endpoint.split(" ", 2);
            for (String bad : BAD) {
                var request = MockMvcRequestBuilders.request(
                        HttpMethod.valueOf(parts[0]), parts[1].replaceAll("\\{[^}]+}", "{bad}"), ids(parts[1], bad));
                if (parts[1].startsWith("/api/"))
                    request.contentType(MediaType.APPLICATION_JSON).content("{}");
                int status = ask(OFFICER, request).getStatus();
                // Forms with files have to look like one before they meet the handler that decides.
                if (status == 415) status = 404;
                // A number may be one: then it is said that there is no such run, or that it is over.
                if (endpoint.endsWith("/give-up") && (status == 422 || status == 302)) status = 404;
                if (status != 404 && status != 403 && status != 400)
                    wrong.add(endpoint + " with " + bad + ": " + status);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Object[] ids(String path, String bad) {
        var ids = new ArrayList<String>();
        for (int at = path.indexOf('{'); at >= 0; at = path.indexOf('{', at + 1)) ids.add(bad);
        return ids.toArray();
    }

    @Test
    void aListWithABrokenKeyOrFilterOpensAtItsBeginning() throws Exception {
        for (String path : List.of(
                "/matches",
                "/cultivation",
                "/cultivation/store",
                "/cultivation/runs",
                "/cultivation/funnel",
                "/push/new",
                "/push/reach",
                "/titles",
                "/titles/institutions",
                "/titles/coverage/firms",
                "/experts/assignments",
                "/ip",
                "/ip/cases",
                "/contracts",
                "/organisations/" + organisation() + "/policies/saved")) {
            String plain = rows(path);
            for (String name : List.of("after", "before"))
                for (String bad : List.of(
                        "x",
                        "1~x",
                        "x~" + new UUID(0, 1),
                        "1.2.x",
                        "~",
                        "2026-02-30." + new UUID(0, 1),
                        "x/y",
                        "9".repeat(400)))
                    assertThat(rows(path + "?" + name + "=" + bad))
                            .as(path + "?" + name + "=" + bad)
                            .isEqualTo(plain);
            for (String filter : List.of("counsellor", "organisation", "unit", "kind", "level", "region", "year"))
                assertThat(ask(OFFICER, get(path).queryParam(filter, "x'")).getStatus())
                        .as(path + " with " + filter)
                        .isIn(200, 400);
        }
    }

    private static String organisation() {
        return database()
                .jdbc()
                .sql("SELECT id FROM registry.published_organisation WHERE status = 'confirmed' ORDER BY id LIMIT 1")
                .query(UUID.class)
                .single()
                .toString();
    }

    /** The first column of a list's tables. */
    private String rows(String path) throws Exception {
        var response = ask(OFFICER, get(path));
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return Jsoup.parse(response.getContentAsString())
                .select("main tbody td:first-child")
                .text();
    }

    @Test
    void aFormWithIdsThatAreNoneIsRefusedAtItsPlaceAndKeepsWhatWasTyped() throws Exception {
        int before = entries();
        for (String path : List.of("/cultivation/enter", "/cultivation/store/assign", "/cultivation/store/prereview")) {
            var response = ask(
                    OFFICER,
                    post(path)
                            .param("organisations", "x", "1")
                            .param("entries", "x", new UUID(0, 0).toString())
                            .param("why", "近两年研发投入增长快")
                            .param("counsellorName", "李辅导"));
            assertThat(response.getStatus()).as(path).isEqualTo(422);
            assertThat(Jsoup.parse(response.getContentAsString()).select("main .error-summary, main .error"))
                    .as(path)
                    .isNotEmpty();
        }
        assertThat(entries()).isEqualTo(before);
        for (String path : List.of(
                "/api/match/cultivation/enter", "/api/match/cultivation/assign", "/api/match/cultivation/prereview")) {
            var response = ask(
                    OFFICER,
                    post(path)
                            .contentType(MediaType.APPLICATION_JSON)
                            .content("{\"ladder\": \"hnte\", \"year\": 2026, \"ids\": [\"x\"], \"fields\": {}}"));
            assertThat(response.getStatus()).as(path).isIn(400, 404, 422);
        }
        assertThat(entries()).isEqualTo(before);
    }

    private static int entries() {
        return database()
                .jdbc()
                .sql("SELECT count(*) FROM match.cultivation")
                .query(Integer.class)
                .single();
    }
}
