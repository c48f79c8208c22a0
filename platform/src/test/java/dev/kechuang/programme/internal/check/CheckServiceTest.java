package dev.kechuang.programme.internal.check;

import static dev.kechuang.programme.internal.check.CheckFixture.SUMMARY;
import static dev.kechuang.programme.internal.check.CheckFixture.allPass;
import static dev.kechuang.programme.internal.check.CheckFixture.officer;
import static dev.kechuang.programme.internal.check.CheckFixture.pass;
import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.programme.internal.check.CheckService.Decide;
import dev.kechuang.programme.internal.check.CheckService.Verdict;
import dev.kechuang.programme.internal.check.CheckSheet.Mark;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An application at the formal check: taken, ticked off, passed, returned, refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckServiceTest {

    private final CheckFixture desk = new CheckFixture();
    private final LifecycleFixture city = desk.city;
    private final CheckStore checks = desk.checks;
    private final CheckLists lists = desk.lists;
    private final CheckService service = desk.service;
    private final Viewer officer = officer("甲");
    private final Viewer colleague = officer("乙");

    @BeforeEach
    void newCall() {
        desk.newCall();
    }

    @AfterAll
    void close() {
        desk.close();
    }

    private static String key(Outcome<?> outcome) {
        return refused(outcome).getFirst().key();
    }

    @Test
    void anOfficerTakesTicksOffAndPasses() {
        Application at = desk.submitted(SUMMARY, "A1", "B1");
        assertThat(lists.waiting(officer)).isPositive();
        assertThat(key(service.decide(officer, at.id(), pass(at)))).isEqualTo("check.error.unclaimed");
        assertThat(service.next(officer, desk.call())).contains(at.id());
        assertThat(service.next(officer, desk.call())).as("nothing else waits").isEmpty();

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
        Application at = desk.submitted(SUMMARY, "A2", "B2");
        var mine = done(service.claim(officer, at.id(), 0));
        var told = refused(service.claim(colleague, at.id(), 0)).getFirst();
        assertThat(told.key()).isEqualTo("check.error.taken");
        assertThat(told.args()).contains("甲");
        assertThat(key(service.mark(colleague, at.id(), allPass()))).isEqualTo("check.error.taken");
        assertThat(key(service.decide(colleague, at.id(), pass(at)))).isEqualTo("check.error.taken");
        done(service.claim(colleague, at.id(), mine.version()));
        assertThat(key(service.decide(officer, at.id(), pass(at)))).isEqualTo("check.error.taken");
        done(service.release(colleague, at.id()));
        assertThat(service.next(officer, desk.call())).contains(at.id());
    }

    @Test
    void manyOfficersAtOnceGetDifferentOnesAndNothingIsDecidedTwice() throws Exception {
        for (int i = 0; i < 8; i++) desk.submitted(SUMMARY + i, "A3" + i, "B3" + i);
        var officers = IntStream.range(0, 8).mapToObj(i -> officer("官" + i)).toList();
        var passedOn = new ArrayList<Application>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Callable<UUID>> takes = new ArrayList<>();
            for (Viewer one : officers)
                takes.add(() -> service.next(one, desk.call()).orElseThrow());
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
        Application at = desk.submitted(SUMMARY, "A4", "B4");
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
        assertThat(lists.page(
                                officer,
                                CheckLists.Tab.CORRECTION,
                                desk.call(),
                                "",
                                RegistryFixture.TODAY,
                                KeyPage.At.START,
                                9)
                        .items())
                .hasSize(1);
        answer(returned, "team.leader", true);
        answer(returned, "project.title", false);
        var late = new Decide(Verdict.REFUSE, returned.moves(), Map.of(), List.of(), "第五条", "逾期");
        assertThat(key(service.decide(officer, at.id(), late))).isEqualTo("check.error.notLate");

        Application again = done(city.move(
                desk.lifecycle,
                RegistryFixture.applicant(at.organisation()),
                new Move(at.id(), returned.moves(), EventKind.RESUBMITTED, "已补全", Map.of())));
        desk.hand(again, SUMMARY, "A4", "B44", 2);
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
        Application at = desk.submitted(SUMMARY, "A5", "B5");
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
    void officersOfACountyCheckOnlyCallsOfTheirOwn() {
        Application at = desk.submitted(SUMMARY, "A8", "B8");
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
                .param("id", desk.call())
                .query(UUID.class)
                .single();
        Application theirs = desk.submitted(own, SUMMARY, "A88", "B88");
        assertThat(service.next(county, null)).contains(theirs.id());
        assertThat(service.desk(Viewers.countyOfficer(RegistryFixture.TAICANG), theirs.id()))
                .isEmpty();
    }

    @Test
    void aWithdrawnApplicationLeavesTheDesk() {
        Application at = desk.submitted(SUMMARY, "A9", "B9");
        done(service.claim(officer, at.id(), 0));
        done(city.move(desk.lifecycle, city.registry.bureau, Move.of(at, EventKind.WITHDRAWN, "")));
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
}
