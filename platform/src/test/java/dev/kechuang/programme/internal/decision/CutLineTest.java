package dev.kechuang.programme.internal.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.programme.internal.decision.Bounds.Share;
import dev.kechuang.programme.internal.decision.Bounds.Taken;
import dev.kechuang.programme.internal.decision.CutLine.Place;
import dev.kechuang.programme.internal.decision.CutLine.Ranked;
import dev.kechuang.programme.internal.decision.CutLine.Shortfall;
import dev.kechuang.programme.internal.definition.Stage.Ranking.Quota;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The line under the budget is drawn by rules that can be told to whoever stands below it. */
class CutLineTest {

    private static Candidate candidate(String number, @Nullable String score, long fen, String track) {
        return new Candidate(
                UUID.nameUUIDFromBytes(number.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                3,
                number,
                "项目" + number,
                UUID.randomUUID(),
                "单位" + number,
                "320583",
                null,
                "",
                track,
                "",
                fen,
                Instant.parse("2026-03-01T00:00:00Z").plusSeconds(Integer.parseInt(number) * 60L),
                LocalDate.of(2010, 1, 1).plusYears(Integer.parseInt(number)),
                score == null ? null : new BigDecimal(score),
                score == null ? null : new BigDecimal(score),
                fen);
    }

    private static List<Ranked> draw(
            List<Candidate> candidates, List<String> ties, @Nullable Long budget, List<Quota> quotas) {
        return CutLine.draw(candidates, ties, true, new Bounds(budget, quotas, List.of(), Taken.NOTHING));
    }

    private static String said(List<Ranked> ranked) {
        var out = new StringBuilder();
        for (Ranked each : ranked)
            out.append(each.candidate().number())
                    .append(each.place().isAbove() ? "+" : "-")
                    .append(' ');
        return out.toString().strip();
    }

    @Test
    void behindTheFirstThatDoesNotFitNobodyIsTakenHoweverLittleIsAsked() {
        var ranked = draw(
                List.of(
                        candidate("1", "70", 1, ""),
                        candidate("2", "90", 60, ""),
                        candidate("3", "80", 50, ""),
                        candidate("4", "95", 40, "")),
                List.of(),
                120L,
                List.of());
        assertThat(said(ranked)).isEqualTo("4+ 2+ 3- 1-");
        assertThat(ranked).extracting(Ranked::rank).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aBudgetThatIsJustEnoughIsEnough() {
        assertThat(said(draw(
                        List.of(candidate("1", "70", 50, ""), candidate("2", "60", 50, "")),
                        List.of(),
                        100L,
                        List.of())))
                .isEqualTo("1+ 2+");
        assertThat(said(draw(
                        List.of(candidate("1", "70", 50, ""), candidate("2", "60", 50, "")),
                        List.of(),
                        99L,
                        List.of())))
                .isEqualTo("1+ 2-");
        assertThat(said(draw(List.of(candidate("1", "70", 50, "")), List.of(), 0L, List.of())))
                .isEqualTo("1-");
    }

    @Test
    void withoutMoneyThereIsNoLine() {
        assertThat(said(draw(
                        List.of(candidate("1", "70", 0, ""), candidate("2", "60", 0, "")), List.of(), null, List.of())))
                .isEqualTo("1+ 2+");
    }

    @Test
    void tiesAreDecidedByTheRuleAndWhatItCannotTellApartSharesARank() {
        var candidates =
                List.of(candidate("1", "80", 50, ""), candidate("2", "80", 30, ""), candidate("3", "80", 50, ""));
        assertThat(draw(candidates, List.of(), null, List.of()))
                .extracting(Ranked::rank, Ranked::tied)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, true),
                        org.assertj.core.groups.Tuple.tuple(1, true),
                        org.assertj.core.groups.Tuple.tuple(1, true));
        assertThat(said(draw(candidates, List.of("requested-least"), null, List.of())))
                .startsWith("2");
        assertThat(draw(candidates, List.of("requested-least"), null, List.of()))
                .extracting(Ranked::rank)
                .containsExactly(1, 2, 2);
        assertThat(said(draw(candidates, List.of("submitted"), null, List.of())))
                .isEqualTo("1+ 2+ 3+");
        assertThat(said(draw(candidates, List.of("founded-latest"), null, List.of())))
                .isEqualTo("3+ 2+ 1+");
        assertThatThrownBy(() -> draw(candidates, List.of("by-colour"), null, List.of()))
                .hasMessageContaining("by-colour");
    }

