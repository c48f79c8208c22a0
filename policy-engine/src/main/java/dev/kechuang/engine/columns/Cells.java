package dev.kechuang.engine.columns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The columns of a chunk as one block sees them, and the points that its rows were found to have. For one thread. */
final class Cells {
    private final long[][] columns;
    private final int from;
    private final int size;
    private final long[] @Nullable [] points;
    private final int[] asked;

    /**
     * @param from the first row of the block
     * @param scores how many scores the survey's conditions compare
     */
    Cells(long[][] columns, int from, int size, int scores) {
        this.columns = columns;
        this.from = from;
        this.size = size;
        this.points = new long[scores][];
        this.asked = new int[scores == 0 ? 0 : size];
    }

    long[][] columns() {
        return columns;
    }

    int from() {
        return from;
    }

    /**
     * The points of rows by a score, each found once for the block however many conditions compare them.
     *
     * @return by row less {@link #from}, packed as by {@link Kernel.Points}
     */
    long[] points(Points score, int[] rows, int n) {
        long[] known = points[score.number()];
        if (known == null) {
            known = new long[size];
            Arrays.fill(known, Kernel.NOT_ASKED);
            points[score.number()] = known;
        }
        int unknown = 0;
        for (int i = 0; i < n; i++) {
            asked[unknown] = rows[i];
            unknown += known[rows[i] - from] == Kernel.NOT_ASKED ? 1 : 0;
        }
        if (unknown > 0) {
            score.find(columns, asked, unknown, from, known);
        }
        return known;
    }
}
