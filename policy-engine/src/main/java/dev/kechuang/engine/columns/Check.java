package dev.kechuang.engine.columns;

/** A condition as a survey asks it of the rows of a block. */
sealed interface Check permits Unit, PointsCheck {
    /** Roughly how long it takes for a row. */
    int cost();

    /**
     * Keeps in {@code rows[0..n)} those that the condition does not rule out and returns how many.
     *
     * @param flags by row less the block's first
     */
    int run(Cells cells, int[] rows, int n, byte[] flags);
}
