package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.track.Calendar;
import dev.kechuang.plan.internal.track.Lights;
import dev.kechuang.registry.Titles;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A document becomes a plan in a few clicks, a unit reports, the light changes, a title moves its figure, and the
 * bulletin tells it with the evidence behind each figure.
 */
class PlanJourneyTest extends ProgrammeJourney {

    private static final String TITLE = "年全市创新发展重点工作安排";

    @Autowired
    PlanStore plans;

    @Autowired
    ContentStore contents;

    @Autowired
    Lights lights;

    @Autowired
    IndicatorFigures figures;

    @Autowired
    Titles titles;

    private String document(int year) {
        return year + TITLE + "\n" + """
                为做好全年工作,制定如下安排。
                一、主要目标
                1.新认定高新技术企业4000家以上。
                二、重点任务
                1.实施高新技术企业倍增行动。对入库企业开展辅导,提高申报质量。全年组织辅导20场。(牵头单位:高新处;配合单位:规划处)
                2.实施成果转化行动。办好校企对接。(区域处、市生产力中心)
                """;
    }

    private Plan plan(Viewer viewer, int year) {
        return plans.page(viewer, new PlanStore.Query(TITLE, year, ""), KeyPage.At.START, 5)
                .items()
                .getFirst()
                .plan();
    }

    private Content content(Plan plan) {
        return contents.of(plans.inForce(plan.id()).orElseThrow().id());
    }

    private Lights.Light light(Plan plan, UUID item) {
        return Objects.requireNonNull(
                lights.of(plan, content(plan), lights.today()).get(item));
    }

    @Test
    void aDocumentBecomesAPlanAndItsYearIsTold() {
        LocalDate today = today();
        int year = today.getYear();
        Viewer officer = city("officer");
        as("officer", browser -> {
            open(browser, "/plan-imports");
            browser.accessible().fits();
            browser.page()
                    .setInputFiles(
                            "#f-file",
                            new FilePayload(
                                    "安排.txt", "text/plain", document(year).getBytes(StandardCharsets.UTF_8)));
            send(browser, "/plan-imports");
            assertThat(text(browser)).contains("高新技术企业倍增行动", "未写明牵头", "没有找到名为“市生产力中心”的单位");
            browser.photograph("plan-import").accessible().fits();
            String desk = java.net.URI.create(browser.page().url()).getPath();
            send(browser, desk + "/sure");
            // One is made several and they are put together again, by keyboard too.
            int items = count(browser, "[data-item]");
            int open = count(browser, "[data-open]");
            press(browser, "[data-item]:not([data-open])", "u", "[data-open]", open + 1);
            press(browser, "[data-open]", "s", "[data-item]", items + 1);
            String part = "[data-open]:has-text('拆出')";
            press(browser, part, "m", part, 0);
            // What is left is looked at and taken over by the keyboard.
            for (int i = 0; i < 6; i++) {
                var left = browser.page().locator("[data-open] h2");
                if (left.count() == 0) break;
                browser.page().locator("[data-open]").first().focus();
                int before = left.count();
                browser.page().keyboard().press("a");
                browser.page()
                        .waitForFunction(
                                "n => document.querySelectorAll('[data-open]').length < n"
                                        + " || document.querySelector('.error-summary')",
                                before);
            }
            fine(browser);
            send(browser, desk + "/apply");
            assertThat(text(browser)).contains("已提请发布");
            browser.photograph("plan-draft").accessible().fits();
        });
        Plan plan = plan(officer, year);
        String path = "/plans/" + plan.id();
        as("leader", browser -> {
            open(browser, path + "/draft");
            send(browser, path + "/release");
            assertThat(text(browser)).contains("已发布", "高新技术企业倍增行动");
            browser.photograph("plan").accessible().fits();
        });
        Content content = content(plan);
        UUID task = content.tasks().getFirst().item();
        var target = content.targets().stream()
                .filter(one -> "hnte.new".equals(one.indicator()))
                .findFirst()
                .orElseThrow();
        String before = light(plan, task).shown().code();
        assertThat(before).isNotEqualTo("green");

        // A unit reports, the office confirms, the light changes.
        String period = Calendar.begun(plan, today).getFirst().period().toString();
        as("officer", browser -> {
            open(browser, path + "/items/" + task);
            choose(browser, "period", period);
            fill(browser, "percent", "100");
            fill(browser, "text", "全部完成。");
            send(browser, path + "/items/" + task + "/report");
            assertThat(text(browser)).contains("进展已提交", "待审核");
            browser.accessible().fits();
        });
        as("planning.1", browser -> {
            open(browser, "/progress");
            var row = browser.page()
                    .locator("tr", new com.microsoft.playwright.Page.LocatorOptions().setHasText(year + TITLE));
            row.locator("input[type=checkbox]").first().check();
            send(browser, "/progress");
            assertThat(text(browser)).contains("已确认 1 份报告");
        });
        assertThat(light(plan, task).shown().code()).isEqualTo("green");

        // A title granted moves the figure of the target at once.
        var was = Objects.requireNonNullElse(light(plan, target.item()).value(), java.math.BigDecimal.ZERO);
        UUID firm = database()
                .owner()
                .sql("""
                        SELECT id FROM registry.published_organisation o
                        WHERE status = 'confirmed' AND kind = 'enterprise' AND region LIKE '3205%'
                          AND NOT EXISTS (SELECT FROM registry.published_title t
                                          WHERE t.organisation = o.id AND t.kind = 'hnte')
                        ORDER BY id DESC LIMIT 1""")
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .single();
        must(titles.grant(
                officer,
                new Titles.Grant(
                        "hnte",
                        "national",
                        firm,
                        "",
                        "",
                        new Titles.Certificate("GR" + year + "320599999", null, "", today, null, Map.of()))));
        assertThat(light(plan, target.item()).value()).isEqualByComparingTo(was.add(java.math.BigDecimal.ONE));

        // The bulletin, prepared by one and issued by another; its figures lead to their evidence.
        as("planning.1", browser -> {
            open(browser, "/plan-bulletins/new?plan=" + plan.id());
            fill(browser, "number", "苏科通〔" + year + "〕99号");
            send(browser, "/plan-bulletins/new?plan=" + plan.id());
            assertThat(text(browser)).contains("通报已生成");
        });
        as("leader", browser -> {
            open(browser, "/plan-bulletins?plan=" + plan.id());
            follow(browser, "苏科通〔" + year + "〕99号");
            String bulletin = java.net.URI.create(browser.page().url()).getPath();
            send(browser, bulletin + "/issue");
            assertThat(text(browser)).contains("通报已印发", "SHA-256");
            browser.photograph("plan-bulletin").accessible().fits();
            String evidence = browser.page()
                    .locator("main td.figure a[href*='/indicators/']")
                    .first()
                    .getAttribute("href");
            assertThat(evidence).contains("position=");
            var docx = browser.page().request().get(address(bulletin + "/docx"));
            assertThat(docx.status()).isEqualTo(200);
            assertThat(docx.body().length).isGreaterThan(2000);
        });
    }