    @Test
    void aTrackGetsItsLeastNumberAndNoMoreThanItsMost() {
        var candidates = List.of(
                candidate("1", "95", 10, "a"),
                candidate("2", "90", 10, "a"),
                candidate("3", "85", 10, "a"),
                candidate("4", "60", 10, "b"),
                candidate("5", "50", 10, "c"));
        var ranked =
                draw(candidates, List.of(), 30L, List.of(new Quota("track", "b", 1, 0), new Quota("track", "a", 0, 1)));
        assertThat(said(ranked)).isEqualTo("1+ 2- 3- 4+ 5+");
        assertThat(ranked)
                .extracting(Ranked::place)
                .containsExactly(Place.ABOVE, Place.QUOTA_FULL, Place.QUOTA_FULL, Place.ABOVE_BY_QUOTA, Place.ABOVE);
    }

    @Test
    void whereTheBestOfATrackDoesNotFitItsNextIsTaken() {
        var candidates =
                List.of(candidate("1", "95", 40, "a"), candidate("2", "80", 70, "b"), candidate("3", "70", 50, "b"));
        assertThat(said(draw(candidates, List.of(), 60L, List.of(new Quota("track", "b", 1, 0)))))
                .isEqualTo("1- 2- 3+");
    }

    @Test
    void aLeastNumberIsServedWithinTheMostOfAnother() {
        var candidates = List.of(
                inField(candidate("1", "95", 10, "a"), "x"),
                inField(candidate("2", "90", 10, "b"), "x"),
                inField(candidate("3", "60", 10, "b"), "y"));
        var quotas = List.of(new Quota("track", "b", 2, 0), new Quota("field", "x", 0, 1));
        assertThat(draw(candidates, List.of(), 100L, quotas))
                .extracting(Ranked::place)
                .as("the best of b takes the only place of x")
                .containsExactly(Place.QUOTA_FULL, Place.ABOVE_BY_QUOTA, Place.ABOVE_BY_QUOTA);
        var more = List.of(new Quota("track", "b", 2, 0), new Quota("track", "a", 1, 0), new Quota("field", "x", 0, 1));
        assertThat(draw(candidates, List.of(), 100L, more))
                .extracting(Ranked::place)
                .as("the most of x is not exceeded for the least of b")
                .containsExactly(Place.ABOVE_BY_QUOTA, Place.QUOTA_FULL, Place.ABOVE_BY_QUOTA);
    }

    private static Candidate inField(Candidate one, String field) {
        return new Candidate(
                one.application(),
                one.moves(),
                one.number(),
                one.title(),
                one.organisation(),
                one.organisationName(),
                one.region(),
                one.zone(),
                one.leader(),
                one.track(),
                field,
                one.requestedFen(),
                one.submittedAt(),
                one.founded(),
                one.score(),
                one.first(),
                one.fen());
    }

    @Test
    void whatWasApprovedBeforeCountsIntoTheQuotas() {
        var ranked = CutLine.draw(
                List.of(candidate("1", "95", 10, "a"), candidate("2", "90", 10, "b")),
                List.of(),
                true,
                new Bounds(
                        100L,
                        List.of(new Quota("track", "a", 0, 2), new Quota("track", "b", 1, 0)),
                        List.of(),
                        new Taken(Map.of("track:a", 2, "track:b", 1), Map.of())));
        assertThat(ranked).extracting(Ranked::place).containsExactly(Place.QUOTA_FULL, Place.ABOVE);
    }

