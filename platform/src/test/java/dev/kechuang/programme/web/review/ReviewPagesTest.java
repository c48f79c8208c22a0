package dev.kechuang.programme.web.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.identity.DemoAccounts;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Browser;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** A blind round of the talent programme on its pages: from the seed to the signature. */
class ReviewPagesTest extends WebTest {

    private static final Viewer OFFICER = Viewers.bureauOfficer();

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private FileStore files;

    private MockMvc mvc;
    private JdbcClient owner = database().owner();

    @BeforeEach
    void mvc() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    private String call(int status, MockHttpServletRequestBuilder request, Viewer viewer) throws Exception {
        MockHttpServletResponse answer = mvc.perform(request.with(SecurityMockMvcRequestPostProcessors.csrf())
                        .with(SecurityMockMvcRequestPostProcessors.authentication(
                                new UsernamePasswordAuthenticationToken((HasViewer) () -> viewer, "", List.of()))))
                .andReturn()
                .getResponse();
        String text = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer.getStatus()).as(text).isEqualTo(status);
        return text;
    }

    private record Firm(UUID id, String name, String region) {}

    /** An application that has come to the technical round; the stages before it are other tests' affair. */
    private UUID atReview(UUID call, UUID version, Firm firm, int number, UUID clean, UUID leaking) {
        UUID id = UUID.randomUUID();
        // One statement: no application may be without its first event when a transaction ends.
        owner.sql("""
                DO $$ BEGIN
                    INSERT INTO programme.application (id, call, version, organisation, region, title, field, leader,
                        created_at, updated_at)
                    VALUES ('%s', '%s', '%s', '%s', '%s', '%s', 'electronic-information', '钱带头', now(), now());
                    INSERT INTO programme.event (application, move, kind, actor, at, number, stage, status, to_stage,
                        to_status)
                    VALUES ('%1$s', 1, 'created', 'test', now(), 1, '', '', '', '');
                END $$""".formatted(id, call, version, firm.id(), firm.region(), firm.name() + "的芯片项目"))
                .update();
        owner.sql("UPDATE programme.application SET number = :number, submitted_at = now() WHERE id = :id")
                .param("number", "TALENT-" + number)
                .param("id", id)
                .update();
        UUID submitted = event(id, 2, "passed");
        owner.sql("""
                INSERT INTO programme.submission (application, number, event, answers, digest, submitted_at, actor)
                SELECT :id, 1, :event, x.j, sha256(convert_to(x.j::text, 'UTF8')), now(), 'applicant'
                FROM (SELECT CAST(:answers AS jsonb) AS j) x""")
                .param("id", id)
                .param("event", submitted)
                .param("answers", """
                        {"sections": [{"id": "talent", "name": {"zh": "人才", "en": ""}, "fields": [
                            {"path": "talent.name", "name": {"zh": "姓名", "en": ""}, "kind": "text", "meaning": "leader",
                             "unit": "", "value": "钱带头", "text": {"zh": "钱带头", "en": ""}, "source": "", "files": [],
                             "organisations": [], "table": null},
                            {"path": "talent.summary", "name": {"zh": "技术", "en": ""}, "kind": "text", "meaning": "",
                             "unit": "", "value": "%1$s", "text": {"zh": "%1$s", "en": ""}, "source": "", "files": [],
                             "organisations": [], "table": null},
                            {"path": "talent.proofs", "name": {"zh": "证明", "en": ""}, "kind": "file", "meaning": "",
                             "unit": "", "value": "", "text": {"zh": "", "en": ""}, "source": "",
                             "files": [{"id": "%2$s", "name": "clean.pdf", "sha256": "", "size": 1},
                                       {"id": "%3$s", "name": "钱带头的证明.pdf", "sha256": "", "size": 1}],
                             "organisations": [], "table": null}]}]}""".formatted("本项目由" + firm.name() + "的钱带头主持，研究高速芯片", clean, leaking))
                .update();
        event(id, 3, "passed");
        event(id, 4, "passed");
        return id;
    }

    private UUID stored(String name, String text) throws Exception {
        byte[] pdf =
                Documents.standard().pdf(Document.form("附件").paragraph(text).build());
        var outcome = files.store(OFFICER, name, FileStore.Kind.ATTACHMENT, new ByteArrayInputStream(pdf));
        return ((Outcome.Done<StoredFile>) outcome).value().id();
    }

    private UUID event(UUID application, int move, String kind) {
        return owner.sql(
                        "INSERT INTO programme.event (application, move, kind, actor, at, number, stage, status, to_stage,"
                                + " to_status) VALUES (:id, :move, :kind, 'test', now(), 1, '', '', '', '') RETURNING id")
                .param("id", application)
                .param("move", move)
                .param("kind", kind)
                .query(UUID.class)
                .single();
    }

    /** What is missing is said with what was typed kept; while it is out the round says so and stays open. */
    private void sentBackAndCorrected(String round, UUID application) throws Exception {
        String back = round + "/return/" + application;
        String asked = call(200, get(back), OFFICER);
        String section = Objects.requireNonNull(Jsoup.parse(asked).selectFirst("input[name=sections]"))
                .val();
        assertThat(call(
                        422,
                        post(back).param("expected", "4").param("days", "40").param("reason", "缺少对照试验"),
                        OFFICER))
                .contains("请勾选打开修改的部分")
                .contains("1 至 30 个工作日")
                .contains("请写明依据的条款")
                .contains("缺少对照试验");
        call(
                302,
                post(back)
                        .param("expected", "4")
                        .param("days", "5")
                        .param("sections", section)
                        .param("clause", "申报通知第三条")
                        .param("reason", "缺少对照试验"),
                OFFICER);
        assertThat(call(200, get(round), OFFICER)).contains("补正中").contains("逾期未补正");
        assertThat(call(200, get(back), OFFICER)).contains("补正中");
        assertThat(call(422, post(round + "/close"), OFFICER)).contains("正在补正");
        event(application, 6, "resubmitted");
        assertThat(call(200, get("/reviews/export"), OFFICER)).isNotEmpty();
    }

    @Test
    void fromTheSeedToTheSignature() throws Exception {
        UUID version = owner.sql("SELECT id FROM programme.version WHERE programme = 'suzhou-leading-talent'"
                        + " AND state = 'released'")
                .query(UUID.class)
                .single();
        UUID call = owner.sql("""
                INSERT INTO programme.call (version, number, title, year, region, state, opens_at, closes_at, created_at,
                    published_at)
                VALUES (:version, 'REVIEW-TEST', '领军人才评审测试批次', 2026, '320500', 'published', now() - interval '9 days',
                    now() - interval '1 day', now(), now()) RETURNING id""").param("version", version).query(UUID.class).single();
        Firm firm = owner.sql("SELECT id, name, region FROM registry.organisation WHERE kind = 'enterprise'"
                        + " AND status = 'confirmed' ORDER BY id LIMIT 1")
                .query((rows, n) ->
                        new Firm(rows.getObject("id", UUID.class), rows.getString("name"), rows.getString("region")))
                .single();
        UUID clean = stored("方案.pdf", "高速芯片的总体方案");
        UUID leaking = stored("钱带头的证明.pdf", "兹证明" + firm.name() + "拥有该专利");
        UUID application = atReview(call, version, firm, 1, clean, leaking);
        String round = "/reviews/" + call + "/technical";
        assertThat(call(200, get("/reviews"), OFFICER)).contains("领军人才评审测试批次");
        assertThat(call(422, post(round + "/draw"), OFFICER)).contains("请先公布抽取种子");
        String refused = call(422, post(round + "/seed").param("seed", "1").param("source", "某期彩票"), OFFICER);
        assertThat(refused).contains("种子 4 至 200 个字").contains("某期彩票");
        call(302, post(round + "/seed").param("seed", "2026135 01 09 17").param("source", "双色球第2026135期"), OFFICER);
        call(302, post(round + "/draw"), OFFICER);
        assertThat(call(200, get(round), OFFICER)).contains("待回复").contains("2026135 01 09 17");
        assertThat(call(200, get(round + "/why/" + application), OFFICER)).contains("本次抽中");
        sentBackAndCorrected(round, application);
        assertThat(call(200, get(round + "/leaks/texts"), OFFICER)).contains("钱带头");
        assertThat(call(200, get(round + "/leaks"), OFFICER)).contains("没有检查");
        call(302, post(round + "/leaks/read"), OFFICER);
        String leaks = call(200, get(round + "/leaks"), OFFICER);
        assertThat(leaks).contains("含身份信息").contains("第 1 页").contains("文件名");
        String ref = application + "/" + leaking;
        assertThat(call(422, post(round + "/leaks").param("file", ref).param("reason", "专利须核实"), OFFICER))
                .contains("请选择隐藏或让专家看到")
                .contains("专利须核实");
        call(404, get(round), Viewers.countyOfficer(Viewers.TAICANG));

        UUID sheet = owner.sql(
                        "SELECT s.id FROM programme.review_assignment s JOIN programme.review_round r ON r.id = s.round"
                                + " WHERE r.call = :call ORDER BY s.id LIMIT 1")
                .param("call", call)
                .query(UUID.class)
                .single();
        // The demonstration's expert logs in as the one who was drawn.
        UUID account = owner.sql("SELECT account FROM identity.published_person WHERE login = 'expert'")
                .query(UUID.class)
                .single();
        owner.sql("UPDATE registry.expert SET account = NULL WHERE account = :account")
                .param("account", account)
                .update();
        owner.sql("UPDATE registry.expert SET account = :account WHERE id ="
                        + " (SELECT expert FROM programme.review_assignment WHERE id = :sheet)")
                .param("account", account)
                .param("sheet", sheet)
                .update();
        var expert = new Viewer(account, "评审专家", Set.of(Role.EXPERT), null, null, "", List.of());
        String path = "/reviews/sheets/" + sheet;
        assertThat(call(200, get("/my/reviews"), expert)).contains("待办 1 项").doesNotContain(firm.name());
        assertThat(call(200, get(path), expert)).contains("接受").doesNotContain("高速芯片");
        call(302, post(path + "/accept"), expert);
        String read = call(200, get(path), expert);
        String files = path + "/files/";
        assertThat(read).contains("TALENT-1-1.pdf").contains("1 个附件正在做匿名检查").doesNotContain(leaking.toString());
        call(200, get(files + clean), expert);
        call(404, get(files + leaking), expert);
        call(404, get("/files/" + clean), expert);
        call(404, get(files + clean), Viewers.expert());
        call(
                302,
                post(round + "/leaks")
                        .param("file", ref)
                        .param("decision", "shown")
                        .param("reason", "专利须核实"),
                OFFICER);
        call(200, get(files + leaking), expert);
        assertThat(read)
                .contains("高速芯片")
                .contains("〔隐去〕")
                .doesNotContain(firm.name())
                .doesNotContain("钱带头");
        call(204, post(path + "/draft").param("points-novelty", "三十").param("comment", "先记着"), expert);
        assertThat(call(200, get(path), expert)).contains("三十").contains("先记着");
        onATelephone(path);
        String wrong =
                call(422, post(path + "/sign").param("points-novelty", "41").param("comment", "好"), expert);
        assertThat(wrong).contains("填 0 至 40 的数");
        var signing = post(path + "/sign")
                .param("points-novelty", "35")
                .param("points-feasibility", "25")
                .param("points-rights", "20")
                .param("comment", "技术先进");
        call(302, signing, expert);
        assertThat(call(200, get(path), expert)).contains("总分 80");
        String second = call(
                422,
                post(path + "/sign")
                        .param("points-novelty", "40")
                        .param("points-feasibility", "25")
                        .param("points-rights", "20")
                        .param("comment", "改主意"),
                expert);
        assertThat(second).contains("不能再次签署或修改");
        call(404, get(path), Viewers.expert());
        assertThat(call(422, post(round + "/close"), OFFICER)).contains("没有签署");

        String discussion = round + "/discussion";
        assertThat(call(422, post(discussion).param("speaker", "评审甲").param("text", ""), OFFICER))
                .contains("请填写发言内容")
                .contains("评审甲");
        call(
                302,
                post(discussion)
                        .param("about", application.toString())
                        .param("speaker", "评审甲")
                        .param("text", "可行"),
                OFFICER);
        assertThat(call(200, get(discussion), OFFICER)).contains("评审甲").contains("可行");
        call(302, post(discussion + "/1/strike"), OFFICER);
        assertThat(call(200, get(discussion), OFFICER)).contains("不写入纪要");
        call(200, get(round + "/minutes.docx"), OFFICER);
        call(404, get(round + "/minutes.docx"), Viewers.countyOfficer(Viewers.TAICANG));
        workbook(round + "/export");

        String tab = "/applications/" + application + "?tab=review";
        assertThat(call(200, get(tab), OFFICER))
                .contains("技术先进")
                .contains("80.00")
                .contains("2026135 01 09 17");
        // The applicant sees nothing before it is announced, and never who reviewed.
        var applicant = Viewers.applicant(firm.id());
        call(404, get(tab), applicant);
        looked(round, tab);
        announced(round, application);
        String told = call(200, get(tab), applicant);
        // The programme discloses the score and nothing else.
        assertThat(told).contains("进入下一环节").contains("得分").doesNotContain("名次");
        assertThat(told).doesNotContain("技术先进").doesNotContain("另一份意见");
        assertThat(told).doesNotContain("/experts/").doesNotContain("2026135");
        for (String name : experts(call)) assertThat(told).doesNotContain(name);
        assertThat(call(200, get(tab), OFFICER)).contains("得分");
    }

    /** The other sheets signed, the round closed by the officer, the result announced. */
    private void announced(String round, UUID application) throws Exception {
        owner.sql("""
                UPDATE programme.review_assignment SET state = 'signed', signed_at = now(), signed_by = uuidv7(), total = 70,
                    points = '{"novelty": "30", "feasibility": "20", "rights": "20"}', comment = '另一份意见'
                WHERE application = :application AND state IN ('invited', 'accepted')""").param("application", application).update();
        assertThat(call(200, get(round + "/close"), OFFICER)).contains("1 项进入下一环节");
        call(302, post(round + "/close"), OFFICER);
        owner.sql("UPDATE programme.application SET announced_at = now() WHERE id = :application")
                .param("application", application)
                .update();
    }

    private List<String> experts(UUID call) {
        return owner.sql("""
                SELECT e.name FROM programme.review_assignment s JOIN programme.review_round r ON r.id = s.round
                JOIN registry.expert e ON e.id = s.expert WHERE r.call = :call""")
                .param("call", call)
                .query((rows, number) -> rows.getString("name"))
                .list();
    }

    /** The officer's pages on a desk and on the way. */
    private void looked(String round, String tab) {
        try (var desk = Browser.desktop();
                var way = Browser.telephone()) {
            for (var browser : List.of(desk, way)) {
                String width = browser == way ? "390" : "1440";
                enter(browser, "officer");
                for (String page : List.of("", "/leaks", "/leaks?all=true", "/leaks/texts", "/discussion")) {
                    browser.page().navigate(address(round + page));
                    String name = page.isEmpty() ? "round" : page.replaceAll("[^a-z]", "-");
                    browser.fits().accessible().photograph("review-" + name + "-" + width);
                }
                browser.page().navigate(address(tab));
                browser.fits().accessible().photograph("review-part-" + width);
            }
        }
    }

    private void enter(Browser browser, String login) {
        browser.page().navigate(address("/login"));
        browser.page().locator("main [name='login']").fill(login);
        browser.page().locator("main [name='password']").fill(DemoAccounts.PASSWORD);
        browser.page()
                .locator("main")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("登录").setExact(true))
                .click();
    }

    private void workbook(String path) throws Exception {
        byte[] bytes = mvc.perform(get(path)
                        .with(SecurityMockMvcRequestPostProcessors.authentication(
                                new UsernamePasswordAuthenticationToken((HasViewer) () -> OFFICER, "", List.of()))))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
            assertThat(book.getSheets().map(Sheet::getName)).containsExactly("当前排名", "评分明细", "专家分配与说明");
            var marks = book.findSheet("评分明细").orElseThrow().read();
            assertThat(marks).anySatisfy(row -> assertThat(row.getCellText(9)).isEqualTo("技术先进"));
            var reasons = book.findSheet("专家分配与说明").orElseThrow().read();
            assertThat(reasons).anySatisfy(row -> assertThat(row.getCellText(5)).isEqualTo("本次抽中"));
        }
    }

    /** Reviews are read and scored on the way: nothing sticks out at 390 pixels. */
    private void onATelephone(String sheet) {
        try (var browser = Browser.telephone()) {
            enter(browser, "expert");
            browser.page().navigate(address(sheet));
            browser.fits().accessible().photograph("review-sheet-390");
            browser.page().navigate(address("/my/reviews"));
            browser.fits().accessible().photograph("review-mine-390");
            browser.page().navigate(address("/my/expert"));
            browser.fits().accessible().photograph("expert-own-390");
        }
    }
}
