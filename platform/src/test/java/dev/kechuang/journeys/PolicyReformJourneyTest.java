package dev.kechuang.journeys;

import static dev.kechuang.journeys.Journey.fill;
import static dev.kechuang.journeys.Journey.follow;
import static dev.kechuang.journeys.Journey.press;
import static dev.kechuang.journeys.Journey.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import dev.kechuang.identity.DemoAccounts;
import dev.kechuang.match.internal.push.Push;
import dev.kechuang.match.internal.push.WishService;
import dev.kechuang.match.internal.push.WishStore.Wishes;
import dev.kechuang.match.internal.run.ChangedMatches;
import dev.kechuang.match.internal.run.CityRuns;
import dev.kechuang.policy.Decisions;
import dev.kechuang.shared.DemoClock;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.testing.Browser;
import dev.kechuang.testing.CityTest;
import dev.kechuang.testing.TestDatabase;
import dev.kechuang.testing.Viewers;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A threshold is lowered in what-if, written into a draft and released by another person; the firms that gain by it are
 * told, and nobody else. In a city of its own, since everybody's policies change.
 */
class PolicyReformJourneyTest extends CityTest {

    private static final String POLICY = "cn-jiangsu-private-tech";
    private static final String NAME = "江苏省民营科技企业备案";
    private static final String PARAMETER = "科技人员比例下限";
    private static final Pattern ELIGIBLE = Pattern.compile("符合的由 ([0-9]+) 家变为 ([0-9]+) 家");

