package dev.kechuang.programme.internal.lifecycle;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.record.NewRecord;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An application stands where its events say, and only events that may happen can happen. */
class LifecycleTest {

    private static final LifecycleFixture CITY = new LifecycleFixture();

    @SuppressWarnings("NullAway.Init")
    private static UUID call;

    private final List<String> heard = new ArrayList<>();
    private boolean objection;

    private final Lifecycle lifecycle = CITY.lifecycle(new StageHandler() {
        @Override
        public Stage.Kind kind() {
            return Stage.Kind.NOTICE;
        }

        @Override
        public List<FieldError> missing(Passage passage) {
            return objection ? List.of(FieldError.of("", "programme.error.objection")) : List.of();
        }

        @Override
        public void entered(Passage passage) {
            heard.add("entered " + passage.application().stage());
        }

        @Override
        public void happened(Passage passage, Event event) {
            heard.add(event.kind() + " -> " + passage.application().stage());
        }
    });

    @BeforeAll
    static void open() {
        call = CITY.call(CITY.version("city-project", LifecycleFixture.project()), "T-2026");
    }

    @AfterAll
    static void close() {
        CITY.close();
    }

    @Test
    void aProjectGoesFromDraftToItsEndAndEveryStepIsCounted() {
        Application at = CITY.submitted(lifecycle, call);
        assertThat(at.stage()).isEqualTo("check");
        assertThat(at.dueOn()).as("ten working days from a Saturday").isEqualTo(LocalDate.of(2026, 12, 4));
        for (String next : List.of("notice", "approve", "run", "accept")) {
            at = done(CITY.move(lifecycle, CITY.registry.bureau, Move.pass(at)));
            assertThat(at.stage()).isEqualTo(next);
            assertThat(at.status()).isEqualTo(Status.OPEN);
        }
        at = done(CITY.move(lifecycle, CITY.registry.bureau, Move.pass(at)));
        assertThat(at.status()).isEqualTo(Status.COMPLETED);
        UUID organisation = at.organisation();
        assertThat(CITY.registry.recorded)
                .filteredOn(record -> organisation.equals(record.organisation()))
                .extracting(NewRecord::kind)
                .contains(
                        LifecycleRecords.APPLIED,
                        LifecycleRecords.ACCEPTED,
                        LifecycleRecords.APPROVED,
                        LifecycleRecords.CONCLUDED);
        assertThat(heard).containsExactly("entered notice", "PASSED -> approve");
        assertThat(CITY.applications.events(at.id())).extracting(Event::number).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void ofTwoOfficersWhoDecideAtOnceOneIsToldWhoWasFirst() throws Exception {
        Application at = CITY.submitted(lifecycle, call);
        var moves = List.of(Move.pass(at), Move.of(at, EventKind.REFUSED, "材料不实"));
        try (var threads = Executors.newFixedThreadPool(2)) {
            var tasks = new ArrayList<Callable<Outcome<Application>>>();
            for (Move move : moves) tasks.add(() -> CITY.move(lifecycle, CITY.registry.bureau, move));
            var outcomes = new ArrayList<Outcome<Application>>();
            for (var answer : threads.invokeAll(tasks)) outcomes.add(answer.get());
            assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
            var loser = outcomes.stream()
                    .filter(Outcome.Refused.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused(loser)).extracting(FieldError::key).containsExactly("programme.error.stale");
        }
    }

    @Test
    void whatMayNotHappenIsRefusedInWordsAndByTheDatabase() {
        Application at = CITY.submitted(lifecycle, call);
        assertThat(refused(CITY.move(lifecycle, CITY.registry.bureau, Move.of(at, EventKind.TERMINATED, "不做了"))))
                .extracting(FieldError::key)
                .containsExactly("programme.error.notPossible");
        assertThatThrownBy(() -> CITY.jdbc
                        .sql("""
                                INSERT INTO programme.event (application, move, kind, actor, at, reason, number, stage,
                                    status, to_stage, to_status)
                                VALUES (:id, :move, 'terminated', 'x', now(), 'r', 1, '', '', '', '')""")
                        .param("id", at.id())
                        .param("move", at.moves() + 1)
                        .update())
                .hasStackTraceContaining("cannot be terminated");
        assertThatThrownBy(() -> CITY.jdbc
                        .sql("UPDATE programme.application SET status = 'completed' WHERE id = :id")
                        .param("id", at.id())
                        .update())
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> CITY.registry
                        .database
                        .owner()
                        .sql("DELETE FROM programme.event")
                        .update())
                .hasStackTraceContaining("append-only");
    }

