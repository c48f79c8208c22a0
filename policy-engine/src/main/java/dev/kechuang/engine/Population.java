package dev.kechuang.engine;

import dev.kechuang.engine.columns.Columns;
import dev.kechuang.engine.columns.Runner;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Decides policies for a whole population. */
public final class Population {
    private Population() {}

    /** Which rows of a population are eligible, and which are not yet known, one bit a row. */
    public record Result(Policy policy, int rows, long[] eligible, long[] unknown) {
        public Decision.Verdict verdict(int row) {
            if ((eligible[row >> 6] >>> row & 1) != 0) {
                return Decision.Verdict.ELIGIBLE;
            }
            return (unknown[row >> 6] >>> row & 1) != 0 ? Decision.Verdict.UNKNOWN : Decision.Verdict.NOT_ELIGIBLE;
        }

        public long countEligible() {
            return count(eligible);
        }

        public long countUnknown() {
            return count(unknown);
        }

        private static long count(long[] bits) {
            long count = 0;
            for (long word : bits) {
                count += Long.bitCount(word);
            }
            return count;
        }
    }

    /** How many are eligible and what it costs, in fen, for one value of a dimension such as a region. */
    public record Total(long eligible, long fen) {}

    /** Every policy over every row; the same as {@link Engine#decide} on each. */
    public static List<Result> run(List<Policy> policies, Columns columns, LocalDate day) {
        return new Runner(policies, columns, day).run();
    }

    /**
     * The first benefit of the policy for each eligible row, in fen; 0 elsewhere and where it is not known.
     */
    public static long[] amounts(Result result, Columns columns, LocalDate day) {
        return Runner.amounts(result, columns, day);
    }

    /** Totals by the values of a fact such as 所在地区 or 行业门类; unknown values are under "". */
    public static Map<String, Total> totals(Result result, long[] amounts, Columns columns, String dimension) {
        return Runner.totals(result, amounts, columns, dimension);
    }
}
