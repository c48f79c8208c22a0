package dev.kechuang.engine.columns;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One compiled condition. Rows that overflow longs are asked again in a second form, which computes with numbers of 128
 * bits and is made when the first such row comes; most conditions never need it.
 */
final class Unit implements Check {
    private final int cost;
    private final Form form;
    private final Supplier<@Nullable Form> making;
    private volatile @Nullable Form wide;
    private volatile boolean made;

    /** A shape and its constants. */
    record Form(Kernel.Program program, long[] constants) {
        int run(long[][] cells, int[] rows, int n, int from, byte[] flags) {
            return program.run(cells, rows, n, from, flags, constants);
        }
    }

    Unit(int cost, Form form, Supplier<@Nullable Form> making) {
        this.cost = cost;
        this.form = form;
        this.making = making;
    }

    @Override
    public int cost() {
        return cost;
    }

    /** What conditions of one shape have in common. */
    Kernel.Program program() {
        return form.program();
    }

    @Override
    public int run(Cells cells, int[] rows, int n, byte[] flags) {
        return run(cells.columns(), rows, n, cells.from(), flags);
    }

    /** @see Kernel.Program#run */
    int run(long[][] cells, int[] rows, int n, int from, byte[] flags) {
        int kept = form.run(cells, rows, n, from, flags);
        return (kept & Kernel.SOME_OVERFLOW) == 0
                ? kept
                : again(cells, rows, kept & ~Kernel.SOME_OVERFLOW, from, flags);
    }

    private int again(long[][] cells, int[] rows, int n, int from, byte[] flags) {
        int[] over = new int[n];
        int overs = 0;
        for (int i = 0; i < n; i++) {
            if ((flags[rows[i] - from] & Kernel.FLAG_OVERFLOW) != 0) {
                over[overs++] = rows[i];
            }
        }
        Form second = wide();
        int stay = second == null ? overs : second.run(cells, over, overs, from, flags);
        for (int i = 0; i < stay; i++) {
            int at = over[i] - from;
            flags[at] = (byte) (flags[at] & ~Kernel.FLAG_OVERFLOW | (second == null ? Kernel.FLAG_HAND_OVER : 0));
        }
        // Those that still carry the mark are ruled out; the others keep their order.
        int kept = 0;
        for (int i = 0; i < n; i++) {
            int at = rows[i] - from;
            if ((flags[at] & Kernel.FLAG_OVERFLOW) == 0) {
                rows[kept++] = rows[i];
            } else {
                flags[at] &= ~Kernel.FLAG_OVERFLOW;
            }
        }
        return kept;
    }

    private @Nullable Form wide() {
        if (!made) {
            synchronized (this) {
                if (!made) {
                    wide = making.get();
                    made = true;
                }
            }
        }
        return wide;
    }
}
