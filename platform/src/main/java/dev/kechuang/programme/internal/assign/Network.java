package dev.kechuang.programme.internal.assign;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;

/** The network of one round, with what leads back from its arcs to pairs. */
final class Network {
    final Layout at;
    final NetworkSimplex flow;
    final int[] from;
    final int[] to;
    final int[] arc;
    final int[] lacking;
    final int[] firstPair;
    final Map<Long, Integer> groupNode = new HashMap<>();
    int pairs;
    final int sink;

    Network(Layout at) {
        this.at = at;
        this.lacking = new int[at.items];
        this.firstPair = new int[at.items + 1];
        int expected = 0;
        for (int i = 0; i < at.items; i++) {
            expected += at.candidates.of(at.problem.items().get(i)).reviewers().length;
        }
        int groups = 0;
        for (var priced : at.grouped) groups += priced.size();
        sink = at.items + at.reviewers + groups;
        flow = new NetworkSimplex(sink + 1, expected + at.items + at.reviewers * 8);
        from = new int[expected];
        to = new int[expected];
        arc = new int[expected];
        for (int r = 0; r < at.reviewers; r++) loads(r);
        for (int i = 0; i < at.items; i++) {
            lacking[i] = flow.arc(i, sink, NetworkSimplex.ENDLESS, at.lack);
            flow.hang(lacking[i], at.need(i));
        }
        int node = at.items + at.reviewers;
        for (int i = 0; i < at.items; i++) {
            firstPair[i] = pairs;
            node = pairs(i, node);
        }
        firstPair[at.items] = pairs;
    }

    /** The n-th item of a reviewer costs (2n − 1) loads: burdens count as their squares. */
    private void loads(int r) {
        long before = at.problem.reviewers().get(r).past() + at.fixedLoad[r];
        int room = at.room(r);
        for (int n = 1; n <= room; n++) {
            long price = (2 * (before + n) - 1) * at.problem.weights().load() * at.scale;
            int arc = flow.arc(at.items + r, sink, 1, price);
            if (n == 1) flow.hang(arc, 0);
        }
        if (room == 0) flow.hang(flow.arc(at.items + r, sink, 1, at.lack), 0);
    }

    private int pairs(int i, int firstNode) {
        int node = firstNode;
        if (at.need(i) == 0 && at.grouped.get(i).isEmpty()) return node;
        var known = at.candidates.of(at.problem.items().get(i));
        var nodes = new HashMap<Integer, Integer>();
        for (int unit : at.grouped.get(i)) {
            nodes.put(unit, node);
            groupNode.put(Layout.key(i, unit), node);
            node++;
        }
        var hung = new HashSet<Integer>();
        for (int k = 0; k < known.reviewers().length; k++) {
            int r = known.reviewers()[k];
            if (!at.open(i, r)) continue;
            Integer group = nodes.isEmpty() ? null : nodes.get(at.unitOf[r]);
            int start = group == null ? i : group;
            from[pairs] = i;
            to[pairs] = r;
            arc[pairs] = flow.arc(start, at.items + r, 1, at.pairCost(i, r, known.steps()[k]));
            if (group != null && hung.add(group)) flow.hang(arc[pairs], 0);
            pairs++;
        }
        for (var group : nodes.entrySet()) {
            // A unit without anybody left to draw: it takes no part, and hangs by a price nobody pays.
            if (hung.add(group.getValue())) {
                flow.hang(flow.arc(group.getValue(), sink, 1, at.lack), 0);
                continue;
            }
            int already = (int) at.fixedOf.get(i).stream()
                    .filter(r -> at.unitOf[r] == group.getKey())
                    .count();
            places(i, group.getValue(), already);
        }
        return node;
    }

    /** The first of a unit costs nothing, each further one the unit's weight. */
    private void places(int i, int node, int already) {
        int most = at.problem.unitLimit() == 0 ? Integer.MAX_VALUE : at.problem.unitLimit();
        for (int n = already; n < Math.min((long) already + at.need(i), most); n++) {
            flow.arc(i, node, 1, at.sameUnit(n) * at.scale);
        }
    }

    /** From now on the number of a unit on an item has its price; what was found so far is the start. */
    void group(int i, int unit) {
        int[] outgoing = IntStream.range(firstPair[i], firstPair[i + 1])
                .filter(p -> at.unitOf[to[p]] == unit)
                .map(p -> arc[p])
                .toArray();
        // Where places are limited the way between is dearer than going without: nobody stays on it.
        int node = flow.split(i, outgoing, at.problem.unitLimit() == 0 ? at.sameUnit(1) * at.scale : at.lack + 1);
        groupNode.put(Layout.key(i, unit), node);
        if (at.problem.unitLimit() == 0) flow.arc(i, node, 1, 0);
        else places(i, node, 0);
    }
}
