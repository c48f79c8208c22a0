package dev.kechuang.match.internal.grow;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.match.internal.found.Found;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is a candidate, who comes into the store and leaves it, and what the funnel counts. */
class CultivationTest {

    private final GrowFixture grow = new GrowFixture();
    private final RegistryFixture city = grow.city;

    @AfterEach
    void holds() {
        for (Invariant invariant : grow.invariants())
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
        grow.close();
    }

    private List<Candidate> candidates(Viewer viewer, CandidateStore.Query query) {
        return grow.candidates
                .page(viewer, grow.hnte, query, grow.desk.today(), KeyPage.At.START, 50)
                .items();
    }

    private List<String> names(Viewer viewer, CandidateStore.Query query) {
        return candidates(viewer, query).stream().map(Candidate::name).toList();
    }

    private static CandidateStore.Query query(String state, int distance, String stored) {
        return new CandidateStore.Query(2026, "", state, distance, "", "", "", stored, "");
    }

    private long records(GrowStage stage) {
        return city.jdbc.sql("""
                        SELECT coalesce(sum(count), 0) FROM record.published_record
                        WHERE kind = 'match.cultivation' AND dimensions ->> 'stage' = :stage""").param("stage", stage.code()).query(Long.class).single();
    }

    @Test
    void candidatesAreThoseNearWithoutTheTitleNearestFirst() {
        var open = grow.firm(1, "OPEN", 0, 2);
        var near = grow.firm(2, "NEAR", 20, 0);
        var nearer = grow.firm(3, "NEAR", 5, 0);
        var eligible = grow.firm(4, "ELIGIBLE", 0, 0);
        var holder = grow.firm(5, "ELIGIBLE", 0, 0);
        grow.titles.granted(holder, "GR202632000005", "2026-01-10");
        var other = grow.firm(6, "NEAR", 10, 0, "region", RegistryFixture.TAICANG);
        grow.match(open, "cn-tech-sme", "ELIGIBLE", 0, 0);
        var all = CandidateStore.Query.of(2026);

        assertThat(names(city.bureau, all))
                .containsExactly(eligible.name(), nearer.name(), other.name(), near.name(), open.name());
        assertThat(names(city.taicang, all)).as("a county sees its own").containsExactly(other.name());
        assertThat(names(RegistryFixture.applicant(open.id()), all))
                .as("firms see no list")
                .isEmpty();
        assertThat(names(city.bureau, query("NEAR", 10, ""))).containsExactly(nearer.name(), other.name());
        assertThat(candidates(city.bureau, query("OPEN", 0, "")))
                .singleElement()
                .satisfies(one -> assertThat(one.missing()).isEqualTo(2))
                .satisfies(one -> assertThat(one.state()).isEqualTo(Found.State.OPEN));
    }

    @Test
    void aListIsPagedForwardsAndBackwards() {
        var expected = new ArrayList<String>();
        for (int i = 0; i < 7; i++)
            expected.add(grow.firm(10 + i, "NEAR", 10, 0).name());
        var seen = new ArrayList<String>();
        KeyPage<Candidate> page = null;
        for (KeyPage.At at = KeyPage.At.START; at != null; ) {
            page = grow.candidates.page(
                    city.bureau, grow.hnte, CandidateStore.Query.of(2026), grow.desk.today(), at, 3);
            page.items().forEach(one -> seen.add(one.name()));
            at = page.next() == null ? null : KeyPage.At.of(page.next(), null);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected).doesNotHaveDuplicates();
        var back = grow.candidates.page(
                city.bureau,
                grow.hnte,
                CandidateStore.Query.of(2026),
                grow.desk.today(),
                KeyPage.At.of(null, java.util.Objects.requireNonNull(page).previous()),
                3);
        assertThat(back.items().stream().map(Candidate::name)).containsExactlyElementsOf(seen.subList(3, 6));
    }

    @Test
    void chosenFirmsComeIntoTheStoreOnce() {
        var first = grow.firm(20, "NEAR", 10, 0);
        var second = grow.firm(21, "ELIGIBLE", 0, 0);
        var ids = List.of(first.id(), second.id());
        assertThat(done(grow.service.enter(
                        city.kunshan, grow.hnte, 2026, ids, Optional.empty(), Map.of("why", "有申报意愿"))))
                .isEqualTo(2);
        assertThat(done(grow.service.enter(
                        city.bureau, grow.hnte, 2026, ids, Optional.empty(), Map.of("why", "又选了一遍"))))
                .as("twice is once")
                .isZero();
        assertThat(records(GrowStage.STORED)).isEqualTo(2);
        assertThat(grow.entry(first))
                .satisfies(entry -> assertThat(entry.found()).isEqualTo(Found.State.NEAR))
                .satisfies(entry -> assertThat(entry.foundDistance()).isEqualTo(10))
                .satisfies(entry -> assertThat(entry.why()).isEqualTo("有申报意愿"))
                .satisfies(entry -> assertThat(entry.stage()).isEqualTo(GrowStage.STORED));
        assertThat(names(city.bureau, CandidateStore.Query.of(2026))).isEmpty();
        assertThat(names(city.bureau, query("", 0, "in"))).hasSize(2);
        assertThat(done(grow.service.enter(city.bureau, grow.hnte, 2027, ids, Optional.empty(), Map.of("why", "下一年度"))))
                .as("another year has a store of its own")
                .isEqualTo(2);
    }

