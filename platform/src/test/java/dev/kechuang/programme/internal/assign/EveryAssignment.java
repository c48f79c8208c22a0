package dev.kechuang.programme.internal.assign;

import dev.kechuang.programme.internal.assign.Problem.Pair;
import dev.kechuang.programme.internal.assign.Problem.Reviewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tries every assignment of a small problem, and weighs each by the words of the documentation alone. */
final class EveryAssignment {

    record Found(int missing, long cost, long lots) {
        boolean better(Found other) {
            if (missing != other.missing) return missing < other.missing;
            if (cost != other.cost) return cost < other.cost;
            return lots < other.lots;
        }
    }

    private final Problem problem;
    private final List<List<Reviewer>> chosen = new ArrayList<>();
    private @Nullable Found best;

    EveryAssignment(Problem problem) {
        this.problem = problem;
    }

    Found best() {
        item(0);
        if (best == null) throw new IllegalStateException("nothing tried");
        return best;
    }

    private void item(int i) {
        if (i == problem.items().size()) {
            var found = weigh();
            if (found != null && (best == null || found.better(best))) best = found;
            return;
        }
        subset(i, 0, new ArrayList<>());
    }

    private void subset(int i, int from, List<Reviewer> taken) {
        chosen.add(List.copyOf(taken));
        item(i + 1);
        chosen.removeLast();
        if (taken.size() == problem.items().get(i).need()) return;
        for (int r = from; r < problem.reviewers().size(); r++) {
            Reviewer reviewer = problem.reviewers().get(r);
            if (steps(problem, i, reviewer) < 0
                    || problem.forbidden()
                            .containsKey(new Pair(problem.items().get(i).id(), reviewer.id()))) continue;
            taken.add(reviewer);
            subset(i, r + 1, taken);
            taken.removeLast();
        }
    }

    private @Nullable Found weigh() {
        var weights = problem.weights();
        int missing = 0;
        long cost = 0;
        long lots = 0;
        Map<String, Integer> load = new HashMap<>();
        for (int i = 0; i < chosen.size(); i++) {
            missing += problem.items().get(i).need() - chosen.get(i).size();
            Map<String, Integer> units = new HashMap<>();
            for (Reviewer reviewer : chosen.get(i)) {
                int now = load.merge(reviewer.id(), 1, Integer::sum);
                if (now > reviewer.limit()) return null;
                cost += (2L * (reviewer.past() + now) - 1) * weights.load();
                cost += (long) steps(problem, i, reviewer) * weights.match();
                int same = units.merge(reviewer.unit(), 1, Integer::sum) - 1;
                if (problem.unitLimit() > 0 && same + 1 > problem.unitLimit()) return null;
                cost += same > 0 ? weights.unit() : 0;
                lots += Lot.of(problem.seed(), problem.items().get(i).id(), reviewer.id());
            }
        }
        return new Found(missing, cost, lots);
    }

    static int steps(Problem problem, int i, Reviewer reviewer) {
        int best = -1;
        var wanted = problem.items().get(i).fields();
        for (int w = 0; w < wanted.size(); w++) {
            for (int f = 0; f < reviewer.fields().size(); f++) {
                String one = wanted.get(w);
                String other = reviewer.fields().get(f);
                int apart;
                if (one.equals(other)) apart = 0;
                else if (other.equals(problem.above().get(one))
                        || one.equals(problem.above().get(other))) apart = 1;
                else if (problem.above().containsKey(one)
                        && problem.above().get(one).equals(problem.above().get(other))) apart = 2;
                else continue;
                int steps = apart + (w > 0 ? 1 : 0) + (f > 0 ? 1 : 0);
                if (best < 0 || steps < best) best = steps;
            }
        }
        return best;
    }
}
