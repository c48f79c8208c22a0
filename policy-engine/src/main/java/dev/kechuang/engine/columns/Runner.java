package dev.kechuang.engine.columns;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Population;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Runs compiled policies over blocks of rows, in parallel; every policy sees a block while its columns are in cache. */
public final class Runner {
    /** Rows of a block; a multiple of 64, so that no two blocks share a word of a bitmap. */
    static final int BLOCK = 4_096;

    static final int SAMPLE = 1_024;

    private final Columns columns;
    private final LocalDate day;
    private final List<Compiler.Compiled> compiled;
    private final Shared shared;

    public Runner(List<Policy> policies, Columns columns, LocalDate day) {
        this.columns = columns;
        this.day = day;
        this.compiled =
                policies.stream().map(p -> Compiler.compile(p, day, columns)).toList();
        this.shared = new Shared(compiled);
    }

    /** Conditions that the evaluator decides, by policy: none for a policy that is compiled whole. */
    public List<List<Policy.Condition>> evaluated() {
        return compiled.stream().map(Compiler.Compiled::evaluated).toList();
    }

    public List<Population.Result> run() {
        int rows = columns.rows();
        int words = (rows + 63) / 64;
        List<Population.Result> results = new ArrayList<>();
        for (Compiler.Compiled one : compiled) {
            results.add(new Population.Result(one.policy(), rows, new long[words], new long[words]));
        }
        long[][] cells = columns.all();
        int[][] orders = new int[compiled.size()][];
        for (int p = 0; p < orders.length; p++) {
            orders[p] = order(p, cells);
        }
        IntStream.range(0, (rows + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            int from = block * BLOCK;
            int to = Math.min(rows, from + BLOCK);
            int[] chosen = new int[to - from];
            byte[] flags = new byte[to - from];
            long[][][] common = shared.evaluate(cells, from, to, chosen, flags);
            boolean handOver = columns.anyHandedOver(from, to);
            for (int p = 0; p < compiled.size(); p++) {
                if (handOver) {
                    everyCondition(compiled.get(p), results.get(p), cells, from, to, chosen, flags);
                } else {
                    int n = shared.remaining(p, common, from, to, chosen, flags);
                    for (int at = 0; at < orders[p].length && n > 0; at++) {
                        n = compiled.get(p).units().get(orders[p][at]).run(cells, chosen, n, from, flags);
                    }
                    finish(compiled.get(p), results.get(p), from, chosen, n, flags);
                }
            }
        });
        return results;
    }

    /**
     * All conditions must hold, so their order is free: those that rule out most rows of a sample for least work come
     * first.
     */
    private int[] order(int index, long[][] cells) {
        Compiler.Compiled policy = compiled.get(index);
        int sample = Math.min(SAMPLE, columns.rows());
        int[] chosen = new int[sample];
        byte[] flags = new byte[sample];
        List<Unit> units = policy.units();
        double[] ranks = new double[units.size()];
        for (int c = 0; c < ranks.length; c++) {
            for (int i = 0; i < sample; i++) {
                chosen[i] = i;
            }
            int kept = units.get(c).run(cells, chosen, sample, 0, flags);
            ranks[c] = units.get(c).cost() / (1.001 - (double) kept / Math.max(1, sample));
        }
        return IntStream.range(0, ranks.length)
                .filter(c -> !shared.covers(index, c))
                .boxed()
                .sorted(Comparator.comparingDouble(c -> ranks[c]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** A block with rows whose cells do not fit their columns: those are never ruled out by generated code. */
    private void everyCondition(
            Compiler.Compiled policy,
            Population.Result result,
            long[][] cells,
            int from,
            int to,
            int[] chosen,
            byte[] flags) {
        int n = to - from;
        for (int i = 0; i < n; i++) {
            chosen[i] = from + i;
            flags[i] = columns.handedOver(from + i) ? Kernel.FLAG_HAND_OVER : 0;
        }
        for (int c = 0; c < policy.units().size() && n > 0; c++) {
            n = keepHandedOver(policy, c, cells, chosen, n, from, flags);
        }
        finish(policy, result, from, chosen, n, flags);
    }

    private void finish(
            Compiler.Compiled policy, Population.Result result, int from, int[] chosen, int n, byte[] flags) {
        boolean left = !policy.evaluated().isEmpty();
        for (int i = 0; i < n; i++) {
            int row = chosen[i];
            byte flag = flags[row - from];
            if (left || (flag & Kernel.FLAG_HAND_OVER) != 0) {
                evaluate(policy.policy(), result, row);
            } else {
                long[] bits = flag == 0 ? result.eligible() : result.unknown();
                bits[row >> 6] |= 1L << row;
            }
        }
    }

    private static int keepHandedOver(
            Compiler.Compiled policy, int c, long[][] cells, int[] chosen, int n, int from, byte[] flags) {
        int[] plain = new int[n];
        int[] kept = new int[n];
        int plains = 0;
        int m = 0;
        for (int i = 0; i < n; i++) {
            if ((flags[chosen[i] - from] & Kernel.FLAG_HAND_OVER) != 0) {
                kept[m++] = chosen[i];
            } else {
                plain[plains++] = chosen[i];
            }
        }
        int passed = policy.units().get(c).run(cells, plain, plains, from, flags);
        System.arraycopy(kept, 0, chosen, 0, m);
        System.arraycopy(plain, 0, chosen, m, passed);
        return m + passed;
    }

    private void evaluate(Policy policy, Population.Result result, int row) {
        Decision.Verdict verdict = Engine.verdict(policy, columns.facts(row), day);
        if (verdict == Decision.Verdict.ELIGIBLE) {
            result.eligible()[row >> 6] |= 1L << row;
        } else if (verdict == Decision.Verdict.UNKNOWN) {
            result.unknown()[row >> 6] |= 1L << row;
        }
    }

    public static long[] amounts(Population.Result result, Columns columns, LocalDate day) {
        long[] amounts = new long[result.rows()];
        Policy policy = result.policy();
        if (policy.benefits().isEmpty() || policy.benefits().getFirst().amount() == null) {
            return amounts;
        }
        Amounts compiled = new Amounts(policy, day, columns);
        long[][] cells = columns.all();
        IntStream.range(0, (result.rows() + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            int[] chosen = IntStream.range(block * BLOCK, Math.min(result.rows(), (block + 1) * BLOCK))
                    .filter(row -> result.verdict(row) == Decision.Verdict.ELIGIBLE)
                    .toArray();
            long[] fen = new long[chosen.length];
            compiled.run(columns, cells, chosen, chosen.length, fen);
            for (int i = 0; i < chosen.length; i++) {
                amounts[chosen[i]] = Math.max(0, fen[i]);
            }
        });
        return amounts;
    }

    public static Map<String, Population.Total> totals(
            Population.Result result, long[] amounts, Columns columns, String dimension) {
        Map<String, Population.Total> totals = new TreeMap<>();
        Fact fact = columns.dictionary().find(dimension);
        if (fact == null) {
            throw new IllegalArgumentException("there is no fact " + dimension);
        }
        long[] cells = columns.cells(columns.column(fact, 0));
        for (int row = 0; row < result.rows(); row++) {
            if (result.verdict(row) == Decision.Verdict.ELIGIBLE) {
                String key = cells[row] < Kernel.LIMIT ? "" : columns.text(cells[row]);
                totals.merge(
                        key,
                        new Population.Total(1, amounts[row]),
                        (a, b) -> new Population.Total(a.eligible() + b.eligible(), Math.addExact(a.fen(), b.fen())));
            }
        }
        return totals;
    }
}