    @Test
    void aWholeFilterComesInAndNothingOfWhatIsRefused() {
        grow.firm(30, "NEAR", 5, 0);
        grow.firm(31, "NEAR", 30, 0);
        var holder = grow.firm(32, "ELIGIBLE", 0, 0);
        grow.titles.granted(holder, "GR202632000032", "2026-01-10");
        var other = grow.firm(33, "NEAR", 5, 0, "region", RegistryFixture.TAICANG);
        var why = Map.of("why", "全部入库");
        assertThat(done(grow.service.enter(
                        city.kunshan, grow.hnte, 2026, List.of(), Optional.of(query("NEAR", 10, "")), why)))
                .as("the near ones of the own county")
                .isEqualTo(1);
        assertThat(keys(grow.service.enter(city.kunshan, grow.hnte, 2026, List.of(other.id()), Optional.empty(), why)))
                .containsExactly("matchGrow.error.gone");
        assertThat(keys(grow.service.enter(
                        city.bureau, grow.hnte, 2026, List.of(other.id(), holder.id()), Optional.empty(), why)))
                .containsExactly("matchGrow.error.holds");
        assertThat(keys(grow.service.enter(city.bureau, grow.hnte, 2026, List.of(), Optional.empty(), why)))
                .containsExactly("matchGrow.error.none");
        assertThat(keys(grow.service.enter(
                        city.bureau, grow.hnte, 2020, List.of(other.id()), Optional.empty(), Map.of())))
                .containsExactly("desk.error.length", "matchGrow.error.year");
        assertThat(records(GrowStage.STORED)).isEqualTo(1);
    }

    private static List<String> keys(Outcome<?> outcome) {
        return refused(outcome).stream().map(FieldError::key).toList();
    }

    @Test
    void aFirmThatIsNoCandidateComesInByItsCode() {
        Organisation firm = city.confirmed(40, "昆山无匹配科技有限公司");
        var typed = Map.of("creditCode", RegistryFixture.code(40), "why", "招商引进的重点企业");
        UUID id = done(grow.service.enterOne(city.kunshan, grow.hnte, 2026, typed));
        assertThat(grow.entry(firm))
                .satisfies(entry -> assertThat(entry.id()).isEqualTo(id))
                .satisfies(entry -> assertThat(entry.found()).isNull());
        assertThat(keys(grow.service.enterOne(city.kunshan, grow.hnte, 2026, typed)))
                .containsExactly("matchGrow.error.stored");
        assertThat(keys(grow.service.enterOne(city.taicang, grow.hnte, 2026, typed)))
                .containsExactly("matchGrow.error.firm");
    }

