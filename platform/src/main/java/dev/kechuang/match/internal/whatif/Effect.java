package dev.kechuang.match.internal.whatif;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a policy means for a city in the place of another.
 *
 * @param organisations how many were looked at: those of the policy's region that the viewer sees
 * @param byRegion by region code, those with a change or somebody eligible
 * @param affected how many come out otherwise
 * @param firms those, the largest changes first, as many as {@link WhatIf#LISTED} at most
 */
public record Effect(
        LocalDate day,
        long organisations,
        Sums before,
        Sums after,
        Map<String, Change> byRegion,
        long affected,
        List<Affected> firms) {

    /**
     * @param undecided facts are missing
     * @param fen sum of the first benefit over who is eligible, where it is known
     * @param withoutAmount eligible, but the benefit has no amount or it is not known
     */
    public record Sums(long eligible, long undecided, long fen, long withoutAmount) {

        static final Sums NONE = new Sums(0, 0, 0, 0);

        Sums plus(Sums other) {
            return new Sums(
                    eligible + other.eligible,
                    undecided + other.undecided,
                    Math.addExact(fen, other.fen),
                    withoutAmount + other.withoutAmount);
        }
    }

    /**
     * @param won become eligible
     * @param lost stop being eligible
     * @param more stay eligible and get more, {@code less} get less
     * @param fen what it costs more
     */
    public record Change(long before, long after, long won, long lost, long more, long less, long fen) {

        static final Change NONE = new Change(0, 0, 0, 0, 0, 0, 0);

        Change plus(Change other) {
            return new Change(
                    before + other.before,
                    after + other.after,
                    won + other.won,
                    lost + other.lost,
                    more + other.more,
                    less + other.less,
                    Math.addExact(fen, other.fen));
        }
    }

    public enum Kind {
        WON,
        LOST,
        MORE,
        LESS
    }

    /** @param before amount in fen, −1 for none; as {@code after} */
    public record Affected(
            UUID organisation, String region, @Nullable String zone, Kind kind, long before, long after) {

        /** What it gets more, in fen. */
        public long more() {
            return Math.max(0, after) - Math.max(0, before);
        }
    }

    public Change total() {
        return byRegion.values().stream().reduce(Change.NONE, Change::plus);
    }
}
