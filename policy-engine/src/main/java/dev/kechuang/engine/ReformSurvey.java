package dev.kechuang.engine;

import dev.kechuang.engine.columns.Chunk;
import dev.kechuang.engine.columns.Layout;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a changed policy would mean for a whole city (政策推演), chunk after chunk over the same arrays; the totals grow with
 * each. One thread adds chunks.
 */
public final class ReformSurvey {
    /** Every undecided firm is counted, whatever it lacks, and none is eased. */
    private static final Survey.Limits LIMITS = new Survey.Limits(List.of(), Integer.MAX_VALUE);

    private static final int BEFORE = 0;

    private final Survey survey;
    private final int dimension;
    private final SortedMap<String, Tally> by = new TreeMap<>();

    /**
     * Firms and money under a policy.
     *
     * @param fen the first benefits of all eligible firms, as far as they are known
     */
    public record Side(long eligible, long unknown, long fen) {
        private Side plus(Side other) {
            return new Side(eligible + other.eligible, unknown + other.unknown, Math.addExact(fen, other.fen));
        }
    }

    /** Both sides, and who is eligible on one alone. */
    public record Total(Side before, Side after, long winners, long losers) {
        private static final Total NONE = new Total(new Side(0, 0, 0), new Side(0, 0, 0), 0, 0);

        /** What the change costs, or saves where it is negative, in fen. */
        public long cost() {
            return Math.subtractExact(after.fen(), before.fen());
        }

        private Total plus(Total other) {
            return new Total(
                    before.plus(other.before), after.plus(other.after), winners + other.winners, losers + other.losers);
        }
    }

    /** Receives the firms for which the change changes something: amounts are 0 where not eligible or not known. */
    public interface Affected {
        void firm(int row, boolean had, boolean has, long fenBefore, long fenAfter);
    }

    private static final class Tally {
        private final long[] eligible = new long[2];
        private final long[] unknown = new long[2];
        private final long[] fen = new long[2];
        private long winners;
        private long losers;

        private Total total() {
            return new Total(
                    new Side(eligible[0], unknown[0], fen[0]),
                    new Side(eligible[1], unknown[1], fen[1]),
                    winners,
                    losers);
        }
    }

    /**
     * @param dimension a fact of a text without year that totals are parted by, such as 所在地区
     * @throws IllegalArgumentException when the dimension is no such fact
     */
    public ReformSurvey(Policy before, Policy after, LocalDate day, Fact dimension) {
        if (dimension.period() != Fact.Period.AS_OF
                || (dimension.kind() != Fact.Kind.TEXT && dimension.kind() != Fact.Kind.ENUM)) {
            throw new IllegalArgumentException(dimension.name() + " is not a text without year");
        }
        this.survey = new Survey(List.of(before, after), day, LIMITS, List.of(dimension));
        this.dimension = survey.layout().column(dimension.name(), 0);
    }

    /** What chunks hold. */
    public Layout layout() {
        return survey.layout();
    }

    /** @param scope the rows that the policy counts for as bits, or null for all */
    public void add(Chunk chunk, long @Nullable [] scope, Affected affected) {
        Matches matches = survey.decide(chunk, new long @Nullable [][] {scope, scope});
        Row row = new Row(chunk, affected);
        matches.each((at, policy, kind, value) -> {
            if (row.at != at) {
                row.close();
                row.at = at;
            }
            if (kind == Survey.Kind.OPEN) {
                row.open[policy] = true;
            } else {
                row.eligible[policy] = true;
                row.fen[policy] = Math.max(0, value);
            }
        });
        row.close();
    }

    /** The row whose matches are coming in. */
    private final class Row {
        private final Chunk chunk;
        private final Affected affected;
        private int at = -1;
        private final boolean[] eligible = new boolean[2];
        private final boolean[] open = new boolean[2];
        private final long[] fen = new long[2];

        private Row(Chunk chunk, Affected affected) {
            this.chunk = chunk;
            this.affected = affected;
        }

        private void close() {
            if (at < 0) {
                return;
            }
            Tally tally = by.computeIfAbsent(chunk.text(dimension, at), place -> new Tally());
            for (int side = BEFORE; side < 2; side++) {
                tally.eligible[side] += eligible[side] ? 1 : 0;
                tally.unknown[side] += open[side] ? 1 : 0;
                tally.fen[side] = Math.addExact(tally.fen[side], fen[side]);
            }
            tally.winners += eligible[1] && !eligible[0] ? 1 : 0;
            tally.losers += eligible[0] && !eligible[1] ? 1 : 0;
            if (eligible[0] != eligible[1] || fen[0] != fen[1]) {
                affected.firm(at, eligible[0], eligible[1], fen[0], fen[1]);
            }
            for (int side = BEFORE; side < 2; side++) {
                eligible[side] = false;
                open[side] = false;
                fen[side] = 0;
            }
        }
    }

    /** Totals by the values of the dimension so far, of firms eligible or undecided on either side; unknown ones are under "". */
    public SortedMap<String, Total> by() {
        SortedMap<String, Total> totals = new TreeMap<>();
        by.forEach((value, tally) -> totals.put(value, tally.total()));
        return Collections.unmodifiableSortedMap(totals);
    }

    /** All of it. */
    public Total total() {
        return by.values().stream().map(Tally::total).reduce(Total.NONE, Total::plus);
    }
}
