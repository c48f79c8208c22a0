package dev.kechuang.programme.internal.assign;

import dev.kechuang.programme.internal.assign.Problem.Pair;
import dev.kechuang.programme.internal.assign.Problem.Reviewer;
import dev.kechuang.programme.internal.assign.Solution.Why;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Why a reviewer does, or does not, review an item. */
final class Reasons {

    private Reasons() {}

    static List<Why> of(Network network, Solution done, String itemId) {
        Layout at = network.at;
        int i = Layout.place(at.itemAt, itemId);
        var known = at.candidates.of(at.problem.items().get(i));
        var assigned = new HashSet<Integer>();
        var load = new int[at.reviewers];
        for (Pair pair : done.pairs()) {
            int r = Layout.place(at.reviewerAt, pair.reviewer());
            load[r]++;
            if (pair.item().equals(itemId)) assigned.add(r);
        }
        var answers = new ArrayList<Why>(at.reviewers);
        for (int r = 0; r < at.reviewers; r++) {
            Reviewer reviewer = at.problem.reviewers().get(r);
            var exclusion = at.problem.forbidden().get(new Pair(itemId, reviewer.id()));
            int steps = known.steps(r);
            long lot = Lot.of(at.itemHash[i], at.reviewerHash[r]);
            if (assigned.contains(r)) {
                answers.add(new Why.Assigned(at.fixedOf.get(i).contains(r), steps, lot));
            } else if (exclusion != null) {
                answers.add(new Why.Excluded(exclusion));
            } else if (steps < 0) {
                answers.add(new Why.OtherField());
            } else {
                long dearer = dearer(network, i, r, steps);
                boolean full = load[r] >= reviewer.limit();
                if (full && dearer - rent(network, r, load[r]) <= 0) answers.add(new Why.Full(reviewer.limit()));
                else answers.add(new Why.Dearer(steps, Math.max(0, Math.floorDiv(dearer, at.scale)), lot));
            }
        }
        return answers;
    }

    /** The pair's reduced cost: what taking it would add, at least. */
    private static long dearer(Network solved, int i, int r, int steps) {
        Layout at = solved.at;
        Integer group = solved.groupNode.get(Layout.key(i, at.unitOf[r]));
        int start = group == null ? i : group;
        return at.pairCost(i, r, steps) + solved.flow.potential(start) - solved.flow.potential(at.items + r);
    }

    /** What a full reviewer's place is worth beyond what one more item would cost in burden. */
    private static long rent(Network solved, int r, int load) {
        Layout at = solved.at;
        long next = (2L * (at.problem.reviewers().get(r).past() + load + 1) - 1)
                * at.problem.weights().load()
                * at.scale;
        return solved.flow.potential(solved.sink) - solved.flow.potential(at.items + r) - next;
    }
}
