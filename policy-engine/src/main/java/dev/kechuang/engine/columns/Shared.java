package dev.kechuang.engine.columns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Conditions that several policies have in common, and who has which. A block evaluates each once into bitmaps; a
 * policy then only looks at the rows its shared conditions leave.
 */
final class Shared {
    /** The distinct conditions. */
    private final List<Unit> distinct = new ArrayList<>();
    /** For each policy the distinct conditions it shares, and which of its own are left. */
    private final int[][] shared;

    private final boolean[][] covered;

    Shared(List<Compiler.Compiled> policies) {
        Map<String, Integer> uses = new HashMap<>();
        for (Compiler.Compiled policy : policies) {
            for (String key : policy.keys()) {
                uses.merge(key, 1, Integer::sum);
            }
        }
        Map<String, Integer> numbers = new HashMap<>();
        shared = new int[policies.size()][];
        covered = new boolean[policies.size()][];
        for (int p = 0; p < policies.size(); p++) {
            Compiler.Compiled policy = policies.get(p);
            List<Integer> own = new ArrayList<>();
            covered[p] = new boolean[policy.keys().size()];
            for (int c = 0; c < policy.keys().size(); c++) {
                String key = policy.keys().get(c);
                if (uses.getOrDefault(key, 0) > 1) {
                    Integer number = numbers.get(key);
                    if (number == null) {
                        number = distinct.size();
                        numbers.put(key, number);
                        distinct.add(policy.units().get(c));
                    }
                    own.add(number);
                    covered[p][c] = true;
                }
            }
            shared[p] = own.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    boolean covers(int policy, int condition) {
        return covered[policy][condition];
    }

    /** The shared conditions over one block: for each, which rows stay, which are open, which are handed over. */
    long[][][] evaluate(long[][] cells, int from, int to, int[] rows, byte[] flags) {
        long[][][] bits = new long[distinct.size()][3][(to - from + 63) / 64];
        for (int d = 0; d < bits.length; d++) {
            for (int i = 0; i < to - from; i++) {
                rows[i] = from + i;
                flags[i] = 0;
            }
            int kept = distinct.get(d).run(cells, rows, to - from, from, flags);
            for (int i = 0; i < kept; i++) {
                int at = rows[i] - from;
                bits[d][0][at >> 6] |= 1L << at;
                bits[d][1][at >> 6] |= (long) (flags[at] & Kernel.FLAG_OPEN) << at;
                bits[d][2][at >> 6] |= (long) (flags[at] >> 1 & 1) << at;
            }
        }
        return bits;
    }

    /** Writes the rows that the shared conditions of a policy leave, with their flags, and returns how many. */
    int remaining(int policy, long[][][] bits, int from, int to, int[] rows, byte[] flags) {
        int words = (to - from + 63) / 64;
        int n = 0;
        for (int word = 0; word < words; word++) {
            int left = Math.min(64, to - from - word * 64);
            long stay = left == 64 ? -1L : (1L << left) - 1;
            long open = 0;
            long hand = 0;
            for (int d : shared[policy]) {
                stay &= bits[d][0][word];
                open |= bits[d][1][word];
                hand |= bits[d][2][word];
            }
            while (stay != 0) {
                int bit = Long.numberOfTrailingZeros(stay);
                int at = word * 64 + bit;
                rows[n++] = from + at;
                flags[at] = (byte) ((open >>> bit & 1) | (hand >>> bit & 1) << 1);
                stay &= stay - 1;
            }
        }
        return n;
    }
}
