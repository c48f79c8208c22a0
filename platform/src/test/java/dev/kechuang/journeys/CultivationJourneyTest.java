package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import dev.kechuang.match.internal.grow.FunnelFollower;
import dev.kechuang.programme.internal.call.CallService;
import dev.kechuang.programme.internal.decision.NewNotice;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.review.DrawService;
import dev.kechuang.programme.internal.review.RoundService;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Browser;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A firm from the store to its title: the county's officer enters it, pre-reviews it, gives it to a counsellor, visits it
 * and agrees on a measure that the firm reports as done; it applies, is recognised, and the funnel and the leader's cockpit
 * move by one. In the browser: all of the cultivation, the submission, the approval, funnel and cockpit. By the services
 * behind the pages: the call, the answers, recommendation, check, review and notice.
 */
class CultivationJourneyTest extends GrantJourney {

    private static final String KUNSHAN = "320583";
    private static final String MARK = UUID.randomUUID().toString().substring(0, 6);

    @Autowired
    private CallService callService;

    @Autowired
    private DrawService draws;

    @Autowired
    private RoundService rounds;

    @Autowired
    private FunnelFollower follower;

    private LocalDate begin = LocalDate.EPOCH;

    @Test
    void fromTheStoreToTheTitle() {
        begin = LocalDate.now(clock).minusYears(3).minusMonths(5).withDayOfMonth(3);
        Definition definition = definitions.of(version("suzhou-hnte"));
        Viewer officer = city("officer");
        on(begin);
        UUID call = call(officer);
        on(begin.plusDays(4));
        Firm firm = firms(call, KUNSHAN, 1, "grow." + MARK).getFirst();
        int stored = funnel("stored");
        String entry = cultivated(firm);
        assertThat(funnel("stored")).isEqualTo(stored + 1);

        on(begin.plusDays(6));
        int applied = funnel("applied");
        UUID id = fill(firm, call, definition, "", Map.of(), MARK.hashCode());
        as(firm.login(), applicant -> {
            open(applicant, "/my/cultivation");
            assertThat(text(applicant)).contains("补充科技人员社保清单");
            applicant.page().locator("details.desk-command summary").first().click();
            fill(applicant, "result", "清单已补齐");
            click(
                    applicant,
                    applicant
                            .page()
                            .locator("details.desk-command button.primary")
                            .first());
            fine(applicant);
            assertThat(text(applicant)).contains("清单已补齐");
            applicant.accessible().fits().photograph("journey-cultivation-own");
            open(applicant, "/applications/" + id + "/submit");
            send(applicant, "/applications/" + id + "/submit");
        });
        var first = follower.run();
        assertThat(first.applied()).isPositive();
        assertThat(follower.run().applied()).as("once").isZero();
        assertThat(funnel("applied")).isEqualTo(applied + 1);

        decided(officer, call, id, definition);
        int recognised = funnel("recognised");
        int cockpit = cockpit();
        approve(call, "苏科高〔" + begin.getYear() + "〕" + MARK + "号");
        assertThat(application(id).status()).isEqualTo(Status.COMPLETED);
        var second = follower.run();
        assertThat(second.recognised()).isPositive();
        assertThat(follower.run().recognised()).as("once").isZero();
        assertThat(funnel("recognised")).isEqualTo(recognised + second.recognised());
        assertThat(cockpit()).isEqualTo(cockpit + second.recognised());
        as(county(), county -> {
            open(county, entry);
            assertThat(text(county)).contains("认定", "已获认定");
            county.accessible().fits().photograph("journey-cultivation-recognised");
        });
        onATelephone(entry);
    }

    private void onATelephone(String entry) {
        try (var phone = Browser.telephone()) {
            open(phone, "/login");
            fill(phone, "login", county());
            fill(phone, "password", DEMO_PASSWORD);
            click(phone, phone.page().locator("main form button.primary").first());
            open(phone, entry);
            String sheet = phone.page()
                    .locator("main a[href^='/cultivation/prereviews/']")
                    .first()
                    .getAttribute("href");
            for (String path : List.of("/cultivation", "/cultivation/store", "/cultivation/funnel", entry, sheet)) {
                open(phone, path);
                phone.accessible()
                        .fits()
                        .photograph("journey-cultivation-390-" + path.split("/").length + path.length());
            }
        }
    }

    private String county() {
        return accounts.officers(Role.COUNTY_OFFICER, KUNSHAN).getFirst().login();
    }

    private UUID call(Viewer officer) {
        var draft = must(callService.draft(
                officer,
                Map.of(
                        "version",
                        version("suzhou-hnte").toString(),
                        "title",
                        "高新技术企业认定申报通知" + MARK,
                        "year",
                        String.valueOf(begin.getYear()),
                        "opensOn",
                        begin.plusDays(1).toString(),
                        "workingDays",
                        "12",
                        "grace",
                        "30",
                        "guide",
                        "按认定管理办法申报。",
                        "contact",
                        "高新处 0512-68600000")));
        return must(callService.publish(officer, draft.id(), draft.revision())).id();
    }

