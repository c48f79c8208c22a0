package dev.kechuang.plan.internal.reading;

import static dev.kechuang.plan.internal.PlanFixture.done;
import static dev.kechuang.plan.internal.PlanFixture.fields;
import static dev.kechuang.plan.internal.PlanFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.indicator.SourceDocument;
import dev.kechuang.indicator.SourceDocuments;
import dev.kechuang.plan.internal.PlanFixture;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.Duty;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.reading.ReadingStore.Import;
import dev.kechuang.reader.DocumentReader;
import dev.kechuang.reader.ReadResult;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A document becomes a plan: what is sure at once, what needs a word, and how little has to be pressed. */
class ReadingTest {

    /** Keeps documents in memory. */
    private static final class Documents implements SourceDocuments {
        private final Map<UUID, SourceDocument> kept = new HashMap<>();

        @Override
        public Outcome<SourceDocument> take(Viewer viewer, String name, byte[] content) {
            return switch (DocumentReader.read(name, content)) {
                case ReadResult.Readable(var reading) -> {
                    var document =
                            new SourceDocument(UUID.randomUUID(), name, "0".repeat(64), Instant.EPOCH, "x", reading);
                    kept.put(document.id(), document);
                    yield Outcome.done(document);
                }
                case ReadResult.Unreadable(var reason, var message) ->
                    Outcome.refused(FieldError.of("file", "reading.error.nothing"));
            };
        }

        @Override
        public Optional<SourceDocument> find(Viewer viewer, UUID id) {
            return Optional.ofNullable(kept.get(id));
        }
    }

    private static ReadingService service(PlanFixture city, ReadingStore store) {
        return new ReadingService(
                store,
                new Documents(),
                city.service,
                city.units,
                city.dictionary,
                city.regions,
                city.new FakeAudit(),
                city.transactions,
                city.clock);
    }

