package dev.kechuang.programme.web.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
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

/** A contest's final before everybody's eyes, and what officers see of a call beside it. */
class ContestPagesTest extends WebTest {

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

    private MockHttpServletResponse answer(int status, MockHttpServletRequestBuilder request, Viewer viewer)
            throws Exception {
        request.with(SecurityMockMvcRequestPostProcessors.csrf());
        if (!viewer.isPublic()) {
            request.with(SecurityMockMvcRequestPostProcessors.authentication(
                    new UsernamePasswordAuthenticationToken((HasViewer) () -> viewer, "", List.of())));
        }
        var response = mvc.perform(request).andReturn().getResponse();
        assertThat(response.getStatus())
                .as(response.getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(status);
        return response;
    }

    private Document page(int status, MockHttpServletRequestBuilder request, Viewer viewer) throws Exception {
        return Jsoup.parse(answer(status, request, viewer).getContentAsString(StandardCharsets.UTF_8));
    }

    /** The first call of a programme of the demonstration. */
    private static UUID call(String programme) {
        return database()
                .jdbc()
                .sql("""
                        SELECT c.id FROM programme.call c JOIN programme.version v ON v.id = c.version
                        WHERE v.programme = :programme AND c.state = 'published' ORDER BY c.opens_at, c.id LIMIT 1""")
                .param("programme", programme)
                .query(UUID.class)
                .single();
    }

    @Test
    void everybodySeesTheScoresOfAFinal() throws Exception {
        UUID contest = call("suzhou-innovation-contest");
        String scores = "/calls/" + contest + "/scores/final";
        assertThat(page(200, get("/calls/" + contest), Viewer.PUBLIC)
                        .select("a[href=" + scores + "]")
                        .text())
                .isEqualTo("决赛公开评分");
        var shown = page(200, get(scores), Viewer.PUBLIC);
        assertThat(shown.select("h1").text()).isEqualTo("决赛公开评分");
        assertThat(shown.select("main").text()).contains("评委 1", "去掉 1 个最高分和 1 个最低分后平均");
        int entries = shown.select("tbody tr").size();
        assertThat(entries).isPositive();
        String json =
                answer(200, get("/api/programme" + scores), Viewer.PUBLIC).getContentAsString(StandardCharsets.UTF_8);
        assertThat(JsonPath.<Integer>read(json, "$.entries.length()")).isEqualTo(entries);
        assertThat(JsonPath.<Integer>read(json, "$.entries[0].place")).isEqualTo(1);
        assertThat(json).as("nobody learns who judged").doesNotContain("expert");
        var export = answer(200, get(scores + "/export"), Viewer.PUBLIC);
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(export.getContentAsByteArray()))) {
            assertThat(book.getFirstSheet().read()).hasSize(entries + 1);
        }
        answer(404, get("/calls/" + contest + "/scores/preliminary"), Viewer.PUBLIC);
        assertThat(page(200, get("/reviews/" + contest + "/final"), OFFICER)
                        .select("a[href=" + scores + "]")
                        .text())
                .isEqualTo("公开评分");
    }

    @Test
    void whoHasToTakePartInAnEvaluationIsListedForItsOfficers() throws Exception {
        UUID evaluation = call("suzhou-incubator-evaluation");
        String absent = "/calls/" + evaluation + "/absent";
        assertThat(page(200, get("/calls/" + evaluation), OFFICER)
                        .select("a[href=" + absent + "]")
                        .text())
                .isEqualTo("应参加而未提交的单位");
        assertThat(page(200, get(absent), OFFICER).select("h1").text()).isEqualTo("应参加而未提交的单位");
        answer(200, get("/api/programme" + absent), OFFICER);
        answer(200, get(absent + "/export"), OFFICER);
        answer(404, get(absent), Viewers.countyOfficer(Viewers.TAICANG));
        answer(404, get("/calls/" + call("suzhou-innovation-contest") + "/absent"), OFFICER);
    }

    @Test
    void theNoticeOfAnEvaluationSaysWhoKeepsTheTitle() throws Exception {
        UUID notice = database()
                .jdbc()
                .sql("SELECT id FROM programme.notice WHERE call = :call ORDER BY number LIMIT 1")
                .param("call", call("suzhou-incubator-evaluation"))
                .query(UUID.class)
                .single();
        var shown = page(200, get("/notices/" + notice), Viewer.PUBLIC);
        assertThat(shown.select("h1").text()).endsWith("绩效评价结果公示");
        assertThat(shown.select("thead").text()).contains("评价结论");
        assertThat(shown.select("tbody tr")).isNotEmpty().allSatisfy(row -> {
            var score = new java.math.BigDecimal(
                    row.select("td[data-label=得分]").text().strip());
            assertThat(row.text()).contains(score.compareTo(java.math.BigDecimal.valueOf(60)) < 0 ? "不合格，撤销称号" : "合格");
        });
    }

    @Test
    void aDelegationThatIsRefusedKeepsWhatWasTyped() throws Exception {
        UUID city = call("suzhou-city-project");
        var shown = page(
                422, post("/calls/" + city + "/delegate").param("region", "").param("budget", "12.5"), OFFICER);
        assertThat(shown.select(".error-summary").text()).contains("请选择本市的区县或园区");
        assertThat(shown.select("input[name=budget]").val()).isEqualTo("12.5");
    }
}
