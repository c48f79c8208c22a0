package dev.kechuang.bench.assign;

import com.google.ortools.Loader;
import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;
import dev.kechuang.programme.internal.assign.Assigner;
import dev.kechuang.programme.internal.assign.Lot;
import dev.kechuang.programme.internal.assign.Problem;
import dev.kechuang.programme.internal.assign.Problem.Pair;
import dev.kechuang.programme.internal.assign.Problem.Reviewer;
import dev.kechuang.programme.internal.assign.Solution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The assignment beside the flow of least cost of OR-Tools, on the same network in the same run. OR-Tools is given the
 * burdens and the steps; it has no part for several of one unit, so that comparison leaves units out. Its result has to
 * cost the same to the last unit.
 */
public final class SideBySide {

    private static final int RUNS = 3;

    private SideBySide() {}

    public static void main(String[] arguments) {
        Loader.loadNativeLibraries();
        System.out.printf(
                "%-42s %10s %10s %9s %8s %7s %12s%n", "case", "ours ms", "ortools ms", "pairs", "missing", "rounds", "cost");
        // Warm both.
        for (int i = 0; i < 3; i++) run("", Cases.call(300, 60, 3, false, 1.5, 7 + i), false);
        run("1,000 × 200 × 3 by field", Cases.call(1_000, 200, 3, false, 2, 1), true);
        run("1,000 × 200 × 3 everybody for everything", Cases.call(1_000, 200, 3, true, 2, 2), true);
        run("1,000 × 200 × 3 by field, limits tight", Cases.call(1_000, 200, 3, false, 1.05, 3), true);
        if (arguments.length > 0 && arguments[0].equals("small")) return;
        if (arguments.length > 0 && arguments[0].equals("one")) {
            run("10,000 × 1,000 × 5 by field", Cases.call(10_000, 1_000, 5, false, 2, 4), true);
            return;
        }
        run("10,000 × 1,000 × 5 by field", Cases.call(10_000, 1_000, 5, false, 2, 4), true);
        run("10,000 × 1,000 × 5 by field, limits tight", Cases.call(10_000, 1_000, 5, false, 1.05, 5), true);
        run("10,000 × 1,000 × 5 everybody for everything", Cases.call(10_000, 1_000, 5, true, 2, 6), true);
    }

    private static void run(String name, Problem problem, boolean told) {
        double best = Double.MAX_VALUE;
        Solution solution = null;
        int runs = problem.items().size() > 5_000 ? 1 : RUNS;
        for (int i = 0; i < runs; i++) {
            long began = System.nanoTime();
            solution = new Assigner(problem).solve();
            best = Math.min(best, (System.nanoTime() - began) / 1e6);
        }
        var plain = new Problem(
                problem.items(),
                problem.reviewers().stream()
                        .map(r -> new Reviewer(r.id(), "", r.fields(), r.limit(), r.past()))
                        .toList(),
                problem.above(),
                problem.forbidden(),
                problem.fixed(),
                problem.existing(),
                0,
                problem.weights(),
                problem.seed());
        long began = System.nanoTime();
        Solution without = new Assigner(plain).solve();
        double plainMillis = (System.nanoTime() - began) / 1e6;
        var theirs = OrTools.solve(plain, without);
        if (!told) return;
        System.out.printf(
                Locale.ROOT,
                "%-42s %10.0f %10s %9d %8d %7d %12d%n",
                name,
                best,
                "",
                solution.pairs().size(),
                solution.missing(),
                solution.rounds(),
                solution.cost());
        System.out.printf(
                Locale.ROOT,
                "%-42s %10.0f %10.0f %9d %8d %7s %12d  %s%n",
                "  the same without units",
                plainMillis,
                theirs.millis(),
                without.pairs().size(),
                without.missing(),
                "",
                without.cost(),
                theirs.cost() == theirs.ours() ? "same cost" : "OTHER COST " + theirs.cost() + " " + theirs.ours());
        Runtime.getRuntime().gc();
        System.out.printf(
                Locale.ROOT,
                "%-42s %d MB in use, %d arcs entered the tree%n",
                "",
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
                solution.pivots());
    }

    /** The same network for OR-Tools; costs with lots, scaled as ours where they fit. */
    private static final class OrTools {

        record Result(double millis, long cost, long ours) {}

        static Result solve(Problem problem, Solution ours) {
            int items = problem.items().size();
            int reviewers = problem.reviewers().size();
            long scale = 1 << 6; // it multiplies costs by the number of nodes itself: lots keep their six highest bits
            long lack = 100_000L * scale;
            var flow = new MinCostFlow(items * 20, items * 20);
            int sink = items + reviewers;
            long need = 0;
            var taken = new java.util.HashSet<>(ours.pairs());
            Map<String, Integer> load = new HashMap<>();
            long ourCost = 0;
            List<int[]> known = new ArrayList<>();
            for (int i = 0; i < items; i++) {
                var item = problem.items().get(i);
                need += item.need();
                flow.setNodeSupply(i, item.need());
                flow.addArcWithCapacityAndUnitCost(i, sink, item.need(), lack);
                int got = 0;
                for (int r = 0; r < reviewers; r++) {
                    var reviewer = problem.reviewers().get(r);
                    int steps = steps(problem, item.fields().getFirst(), reviewer.fields());
                    var pair = new Pair(item.id(), reviewer.id());
                    if (steps < 0 || problem.forbidden().containsKey(pair)) continue;
                    long lot = Lot.of(problem.seed(), item.id(), reviewer.id()) >>> 20;
                    long cost = (long) steps * problem.weights().match() * scale + lot;
                    flow.addArcWithCapacityAndUnitCost(i, items + r, 1, cost);
                    if (taken.contains(pair)) {
                        got++;
                        int n = load.merge(reviewer.id(), 1, Integer::sum);
                        ourCost += cost + (2L * (reviewer.past() + n) - 1) * problem.weights().load() * scale;
                    }
                }
                ourCost += (long) (item.need() - got) * lack;
            }
            for (int r = 0; r < reviewers; r++) {
                var reviewer = problem.reviewers().get(r);
                for (int n = 1; n <= reviewer.limit(); n++) {
                    long price = (2L * (reviewer.past() + n) - 1) * problem.weights().load() * scale;
                    flow.addArcWithCapacityAndUnitCost(items + r, sink, 1, price);
                }
            }
            flow.setNodeSupply(sink, -need);
            long began = System.nanoTime();
            var status = flow.solve();
            double millis = (System.nanoTime() - began) / 1e6;
            if (status != MinCostFlowBase.Status.OPTIMAL) throw new IllegalStateException("OR-Tools: " + status);
            return new Result(millis, flow.getOptimalCost(), ourCost);
        }

        private static int steps(Problem problem, String wanted, List<String> fields) {
            int best = -1;
            for (int f = 0; f < fields.size(); f++) {
                int apart;
                if (fields.get(f).equals(wanted)) apart = 0;
                else if (problem.above().get(wanted).equals(problem.above().get(fields.get(f)))) apart = 2;
                else continue;
                int steps = apart + (f > 0 ? 1 : 0);
                if (best < 0 || steps < best) best = steps;
            }
            return best;
        }
    }
}
