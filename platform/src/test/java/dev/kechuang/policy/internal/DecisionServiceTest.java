package dev.kechuang.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.FactSource;
import dev.kechuang.policy.SavedDecision;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
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

/** A policy decided on what is confirmed, kept as it was decided, and compared with what it would be today. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionServiceTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);

    private final RegistryFixture city = new RegistryFixture();
    private final StatedFacts registry = new StatedFacts();
    private final FactSource titles = (organisation, day, facts) -> facts.events(
            "资质", List.of(Map.of("名称", new Val.Text("高新技术企业"), "生效日期", new Val.Day(LocalDate.of(2025, 1, 1)))));
    private int number = 700;
    private Organisation firm = city.confirmed(number, "昆山政策测算有限公司");
    private DecisionService decisions = service("500人", "");

    @BeforeEach
    void newFirm() {
        number++;
        firm = city.confirmed(number, "昆山政策测算" + number + "有限公司");
        registry.clear();
        decisions = service("500人", "");
        registry.number("staff", 2025, "100");
        registry.number("rd-share", 2025, "0.055");
        registry.text("resident-enterprise", 2024, "是");
        registry.stated.add(registry.fact("revenue", 2025, new Value.Sum(new Money(123_456_700L))));
    }

    @AfterAll
    void close() {
        city.close();
    }

    private DecisionService service(String staff, String until) {
        var packs = new TextsOfPacks()
                .with("cn", "", "aid.yaml", TextsOfPacks.policy("cn-aid", "cn", staff, until))
                .with(
                        "cn-taicang",
                        RegistryFixture.TAICANG,
                        "taicang.yaml",
                        TextsOfPacks.policy("cn-taicang-aid", "cn-taicang", staff, ""));
        return service(packs.book());
    }

    private DecisionService service(PolicyBook book) {
        return new DecisionService(
                book,
                new KnownFactsOf(registry, List.of(titles), book),
                new PolicyVersionStore(city.jdbc),
                new SavedDecisionStore(city.jdbc),
                city.jdbc,
                new RegistryFixture.FakeRegions(),
                city.new FakeAudit(),
                city.clock);
    }

    private SavedDecision save(Decided decided) {
        return Objects.requireNonNull(
                city.transactions.execute(status -> decisions.save(city.kunshan, decided, "programme/application/1")));
    }

    @Test
    void aFirmIsDecidedOnItsConfirmedFacts() {
        Decided decided = decisions.decide("cn-aid", firm.id(), DAY);
        assertThat(decided.eligible()).isTrue();
        assertThat(decided.decision().benefits().getFirst().amount())
                .as("1 %% of 1,234,567.00 yuan, whole fen, rounded down")
                .isEqualTo(Val.of(1_234_567));
    }

    @Test
    void whatIsNotConfirmedIsUnknownAndNamed() {
        registry.stated.removeIf(fact -> fact.code().equals("staff"));
        Decided decided = decisions.decide("cn-aid", firm.id(), DAY);
        assertThat(decided.decision().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(decided.decision().missing()).containsExactly("职工总数@2025");
        assertThat(decided.eligible()).isFalse();
    }

    @Test
    void aFactWithoutYearIsTheLastOneStatedUpToTheDay() {
        registry.text("resident-enterprise", 2025, "否");
        registry.text("resident-enterprise", 2027, "是");
        assertThat(decisions.decide("cn-aid", firm.id(), DAY).decision().verdict())
                .isEqualTo(Verdict.NOT_ELIGIBLE);
        assertThat(decisions
                        .decide("cn-aid", firm.id(), LocalDate.of(2024, 6, 1))
                        .decision()
                        .conditions()
                        .getFirst()
                        .met())
                .isEqualTo(dev.kechuang.engine.Decision.Met.MET);
    }

    @Test
    void valuesAreTriedOutWithoutBeingSaved() {
        var tried = Facts.builder().number("职工总数", 2025, 501).build();
        Decided decided = decisions.decide("cn-aid", firm.id(), DAY, tried);
        assertThat(decided.decision().verdict()).isEqualTo(Verdict.NOT_ELIGIBLE);
        assertThat(decided.stated()).containsExactly("职工总数");
        assertThat(Objects.requireNonNull(decided.way()).gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.options().getFirst().to()).isEqualTo(Val.of(500)));
        assertThat(decisions.savedFor(firm.id(), "cn-aid")).isEmpty();
        assertThat(decisions.decide("cn-aid", null, DAY, tried).decision().verdict())
                .as("without an organisation only what is tried is known")
                .isEqualTo(Verdict.NOT_ELIGIBLE);
    }

    @Test
    void aPolicyOfAnotherPlaceOrTimeDoesNotCount() {
        Decided taicang = decisions.decide("cn-taicang-aid", firm.id(), DAY);
        assertThat(taicang.decision().verdict()).isEqualTo(Verdict.ELIGIBLE);
        assertThat(taicang.limits()).containsExactly(Decided.Limit.OTHER_REGION);
        assertThat(taicang.eligible()).isFalse();
        assertThat(service("500人", "2025-12-31")
                        .decide("cn-aid", firm.id(), DAY)
                        .limits())
                .containsExactly(Decided.Limit.NOT_IN_FORCE);
        assertThat(decisions.inForce(RegistryFixture.TAICANG, DAY)).hasSize(2);
        assertThat(decisions.inForce(RegistryFixture.KUNSHAN, DAY)).hasSize(1);
        assertThat(decisions.inForce(RegistryFixture.TAICANG, LocalDate.of(2019, 12, 31)))
                .isEmpty();
    }

    @Test
    void aSavedDecisionKeepsItsFactsAndItsRules() {
        SavedDecision saved = save(decisions.decide("cn-aid", firm.id(), DAY));
        assertThat(saved.verdict()).isEqualTo(Verdict.ELIGIBLE);
        assertThat(decisions.recheck(saved).same()).isTrue();
        assertThat(decisions.recheck(saved).changes()).isEmpty();

        registry.number("staff", 2025, "120");
        decisions = service("110人", "");

        Decided again = decisions.again(saved);
        assertThat(again.decision().verdict()).isEqualTo(Verdict.ELIGIBLE);
        assertThat(again.text(java.util.Locale.CHINESE)).contains("500人").contains("职工总数（2025年） = 100人");
        var recheck = decisions.recheck(saved);
        assertThat(recheck.newerRules()).isTrue();
        assertThat(recheck.same()).isFalse();
        assertThat(recheck.changes()).singleElement().satisfies(change -> {
            assertThat(change.fact()).isEqualTo("职工总数");
            assertThat(change.before()).isEqualTo("100");
            assertThat(change.after()).isEqualTo("120");
        });
        assertThat(Objects.requireNonNull(recheck.now()).decision().verdict()).isEqualTo(Verdict.NOT_ELIGIBLE);
        assertThat(new PolicyVersionStore(city.jdbc).versions("cn-aid")).isNotEmpty();
    }

    @Test
    void newerFactsThatChangeNothingLeaveItAsItWas() {
        SavedDecision saved = save(decisions.decide("cn-aid", firm.id(), DAY));
        registry.number("staff", 2025, "101");
        var recheck = decisions.recheck(saved);
        assertThat(recheck.changes()).hasSize(1);
        assertThat(recheck.same()).isTrue();
    }

    @Test
    void whatWasStatedForThePurposeStaysStated() {
        var stated = Facts.builder().number("职工总数", 2025, 90).build();
        SavedDecision saved = save(decisions.decide("cn-aid", firm.id(), DAY, stated));
        assertThat(saved.stated()).containsExactly("职工总数");
        registry.number("staff", 2025, "600");
        assertThat(decisions.recheck(saved).changes()).isEmpty();
        assertThat(decisions.savedFor("programme/application/1")).contains(saved);
    }

    @Test
    void theSameDecisionIsSavedOnceHoweverOftenAndByHoweverMany() throws Exception {
        Decided decided = decisions.decide("cn-aid", firm.id(), DAY);
        int before = city.audited.size();
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Callable<UUID>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) all.add(() -> save(decided).id());
            var ids = new ArrayList<UUID>();
            for (var future : pool.invokeAll(all)) ids.add(future.get());
            assertThat(ids).containsOnly(ids.getFirst());
        }
        assertThat(decisions.savedFor(firm.id(), "cn-aid")).hasSize(1);
        assertThat(city.audited.subList(before, city.audited.size())).hasSize(1);
    }

    @Test
    void savedDecisionsCannotBeChangedNotEvenByTheOwner() {
        SavedDecision saved = save(decisions.decide("cn-aid", firm.id(), DAY));
        assertThatThrownBy(() -> city.jdbc
                        .sql("UPDATE policy.decision SET verdict = 'UNKNOWN' WHERE id = :id")
                        .param("id", saved.id())
                        .update())
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> city.database
                        .owner()
                        .sql("DELETE FROM policy.decision WHERE id = :id")
                        .param("id", saved.id())
                        .update())
                .hasStackTraceContaining("append-only");
        assertThatThrownBy(() -> city.jdbc
                        .sql("INSERT INTO policy.text (digest, content) VALUES ('" + "0".repeat(64) + "', 'x')")
                        .update())
                .as("a text is stored under its own digest only")
                .hasMessageContaining("\"text_check\"");
        assertThatThrownBy(() -> city.jdbc.sql("""
                        INSERT INTO policy.version (digest, policy, sources, seen_at)
                        SELECT encode(sha256(convert_to(array_to_string(s, E'\\n'), 'UTF8')), 'hex'), 'x', s, now()
                        FROM (VALUES (ARRAY['a', 'b'])) v(s)""").update())
                .as("no version without its texts")
                .hasMessageContaining("is not kept");
    }

    @Test
    void aDecisionThatNoLongerComesOutTheSameIsFound() {
        var store = new SavedDecisionStore(city.jdbc);
        var invariant = new PolicyInvariants().policyDecisionsStand(store, decisions);
        SavedDecision saved = save(decisions.decide("cn-aid", firm.id(), DAY));
        assertThat(invariant.check().holds()).isTrue();
        var owner = city.database.owner();
        owner.sql("ALTER TABLE policy.decision DISABLE TRIGGER decision_append_only")
                .update();
        try {
            owner.sql("UPDATE policy.decision SET facts = jsonb_set(facts, '{职工总数,2025}', '\"900\"') WHERE id = :id")
                    .param("id", saved.id())
                    .update();
            assertThat(invariant.check().violations())
                    .singleElement()
                    .asString()
                    .contains(saved.id().toString());
            owner.sql("UPDATE policy.decision SET facts = :facts::jsonb WHERE id = :id")
                    .param("facts", saved.facts())
                    .param("id", saved.id())
                    .update();
        } finally {
            owner.sql("ALTER TABLE policy.decision ENABLE TRIGGER decision_append_only")
                    .update();
        }
        assertThat(invariant.check().holds()).isTrue();
    }

    @Test
    void everyKindOfValueComesBackFromTheFreezerAsItWas() {
        var book = decisions.dictionary();
        var facts = Facts.builder()
                .set("营业收入", 2025, new Val.Num(Rational.of(12_345_678_901L)))
                .set("营业收入", 2024, Val.ABSENT)
                .set("研发占比", 2025, new Val.Num(Rational.of(new BigDecimal("0.0312500"))))
                .set("居民企业", Val.FALSE)
                .events("资质", List.of(Map.of("名称", new Val.Text("“特殊”: \"名称\"\\"), "生效日期", new Val.Day(DAY))))
                .build();
        String text = "营业收入 研发占比 居民企业 资质";
        Facts back = FrozenFacts.read(FrozenFacts.write(facts, book, text, 2025), book, 2025);
        assertThat(back.asOf()).isEqualTo(facts.asOf());
        assertThat(back.yearly()).isEqualTo(facts.yearly());
        assertThat(FrozenFacts.write(facts, book, "居民企业", 2025)).isEqualTo("{\"居民企业\":\"false\"}");
    }

    @Test
    void brokenPoliciesStopTheStartWithEveryProblemAtItsPlace() {
        var packs = new TextsOfPacks()
                .with("cn", "", "one.yaml", TextsOfPacks.policy("cn-aid", "cn", "500元", ""))
                .with("cn-x", "320585", "two.yaml", TextsOfPacks.policy("cn-other", "cn", "500人", ""));
        assertThatThrownBy(packs::book).isInstanceOfSatisfying(PackProblems.class, problems -> {
            assertThat(problems.problems()).extracting(p -> p.file()).contains("packs/cn/policies/one.yaml");
            assertThat(problems.problems())
                    .anySatisfy(p -> assertThat(p.place()).startsWith("packs/cn-x/policies/two.yaml:1"));
        });
    }

    @Test
    void aDecisionIsSavedByTheRulesOfTheMomentItIsSaved() {
        PolicyBookTest.withoutDrafts(city);
        var packs = new TextsOfPacks().with("cn", "", "r.yaml", TextsOfPacks.policy("cn-saved", "cn", "500人", ""));
        var releases = new ReleaseStore(city.jdbc);
        var versions = new PolicyVersionStore(city.jdbc);
        var book = packs.book().with(releases, versions);
        decisions = service(book);
        Decided asked = decisions.decide("cn-saved", firm.id(), RegistryFixture.TODAY);
        assertThat(asked.eligible()).isTrue();

        String stricter = release(book, "cn-saved", "50人", RegistryFixture.TODAY);
        SavedDecision saved = save(asked);
        assertThat(saved.version()).isEqualTo(stricter);
        assertThat(saved.verdict()).isEqualTo(Verdict.NOT_ELIGIBLE);
        assertThat(decisions.find("cn-saved").orElseThrow().digest()).isEqualTo(saved.version());
        assertThat(decisions
                        .decide("cn-saved", firm.id(), RegistryFixture.TODAY.minusDays(1))
                        .eligible())
                .as("the day before is decided by the pack's text")
                .isTrue();
        assertThat(decisions.releases("cn-saved")).hasSize(1);
    }

    @Test
    void whatWasSavedForAFirmIsFoundUnderTheOneItBecamePartOf() {
        SavedDecision saved = save(decisions.decide("cn-aid", firm.id(), DAY));
        Organisation remaining = city.confirmed(number + 5_000, "昆山政策合并" + number + "有限公司");
        assertThat(decisions.savedFor(remaining.id(), "cn-aid")).isEmpty();
        city.database
                .owner()
                .sql("UPDATE registry.organisation SET status = 'merged', closed_on = confirmed_on, merged_into = :into"
                        + " WHERE id = :id")
                .param("into", remaining.id())
                .param("id", firm.id())
                .update();
        assertThat(decisions.savedFor(remaining.id(), "cn-aid")).containsExactly(saved);
        assertThat(decisions.savedFor(remaining.id(), null, 10)).containsExactly(saved);
    }

    @Test
    void whatIsPublishedForALaterDayIsDecidedForThatDay() {
        PolicyBookTest.withoutDrafts(city);
        String later =
                TextsOfPacks.policy("cn-later", "cn", "500人", "").replace("from: 2020-01-01 }", "from: 2027-03-01 }");
        var packs = new TextsOfPacks()
                .with("cn", "", "c.yaml", TextsOfPacks.policy("cn-changes", "cn", "500人", ""))
                .with("cn", "", "l.yaml", later)
                .with(
                        "cn-taicang",
                        RegistryFixture.TAICANG,
                        "t.yaml",
                        TextsOfPacks.policy("cn-elsewhere", "cn-taicang", "500人", "")
                                .replace("from: 2020-01-01 }", "from: 2027-03-01 }"));
        var book = packs.book().with(new ReleaseStore(city.jdbc), new PolicyVersionStore(city.jdbc));
        decisions = service(book);
        registry.number("staff", 2026, "100");
        registry.number("rd-share", 2026, "0.055");
        LocalDate today = RegistryFixture.TODAY;
        release(book, "cn-changes", "900人", today.plusDays(40));
        release(book, "cn-changes", "60人", today.minusDays(1));
        String stricter = release(book, "cn-changes", "50人", today.plusDays(20));
        String eased = release(book, "cn-changes", "800人", today.plusDays(50));

        assertThat(decisions.decideAll(firm.id(), today))
                .extracting(decided -> decided.version().id())
                .as("one that is not in force yet is none of today's")
                .contains("cn-changes")
                .doesNotContain("cn-later", "cn-elsewhere");
        var coming = decisions.coming(firm.id(), today);
        assertThat(coming)
                .filteredOn(decided -> decided.version().id().equals("cn-changes"))
                .as("what was announced first is overtaken")
                .extracting(
                        decided -> decided.version().digest(),
                        Decided::on,
                        decided -> decided.decision().verdict())
                .containsExactly(
                        tuple(stricter, today.plusDays(20), Verdict.NOT_ELIGIBLE),
                        tuple(eased, today.plusDays(50), Verdict.ELIGIBLE));
        assertThat(coming)
                .filteredOn(decided -> decided.version().id().equals("cn-later"))
                .singleElement()
                .satisfies(decided -> {
                    assertThat(decided.on()).isEqualTo(LocalDate.of(2027, 3, 1));
                    assertThat(decided.decision().verdict()).isEqualTo(Verdict.ELIGIBLE);
                });
        assertThat(coming)
                .as("nobody hears of what is for another county")
                .extracting(decided -> decided.version().id())
                .doesNotContain("cn-elsewhere");
    }

    /** Releases the small policy with another threshold; answers the digest of the version. */
    private String release(PolicyBook book, String policy, String staff, LocalDate from) {
        var releases = new ReleaseStore(city.jdbc);
        var versions = new PolicyVersionStore(city.jdbc);
        String content = TextsOfPacks.policy(policy, "cn", staff, "");
        var text = new PackDocument("cn", "", "policies/" + policy + ".yaml", Digests.of(content), content);
        var entry = Objects.requireNonNull(book.read(text, new ArrayList<>()));
        var one = new ReleaseStore.By(UUID.randomUUID(), "甲");
        var other = new ReleaseStore.By(UUID.randomUUID(), "乙");
        var now = city.clock.instant();
        city.transactions.executeWithoutResult(status -> {
            versions.keep(entry, now);
            releases.insert(new ReleaseStore.NewRelease(
                    policy,
                    entry.version().digest(),
                    "cn",
                    text.path(),
                    "",
                    null,
                    from,
                    "文号",
                    "从严",
                    one,
                    one,
                    now,
                    other,
                    now));
        });
        book.releasedAnew();
        return entry.version().digest();
    }

    /** Facts as the registry would publish them. */
    private final class StatedFacts implements OrganisationFacts {
        private final List<Fact> stated = new ArrayList<>();

        void clear() {
            stated.clear();
        }

        void number(String code, int year, String number) {
            stated.removeIf(fact -> fact.code().equals(code) && fact.year() == year);
            stated.add(fact(code, year, new Value.Number(new BigDecimal(number))));
        }

        void text(String code, int year, String text) {
            stated.add(fact(code, year, new Value.Text(text)));
        }

        Fact fact(String code, int year, Value value) {
            return new Fact(firm.id(), year, code, value, null, "firm", "a", Instant.EPOCH, "b", Instant.EPOCH);
        }

        @Override
        public List<Fact> confirmed(UUID organisation, int fromYear, int toYear) {
            return stated.stream()
                    .filter(fact -> fact.organisation().equals(organisation))
                    .filter(fact -> fact.year() >= fromYear && fact.year() <= toYear)
                    .toList();
        }

        @Override
        public List<Fact> confirmed(
                Collection<UUID> organisations, Collection<String> codes, int fromYear, int toYear) {
            throw new UnsupportedOperationException();
        }
    }
}