    @Test
    void aReturnNeedsAReasonAndComesBackToTheSameStage() {
        Application at = CITY.submitted(lifecycle, call);
        assertThat(refused(CITY.move(lifecycle, CITY.registry.bureau, Move.of(at, EventKind.RETURNED, " "))))
                .extracting(FieldError::field)
                .containsExactly("reason");
        Application returned = done(CITY.move(
                lifecycle,
                CITY.registry.bureau,
                Move.of(at, EventKind.RETURNED, "预算不平").with(Map.of("sections", List.of("budget")))));
        assertThat(returned.status()).isEqualTo(Status.RETURNED);
        assertThat(returned.dueOn()).as("five working days to correct").isEqualTo(LocalDate.of(2026, 11, 27));
        assertThat(save(at.id(), "budget.total")).isTrue();
        assertThat(save(at.id(), "basic.title"))
                .as("only the marked section is open")
                .isFalse();
        Application again =
                done(CITY.move(lifecycle, CITY.registry.bureau, Move.of(returned, EventKind.RESUBMITTED, "")));
        assertThat(again.stage()).isEqualTo("check");
        assertThat(save(at.id(), "budget.total")).isFalse();
    }

    @Test
    void aHandlerThatMissesSomethingKeepsTheApplicationWhereItIs() {
        Application at = CITY.submitted(lifecycle, call);
        Application noticed = done(CITY.move(lifecycle, CITY.registry.bureau, Move.pass(at)));
        objection = true;
        assertThat(refused(CITY.move(lifecycle, CITY.registry.bureau, Move.pass(noticed))))
                .hasSize(1);
        assertThat(CITY.applications.find(at.id()).orElseThrow().stage()).isEqualTo("notice");
    }

    @Test
    void aNoteDoesNotGetInTheWayOfADecision() {
        Application at = CITY.submitted(lifecycle, call);
        CITY.registry.transactions.executeWithoutResult(
                status -> lifecycle.note(CITY.registry.bureau, at.id(), "已电话联系", Map.of()));
        assertThat(done(CITY.move(lifecycle, CITY.registry.bureau, Move.pass(at)))
                        .stage())
                .isEqualTo("notice");
    }

    @Test
    void anApplicationWithoutItsFirstEventCannotBeCommitted() {
        UUID firm = CITY.registry.confirmed(900, "苏州无事件有限公司").id();
        assertThatThrownBy(() -> CITY.registry.transactions.executeWithoutResult(status ->
                        CITY.applications.insert(call, firm, "320583", null, null, CITY.registry.clock.instant())))
                .hasStackTraceContaining("was never created by an event");
    }

    @Test
    void theInvariantFindsAStateThatNoEventExplains() {
        var invariant = new LifecycleInvariants().programmeStateIsItsEvents(CITY.jdbc);
        Application at = CITY.submitted(lifecycle, call);
        assertThat(invariant.check().violations()).isEmpty();
        assertThat(invariant.check().checked()).isPositive();
        var owner = CITY.registry.database.owner();
        owner.sql("UPDATE programme.application SET status = 'completed' WHERE id = :id")
                .param("id", at.id())
                .update();
        assertThat(invariant.check().violations())
                .hasSize(1)
                .first()
                .asString()
                .contains(at.id().toString());
        owner.sql("UPDATE programme.application SET status = 'open' WHERE id = :id")
                .param("id", at.id())
                .update();
        assertThat(invariant.check().holds()).isTrue();
    }

    private static boolean save(UUID application, String path) {
        try {
            CITY.jdbc.sql("""
                            INSERT INTO programme.answer (application, path, value, actor, changed_at)
                            VALUES (:id, :path, '1', 'a', now())
                            ON CONFLICT (application, path) DO UPDATE SET value = excluded.value""").param("id", application).param("path", path).update();
            return true;
        } catch (org.springframework.dao.DataAccessException e) {
            assertThat(e).hasStackTraceContaining("is closed");
            return false;
        }
    }
}
