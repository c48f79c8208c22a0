package dev.kechuang.engine;

import dev.kechuang.engine.columns.Columns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a changed policy (政策推演) would mean for a population: the difference of two runs. */
public final class Reform {
    private static final int EXAMPLES = 5;

    private Reform() {}

    /** Winners become eligible, losers stop being so; {@code fen} is what the first benefit costs more. */
    public record Change(long winners, long losers, long fen) {
        Change plus(Change other) {
            return new Change(winners + other.winners, losers + other.losers, Math.addExact(fen, other.fen));
        }
    }

    /** @param by changes by the value of the dimension; @param winners rows of examples */
    public record Effect(
            Population.Result before,
            Population.Result after,
            Change total,
            Map<String, Change> by,
            List<Integer> winners,
            List<Integer> losers) {}

    /** @param dimension a fact such as 所在地区 or 行业门类 */
    public static Effect compare(Policy before, Policy after, Columns columns, LocalDate day, String dimension) {
        Population.Result old = Population.run(List.of(before), columns, day).getFirst();
        Population.Result changed = Population.run(List.of(after), columns, day).getFirst();
        long[] oldAmounts = Population.amounts(old, columns, day);
        long[] newAmounts = Population.amounts(changed, columns, day);
        Map<String, Change> by = new TreeMap<>();
        List<Integer> winners = new ArrayList<>();
        List<Integer> losers = new ArrayList<>();
        Change total = new Change(0, 0, 0);
        for (int row = 0; row < columns.rows(); row++) {
            boolean had = old.verdict(row) == Decision.Verdict.ELIGIBLE;
            boolean has = changed.verdict(row) == Decision.Verdict.ELIGIBLE;
            long fen = Math.subtractExact(newAmounts[row], oldAmounts[row]);
            if (had == has && fen == 0) {
                continue;
            }
            Change change = new Change(has && !had ? 1 : 0, had && !has ? 1 : 0, fen);
            note(winners, has && !had, row);
            note(losers, had && !has, row);
            total = total.plus(change);
            by.merge(columns.label(dimension, row), change, Change::plus);
        }
        return new Effect(old, changed, total, by, List.copyOf(winners), List.copyOf(losers));
    }

    private static void note(List<Integer> examples, boolean counts, int row) {
        if (counts && examples.size() < EXAMPLES) {
            examples.add(row);
        }
    }
}
