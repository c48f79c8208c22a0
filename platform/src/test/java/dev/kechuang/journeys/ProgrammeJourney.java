package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import dev.kechuang.file.FileStore;
import dev.kechuang.identity.Accounts;
import dev.kechuang.identity.DemoAccounts;
import dev.kechuang.identity.internal.Lockout;
import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.programme.internal.check.CheckService;
import dev.kechuang.programme.internal.check.CheckSheet.Mark;
import dev.kechuang.programme.internal.decision.DecisionService;
import dev.kechuang.programme.internal.decision.NoticeService;
import dev.kechuang.programme.internal.decision.NoticeStore;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.form.FormFiles;
import dev.kechuang.programme.internal.form.FormService;
import dev.kechuang.programme.internal.form.MadeUpAnswers;
import dev.kechuang.programme.internal.form.StartService;
import dev.kechuang.programme.internal.form.SubmissionService;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.recommend.RecommendationService;
import dev.kechuang.programme.internal.review.ReviewStore;
import dev.kechuang.programme.internal.review.SheetService;
import dev.kechuang.programme.internal.review.SheetStore;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.registry.Experts;
import dev.kechuang.shared.DemoClock;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Browser;
import dev.kechuang.testing.Viewers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What journeys through a programme share: its people, its time, and the many like commands that need no browser. */
abstract class ProgrammeJourney extends Journey {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final byte[] PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
            .getBytes(StandardCharsets.US_ASCII);

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;

    @Autowired
    Clock clock;

    @Autowired
    DemoAccounts demoAccounts;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Lockout lockout;

    @Autowired
    Accounts accounts;

    @Autowired
    Experts experts;

    @Autowired
    CallStore calls;

    @Autowired
    Definitions definitions;

    @Autowired
    StartService starts;

    @Autowired
    FormService forms;

    @Autowired
    FormFiles attachments;

    @Autowired
    SubmissionService submissions;

    @Autowired
    ApplicationStore applications;

    @Autowired
    RecommendationService recommendations;

    @Autowired
    CheckService checks;

    @Autowired
    ReviewStore reviews;

    @Autowired
    SheetStore assignments;

    @Autowired
    SheetService sheets;

    @Autowired
    DecisionService decisions;

    @Autowired
    NoticeService notices;

    @Autowired
    NoticeStore noticeStore;

    @Autowired
    FileStore files;

    @AfterEach
    void backToTheRealTime() {
        ((DemoClock) clock).shift(Duration.ZERO);
    }

