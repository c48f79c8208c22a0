package dev.kechuang.programme.internal.review;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.review.PublicScores.Entry;
import dev.kechuang.programme.internal.review.PublicScores.Score;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A final that is scored before everybody's eyes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicScoresTest {

    private final ReviewFixture at = new ReviewFixture();
    private final PublicScores scores = new PublicScores(
            new CallStore(at.city.jdbc),
            at.city.definitions,
            new ReviewStore(at.city.jdbc) {
                @Override
                public List<Application> submitted(UUID call) {
                    throw new AssertionError("a contest has hundreds of applications, its final a dozen");
                }
            },
            at.assignments,
            at.panel,
            at.results,
            at.city.applications);

    @AfterAll
    void stop() {
        at.close();
    }

    /** Five judges, of whom the highest and the lowest do not count, and the two best pass. */
    private static Review held(Review.Mode mode) {
        return new Review(
                "online",
                LifecycleFixture.words("决赛"),
                5,
                mode,
                "sheet",
                false,
                5,
                1,
                1,
                false,
                BigDecimal.ZERO,
                0,
                null,
                RankingTest.count(2));
    }

    private void sign(Assignment sheet, String novelty) {
        done(at.sheets.sign(at.of(sheet), sheet.id(), ReviewFixture.points(novelty, "30", "现场打分")));
    }

    private List<Entry> entries(UUID call) {
        return scores.board(call, "online").orElseThrow().entries();
    }

    @Test
    void anEntryIsShownWithEveryJudgeWhenTheLastHasSigned() {
        UUID call = at.call(held(Review.Mode.PUBLIC), 3);
        assertThat(scores.board(call, "online")).as("nothing has begun").isEmpty();
        var round = at.published(call);
        done(at.draws.draw(at.officer(), call, "online", ""));
        done(at.panels.timetable(
                at.officer(), call, "online", at.registry.clock.instant().plusSeconds(3_600), 10));
        var before = scores.board(call, "online").orElseThrow();
        assertThat(before.judges()).isEqualTo(5);
        assertThat(before.entries()).extracting(Entry::turn).as("in their turn").containsExactly(1, 2, 3);

        UUID first = at.active(round).getFirst().application();
        var own = at.active(round).stream()
                .filter(each -> each.application().equals(first))
                .toList();
        String number =
                String.valueOf(at.city.applications.find(first).orElseThrow().number());
        for (int i = 0; i < 4; i++)
            sign(own.get(i), List.of("20", "40", "42", "60").get(i));
        assertThat(entries(call))
                .filteredOn(each -> each.number().equals(number))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.signed()).isEqualTo(4);
                    assertThat(each.scores()).as("nobody follows another").isEmpty();
                    assertThat(each.score()).isNull();
                    assertThat(each.place()).isZero();
                });
        sign(own.getLast(), "44");
        Entry complete = entries(call).getFirst();
        assertThat(complete.number()).as("with a place it stands first").isEqualTo(number);
        assertThat(complete.place()).isEqualTo(1);
        assertThat(complete.score()).as("mean of 70, 72 and 74").isEqualByComparingTo("72");
        assertThat(complete.scores()).extracting(Score::judge).containsExactly(1, 2, 3, 4, 5);
        assertThat(complete.scores())
                .filteredOn(Score::dropped)
                .extracting(score -> score.total().intValueExact())
                .containsExactlyInAnyOrder(50, 90);
        assertThat(entries(call).subList(1, 3)).extracting(Entry::place).containsExactly(0, 0);
    }

    @Test
    void aClosedRoundStaysAndKeepsTheNumbersOfItsJudges() {
        UUID call = at.call(held(Review.Mode.PUBLIC), 3);
        var round = at.published(call);
        done(at.draws.draw(at.officer(), call, "online", ""));
        var sheets = at.active(round);
        IntStream.range(0, sheets.size()).forEach(i -> sign(sheets.get(i), Integer.toString(20 + i)));
        var last = entries(call);
        assertThat(last).extracting(Entry::place).containsExactly(1, 2, 3);
        done(at.rounds.close(at.officer(), call, "online"));
        var closed = scores.board(call, "online").orElseThrow();
        assertThat(closed.closed()).isTrue();
        assertThat(closed.entries()).usingRecursiveComparison().isEqualTo(last);
    }

    @Test
    void aRoundBehindClosedDoorsIsNotShown() {
        UUID call = at.call(held(Review.Mode.PANEL), 2);
        at.published(call);
        done(at.draws.draw(at.officer(), call, "online", ""));
        assertThat(scores.board(call, "online")).isEmpty();
        assertThat(scores.board(call, "apply")).isEmpty();
        assertThat(scores.board(UUID.randomUUID(), "online")).isEmpty();
    }
}
