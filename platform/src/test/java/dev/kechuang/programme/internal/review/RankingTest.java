package dev.kechuang.programme.internal.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.definition.Words;
import dev.kechuang.programme.internal.review.Ranking.Sheet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Scores become results: dropped, averaged, normalised, ranked, cut. */
class RankingTest {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);

    static Review review(int drop, boolean normalise, int votes, Review.Passes passes) {
        return new Review(
                "online",
                new Words("网评", ""),
                10,
                Review.Mode.ONLINE,
                "sheet",
                true,
                3,
                1,
                drop,
                normalise,
                BigDecimal.ZERO,
                votes,
                new Review.Majority(1, 2, false),
                passes);
    }

    static Review.Passes count(int count) {
        return new Review.Passes(count, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    private static Sheet sheet(UUID application, int expert, String total) {
        return new Sheet(application, new UUID(1, expert), new BigDecimal(total), false);
    }

    @Test
    void highestAndLowestAreDropped() {
        var sheets =
                List.of(sheet(A, 1, "20"), sheet(A, 2, "80"), sheet(A, 3, "82"), sheet(A, 4, "84"), sheet(A, 5, "100"));
        var result = Ranking.of(review(1, false, 0, count(1)), sheets).getFirst();
        assertThat(result.raw()).isEqualByComparingTo("82");
        assertThat(result.spread()).isEqualByComparingTo("80");
        // Two are too few to drop two.
        assertThat(Ranking.of(review(1, false, 0, count(1)), sheets.subList(0, 2))
                        .getFirst()
                        .raw())
                .isEqualByComparingTo("50");
    }

    @Test
    void aSevereReviewerDoesNotDecideWhoWasDrawn() {
        // Two see A and B alike; the severe one saw only B and C, ten points below.
        var sheets = new ArrayList<Sheet>();
        for (int n = 0; n < 6; n++) {
            sheets.add(sheet(new UUID(2, n), 1, Integer.toString(70 + n * 4)));
            sheets.add(sheet(new UUID(2, n), 2, Integer.toString(50 + n * 4)));
        }
        var raw = Ranking.of(review(0, false, 0, count(1)), sheets);
        var fair = Ranking.of(review(0, true, 0, count(1)), sheets);
        for (int n = 0; n < raw.size(); n++) {
            // Everybody was seen by both: normalising changes nothing in the mean.
            assertThat(fair.get(n).counts().subtract(raw.get(n).counts()).abs()).isLessThan(new BigDecimal("0.5"));
            assertThat(fair.get(n).raw()).isEqualByComparingTo(raw.get(n).raw());
        }
        var single = Ranking.normalised(sheets);
        var mild = sheets.stream()
                .filter(s -> s.expert().equals(new UUID(1, 1)))
                .findFirst()
                .orElseThrow();
        var severe = sheets.stream()
                .filter(s ->
                        s.expert().equals(new UUID(1, 2)) && s.application().equals(mild.application()))
                .findFirst()
                .orElseThrow();
        assertThat(single.get(mild)).isEqualByComparingTo(single.get(severe));
    }

    @Test
    void equalScoresShareARankAndPassTogether() {
        var sheets = List.of(sheet(A, 1, "90"), sheet(B, 1, "80"), sheet(C, 1, "80"));
        var review = review(0, false, 0, count(2));
        var results = Ranking.of(review, sheets);
        assertThat(results).extracting(Ranking.Result::rank).containsExactly(1, 2, 2);
        assertThat(Ranking.passing(review, results, Set.of())).containsExactlyInAnyOrder(A, B, C);
        assertThat(Ranking.passing(review(0, false, 0, count(1)), results, Set.of()))
                .containsExactly(A);
    }

    @Test
    void shareScoreVotesAndLeastPointsDecide() {
        var sheets =
                List.of(sheet(A, 1, "90"), new Sheet(B, new UUID(1, 1), new BigDecimal("95"), true), sheet(C, 1, "60"));
        var results = Ranking.of(review(0, false, 0, count(3)), sheets);
        assertThat(Ranking.passing(review(0, false, 0, count(3)), results, Set.of()))
                .containsExactlyInAnyOrder(A, C);
        var half = new Review.Passes(0, new BigDecimal("0.5"), BigDecimal.ZERO);
        assertThat(Ranking.passing(review(0, false, 0, half), results, Set.of()))
                .containsExactly(A);
        var seventy = new Review.Passes(0, BigDecimal.ZERO, new BigDecimal("70"));
        assertThat(Ranking.passing(review(0, false, 0, seventy), results, Set.of()))
                .containsExactly(A);
        assertThat(Ranking.passing(review(0, false, 2, count(3)), results, Set.of(C)))
                .containsExactly(C);
    }
}
