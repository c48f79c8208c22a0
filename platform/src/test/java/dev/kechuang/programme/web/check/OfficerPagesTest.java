package dev.kechuang.programme.web.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.context.WebApplicationContext;

/** The officer's pages of formal check, credit and upward applications, as an officer uses them. */
class OfficerPagesTest extends WebTest {

    private static final Viewer OFFICER = Viewers.bureauOfficer();
    private static final Viewer COLLEAGUE = Viewers.bureauOfficer();

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private Lifecycle lifecycle;

    @Autowired
    private TransactionOperations transactions;

    private UUID firm = new UUID(0, 0);
    private String code = "";
    private String region = "";

    @BeforeEach
    void firm() {
        database().jdbc().sql("""
                SELECT id, credit_code, region FROM registry.published_organisation
                WHERE status = 'confirmed' AND kind = 'enterprise' ORDER BY id DESC LIMIT 1""").query(rows -> {
            firm = rows.getObject("id", UUID.class);
            code = Objects.requireNonNull(rows.getString("credit_code"));
            region = Objects.requireNonNull(rows.getString("region"));
        });
    }

    private MockHttpServletResponse answer(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        return requests().send(status, request, viewer);
    }

    private String call(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer) throws Exception {
        return answer(status, request, viewer).getContentAsString(StandardCharsets.UTF_8);
    }

    /** An application at the formal check of a programme of the packs. */
    private Application waiting() {
        var jdbc = database().jdbc();
        UUID version =
                jdbc.sql("""
                        SELECT v.id FROM programme.version v
                        JOIN programme.version_stage s ON s.version = v.id AND s.position = 2 AND s.kind = 'check'
                        WHERE v.state = 'released' ORDER BY v.programme LIMIT 1""").query((rows, n) -> rows.getObject(1, UUID.class)).single();
        UUID call = jdbc.sql("""
                        INSERT INTO programme.call (version, number, title, year, region, state, opens_at, closes_at,
                            created_at, published_at)
                        VALUES (:version, :number, '形式审查页面', 2026, '320500', 'published', now() - interval '1 day',
                            now() + interval '30 days', now(), now()) RETURNING id""")
                .param("version", version)
                .param(
                        "number",
                        "PAGE-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT))
                .query((rows, n) -> rows.getObject(1, UUID.class))
                .single();
        Application draft = Objects.requireNonNull(
                transactions.execute(status -> lifecycle.create(Viewers.applicant(firm), call, firm, region, null)));
        jdbc.sql("""
                        UPDATE programme.application SET number = :number, submitted_at = now(), title = '页面审查项目包覆技术'
                        WHERE id = :id""")
                .param("number", "PAGE" + draft.id())
                .param("id", draft.id())
                .update();
        return draft;
    }

    /** Waits at the formal check, with what was handed in. */
    private Application handedIn() {
        Application draft = waiting();
        return Objects.requireNonNull(transactions.execute(status -> lifecycle
                .moveAt(
                        Viewers.applicant(firm),
                        draft.stage(),
                        Move.pass(draft),
                        event -> context.getBean(JdbcClient.class)
                                .sql("""
                                INSERT INTO programme.submission
                                    (application, number, event, answers, digest, submitted_at, actor)
                                SELECT :id, 1, :event, j, sha256(convert_to(j::text, 'UTF8')), now(), 'firm'
                                FROM (SELECT CAST('{"sections": []}' AS jsonb) AS j) c""")
                                .param("id", event.application())
                                .param("event", event.id())
                                .update())
                .fold(done -> done, errors -> {
                    throw new AssertionError(errors);
                })));
    }

    @Test
    void anApplicationIsCheckedOnThePage() throws Exception {
        Application before = handedIn();
        Application at = handedIn();
        String path = "/checks/" + at.id();
        assertThat(call(200, get("/checks?call=" + at.call()), OFFICER)).contains("页面审查项目");
        assertThat(call(200, get(path), OFFICER)).contains("开始审查");
        answer(302, post(path + "/claim"), OFFICER);
        assertThat(call(200, get(path), COLLEAGUE)).contains("接手审查").doesNotContain("name=\"mark.");
        var desk = Jsoup.parse(call(200, get(path), OFFICER));
        String founded = database()
                .jdbc()
                .sql("SELECT coalesce(founded::text, '') FROM registry.published_organisation WHERE id = :id")
                .param("id", firm)
                .query(String.class)
                .single();
        assertThat(desk.select(".desk-text").text()).contains(founded.isEmpty() ? "" : founded + " 成立");
        String like = path + "/compare/" + before.id();
        assertThat(desk.select(".findings").text()).contains("相似 100%").contains("在办");
        assertThat(call(200, get(like), OFFICER)).contains("<mark>");
        var items = desk.select("input[type=radio][value=pass]").eachAttr("name");
        assertThat(items).isNotEmpty();

        var incomplete = post(path).param("action", "pass").param("expected", String.valueOf(at.moves()));
        assertThat(call(422, incomplete, OFFICER)).contains("尚未审查");
        var refusal = post(path).param("action", "refuse").param("expected", String.valueOf(at.moves()));
        assertThat(call(422, refusal, OFFICER)).contains("请写明依据条款");
        var pass = post(path).param("action", "pass").param("expected", String.valueOf(at.moves()));
        items.forEach(item -> pass.param(item, "pass"));
        answer(302, pass, OFFICER);
        assertThat(call(200, get("/applications/" + at.id() + "?tab=check"), OFFICER))
                .contains("审查通过");
        var again = post("/api/programme/checks/" + at.id() + "/decide")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"verdict\": \"PASS\", \"expected\": " + at.moves() + "}");
        assertThat(call(422, again, COLLEAGUE)).contains("办结");
        call(404, get(path), Viewers.countyOfficer("320999"));
        call(403, get("/checks"), Viewers.applicant(firm));
    }

