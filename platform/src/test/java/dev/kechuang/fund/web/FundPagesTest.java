package dev.kechuang.fund.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/** The money's pages on the demonstration city, and a payment from the list to the bank and back. */
class FundPagesTest extends WebTest {

    /** Subsidies of this year, which the demonstration's budgets pay; programmes have money of their own. */
    private static final String SUBSIDIES = "/api/fund/allocations?q=年度研发费用后补助";

    private static final Viewer OFFICER = Viewers.bureauOfficer();
    private static final Viewer LEADER = Viewers.bureauLeader();

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private ObjectProvider<Invariant> invariants;

    private MockHttpServletResponse send(AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        return requests().send(request, viewer);
    }

    private String ok(String path, Viewer viewer) throws Exception {
        var answer = send(get(path), viewer);
        String text = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer.getStatus()).as(path + " " + text).isEqualTo(200);
        return text;
    }

    private static <T> T json(String text, String path) {
        return JsonPath.read(text, path);
    }

    @Test
    void everyPageShowsTheDemonstrationsMoney() throws Exception {
        for (Viewer viewer : List.of(OFFICER, LEADER, Viewers.countyOfficer(Viewers.TAICANG))) {
            for (String path : List.of(
                    "/funds",
                    "/funds?year=2026&source=city&q=补助",
                    "/funds/allocations",
                    "/funds/journal",
                    "/funds/journal?kind=settle&from=2025-01-01&until=2025-12-31",
                    "/funds/due",
                    "/funds/payments",
                    "/funds/payments?state=made",
                    "/funds/payments?state=approved",
                    "/funds/batches",
                    "/funds/returns",
                    "/funds/reconciliation")) {
                ok(path, viewer);
            }
        }
        assertThat(ok("/funds?source=province", OFFICER)).contains("省拨科技成果转化经费");
        assertThat(ok("/funds/reconciliation", OFFICER)).contains("拨款单与账簿一致");
        assertThat(ok("/funds/accounts", OFFICER)).contains("银行退回，待更正");

        String lines = ok("/api/fund/lines?q=rd-subsidy&year=2026", OFFICER);
        String line = json(lines, "$.items[0].id");
        assertThat(ok("/funds/lines/" + line, OFFICER)).contains("研发费用后补助");
        ok("/funds/lines/" + line + "/change", OFFICER);
        ok("/funds/lines/" + line + "/carry", OFFICER);
        ok("/funds/lines/new", OFFICER);
        String allocation = json(ok(SUBSIDIES, OFFICER), "$.items[0].id");
        assertThat(ok("/funds/allocations/" + allocation, OFFICER)).contains("首期（60%）");
        ok("/funds/allocations/" + allocation + "/contributions/new", OFFICER);
        String posting = json(ok("/api/fund/journal?allocation=" + allocation, OFFICER), "$.items[0].id");
        assertThat(ok("/funds/journal/" + posting, OFFICER)).contains("分录");
        String batch = json(ok("/api/fund/batches", OFFICER), "$.items[0].id");
        ok("/funds/batches/" + batch, OFFICER);
        assertThat(ok("/funds/batches/" + batch + "/file", OFFICER)).contains("拨款单号,收款户名");
        String payment = json(ok("/api/fund/payments?state=made", LEADER), "$.items[0].id");
        assertThat(ok("/funds/payments/" + payment, LEADER)).contains("复核通过");
        ok("/funds/payments/" + payment + "/refuse", LEADER);
        for (String export : List.of("", "/allocations", "/journal", "/payments", "/batches")) {
            assertThat(send(get("/funds" + export + "/export"), OFFICER).getContentAsByteArray())
                    .startsWith('P', 'K');
        }
    }

    @Test
    void anOrganisationSeesItsOwnMoneyAndNoOther() throws Exception {
        String allocation = json(ok(SUBSIDIES, OFFICER), "$.items[0].id");
        String beneficiary = json(ok("/api/fund/allocations/" + allocation, OFFICER), "$.beneficiary");
        Viewer own = Viewers.applicant(UUID.fromString(beneficiary));
        assertThat(ok("/my/funds", own)).contains("研发费用后补助").contains("****");
        ok("/my/funds/" + allocation, own);
        ok("/my/funds/account", own);
        assertThat(send(get("/my/funds/" + allocation), Viewers.applicant(UUID.randomUUID()))
                        .getStatus())
                .isEqualTo(404);
        assertThat(send(get("/funds/allocations/" + allocation), own).getStatus())
                .isEqualTo(403);
        var refused = send(post("/my/funds/account").param("holder", "别家公司").param("number", "12"), own);
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8)).contains("户名须与单位名称", "联行号为 12 位数字");
    }

    @Test
    void aBudgetThatIsWrongComesBackAsTyped() throws Exception {
        var refused = send(
                post("/funds/lines/new")
                        .param("year", "2026")
                        .param("name", "测试科目甲")
                        .param("programme", "Not A Code")
                        .param("source", "city")
                        .param("region", "320500")
                        .param("budget", "一百万")
                        .param("basis", ""),
                OFFICER);
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8)).contains("测试科目甲", "一百万", "最多六位小数");
        var opened = send(
                post("/funds/lines/new")
                        .param("key", "k1")
                        .param("year", "2026")
                        .param("name", "测试科目甲")
                        .param("programme", "test-programme")
                        .param("source", "city")
                        .param("region", "320500")
                        .param("budget", "100.5")
                        .param("basis", "测试〔2026〕1号"),
                OFFICER);
        assertThat(opened.getStatus()).isEqualTo(302);
        String line = opened.getHeader("Location");
        var cut = send(post(line + "/change").param("amount", "-200").param("reason", "核减"), OFFICER);
        assertThat(cut.getStatus()).isEqualTo(422);
        assertThat(cut.getContentAsString(StandardCharsets.UTF_8)).contains("可用额度只有 1,005,000.00 元");
        assertThat(send(post(line + "/change").param("amount", "20").param("reason", "追加"), OFFICER)
                        .getStatus())
                .isEqualTo(302);
        assertThat(ok(Objects.requireNonNull(line), OFFICER)).contains("120.50");
    }

    @Test
    void aPaymentGoesToTheBankAndBack() throws Exception {
        String due = ok("/api/fund/due", OFFICER);
        // One whose payee has an account: the demonstration sent others back.
        List<String> accounts = json(due, "$[*].account");
        int at = accounts.indexOf(accounts.stream()
                .filter(account -> !account.isEmpty())
                .findFirst()
                .orElseThrow());
        String allocation = json(due, "$[" + at + "].allocation");
        int instalment = json(due, "$[" + at + "].instalment");
        var made = send(post("/funds/payments").param("choice", allocation + "/" + instalment), OFFICER);
        assertThat(made.getStatus()).isEqualTo(302);
        String payments = ok("/api/fund/payments?state=made", OFFICER);
        String id = json(payments, "$.items[0].id");
        String number = json(payments, "$.items[0].number");
        int fen = json(payments, "$.items[0].amount.fen");

        var own = send(post("/funds/payments/approve").param("choice", id), OFFICER);
        assertThat(own.getStatus()).isEqualTo(422);
        assertThat(own.getContentAsString(StandardCharsets.UTF_8)).contains("须由他人复核");
        assertThat(send(post("/funds/payments/approve").param("choice", id), LEADER)
                        .getStatus())
                .isEqualTo(302);
        assertThat(send(post("/funds/payments/send").param("choice", id), OFFICER)
                        .getStatus())
                .isEqualTo(302);

        String header = "拨款单号,金额（元）,结果,失败原因,交易日期,银行流水号\n";
        String sum = java.math.BigDecimal.valueOf(fen, 2).toPlainString();
        var wrong = load(header + "BK9999," + sum + ",成功,,2026-01-05,1\n" + number + ",1.00,成功,,2026-01-05,2\n");
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString(StandardCharsets.UTF_8))
                .contains(
                        "第 2 行：没有拨款单号 BK9999，或不属于您负责的资金；应为送银行文件中的拨款单号（BK 加 11 位数字）", "第 3 行：拨款单 " + number + " 的金额应为 ");
        assertThat(load(header + number + "," + sum + ",成功,,2026-01-05,W1\n").getStatus())
                .isEqualTo(302);
        assertThat(JsonPath.<String>read(ok("/api/fund/payments/" + id, OFFICER), "$.state"))
                .isEqualTo("SETTLED");
        assertThat(load(header + number + "," + sum + ",成功,,2026-01-05,W1\n")
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("不再重复入账");
        invariants.stream()
                .filter(invariant -> invariant.name().startsWith("fund."))
                .forEach(invariant -> assertThat(invariant.check().violations())
                        .as(invariant.name())
                        .isEmpty());
    }

    private MockHttpServletResponse load(String content) throws Exception {
        return send(
                multipart("/funds/returns")
                        .file(new MockMultipartFile(
                                "file", "回单.csv", "text/csv", content.getBytes(StandardCharsets.UTF_8))),
                OFFICER);
    }

    @Test
    void programsSayOnceWhatTheyMean() throws Exception {
        String body = """
                {"year": 2027, "programme": "api-line", "name": "接口科目", "source": "CITY", "region": "320500",
                 "subjectCode": "", "budget": {"fen": 1000}, "basis": "接口"}""";
        String first = null;
        for (int i = 0; i < 2; i++) {
            var answer = send(
                    post("/api/fund/lines")
                            .header("Idempotency-Key", "line-1")
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(body),
                    OFFICER);
            String text = answer.getContentAsString(StandardCharsets.UTF_8);
            assertThat(answer.getStatus()).as(text).isEqualTo(200);
            if (first != null) assertThat(text).isEqualTo(first);
            first = text;
        }
        var other = send(
                post("/api/fund/lines")
                        .header("Idempotency-Key", "line-1")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body.replace("1000", "2000")),
                OFFICER);
        assertThat(other.getStatus()).isEqualTo(422);
        assertThat(other.getContentAsString(StandardCharsets.UTF_8)).contains("fund.error.key");
    }
}
