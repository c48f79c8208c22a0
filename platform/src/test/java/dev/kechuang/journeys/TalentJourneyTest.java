package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.kechuang.fund.Budgets;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.Source;
import dev.kechuang.programme.internal.call.CallService;
import dev.kechuang.programme.internal.decision.NewNotice;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.review.DrawService;
import dev.kechuang.programme.internal.review.GivingUp;
import dev.kechuang.programme.internal.review.PanelEntry.Row;
import dev.kechuang.programme.internal.review.PanelEntry.Saving;
import dev.kechuang.programme.internal.review.PanelEntryService;
import dev.kechuang.programme.internal.review.PanelService;
import dev.kechuang.programme.internal.review.PanelStore.Vote;
import dev.kechuang.programme.internal.review.RoundService;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The talent programme's three rounds: a blind one online, an industrial panel whose sheets the secretary enters, and
 * interviews by a timetable with a vote; fewer each time, and the approval at the end. In the browser: an expert's blind
 * sheet, a panel's sheets entered on the grid by the secretary, the timetable, the end of each round, list and approval. By
 * the services behind the pages: the call, the applications, the votes and the other sheets.
 */
class TalentJourneyTest extends GrantJourney {

    private static final String PROGRAMME = "suzhou-leading-talent";
    /** Whether the page is left without a question. */
    private static final String LEAVES = "() => dispatchEvent(new Event('beforeunload', { cancelable: true }))";

    private static final String MARK = UUID.randomUUID().toString().substring(0, 6);

    @Autowired
    private CallService callService;

    @Autowired
    private Budgets budgets;

    @Autowired
    private DrawService draws;

    @Autowired
    private PanelEntryService entries;

    @Autowired
    private GivingUp giving;

    @Autowired
    private RoundService rounds;

    @Autowired
    private PanelService panels;

    private UUID call = new UUID(0, 0);

    @Test
    void threeRoundsFromBlindSheetsToTheApproval() {
        LocalDate begin = LocalDate.now(clock).minusMonths(8).withDayOfMonth(3);
        UUID version = version(PROGRAMME);
        Definition definition = definitions.of(version);
        Viewer officer = city("officer");
        on(begin);
        call = publish(officer, version, begin);
        on(begin.plusDays(5));
        var firms = firms(call, "320585", 4, "talent." + MARK);
        var ids = new ArrayList<UUID>();
        for (Firm firm : firms) {
            UUID id = fill(firm, call, definition, "innovator", Map.of(), MARK.hashCode() + ids.size());
            submit(firm, id);
            ids.add(id);
        }
        on(begin.plusDays(28));
        ids.forEach(this::recommend);
        ids.subList(0, 3).forEach(id -> passCheck(officer, id));

        on(begin.plusDays(35));
        var technical = (Stage.Review) definition.stage("technical");
        draw(officer, technical);
        var early = rounds.close(officer, call, "technical").fold(done -> List.<FieldError>of(), errors -> errors);
        assertThat(early)
                .as("a round waits for whoever is still checked")
                .contains(FieldError.of("", "review.error.before", 1));
        passCheck(officer, ids.getLast());
        must(draws.draw(officer, call, "technical", "又有一项通过形式审查"));
        blind(definition, ids.getFirst(), firms.getFirst());
        var share = new HashMap<UUID, Double>();
        for (int i = 0; i < ids.size(); i++) share.put(ids.get(i), 0.9 - 0.1 * i);
        signAll(call, definition, technical, share);
        close("technical");
        assertThat(at("industrial")).as("half go on").containsExactlyInAnyOrder(ids.get(0), ids.get(1));

        on(begin.plusDays(50));
        var industrial = (Stage.Review) definition.stage("industrial");
        draw(officer, industrial);
        enter(definition, industrial, officer, share);
        close("industrial");
        assertThat(at("interview")).hasSize(2);

        on(begin.plusDays(60));
        var interview = (Stage.Review) definition.stage("interview");
        draw(officer, interview);
        interviews(definition, interview, officer, share, ids);
        assertThat(at("decision")).as("two thirds voted for one").containsExactly(ids.getFirst());

        on(begin.plusDays(70));
        approve(officer, definition, begin);
        assertThat(application(ids.getFirst()).stage()).isEqualTo("contract");
        registered(ids.getFirst());
    }

