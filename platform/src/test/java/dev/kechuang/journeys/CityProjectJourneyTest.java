package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import dev.kechuang.fund.Budgets;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.Source;
import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.programme.internal.decision.ObjectionStore;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A city project from its guide to final acceptance, with one return for correction, one recusal, one objection and one
 * payment that the bank sends back. In the browser: the call, a section and the submission, the recommendation, the
 * return and the correction, the draw, a recusal and a signature, the end of the round, list, notice, objection,
 * approval, contract, payments, reports and acceptance. By the services behind the pages: most fields of the forms, the
 * two other applicants of the call, and the sheets of all experts but two. The days pass by the demonstration's clock.
 */
class CityProjectJourneyTest extends GrantJourney {

    private static final String PROGRAMME = "suzhou-city-project";
    private static final String TAICANG = "320585";

    /** Apart from what earlier runs left in the same city. */
    private static final String MARK = UUID.randomUUID().toString().substring(0, 6);

    private static final String TITLE = "减速器寿命试验方法研究" + MARK;

    @Autowired
    private Budgets budgets;

    @Autowired
    private IndicatorFigures figures;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ObjectionStore objections;

    @Autowired
    private SubmissionStore submissionStore;

    private Firm firm = new Firm(new UUID(0, 0), "", "", "", Viewer.PUBLIC);
    private UUID call = new UUID(0, 0);
    private UUID id = new UUID(0, 0);
    private String receipt = "";
    private String secret = "";

    @Test
    void fromTheGuideToFinalAcceptance() {
        LocalDate begin = LocalDate.now(clock).minusMonths(20).withDayOfMonth(3);
        Definition definition = definitions.of(version(PROGRAMME));
        on(begin);
        call = publish(begin);

        on(begin.plusDays(5));
        List<Firm> firms = firms(call, TAICANG, 3, "city." + MARK);
        firm = firms.getFirst();
        apply(definition);
        UUID second = fill(firms.get(1), call, definition, "basic", Map.of(), MARK.hashCode() + 1L);
        submit(firms.get(1), second);
        UUID third = fill(firms.get(2), call, definition, "basic", Map.of(), MARK.hashCode() + 2L);
        submit(firms.get(2), third);

        on(begin.plusDays(25));
        as("county", county -> {
            open(county, "/recommendations/" + id);
            county.page().check("main input[name='verdict'][value='recommend']");
            send(county, "/recommendations/" + id);
        });
        recommend(second);
        recommend(third);

        on(begin.plusDays(28));
        returned();
        on(begin.plusDays(30));
        corrected();
        for (UUID one : List.of(id, second, third)) passCheck(city("officer"), one);
        assertThat(List.of(id, second, third))
                .extracting(
                        one -> application(one).stage() + " " + application(one).status())
                .containsOnly("review OPEN");

        on(begin.plusDays(40));
        review(definition, second, third);
        on(begin.plusDays(50));
        decide(call, TITLE);
        assertThat(application(id).stage()).isEqualTo("notice");
        on(begin.plusDays(51));
        notice();
        long approved = approvedSince(begin);
        approve(call, "苏科资〔" + begin.getYear() + "〕99号" + MARK);
        assertThat(approvedSince(begin)).isEqualTo(approved + approvedOf(call));
        assertThat(application(id).stage()).isEqualTo("contract");

        on(begin.plusDays(90));
        contract();
        on(begin.plusDays(100));
        payments();
        on(begin.plusMonths(14));
        report("midterm");
        on(begin.plusMonths(18));
        report("progress");
        on(begin.plusMonths(19));
        acceptance();
        assertThat(application(id).status()).isEqualTo(Status.COMPLETED);
        as(firm.login(), browser -> {
            open(browser, "/applications/" + id);
            assertThat(text(browser)).contains(TITLE);
            browser.accessible().fits().photograph("journey-project-done");
        });
        archive();
    }

