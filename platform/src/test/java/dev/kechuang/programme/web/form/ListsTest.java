package dev.kechuang.programme.web.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Lists are narrowed by words and filters, and every list goes to Excel as it is narrowed. */
class ListsTest extends WebTest {

    private static final Viewer OFFICER = Viewers.bureauOfficer();

    @Autowired
    private WebApplicationContext context;

    private MockMvc mvc;

    @BeforeEach
    void pages() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    private MockHttpServletResponse answer(int status, String path, Viewer viewer) throws Exception {
        var request = get(java.net.URI.create(path))
                .with(SecurityMockMvcRequestPostProcessors.authentication(
                        new UsernamePasswordAuthenticationToken((HasViewer) () -> viewer, "", List.of())));
        var response = mvc.perform(request).andReturn().getResponse();
        assertThat(response.getStatus()).as(path).isEqualTo(status);
        return response;
    }

    private String page(String path, Viewer viewer) throws Exception {
        return Jsoup.parse(answer(200, path, viewer).getContentAsString(StandardCharsets.UTF_8))
                .select("main")
                .text();
    }

    private List<Row> sheet(String path, Viewer viewer) throws Exception {
        var response = answer(200, path, viewer);
        assertThat(response.getContentType()).contains("spreadsheetml");
        assertThat(response.getHeader("Content-Disposition")).contains(".xlsx");
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(response.getContentAsByteArray()))) {
            assertThat(book.getSheets().count())
                    .as("the list, and who exported it")
                    .isEqualTo(2);
            return book.getFirstSheet().read();
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    private static String encoded(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    @Test
    void anApplicationIsFoundByItsNumberTitleUnitLeaderAndMember() throws Exception {
        record Known(String number, String title, String unit, String leader, String member) {}
        var known = database()
                .jdbc()
                .sql("""
                        SELECT a.number, a.title, o.name, a.leader, p.name AS member
                        FROM programme.application a
                        JOIN registry.published_organisation o ON o.id = a.organisation
                        JOIN programme.person p ON p.application = a.id AND p.role = 'member' AND p.name <> a.leader
                        WHERE a.number IS NOT NULL ORDER BY a.number LIMIT 1""")
                .query((rows, n) -> new Known(
                        rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5)))
                .single();
        for (String words : List.of(known.number(), known.title(), known.unit(), known.leader(), known.member())) {
            String query = "?q=" + encoded(words);
            assertThat(page("/applications" + query, OFFICER)).as(words).contains(known.number());
            assertThat(sheet("/applications/export" + query, OFFICER))
                    .as(words)
                    .anyMatch(row -> row.getCellText(0).equals(known.number()));
            assertThat(page("/search" + query, OFFICER)).as(words).contains(known.title());
        }
        assertThat(page("/applications?q=" + encoded("没有这样的项目名称"), OFFICER)).doesNotContain(known.number());
    }

    @Test
    void filtersNarrowTheListAndItsExportAlike() throws Exception {
        var jdbc = database().jdbc();
        String programme = jdbc.sql("""
                        SELECT v.programme FROM programme.application a JOIN programme.version v ON v.id = a.version
                        WHERE a.number IS NOT NULL GROUP BY v.programme ORDER BY count(*), v.programme LIMIT 1""").query(String.class).single();
        int year = jdbc.sql("""
                        SELECT min(c.year) FROM programme.application a JOIN programme.call c ON c.id = a.call
                        WHERE a.number IS NOT NULL""").query(Integer.class).single();
        int ofProgramme = jdbc.sql("""
                        SELECT count(*) FROM programme.application a JOIN programme.version v ON v.id = a.version
                        WHERE a.number IS NOT NULL AND v.programme = ?""").param(programme).query(Integer.class).single();
        int ofYear = jdbc.sql("""
                        SELECT count(*) FROM programme.application a JOIN programme.call c ON c.id = a.call
                        WHERE a.number IS NOT NULL AND c.year = ?""").param(year).query(Integer.class).single();
        int late = jdbc.sql("""
                        SELECT count(*) FROM programme.application
                        WHERE number IS NOT NULL AND due_on < CURRENT_DATE AND status IN ('open', 'returned')""").query(Integer.class).single();
        assertThat(sheet("/applications/export?programme=" + programme, OFFICER))
                .hasSize(ofProgramme + 1);
        assertThat(sheet("/applications/export?year=" + year, OFFICER)).hasSize(ofYear + 1);
        assertThat(sheet("/applications/export?overdue=true", OFFICER)).hasSize(late + 1);
        String first =
                sheet("/applications/export?year=" + year, OFFICER).get(1).getCellText(0);
        assertThat(page("/applications?year=" + year, OFFICER)).contains(first);
    }

    @Test
    void anApplicantFindsAndExportsItsOwnAlone() throws Exception {
        UUID firm = database().jdbc().sql("""
                        SELECT organisation FROM programme.application
                        WHERE number IS NOT NULL ORDER BY number LIMIT 1""").query(UUID.class).single();
        int own = database()
                .jdbc()
                .sql("""
                        SELECT count(*) FROM programme.application a WHERE a.organisation = :own
                           OR a.id IN (SELECT p.application FROM programme.participant p WHERE p.organisation = :own)""")
                .param("own", firm)
                .query(Integer.class)
                .single();
        assertThat(sheet("/applications/export", Viewers.applicant(firm))).hasSize(own + 1);
        assertThat(sheet("/contracts/export?view=all", Viewers.applicant(firm))).isNotEmpty();
        assertThat(sheet("/credit/export", Viewers.applicant(firm))).isNotEmpty();
    }

    @Test
    void theListsOfOfficersGoToExcelWithWhatTheirPagesShow() throws Exception {
        var jdbc = database().jdbc();
        UUID call = jdbc.sql("""
                        SELECT p.call FROM programme.notice p JOIN programme.approval v ON v.call = p.call
                        ORDER BY p.published_at LIMIT 1""").query(UUID.class).single();
        UUID notice = jdbc.sql("SELECT id FROM programme.notice WHERE call = ? ORDER BY number LIMIT 1")
                .param(call)
                .query(UUID.class)
                .single();
        UUID list = jdbc.sql("SELECT id FROM programme.decision_list WHERE call = ? ORDER BY number LIMIT 1")
                .param(call)
                .query(UUID.class)
                .single();
        String decisions = "/decisions/" + call;
        for (String path : List.of(
                "/decisions/export",
                decisions + "/lists/" + list + "/export",
                decisions + "/notices/export",
                decisions + "/approvals/export",
                "/notices/" + notice + "/export",
                "/calls/export",
                "/credit/export")) {
            assertThat(sheet(path, OFFICER)).as(path).hasSizeGreaterThan(1);
        }
        assertThat(sheet(decisions + "/objections/export", OFFICER)).isNotEmpty();
        assertThat(sheet("/decisions/objections/export", OFFICER)).isNotEmpty();
        for (String tab : List.of("waiting", "mine", "others", "correction", "late")) {
            assertThat(sheet("/checks/export?tab=" + tab, OFFICER)).as(tab).isNotEmpty();
        }
        var shown = sheet("/notices/" + notice + "/export", Viewer.PUBLIC);
        assertThat(page("/notices/" + notice, Viewer.PUBLIC))
                .contains(shown.get(1).getCellText(1));
        answer(404, decisions + "/notices/export", Viewers.countyOfficer("320111"));
    }

    @Test
    void theDeskOfTheFormalCheckIsSearched() throws Exception {
        var waiting = sheet("/checks/export?tab=waiting", OFFICER);
        assertThat(waiting).as("something waits in the demonstration").hasSizeGreaterThan(1);
        String number = waiting.get(1).getCellText(0);
        assertThat(sheet("/checks/export?tab=waiting&q=" + encoded(number), OFFICER))
                .hasSize(2);
        assertThat(page("/checks?q=" + encoded(number), OFFICER)).contains(number);
    }
}
