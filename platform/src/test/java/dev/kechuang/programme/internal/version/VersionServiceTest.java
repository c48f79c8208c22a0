package dev.kechuang.programme.internal.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.programme.internal.definition.Programmes;
import dev.kechuang.programme.internal.definition.StoredDefinitions;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.TestDatabase;
import dev.kechuang.testing.Viewers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class VersionServiceTest {

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    private static JdbcClient jdbc;

    @SuppressWarnings("NullAway.Init")
    private static VersionStore store;

    @SuppressWarnings("NullAway.Init")
    private static VersionService service;

    private static final List<AuditEvent> AUDITED = new CopyOnWriteArrayList<>();

    private final Viewer author = Viewers.bureauOfficer();
    private final Viewer colleague = Viewers.bureauOfficer();

    private static final class Audit implements AuditLog {
        @Override
        public void append(Viewer actor, AuditEvent event) {
            AUDITED.add(event);
        }

        @Override
        public void appendSystem(String actor, AuditEvent event) {
            AUDITED.add(event);
        }
    }

    @BeforeAll
    static void begin() {
        database = TestDatabase.create();
        jdbc = database.jdbc();
        store = new VersionStore(jdbc);
        var transactions = new TransactionTemplate(new JdbcTransactionManager(database.application()));
        service = new VersionService(store, Programmes.reader(), new Audit(), transactions, Programmes.CLOCK);
    }

    @AfterAll
    static void end() {
        database.close();
    }

    @BeforeEach
    void clear() {
        AUDITED.clear();
    }

    /** The contest under another id, so that tests do not meet. */
    private static String text(String code, String change) {
        return Programmes.document("innovation-contest")
                .text()
                .replace("id: suzhou-innovation-contest", "id: " + code)
                .replace("name: 报名, en: Entry", "name: 报名" + change + ", en: Entry");
    }

    private Version draft(Viewer viewer, String code, String change) {
        return done(service.draft(viewer, "320500", text(code, change), null));
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new AssertionError("refused: " + errors);
        });
    }

    private static String refused(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("done: " + value);
                },
                errors -> errors.getFirst().key());
    }

    @Test
    void thePacksProgrammesAreImportedOnceAsDrafts() {
        service.importPacks();
        assertThat(store.all(author))
                .filteredOn(version -> version.draftedBy() == null)
                .hasSizeGreaterThanOrEqualTo(9)
                .allSatisfy(version -> assertThat(version.state()).isEqualTo(Version.State.DRAFT));
        AUDITED.clear();
        assertThat(service.importPacks()).isEmpty();
        assertThat(AUDITED).isEmpty();
        Version project = store.of(author, "suzhou-city-project").getFirst();
        assertThat(store.stages(project.id()))
                .startsWith("application application", "recommendation recommendation", "check check")
                .endsWith("acceptance acceptance");
        assertThat(new StoredDefinitions(jdbc, Programmes.reader()).of(project.id()))
                .isEqualTo(Programmes.definition("city-project"));
        assertThat(service.inPacks()).containsEntry("suzhou-city-project", project.digest());
    }

    @Test
    void aColleagueReleasesAndTheVersionBeforeGivesWay() {
        Version first = draft(author, "release-test", "一");
        assertThat(done(service.release(colleague, first.id(), 0)).state()).isEqualTo(Version.State.RELEASED);
        Version second = draft(author, "release-test", "二");
        assertThat(second.number()).isEqualTo(2);
        done(service.release(colleague, second.id(), 1));
        assertThat(store.of(author, "release-test"))
                .extracting(Version::state)
                .containsExactly(Version.State.RELEASED, Version.State.RETIRED);
        assertThat(AUDITED).extracting(AuditEvent::action).contains("programme.versionReleased");
        // A former version can be taken up again.
        done(service.release(colleague, first.id(), 2));
        assertThat(store.find(first.id()).orElseThrow().state()).isEqualTo(Version.State.RELEASED);
    }

    @Test
    void whoeverDraftedItCannotReleaseIt() {
        Version mine = draft(author, "four-eyes-test", "");
        assertThat(refused(service.release(author, mine.id(), 0))).isEqualTo("definition.error.fourEyes");
        UUID me = author.requireAccount();
        assertThatThrownBy(() -> store.release(mine.id(), me, "x", Programmes.CLOCK.instant()))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("version_needs_four_eyes");
    }

    @Test
    void ofTwoWhoReleaseAtOnceOneWinsAndTheOtherIsTold() throws Exception {
        Version first = draft(author, "race-test", "一");
        Version second = draft(author, "race-test", "二");
        for (UUID[] pair : List.of(new UUID[] {first.id(), first.id()}, new UUID[] {second.id(), second.id()})) {
            var before = store.of(author, "race-test").stream()
                    .filter(version -> version.state() == Version.State.RELEASED)
                    .findFirst();
            int seen = before.map(Version::number).orElse(0);
            List<Outcome<Version>> outcomes = together(
                    () -> service.release(colleague, pair[0], seen),
                    () -> service.release(Viewers.bureauLeader(), pair[1], seen));
            assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Outcome.Refused.class::isInstance)
                    .singleElement()
                    .satisfies(outcome -> assertThat(refused(outcome)).isEqualTo("definition.error.released"));
        }
        assertThat(store.of(author, "race-test"))
                .filteredOn(version -> version.state() == Version.State.RELEASED)
                .hasSize(1);
    }

    private static List<Outcome<Version>> together(Callable<Outcome<Version>> first, Callable<Outcome<Version>> second)
            throws Exception {
        var start = new CountDownLatch(1);
        var outcomes = new ArrayList<Outcome<Version>>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var futures = new ArrayList<Future<Outcome<Version>>>();
            for (Callable<Outcome<Version>> command : List.of(first, second)) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return command.call();
                }));
            }
            start.countDown();
            for (Future<Outcome<Version>> future : futures) outcomes.add(future.get());
        }
        return outcomes;
    }

    @Test
    void aWrongTextIsRefusedWithItsLinesAndNothingIsKept() {
        String wrong = text("wrong-test", "").replace("mode: public", "mode: open");
        Outcome<Version> outcome = service.draft(author, "320500", wrong, null);
        assertThat(refused(outcome)).isEqualTo("definition.error.text");
        assertThat(service.check("320500", wrong).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.chinese()).contains("“mode”不能为“open”"));
        assertThat(store.of(author, "wrong-test")).isEmpty();
    }

    @Test
    void aDraftIsReplacedByItsAuthorAlone() {
        Version mine = draft(author, "replace-test", "一");
        String changed = text("replace-test", "二");
        assertThat(refused(service.draft(colleague, "320500", changed, mine.id())))
                .isEqualTo("definition.error.replaces");
        Version next = done(service.draft(author, "320500", changed, mine.id()));
        assertThat(store.of(author, "replace-test")).containsExactly(next);
        assertThat(next.number()).isEqualTo(1);
        assertThat(refused(service.draft(colleague, "320500", changed.replace("\n", "\r\n"), null)))
                .as("the same text, sent by a browser")
                .isEqualTo("definition.error.same");
        assertThat(refused(service.discard(colleague, next.id()))).isEqualTo("definition.error.notYours");
        done(service.discard(author, next.id()));
        assertThat(store.of(author, "replace-test")).isEmpty();
    }

    @Test
    void aCountySeesAndChangesItsOwnProgrammes() {
        Viewer taicang = Viewers.countyOfficer(Viewers.TAICANG);
        assertThat(refused(service.draft(taicang, "320500", text("county-test", ""), null)))
                .isEqualTo("definition.error.region");
        Version own = done(service.draft(taicang, "320585", text("county-test", ""), null));
        assertThat(store.of(taicang, "county-test")).containsExactly(own);
        assertThat(store.of(Viewers.countyOfficer("320583"), "county-test")).isEmpty();
        assertThat(store.of(Viewer.PUBLIC, "county-test")).isEmpty();
        assertThat(refused(service.draft(author, "320500", text("county-test", "二"), null)))
                .as("an id belongs to one region")
                .isEqualTo("definition.error.taken");
        done(service.release(author, own.id(), 0));
        assertThat(store.of(Viewer.PUBLIC, "county-test")).hasSize(1);
    }

    @Test
    void theDatabaseKeepsWhatWasReleased() {
        Version version = draft(author, "kept-test", "");
        done(service.release(colleague, version.id(), 0));
        assertThatThrownBy(() -> store.delete(version.id())).hasMessageContaining("is kept");
        assertThatThrownBy(() -> jdbc.sql("UPDATE programme.version SET state = 'draft' WHERE id = ?")
                        .param(version.id())
                        .update())
                .hasMessageContaining("cannot go from released to draft");
        assertThatThrownBy(() -> jdbc.sql("UPDATE programme.version SET text = 'x' WHERE id = ?")
                        .param(version.id())
                        .update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void whatWasKeptIsReadEvenWhenThePacksHaveMovedOn() {
        String text = text("moved-test", "").replace("applicants: [enterprise]", "eligibility: gone-policy");
        assertThat(Programmes.reader().read("x", "320500", text).problems()).hasSize(1);
        assertThat(Programmes.reader().reread("x", "320500", text).orThrow().eligibility())
                .isEqualTo("gone-policy");
    }

    @Test
    void stagesThatAreNotThoseOfTheTextAreFound() {
        var invariant =
                new VersionConfiguration().stagesOfVersions(store, new StoredDefinitions(jdbc, Programmes.reader()));
        Version version = draft(author, "invariant-test", "");
        assertThat(invariant.check().holds()).isTrue();
        database.owner()
                .sql("UPDATE programme.version_stage SET kind = 'check' WHERE version = ? AND stage = 'final'")
                .param(version.id())
                .update();
        assertThat(invariant.check().violations())
                .singleElement()
                .satisfies(text -> assertThat(text).contains("invariant-test"));
        done(service.discard(author, version.id()));
    }
}