    /** From now on it is that morning, for the pages too. */
    void on(LocalDate day) {
        Instant wanted = day.atTime(LocalTime.of(10, 0)).atZone(ZONE).toInstant();
        ((DemoClock) clock).shift(Duration.between(Instant.now(), wanted));
        // Attempts to log in were counted at a time that is now to come.
        lockout.clear(lockout.address("127.0.0.1"));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** Somebody logs in, looks and acts, and leaves. */
    void as(String login, Consumer<Browser> acts) {
        try (var browser = Browser.desktop()) {
            open(browser, "/login");
            fill(browser, "login", login);
            fill(browser, "password", DemoAccounts.PASSWORD);
            click(browser, browser.page().locator("main form button.primary").first());
            assertThat(browser.page().url())
                    .as(login + " is in: " + text(browser))
                    .doesNotContain("/login");
            try {
                acts.accept(browser);
            } catch (AssertionError | PlaywrightException wrong) {
                browser.photograph("journey-wrong");
                throw wrong;
            }
        }
    }

    /** Presses the first button of the form with this action; nothing may be refused. */
    static void send(Browser browser, String action) {
        var form = browser.page()
                .locator("main form[method=post][action='" + action + "']")
                .first();
        var main = form.locator("button.primary, button.danger");
        click(browser, (main.count() > 0 ? main : form.locator("button")).first());
        fine(browser);
    }

    /** Clicks and waits for the page that comes. */
    static void click(Browser browser, Locator what) {
        browser.page().waitForNavigation(what::click);
    }

    /** The page has no error to tell. */
    static void fine(Browser browser) {
        assertThat(browser.page()
                        .locator("main .error-summary, main .notice.error")
                        .allInnerTexts())
                .as("what was refused at " + browser.page().url())
                .isEmpty();
        assertThat(browser.page().locator("main").count())
                .as(browser.page().title())
                .isPositive();
    }

    Viewer officer(Role role, String region, int place) {
        var person = accounts.officers(role, region).get(place);
        return new Viewer(
                person.account(),
                person.name(),
                Set.of(role),
                null,
                null,
                "",
                role == Role.COUNTY_OFFICER ? List.of(region) : Viewers.SUZHOU);
    }

    /** The officer who logs in by this name. */
    Viewer city(String login) {
        return accounts.officers(login.equals("leader") ? Role.BUREAU_LEADER : Role.BUREAU_OFFICER, "320500").stream()
                .filter(person -> person.login().equals(login))
                .map(person -> new Viewer(
                        person.account(),
                        person.name(),
                        Set.of(login.equals("leader") ? Role.BUREAU_LEADER : Role.BUREAU_OFFICER),
                        null,
                        null,
                        "",
                        Viewers.SUZHOU))
                .findFirst()
                .orElseThrow();
    }

    /** A firm and somebody who acts for it, with a login of its own. */
    record Firm(UUID id, String name, String region, String login, Viewer viewer) {}

    /** Confirmed enterprises of the region without a title that may apply, as many as wanted; each gets an account. */
    List<Firm> firms(UUID call, String region, int wanted, String prefix) {
        var found = new ArrayList<Firm>();
        var candidates = database()
                .owner()
                .sql("""
                        SELECT id, name FROM registry.published_organisation o
                        WHERE status = 'confirmed' AND kind = 'enterprise' AND region = :region AND zone IS NULL
                          AND NOT EXISTS (SELECT FROM registry.published_title t
                                          WHERE t.organisation = o.id AND t.kind = 'hnte')
                        ORDER BY id""")
                .param("region", region)
                .query((rows, n) -> Map.entry(rows.getObject("id", UUID.class), rows.getString("name")))
                .list();
        for (var candidate : candidates) {
            if (found.size() == wanted) break;
            UUID id = candidate.getKey();
            var viewer = new Viewer(UUID.randomUUID(), "科技专员", Set.of(Role.APPLICANT), id, null, "", List.of());
            var prospect = starts.prospect(viewer, call);
            if (prospect.isEmpty() || !prospect.get().reasons().isEmpty()) continue;
            String login = prefix + "." + (found.size() + 1);
            UUID account = java.util.Objects.requireNonNull(
                    transactions.execute(status -> demoAccounts.add(login, "科技专员", "13900000000", Role.APPLICANT, id)));
            found.add(new Firm(
                    id,
                    candidate.getValue(),
                    region,
                    login,
                    new Viewer(account, "科技专员", Set.of(Role.APPLICANT), id, null, "", List.of())));
        }
        assertThat(found).as("firms of " + region + " that may apply").hasSize(wanted);
        return found;
    }

    UUID version(String programme) {
        return calls.released(List.of("320500")).stream()
                .filter(released -> released.programme().equals(programme))
                .findFirst()
                .orElseThrow()
                .version();
    }

    Application application(UUID id) {
        return applications.find(id).orElseThrow();
    }

    /** Starts an application and answers everything plausibly, files included. */
    UUID fill(Firm firm, UUID call, Definition definition, String track, Map<String, String> own, long seed) {
        UUID id = must(starts.start(firm.viewer(), call)).id();
        save(firm, id, own);
        var opened = forms.open(firm.viewer(), id, ZH).orElseThrow();
        save(firm, id, MadeUpAnswers.of(definition, opened.form().answers(), track, today(), new Random(seed)));
        save(firm, id, own);
        opened = forms.open(firm.viewer(), id, ZH).orElseThrow();
        for (String path : MadeUpAnswers.filesNeeded(opened.form())) {
            try {
                var stored = must(
                        files.store(firm.viewer(), "附件.pdf", FileStore.Kind.ATTACHMENT, new ByteArrayInputStream(PDF)));
                must(attachments.add(firm.viewer(), id, path, stored));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return id;
    }

    private void save(Firm firm, UUID id, Map<String, String> answers) {
        var known = forms.open(firm.viewer(), id, ZH).orElseThrow().form().answers();
        must(forms.save(
                firm.viewer(),
                id,
                answers.entrySet().stream()
                        .map(answer -> new FormService.Typed(
                                answer.getKey(), answer.getValue(), FormService.token(known.get(answer.getKey()))))
                        .toList()));
    }

    void submit(Firm firm, UUID id) {
        must(submissions.submit(firm.viewer(), id, null, ZH));
    }

    void recommend(UUID id) {
        Application at = application(id);
        must(recommendations.decide(
                officer(Role.COUNTY_OFFICER, at.region(), 0),
                id,
                new RecommendationService.Decide(RecommendationService.Verdict.RECOMMEND, at.moves(), List.of(), "")));
    }

    /** The officer passes the formal check, having it in hand already or taking it now. */
    void passCheck(Viewer officer, UUID id) {
        var desk = checks.desk(officer, id).orElseThrow();
        if (desk.sheet().officer() == null)
            must(checks.claim(officer, id, desk.sheet().version()));
        var marks = new LinkedHashMap<String, Mark>();
        desk.stage().items().forEach(item -> marks.put(item.id(), new Mark(true, "")));
        must(checks.decide(
                officer,
                id,
                new CheckService.Decide(
                        CheckService.Verdict.PASS, application(id).moves(), marks, List.of(), "", "已核实，不影响受理。")));
    }

    List<Assignment> sheetsOf(UUID call, String stage, @Nullable UUID application) {
        var round = reviews.round(call, stage, false).orElseThrow();
        return assignments.assignments(round.id()).stream()
                .filter(Assignment::active)
                .filter(one -> application == null || one.application().equals(application))
                .toList();
    }

    Viewer expert(UUID expert) {
        var found = experts.find(expert).orElseThrow();
        return new Viewer(
                java.util.Objects.requireNonNull(found.account()),
                found.name(),
                Set.of(Role.EXPERT),
                null,
                null,
                "",
                List.of());
    }

    String loginOf(UUID expert) {
        return accounts.find(expert(expert).requireAccount()).orElseThrow().login();
    }

    /** Everybody who has not yet signed does, with this share of the points. */
    void signAll(UUID call, Definition definition, Stage.Review stage, Map<UUID, Double> share) {
        var sheet = definition.sheet(stage.sheet());
        for (int turn = 0; turn < 4; turn++) {
            var open = sheetsOf(call, stage.id(), null).stream()
                    .filter(one -> !one.signed())
                    .toList();
            if (open.isEmpty()) return;
            for (Assignment one : open) {
                var typed = new LinkedHashMap<String, String>();
                for (var item : sheet.items()) {
                    BigDecimal points = item.most()
                            .multiply(BigDecimal.valueOf(share.getOrDefault(one.application(), 0.75)))
                            .setScale(0, RoundingMode.DOWN);
                    typed.put("points-" + item.id(), points.toPlainString());
                }
                typed.put("comment", "技术路线清晰，建议支持。");
                must(sheets.sign(expert(one.expert()), one.id(), typed));
            }
        }
    }

    /** Of the page the browser shows. */
    static String path(Browser browser) {
        return java.net.URI.create(browser.page().url()).getPath();
    }

    static <T> T must(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new AssertionError("refused: " + errors);
        });
    }
}
