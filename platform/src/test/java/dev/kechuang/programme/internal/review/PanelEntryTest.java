package dev.kechuang.programme.internal.review;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.review.PanelEntry.Grid;
import dev.kechuang.programme.internal.review.PanelEntry.Left;
import dev.kechuang.programme.internal.review.PanelEntry.Order;
import dev.kechuang.programme.internal.review.PanelEntry.Row;
import dev.kechuang.programme.internal.review.PanelEntry.Saving;
import dev.kechuang.programme.internal.review.PanelEntry.Turn;
import dev.kechuang.programme.internal.review.PanelStore.Slot;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.io.ClassPathResource;

/** A panel's secretary enters the sheets of an application side by side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PanelEntryTest {

    private static final String STAGE = "online";

    private final ReviewFixture at = new ReviewFixture();
    private UUID call = new UUID(0, 0);
    private UUID first = call;

    @AfterAll
    void stop() {
        at.close();
    }

    /** Three experts on two applications; the highest and lowest sheet are dropped. */
    @BeforeEach
    void panel() {
        var plain = ReviewFixture.review(Review.Mode.PANEL, 3, 0, 1, "0");
        call = at.call(dropping(plain), 2);
        at.published(call);
        done(at.draws.draw(at.officer(), call, STAGE, ""));
        first = at.store.waiting(call, STAGE).getFirst().id();
    }

    private static Review dropping(Review plain) {
        return new Review(
                plain.id(),
                plain.name(),
                plain.workingDays(),
                plain.mode(),
                plain.sheet(),
                false,
                plain.reviewers(),
                plain.sameUnitMost(),
                1,
                false,
                plain.disagreement(),
                plain.votes(),
                plain.majority(),
                plain.passes());
    }

    private Order order() {
        return at.entries.order(at.officer(), call, STAGE).orElseThrow();
    }

    private Grid grid() {
        return at.entries.grid(order(), first).orElseThrow();
    }

    private Row row(int place) {
        return grid().rows().get(place);
    }

    private Saving save(Row row, String novelty, String use, String comment) {
        return save(at.officer(), row, novelty, use, comment);
    }

    private Saving save(Viewer officer, Row row, String novelty, String use, String comment) {
        return at.entries.save(
                officer, call, STAGE, first, row.id(), row.version(), ReviewFixture.points(novelty, use, comment));
    }

    private Map<UUID, Integer> seen(Grid grid) {
        return grid.rows().stream().collect(Collectors.toMap(Row::id, Row::version));
    }

    @Test
    void theApplicationsComeInTheOrderOfTheInterviews() {
        assertThat(order().turns()).extracting(Turn::place).containsExactly(0, 0);
        var slots = done(at.panels.timetable(
                at.officer(), call, STAGE, at.registry.clock.instant().plusSeconds(3_600), 8));
        assertThat(order().turns())
                .extracting(Turn::application)
                .containsExactlyElementsOf(slots.stream().map(Slot::application).toList());
        var turn = order().next();
        assertThat(turn)
                .isNotNull()
                .satisfies(next -> assertThat(next.application())
                        .isEqualTo(slots.getFirst().application()));
        assertThat(order().done()).isZero();
    }

    @Test
    void aRowIsKeptAsTypedRightOrWrongAndTheMeanLeavesOutHighestAndLowest() {
        save(row(0), "61", "3.5", "");
        assertThat(row(0).points()).containsEntry("novelty", "61").containsEntry("use", "3.5");
        assertThat(row(0).errors())
                .containsExactly(
                        FieldError.of("points-novelty", "review.error.points", "60"),
                        FieldError.of("points-use", "review.error.step", "1"),
                        FieldError.of("comment", "review.error.comment"));
        assertThat(row(0).total()).as("only what is right counts").isEqualByComparingTo("0");
        assertThat(grid().mean()).as("nothing is complete").isNull();

        save(row(0), "50", "30", "可行");
        assertThat(row(0).total()).isEqualByComparingTo("80");
        assertThat(grid().mean()).as("two sheets are too few to drop any").isEqualByComparingTo("80");
        save(row(1), "55", "35", "好");
        var kept = (Saving.Kept) save(row(2), "30", "30", "一般");
        assertThat(kept.grid().mean()).as("90 and 60 are dropped").isEqualByComparingTo("80");
        assertThat(kept.grid().rows()).extracting(Row::dropped).containsExactly(false, true, true);
        assertThat(kept.grid().complete()).isEqualTo(3);
    }

    @Test
    void whatAnotherSecretaryChangedIsToldAndNotOverwritten() {
        Row read = row(0);
        Viewer other = at.officer();
        save(other, read, "40", "20", "先录的");
        assertThat(save(read, "50", "30", "后录的"))
                .isInstanceOfSatisfying(
                        Saving.Rival.class,
                        rival -> assertThat(rival.theirs().points()).containsEntry("novelty", "40"));
        assertThat(row(0).comment()).isEqualTo("先录的");
        assertThat(save(read, "40", "20", "先录的"))
                .as("the same typed twice is no contradiction")
                .isInstanceOf(Saving.Kept.class);
        assertThat(save(row(0), "50", "30", "后录的"))
                .as("after it was read it may be changed")
                .isInstanceOf(Saving.Kept.class);
    }

    @Test
    void ofManyWhoSaveARowAtOnceOneWinsAndEachOtherIsTold() throws Exception {
        Row read = row(0);
        List<Callable<Saving>> secretaries = IntStream.range(0, 6)
                .<Callable<Saving>>mapToObj(i -> () -> save(read, Integer.toString(30 + i), "20", "第" + i))
                .toList();
        try (var threads = Executors.newFixedThreadPool(6)) {
            var outcomes = new java.util.ArrayList<Saving>();
            for (var each : threads.invokeAll(secretaries)) outcomes.add(each.get());
            assertThat(outcomes).filteredOn(Saving.Kept.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(Saving.Rival.class::isInstance).hasSize(5);
        }
        assertThat(row(0).version()).isEqualTo(read.version() + 1);
    }

    @Test
    void allCompleteSheetsAreSignedOneByOneAndTheOthersAreNamed() {
        save(row(0), "50", "30", "可行");
        save(row(1), "55", "", "好");
        int audited = at.registry.audited.size();
        int recorded = at.registry.recorded.size();
        var signing = done(at.entries.signAll(at.officer(), call, STAGE, first, seen(grid())));
        assertThat(signing.signed()).containsExactly(row(0).expert());
        assertThat(signing.left()).extracting(Left::expert).containsExactly(row(1).expert(), row(2).expert());
        assertThat(signing.left().getFirst().why())
                .extracting(FieldError::field)
                .containsExactly("points-use");
        assertThat(at.registry.audited.subList(audited, at.registry.audited.size()))
                .extracting(event -> event.action())
                .containsExactly("programme.reviewSigned");
        assertThat(at.registry.recorded).hasSize(recorded + 1);
        assertThat(row(0).signed()).isTrue();
        assertThat(save(row(0), "1", "1", "签署之后")).isInstanceOf(Saving.Refused.class);

        save(row(1), "55", "35", "好");
        save(row(2), "30", "30", "一般");
        assertThat(done(at.entries.signAll(at.officer(), call, STAGE, first, seen(grid())))
                        .signed())
                .hasSize(2);
        assertThat(order().done()).isEqualTo(1);
        assertThat(at.entries.waiting(at.officer()))
                .filteredOn(each -> each.call().equals(call))
                .singleElement()
                .satisfies(each ->
                        assertThat(List.of(each.done(), each.applications())).containsExactly(1, 2));
    }

    @Test
    void whatChangedSinceItWasSeenIsNotSigned() {
        save(row(0), "50", "30", "可行");
        var seen = seen(grid());
        save(row(0), "10", "10", "改过的");
        var signing = done(at.entries.signAll(at.officer(), call, STAGE, first, seen));
        assertThat(signing.signed()).isEmpty();
        assertThat(signing.left().getFirst().why()).containsExactly(FieldError.of("", "entry.error.changed"));
        assertThat(row(0).signed()).isFalse();
    }

    @Test
    void whoeverSavesWhileAnotherSignsIsNotSignedUnseen() throws Exception {
        for (int round = 0; round < 5; round++) {
            panel();
            save(row(0), "50", "30", "看过的");
            var seen = seen(grid());
            Row read = row(0);
            try (var threads = Executors.newFixedThreadPool(2)) {
                var signing = threads.submit(() -> at.entries.signAll(at.officer(), call, STAGE, first, seen));
                var saving = threads.submit(() -> save(read, "10", "10", "没看过的"));
                signing.get();
                saving.get();
            }
            if (row(0).signed()) assertThat(row(0).comment()).isEqualTo("看过的");
            else assertThat(row(0).comment()).isEqualTo("没看过的");
        }
    }

    @Test
    void whatAnExpertTypesInPersonIsTheExpertsToSign() {
        Row read = row(0);
        Assignment sheet = at.assignments.assignment(read.id(), false).orElseThrow();
        Viewer expert = at.of(sheet);
        done(at.sheets.accept(expert, sheet.id()));
        done(at.sheets.save(expert, sheet.id(), ReviewFixture.points("60", "40", "本人意见")));
        assertThat(row(0).own()).isTrue();
        assertThat(row(0).comment()).as("nobody reads it before it is signed").isEmpty();
        assertThat(save(row(0), "1", "1", "代填"))
                .isEqualTo(new Saving.Refused(List.of(FieldError.of("", "entry.error.own"))));
        assertThat(done(at.entries.signAll(at.officer(), call, STAGE, first, seen(grid())))
                        .signed())
                .isEmpty();
        done(at.sheets.sign(expert, sheet.id(), ReviewFixture.points("60", "40", "本人意见")));
        assertThat(row(0).signed()).isTrue();
        assertThat(row(0).total()).isEqualByComparingTo(new BigDecimal("100"));
    }

    @Test
    void whatAnExpertWasTypingBeforeTheUpgradeIsTheExpertsToo() throws Exception {
        Assignment sheet = at.assignments.assignment(row(0).id(), false).orElseThrow();
        Viewer expert = at.of(sheet);
        done(at.sheets.accept(expert, sheet.id()));
        done(at.sheets.save(expert, sheet.id(), ReviewFixture.points("60", "40", "本人意见")));
        var owner = at.registry.database.owner();
        owner.sql("UPDATE programme.review_assignment SET saved_by = NULL WHERE id = :id")
                .param("id", sheet.id())
                .update();
        assertThat(row(0).own()).as("nobody noted who typed").isFalse();
        String upgrade = new ClassPathResource("db/migration/programme/V133__sheets_begun_are_the_experts.sql")
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(owner.sql(upgrade).update()).isEqualTo(1);
        assertThat(row(0).own()).isTrue();
        assertThat(row(0).comment()).isEmpty();
        assertThat(row(1).own()).as("nothing is typed there").isFalse();
        assertThat(done(at.entries.signAll(at.officer(), call, STAGE, first, seen(grid())))
                        .signed())
                .isEmpty();
        assertThat(owner.sql(upgrade).update()).as("once is enough").isZero();
    }

    @Test
    void whatIsTooLongToKeepWholeIsRefusedAndNotCut() {
        String whole = "评".repeat(4_000);
        assertThat(save(row(0), "50", "30", whole)).isInstanceOf(Saving.Kept.class);
        assertThat(row(0).comment()).hasSize(4_000);
        int version = row(0).version();
        assertThat(save(row(0), "50", "30", whole + "完"))
                .isEqualTo(new Saving.Refused(List.of(FieldError.of("comment", "review.error.long", 4_000))));
        assertThat(save(row(0), "1".repeat(21), "30", "可行"))
                .isEqualTo(new Saving.Refused(List.of(FieldError.of("points-novelty", "review.error.points", "60"))));
        assertThat(row(0).version()).isEqualTo(version);
        assertThat(row(0).comment()).isEqualTo(whole);
    }

    @Test
    void whyASheetIsLeftIsToldAsItIs() {
        save(row(0), "200", "200", "");
        Assignment sheet = at.assignments.assignment(row(1).id(), false).orElseThrow();
        done(at.sheets.save(at.of(sheet), sheet.id(), ReviewFixture.points("60", "40", "本人意见")));
        var left = done(at.entries.signAll(at.officer(), call, STAGE, first, seen(grid())))
                .left();
        assertThat(left.getFirst().why())
                .extracting(FieldError::field)
                .containsExactly("points-novelty", "points-use", "comment");
        assertThat(left.get(1).why()).containsExactly(FieldError.of("", "entry.error.own"));
        assertThat(left.get(2).why()).containsExactly(FieldError.of("", "entry.state.empty"));
    }

    @Test
    void whatWasTypedForAnExpertWhoWasReleasedIsNamed() {
        Row read = row(0);
        done(at.giving.release(at.officer(), read.id(), "临时出差"));
        assertThat(grid().rows()).extracting(Row::id).doesNotContain(read.id());
        assertThat(save(read, "50", "30", "白填了")).isInstanceOf(Saving.Refused.class);
        assertThat(at.entries.released(order(), first))
                .singleElement()
                .satisfies(gone -> assertThat(gone.expertName()).isEqualTo(read.expert()));
    }

    @Test
    void onlyWhoRunsThePanelEntersItsSheets() {
        Row read = row(0);
        Viewer expert = at.of(at.assignments.assignment(read.id(), false).orElseThrow());
        assertThat(at.entries.order(expert, call, STAGE)).isEmpty();
        assertThat(at.entries.order(at.registry.kunshan, call, STAGE)).isEmpty();
        for (Viewer stranger : List.of(expert, at.registry.kunshan)) {
            assertThat(save(stranger, read, "50", "30", "不该有")).isInstanceOf(Saving.Refused.class);
            assertThat(refused(at.entries.signAll(stranger, call, STAGE, first, Map.of())))
                    .extracting(FieldError::key)
                    .containsExactly("review.error.gone");
        }
        UUID second = at.store.waiting(call, STAGE).getLast().id();
        assertThat(at.entries.save(
                        at.officer(),
                        call,
                        STAGE,
                        second,
                        read.id(),
                        read.version(),
                        ReviewFixture.points("1", "1", "x")))
                .as("a sheet of another application")
                .isInstanceOf(Saving.Refused.class);

        UUID online = at.call(ReviewFixture.review(3, 0, 1, "0"), 1);
        at.published(online);
        assertThat(at.entries.order(at.officer(), online, STAGE))
                .as("what is reviewed online has no secretary")
                .isEmpty();
    }
}