    /** The county's figure of approved projects, over the year of the call and the next. */
    private long approvedSince(LocalDate begin) {
        var at = FigureAt.of("programmes.approved", TAICANG, Period.year(begin.getYear()));
        return figures.series(at, at.period(), at.period().next()).stream()
                .map(IndicatorFigure::value)
                .filter(Objects::nonNull)
                .mapToLong(BigDecimal::longValueExact)
                .sum();
    }

    private long approvedOf(UUID one) {
        long found = jdbc.sql("SELECT count(*) FROM programme.application WHERE call = :call AND stage = 'contract'")
                .param("call", one)
                .query(Long.class)
                .single();
        assertThat(found).isPositive();
        return found;
    }

    /** Everything from the first submission to the last report in one file, for officers alone. */
    private void archive() {
        String page = "/contracts/" + id;
        String[] file = new String[1];
        as("officer", officer -> {
            // Some twenty documents are set and bound: on a busy machine more than the time of other pages.
            officer.page().setDefaultTimeout(120_000);
            open(officer, page);
            send(officer, page + "/archive");
            open(officer, page + "?tab=acceptance");
            var link = officer.page().locator("main a[href^='/files/']").last();
            file[0] = address(link.getAttribute("href"));
            byte[] content = officer.page().request().get(file[0]).body();
            try (var bound = Loader.loadPDF(content)) {
                var groups = new ArrayList<String>();
                for (var item : bound.getDocumentCatalog().getDocumentOutline().children()) {
                    groups.add(item.getTitle());
                    for (var child : item.children()) groups.add("- " + child.getTitle());
                }
                assertThat(groups)
                        .contains("办理经过", "申报材料", "形式审查", "名单拟定", "公示", "批准文件", "任务书", "报告", "验收", "经费")
                        .containsSubsequence("申报材料", "形式审查", "名单拟定", "公示", "批准文件", "任务书");
                assertThat(groups.stream().filter(name -> name.startsWith("- 申报书（第 ")))
                        .as("as handed in first and after the correction")
                        .hasSize(2);
                assertThat(groups.stream().filter(name -> name.startsWith("- 形式审查表") || name.contains("表（第 ")))
                        .hasSize(2);
                assertThat(groups).anyMatch(name -> name.startsWith("- 异议 YY"));
                var stripper = new PDFTextStripper();
                assertThat(stripper.getText(bound).replaceAll("\\s", ""))
                        .as("who objected and with what, the desk alone reads")
                        .doesNotContain("举证材料.pdf", "李正直", "13800000000")
                        .contains("依法保密", "经核查，两个项目的研究对象和考核指标不同。", "创新点请与国内外同类技术对比说明")
                        .contains("已在创新点中补充对比表。")
                        .contains(submissionStore
                                .latest(id)
                                .orElseThrow()
                                .digest()
                                .substring(0, 20));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        as(firm.login(), applicant -> {
            open(applicant, page + "?tab=acceptance");
            assertThat(text(applicant)).contains("归档文件第 1 次");
            assertThat(applicant.page().request().get(file[0]).status()).isEqualTo(404);
        });
    }

    private UUID publish(LocalDate begin) {
        var line = must(budgets.open(
                city("officer"),
                "journey/city-project" + MARK,
                new NewBudgetLine(
                        begin.getYear(),
                        PROGRAMME,
                        "全程试验" + MARK,
                        Source.CITY,
                        "320500",
                        "",
                        Money.wan(new java.math.BigDecimal(300)),
                        "苏财教〔示例〕1号")));
        as("officer", officer -> {
            open(officer, "/calls/new");
            choose(officer, "version", version(PROGRAMME).toString());
            fill(officer, "title", "城市科技项目申报通知（全程）");
            fill(officer, "year", String.valueOf(begin.getYear()));
            fill(officer, "opensOn", begin.plusDays(1).toString());
            fill(officer, "workingDays", "12");
            fill(officer, "guide", "一、支持方向\n关键技术攻关。\n二、申报要求\n在本市注册。");
            fill(officer, "contact", "规划处 0512-68600000");
            send(officer, "/calls/new");
            String path = path(officer);
            // The budget lines offered are those of the programme and the year.
            open(officer, path + "/edit");
            fill(officer, "budget", "200");
            choose(officer, "line", line.id().toString());
            send(officer, path + "/edit");
            open(officer, path + "/publish");
            send(officer, path + "/publish");
            assertThat(text(officer)).contains("城市科技项目申报通知（全程）");
            officer.accessible().fits().photograph("journey-call");
            call = UUID.fromString(path.substring("/calls/".length()));
        });
        return call;
    }

    /** Most fields come by the services; the title and the last press are the applicant's. */
    private void apply(Definition definition) {
        id = fill(firm, call, definition, "basic", Map.of(), MARK.hashCode());
        as(firm.login(), applicant -> {
            open(applicant, "/applications/" + id + "/form/project");
            fill(applicant, "project.title", TITLE);
            send(applicant, "/applications/" + id + "/form/project");
            assertThat(path(applicant)).endsWith("/form/content");
            open(applicant, "/applications/" + id + "/submit");
            applicant.accessible().fits().photograph("journey-submit");
            send(applicant, "/applications/" + id + "/submit");
            assertThat(text(applicant)).contains(TITLE, "已提交");
        });
        assertThat(application(id).stage()).isEqualTo("recommendation");
    }

    private void returned() {
        as("officer", officer -> {
            String path = "/checks/" + id;
            open(officer, path);
            send(officer, path + "/claim");
            officer.page().locator("details.check-more summary").click();
            officer.page().check("main input[name='sections'][value='content']");
            fill(officer, "clause", "指南第二条");
            fill(officer, "reason", "创新点请与国内外同类技术对比说明。");
            click(officer, officer.page().locator("main button[name='action'][value='return']"));
            fine(officer);
        });
        assertThat(application(id).status()).isEqualTo(Status.RETURNED);
    }

    private void corrected() {
        as(firm.login(), applicant -> {
            open(applicant, "/applications/" + id + "/form");
            assertThat(path(applicant)).as("only what was returned is open").endsWith("/form/content");
            assertThat(text(applicant)).contains("创新点请与国内外同类技术对比说明");
            fill(applicant, "content.innovation", "与国内外同类试验方法相比，周期缩短一半，结果可复现。");
            click(applicant, applicant.page().locator("#application-form button.primary"));
            open(applicant, "/applications/" + id + "/submit");
            assertThat(text(applicant)).contains("请答复补正意见");
            open(applicant, "/applications/" + id + "/correction");
            applicant.accessible().fits().photograph("journey-correction");
            fill(applicant, "correction._reason", "已在创新点中补充对比表。");
            click(applicant, applicant.page().locator("main button[name='go'][value='check']"));
            send(applicant, "/applications/" + id + "/submit");
        });
        assertThat(application(id).status()).isEqualTo(Status.OPEN);
    }

    private void review(Definition definition, UUID second, UUID third) {
        String round = "/reviews/" + call + "/review";
        as("officer", officer -> {
            open(officer, round);
            fill(officer, "seed", "2025041 07 19 28 33");
            fill(officer, "source", "体育彩票大乐透第 2025041 期");
            send(officer, round + "/seed");
            send(officer, round + "/draw");
        });
        var drawn = sheetsOf(call, "review", id);
        assertThat(drawn).hasSize(5);
        var tied = drawn.getFirst();
        as(loginOf(tied.expert()), expert -> {
            String sheet = "/reviews/sheets/" + tied.id();
            open(expert, sheet);
            send(expert, sheet + "/accept");
            open(expert, sheet + "/recuse");
            fill(expert, "reason", "曾为申报单位顾问");
            send(expert, sheet + "/recuse");
            assertThat(text(expert)).doesNotContain(TITLE);
        });
        var now = sheetsOf(call, "review", id);
        assertThat(now).as("somebody else came in").hasSize(5);
        assertThat(now).extracting(one -> one.expert()).doesNotContain(tied.expert());
        var signing = now.getFirst();
        as(loginOf(signing.expert()), expert -> {
            String sheet = "/reviews/sheets/" + signing.id();
            open(expert, sheet);
            send(expert, sheet + "/accept");
            definition
                    .sheet("project")
                    .items()
                    .forEach(item -> fill(
                            expert,
                            "points-" + item.id(),
                            item.most()
                                    .multiply(new java.math.BigDecimal("0.9"))
                                    .setScale(0, java.math.RoundingMode.DOWN)
                                    .toPlainString()));
            fill(expert, "comment", "方法新颖，基础扎实，建议支持。");
            send(expert, sheet + "/sign");
            assertThat(text(expert)).contains("总分 90");
            expert.accessible().fits().photograph("journey-signed");
        });
        var stage = (Stage.Review) definition.stage("review");
        signAll(call, definition, stage, Map.of(id, 0.9, second, 0.8, third, 0.7));
        as("officer", officer -> {
            open(officer, round);
            open(officer, round + "/close");
            send(officer, round + "/close");
        });
        assertThat(List.of(id, second, third))
                .extracting(
                        one -> application(one).stage() + " " + application(one).status())
                .containsOnly("decision OPEN");
    }

    private void notice() {
        LocalDate[] until = new LocalDate[1];
        as("officer", officer -> {
            String path = "/decisions/" + call + "/notices";
            open(officer, path);
            fill(officer, "title", "拟立项名单公示（全程）");
            fill(officer, "contact", "政策法规处 0512-68600000");
            until[0] = LocalDate.parse(
                    officer.page().locator("main [name='until']").inputValue());
            send(officer, path);
        });
        UUID notice = noticeStore.of(call).getFirst().id();
        on(today().plusDays(2));
        try (var citizen = Browser.telephone()) {
            open(citizen, "/notices/" + notice);
            assertThat(text(citizen)).contains(TITLE);
            citizen.accessible().fits().photograph("journey-notice");
            String path = "/notices/" + notice + "/objection";
            open(citizen, path);
            choose(citizen, "application", id.toString());
            fill(citizen, "name", "李正直");
            fill(citizen, "contact", "13800000000");
            fill(citizen, "text", "该项目与前年省级项目的研究内容基本相同。");
            citizen.page()
                    .locator("main input[type='file'][name='file']")
                    .setInputFiles(new FilePayload("举证材料.pdf", "application/pdf", PDF));
            send(citizen, path);
            var told = citizen.page().locator("main dl.details dd").allInnerTexts();
            receipt = told.getFirst().strip();
            secret = told.getLast().strip();
            assertThat(receipt).startsWith("YY");
            citizen.accessible().fits().photograph("journey-objection-receipt");
            assertThat(becameOf(citizen)).contains("待处理").doesNotContain("13800000000");
        }
        assertThat(application(id).status()).isEqualTo(Status.HELD);
        UUID objection = objections.of(city("officer"), call).getFirst().id();
        on(today().plusDays(1));
        as("officer", officer -> {
            String path = "/decisions/objections/" + objection;
            open(officer, path);
            String evidence =
                    officer.page().locator("main a[href^='/files/']").first().getAttribute("href");
            assertThat(officer.page().request().get(address(evidence)).body())
                    .as("the evidence as it was sent")
                    .isEqualTo(PDF);
            officer.page().check("main input[name='outcome'][value='dismissed']");
            fill(officer, "answer", "经核查，两个项目的研究对象和考核指标不同。");
            send(officer, path);
        });
        assertThat(application(id).status()).isEqualTo(Status.OPEN);
        try (var citizen = Browser.telephone()) {
            assertThat(becameOf(citizen)).contains("不成立", "两个项目的研究对象和考核指标不同");
            citizen.accessible().fits().photograph("journey-objection-status");
        }
        on(until[0].plusDays(1));
        notices.endThoseOver();
        assertThat(application(id).stage()).isEqualTo("approval");
    }

    /** What whoever holds the receipt reads. */
    private String becameOf(Browser citizen) {
        open(citizen, "/notices/objections");
        fill(citizen, "number", receipt);
        fill(citizen, "secret", secret);
        send(citizen, "/notices/objections");
        return text(citizen);
    }

    private void contract() {
        String path = "/contracts/" + id;
        as(firm.login(), applicant -> {
            open(applicant, path + "/edit");
            click(applicant, applicant.page().locator("main button[name='then'][value='submit']"));
            fine(applicant);
        });
        as("officer", officer -> {
            open(officer, path);
            send(officer, path + "/agree");
        });
        as(firm.login(), applicant -> {
            open(applicant, path);
            send(applicant, path + "/sign");
        });
        as("leader", leader -> {
            open(leader, path);
            send(leader, path + "/sign");
            leader.accessible().fits().photograph("journey-contract");
        });
        assertThat(application(id).stage()).isEqualTo("execution");
    }

    private void payments() {
        account(firm, "6222000011112222");
        String refused = paid(firm, TITLE);
        assertThat(returned(refused, "失败", "账号户名不符")).contains("账号户名不符");
        account(firm, "6222000011113333");
        String settled = paid(firm, TITLE);
        assertThat(settled).as("another order").isNotEqualTo(refused);
        returned(settled, "成功", "");
        as(firm.login(), applicant -> {
            open(applicant, "/contracts/" + id + "?tab=money");
            assertThat(text(applicant)).contains("首期");
            applicant.accessible().fits().photograph("journey-money");
        });
    }

    private void report(String report) {
        String path = "/contracts/" + id + "/reports/" + report;
        as(firm.login(), applicant -> {
            open(applicant, path);
            fill(applicant, "summary", "按计划完成阶段任务。");
            fill(applicant, "spent-0-grant", "1");
            fill(applicant, "spentTotal", "1");
            send(applicant, path);
        });
        as("officer", officer -> {
            open(officer, path);
            assertThat(text(officer)).contains("按计划完成阶段任务");
            var accept = officer.page().locator("main form[action='" + path + "/accept']");
            if (accept.count() > 0) send(officer, path + "/accept");
        });
    }

    private void acceptance() {
        String path = "/contracts/" + id + "/acceptance";
        as(firm.login(), applicant -> {
            open(applicant, path);
            applicant.page().check("main input[name='method'][value='panel']");
            fill(applicant, "summary", "全部任务完成，达到考核指标。");
            fill(applicant, "spent-0-grant", "2");
            fill(applicant, "spentTotal", "2");
            for (var field :
                    applicant.page().locator("main input[name^='achieved-']").all()) field.fill("9999");
            for (var field :
                    applicant.page().locator("main input[name^='outcome-']").all()) field.fill("3");
            send(applicant, path);
        });
        as("officer", officer -> {
            open(officer, path + "/decide");
            officer.page().check("main input[name='method'][value='panel']");
            officer.page().check("main input[name='outcome'][value='passed']");
            fill(officer, "opinion", "同意通过验收。");
            for (int i = 0; i < 3; i++) {
                fill(officer, "member-" + i + "-name", "专家" + (i + 1));
                fill(officer, "member-" + i + "-unit", "苏州大学");
                fill(officer, "member-" + i + "-tasks", "36");
                fill(officer, "member-" + i + "-targets", "26");
                fill(officer, "member-" + i + "-money", "18");
                fill(officer, "member-" + i + "-benefit", "8");
            }
            send(officer, path + "/decide");
            open(officer, "/contracts/" + id + "?tab=acceptance");
            assertThat(text(officer)).contains("获授权发明专利");
            officer.accessible().fits().photograph("journey-acceptance");
        });
    }
}
