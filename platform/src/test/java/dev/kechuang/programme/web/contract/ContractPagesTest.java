package dev.kechuang.programme.web.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.fund.Allocations;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.CityTest;
import dev.kechuang.testing.TestDatabase;
import dev.kechuang.testing.Viewers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
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
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/**
 * A city project from its contract to its archive, through the pages of both sides. It begins at the contract, without
 * review and decision, and so has a city of its own.
 */
class ContractPagesTest extends CityTest {

    private static final Viewer OFFICER = Viewers.bureauOfficer();
    private static final Viewer LEADER = Viewers.bureauLeader();

    private static final TestDatabase DATABASE = cityDatabase();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        settings(registry, DATABASE);
    }

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private Allocations allocations;

    @Autowired
    private List<Invariant> invariants;

    @Autowired
    private JdbcClient jdbc;

    private UUID id = new UUID(0, 0);
    private Viewer firm = Viewer.PUBLIC;

    @BeforeEach
    void project() throws IOException {
        var project = new ProjectFromContract(context);
        id = project.id;
        firm = project.firm;
    }

    @Test
    void bothSidesGoFromTheContractToTheArchive() throws Exception {
        String page = "/contracts/" + id;
        assertThat(page(get("/contracts"), firm)).contains("精密轴承寿命试验");
        var form = fields(page(get(page + "/edit"), firm));
        assertThat(form).containsEntry("budget-0-grant", "30").containsEntry("milestone-0-by", "2027-11-30");
        form.put("budget-0-grant", "29");
        form.put("then", "submit");
        String wrong = call(422, with(post(page + "/edit"), form), firm).getContentAsString(StandardCharsets.UTF_8);
        assertThat(wrong).contains("资助经费合计 49 万元，应为 50 万元").contains("value=\"29\"");
        form = fields(wrong);
        form.put("budget-0-grant", "30");
        form.put("then", "submit");
        call(302, with(post(page + "/edit"), form), firm);
        Project project = project(firm);
        assertThat(project.state()).isEqualTo(Project.State.SUBMITTED);

        assertThat(page(get("/contracts"), OFFICER)).contains("精密轴承寿命试验");
        call(422, with(post(page + "/return"), Map.of("revision", "" + project.revision(), "reason", " ")), OFFICER);
        call(302, with(post(page + "/agree"), Map.of("revision", "" + project.revision())), OFFICER);
        String digest = project(firm).digest();
        call(302, with(post(page + "/sign"), Map.of("digest", digest)), firm);
        call(302, with(post(page + "/sign"), Map.of("digest", digest)), LEADER);
        assertThat(project(firm).state()).isEqualTo(Project.State.CONFIRMED);
        for (String tab : List.of("text", "run", "money", "acceptance")) {
            assertThat(page(get(page + "?tab=" + tab), firm)).contains("精密轴承寿命试验");
        }
        assertThat(call(200, get(page + "/document.pdf"), firm).getContentAsByteArray())
                .startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
        assertThat(call(200, get(page + "/document.docx"), OFFICER).getContentAsByteArray())
                .hasSizeGreaterThan(1000);
        assertThat(page(get("/applications/" + id + "?tab=project"), OFFICER)).contains("任务书和实施");

        report(page, "midterm");
        call(302, with(post(page + "/reports/midterm/accept"), Map.of("filing", "1")), OFFICER);
        report(page, "progress");
        change(page);
        acceptance(page);
        assertThat(project(firm).application().status().code()).isEqualTo("completed");
        call(302, post(page + "/archive"), OFFICER);
        assertThat(page(get(page + "?tab=acceptance"), firm))
                .contains("归档文件第 1 次")
                .contains("获授权发明专利");
        String file = Objects.requireNonNull(Jsoup.parse(page(get(page + "?tab=acceptance"), OFFICER))
                        .select("a[href^=/files/]")
                        .last())
                .attr("href");
        assertThat(call(200, get(file), OFFICER).getContentAsByteArray())
                .startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
        call(404, get(file), firm);
        call(404, get(file), Viewers.applicant(UUID.randomUUID()));
        assertThat(page(get(page + "/evaluation"), firm)).contains("项目成果");
        for (Invariant invariant : invariants) {
            if (!invariant.name().startsWith("programme.contract")
                    && !invariant.name().equals("programme.outcome")) {
                continue;
            }
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
        }
    }

    private void report(String page, String report) throws Exception {
        String shown = page(get(page + "/reports/" + report), firm);
        var form = fields(shown);
        form.put("summary", "按计划完成");
        form.put("spent-0-grant", "10");
        form.put("spentTotal", "11");
        var pdf = new MockMultipartFile(
                "files", "证明.pdf", "application/pdf", "%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
        String wrong = call(422, with(multipart(page + "/reports/" + report).file(pdf), form), firm)
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(wrong).contains("各科目之和为 10 万元，与合计 11 万元不符").contains("已保留 1 个文件");
        form = fields(wrong);
        form.put("spentTotal", "10");
        call(302, with(multipart(page + "/reports/" + report), form), firm);
        assertThat(page(get(page + "/reports/" + report), OFFICER)).contains("按计划完成");
    }

    private void change(String page) throws Exception {
        for (String kind : List.of("leader", "budget", "content", "term")) {
            assertThat(page(get(page + "/changes/new?kind=" + kind), firm)).contains("变更原因");
        }
        var form = fields(page(get(page + "/changes/new?kind=term"), firm));
        form.put("endsOn", "2029-05-31");
        form.put("reason", "设备到货推迟");
        call(302, with(post(page + "/changes/new"), form), firm);
        assertThat(page(get(page + "/changes/1"), OFFICER))
                .contains("2029-05-31")
                .contains("设备到货推迟");
        call(422, with(post(page + "/changes/1/refuse"), Map.of("reason", "")), OFFICER);
        call(302, with(post(page + "/changes/1/approve"), Map.of("reason", "同意延期")), OFFICER);
        assertThat(project(firm).version()).isEqualTo(2);
    }

    private void acceptance(String page) throws Exception {
        var form = fields(page(get(page + "/acceptance"), firm));
        form.put("summary", "全部完成");
        form.put("achieved-0", "4");
        form.put("achieved-1", "0.04");
        for (var outcome : List.of("invention-patents", "utility-models", "standards", "papers", "jobs")) {
            form.put("outcome-" + outcome, "4");
        }
        form.put("outcome-revenue", "1200.5");
        form.put("method", "panel");
        call(422, with(multipart(page + "/acceptance"), form), firm);
        form.put("outcome-tax", "0");
        call(302, with(multipart(page + "/acceptance"), form), firm);
        assertThat(page(get("/contracts?view=acceptance"), OFFICER)).contains("精密轴承寿命试验");
        var sheet = fields(page(get(page + "/acceptance/decide"), OFFICER));
        sheet.put("outcome", "passed");
        sheet.put("opinion", "同意通过验收");
        call(422, with(post(page + "/acceptance/decide"), sheet), OFFICER);
        for (int i = 0; i < 3; i++) {
            sheet.put("member-" + i + "-name", "专家" + i);
            sheet.put("member-" + i + "-unit", "大学" + i);
            sheet.put("member-" + i + "-tasks", "35");
            sheet.put("member-" + i + "-targets", "25");
            sheet.put("member-" + i + "-money", "18");
            sheet.put("member-" + i + "-benefit", "8");
        }
        call(302, with(post(page + "/acceptance/decide"), sheet), OFFICER);
    }

    @Test
    void officersActThroughFormsThatAskForReasons() throws Exception {
        String page = "/contracts/" + id;
        Project project = project(firm);
        for (String what : List.of("suspend", "resume", "terminate", "contributions", "audit", "return")) {
            assertThat(page(get(page + "/" + what), OFFICER)).contains("<form");
        }
        call(
                422,
                with(
                        post(page + "/terminate"),
                        Map.of("moves", "" + project.application().moves(), "reason", "")),
                OFFICER);
        call(
                302,
                with(
                        post(page + "/terminate"),
                        Map.of("moves", "" + project.application().moves(), "reason", "单位放弃", "demanded", "")),
                OFFICER);
        assertThat(project(firm).application().status().code()).isEqualTo("terminated");
        for (var view : dev.kechuang.programme.internal.contract.ProjectLists.View.values()) {
            assertThat(page(get("/contracts?view=" + view.code()), OFFICER)).contains("项目管理");
            assertThat(page(get("/contracts?view=" + view.code() + "&lang=en"), firm))
                    .isNotEmpty();
        }
        assertThat(call(200, get("/contracts/export?view=all"), OFFICER).getContentAsByteArray())
                .startsWith("PK".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aTerminatedProjectPaysBackWhatWasPaidAndNothingIsPaidWhileItIsSuspended() throws Exception {
        signed();
        String page = "/contracts/" + id;
        UUID allocation = allocations
                .of(OFFICER, "programme/application/" + id)
                .getFirst()
                .id();
        String moves = "" + project(firm).application().moves();
        call(302, with(post(page + "/suspend"), Map.of("moves", moves, "reason", "股权纠纷")), OFFICER);
        assertThat(page(get(page + "?tab=money"), firm)).contains("暂停拨付", "股权纠纷");
        assertThat(page(get("/funds/allocations/" + allocation), OFFICER)).contains("暂停拨付", "股权纠纷");
        String stopped = call(422, post("/funds/payments").param("choice", allocation + "/1"), OFFICER)
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(stopped).contains("起暂停拨付：股权纠纷。恢复实施后才能办理拨款");
        moves = "" + project(firm).application().moves();
        call(302, with(post(page + "/resume"), Map.of("moves", moves, "reason", "已解决")), OFFICER);

        paid(allocation);
        moves = "" + project(firm).application().moves();
        String much = call(
                        422,
                        with(post(page + "/terminate"), Map.of("moves", moves, "reason", "停产", "demanded", "30.5")),
                        OFFICER)
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(much).as("more than was paid, and kept as typed").contains("30.5", "停产");
        call(302, with(post(page + "/terminate"), Map.of("moves", moves, "reason", "停产", "demanded", "20")), OFFICER);
        assertThat(page(get("/home"), firm)).contains("须退回", "200,000.00 元");
        assertThat(page(get("/my/funds/" + allocation), firm)).contains("应追回", "停产");
        assertThat(page(get("/home"), OFFICER)).contains("待收回");

        var form = fields(page(get(page + "/recovered"), OFFICER));
        assertThat(form).as("all that is owed is proposed").containsEntry("sum", "20");
        form.put("sum", "25");
        call(422, with(post(page + "/recovered"), form), OFFICER);
        form.put("sum", "5");
        for (int i = 0; i < 2; i++) call(302, with(post(page + "/recovered"), form), OFFICER);
        assertThat(page(get(page + "?tab=money"), firm)).contains("追回", "5.00", "已扣除收回的 5.00 万元");
        assertThat(page(get("/home"), firm)).contains("150,000.00 元");
        call(302, post(page + "/archive"), OFFICER);
        for (Invariant invariant : invariants) {
            if (!invariant.name().startsWith("fund.")) continue;
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
        }
    }

    /** The contract is signed by both: the first instalment is due. */
    private void signed() throws Exception {
        String api = "/api/programme/contracts/" + id;
        int revision = project(firm).revision();
        json(200, post(api + "/submit"), firm, "{\"revision\": %d}".formatted(revision));
        json(200, post(api + "/agree"), OFFICER, "{\"revision\": %d}".formatted(revision + 1));
        String digest = project(firm).digest();
        json(200, post(api + "/sign"), firm, "{\"digest\": \"%s\"}".formatted(digest));
        json(200, post(api + "/sign"), OFFICER, "{\"digest\": \"%s\"}".formatted(digest));
    }

    /** The first instalment goes to the bank and is paid. */
    private void paid(UUID allocation) throws Exception {
        String account = jdbc.sql("SELECT state FROM fund.bank_account WHERE organisation = :o AND state = 'confirmed'")
                .param("o", firm.organisation())
                .query(String.class)
                .optional()
                .orElse("");
        if (account.isEmpty()) {
            String name = jdbc.sql("SELECT name FROM registry.published_organisation WHERE id = :o")
                    .param("o", firm.organisation())
                    .query(String.class)
                    .single();
            call(
                    302,
                    with(
                            post("/my/funds/account"),
                            Map.of(
                                    "holder",
                                    name,
                                    "number",
                                    "6222021102",
                                    "bank",
                                    "中国银行太仓支行",
                                    "bankCode",
                                    "104305003012")),
                    firm);
            UUID entered = jdbc.sql("SELECT id FROM fund.bank_account WHERE organisation = :o AND state = 'entered'")
                    .param("o", firm.organisation())
                    .query(UUID.class)
                    .single();
            call(302, post("/funds/accounts/" + entered + "/confirm"), OFFICER);
        }
        call(302, post("/funds/payments").param("choice", allocation + "/1"), OFFICER);
        var order = jdbc.sql("SELECT id, number FROM fund.payment_order WHERE allocation = :id")
                .param("id", allocation)
                .query()
                .singleRow();
        String choice = String.valueOf(order.get("id"));
        call(302, post("/funds/payments/approve").param("choice", choice), LEADER);
        call(302, post("/funds/payments/send").param("choice", choice), OFFICER);
        assertThat(page(get("/search?q=" + order.get("number")), OFFICER))
                .as("a number on a bank slip is found")
                .contains("/funds/payments/" + choice);
        String file = "拨款单号,金额（元）,结果,失败原因,交易日期,银行流水号\n" + order.get("number") + ",300000.00,成功,,"
                + java.time.LocalDate.now() + ",W1\n";
        call(
                302,
                multipart("/funds/returns")
                        .file(new MockMultipartFile(
                                "file", "回单.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8))),
                OFFICER);
    }

    @Test
    void whoHasNothingToDoWithItFindsNothing() throws Exception {
        String page = "/contracts/" + id;
        Viewer stranger = Viewers.applicant(UUID.randomUUID());
        Viewer kunshan = Viewers.countyOfficer("320583");
        for (Viewer viewer : List.of(stranger, kunshan)) {
            call(404, get(page), viewer);
            call(404, get(page + "/document.pdf"), viewer);
            call(404, get("/api/programme/contracts/" + id), viewer);
        }
        Viewer taicang = Viewers.countyOfficer(Viewers.TAICANG);
        assertThat(page(get(page), taicang)).doesNotContain("退回修改");
        call(404, get(page + "/terminate"), taicang);
        call(403, get(page + "/edit"), OFFICER);
    }

    @Test
    void programsCanDoTheSame() throws Exception {
        String api = "/api/programme/contracts/" + id;
        String read = call(200, get(api), firm).getContentAsString(StandardCharsets.UTF_8);
        int revision = JsonPath.read(read, "$.revision");
        String list = call(200, get("/api/programme/contracts?view=contracts&q=精密轴承"), OFFICER)
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(list).contains(id.toString());
        String refused = json(422, post(api + "/submit"), firm, "{\"revision\": %d}".formatted(revision + 5));
        assertThat(JsonPath.<List<String>>read(refused, "$.errors[*].code")).containsExactly("contract.error.changed");
        json(200, post(api + "/submit"), firm, "{\"revision\": %d}".formatted(revision));
        json(403, post(api + "/agree"), firm, "{\"revision\": %d}".formatted(revision + 1));
        String agreed = json(200, post(api + "/agree"), OFFICER, "{\"revision\": %d}".formatted(revision + 1));
        String digest = JsonPath.read(agreed, "$.digest");
        json(200, post(api + "/sign"), firm, "{\"digest\": \"%s\"}".formatted(digest));
        json(200, post(api + "/sign"), OFFICER, "{\"digest\": \"%s\"}".formatted(digest));
        String money = call(200, get(api + "/money"), firm).getContentAsString(StandardCharsets.UTF_8);
        assertThat(JsonPath.<List<String>>read(money, "$[0].instalments[*].state"))
                .containsExactly("DUE", "PLANNED");
        json(422, post(api + "/reports/midterm"), firm, """
                {"summary": "", "problems": "", "achieved": [], "milestones": [], "spent": [], "spentFen": 0,
                 "outcomes": [], "files": []}""");
        json(200, post(api + "/contributions"), OFFICER, """
                {"key": "%s", "from": "DISTRICT", "fen": 100, "day": "2026-01-05", "evidence": "太科〔2026〕1号"}""".formatted(UUID.randomUUID()));
    }

    private Project project(Viewer viewer) {
        return context.getBean(dev.kechuang.programme.internal.contract.ContractService.class)
                .find(viewer, id)
                .orElseThrow();
    }

    private static <B extends AbstractMockHttpServletRequestBuilder<B>> B with(B request, Map<String, String> fields) {
        fields.forEach(request::param);
        return request;
    }

    /** What a browser would send of the form on the page. */
    private static Map<String, String> fields(String page) {
        var fields = new HashMap<String, String>();
        var form = Objects.requireNonNull(Jsoup.parse(page).select("form.form").first());
        for (var input : form.select("input[name], textarea[name]")) {
            boolean box =
                    input.attr("type").equals("checkbox") || input.attr("type").equals("radio");
            if (box && !input.hasAttr("checked") || input.attr("type").equals("file")) continue;
            fields.put(input.attr("name"), input.tagName().equals("textarea") ? input.text() : input.attr("value"));
        }
        fields.remove("_csrf");
        return fields;
    }

    private String page(AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer) throws Exception {
        return call(200, request, viewer).getContentAsString(StandardCharsets.UTF_8);
    }

    private String json(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer, String body)
            throws Exception {
        request.contentType(MediaType.APPLICATION_JSON).content(body);
        return call(status, request, viewer).getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse call(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        return requests().send(status, request, viewer);
    }
}
