package dev.kechuang.programme.internal.credit;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.programme.internal.credit.Credit.NewByHand;
import dev.kechuang.programme.internal.credit.CreditEntry.State;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.SmallProgramme;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.form.Barrier;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an applicant did well or badly is entered, confirmed, objected to, and counts while its time runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CreditTest {

    private static final LocalDate TODAY = RegistryFixture.TODAY;

    private final LifecycleFixture city = new LifecycleFixture();
    private final CreditStore store = new CreditStore(city.jdbc);
    private final CreditSums sums = new CreditSums(city.jdbc);
    private final CreditRules rules = rules();
    private final Credit credit = new Credit(
            store,
            sums,
            rules,
            city.registry.organisations,
            city.registry.accounts,
            city.registry.new FakeMessages(),
            new JdbcRecords(city.jdbc),
            city.registry.new FakeAudit(),
            city.registry.transactions,
            city.registry.clock);
    private final Invariant invariant = new CreditInvariants().creditIsCounted(city.jdbc);
    private final Viewer officer = officer("甲");
    private final Viewer colleague = officer("乙");
    private int number = 900;
    private Organisation firm = city.registry.confirmed(number, "昆山信用电子有限公司");

    @BeforeEach
    void newFirm() {
        number++;
        firm = city.registry.confirmed(number, "昆山信用" + number + "电子有限公司");
    }

    @Test
    void manyAreReadAtOnceAsEachAloneAndWhatChangesThemIsNoted() {
        var changed = new dev.kechuang.registry.internal.ChangedStore(city.jdbc);
        var entry = done(credit.enter(
                officer, new NewByHand(firm.creditCode(), "misuse", TODAY.minusMonths(1), null, "经费审计发现挪用")));
        done(credit.confirm(colleague, entry.id()));
        assertThat(changed.take(100_000)).contains(firm.id());
        var other = city.registry.confirmed(number + 500, "昆山守信" + number + "电子有限公司");
        for (LocalDate day : List.of(TODAY.minusMonths(2), TODAY, TODAY.plusYears(20))) {
            var later = new java.util.HashMap<UUID, LocalDate>();
            var many = credit.ofOrganisations(
                    List.of(firm.id(), other.id()),
                    day,
                    (who, on) -> later.merge(who, on, (a, b) -> a.isBefore(b) ? a : b));
            assertThat(many.get(firm.id())).isEqualTo(credit.ofOrganisation(firm.id(), day));
            assertThat(many.get(other.id())).isEqualTo(credit.ofOrganisation(other.id(), day));
            LocalDate changes = later.get(firm.id());
            assertThat(changes == null).isEqualTo(day.isAfter(TODAY.plusYears(15)));
            if (changes == null) continue;
            assertThat(credit.ofOrganisation(firm.id(), changes.minusDays(1)).points())
                    .isEqualTo(credit.ofOrganisation(firm.id(), day).points());
            assertThat(credit.ofOrganisation(firm.id(), changes).points())
                    .isNotEqualTo(credit.ofOrganisation(firm.id(), day).points());
        }
    }

    @Test
    void anEntryThatBlocksBarsItsOrganisationAndItsPersonWithClauseUntilItIsTakenBack() {
        var barrier = new CreditBarrier(credit, sums);
        assertThat(barrier.against(firm.id(), List.of(), TODAY)).isEmpty();
        var entry = done(credit.enter(
                officer, new NewByHand(firm.creditCode(), "misuse", TODAY.minusMonths(1), null, "经费审计发现挪用")));
        assertThat(barrier.against(firm.id(), List.of(), TODAY))
                .as("nothing counts before a second person has confirmed it")
                .isEmpty();
        done(credit.confirm(colleague, entry.id()));
        var bars = barrier.against(firm.id(), List.of(), TODAY);
        assertThat(bars).hasSize(1);
        assertThat(bars.getFirst().path()).isEqualTo("/credit/entries/" + entry.id());
        assertThat(bars.getFirst().problem().key()).isEqualTo("form.problem.barred");
        assertThat(bars.getFirst().problem().args())
                .containsExactly(
                        TODAY.minusMonths(1).toString(),
                        "挪用或违规使用经费",
                        "《科技信用评价规则》示例第七条",
                        TODAY.minusMonths(1).plusMonths(24).toString());
        assertThat(barrier.against(firm.id(), List.of(), TODAY.plusYears(3)))
                .as("its time is over, and the grade alone does not bar")
                .isEmpty();

        done(credit.enter(officer, new NewByHand(firm.creditCode(), "acceptance-failed", TODAY, null, "验收不通过")));
        var second = store.page(officer, CreditStore.Query.ALL, KeyPage.At.of("", ""), 10)
                .items()
                .getFirst();
        done(credit.confirm(colleague, second.id()));
        assertThat(barrier.against(firm.id(), List.of(), TODAY.plusYears(2).plusMonths(6)))
                .as("grade D by points bars, with what weighs most")
                .extracting(bar -> bar.problem().key(), Barrier.Bar::path)
                .containsExactly(tuple("form.problem.barredGrade", "/credit/entries/" + entry.id()));

        Viewer applicant =
                new Viewer(UUID.randomUUID(), "王", Set.of(Role.APPLICANT), firm.id(), null, firm.name(), List.of());
        done(credit.object(applicant, entry.id(), "审计结论已更正"));
        done(credit.rule(colleague, entry.id(), true, "异议成立"));
        assertThat(barrier.against(firm.id(), List.of(), TODAY)).isEmpty();
    }

    @AfterAll
    void close() {
        city.close();
    }

    private static Viewer officer(String name) {
        return new Viewer(
                UUID.randomUUID(),
                name,
                Set.of(Role.BUREAU_OFFICER),
                null,
                UUID.randomUUID(),
                "监督处",
                List.of(RegistryFixture.CITY, RegistryFixture.KUNSHAN));
    }

    private static CreditRules rules() {
        try {
            String text = Files.readString(Path.of("../packs/cn/credit.yaml"));
            var problems = new ProblemList();
            var rules = CreditRules.read(document(text), problems);
            problems.throwIfAny();
            return rules;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static PackDocument document(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new PackDocument("cn", "", "credit.yaml", HexFormat.of().formatHex(digest), text);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private NewByHand bad(String event, LocalDate on) {
        return new NewByHand(firm.creditCode(), event, on, null, "审计发现虚列支出");
    }

    private CreditEntry counting(String event, LocalDate on) {
        var entry = done(credit.enter(officer, bad(event, on)));
        return done(credit.confirm(colleague, entry.id()));
    }

    private void happened(UUID application, String event, String key) {
        city.registry.transactions.executeWithoutResult(
                status -> credit.happened(firm.id(), application, event, TODAY, key, "第一季度报告"));
    }

    @Test
    void everybodyStartsWithTheBaseAndTheGradeFollowsThePoints() {
        assertThat(credit.ofOrganisation(firm.id(), TODAY).points()).isEqualTo(100);
        assertThat(credit.ofOrganisation(firm.id(), TODAY).grade().code()).isEqualTo("B");
        assertThat(rules.grade(110).code()).isEqualTo("A");
        assertThat(rules.grade(109).code()).isEqualTo("B");
        assertThat(rules.grade(60).code()).isEqualTo("C");
        assertThat(rules.grade(-500).code()).isEqualTo("D");
    }

    @Test
    void whatAnOfficerEntersCountsWhenAnotherConfirmsItAndUntilItsTimeIsOver() {
        var entry = done(credit.enter(officer, bad("misuse", LocalDate.of(2025, 11, 21))));
        assertThat(entry.state(TODAY)).isEqualTo(State.PROPOSED);
        assertThat(credit.ofOrganisation(firm.id(), TODAY).points()).isEqualTo(100);
        assertThat(refused(credit.confirm(officer, entry.id())))
                .extracting(FieldError::key)
                .containsExactly("credit.error.fourEyes");
        done(credit.confirm(colleague, entry.id()));
        assertThat(refused(credit.confirm(colleague, entry.id())).getFirst().key())
                .isEqualTo("credit.error.confirmed");

        var standing = credit.ofOrganisation(firm.id(), TODAY);
        assertThat(standing.points()).isEqualTo(60);
        assertThat(standing.grade().code()).isEqualTo("C");
        assertThat(standing.blockedUntil()).isEqualTo(LocalDate.of(2027, 11, 21));
        assertThat(standing.blocked()).isTrue();
        assertThat(credit.ofOrganisation(firm.id(), LocalDate.of(2025, 11, 20)).points())
                .as("before it happened")
                .isEqualTo(100);
        assertThat(credit.ofOrganisation(firm.id(), LocalDate.of(2027, 11, 21)).blocked())
                .as("the block is over, the points still count")
                .isFalse();
        assertThat(credit.ofOrganisation(firm.id(), LocalDate.of(2030, 11, 20)).points())
                .isEqualTo(60);
        assertThat(credit.ofOrganisation(firm.id(), LocalDate.of(2030, 11, 21)).points())
                .isEqualTo(100);
    }

    @Test
    void badInputIsToldAtItsField() {
        var wrong = new NewByHand("91", "nothing", TODAY.plusDays(1), null, "x");
        assertThat(refused(credit.enter(officer, wrong)))
                .extracting(FieldError::field)
                .containsExactly("creditCode", "event", "on", "text");
        done(credit.enter(officer, bad("misuse", TODAY)));
        assertThat(refused(credit.enter(officer, bad("misuse", TODAY)))
                        .getFirst()
                        .key())
                .isEqualTo("credit.error.twice");
    }

    @Test
    void anUpheldObjectionTakesTheEntryBackWithItsRecord() {
        var own = RegistryFixture.applicant(firm.id());
        var entry = counting("false-data", TODAY);
        assertThat(credit.ofOrganisation(firm.id(), TODAY).grade().code()).isEqualTo("D");
        assertThat(refused(credit.object(RegistryFixture.applicant(UUID.randomUUID()), entry.id(), "不属实")))
                .extracting(FieldError::key)
                .containsExactly("credit.error.gone");
        assertThat(refused(credit.rule(colleague, entry.id(), true, "查实"))
                        .getFirst()
                        .key())
                .isEqualTo("credit.error.noObjection");
        done(credit.object(own, entry.id(), "数据经审计确认无误，附报告"));
        assertThat(refused(credit.object(own, entry.id(), "再次")).getFirst().key())
                .isEqualTo("credit.error.objected");
        assertThat(refused(credit.rule(officer, entry.id(), true, "查实"))
                        .getFirst()
                        .key())
                .as("who entered it does not rule on it")
                .isEqualTo("credit.error.fourEyes");
        var ruled = done(credit.rule(colleague, entry.id(), true, "经核实异议成立"));
        assertThat(ruled.state(TODAY)).isEqualTo(State.REVOKED);
        assertThat(credit.ofOrganisation(firm.id(), TODAY).points()).isEqualTo(100);
        assertThat(invariant.check().violations()).isEmpty();
    }

    @Test
    void anObjectionThatIsNotUpheldLeavesItAsItWas() {
        var own = RegistryFixture.applicant(firm.id());
        var entry = counting("false-data", TODAY);
        done(credit.object(own, entry.id(), "不属实"));
        assertThat(done(credit.rule(colleague, entry.id(), false, "证据确凿")).state(TODAY))
                .isEqualTo(State.COUNTING);
        assertThat(credit.ofOrganisation(firm.id(), TODAY).points()).isEqualTo(40);
        assertThat(refused(credit.object(own, entry.id(), "还是不服")).getFirst().key())
                .isEqualTo("credit.error.ruled");
        assertThatThrownBy(() -> city.registry
                        .database
                        .owner()
                        .sql("UPDATE programme.credit_entry SET points = -1 WHERE id = :id")
                        .param("id", entry.id())
                        .update())
                .hasMessageContaining("is confirmed");
    }

    @Test
    void eventsOfProjectsEnterOnceHoweverManyTellThem() throws Exception {
        var lifecycle = lifecycle();
        Application project = project(lifecycle);
        try (var pool = Executors.newFixedThreadPool(6)) {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(() -> {
                    happened(project.id(), "report-late", "q1");
                    return true;
                });
            }
            for (var future : pool.invokeAll(all)) assertThat(future.get()).isTrue();
        }
        happened(project.id(), "report-late", "q2");
        happened(project.id(), "no-such-event", "");
        assertThat(credit.ofOrganisation(firm.id(), TODAY).points()).isEqualTo(90);
        assertThat(store.page(officer, new CreditStore.Query("", "report-late", "", firm.id()), KeyPage.At.START, 9)
                        .items())
                .hasSize(2);
        assertThat(invariant.check().violations()).isEmpty();
    }

    @Test
    void notesOfAProjectThatNameAnIncidentEnterOnce() {
        var lifecycle = lifecycle();
        Application project = project(lifecycle);
        for (String about : List.of("midterm", "progress")) {
            city.registry.transactions.executeWithoutResult(status ->
                    lifecycle.note(officer, project.id(), "报告逾期", Map.of("incident", "report-late", "about", about)));
        }
        city.registry.transactions.executeWithoutResult(
                status -> lifecycle.note(officer, project.id(), "无关", Map.of("incident", "unheard-of")));
        var incidents = new Incidents(city.jdbc, credit, city.registry.transactions);
        assertThat(incidents.run()).isEqualTo(2);
        assertThat(incidents.run()).isZero();
        assertThat(credit.ofOrganisation(project.organisation(), TODAY).points())
                .isEqualTo(90);
        city.registry.transactions.executeWithoutResult(
                status -> lifecycle.note(officer, project.id(), "停产", Map.of("incident", "terminated", "about", "")));
        Application at = city.applications.find(project.id()).orElseThrow();
        done(city.move(lifecycle, officer, Move.of(at, EventKind.TERMINATED, "停产")));
        assertThat(incidents.run())
                .as("the termination entered by itself already")
                .isZero();
        assertThat(credit.ofOrganisation(project.organisation(), TODAY).points())
                .isEqualTo(75);
    }

    @Test
    void aProgrammesEffectAndATerminationEnterByThemselves() {
        var lifecycle = lifecycle();
        Application good = project(lifecycle);
        done(city.move(lifecycle, officer, Move.pass(good)));
        assertThat(credit.ofOrganisation(good.organisation(), TODAY).points()).isEqualTo(105);
        Application ended = project(lifecycle);
        done(city.move(lifecycle, officer, Move.of(ended, EventKind.TERMINATED, "停产")));
        assertThat(credit.ofOrganisation(ended.organisation(), TODAY).points()).isEqualTo(85);
    }

    private Lifecycle lifecycle() {
        return city.lifecycle(CreditSources.handlers(credit).toArray(StageHandler[]::new));
    }

    /** A project that runs. */
    private Application project(Lifecycle lifecycle) {
        number++;
        var words = LifecycleFixture.words("项目");
        var definition = new SmallProgramme(
                        "credit-" + number,
                        words,
                        List.of(
                                new Stage.Application("apply", words, 0),
                                new Stage.Acceptance("accept", words, 0, null, List.of(), 6)))
                .effects(new Definition.Effect.CreditEntry("accept", "project-accepted"))
                .make();
        UUID call = city.call(city.version("credit-" + number, definition), "R-" + number);
        return city.submitted(lifecycle, call);
    }

    @Test
    void anEntryWithoutItsRecordIsFound() {
        var entry = counting("good-performance", TODAY);
        assertThat(invariant.check().holds()).isTrue();
        var owner = city.registry.database.owner();
        owner.sql("""
                        INSERT INTO programme.credit_objection (entry, text, account, actor, raised_at, upheld, ruling,
                            ruled_by, ruled_name, ruled_at)
                        VALUES (:id, '不属实', :a, 'x', now(), true, 'y', :a, 'x', now())""").param("id", entry.id()).param("a", UUID.randomUUID()).update();
        assertThat(invariant.check().violations()).hasSize(1);
        owner.sql("DELETE FROM programme.credit_objection WHERE entry = :id")
                .param("id", entry.id())
                .update();
    }

    @Test
    void aWrongRulesTextIsToldLineByLine() {
        var problems = new ProblemList();
        CreditRules.read(document("""
                name: 规则
                base: 多
                objection-days: 15
                events:
                  - { code: a, name: 甲, points: -5, months: 0, blocks: 0, clause: x }
                  - { code: a, name: 乙, points: 5, months: 12, blocks: 0, clause: x }
                grades:
                  - { code: A, name: 优, least: 90, effect: bonus, text: x }
                  - { code: B, name: 良, least: 95, effect: sometimes, text: x }
                """), problems);
        assertThatThrownBy(problems::throwIfAny)
                .isInstanceOfSatisfying(
                        PackProblems.class,
                        all -> assertThat(all.problems())
                                .extracting(p -> p.place())
                                .contains("packs/cn/credit.yaml:2:7")
                                .hasSize(5));
    }
}