    /** The approval has put the talent on the register, with the record that counts the award. */
    private void registered(UUID id) {
        var application = application(id);
        assertThat(database()
                        .owner()
                        .sql("""
                        SELECT t.name, a.plan, a.level, a.role, a.organisation = :firm AS firm,
                               (SELECT sum(r.count) > 0 FROM record.record r
                                WHERE r.kind = 'registry.talentAward' AND r.subject = 'registry/talent/' || t.id) AS counted
                        FROM registry.talent_award a JOIN registry.talent t ON t.id = a.talent
                        WHERE a.document = :number AND NOT a.taken_back""")
                        .param("number", application.number())
                        .param("firm", application.organisation())
                        .query()
                        .listOfRows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("name", application.leader())
                        .containsEntry("plan", "苏州市科技创新创业领军人才计划")
                        .containsEntry("level", "city")
                        .containsEntry("role", "works")
                        .containsEntry("firm", true)
                        .containsEntry("counted", true));
    }

    private UUID publish(Viewer officer, UUID version, LocalDate begin) {
        var line = must(budgets.open(
                officer,
                "journey/talent" + MARK,
                new NewBudgetLine(
                        begin.getYear(),
                        PROGRAMME,
                        "人才三轮" + MARK,
                        Source.CITY,
                        "320500",
                        "",
                        Money.wan(new BigDecimal(600)),
                        "苏财教〔示例〕2号")));
        var typed = new LinkedHashMap<String, String>();
        typed.put("version", version.toString());
        typed.put("title", "领军人才申报通知" + MARK);
        typed.put("year", String.valueOf(begin.getYear()));
        typed.put("opensOn", begin.plusDays(1).toString());
        typed.put("workingDays", "12");
        typed.put("grace", "30");
        typed.put("budget", "600");
        typed.put("line", line.id().toString());
        typed.put("guide", "按领军人才计划申报。");
        typed.put("contact", "人才处 0512-68600000");
        var draft = must(callService.draft(officer, typed));
        return must(callService.publish(officer, draft.id(), draft.revision())).id();
    }

    private void draw(Viewer officer, Stage.Review stage) {
        must(draws.publish(officer, call, stage.id(), "2026 07 19 28 " + stage.id(), "体育彩票排列五", null));
        must(draws.draw(officer, call, stage.id(), ""));
    }

    private List<UUID> at(String stage) {
        return reviews.waiting(call, stage).stream().map(Application::id).toList();
    }

    private void close(String stage) {
        String path = "/reviews/" + call + "/" + stage;
        as("officer", officer -> {
            open(officer, path + "/close");
            send(officer, path + "/close");
        });
    }

    /** The expert reads everything but who it is. */
    private void blind(Definition definition, UUID id, Firm firm) {
        String leader = application(id).leader();
        var sheet = sheetsOf(call, "technical", id).getFirst();
        String path = "/reviews/sheets/" + sheet.id();
        as(loginOf(sheet.expert()), expert -> {
            open(expert, path);
            assertThat(text(expert)).doesNotContain(firm.name(), leader);
            send(expert, path + "/accept");
            assertThat(text(expert)).doesNotContain(firm.name(), leader);
            expert.accessible().fits().photograph("journey-blind");
            points(definition, "technical", 0.9).forEach((name, value) -> fill(expert, name, value));
            send(expert, path + "/sign");
        });
    }

    private static Map<String, String> points(Definition definition, String sheet, double share) {
        var typed = new LinkedHashMap<String, String>();
        for (var item : definition.sheet(sheet).items()) {
            typed.put(
                    "points-" + item.id(),
                    item.most()
                            .multiply(BigDecimal.valueOf(share))
                            .setScale(0, RoundingMode.DOWN)
                            .toPlainString());
        }
        if (definition.sheet(sheet).comment()) typed.put("comment", "同意进入下一轮。");
        return typed;
    }

