package dev.kechuang.programme.internal.check;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.programme.internal.check.CheckService.Decide;
import dev.kechuang.programme.internal.check.CheckService.Verdict;
import dev.kechuang.programme.internal.check.CheckSheet.Mark;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.Meaning;
import dev.kechuang.programme.internal.definition.FormDefinition.NumberField;
import dev.kechuang.programme.internal.definition.FormDefinition.Section;
import dev.kechuang.programme.internal.definition.FormDefinition.TableField;
import dev.kechuang.programme.internal.definition.FormDefinition.TextField;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** An application at the formal check: taken, ticked off, passed, returned, refused, and compared with what is known. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckServiceTest {

    private static final String SUMMARY = "面向新能源汽车的高镍三元正极材料表面包覆技术研究，开发原子层沉积包覆工艺，提高循环寿命和热稳定性，建成年产一百吨中试线并实现批量供货。";

    private final LifecycleFixture city = new LifecycleFixture();
    private final CheckStore checks = new CheckStore(city.jdbc);
    private final CheckLists lists = new CheckLists(city.jdbc);
    private final CheckStage handler = new CheckStage(checks, city.registry.clock);
    private final Lifecycle lifecycle = city.lifecycle(handler);
    private final Stated registered = new Stated();
    private final CheckService service = service();
    private final Viewer officer = officer("甲");
    private final Viewer colleague = officer("乙");
    private UUID call = new UUID(0, 0);
    private int calls;

    private CheckService service() {
        var beans = new DefaultListableBeanFactory();
        beans.registerSingleton("definitions", city.definitions);
        beans.registerSingleton("lifecycle", lifecycle);
        var definitions = beans.getBeanProvider(Definitions.class);
        var comparisons = new ComparisonStore(city.jdbc, definitions);
        var finders = new Finders();
        var comparison = new Comparison(
                city.applications,
                definitions,
                comparisons,
                checks,
                List.of(
                        finders.duplicates(comparisons),
                        finders.people(comparisons),
                        finders.overdueProjects(comparisons),
                        finders.registryFacts(registered)),
                city.registry.transactions,
                city.registry.clock);
        return new CheckService(
                city.applications,
                definitions,
                checks,
                lists,
                comparison,
                beans.getBeanProvider(Lifecycle.class),
                city.registry.new FakeAudit(),
                city.registry.transactions,
                city.registry.clock);
    }

    private static Viewer officer(String name) {
        return new Viewer(
                UUID.randomUUID(),
                name,
                Set.of(dev.kechuang.shared.access.Role.BUREAU_OFFICER),
                null,
                UUID.randomUUID(),
                "高新处",
                List.of("320500", RegistryFixture.KUNSHAN, RegistryFixture.TAICANG));
    }

    private static Definition programme(String code) {
        var words = LifecycleFixture.words("甲");
        return new Definition(
                code,
                words,
                Definition.Gives.PROJECT,
                "苏州市科学技术局",
                RegistryFixture.CITY,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                new Definition.Limits(0, 0, 1, 2),
                null,
                List.of(
                        new Stage.Application("apply", LifecycleFixture.words("申报"), 0),
                        new Stage.Check(
                                "check",
                                LifecycleFixture.words("形式审查"),
                                10,
                                List.of(
                                        new Stage.Check.CheckItem(
                                                "who", LifecycleFixture.words("申报单位符合指南"), "第二条", "project"),
                                        new Stage.Check.CheckItem(
                                                "team", LifecycleFixture.words("人员不超限"), "第三条", "team")),
                                5,
                                1),
                        new Stage.Execution("run", LifecycleFixture.words("实施"), 0, List.of(), List.of()),
                        new Stage.Acceptance("accept", LifecycleFixture.words("验收"), 0, null, List.of(), 6)),
                new FormDefinition(List.of(
                        new Section(
                                "project",
                                words,
                                words,
                                "",
                                List.of(
                                        text("title", Meaning.TITLE),
                                        text("summary", Meaning.SUMMARY),
                                        new NumberField(
                                                "revenue",
                                                LifecycleFixture.words("上年营业收入"),
                                                words,
                                                true,
                                                "",
                                                null,
                                                "万元",
                                                2,
                                                null,
                                                null,
                                                "revenue",
                                                1)),
                                List.of()),
                        new Section(
                                "team",
                                words,
                                words,
                                "",
                                List.of(
                                        text("leader", Meaning.LEADER),
                                        text("leader-id", Meaning.LEADER_ID_NUMBER),
                                        new TableField(
                                                "people",
                                                words,
                                                words,
                                                true,
                                                "",
                                                Meaning.PEOPLE,
                                                List.of(
                                                        text("name", Meaning.MEMBER_NAME),
                                                        text("id", Meaning.MEMBER_ID_NUMBER)),
                                                List.of(),
                                                0,
                                                9,
                                                List.of())),
                                List.of()))),
                List.of(),
                List.of());
    }

    private static Field text(String id, Meaning meaning) {
        var words = LifecycleFixture.words(id);
        return new TextField(id, words, words, true, "", meaning, 1, 2000, "");
    }

    @BeforeEach
    void newCall() {
        calls++;
        registered.stated.clear();
        call = city.call(city.version("check-" + calls, programme("check-" + calls)), "C-" + calls);
    }

    @AfterAll
    void close() {
        city.close();
    }

    private Application submitted(String summary, String leaderId, String member) {
        return submitted(call, summary, leaderId, member);
    }

    private Application submitted(UUID to, String summary, String leaderId, String member) {
        Application application = city.submitted(lifecycle, to);
        hand(application, summary, leaderId, member, 1);
        return application;
    }

    /** As the form hands in: frozen answers by path. */
    private void hand(Application application, String summary, String leaderId, String member, int number) {
        city.jdbc
                .sql("""
                        INSERT INTO programme.submission (application, number, event, answers, digest, submitted_at, actor)
                        SELECT :id, :number, e.id, a.answers, sha256(convert_to(a.answers::text, 'UTF8')), now(), 'firm'
                        FROM programme.event e,
                             (SELECT jsonb_build_object('project.title', '试验项目', 'project.summary', :summary,
                                  'project.revenue', '1200', 'team.leader', '王负责', 'team.leader-id', :leader,
                                  'team.people.r1.name', '李成员', 'team.people.r1.id', :member) AS answers) a
                        WHERE e.application = :id ORDER BY e.number DESC LIMIT 1""")
                .param("id", application.id())
                .param("number", number)
                .param("summary", summary)
                .param("leader", leaderId)
                .param("member", member)
                .update();
    }

    private static Map<String, Mark> allPass() {
        return Map.of("who", new Mark(true, ""), "team", new Mark(true, ""));
    }

    private static Decide pass(Application at) {
        return new Decide(Verdict.PASS, at.moves(), allPass(), List.of(), "", "");
    }

    private static String key(Outcome<?> outcome) {
        return refused(outcome).getFirst().key();
    }

    @Test
    void anOfficerTakesTicksOffAndPasses() {
        Application at = submitted(SUMMARY, "A1", "B1");
        assertThat(lists.waiting(officer)).isPositive();
        assertThat(key(service.decide(officer, at.id(), pass(at)))).isEqualTo("check.error.unclaimed");
        assertThat(service.next(officer, call)).contains(at.id());
        assertThat(service.next(officer, call)).as("nothing else waits").isEmpty();

        var half = new Decide(Verdict.PASS, at.moves(), Map.of("who", new Mark(true, "")), List.of(), "", "");
        assertThat(refused(service.decide(officer, at.id(), half)))
                .extracting(FieldError::field)
                .containsExactly("mark.team");
        done(service.mark(officer, at.id(), Map.of("team", new Mark(false, "人员超限"))));
        assertThat(refused(service.decide(officer, at.id(), half)))
                .extracting(FieldError::key)
                .containsExactly("check.error.failed");

        Application passed = done(service.decide(officer, at.id(), pass(at)));
        assertThat(passed.stage()).isEqualTo("run");
        assertThat(checks.sheets(at.id()).getLast().outcome()).isEqualTo(CheckSheet.Outcome.PASSED);
        assertThat(city.applications.events(at.id()).getLast().data())
                .contains("第二条")
                .contains("\"round\"");
        assertThat(key(service.decide(officer, at.id(), pass(at)))).isEqualTo("check.error.closed");
        assertThatThrownBy(() -> city.jdbc
                        .sql("UPDATE programme.check_mark SET note = 'x' WHERE application = :id")
                        .param("id", at.id())
                        .update())
                .as("a closed sheet stays as it was")
                .hasMessageContaining("not on the desk");
    }

    @Test
    void aColleagueIsToldWhoHasItAndTakesOverOnlyKnowingly() {
        Application at = submitted(SUMMARY, "A2", "B2");
        var mine = done(service.claim(officer, at.id(), 0));
        var told = refused(service.claim(colleague, at.id(), 0)).getFirst();
        assertThat(told.key()).isEqualTo("check.error.taken");
        assertThat(told.args()).contains("甲");
        assertThat(key(service.mark(colleague, at.id(), allPass()))).isEqualTo("check.error.taken");
        assertThat(key(service.decide(colleague, at.id(), pass(at)))).isEqualTo("check.error.taken");
        done(service.claim(colleague, at.id(), mine.version()));
        assertThat(key(service.decide(officer, at.id(), pass(at)))).isEqualTo("check.error.taken");
        done(service.release(colleague, at.id()));
        assertThat(service.next(officer, call)).contains(at.id());
    }

    @Test
    void manyOfficersAtOnceGetDifferentOnesAndNothingIsDecidedTwice() throws Exception {
        for (int i = 0; i < 8; i++) submitted(SUMMARY + i, "A3" + i, "B3" + i);
        var officers = IntStream.range(0, 8).mapToObj(i -> officer("官" + i)).toList();
        var passedOn = new ArrayList<Application>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Callable<UUID>> takes = new ArrayList<>();
            for (Viewer one : officers) takes.add(() -> service.next(one, call).orElseThrow());
            var taken = new ArrayList<UUID>();
            for (var future : pool.invokeAll(takes)) taken.add(future.get());
            assertThat(taken).doesNotHaveDuplicates();

            // One officer in eight windows decides the same application.
            UUID id = taken.getFirst();
            Application at = city.applications.find(id).orElseThrow();
            List<Callable<Outcome<Application>>> decides = new ArrayList<>();
            for (int i = 0; i < 8; i++) decides.add(() -> service.decide(officers.getFirst(), id, pass(at)));
            for (var future : pool.invokeAll(decides)) {
                future.get().fold(passedOn::add, errors -> true);
            }
        }
        assertThat(passedOn).hasSize(1);
        assertThat(new CheckInvariants()
                        .checkSheetsFollowEvents(city.jdbc)
                        .check()
                        .violations())
                .isEmpty();
    }

    @Test
    void aReturnOpensTheMarkedSectionsAndWhatWasInOrderStays() {
        Application at = submitted(SUMMARY, "A4", "B4");
        done(service.claim(officer, at.id(), 0));
        var marks = Map.of("who", new Mark(true, ""), "team", new Mark(false, "成员证件号码不全"));
        var empty = new Decide(Verdict.RETURN, at.moves(), marks, List.of(), "", "");
        assertThat(refused(service.decide(officer, at.id(), empty)))
                .extracting(FieldError::field)
                .containsExactly("sections", "reason");
        var wrong = new Decide(Verdict.RETURN, at.moves(), marks, List.of("nowhere"), "", "补");
        assertThat(key(service.decide(officer, at.id(), wrong))).isEqualTo("check.error.section");

        Application returned = done(service.decide(
                officer, at.id(), new Decide(Verdict.RETURN, at.moves(), marks, List.of("team"), "", "请补全证件号码")));
        assertThat(returned.status()).isEqualTo(Status.RETURNED);
        assertThat(returned.dueOn()).as("five working days from a Saturday").isEqualTo(LocalDate.of(2026, 11, 27));
        assertThat(lists.page(officer, CheckLists.Tab.CORRECTION, call, "", RegistryFixture.TODAY, KeyPage.At.START, 9)
                        .items())
                .hasSize(1);
        answer(returned, "team.leader", true);
        answer(returned, "project.title", false);
        var late = new Decide(Verdict.REFUSE, returned.moves(), Map.of(), List.of(), "第五条", "逾期");
        assertThat(key(service.decide(officer, at.id(), late))).isEqualTo("check.error.notLate");

        Application again = done(city.move(
                lifecycle,
                RegistryFixture.applicant(at.organisation()),
                new Move(at.id(), returned.moves(), EventKind.RESUBMITTED, "已补全", Map.of())));
        hand(again, SUMMARY, "A4", "B44", 2);
        done(service.claim(colleague, at.id(), 0));
        var sheet = checks.sheets(at.id()).getLast();
        assertThat(sheet.round()).isEqualTo(2);
        assertThat(sheet.marks()).as("the corrected section is checked anew").containsOnlyKeys("who");
        var second = new Decide(Verdict.RETURN, again.moves(), marks, List.of("team"), "", "再补");
        assertThat(key(service.decide(colleague, at.id(), second))).isEqualTo("check.error.corrections");
        assertThat(done(service.decide(colleague, at.id(), pass(again))).stage())
                .isEqualTo("run");
    }

    private void answer(Application application, String path, boolean open) {
        var insert = city.jdbc.sql("""
                        INSERT INTO programme.answer (application, path, value, actor, changed_at)
                        VALUES (:id, :path, '"x"', 'firm', now())""").param("id", application.id()).param("path", path);
        if (open) insert.update();
        else assertThatThrownBy(insert::update).hasMessageContaining("is closed");
    }

    @Test
    void aRefusalNamesItsClause() {
        Application at = submitted(SUMMARY, "A5", "B5");
        done(service.claim(officer, at.id(), 0));
        assertThat(refused(service.decide(
                        officer, at.id(), new Decide(Verdict.REFUSE, at.moves(), Map.of(), List.of(), "", ""))))
                .extracting(FieldError::field)
                .containsExactly("clause", "reason");
        Application refused = done(service.decide(
                officer, at.id(), new Decide(Verdict.REFUSE, at.moves(), Map.of(), List.of(), "指南第二条", "注册地不在苏州")));
        assertThat(refused.status()).isEqualTo(Status.REFUSED);
        assertThat(city.applications.events(at.id()).getLast().reason()).isEqualTo("指南第二条：注册地不在苏州");
    }

    @Test
    void textsLikeAnEarlierOneAndPeopleWithTooManyProjectsAreFound() {
        Application before = submitted(SUMMARY, "320500199001010011", "320500199001010022");
        done(service.claim(officer, before.id(), 0));
        done(service.decide(officer, before.id(), pass(before)));

        Application like = submitted(SUMMARY.replace("一百吨", "二百吨"), "320500199001010011", "320500199001010033");
        done(service.claim(officer, like.id(), 0));
        var findings = checks.findings(checks.sheets(like.id()).getLast());
        assertThat(findings)
                .filteredOn(one ->
                        one.kind() == Finding.Kind.DUPLICATE && before.id().equals(one.other()))
                .singleElement()
                .satisfies(one -> assertThat((Long) one.data().get("percent")).isGreaterThan(80));
        assertThat(findings)
                .filteredOn(one -> one.kind() == Finding.Kind.PEOPLE)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.data()).containsEntry("role", "leader").containsEntry("has", 2L);
                    assertThat(one.data().get("projects")).isEqualTo(List.of(before.number()));
                });

        Application other = submitted("量子通信用单光子探测器的低温读出电路设计与封装，完成样机并通过第三方测试", "X9", "320500199001010022");
        done(service.claim(officer, other.id(), 0));
        assertThat(checks.findings(checks.sheets(other.id()).getLast()))
                .as("another leader, and the member is within the limit of two; the title alone is too short to tell")
                .isEmpty();
    }

    @Test
    void whatContradictsTheRegistryIsFound() {
        Application at = submitted(SUMMARY + "其一", "A7", "B7");
        registered.stated.add(new OrganisationFacts.Fact(
                at.organisation(),
                2025,
                "revenue",
                new Value.Sum(new Money(1_150_000_000L)),
                null,
                "firm",
                "a",
                Instant.EPOCH,
                "b",
                Instant.EPOCH));
        done(service.claim(officer, at.id(), 0));
        assertThat(checks.findings(checks.sheets(at.id()).getLast()))
                .filteredOn(one -> one.kind() == Finding.Kind.REGISTRY)
                .singleElement()
                .satisfies(one -> assertThat(one.data())
                        .containsEntry("answered", "1200")
                        .containsEntry("confirmed", "1150")
                        .containsEntry("year", 2025L));
    }

    /** A project of the organisation that ended so many months ago, with a report that is due. */
    private void running(Application project, int monthsAgo, LocalDate report) {
        done(service.claim(officer, project.id(), 0));
        done(service.decide(officer, project.id(), pass(project)));
        var owner = city.registry.database.owner();
        // As if both sides had signed years ago.
        owner.sql("ALTER TABLE programme.contract DISABLE TRIGGER USER").update();
        owner.sql("""
                        INSERT INTO programme.contract (application, state, original, draft, version, sum_fen, starts_on,
                            ends_on, waits_since, confirmed_on, opened_at)
                        VALUES (:id, 'confirmed', '{}', '{}', 1, 0, :starts, :ends, now(), :starts, now())""")
                .param("id", project.id())
                .param("starts", RegistryFixture.TODAY.minusYears(3))
                .param("ends", RegistryFixture.TODAY.minusMonths(monthsAgo))
                .update();
        owner.sql("ALTER TABLE programme.contract ENABLE TRIGGER USER").update();
        owner.sql("INSERT INTO programme.contract_report (application, report, name, due_on, midterm)"
                        + " VALUES (:id, 'midterm', '中期检查', :due, true)")
                .param("id", project.id())
                .param("due", report)
                .update();
    }

    @Test
    void whatTheApplicantOwesToOtherProjectsIsFound() {
        LocalDate today = RegistryFixture.TODAY;
        Application over = submitted(SUMMARY + "逾期", "A71", "B71");
        running(over, 7, today.minusDays(1));
        Application within = submitted(SUMMARY + "未逾期", "A72", "B72");
        running(within, 5, today);
        Application at = submitted("深海耐压壳体用钛合金厚板的焊接工艺与无损检测", "A73", "B73");
        city.registry
                .database
                .owner()
                .sql("UPDATE programme.application SET organisation = :organisation WHERE id IN (:ids)")
                .param("organisation", at.organisation())
                .param("ids", List.of(over.id(), within.id()))
                .update();
        done(service.claim(officer, at.id(), 0));
        assertThat(checks.findings(checks.sheets(at.id()).getLast()))
                .filteredOn(one -> one.kind() == Finding.Kind.OVERDUE)
                .as("six months of grace: acceptance is overdue after seven, not after five")
                .extracting(one -> one.data().get("number") + " " + one.data().get("what") + " "
                        + one.data().get("due"))
                .containsExactlyInAnyOrder(
                        over.number() + " acceptance " + today.minusMonths(7).plusMonths(6),
                        over.number() + " 中期检查 " + today.minusDays(1));
    }

    @Test
    void officersOfACountyCheckOnlyCallsOfTheirOwn() {
        Application at = submitted(SUMMARY, "A8", "B8");
        Viewer county = Viewers.countyOfficer(RegistryFixture.KUNSHAN);
        assertThat(lists.mayCheck(county, at.id())).isFalse();
        assertThat(service.next(county, null)).isEmpty();

        UUID own = city.jdbc
                .sql("""
                        INSERT INTO programme.call (version, number, title, year, region, state, opens_at, closes_at,
                            created_at, published_at)
                        SELECT version, number || '-K', title, year, :region, state, opens_at, closes_at, created_at,
                               published_at
                        FROM programme.call WHERE id = :id RETURNING id""")
                .param("region", RegistryFixture.KUNSHAN)
                .param("id", call)
                .query(UUID.class)
                .single();
        Application theirs = submitted(own, SUMMARY, "A88", "B88");
        assertThat(service.next(county, null)).contains(theirs.id());
        assertThat(service.desk(Viewers.countyOfficer(RegistryFixture.TAICANG), theirs.id()))
                .isEmpty();
    }

    @Test
    void aWithdrawnApplicationLeavesTheDesk() {
        Application at = submitted(SUMMARY, "A9", "B9");
        done(service.claim(officer, at.id(), 0));
        done(city.move(lifecycle, city.registry.bureau, Move.of(at, EventKind.WITHDRAWN, "")));
        assertThat(key(service.decide(officer, at.id(), pass(at)))).isEqualTo("check.error.closed");
        assertThat(new CheckInvariants()
                        .checkSheetsFollowEvents(city.jdbc)
                        .check()
                        .holds())
                .isTrue();
        city.registry
                .database
                .owner()
                .sql(
                        "INSERT INTO programme.check_sheet (application, stage, round, opened_at) VALUES (:id, 'check', 9, now())")
                .param("id", at.id())
                .update();
        assertThat(new CheckInvariants()
                        .checkSheetsFollowEvents(city.jdbc)
                        .check()
                        .violations())
                .hasSize(1);
        city.registry
                .database
                .owner()
                .sql("DELETE FROM programme.check_sheet WHERE application = :id AND round = 9")
                .param("id", at.id())
                .update();
    }

    private static final class Stated implements OrganisationFacts {
        private final List<Fact> stated = new ArrayList<>();

        @Override
        public List<Fact> confirmed(UUID organisation, int fromYear, int toYear) {
            return stated;
        }

        @Override
        public List<Fact> confirmed(Collection<UUID> ids, Collection<String> codes, int fromYear, int toYear) {
            return stated.stream()
                    .filter(f -> ids.contains(f.organisation()) && codes.contains(f.code()) && f.year() == fromYear)
                    .toList();
        }
    }
}
