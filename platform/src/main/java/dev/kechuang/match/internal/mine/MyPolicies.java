package dev.kechuang.match.internal.mine;

import dev.kechuang.match.internal.mine.Match.Group;
import dev.kechuang.programme.PolicyCalls;
import dev.kechuang.registry.Organisation;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every policy for one organisation on a day.
 *
 * @param matches in the order of the page
 * @param otherCalls calls that are open for the organisation and that none of the policies decides
 * @param questions the facts that settle most, at most {@link Questions#FEW}
 * @param nothingKnown whether the organisation has stated nothing at all
 * @param comparison with what is known, where facts are tried out; null otherwise
 */
public record MyPolicies(
        Organisation organisation,
        LocalDate day,
        List<Match> matches,
        List<PolicyCalls.Open> otherCalls,
        List<Question> questions,
        boolean nothingKnown,
        @Nullable Comparison comparison) {

    public List<Match> in(Group group) {
        return matches.stream().filter(match -> match.group() == group).toList();
    }

    /** What the policies that are eligible amount to, in fen. */
    public long worthFen() {
        return worth(matches);
    }

    static long worth(List<Match> matches) {
        return matches.stream()
                .filter(match -> match.group() == Group.ELIGIBLE)
                .mapToLong(Match::worthFen)
                .sum();
    }

    /**
     * What tried-out facts change.
     *
     * @param changes policies that are in another group or worth something else than before, in the order of the page
     */
    public record Comparison(long worthBeforeFen, long worthAfterFen, List<Change> changes) {

        public List<Change> gained() {
            return changes.stream()
                    .filter(c ->
                            c.after().group() == Group.ELIGIBLE && c.before().group() != Group.ELIGIBLE)
                    .toList();
        }

        public List<Change> lost() {
            return changes.stream()
                    .filter(c ->
                            c.before().group() == Group.ELIGIBLE && c.after().group() != Group.ELIGIBLE)
                    .toList();
        }

        /** Neither gained nor lost, but nearer, further, or of another worth. */
        public List<Change> others() {
            return changes.stream()
                    .filter(c ->
                            (c.before().group() == Group.ELIGIBLE) == (c.after().group() == Group.ELIGIBLE))
                    .toList();
        }
    }

    public record Change(Match before, Match after) {}
}
