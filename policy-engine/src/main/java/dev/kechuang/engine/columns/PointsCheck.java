package dev.kechuang.engine.columns;

import dev.kechuang.engine.syntax.Expr.Operator;

/** A condition that compares the points of a score with a number. */
final class PointsCheck implements Check {
    private final int cost;
    private final Points points;
    private final int operator;
    private final long bound;

    /** @param bound a whole number that points compare with as they do with what is asked for */
    PointsCheck(int cost, Points points, Operator operator, long bound) {
        this.cost = cost;
        this.points = points;
        this.operator = operator.ordinal();
        this.bound = bound;
    }

    @Override
    public int cost() {
        return cost;
    }

    @Override
    public int run(Cells cells, int[] rows, int n, byte[] flags) {
        long[] known = cells.points(points, rows, n);
        int kept = 0;
        for (int i = 0; i < n; i++) {
            int row = rows[i];
            int at = row - cells.from();
            long found = known[at];
            int result = found == Kernel.NO_POINTS
                    ? Kernel.HAND_OVER
                    : Kernel.compare(operator, found >> 32, (int) found, bound);
            if (result != Kernel.FALSE) {
                flags[at] |= (byte) (result >> 1);
                rows[kept++] = row;
            }
        }
        return kept;
    }
}
