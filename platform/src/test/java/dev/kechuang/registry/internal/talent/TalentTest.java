package dev.kechuang.registry.internal.talent;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.TalentAwards;
import dev.kechuang.registry.Talents.DatedAward;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.talent.Performance.Period;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.dao.DataAccessException;

/** Talents from the first award to the last day it holds, and the half-years of the firms they lead. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TalentTest {

    private static final Period HALF = new Period(2025, 1);

    private final RegistryFixture city = new RegistryFixture();
    private final TalentStore store = new TalentStore(city.jdbc);
    private final TalentRules rules =
            new TalentRules(new RegistryFixture.FakeRegions(), new RegistryFixture.FakeCodes(), store, city.clock);
    private final TalentRecords records = new TalentRecords(new JdbcRecords(city.jdbc));
    private final TalentService talents =
            new TalentService(store, rules, records, city.new FakeAudit(), city.transactions, city.clock);
    private final PerformanceStore performances = new PerformanceStore(city.jdbc);
    private final PerformanceService halfYears = new PerformanceService(
            performances,
            city.organisations,
            records,
            city.new FakeAudit(),
            city.accounts,
            city.new FakeMessages(),
            city.transactions,
            city.clock);
    private int number = 6_000;
    private Organisation firm = firm();

    @BeforeEach
    void newFirm() {
        firm = firm();
    }

    @AfterAll
    void close() {
        city.close();
    }

    private Organisation firm() {
        number++;
        return city.confirmed(number, "昆山人才" + number + "科技有限公司");
    }

    private Map<String, String> typed(String name, String... more) {
        var typed = new HashMap<>(Map.of(
                "name", name,
                "unit", firm.name(),
                "plan", "省双创人才",
                "level", "provincial",
                "awardedOn", "2024-05-01",
                "role", "leads"));
        for (int i = 0; i < more.length; i += 2) typed.put(more[i], more[i + 1]);
        return typed;
    }

    private Talent entered(String name, String... more) {
        return done(talents.create(city.kunshan, typed(name, more)));
    }

    private long counted(String kind, Talent talent, String day, String level, String region) {
        return city.jdbc
                .sql("""
                SELECT coalesce(sum(count), 0) FROM record.published_record
                WHERE kind = :kind AND subject = :subject AND business_date <= :day::date
                  AND (:level = '' OR dimensions ->> 'level' = :level) AND (:region = '' OR region = :region)""")
                .param("kind", kind)
                .param("subject", "registry/talent/" + talent.id())
                .param("day", day)
                .param("level", level)
                .param("region", region)
                .query(Long.class)
                .single();
    }

    private List<Invariant> invariants() {
        var all = new TalentInvariants();
        return List.of(
                all.talentsCounted(city.jdbc), all.talentHistories(city.jdbc), all.talentFirmsCounted(city.jdbc));
    }

    private void holds() {
        for (Invariant invariant : invariants()) {
            assertThat(invariant.check().violations()).as(invariant.claim()).isEmpty();
        }
    }

    @Test
    void aPersonCountsOnceAndOnceForEachLevelWhileAnAwardHolds() {
        var talent = entered("陈领军", "until", "2026-04-30");
        talent = done(talents.award(
                city.kunshan,
                talent.id(),
                talent.version(),
                Map.of("plan", "国家重大人才工程", "level", "national", "awardedOn", "2025-06-01", "role", "leads")));
        talent = done(talents.award(
                city.kunshan,
                talent.id(),
                talent.version(),
                Map.of("plan", "省333高层次人才", "level", "provincial", "awardedOn", "2025-07-01", "role", "works")));
        assertThat(counted(TalentRecords.PERSON, talent, "2024-04-30", "", "")).isZero();
        assertThat(counted(TalentRecords.PERSON, talent, "2024-05-01", "", "")).isEqualTo(1);
        assertThat(counted(TalentRecords.PERSON, talent, "2025-12-31", "", ""))
                .as("three awards, one person")
                .isEqualTo(1);
        assertThat(counted(TalentRecords.LEVEL, talent, "2025-12-31", "provincial", ""))
                .isEqualTo(1);
        assertThat(counted(TalentRecords.LEVEL, talent, "2025-12-31", "national", ""))
                .isEqualTo(1);
        assertThat(counted(TalentRecords.LEVEL, talent, "2026-05-01", "provincial", ""))
                .as("the second provincial award still holds")
                .isEqualTo(1);
        assertThat(counted(TalentRecords.AWARD, talent, "2026-11-21", "", "")).isEqualTo(3);
        holds();

        var second = talent.awards().stream()
                .filter(award -> award.plan().equals("省333高层次人才"))
                .findFirst()
                .orElseThrow();
        talent = done(talents.end(city.kunshan, talent.id(), talent.version(), second.id(), "2026-06-30", "调离"));
        assertThat(counted(TalentRecords.LEVEL, talent, "2026-07-01", "provincial", ""))
                .isZero();
        assertThat(counted(TalentRecords.PERSON, talent, "2026-07-01", "", "")).isEqualTo(1);
        var national = talent.awards().stream()
                .filter(award -> award.level() == Talent.Level.NATIONAL)
                .findFirst()
                .orElseThrow();
        talent = done(talents.takeBack(city.kunshan, talent.id(), talent.version(), national.id(), "录入有误"));
        assertThat(counted(TalentRecords.LEVEL, talent, "2026-11-21", "national", ""))
                .isZero();
        assertThat(counted(TalentRecords.AWARD, talent, "2026-11-21", "", "")).isEqualTo(2);
        assertThat(store.history(talent.id())).hasSize(5);
        holds();
    }

    @Test
    void aPersonMovesWithTheUnitAndCountsElsewhereFromTheDayOn() {
        city.followers.add(talents);
        try {
            var talent = entered("李迁移");
            var form = new HashMap<>(RegistryFixture.form(number, firm.name()));
            form.put("region", RegistryFixture.TAICANG);
            var moved = city.organisations.update(city.bureau, firm.id(), firm.version(), form, "迁址");
            assertThat(moved).isNotNull();
            var after = store.locked(talent.id()).orElseThrow();
            assertThat(after.region()).isEqualTo(RegistryFixture.TAICANG);
            assertThat(counted(TalentRecords.PERSON, talent, "2026-11-20", "", RegistryFixture.KUNSHAN))
                    .isEqualTo(1);
            assertThat(counted(TalentRecords.PERSON, talent, "2026-11-21", "", RegistryFixture.KUNSHAN))
                    .isZero();
            assertThat(counted(TalentRecords.PERSON, talent, "2026-11-21", "", RegistryFixture.TAICANG))
                    .isEqualTo(1);
            assertThat(store.find(city.kunshan, talent.id())).isEmpty();
            assertThat(store.find(city.taicang, talent.id())).isPresent();
            holds();
        } finally {
            city.followers.remove(talents);
        }
    }

    @Test
    void theIdentityNumberStaysInItsTable() {
        var talent = entered("王隐私", "identity", "32050019800101123x");
        assertThat(talent.identityTail()).isEqualTo("123X");
        assertThat(store.history(talent.id()).toString()).doesNotContain("19800101");
        assertThat(city.audited.toString()).doesNotContain("19800101");
        assertThat(refused(talents.create(city.kunshan, typed("王同号", "identity", "32050019800101123X"))))
                .extracting(FieldError::field)
                .containsExactly("identity");
    }

    @Test
    void whatIsWrongIsSaidAtItsField() {
        assertThat(refused(talents.create(
                        city.kunshan,
                        typed(
                                "赵",
                                "unit",
                                "没有这家公司",
                                "region",
                                "999999",
                                "level",
                                "world",
                                "awardedOn",
                                "2030-01-01",
                                "role",
                                "leads",
                                "identity",
                                "#"))))
                .extracting(FieldError::field)
                .contains("name", "identity", "region", "level", "awardedOn", "at");
        assertThat(refused(talents.create(city.taicang, typed("钱越界"))))
                .as("another county's firm")
                .extracting(FieldError::key)
                .containsExactly("talent.error.notYours");
        var talent = entered("孙重复");
        assertThat(refused(talents.award(city.kunshan, talent.id(), talent.version(), typed("孙重复"))))
                .extracting(FieldError::key)
                .containsExactly("talent.error.awardTwice");
        assertThat(refused(talents.award(city.kunshan, talent.id(), 99, typed("孙重复"))))
                .extracting(FieldError::key)
                .containsExactly("talent.error.changed");
    }

    private Outcome<UUID> decided(String name, String identity, String document, LocalDate on) {
        var decided = new DecidedAwards(talents, store, rules);
        var award = new TalentAwards.Award(
                name, identity, firm.id(), "", "总经理", "doctor", "领军人才计划", "city", on, null, document, true);
        return Objects.requireNonNull(city.transactions.execute(status -> decided.register(city.kunshan, award)));
    }

    @Test
    void whatAProgrammeDecidedIsRegisteredOnce() {
        LocalDate on = LocalDate.of(2026, 3, 2);
        String identity = "32058319800101" + number;
        UUID id = done(decided("冯入选", identity, "LJ20260001", on));
        assertThat(done(decided("冯入选", identity, "LJ20260001", on.plusDays(9))))
                .as("told again later, it is the same award")
                .isEqualTo(id);
        Talent talent = store.find(city.kunshan, id).orElseThrow();
        assertThat(talent.education()).isEqualTo("doctor");
        assertThat(talent.awards()).singleElement().satisfies(award -> {
            assertThat(award.awardedOn()).isEqualTo(on);
            assertThat(award.document()).isEqualTo("LJ20260001");
            assertThat(award.role()).isEqualTo(Talent.Role.LEADS);
            assertThat(award.organisation()).isEqualTo(firm.id());
        });
        assertThat(counted(TalentRecords.AWARD, talent, "2026-12-31", "", "")).isEqualTo(1);
        assertThat(refused(decided("冯入选", identity, "LJ20260002", on.plusDays(9))))
                .as("the plan took the person already")
                .extracting(FieldError::key)
                .containsExactly("talent.error.awardTwice");

        var known = entered("褚已在册", "identity", "32058319810101" + number);
        assertThat(done(decided("褚已在册", "32058319810101" + number, "LJ20260003", on)))
                .as("who is on the register gets a further award")
                .isEqualTo(known.id());
        assertThat(store.find(city.kunshan, known.id()).orElseThrow().awards()).hasSize(2);
        assertThat(refused(decided("卫", "32058319820101" + number, "LJ20260004", on)))
                .extracting(FieldError::field)
                .containsExactly("name");
        holds();
    }

    @Test
    void policiesCountPeopleNotAwards() {
        var talent = entered("周事实", "until", "2025-12-31");
        done(talents.award(
                city.kunshan,
                talent.id(),
                talent.version(),
                Map.of("plan", "姑苏领军人才", "level", "city", "awardedOn", "2025-01-01", "role", "works")));
        entered("吴事实", "role", "works");
        var dated = new PublishedTalents(city.jdbc).dated(List.of(firm.id()));
        assertThat(dated).hasSize(3);
        assertThat(dated.stream()
                        .filter(award -> award.holdsOn(LocalDate.of(2025, 6, 1)))
                        .map(DatedAward::talent)
                        .distinct())
                .hasSize(2);
        assertThat(city.database
                        .owner()
                        .sql("SELECT count(*) FROM registry.changed WHERE organisation = :id")
                        .param("id", firm.id())
                        .query(Long.class)
                        .single())
                .as("what reads facts is told")
                .isGreaterThanOrEqualTo(3);
    }

    private static Map<String, String> figures(String revenue) {
        return Map.of("revenue", revenue, "tax", "1", "staff", "40", "financing", "");
    }

    @Test
    void aHalfYearCountsFromItsConfirmationUntilItIsOpenedAgain() throws Exception {
        entered("郑企业");
        var own = RegistryFixture.applicant(firm.id());
        assertThat(refused(halfYears.handIn(own, firm.id(), HALF, Map.of("revenue", "-1", "tax", "x", "staff", "1.5"))))
                .extracting(FieldError::field)
                .containsExactly("revenue", "tax", "staff");
        assertThat(refused(halfYears.handIn(own, firm.id(), new Period(2026, 2), figures("100"))))
                .extracting(FieldError::field)
                .containsExactly("period");
        assertThat(refused(halfYears.handIn(own, firm.id(), new Period(2023, 2), figures("100"))))
                .as("nobody led it then")
                .extracting(FieldError::key)
                .containsExactly("talent.error.notLed");
        var handed = done(halfYears.handIn(own, firm.id(), HALF, figures("12000")));
        var corrected = done(halfYears.handIn(own, firm.id(), HALF, figures("11000")));
        assertThat(refused(halfYears.confirm(city.kunshan, firm.id(), HALF, handed.version())))
                .as("other figures than the officer looked at")
                .extracting(FieldError::key)
                .containsExactly("registry.error.changedMeanwhile");
        assertThat(refused(halfYears.confirm(city.taicang, firm.id(), HALF, corrected.version())))
                .isNotEmpty();
        var outcomes = new ArrayList<Outcome<Performance>>();
        try (var threads = Executors.newFixedThreadPool(3)) {
            Callable<Outcome<Performance>> confirm =
                    () -> halfYears.confirm(city.kunshan, firm.id(), HALF, corrected.version());
            for (var each : threads.invokeAll(List.of(confirm, confirm, confirm))) outcomes.add(each.get());
        }
        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        holds();
        assertThat(refused(halfYears.handIn(own, firm.id(), HALF, figures("1"))))
                .extracting(FieldError::key)
                .containsExactly("talent.error.confirmed");
        var opened = done(halfYears.giveBack(city.kunshan, firm.id(), HALF, corrected.version() + 1, "填的是累计数"));
        assertThat(opened.state()).isEqualTo(Performance.State.RETURNED);
        holds();
        assertThatThrownBy(() -> city.jdbc
                        .sql(
                                "UPDATE registry.talent_performance SET state = 'confirmed', version = version + 1, region = 'x'"
                                        + " WHERE organisation = :id")
                        .param("id", firm.id())
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void invariantsFindWhatWasBroken() {
        var talent = entered("冯破坏");
        done(halfYears.handIn(RegistryFixture.applicant(firm.id()), firm.id(), HALF, figures("100")));
        done(halfYears.confirm(city.kunshan, firm.id(), HALF, 1));
        holds();
        var owner = city.database.owner();
        owner.sql("ALTER TABLE registry.talent_performance DISABLE TRIGGER USER")
                .update();
        owner.sql("UPDATE registry.talent_performance SET revenue_fen = revenue_fen + 1 WHERE organisation = :id")
                .param("id", firm.id())
                .update();
        owner.sql("UPDATE registry.talent SET version = version + 1 WHERE id = :id")
                .param("id", talent.id())
                .update();
        owner.sql("UPDATE registry.talent_award SET taken_back = true WHERE talent = :id")
                .param("id", talent.id())
                .update();
        for (Invariant invariant : invariants()) {
            assertThat(invariant.check().violations()).as(invariant.name()).isNotEmpty();
        }
        owner.sql("UPDATE registry.talent_performance SET revenue_fen = revenue_fen - 1 WHERE organisation = :id")
                .param("id", firm.id())
                .update();
        owner.sql("UPDATE registry.talent SET version = version - 1 WHERE id = :id")
                .param("id", talent.id())
                .update();
        owner.sql("UPDATE registry.talent_award SET taken_back = false WHERE talent = :id")
                .param("id", talent.id())
                .update();
        owner.sql("ALTER TABLE registry.talent_performance ENABLE TRIGGER USER").update();
        holds();
    }

    /** 604 firms with 7.01 billion yuan in half a year: 17 above 100 million, 110 above 10 million. */
    @Test
    void aHalfYearOfTheCityAddsUpAsItWasReported() {
        var period = new Period(2015, 1);
        // 17 × 200 million, 93 × 30 million, and what is left on the 494 others.
        long left = 701_000L - 17 * 20_000L - 93 * 3_000L;
        long each = left / 494;
        for (int i = 0; i < 604; i++) {
            var led = city.confirmed(20_000 + i, "昆山领军" + i + "科技有限公司");
            firm = led;
            done(talents.create(city.kunshan, typed("领军" + i, "awardedOn", "2014-03-01")));
            long wan = i < 17 ? 20_000 : i < 110 ? 3_000 : i < 603 ? each : left - 493 * each;
            done(halfYears.handIn(RegistryFixture.applicant(led.id()), led.id(), period, figures(String.valueOf(wan))));
            done(halfYears.confirm(city.kunshan, led.id(), period, 1));
        }
        var query = new PerformanceStore.Query(period, "", "", "", "");
        var summary = performances.summary(city.bureau, query);
        assertThat(summary.firms()).isEqualTo(604);
        assertThat(summary.confirmed()).isEqualTo(604);
        assertThat(summary.revenue().fen()).isEqualTo(7_010_000_000_00L);
        assertThat(summary.over100m()).isEqualTo(17);
        assertThat(summary.over10m()).isEqualTo(110);
        var large = new PerformanceStore.Query(period, "", "", "", "over10m");
        var page = performances.firms(city.bureau, large, KeyPage.At.START, 20);
        assertThat(page.total().count()).isEqualTo(110);
        assertThat(page.items().getFirst().leaders()).startsWith("领军");
        assertThat(performances.firms(city.taicang, query, KeyPage.At.START, 20).items())
                .isEmpty();
        long recorded = city.jdbc.sql("""
                SELECT sum(amount_fen) FROM record.published_record
                WHERE kind = 'registry.talentFirm' AND business_date = '2015-06-30'""").query(Long.class).single();
        assertThat(recorded).isEqualTo(7_010_000_000_00L);
        holds();
    }
}