    /** Store, pre-review, counsellor, visit and measure, by the county's officer. */
    private String cultivated(Firm firm) {
        String code = database()
                .owner()
                .sql("SELECT credit_code FROM registry.published_organisation WHERE id = :id")
                .param("id", firm.id())
                .query(String.class)
                .single();
        String[] entry = new String[1];
        as(county(), county -> {
            open(county, "/cultivation?ladder=hnte");
            county.accessible().fits().photograph("journey-cultivation-candidates");
            county.page().locator("details.desk-command summary").first().click();
            var form = county.page().locator("details.desk-command form");
            form.locator("[name='creditCode']").fill(code);
            form.locator("[name='why']").fill("对照条件差距较小，有申报意愿");
            click(county, form.locator("button.primary"));
            fine(county);
            entry[0] = path(county);
            assertThat(text(county)).contains(firm.name());
            send(county, entry[0] + "/prereview");
            assertThat(text(county)).contains("认定条件", "科技人员占比不低于10%", "需准备的材料");
            county.accessible().fits().photograph("journey-cultivation-sheet");

            open(county, entry[0]);
            command(county, "/assign");
            fill(county, entry[0] + "/assign", "counsellorName", "生产力促进中心 周老师");
            send(county, entry[0] + "/assign");
            assertThat(text(county)).contains("生产力促进中心 周老师");
            command(county, "/visit");
            fill(county, entry[0] + "/visit", "topic", "研发费用归集辅导");
            fill(county, entry[0] + "/visit", "notes", "建议单独设账，年底前完成专项审计。");
            county.page()
                    .locator("main form[action='" + entry[0] + "/visit'] input[type='file']")
                    .setInputFiles(new FilePayload("走访记录.pdf", "application/pdf", PDF));
            send(county, entry[0] + "/visit");
            assertThat(text(county)).contains("研发费用归集辅导", "走访记录.pdf");
            command(county, "/measure");
            fill(county, entry[0] + "/measure", "text", "补充科技人员社保清单");
            send(county, entry[0] + "/measure");
            assertThat(text(county)).contains("补充科技人员社保清单");
            county.accessible().fits().photograph("journey-cultivation-entry");
            open(county, "/cultivation/store?ladder=hnte&q=" + code);
            assertThat(text(county)).contains(firm.name(), "预评审");
            county.accessible().fits().photograph("journey-cultivation-store");
        });
        return entry[0];
    }

    /** Opens one of the folded commands of the page. */
    private static void command(Browser browser, String end) {
        browser.page()
                .locator("details.desk-command:has(form[action$='" + end + "']) > summary")
                .click();
    }

    private static void fill(Browser browser, String action, String field, String value) {
        browser.page()
                .locator("main form[action='" + action + "'] [name='" + field + "']")
                .fill(value);
    }

    private void decided(Viewer officer, UUID call, UUID id, Definition definition) {
        on(begin.plusDays(25));
        recommend(id);
        on(begin.plusDays(30));
        passCheck(officer, id);
        on(begin.plusDays(40));
        var stage = (Stage.Review) definition.stage("pre-review");
        must(draws.publish(officer, call, stage.id(), "2026 07 19 28", "体育彩票排列五", null));
        must(draws.draw(officer, call, stage.id(), ""));
        signAll(call, definition, stage, Map.of(id, 0.9));
        must(rounds.close(officer, call, stage.id()));
        on(begin.plusDays(50));
        must(decisions.fix(officer, call));
        confirm(call);
        var notice = definition.first(Stage.PublicNotice.class).orElseThrow();
        LocalDate until = notices.earliestEnd(notice);
        must(notices.publish(officer, call, new NewNotice("拟认定名单公示" + MARK, "", "高新处 0512-68600000", until)));
        on(until.plusDays(1));
        notices.endThoseOver();
        assertThat(application(id).stage()).isEqualTo("approval");
    }

    /** A figure of the funnel of the year of the store in Kunshan, as the page of the records behind it counts. */
    private int funnel(String stage) {
        int[] figure = new int[1];
        as(county(), county -> {
            open(county, "/cultivation/funnel?ladder=hnte&year=" + begin.getYear());
            var link = county.page()
                    .locator("main a[href*='dimension=stage:" + stage + "'][href*='region=" + KUNSHAN + "']");
            figure[0] = link.count() == 0
                    ? 0
                    : Integer.parseInt(link.first().innerText().strip().replace(",", ""));
            if (figure[0] > 0) {
                String records = link.first().getAttribute("href");
                county.fits().photograph("journey-cultivation-funnel");
                open(county, records);
                assertThat(text(county)).contains("企业培育进程");
            }
        });
        return figure[0];
    }

    /** What the leader's cockpit says of the year. */
    private int cockpit() {
        int[] figure = new int[1];
        as("leader", leader -> {
            open(leader, "/cockpit");
            var tile = leader.page()
                    .locator("main a[href*='cultivation.recognised']")
                    .first();
            var found = java.util.regex.Pattern.compile("[0-9][0-9,]*")
                    .matcher(tile.innerText().replace("培育企业获认定数", ""));
            assertThat(found.find()).as(tile.innerText()).isTrue();
            figure[0] = Integer.parseInt(found.group().replace(",", ""));
        });
        return figure[0];
    }
}
