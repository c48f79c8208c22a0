package dev.kechuang.report.internal.freeze;

import static dev.kechuang.report.internal.ReportDesk.done;
import static dev.kechuang.report.internal.ReportDesk.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.indicator.Snapshot;
import dev.kechuang.report.internal.ReportDesk;
import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.paper.ReportPaper;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.report.internal.reading.ContentJson;
import dev.kechuang.report.internal.reading.Targets;
import dev.kechuang.report.internal.text.Phrases;
import dev.kechuang.shared.Outcome;
import dev.kechuang.testing.TestDatabase;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
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

    private static Content.Aim aim(String value, String actual, String light) {
        return new Content.Aim(
                UUID.randomUUID().toString(),
                "工作要点",
                UUID.randomUUID().toString(),
                1,
                UUID.nameUUIDFromBytes(new byte[] {1}).toString(),
                "新增高企",
                "atLeast",
                new java.math.BigDecimal(value),
                null,
                "家",
                "320500",
                "高新处",
                "2025-12-31",
                new java.math.BigDecimal(actual),
                List.of(),
                light,
                light,
                "达到应达值的 100%",
                "",
                "2025-12-31",
                "{}");
    }

    private record Planned(Content.Aim aim, List<String> doubts) implements Targets {
        @Override
        public Optional<Target> find(String indicator, String region, int year) {
            return indicator.equals("hnte.new")
                    ? Optional.of(new Target(
                            aim.value(),
                            Phrases.Wanted.AT_LEAST,
                            "/plans/1",
                            UUID.fromString(aim.plan()),
                            UUID.fromString(aim.item())))
                    : Optional.empty();
        }

        @Override
        public List<Content.Aim> aims(Collection<Target> found, LocalDate on, @Nullable Snapshot snapshot) {
            return found.isEmpty() ? List.of() : List.of(aim);
        }

        @Override
        public List<String> verify(Collection<Content.Aim> kept, @Nullable Snapshot snapshot) {
            return kept.isEmpty() ? List.of() : doubts;
        }
    }

    @Test
    void aVersionKeepsTargetsActualsAndLightsAndSaysWhatChangedSince() {
        String of = Integer.toString(year++);
        desk.samples.set("hnte.new", "320500", of, "290");
        desk.targets = new Planned(aim("300", "290", "GREEN"), List.of());
        UUID id = done(desk.service.create(desk.officer, "annual", "320500", of));
        var overview = desk.store.section(id, "overview").orElseThrow();
        done(desk.service.save(
                desk.officer,
                id,
                "overview",
                overview.revision(),
                overview.heading(),
                "新认定{{hnte.new}}，{{hnte.new|完成}}。"));
        done(desk.service.submit(desk.officer, id));
        Version version = done(desk.freezing.freeze(desk.leader, id));
        var frozen = ContentJson.read(desk.versions.content(version.id()));
        assertThat(frozen.aims()).singleElement().satisfies(one -> {
            assertThat(one.wanted()).isEqualTo("≥ 300 家");
            assertThat(one.reached()).isEqualTo("290 家");
            assertThat(one.light()).isEqualTo("GREEN");
        });
        assertThat(ReportPaper.frozen(frozen, version, "https://kj.example").toString())
                .contains("附：目标完成情况表", "工作要点（第1版）", "≥ 300 家", "290 家", "绿灯");
        assertThat(desk.verification.verify(version).aims()).isEqualTo(1);
        assertThat(desk.verification.verify(version).holds()).isTrue();
        assertThat(desk.since.of(version).changed()).isZero();

        // The plan is revised, records come late: the version stays, and says what reads differently.
        desk.targets = new Planned(aim("320", "305", "AMBER"), List.of());
        desk.samples.set("hnte.new", "320500", of, "305");
        assertThat(desk.verification.verify(version).holds()).isTrue();
        var since = desk.since.of(version);
        assertThat(since.figures()).singleElement().satisfies(change -> {
            assertThat(change.figure().value()).isEqualByComparingTo("290");
            assertThat(change.now()).isEqualByComparingTo("305");
        });
        assertThat(since.targets())
                .singleElement()
                .satisfies(revised -> assertThat(revised.now())
                        .satisfies(now -> assertThat(now.wanted()).isEqualTo("≥ 320 家")));
        // What no longer is proven is told by the invariant.
        desk.targets = new Planned(aim("300", "290", "GREEN"), List.of("target x is kept otherwise"));
        assertThat(desk.verification.verify(version).holds()).isFalse();
        assertThat(desk.verification.verify(version).wrong()).isEqualTo(1);
    }

    @Test
    void aVersionFrozenBeforeTargetsWereKeptStillOpensAndVerifies() {
        try (var own = TestDatabase.create()) {
            var here = new ReportDesk(own);
            here.samples.set("hnte.new", "320500", "2015", "586");
            UUID id = done(here.service.create(here.officer, "annual", "320500", "2015"));
            var snapshot = here.samples.snapshot();
            // As it was written in 2016: no targets, and an indicator that the dictionary has lost since.
            String content = """
                    {"title":"苏州市2015年工作报告","region":"320500","period":"2015","sections":[{"id":"overview",\
                    "heading":"一、总体情况","blocks":[{"kind":"prose","level":0,"pieces":[{"text":"586家","token":"hnte.new",\
                    "figures":[1]},{"text":"12家","token":"old.one","figures":[2]}]}]}],"figures":[{"number":1,\
                    "measure":"VALUE","indicator":"hnte.new","name":"新认定高新技术企业","region":"320500","place":"苏州市",\
                    "period":"2015","toDate":false,"value":586,"of":0,"unit":"家","decimals":0,"basis":"","path":"/x",\
                    "digest":"0000000000000000"}%s]}""";
            String lost = """
                    ,{"number":2,"measure":"VALUE","indicator":"old.one","name":"旧指标","region":"320500",\
                    "place":"苏州市","period":"2015","toDate":false,"value":12,"of":0,"unit":"家","decimals":0,"basis":"",\
                    "path":"/x","digest":"0000000000000000"}""";
            insert(own, id, 1, content.formatted(""), snapshot);
            insert(own, id, 2, content.formatted(lost), snapshot);
            Version old = here.versions.find(id, 1).orElseThrow();
            assertThat(ContentJson.read(here.versions.content(old.id())).aims()).isEmpty();
            assertThat(here.verification.verify(old).holds()).isTrue();
            here.samples.set("hnte.new", "320500", "2015", "590");
            assertThat(here.verification.verify(old).holds()).isTrue();
            assertThat(here.since.of(old).figures()).hasSize(1);

            Version lostOne = here.versions.find(id, 2).orElseThrow();
            var result = here.verification.verify(lostOne);
            assertThat(result.whole()).isTrue();
            assertThat(result.doubts()).singleElement().asString().contains("old.one");
            assertThat(here.since.of(lostOne).gone())
                    .extracting(Content.Used::indicator)
                    .containsExactly("old.one");
        }
    }

    private static void insert(TestDatabase own, UUID report, int number, String content, Snapshot snapshot) {
        own.owner()
                .sql("""
                        INSERT INTO report.version (report, number, title, unit, content, digest, figures, position, revision,
                            read_at, clock_at, reason, submitted_by, submitted_name, frozen_by, frozen_name, frozen_at)
                        VALUES (:report, :number, '苏州市2015年工作报告', '苏州市科学技术局', :content, :digest, 1, :position,
                            :revision, '2016-01-20T02:00:00Z', '2016-01-20T02:00:00Z', '更正', :a, '甲', :b, '乙', '2016-01-20T02:00:00Z')""")
                .param("report", report)
                .param("number", number)
                .param("content", content)
                .param("digest", ContentJson.digest(content))
                .param("position", snapshot.position())
                .param("revision", snapshot.revision())
                .param("a", UUID.randomUUID())
                .param("b", UUID.randomUUID())
                .update();
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
                    read_at, clock_at, submitted_by, submitted_name, frozen_by, frozen_name, frozen_at)
                VALUES (:report, 1, '题', '局', 'x', :digest, 0, 0, 0, '2026-01-01T00:00:00Z',
                    '2026-01-01T00:00:00Z', :a, '甲', :b, '乙', now())""";
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