    /** The secretary enters what the panel wrote: the first application on the grid, the others behind it. */
    private void enter(Definition definition, Stage.Review stage, Viewer officer, Map<UUID, Double> share) {
        var order = entries.order(officer, call, stage.id()).orElseThrow();
        UUID first = order.turns().getFirst().application();
        if (stage.id().equals("industrial")) {
            onTheGrid(definition, stage, officer, first, share.getOrDefault(first, 0.0));
            withoutScript(stage);
            asJson(stage);
        }
        for (var turn : order.turns()) {
            UUID id = turn.application();
            var typed = points(definition, stage.sheet(), share.getOrDefault(id, 0.0));
            for (Row row : rows(officer, stage, id)) {
                if (row.signed()) continue;
                assertThat(entries.save(officer, call, stage.id(), id, row.id(), row.version(), typed))
                        .isInstanceOf(Saving.Kept.class);
            }
            var seen = rows(officer, stage, id).stream().collect(Collectors.toMap(Row::id, Row::version));
            assertThat(must(entries.signAll(officer, call, stage.id(), id, seen))
                            .left())
                    .isEmpty();
        }
    }

    private List<Row> rows(Viewer officer, Stage.Review stage, UUID application) {
        var order = entries.order(officer, call, stage.id()).orElseThrow();
        return entries.grid(order, application).orElseThrow().rows();
    }

    /** By the keys alone: a slip is told at its cell, another secretary's change at its row. */
    private void onTheGrid(Definition definition, Stage.Review stage, Viewer officer, UUID first, double share) {
        String path = "/reviews/" + call + "/" + stage.id() + "/entry";
        var typed = points(definition, stage.sheet(), share);
        var experts = rows(officer, stage, first);
        as("officer", secretary -> {
            open(secretary, "/reviews/" + call + "/" + stage.id());
            follow(secretary, "现场录入");
            assertThat(secretary.page().url()).endsWith(path + "/" + first);
            assertThat(text(secretary)).contains("第 1 项，共 2 项", "已签署 0/2 项");
            var page = secretary.page();
            var cells = page.locator("tr[data-state=open] [data-cell]");
            cells.first().fill("9999");
            page.keyboard().press("ArrowDown");
            var slip = page.locator("td.wrong .field-error").first();
            slip.waitFor();
            assertThat(slip.innerText()).contains("填 0 至");
            leavingAsksWhatIsNotSaved(page, cells.first());

            cells.first().click();
            for (int i = 0; i < experts.size(); i++) {
                if (i == 1) {
                    page.locator("tr[data-version]")
                            .first()
                            .locator(".tag:has-text('已填完')")
                            .waitFor();
                    var other = new LinkedHashMap<>(typed);
                    other.put("comment", "另一位秘书录的");
                    Row row = rows(officer, stage, first).get(1);
                    assertThat(entries.save(officer, call, stage.id(), first, row.id(), row.version(), other))
                            .isInstanceOf(Saving.Kept.class);
                }
                for (String value : typed.values()) {
                    page.keyboard().type(value);
                    page.keyboard().press("Enter");
                }
                if (i == 1) {
                    var rival = page.locator("tr.rival");
                    rival.waitFor();
                    assertThat(rival.innerText()).contains("另一位秘书录的");
                    assertThat(rows(officer, stage, first).get(1).comment()).isEqualTo("另一位秘书录的");
                    press(secretary, "以我填的为准");
                    page.locator("tr[data-sheet='" + experts.get(1).id() + "'] .tag:has-text('已填完')")
                            .waitFor();
                    page.locator("tr[data-sheet='" + experts.get(2).id() + "'] [data-cell]")
                            .first()
                            .click();
                }
            }
            assertThat(page.evaluate("document.activeElement.name")).isEqualTo("sign");
            page.waitForFunction(
                    "n => document.querySelector('[data-counted]').textContent.includes(n)", " " + experts.size());
            secretary.accessible().fits().photograph("journey-entry");
            page.keyboard().press("Enter");
            page.waitForURL("**/sign");
            secretary.accessible().fits().photograph("journey-entry-sign");
            send(secretary, path + "/" + first + "/sign");
            assertThat(text(secretary)).contains("已签署 " + experts.size() + " 份评分表", "已签署 1/2 项");
        });
        assertThat(rows(officer, stage, first)).allMatch(Row::signed);
    }