    @Test
    void creditIsEnteredByOneConfirmedByAnotherAndObjectedTo() throws Exception {
        assertThat(call(200, get("/credit/rules"), Viewers.applicant(firm)))
                .contains("弄虚作假")
                .contains("失信");
        assertThat(call(422, post("/credit/new").param("creditCode", "91"), OFFICER))
                .contains("没有这个代码");
        String entry = Objects.requireNonNull(answer(
                        302,
                        post("/credit/new")
                                .param("creditCode", code)
                                .param("event", "report-late")
                                .param(
                                        "on",
                                        "2026-03-0"
                                                + (1
                                                        + Math.floorMod(
                                                                UUID.randomUUID()
                                                                        .hashCode(),
                                                                9)))
                                .param("text", "季度报告逾期"),
                        OFFICER)
                .getRedirectedUrl());
        assertThat(call(422, post(entry + "/confirm"), OFFICER)).contains("录入人不能确认");
        answer(302, post(entry + "/confirm"), COLLEAGUE);
        var own = Viewers.applicant(firm);
        assertThat(call(200, get(entry), own)).contains("提出异议");
        call(404, get(entry), Viewers.applicant(UUID.randomUUID()));
        answer(302, post(entry + "/objection").param("text", "报告已按期寄出"), own);
        assertThat(call(422, post(entry + "/ruling").param("upheld", "true"), COLLEAGUE))
                .contains("2 至 2000");
        answer(302, post(entry + "/ruling").param("upheld", "true").param("ruling", "查实"), COLLEAGUE);
        assertThat(call(200, get(entry), own)).contains("已撤销");
        assertThat(call(200, get("/credit"), OFFICER)).contains("科技信用");
        assertThat(call(200, get("/credit/organisations/" + firm), own)).contains("等级");
        assertThat(JsonPath.<Integer>read(
                        call(200, get("/api/programme/credit/organisations/" + firm), OFFICER), "$.points"))
                .isPositive();
    }

    @Test
    void projectsAreRecommendedCountedExportedAndImported() throws Exception {
        var form = Map.of(
                "level", "province",
                "programme", "省重点研发计划（页面）",
                "year", "2015",
                "creditCode", code,
                "title", "页面推荐的项目",
                "recommendedOn", "2015-04-01",
                "requested", "300",
                "result", "approved",
                "decidedOn", "2015-09-01",
                "granted", "120");
        var entering = post("/upward/new");
        form.forEach(entering::param);
        String made = Objects.requireNonNull(answer(302, entering, OFFICER).getRedirectedUrl());
        assertThat(call(200, get(made), OFFICER)).contains("页面推荐的项目");
        assertThat(call(200, get("/upward?year=2015"), Viewers.bureauLeader())).contains("页面推荐的项目");
        assertThat(call(200, get("/upward/statistics?year=2015"), OFFICER))
                .contains("省重点研发计划（页面）")
                .contains("100.0");
        var twice = post("/upward/new");
        form.forEach(twice::param);
        assertThat(call(422, twice, OFFICER)).contains("已登记");

        byte[] book = answer(200, get("/upward/export?year=2015"), OFFICER).getContentAsByteArray();
        var file = new MockMultipartFile("file", "推荐.xlsx", "application/octet-stream", book);
        String preview = Objects.requireNonNull(
                answer(302, multipart("/upward/import").file(file), OFFICER).getRedirectedUrl());
        assertThat(call(200, get(preview), OFFICER)).contains("未变 1 项");
        call(404, get(preview), COLLEAGUE);
        answer(302, post(preview + "/confirm"), OFFICER);
        var wrong = new MockMultipartFile(
                "file", "推荐.xlsx", "application/octet-stream", "x".getBytes(StandardCharsets.UTF_8));
        call(422, multipart("/upward/import").file(wrong), OFFICER);
        answer(200, get("/upward/import/template"), OFFICER);
        call(403, get("/upward"), Viewers.applicant(firm));
    }
}