    private static int count(Browser browser, String what) {
        return browser.page().locator(what).count();
    }

    /** A letter on the first item of a kind, until so many things are there and the page has settled. */
    private static void press(Browser browser, String item, String letter, String then, int there) {
        browser.page().locator(item).first().focus();
        browser.page().keyboard().press(letter);
        PlaywrightAssertions.assertThat(browser.page().locator(then)).hasCount(there);
        PlaywrightAssertions.assertThat(browser.page().locator(".htmx-request, .htmx-swapping, .htmx-settling"))
                .hasCount(0);
    }

    /** What somebody presses and types, counted. */
    private static final class Hand {
        private int clicks;
        private int keys;

        void click(int count) {
            clicks += count;
        }

        void type(String text) {
            keys += text.length();
        }
    }

    /** Eight clicks and three keys when it was counted; sixty, at three seconds each, are three minutes. */
    private static final int MOST = 20;

    /** The published work points, with 12 clauses and 17 targets, in the browser: every click and key counts. */
    @Test
    void publishedWorkPointsAreLiveInThreeMinutesOfClicking() throws IOException {
        Path file = Path.of("../../shared/corpus/huaian-2020-work-points.txt");
        Assumptions.assumeTrue(Files.exists(file), "no " + file + ": the published work points are not read");
        var hand = new Hand();
        as("officer", browser -> {
            open(browser, "/plan-imports");
            hand.click(1);
            browser.page().setInputFiles("#f-file", file);
            hand.click(2); // the button of the file, the file
            send(browser, "/plan-imports");
            hand.click(1);
            String desk = java.net.URI.create(browser.page().url()).getPath();
            send(browser, desk + "/sure");
            hand.click(1);
            for (int i = 0; i < 40; i++) {
                var open = browser.page().locator("[data-open]");
                int before = open.count();
                if (before == 0) break;
                open.first().focus(); // the page walks on by itself
                browser.page().keyboard().press("a");
                hand.type("a");
                browser.page()
                        .waitForFunction(
                                "n => document.querySelectorAll('[data-open]').length < n"
                                        + " || document.querySelector('.error-summary')",
                                before);
                if (browser.page().locator(".error-summary").count() == 0) continue;
                // Nobody leads it in this city: a word, and it is taken over.
                open(
                        browser,
                        browser.page()
                                .locator("[data-open] a[data-key=e]")
                                .first()
                                .getAttribute("href"));
                fill(browser, "lead", "高新处");
                browser.page().locator("main form.form button.primary").first().click();
                browser.page().waitForLoadState();
                hand.type("e高新处");
                hand.click(2);
            }
            send(browser, desk + "/apply");
            hand.click(1);
            fine(browser);
        });
        Plan plan = plans.page(city("officer"), new PlanStore.Query("全市科技工作要点", 2020, ""), KeyPage.At.START, 5)
                .items()
                .getFirst()
                .plan();
        as("leader", browser -> {
            open(browser, "/plans/" + plan.id() + "/draft");
            send(browser, "/plans/" + plan.id() + "/release");
            hand.click(2);
            fine(browser);
        });
        Content content = content(plan);
        assertThat(content.targets()).hasSize(17);
        assertThat(content.tasks()).hasSize(12);
        assertThat(hand.clicks + hand.keys)
                .as(hand.clicks + " clicks and " + hand.keys + " keys")
                .isLessThanOrEqualTo(MOST);
    }
}