    /** What is typed while the row before it is on its way would be lost with the page. */
    private static void leavingAsksWhatIsNotSaved(Page page, Locator cell) {
        var held = new ArrayList<Route>();
        page.route("**/entry/*/sheets/*", held::add);
        cell.fill("8");
        page.keyboard().press("ArrowDown");
        page.waitForCondition(() -> !held.isEmpty());
        assertThat(page.evaluate(LEAVES)).as("all of it is on its way").isEqualTo(true);
        cell.fill("7");
        assertThat(page.evaluate(LEAVES)).isEqualTo(false);
        page.unroute("**/entry/*/sheets/*");
        held.forEach(Route::resume);
        page.keyboard().press("ArrowDown");
        page.waitForFunction(LEAVES);
    }

    /** The same page without script: what is typed comes with the button, and is not lost where it cannot be kept. */
    private void withoutScript(Stage.Review stage) {
        Viewer officer = city("officer");
        UUID second = entries.order(officer, call, stage.id())
                .orElseThrow()
                .turns()
                .getLast()
                .application();
        String path = "/reviews/" + call + "/" + stage.id() + "/entry/" + second;
        as("officer", secretary -> {
            open(secretary, path);
            Row row = rows(officer, stage, second).getFirst();
            String item = row.id() + ".points-"
                    + secretary.page().locator("[data-cell]").first().getAttribute("data-cell");
            var form = FormData.create()
                    .set(
                            "_csrf",
                            secretary
                                    .page()
                                    .locator("main form[data-entry] [name=_csrf]")
                                    .inputValue())
                    .set(row.id() + ".version", "0")
                    .set(row.id() + ".mark", "another")
                    .set(item, "7");
            var refused = secretary
                    .page()
                    .request()
                    .post(address(path), RequestOptions.create().setForm(form));
            assertThat(refused.status()).isEqualTo(422);
            var shown = Jsoup.parse(refused.text());
            assertThat(shown.select("[name='" + item + "']").val()).isEqualTo("7");
            assertThat(shown.select("#n-" + row.id()).text()).contains("再次保存即以您填的为准");
            form.set(
                    row.id() + ".version",
                    shown.select("[name='" + row.id() + ".version']").val());
            var kept = secretary
                    .page()
                    .request()
                    .post(address(path), RequestOptions.create().setForm(form));
            assertThat(kept.status()).isEqualTo(200);
            var page = Jsoup.parse(kept.text());
            assertThat(page.select("[name='" + item + "']").val()).isEqualTo("7");

            String opinion = row.id() + ".comment";
            String whole = "评".repeat(4_001);
            form.set(opinion, whole)
                    .set(
                            row.id() + ".version",
                            page.select("[name='" + row.id() + ".version']").val());
            shown = Jsoup.parse(secretary
                    .page()
                    .request()
                    .post(address(path), RequestOptions.create().setForm(form))
                    .text());
            assertThat(shown.select("#n-" + row.id()).text()).contains("不超过 4,000 个字");
            assertThat(shown.select("[name='" + opinion + "']").text())
                    .as("nothing of it is lost")
                    .isEqualTo(whole);

            must(giving.release(officer, row.id(), "临时出差"));
            form.set(item, "9").set(opinion, "讲得清楚");
            var released = secretary
                    .page()
                    .request()
                    .post(address(path), RequestOptions.create().setForm(form));
            assertThat(released.status()).isEqualTo(422);
            assertThat(Jsoup.parse(released.text()).select("[role=alert]").text())
                    .contains(row.expert(), "已经改派", "没有保存", " 9", "讲得清楚");
        });
    }

