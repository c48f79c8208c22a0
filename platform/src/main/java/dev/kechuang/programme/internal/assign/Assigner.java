package dev.kechuang.programme.internal.assign;

import dev.kechuang.programme.internal.assign.Problem.Pair;
import dev.kechuang.programme.internal.assign.Solution.Proof;
import dev.kechuang.programme.internal.assign.Solution.Why;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assigns reviewers to items at least cost, as one flow: each item sends as many units as it needs reviewers to people who
 * know its field, and they go on to the end by as many arcs as the reviewer has room for, each dearer than the last. What
 * cannot be sent goes straight to the end at a price above any detour, so as few as possible are missing.
 *
 * <p>Several of one unit on one item cost extra. A node for every item and unit would make the network many times larger,
 * and few are ever needed: they are added where a solution has two of a unit, until none has. Leaving them out can only
 * make a solution look cheaper than it is, so the first one in which they make no difference is the cheapest of all.
 *
 * <p>Between assignments of equal cost the smaller sum of {@link Lot lots} decides, as a second, lower part of the same
 * costs. So the result follows from the data and the published seed alone.
 */
public final class Assigner {

    private final Layout at;

    public Assigner(Problem problem) {
        this.at = new Layout(problem);
    }

    private List<int[]> taken(Network network) {
        var taken = new ArrayList<int[]>();
        for (int p = 0; p < network.pairs; p++) {
            if (network.flow.flow(network.arc[p]) > 0) taken.add(new int[] {network.from[p], network.to[p]});
        }
        return taken;
    }

    /** Prices units that stand twice on an item without a price for it. */
    private boolean group(Network network, List<int[]> taken) {
        if (at.problem.weights().unit() == 0 && at.problem.unitLimit() == 0) return false;
        var counted = new HashSet<Long>();
        boolean more = false;
        for (int[] pair : taken) {
            int unit = at.unitOf[pair[1]];
            if (!counted.add(Layout.key(pair[0], unit))
                    && at.grouped.get(pair[0]).add(unit)) {
                network.group(pair[0], unit);
                more = true;
            }
        }
        return more;
    }

    private @Nullable Network solved;
    private @Nullable Solution solution;

    /** Solves it; a second call answers the same. */
    public Solution solve() {
        if (solution != null) return solution;
        long pivots = 0;
        int rounds = 0;
        var network = new Network(at);
        while (true) {
            pivots += network.flow.solve();
            rounds++;
            var taken = taken(network);
            if (group(network, taken)) continue;
            solved = network;
            solution = solution(network, taken, rounds, pivots);
            return solution;
        }
    }

    private Solution solution(Network network, List<int[]> taken, int rounds, long pivots) {
        var load = at.fixedLoad.clone();
        var ofItem = new ArrayList<List<Integer>>(at.items);
        for (int i = 0; i < at.items; i++) ofItem.add(new ArrayList<>(at.fixedOf.get(i)));
        long cost = 0;
        long lots = 0;
        var unitCount = new HashMap<Long, Integer>();
        for (int i = 0; i < at.items; i++) {
            for (int r : at.fixedOf.get(i)) unitCount.merge(Layout.key(i, at.unitOf[r]), 1, Integer::sum);
        }
        for (int[] pair : taken) {
            int i = pair[0];
            int r = pair[1];
            ofItem.get(i).add(r);
            long whole = at.pairCost(
                    i, r, at.candidates.of(at.problem.items().get(i)).steps(r));
            cost += whole / at.scale;
            lots += whole % at.scale;
            load[r]++;
            cost += (2L * (at.problem.reviewers().get(r).past() + load[r]) - 1)
                    * at.problem.weights().load();
            int before = unitCount.merge(Layout.key(i, at.unitOf[r]), 1, Integer::sum) - 1;
            cost += at.sameUnit(before);
        }
        var pairs = new ArrayList<Pair>();
        int missing = 0;
        for (int i = 0; i < at.items; i++) {
            String id = at.problem.items().get(i).id();
            for (int r : ofItem.get(i).stream().sorted().toList()) {
                pairs.add(new Pair(id, at.problem.reviewers().get(r).id()));
            }
            missing += network.flow.flow(network.lacking[i]);
        }
        return new Solution(
                List.copyOf(pairs),
                cost,
                lots,
                missing,
                missing == 0 ? List.of() : Shortages.of(network, load),
                proof(network),
                rounds,
                pivots);
    }

    private Proof proof(Network network) {
        var item = new HashMap<String, Long>();
        var reviewer = new HashMap<String, Long>();
        var unit = new HashMap<Pair, Long>();
        long end = network.flow.potential(network.sink);
        for (int i = 0; i < at.items; i++) {
            item.put(at.problem.items().get(i).id(), end - network.flow.potential(i));
        }
        for (int r = 0; r < at.reviewers; r++) {
            reviewer.put(at.problem.reviewers().get(r).id(), end - network.flow.potential(at.items + r));
        }
        network.groupNode.forEach((key, node) -> unit.put(
                new Pair(at.problem.items().get((int) (key >>> 32)).id(), at.units.get((int) (key & 0xffffffffL))),
                end - network.flow.potential(node)));
        return new Proof(at.scale, at.lack, item, reviewer, unit);
    }

    /**
     * Why each reviewer does, or does not, review an item: in the order of the problem's reviewers. What is said to be
     * dearer is so by the proof's prices, at least by so much; {@link #extra} finds the exact difference for one pair.
     */
    public List<Why> why(String itemId) {
        Solution done = solve();
        return Reasons.of(java.util.Objects.requireNonNull(solved), done, itemId);
    }

    /**
     * How much more the cheapest assignment costs that has the pair, exactly: solved once more with the pair given. The
     * difference in reviewers that are then missing stands apart.
     */
    public Extra extra(Pair pair) {
        Solution without = solve();
        if (at.problem.forbidden().containsKey(pair)) throw new IllegalArgumentException("forbidden: " + pair);
        if (without.pairs().contains(pair)) return new Extra(0, 0, 0);
        var other = new Assigner(at.problem.with(pair));
        Solution with = other.solve();
        int i = Layout.place(at.itemAt, pair.item());
        int r = Layout.place(at.reviewerAt, pair.reviewer());
        int steps = Math.max(0, at.candidates.of(at.problem.items().get(i)).steps(r));
        long whole = at.pairCost(i, r, steps);
        // What is fixed counts nothing in a solution: its own part is added here, burden and unit in their places.
        long burden = (2L * (at.problem.reviewers().get(r).past() + at.fixedLoad[r] + 1) - 1)
                * at.problem.weights().load();
        long same = at.sameUnit(at.fixedOf.get(i).stream()
                .filter(fixed -> at.unitOf[fixed] == at.unitOf[r])
                .count());
        return new Extra(
                with.cost() + whole / at.scale + burden + same - without.cost(),
                with.lots() + whole % at.scale - without.lots(),
                with.missing() - without.missing());
    }

    /** @param cost in the problem's weights */
    public record Extra(long cost, long lots, int missing) {}
}