    private static final TestDatabase CITY = cityDatabase();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        settings(registry, CITY);
    }

    @Autowired
    private Decisions decisions;

    @Autowired
    private ChangedMatches changed;

    @Autowired
    private CityRuns runs;

    @Autowired
    private Push push;

    @Autowired
    private WishService wishes;

    @Autowired
    private DemoAccounts accounts;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private Clock clock;

    @Autowired
    private List<Invariant> invariants;

    private int foretold;

    @AfterEach
    void theDatabaseHolds() {
        assertThat(invariants)
                .allSatisfy(invariant -> assertThat(invariant.check().violations())
                        .as(invariant.name())
                        .isEmpty());
    }

    private void open(Browser browser, String path) {
        browser.page().navigate(address(path));
    }

    private void logIn(Browser browser, String login) {
        open(browser, "/login");
        fill(browser, "login", login);
        fill(browser, "password", DemoAccounts.PASSWORD);
        press(browser, "登录");
        assertThat(browser.page().url()).as(login + " is in").doesNotContain("/login");
    }

    @Test
    void whoGainsByALowerThresholdIsToldAndNobodyElse() {
        everythingIsTold();
        LocalDate today = LocalDate.now(clock);
        Set<UUID> before = eligible(today);
        String draft;
        try (var officer = Browser.desktop()) {
            officer.page().onDialog(Dialog::accept);
            logIn(officer, "officer");
            for (String path : List.of("/policies/bulk", "/ip/standard", "/ip/cases")) {
                open(officer, path);
                officer.accessible().fits();
            }
            draft = lowered(officer, before.size());
            submit(officer, today);
        }
        assertThat(eligible(today)).as("a draft decides nothing").isEqualTo(before);
        try (var leader = Browser.desktop()) {
            logIn(leader, "leader");
            leader.page().navigate(address(draft));
            assertThat(text(leader)).contains("改动参数", PARAMETER, "0%");
            leader.page().click("main a[data-dialog='release']");
            leader.page().click("dialog[open] button:has-text('发布')");
            leader.page().waitForURL("**/policy-drafts/policies/" + POLICY);
        }
        Set<UUID> gained = eligible(today);
        assertThat(gained).as("nobody loses").containsAll(before);
        assertThat(foretold).as("what-if foretold it").isEqualTo(gained.size());
        gained.removeAll(before);

        List<UUID> withoutAccount = gained.stream().filter(this::nobodyActsFor).toList();
        assertThat(withoutAccount).as("firms that gain and have no account").hasSizeGreaterThan(1);
        UUID nobody = withoutAccount.get(0);
        UUID willing = withoutAccount.get(1);
        everybodyButHasAnAccount(nobody);
        UUID unwilling = gained.stream()
                .filter(firm -> !withoutAccount.contains(firm))
                .findFirst()
                .orElseThrow();
        optsOut(unwilling);
        assertThat(runs.startIfRulesChanged()).as("a release asks for a run").isPresent();
        runs.work();
        assertThat(stored()).isEqualTo(eligible(today));

        Set<UUID> expected = new HashSet<>(gained);
        expected.remove(nobody);
        expected.remove(unwilling);
        assertThat(expected).contains(willing);
        Set<UUID> toldToday = toldOn(today);
        Set<UUID> earlier = messages();
        push.run();
        assertThat(firmsOf(messages(), earlier))
                .as("whoever gained and was told nothing else today")
                .isEqualTo(expected.stream()
                        .filter(firm -> !toldToday.contains(firm))
                        .collect(Collectors.toSet()));
        tomorrow();
        Set<UUID> eligibleTomorrow = eligible(today.plusDays(1));
        assertThat(firmsOf(messages(), earlier))
                .as("and the others with their next message")
                .isEqualTo(expected.stream()
                        .filter(firm -> !toldToday.contains(firm) || eligibleTomorrow.contains(firm))
                        .collect(Collectors.toSet()));
        assertThat(subjects(earlier)).containsExactly("新匹配到的政策：" + NAME);
        Set<UUID> all = messages();
        assertThat(push.run().messages()).isZero();
        tomorrow();
        assertThat(messages()).as("nobody is told twice").isEqualTo(all);
        reads(willing);
    }

    /** From the policy's page to a draft with the threshold that was tried; the draft's path. */
    private String lowered(Browser officer, int before) {
        open(officer, "/policy-drafts/policies/" + POLICY);
        follow(officer, "推演影响");
        Page page = officer.page();
        page.getByLabel(PARAMETER).fill("0%");
        press(officer, "推演");
        officer.photograph("reform-tried").accessible().fits();
        assertThat(text(officer)).contains(PARAMETER + "由 10% 改为 0%", "各地的变化", "新增符合", "花费变化", "受影响的单位");
        press(officer, "据此起草修订");
        assertThat(page.url()).contains("/what-if/drafts/");
        assertThat(page.getByLabel(PARAMETER).inputValue()).isEqualTo("0%");
        var counts = ELIGIBLE.matcher(text(officer));
        assertThat(counts.find()).isTrue();
        assertThat(Integer.parseInt(counts.group(1))).isEqualTo(before);
        foretold = Integer.parseInt(counts.group(2));
        officer.photograph("reform-draft-tried").accessible().fits();
        page.setViewportSize(390, 844);
        officer.photograph("reform-draft-tried-phone").accessible().fits();
        page.setViewportSize(1440, 900);
        press(officer, "写入草稿");
        assertThat(page.locator("body").innerText()).contains("已写入草稿，保存为第 2 稿");
        assertThat(page.inputValue("#f-text"))
                .contains("name: " + PARAMETER)
                .contains("value: 0% }")
                .doesNotContain("value: 10% }");
        assertThat(page.textContent("#check")).contains("改动参数", PARAMETER, "通过 2 / 共 2");
        officer.photograph("reform-written").accessible().fits();
        return java.net.URI.create(page.url()).getPath();
    }

    private static void submit(Browser officer, LocalDate today) {
        press(officer, "保存并提交发布");
        fill(officer, "inForceFrom", today.toString());
        fill(officer, "document", "苏科规〔2026〕9号");
        fill(officer, "reason", "不再要求科技人员比例");
        press(officer, "提交发布");
        assertThat(text(officer)).contains("已提交");
    }

    /** The firm finds it in its inbox. */
    private void reads(UUID firm) {
        try (var phone = Browser.telephone()) {
            logIn(phone, login(firm));
            open(phone, "/messages");
            assertThat(text(phone)).contains("新匹配到的政策：" + NAME);
            open(phone, "/my/policies/news");
            assertThat(text(phone)).contains(NAME);
            phone.photograph("reform-news-phone").accessible().fits();
        }
    }

    /** Whatever the demonstration left to be decided and told. */
    private void everythingIsTold() {
        int unused = changed.decide();
        var run = runs.startIfRulesChanged();
        runs.work();
        assertThat(run).as("the city was decided when it was filled").isEmpty();
        push.run();
    }

    private void tomorrow() {
        ((DemoClock) clock).at(clock.instant().plus(Duration.ofDays(1)), push::run);
    }

    /** Decided one by one, apart from what is stored. */
    private Set<UUID> eligible(LocalDate day) {
        return CITY
                .owner()
                .sql("SELECT id FROM registry.organisation WHERE status = 'confirmed' AND kind <> 'authority'")
                .query(UUID.class)
                .list()
                .stream()
                .filter(id -> decisions.decide(POLICY, id, day).eligible())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Set<UUID> stored() {
        return new HashSet<>(CITY.owner()
                .sql("SELECT organisation FROM match.published_match WHERE policy = :policy AND state = 'ELIGIBLE'")
                .param("policy", POLICY)
                .query(UUID.class)
                .list());
    }

    private boolean nobodyActsFor(UUID firm) {
        return CITY.owner()
                        .sql("SELECT count(*) FROM identity.account WHERE organisation = :firm")
                        .param("firm", firm)
                        .query(Integer.class)
                        .single()
                == 0;
    }

    private static String login(UUID firm) {
        return "reform." + firm.toString().substring(24);
    }

    private void everybodyButHasAnAccount(UUID nobody) {
        var firms = CITY.owner().sql("""
                        SELECT id FROM registry.organisation o WHERE status = 'confirmed' AND kind = 'enterprise'
                          AND NOT EXISTS (SELECT FROM identity.account a WHERE a.organisation = o.id)""").query(UUID.class).list();
        transactions.executeWithoutResult(status -> firms.stream()
                .filter(firm -> !firm.equals(nobody))
                .forEach(firm -> accounts.add(login(firm), "费得知", "13912345678", Role.APPLICANT, firm)));
    }

    private void optsOut(UUID firm) {
        var nothingOfIt = new Wishes(false, false, false, Set.of(), Set.of(POLICY));
        assertThat(wishes.choose(Viewers.applicant(firm), firm, nothingOfIt)).isInstanceOf(Outcome.Done.class);
    }

    private static Set<UUID> toldOn(LocalDate day) {
        return new HashSet<>(CITY.owner()
                .sql("SELECT organisation FROM match.mailing WHERE day = :day")
                .param("day", day)
                .query(UUID.class)
                .list());
    }

    /** Ids of the messages of new matches in all inboxes. */
    private static Set<UUID> messages() {
        return new HashSet<>(CITY.owner()
                .sql("SELECT id FROM message.message WHERE key LIKE 'match.push/%'")
                .query(UUID.class)
                .list());
    }

    /** Organisations whose people got the later messages. */
    private static Set<UUID> firmsOf(Set<UUID> all, Set<UUID> earlier) {
        return new HashSet<>(CITY.owner()
                .sql("""
                        SELECT DISTINCT a.organisation FROM message.message m JOIN identity.account a ON a.id = m.account
                        WHERE m.id = ANY(:all) AND NOT m.id = ANY(:earlier)""")
                .param("all", all.toArray(UUID[]::new))
                .param("earlier", earlier.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    private static Set<String> subjects(Set<UUID> earlier) {
        return new HashSet<>(CITY.owner()
                .sql("SELECT subject FROM message.message WHERE key LIKE 'match.push/%' AND NOT id = ANY(:earlier)")
                .param("earlier", earlier.toArray(UUID[]::new))
                .query(String.class)
                .list());
    }
}