    /** The same commands as JSON: what stands there is told with a conflict, and nothing is signed unseen. */
    private void asJson(Stage.Review stage) {
        Viewer officer = city("officer");
        UUID second = entries.order(officer, call, stage.id())
                .orElseThrow()
                .turns()
                .getLast()
                .application();
        String path = "/api/programme/reviews/" + call + "/" + stage.id() + "/entry";
        as("officer", secretary -> {
            open(secretary, "/reviews/" + call + "/" + stage.id() + "/entry/" + second);
            var api = secretary.page().request();
            var csrf = secretary.page().locator("meta[name=csrf]");
            var head = RequestOptions.create()
                    .setHeader(csrf.getAttribute("data-header"), csrf.getAttribute("content"))
                    .setHeader("Content-Type", "application/json");
            String turns = api.get(address(path)).text();
            assertThat(JsonPath.<Integer>read(turns, "$.length()")).isEqualTo(2);
            assertThat(JsonPath.<String>read(turns, "$[1].application")).isEqualTo(second.toString());
            String grid = api.get(address(path + "/" + second)).text();
            String sheet = path + "/" + second + "/sheets/" + JsonPath.read(grid, "$.sheets[0].id");
            int version = JsonPath.read(grid, "$.sheets[0].version");
            var missing = api.put(address(sheet), head.setData("{}"));
            assertThat(missing.status()).isEqualTo(422);
            assertThat(JsonPath.<String>read(missing.text(), "$.errors[0].field"))
                    .isEqualTo("version");
            var late =
                    api.put(address(sheet), head.setData("{\"version\": " + (version - 1) + ", \"comment\": \"迟到的\"}"));
            assertThat(late.status()).isEqualTo(409);
            assertThat(JsonPath.<Integer>read(late.text(), "$.sheet.version")).isEqualTo(version);
            var kept = api.put(address(sheet), head.setData("{\"version\": " + version + ", \"comment\": \"按时的\"}"));
            assertThat(kept.status()).isEqualTo(200);
            assertThat(JsonPath.<String>read(kept.text(), "$.sheets[0].comment"))
                    .isEqualTo("按时的");
            var signing = api.post(address(path + "/" + second + "/sign"), head.setData("{\"versions\": {}}"));
            assertThat(signing.status()).isEqualTo(200);
            assertThat(JsonPath.<Integer>read(signing.text(), "$.signed.length()"))
                    .isZero();
            assertThat(JsonPath.<String>read(signing.text(), "$.left[1].why")).isEqualTo("未录入");
        });
    }

    private void interviews(
            Definition definition, Stage.Review stage, Viewer officer, Map<UUID, Double> share, List<UUID> ids) {
        String path = "/reviews/" + call + "/interview";
        as("officer", browser -> {
            open(browser, path);
            fill(browser, "day", today().plusDays(1).toString());
            fill(browser, "time", "09:00");
            fill(browser, "minutes", "20");
            send(browser, path + "/timetable");
            assertThat(text(browser)).contains("09:00", "09:20");
            browser.accessible().fits().photograph("journey-timetable");
        });
        enter(definition, stage, officer, share);
        as("officer", browser -> {
            String about = ids.get(1).toString();
            open(browser, path + "/entry/" + about);
            follow(browser, "登记投票");
            assertThat(browser.page().locator("select[name=application]").inputValue())
                    .isEqualTo(about);
            fill(browser, "yes", "3");
            fill(browser, "no", "6");
            fill(browser, "abstained", "0");
            send(browser, path + "/vote");
            assertThat(text(browser)).contains("到会 9 人，同意 3，反对 6，弃权 0");
        });
        must(panels.vote(officer, call, "interview", new Vote(ids.getFirst(), 1, 9, 8, 1, 0)));
        close("interview");
    }

    private void approve(Viewer officer, Definition definition, LocalDate begin) {
        must(decisions.fix(officer, call));
        confirm(call);
        LocalDate until =
                notices.earliestEnd(definition.first(Stage.PublicNotice.class).orElseThrow());
        must(notices.publish(officer, call, new NewNotice("拟入选名单公示" + MARK, "", "人才处 0512-68600000", until)));
        on(until.plusDays(1));
        notices.endThoseOver();
        approve(call, "苏科人〔" + begin.getYear() + "〕" + MARK + "号", "关于公布领军人才计划入选名单的通知", "经评审和公示，现予公布。");
    }
}