    @Test
    void twoOfficersWhoEnterTheSameAtOnceEnterItOnce() throws Exception {
        var firms = new ArrayList<UUID>();
        for (int i = 0; i < 20; i++) firms.add(grow.firm(50 + i, "NEAR", 10, 0).id());
        try (var threads = Executors.newFixedThreadPool(4)) {
            var work = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 4; i++)
                work.add(() -> done(grow.service.enter(
                        city.bureau, grow.hnte, 2026, firms, Optional.empty(), Map.of("why", "同时入库"))));
            int entered = 0;
            for (var one : threads.invokeAll(work)) entered += one.get();
            assertThat(entered).isEqualTo(20);
        }
        assertThat(records(GrowStage.STORED)).isEqualTo(20);
    }

    @Test
    void whoLeavesIsOutOfTheStoreAndAMistakeNeverCounted() {
        var firm = grow.firm(80, "NEAR", 10, 0);
        UUID id = grow.entered(city.kunshan, firm);
        assertThat(keys(grow.service.leave(city.kunshan, id, 1, Map.of("reason", "recognised"))))
                .containsExactly("desk.error.choice", "desk.error.length");
        assertThat(keys(grow.service.leave(city.kunshan, id, 9, Map.of()))).containsExactly("desk.error.changed");
        assertThat(keys(grow.service.leave(city.taicang, id, 1, Map.of()))).containsExactly("matchGrow.error.gone");
        done(grow.service.leave(city.kunshan, id, 1, Map.of("reason", "declined", "note", "企业暂不申报")));
        assertThat(records(GrowStage.STORED)).as("it was in the store").isEqualTo(1);
        assertThat(keys(grow.service.leave(city.kunshan, id, 2, Map.of()))).containsExactly("matchGrow.error.left");
        assertThat(names(city.bureau, CandidateStore.Query.of(2026)))
                .as("a candidate again")
                .containsExactly(firm.name());

        assertThat(grow.entered(city.kunshan, firm)).as("the same entry").isEqualTo(id);
        assertThat(records(GrowStage.STORED)).isEqualTo(1);
        done(grow.prereviews.review(city.kunshan, id));
        done(grow.service.leave(city.kunshan, id, grow.version(id), Map.of("reason", "mistake", "note", "选错了企业")));
        assertThat(records(GrowStage.STORED)).isZero();
        assertThat(records(GrowStage.PREREVIEWED)).isZero();
        assertThat(grow.stages.byRegion(city.bureau, grow.hnte, 2026)).isEmpty();

        grow.entered(city.kunshan, firm);
        assertThat(done(grow.prereviews.review(city.kunshan, id)).fresh()).isFalse();
        assertThat(records(GrowStage.STORED)).isEqualTo(1);
        assertThat(records(GrowStage.PREREVIEWED)).isEqualTo(1);
    }

    @Test
    void counsellorsAreOfTheFirmsCountyOrNamed() {
        var firm = grow.firm(90, "NEAR", 10, 0);
        UUID id = grow.entered(city.kunshan, firm);
        UUID officer = city.accounts
                .officers(dev.kechuang.shared.access.Role.COUNTY_OFFICER, RegistryFixture.KUNSHAN)
                .getFirst()
                .account();
        assertThat(keys(grow.service.assign(city.kunshan, id, 1, Map.of())))
                .containsExactly("matchGrow.error.counsellor");
        assertThat(keys(grow.service.assign(
                        city.kunshan,
                        id,
                        1,
                        Map.of("counsellor", UUID.randomUUID().toString()))))
                .containsExactly("matchGrow.error.counsellorPlace");
        done(grow.service.assign(city.kunshan, id, 1, Map.of("counsellor", officer.toString())));
        assertThat(city.told).anyMatch(subject -> subject.contains(firm.name()));
        assertThat(grow.entry(firm).counsellor()).isEqualTo(officer);
        done(grow.service.assign(city.kunshan, id, 2, Map.of("counsellorName", "生产力促进中心 王老师")));
        assertThat(grow.entry(firm))
                .satisfies(entry -> assertThat(entry.counsellor()).isNull())
                .satisfies(entry -> assertThat(entry.counsellorName()).isEqualTo("生产力促进中心 王老师"));
        assertThat(grow.desk.history(id))
                .extracting(GrowDesk.Happened::action)
                .containsExactly("assigned", "assigned", "entered");
    }

    @Test
    void aTitleRecognisesTheLastStoreOnceAndOneWithdrawnBringsTheFirmBack() {
        var firm = grow.firm(100, "ELIGIBLE", 0, 0);
        grow.on(LocalDate.of(2025, 3, 1));
        UUID before = grow.entered(city.kunshan, firm);
        grow.on(LocalDate.of(2026, 3, 1));
        UUID entry = grow.entered(city.kunshan, firm);
        var other = grow.firm(101, "ELIGIBLE", 0, 0);
        grow.titles.granted(other, "GR202532000101", "2025-11-30");
        grow.on(RegistryFixture.TODAY);
        assertThat(grow.follower.run()).isEqualTo(new FunnelFollower.Run(0, 0, 0));

        var title = grow.titles.granted(firm, "GR202632000100", "2026-10-30");
        assertThat(grow.follower.run()).isEqualTo(new FunnelFollower.Run(0, 1, 0));
        assertThat(grow.follower.run()).as("once").isEqualTo(new FunnelFollower.Run(0, 0, 0));
        assertThat(grow.entries.any(entry).orElseThrow())
                .satisfies(one -> assertThat(one.stage()).isEqualTo(GrowStage.RECOGNISED))
                .satisfies(one -> assertThat(one.leftFor()).isEqualTo(LeftFor.RECOGNISED))
                .satisfies(one -> assertThat(one.leftOn()).isEqualTo(LocalDate.of(2026, 10, 30)));
        assertThat(grow.entries.any(before).orElseThrow().stage())
                .as("the store of last year does not count it a second time")
                .isEqualTo(GrowStage.STORED);
        assertThat(grow.stages.byRegion(city.bureau, grow.hnte, 2026))
                .containsExactly(new StageStore.Funnel(RegistryFixture.KUNSHAN, 1, 0, 1, 1));
        assertThat(grow.stages.byYear(city.bureau, grow.hnte))
                .containsExactly(new StageStore.Funnel("2025", 1, 0, 0, 0), new StageStore.Funnel("2026", 1, 0, 1, 1));
        assertThat(grow.stages.byRegion(city.taicang, grow.hnte, 2026)).isEmpty();

        done(grow.titles.titles.withdraw(city.bureau, title.id(), title.version(), "证书号录错"));
        assertThat(grow.follower.run()).isEqualTo(new FunnelFollower.Run(0, 0, 1));
        assertThat(grow.entries.any(entry).orElseThrow())
                .satisfies(one -> assertThat(one.inStore()).isTrue())
                .satisfies(one -> assertThat(one.stage()).isEqualTo(GrowStage.STORED));
        assertThat(records(GrowStage.RECOGNISED)).isZero();
        assertThat(records(GrowStage.APPLIED)).isZero();
        grow.titles.granted(firm, "GR202632000110", "2026-10-30");
        assertThat(grow.follower.run().recognised()).isEqualTo(1);
        assertThat(records(GrowStage.RECOGNISED)).isEqualTo(1);
    }

    @Test
    void twoJobsThatFollowAtOnceCountOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            var firm = grow.firm(120 + i, "ELIGIBLE", 0, 0);
            grow.entered(city.kunshan, firm);
            grow.titles.granted(firm, "GR2026320012" + i, RegistryFixture.TODAY.toString());
        }
        try (var threads = Executors.newFixedThreadPool(3)) {
            var work = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 3; i++) work.add(() -> grow.follower.run().recognised());
            int counted = 0;
            for (var one : threads.invokeAll(work)) counted += one.get();
            assertThat(counted).isEqualTo(10);
        }
        assertThat(records(GrowStage.RECOGNISED)).isEqualTo(10);
    }

    private void merge(Organisation from, Organisation into) {
        city.database
                .owner()
                .sql("UPDATE registry.organisation SET status = 'merged', closed_on = confirmed_on, merged_into = :into"
                        + " WHERE id = :id")
                .param("into", into.id())
                .param("id", from.id())
                .update();
    }

    @Test
    void anEntryGoesWithItsFirmIntoAnother() {
        var leaving = grow.firm(150, "NEAR", 5, 0);
        var between = grow.firm(151, "NEAR", 5, 0);
        var remaining = grow.firm(152, "NEAR", 10, 0);
        UUID id = grow.entered(city.kunshan, leaving);
        merge(leaving, between);
        assertThat(grow.entries.of(between.id()))
                .as("found under the one that remains at once")
                .extracting(Entry::id)
                .containsExactly(id);
        merge(between, remaining);
        grow.follower.run();
        var moved = grow.entries.any(id).orElseThrow();
        assertThat(moved.organisation()).isEqualTo(remaining.id());
        assertThat(moved.inStore()).isTrue();
        assertThat(grow.desk.history(id).getFirst().action()).isEqualTo("merged");
        int version = moved.version();
        grow.follower.run();
        assertThat(grow.version(id)).as("once").isEqualTo(version);

        var twin = grow.firm(153, "NEAR", 5, 0);
        UUID second = grow.entered(city.kunshan, twin);
        merge(twin, remaining);
        grow.follower.run();
        assertThat(grow.entries.any(second).orElseThrow().leftFor())
                .as("the remaining firm is in this store itself")
                .isEqualTo(LeftFor.MERGED);
        assertThat(grow.entries.of(remaining.id())).extracting(Entry::id).contains(id, second);

        done(grow.service.leave(city.kunshan, id, grow.version(id), Map.of("reason", "mistake", "note", "录入有误")));
        assertThat(records(GrowStage.STORED))
                .as("taken back for the firm it was counted for")
                .isEqualTo(1);
        assertThat(city.jdbc
                        .sql("SELECT sum(count) FROM record.published_record WHERE organisation = :id")
                        .param("id", leaving.id())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsNotCountedIsFound() {
        var firm = grow.firm(140, "NEAR", 5, 0);
        UUID id = grow.entered(city.kunshan, firm);
        var owner = city.database.owner();
        owner.sql("""
                        INSERT INTO match.cultivation_stage (entry, organisation, stage, on_day, noted_at)
                        SELECT id, organisation, 4, DATE '2026-11-01', now() FROM match.cultivation WHERE id = :id""").param("id", id).update();
        assertThat(grow.invariants())
                .allSatisfy(invariant -> assertThat(invariant.check().violations())
                        .as(invariant.name())
                        .hasSize(1));
        owner.sql("DELETE FROM match.cultivation_stage WHERE entry = :id AND stage = 4")
                .param("id", id)
                .update();
    }
}