    @Test
    void whoeverWouldExceedTheMoneyOfATrackIsPassedOverAndTheNextThatFitsIsTaken() {
        var candidates = List.of(
                candidate("1", "95", 40, "a"),
                candidate("2", "90", 30, "a"),
                candidate("3", "85", 20, "a"),
                candidate("4", "80", 30, "b"),
                candidate("5", "70", 5, "b"));
        var ranked = CutLine.draw(
                candidates,
                List.of(),
                true,
                new Bounds(95L, List.of(), List.of(new Share("track", "a", 60)), Taken.NOTHING));
        assertThat(said(ranked)).isEqualTo("1+ 2- 3+ 4+ 5+");
        assertThat(ranked.get(1).place()).isEqualTo(Place.SHARE_SPENT);
        assertThat(ranked.get(1).shortOf()).as("of 60, 20 were left").isEqualTo(new Shortfall("track", "a", 60, 20));
        assertThat(CutLine.draw(
                                candidates,
                                List.of(),
                                true,
                                new Bounds(90L, List.of(), List.of(new Share("track", "a", 60)), Taken.NOTHING))
                        .getLast()
                        .shortOf())
                .as("the budget has nothing left")
                .isEqualTo(new Shortfall("budget", "", 90, 0));
    }

    @Test
    void moneyOfATrackAndOfAFieldHoldBothAndCountWhatWasGrantedBefore() {
        var candidates = List.of(
                inField(candidate("1", "95", 30, "a"), "x"),
                inField(candidate("2", "90", 30, "b"), "x"),
                inField(candidate("3", "80", 30, "b"), "y"));
        var shares = List.of(new Share("track", "b", 60), new Share("field", "x", 70));
        var taken = new Taken(Map.of("field:x", 1), Map.of("field:x", 40L, "track:b", 30L));
        var ranked = CutLine.draw(candidates, List.of(), true, new Bounds(1000L, List.of(), shares, taken));
        assertThat(said(ranked)).isEqualTo("1+ 2- 3+");
        assertThat(ranked.get(1).shortOf()).isEqualTo(new Shortfall("field", "x", 70, 0));
        var lowered = new Taken(Map.of(), Map.of("field:x", 90L));
        assertThat(CutLine.draw(candidates, List.of(), true, new Bounds(1000L, List.of(), shares, lowered)))
                .as("a limit that was lowered below what is given has nothing left")
                .first()
                .satisfies(each -> assertThat(each.shortOf()).isEqualTo(new Shortfall("field", "x", 70, 0)));
    }

    @Test
    void theLeastNumberOfATrackIsServedWithinItsMoney() {
        var candidates =
                List.of(candidate("1", "95", 40, "a"), candidate("2", "80", 70, "b"), candidate("3", "70", 50, "b"));
        var ranked = CutLine.draw(
                candidates,
                List.of(),
                true,
                new Bounds(
                        200L,
                        List.of(new Quota("track", "b", 1, 0)),
                        List.of(new Share("track", "b", 60)),
                        Taken.NOTHING));
        assertThat(ranked)
                .extracting(Ranked::place)
                .containsExactly(Place.ABOVE, Place.SHARE_SPENT, Place.ABOVE_BY_QUOTA);
    }

    @Test
    void everybodyWhoIsPassedOverHasAReason() {
        var ranked = draw(
                List.of(
                        candidate("1", "95", 40, "a"),
                        candidate("2", "90", 30, "a"),
                        candidate("3", "85", 90, "b"),
                        candidate("4", "80", 10, "b")),
                List.of(),
                100L,
                List.of(new Quota("track", "a", 0, 1)));
        assertThat(ranked)
                .extracting(Ranked::shortOf)
                .containsExactly(
                        null,
                        new Shortfall("track", "a", 1, 0),
                        new Shortfall("budget", "", 100, 60),
                        new Shortfall("budget", "", 100, 60));
    }

    @Test
    void whoeverHasNoScoreComesLastAndIsNotTaken() {
        var ranked =
                draw(List.of(candidate("1", null, 10, ""), candidate("2", "1", 10, "")), List.of(), 100L, List.of());
        assertThat(said(ranked)).isEqualTo("2+ 1-");
        assertThat(ranked.getLast().place()).isEqualTo(Place.NO_SCORE);
        assertThat(CutLine.draw(
                        List.of(candidate("1", null, 10, "")),
                        List.of(),
                        false,
                        new Bounds(100L, List.of(), List.of(), Taken.NOTHING)))
                .as("where no review counts")
                .extracting(Ranked::place)
                .containsExactly(Place.ABOVE);
    }
}
