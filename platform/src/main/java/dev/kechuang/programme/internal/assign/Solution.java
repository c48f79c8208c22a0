package dev.kechuang.programme.internal.assign;

import dev.kechuang.programme.internal.assign.Problem.Exclusion;
import dev.kechuang.programme.internal.assign.Problem.Pair;
import java.util.List;
import java.util.Map;

/**
 * An assignment of least cost.
 *
 * @param pairs every pair, the fixed ones included, in the order of the items and, for each, of the reviewers
 * @param cost of the pairs that were not fixed, in the problem's weights, without lots
 * @param lots sum of the lots of these pairs
 * @param missing how many reviewers could not be found in all
 * @param shortages where and why, empty when nothing is missing
 * @param proof prices that prove that nothing is cheaper
 * @param rounds how often the network was solved until no unit stood twice on an item unpriced
 */
public record Solution(
        List<Pair> pairs,
        long cost,
        long lots,
        int missing,
        List<Shortage> shortages,
        Proof proof,
        int rounds,
        long pivots) {

    /**
     * Where reviewers are missing.
     *
     * @param field main field of the items, on the first level
     * @param items how many items lack somebody
     * @param missing how many reviewers they lack together
     * @param newReviewers the fewest new reviewers of the field that would do, each with the usual limit
     * @param raiseLimits by how much the limits of those who are full would have to be raised in all; 0 where that does
     *     not help
     * @param stillMissing what would be missing even then: more people are needed, or fewer recusals
     * @param full reviewers whose limit stands in the way
     * @param lacking ids of the items, with how many each lacks
     */
    public record Shortage(
            String field,
            int items,
            int missing,
            int newReviewers,
            int raiseLimits,
            int stillMissing,
            List<String> full,
            Map<String, Integer> lacking) {}

    /**
     * The dual solution: with these prices no pair that was left out would make anything cheaper, and every pair that
     * was taken is worth its cost (complementary slackness).
     *
     * @param scale what one unit of cost counts as; the lot stands below it
     * @param lack what a missing reviewer counts as
     * @param item price of one more reviewer for the item
     * @param reviewer price of one more item for the reviewer
     * @param unit for items where several of one unit were weighed: price at that unit, by item and unit
     */
    public record Proof(
            long scale, long lack, Map<String, Long> item, Map<String, Long> reviewer, Map<Pair, Long> unit) {}

    /** Why a pair is, or is not, in the assignment. */
    public sealed interface Why {

        /** @param fixed it stood before the draw */
        record Assigned(boolean fixed, int steps, long lot) implements Why {}

        record Excluded(Exclusion exclusion) implements Why {}

        /** The reviewer knows no field of the item. */
        record OtherField() implements Why {}

        /** The reviewer has as many items as the limit allows, and would have got this one with room for one more. */
        record Full(int limit) implements Why {}

        /**
         * The assignment with this pair costs more.
         *
         * @param atLeast how much more, at least, in the problem's weights; 0 where the lot decided
         */
        record Dearer(int steps, long atLeast, long lot) implements Why {}
    }
}