    private static byte[] own() {
        try (var in =
                Objects.requireNonNull(ReadingTest.class.getResourceAsStream("/dev/kechuang/plan/work-points.txt"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> keys(List<FieldError> errors) {
        return errors.stream().map(FieldError::key).toList();
    }

    private static Candidate named(List<Candidate> all, String title) {
        return all.stream()
                .filter(one -> one.title().contains(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        title + " in " + all.stream().map(Candidate::title).toList()));
    }

    @Test
    void anOwnDocumentIsProposedWithReasonsAndBecomesAPlan() {
        try (var city = new PlanFixture("320500")) {
            var store = new ReadingStore(city.jdbc);
            var service = service(city, store);
            Import reading = done(service.take(city.officer, "要点.txt", own(), Map.of()));
            assertThat(reading.head()).containsEntry("year", "2026").containsEntry("kind", "workPoints");
            var all = store.candidates(reading.id());
            assertThat(all.stream().filter(one -> !one.target())).hasSize(6);
            assertThat(all.stream().filter(Candidate::target)).hasSizeGreaterThanOrEqualTo(9);
            Candidate first = named(all, "企业梯次培育");
            assertThat(first.sure()).isTrue();
            assertThat(first.field("lead")).isEqualTo("高新处");
            assertThat(first.why()).contains("各县区").contains("共");
            Candidate transfer = named(all, "成果转化加速");
            assertThat(transfer.why()).contains("市生产力中心");
            Candidate share = named(all, "全社会研发投入");
            assertThat(share.field("indicator")).isEqualTo("rd.share");
            assertThat(share.why()).contains("名称相同");

            Candidate everybody = named(all, "压实工作责任");
            assertThat(everybody.sure()).isFalse();
            assertThat(everybody.field("lead")).isEqualTo("办公室");
            Candidate two = named(all, "改进工作作风");
            assertThat(two.sure()).isFalse();
            assertThat(two.why()).contains("牵头单位有 2 个：办公室、法规处");
            assertThat(keys(refused(service.accept(city.officer, reading.id(), two.id()))))
                    .containsExactly("plan.error.twoLeads");
            assertThat(keys(refused(service.correct(
                            city.officer, reading.id(), two.id(), 9, fields("lead", "办公室", "support", "法规处")))))
                    .containsExactly("plan.error.changed");
            done(service.correct(
                    city.officer, reading.id(), two.id(), two.edits(), fields("lead", "办公室", "support", "法规处")));

            assertThat(done(service.acceptSure(city.officer, reading.id()))).isGreaterThan(6);
            Candidate split = done(service.reopen(city.officer, reading.id(), first.id()));
            done(service.split(city.officer, reading.id(), split.id()));
            var parts = store.candidates(reading.id()).stream()
                    .filter(one -> one.why().contains("拆"))
                    .toList();
            assertThat(parts).extracting(Candidate::title).containsExactly("摸清底数", "强化辅导", "跟踪服务");
            done(service.merge(city.officer, reading.id(), parts.get(1).id()));
            // The one before is in another already: what is merged next goes there too, and nothing of it is lost.
            Candidate joined =
                    done(service.merge(city.officer, reading.id(), parts.get(2).id()));
            assertThat(joined.id()).isEqualTo(parts.getFirst().id());
            assertThat(joined.field("text")).contains("强化辅导").contains("跟踪服务");
            done(service.accept(city.officer, reading.id(), parts.getFirst().id()));
            for (Candidate open : store.candidates(reading.id()))
                if (open.open()) {
                    var said = service.accept(city.officer, reading.id(), open.id());
                    if (said instanceof Outcome.Refused<Candidate>(var errors)) {
                        assertThat(keys(errors)).containsExactly("plan.check.noLead");
                        done(service.correct(
                                city.officer, reading.id(), open.id(), open.edits(), fields("lead", "规划处")));
                    }
                }

            Plan plan = done(service.apply(city.officer, reading.id()));
            Content content = city.contents.of(city.draft(plan).id());
            assertThat(content.task(content.tasks().getFirst().item())
                            .orElseThrow()
                            .text())
                    .contains("强化辅导");
            assertThat(content.targets())
                    .allSatisfy(target -> assertThat(target.lead()).isPresent());
            assertThat(content.targets().stream().filter(target -> target.task() != null))
                    .isNotEmpty();
            assertThat(plan.document()).isEqualTo(reading.document());
            assertThat(keys(refused(service.apply(city.officer, reading.id()))))
                    .containsExactly("reading.error.finished");
            city.release(plan);
        }
    }

    @Test
    void aFigureWithoutAUnitIsSaidAtItsPlaceAndNothingIsLost() {
        try (var city = new PlanFixture("320500")) {
            var store = new ReadingStore(city.jdbc);
            var service = service(city, store);
            Import reading = done(service.take(city.officer, "要点.txt", own(), Map.of()));
            Candidate hnte = named(store.candidates(reading.id()), "高新技术企业");
            var errors = refused(service.correct(
                    city.officer, reading.id(), hnte.id(), hnte.edits(), fields("unit", "", "indicator", "")));
            assertThat(errors)
                    .extracting(FieldError::field, FieldError::key)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("unit", "plan.error.noUnit"));
            assertThat(store.candidate(reading.id(), hnte.id()).orElseThrow()).isEqualTo(hnte);
            assertThat(keys(refused(service.apply(city.officer, reading.id()))))
                    .containsExactly("reading.error.noneAccepted");
            Viewer kunshan = city.viewer("昆山市科学技术局", Role.COUNTY_OFFICER);
            assertThat(store.find(kunshan, reading.id())).isEmpty();
            assertThat(keys(refused(service.take(
                            city.officer,
                            "空.txt",
                            "没有目标的通知。".getBytes(StandardCharsets.UTF_8),
                            Map.of("year", "2026")))))
                    .containsExactly("reading.error.nothing");
        }
    }

    /** The published work points: how many times somebody has to press before all of it is a released plan. */
    @Test
    void theWorkPointsOfHuaianAreLiveWithFewClicks() throws IOException {
        Path file = Path.of("../../shared/corpus/huaian-2020-work-points.txt");
        Assumptions.assumeTrue(Files.exists(file), "no " + file + ": the published work points are not read");
        try (var city = new PlanFixture("320800")) {
            var store = new ReadingStore(city.jdbc);
            var service = service(city, store);
            int clicks = 0;
            Import reading = done(service.take(city.officer, "淮安.txt", Files.readAllBytes(file), Map.of()));
            clicks += 2; // choose the file, upload
            var all = store.candidates(reading.id());
            assertThat(all.stream().filter(Candidate::target)).hasSize(17);
            assertThat(all.stream().filter(one -> !one.target())).hasSize(12);
            int sure = done(service.acceptSure(city.officer, reading.id()));
            clicks++;
            for (Candidate one : store.candidates(reading.id())) {
                if (!one.open()) continue;
                done(service.accept(city.officer, reading.id(), one.id()));
                clicks++;
            }
            Plan plan = done(service.apply(city.officer, reading.id()));
            clicks++;
            city.release(plan);
            clicks += 2; // proposed by one, released by another
            Content content =
                    city.contents.of(city.plans.inForce(plan.id()).orElseThrow().id());
            assertThat(content.targets()).hasSize(17);
            assertThat(content.tasks()).hasSize(12);
            assertThat(content.tasks().getFirst().duties())
                    .extracting(Duty::name)
                    .startsWith("高新处")
                    .contains("盱眙县科学技术局", "淮安经济技术开发区科技部门");
            System.getLogger("plan").log(System.Logger.Level.INFO, "sure {0}, clicks {1}", sure, clicks);
            // At two seconds each far below three minutes.
            assertThat(clicks).isLessThanOrEqualTo(20);
        }
    }
}
