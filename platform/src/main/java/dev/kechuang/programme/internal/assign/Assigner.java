package dev.kechuang.programme.internal.assign;

import dev.kechuang.programme.internal.assign.Problem.Item;
import dev.kechuang.programme.internal.assign.Problem.Pair;
import dev.kechuang.programme.internal.assign.Problem.Reviewer;
import dev.kechuang.programme.internal.assign.Solution.Proof;
import dev.kechuang.programme.internal.assign.Solution.Shortage;
import dev.kechuang.programme.internal.assign.Solution.Why;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
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

    private final Problem problem;
    private final Candidates candidates;
    private final int items;
    private final int reviewers;
    private final Map<String, Integer> itemAt = new HashMap<>();
    private final Map<String, Integer> reviewerAt = new HashMap<>();
    private final int[] unitOf;
    private final List<String> units = new ArrayList<>();
    private final List<Set<Integer>> forbiddenOf;
    private final List<Set<Integer>> fixedOf;
    private final List<Set<Integer>> existingOf;
    private final int[] fixedLoad;
    private final boolean someExisting;
    private final long[] itemHash;
    private final long[] reviewerHash;
    private final long scale;
    private final long lack;

    /** Groups that were needed: for an item, the units whose number is priced. */
    private final List<Set<Integer>> grouped;

    public Assigner(Problem problem) {
        this.problem = problem;
        this.candidates = new Candidates(problem);
        this.items = problem.items().size();
        this.reviewers = problem.reviewers().size();
        this.unitOf = new int[reviewers];
        this.fixedLoad = new int[reviewers];
        this.itemHash = new long[items];
        this.reviewerHash = new long[reviewers];
        long seed = Lot.hash(problem.seed());
        for (int i = 0; i < items; i++) {
            itemAt.put(problem.items().get(i).id(), i);
            itemHash[i] = Lot.item(seed, Lot.hash(problem.items().get(i).id()));
        }
        var unitAt = new HashMap<String, Integer>();
        for (int r = 0; r < reviewers; r++) {
            Reviewer reviewer = problem.reviewers().get(r);
            reviewerAt.put(reviewer.id(), r);
            reviewerHash[r] = Lot.hash(reviewer.id());
            Integer unit = reviewer.unit().isEmpty() ? null : unitAt.get(reviewer.unit());
            if (unit == null) {
                unit = units.size();
                units.add(reviewer.unit());
                if (!reviewer.unit().isEmpty()) unitAt.put(reviewer.unit(), unit);
            }
            unitOf[r] = unit;
        }
        this.forbiddenOf = sets(problem.forbidden().keySet());
        this.fixedOf = sets(problem.fixed());
        this.existingOf = sets(problem.existing());
        this.someExisting = !problem.existing().isEmpty();
        this.grouped = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            grouped.add(new HashSet<>());
            // One who stands on the item already makes the next of the unit dearer.
            for (int r : fixedOf.get(i)) {
                fixedLoad[r]++;
                grouped.get(i).add(unitOf[r]);
            }
        }
        long needed = 0;
        for (Item item : problem.items()) needed += item.need();
        this.scale = Long.highestOneBit(Math.max(1, needed)) << (Lot.BITS + 1);
        this.lack = lack();
    }

    private List<Set<Integer>> sets(Set<Pair> pairs) {
        var sets = new ArrayList<Set<Integer>>(items);
        for (int i = 0; i < items; i++) sets.add(new HashSet<>());
        for (Pair pair : pairs) {
            Integer item = itemAt.get(pair.item());
            Integer reviewer = reviewerAt.get(pair.reviewer());
            if (item != null && reviewer != null) sets.get(item).add(reviewer);
        }
        return sets;
    }

    /** More than any way round by which one more unit could get through. */
    private long lack() {
        var weights = problem.weights();
        long dearest = 0;
        for (Reviewer reviewer : problem.reviewers()) {
            dearest = Math.max(dearest, 2L * (reviewer.past() + reviewer.limit()) * weights.load());
        }
        long step = 8L * weights.match() + weights.move() + 2L * weights.unit() + dearest + 2;
        try {
            return Math.multiplyExact(Math.multiplyExact(step, scale), reviewers + 2L);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("weights too large for so many items and reviewers", e);
        }
    }

    private long pairCost(int item, int reviewer, int steps) {
        long cost = (long) steps * problem.weights().match();
        if (someExisting && !existingOf.get(item).contains(reviewer)) {
            cost += problem.weights().move();
        }
        return cost * scale + Lot.of(itemHash[item], reviewerHash[reviewer]);
    }

    private int need(int item) {
        return Math.max(0, problem.items().get(item).need() - fixedOf.get(item).size());
    }

    private int room(int reviewer) {
        return Math.max(0, problem.reviewers().get(reviewer).limit() - fixedLoad[reviewer]);
    }

    private boolean open(int item, int reviewer) {
        return room(reviewer) > 0
                && !forbiddenOf.get(item).contains(reviewer)
                && !fixedOf.get(item).contains(reviewer);
    }

    /** The network of one round, with what leads back from its arcs to pairs. */
    private final class Network {
        final NetworkSimplex flow;
        final int[] from;
        final int[] to;
        final int[] arc;
        final int[] lacking = new int[items];
        final int[] firstPair = new int[items + 1];
        final Map<Long, Integer> groupNode = new HashMap<>();
        int pairs;
        final int sink;

        Network() {
            int expected = 0;
            for (int i = 0; i < items; i++) {
                expected += candidates.of(problem.items().get(i)).reviewers().length;
            }
            int groups = 0;
            for (var units : grouped) groups += units.size();
            sink = items + reviewers + groups;
            flow = new NetworkSimplex(sink + 1, expected + items + reviewers * 8);
            from = new int[expected];
            to = new int[expected];
            arc = new int[expected];
            for (int r = 0; r < reviewers; r++) loads(r);
            for (int i = 0; i < items; i++) {
                lacking[i] = flow.arc(i, sink, NetworkSimplex.ENDLESS, lack);
                flow.hang(lacking[i], need(i));
            }
            int node = items + reviewers;
            for (int i = 0; i < items; i++) {
                firstPair[i] = pairs;
                node = pairs(i, node);
            }
            firstPair[items] = pairs;
        }

        /** The n-th item of a reviewer costs (2n − 1) loads: burdens count as their squares. */
        private void loads(int r) {
            long before = problem.reviewers().get(r).past() + fixedLoad[r];
            int room = room(r);
            for (int n = 1; n <= room; n++) {
                long price = (2 * (before + n) - 1) * problem.weights().load() * scale;
                int arc = flow.arc(items + r, sink, 1, price);
                if (n == 1) flow.hang(arc, 0);
            }
            if (room == 0) flow.hang(flow.arc(items + r, sink, 1, lack), 0);
        }

        private int pairs(int i, int firstNode) {
            int node = firstNode;
            if (need(i) == 0 && grouped.get(i).isEmpty()) return node;
            var known = candidates.of(problem.items().get(i));
            var nodes = new HashMap<Integer, Integer>();
            for (int unit : grouped.get(i)) {
                nodes.put(unit, node);
                groupNode.put(key(i, unit), node);
                node++;
            }
            var hung = new HashSet<Integer>();
            for (int at = 0; at < known.reviewers().length; at++) {
                int r = known.reviewers()[at];
                if (!open(i, r)) continue;
                Integer group = nodes.isEmpty() ? null : nodes.get(unitOf[r]);
                int start = group == null ? i : group;
                from[pairs] = i;
                to[pairs] = r;
                arc[pairs] = flow.arc(start, items + r, 1, pairCost(i, r, known.steps()[at]));
                if (group != null && hung.add(group)) flow.hang(arc[pairs], 0);
                pairs++;
            }
            for (var group : nodes.entrySet()) {
                // A unit without anybody left to draw: it takes no part, and hangs by a price nobody pays.
                if (hung.add(group.getValue())) {
                    flow.hang(flow.arc(group.getValue(), sink, 1, lack), 0);
                    continue;
                }
                int already = (int) fixedOf.get(i).stream()
                        .filter(r -> unitOf[r] == group.getKey())
                        .count();
                places(i, group.getValue(), already);
            }
            return node;
        }

        /** The first of a unit costs nothing, each further one the unit's weight. */
        private void places(int i, int node, int already) {
            int most = problem.unitLimit() == 0 ? Integer.MAX_VALUE : problem.unitLimit();
            for (int n = already; n < Math.min((long) already + need(i), most); n++) {
                flow.arc(i, node, 1, sameUnit(n) * scale);
            }
        }

        /** From now on the number of a unit on an item has its price; what was found so far is the start. */
        void group(int i, int unit) {
            int[] outgoing = IntStream.range(firstPair[i], firstPair[i + 1])
                    .filter(p -> unitOf[to[p]] == unit)
                    .map(p -> arc[p])
                    .toArray();
            // Where places are limited the way between is dearer than going without: nobody stays on it.
            int node = flow.split(i, outgoing, problem.unitLimit() == 0 ? sameUnit(1) * scale : lack + 1);
            groupNode.put(key(i, unit), node);
            if (problem.unitLimit() == 0) flow.arc(i, node, 1, 0);
            else places(i, node, 0);
        }
    }

    /** What one more of a unit costs where so many are there. */
    private long sameUnit(long already) {
        return already == 0 ? 0 : problem.weights().unit();
    }

    private static int place(Map<String, Integer> places, String id) {
        Integer place = places.get(id);
        if (place == null) throw new IllegalArgumentException("not in the problem: " + id);
        return place;
    }

    private static long key(int item, int unit) {
        return ((long) item << 32) | unit;
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
        if (problem.weights().unit() == 0 && problem.unitLimit() == 0) return false;
        var counted = new HashSet<Long>();
        boolean more = false;
        for (int[] pair : taken) {
            int unit = unitOf[pair[1]];
            if (!counted.add(key(pair[0], unit)) && grouped.get(pair[0]).add(unit)) {
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
        var network = new Network();
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
        var load = fixedLoad.clone();
        var ofItem = new ArrayList<List<Integer>>(items);
        for (int i = 0; i < items; i++) ofItem.add(new ArrayList<>(fixedOf.get(i)));
        long cost = 0;
        long lots = 0;
        var unitCount = new HashMap<Long, Integer>();
        for (int i = 0; i < items; i++) {
            for (int r : fixedOf.get(i)) unitCount.merge(key(i, unitOf[r]), 1, Integer::sum);
        }
        for (int[] pair : taken) {
            int i = pair[0];
            int r = pair[1];
            ofItem.get(i).add(r);
            long whole = pairCost(i, r, candidates.of(problem.items().get(i)).steps(r));
            cost += whole / scale;
            lots += whole % scale;
            load[r]++;
            cost += (2L * (problem.reviewers().get(r).past() + load[r]) - 1)
                    * problem.weights().load();
            int before = unitCount.merge(key(i, unitOf[r]), 1, Integer::sum) - 1;
            cost += sameUnit(before);
        }
        var pairs = new ArrayList<Pair>();
        int missing = 0;
        for (int i = 0; i < items; i++) {
            String id = problem.items().get(i).id();
            for (int r : ofItem.get(i).stream().sorted().toList()) {
                pairs.add(new Pair(id, problem.reviewers().get(r).id()));
            }
            missing += network.flow.flow(network.lacking[i]);
        }
        return new Solution(
                List.copyOf(pairs),
                cost,
                lots,
                missing,
                missing == 0 ? List.of() : shortages(network, load),
                proof(network),
                rounds,
                pivots);
    }

    private Proof proof(Network network) {
        var item = new HashMap<String, Long>();
        var reviewer = new HashMap<String, Long>();
        var unit = new HashMap<Pair, Long>();
        long end = network.flow.potential(network.sink);
        for (int i = 0; i < items; i++) {
            item.put(problem.items().get(i).id(), end - network.flow.potential(i));
        }
        for (int r = 0; r < reviewers; r++) {
            reviewer.put(problem.reviewers().get(r).id(), end - network.flow.potential(items + r));
        }
        network.groupNode.forEach((key, node) -> unit.put(
                new Pair(problem.items().get((int) (key >>> 32)).id(), units.get((int) (key & 0xffffffffL))),
                end - network.flow.potential(node)));
        return new Proof(scale, lack, item, reviewer, unit);
    }

    private List<Shortage> shortages(Network network, int[] load) {
        var byField = new TreeMap<String, List<Integer>>();
        for (int i = 0; i < items; i++) {
            if (network.flow.flow(network.lacking[i]) == 0) continue;
            var fields = problem.items().get(i).fields();
            String field = fields.isEmpty() ? "" : fields.getFirst();
            byField.computeIfAbsent(problem.above().getOrDefault(field, field), key -> new ArrayList<>())
                    .add(i);
        }
        int usual = Math.max(
                1,
                problem.reviewers().stream()
                        .mapToInt(Reviewer::limit)
                        .sorted()
                        .skip(reviewers / 2)
                        .findFirst()
                        .orElse(1));
        var shortages = new ArrayList<Shortage>();
        byField.forEach((field, lackingItems) -> {
            var lacking = new TreeMap<String, Integer>();
            var full = new TreeMap<String, Boolean>();
            int missing = 0;
            int still = 0;
            int most = 0;
            for (int i : lackingItems) {
                int lacks = network.flow.flow(network.lacking[i]);
                lacking.put(problem.items().get(i).id(), lacks);
                missing += lacks;
                most = Math.max(most, lacks);
                still += Math.max(0, need(i) - possible(i));
                for (int r : candidates.of(problem.items().get(i)).reviewers()) {
                    if (!forbiddenOf.get(i).contains(r)
                            && !fixedOf.get(i).contains(r)
                            && load[r] >= problem.reviewers().get(r).limit()) {
                        full.put(problem.reviewers().get(r).id(), true);
                    }
                }
            }
            still = Math.min(still, missing);
            shortages.add(new Shortage(
                    field,
                    lackingItems.size(),
                    missing,
                    Math.max(most, (missing + usual - 1) / usual),
                    missing - still,
                    still,
                    List.copyOf(full.keySet()),
                    lacking));
        });
        return shortages;
    }

    /** How many more an item could get if nobody's limit stood in the way. */
    private int possible(int item) {
        var known = candidates.of(problem.items().get(item));
        var ofUnit = new HashMap<Integer, Integer>();
        for (int r : fixedOf.get(item)) ofUnit.merge(unitOf[r], 1, Integer::sum);
        int possible = 0;
        for (int r : known.reviewers()) {
            if (forbiddenOf.get(item).contains(r) || fixedOf.get(item).contains(r)) continue;
            int there = ofUnit.merge(unitOf[r], 1, Integer::sum);
            if (problem.unitLimit() == 0 || there <= problem.unitLimit()) possible++;
        }
        return possible;
    }

    /**
     * Why each reviewer does, or does not, review an item: in the order of the problem's reviewers. What is said to be
     * dearer is so by the proof's prices, at least by so much; {@link #extra} finds the exact difference for one pair.
     */
    public List<Why> why(String itemId) {
        Solution done = solve();
        var network = java.util.Objects.requireNonNull(solved);
        int i = place(itemAt, itemId);
        var known = candidates.of(problem.items().get(i));
        var assigned = new HashSet<Integer>();
        var load = new int[reviewers];
        for (Pair pair : done.pairs()) {
            int r = place(reviewerAt, pair.reviewer());
            load[r]++;
            if (pair.item().equals(itemId)) assigned.add(r);
        }
        var answers = new ArrayList<Why>(reviewers);
        for (int r = 0; r < reviewers; r++) {
            Reviewer reviewer = problem.reviewers().get(r);
            var exclusion = problem.forbidden().get(new Pair(itemId, reviewer.id()));
            int steps = known.steps(r);
            long lot = Lot.of(itemHash[i], reviewerHash[r]);
            if (assigned.contains(r)) {
                answers.add(new Why.Assigned(fixedOf.get(i).contains(r), steps, lot));
            } else if (exclusion != null) {
                answers.add(new Why.Excluded(exclusion));
            } else if (steps < 0) {
                answers.add(new Why.OtherField());
            } else {
                long dearer = dearer(network, i, r, steps);
                boolean full = load[r] >= reviewer.limit();
                if (full && dearer - rent(network, r, load[r]) <= 0) answers.add(new Why.Full(reviewer.limit()));
                else answers.add(new Why.Dearer(steps, Math.max(0, Math.floorDiv(dearer, scale)), lot));
            }
        }
        return answers;
    }

    /** The pair's reduced cost: what taking it would add, at least. */
    private long dearer(Network solved, int i, int r, int steps) {
        Integer group = solved.groupNode.get(key(i, unitOf[r]));
        int start = group == null ? i : group;
        return pairCost(i, r, steps) + solved.flow.potential(start) - solved.flow.potential(items + r);
    }

    /** What a full reviewer's place is worth beyond what one more item would cost in burden. */
    private long rent(Network solved, int r, int load) {
        long next = (2L * (problem.reviewers().get(r).past() + load + 1) - 1)
                * problem.weights().load()
                * scale;
        return solved.flow.potential(solved.sink) - solved.flow.potential(items + r) - next;
    }

    /**
     * How much more the cheapest assignment costs that has the pair, exactly: solved once more with the pair given. The
     * difference in reviewers that are then missing stands apart.
     */
    public Extra extra(Pair pair) {
        Solution without = solve();
        if (problem.forbidden().containsKey(pair)) throw new IllegalArgumentException("forbidden: " + pair);
        if (without.pairs().contains(pair)) return new Extra(0, 0, 0);
        var other = new Assigner(problem.with(pair));
        Solution with = other.solve();
        int i = place(itemAt, pair.item());
        int r = place(reviewerAt, pair.reviewer());
        int steps = Math.max(0, candidates.of(problem.items().get(i)).steps(r));
        long whole = pairCost(i, r, steps);
        // What is fixed counts nothing in a solution: its own part is added here, burden and unit in their places.
        long burden = (2L * (problem.reviewers().get(r).past() + fixedLoad[r] + 1) - 1)
                * problem.weights().load();
        long same = sameUnit(fixedOf.get(i).stream()
                .filter(fixed -> unitOf[fixed] == unitOf[r])
                .count());
        return new Extra(
                with.cost() + whole / scale + burden + same - without.cost(),
                with.lots() + whole % scale - without.lots(),
                with.missing() - without.missing());
    }

    /** @param cost in the problem's weights */
    public record Extra(long cost, long lots, int missing) {}
}
