package dev.kechuang.report.internal.freeze;

import static dev.kechuang.report.internal.ReportDesk.done;
import static dev.kechuang.report.internal.ReportDesk.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.report.internal.ReportDesk;
import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.reading.ContentJson;
import dev.kechuang.shared.Outcome;
import dev.kechuang.testing.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class FreezeServiceTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static int year = 1990;

    private final ReportDesk desk = new ReportDesk(DATABASE);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private UUID submitted() {
        String of = Integer.toString(year++);
        desk.samples.set("hnte.new", "320500", of, "586").set("rd.intensity", "320500", of, "3.15");
        UUID id = done(desk.service.create(desk.officer, "annual", "320500", of));
        done(desk.service.submit(desk.officer, id));
        return id;
    }

    private String of(UUID id) {
        return desk.store.find(desk.officer, id).orElseThrow().period().toString();
    }

    @Test
    void aSecondPersonFreezes() {
        UUID id = submitted();
        assertThat(refused(desk.freezing.freeze(desk.officer, id))).containsExactly(":report.error.fourEyes");
        Version version = done(desk.freezing.freeze(desk.leader, id));
        assertThat(version.number()).isEqualTo(1);
        assertThat(version.figures()).isEqualTo(4);
        assertThat(desk.store.find(desk.officer, id).orElseThrow().state()).isEqualTo(Report.State.FROZEN);
        assertThat(desk.recorded).singleElement().satisfies(record -> {
            assertThat(record.kind()).isEqualTo("report.frozen");
            assertThat(record.region()).isEqualTo("320500");
        });
        assertThat(desk.told).anyMatch(subject -> subject.startsWith("已定稿："));
        assertThat(refused(desk.freezing.freeze(desk.leader, id))).containsExactly(":report.error.notReview");
    }

    @Test
    void aPeriodThatIsNotOverIsNotFrozen() {
        UUID id = done(desk.service.create(desk.officer, "annual", "320500", "2026"));
        done(desk.service.submit(desk.officer, id));
        assertThat(refused(desk.freezing.freeze(desk.leader, id))).containsExactly(":report.error.unfinished");
    }

    @Test
    void aVersionReadsTheSameForEver() {
        UUID id = submitted();
        Version version = done(desk.freezing.freeze(desk.leader, id));
        String before = desk.versions.content(version.id());
        desk.samples.set("hnte.new", "320500", of(id), "600").set("rd.intensity", "320500", of(id), "3.20");
        assertThat(desk.versions.content(version.id())).isEqualTo(before);
        assertThat(desk.verification.verify(version).holds()).isTrue();
        assertThat(desk.verification.verify(version).checked()).isEqualTo(4);
        assertThat(desk.versions.withDigest(version.digest())).contains(version);
    }

    @Test
    void aFurtherVersionNeedsAReasonAndTheFirstOneStays() {
        UUID id = submitted();
        Version first = done(desk.freezing.freeze(desk.leader, id));
        desk.samples.set("hnte.new", "320500", of(id), "600");
        assertThat(refused(desk.service.reopen(desk.officer, id, ""))).containsExactly("reason:report.error.reason");
        done(desk.service.reopen(desk.officer, id, "补记 14 家"));
        done(desk.service.submit(desk.officer, id));
        Version second = done(desk.freezing.freeze(desk.leader, id));
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.reason()).isEqualTo("补记 14 家");
        assertThat(second.digest()).isNotEqualTo(first.digest());
        assertThat(desk.versions.content(first.id())).contains("586家").doesNotContain("600家");
        assertThat(desk.versions.content(second.id())).contains("600家");
        assertThat(desk.verification.verify(first).holds()).isTrue();
    }

    @Test
    void twoWhoFreezeAtOnceMakeOneVersion() throws Exception {
        UUID id = submitted();
        List<Callable<Outcome<Version>>> both =
                List.of(() -> desk.freezing.freeze(desk.leader, id), () -> desk.freezing.freeze(desk.colleague, id));
        int made = 0;
        try (var pool = Executors.newFixedThreadPool(2)) {
            for (var result : pool.invokeAll(both)) if (result.get() instanceof Outcome.Done) made++;
        }
        assertThat(made).isEqualTo(1);
        assertThat(desk.versions.of(id)).hasSize(1);
    }

    @Test
    void theDatabaseRefusesOneWhoFreezesTheOwnAndContentThatIsNotItsDigest() {
        UUID id = submitted();
        String insert = """
                INSERT INTO report.version (report, number, title, unit, content, digest, figures, position, revision,
                    read_at, submitted_by, submitted_name, frozen_by, frozen_name, frozen_at)
                VALUES (:report, 1, '题', '局', 'x', :digest, 0, 0, 0, '2026-01-01T00:00:00Z', :a, '甲', :b, '乙', now())""";
        UUID one = UUID.randomUUID();
        assertThatThrownBy(() -> DATABASE.owner()
                        .sql(insert)
                        .param("report", id)
                        .param("digest", ContentJson.digest("x"))
                        .param("a", one)
                        .param("b", one)
                        .update())
                .hasMessageContaining("version_needs_four_eyes");
        assertThatThrownBy(() -> DATABASE.owner()
                        .sql(insert)
                        .param("report", id)
                        .param("digest", ContentJson.digest("y"))
                        .param("a", one)
                        .param("b", UUID.randomUUID())
                        .update())
                .hasStackTraceContaining("version_is_its_digest");
        Version version = done(desk.freezing.freeze(desk.leader, id));
        assertThatThrownBy(() -> DATABASE.owner()
                        .sql("UPDATE report.version SET title = '改' WHERE id = :id")
                        .param("id", version.id())
                        .update())
                .hasStackTraceContaining("append-only");
        assertThatThrownBy(
                        () -> DATABASE.jdbc().sql("DELETE FROM report.version").update())
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void theInvariantFindsWhatWasTamperedWith() {
        try (var own = TestDatabase.create()) {
            var here = new ReportDesk(own);
            here.samples.set("hnte.new", "320500", "2020", "586");
            UUID id = done(here.service.create(here.officer, "annual", "320500", "2020"));
            done(here.service.submit(here.officer, id));
            done(here.freezing.freeze(here.leader, id));
            var invariant = new ReportInvariants().frozenReportsReadTheSame(here.versions, here.verification);
            assertThat(invariant.check().holds()).isTrue();
            own.owner()
                    .sql("ALTER TABLE report.version DISABLE TRIGGER append_only")
                    .update();
            own.owner()
                    .sql("ALTER TABLE report.version DROP CONSTRAINT version_is_its_digest")
                    .update();
            own.owner()
                    .sql("UPDATE report.version SET content = replace(content, '586', '686')")
                    .update();
            var broken = invariant.check();
            assertThat(broken.violations()).anyMatch(text -> text.contains("not what its digest names"));
            assertThat(broken.violations()).anyMatch(text -> text.contains("states 686") && text.contains("gives 586"));
            own.owner().sql("UPDATE report.section SET text = 'x'").update();
            assertThat(new ReportChecks(own.owner()).sections().violations()).isNotEmpty();
        }
    }
}
