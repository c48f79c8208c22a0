package dev.kechuang.programme.internal.assign;

import dev.kechuang.programme.internal.assign.Problem.Item;
import dev.kechuang.programme.internal.assign.Problem.Pair;
import dev.kechuang.programme.internal.assign.Problem.Reviewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a solution against its prices: feasible, and complementary slackness at every arc of the flow, those included
 * that the method never looked at. For problems without fixed pairs.
 */
final class Certificate {

    private Certificate() {}

    static List<String> problems(Problem problem, Solution solution) {
        var wrong = new ArrayList<String>();
        var proof = solution.proof();
        Set<Pair> taken = new HashSet<>(solution.pairs());
        if (taken.size() != solution.pairs().size()) wrong.add("a pair stands twice");
        Map<String, Integer> load = new HashMap<>();
        solution.pairs().forEach(pair -> load.merge(pair.reviewer(), 1, Integer::sum));
        int missing = 0;
        for (int i = 0; i < problem.items().size(); i++) {
            Item item = problem.items().get(i);
            long itemPrice = proof.item().getOrDefault(item.id(), 0L);
            int got = 0;
            Map<String, Integer> units = new HashMap<>();
            for (Reviewer reviewer : problem.reviewers()) {
                var pair = new Pair(item.id(), reviewer.id());
                int steps = EveryAssignment.steps(problem, i, reviewer);
                boolean allowed = steps >= 0 && !problem.forbidden().containsKey(pair) && reviewer.limit() > 0;
                boolean is = taken.contains(pair);
                if (is && !allowed) wrong.add("not allowed: " + pair);
                if (!allowed) continue;
                if (is) {
                    got++;
                    units.merge(reviewer.unit(), 1, Integer::sum);
                }
                long cost = (long) steps * problem.weights().match() * proof.scale()
                        + Lot.of(problem.seed(), item.id(), reviewer.id());
                long at = proof.unit().getOrDefault(new Pair(item.id(), reviewer.unit()), itemPrice);
                long reduced = cost - at + proof.reviewer().getOrDefault(reviewer.id(), 0L);
                if (is && reduced > 0) wrong.add("taken and dear: " + pair + " " + reduced);
                if (!is && reduced < 0) wrong.add("left out and cheap: " + pair + " " + reduced);
            }
            for (String unit : new HashSet<>(
                    problem.reviewers().stream().map(Reviewer::unit).toList())) {
                int count = units.getOrDefault(unit, 0);
                Long price = proof.unit().get(new Pair(item.id(), unit));
                if (price == null) {
                    // Not weighed: nothing to weigh as long as at most one is there.
                    if (count > 1) wrong.add("unit twice, unweighed: " + item.id() + " " + unit);
                    continue;
                }
                int most = problem.unitLimit() == 0 ? item.need() : Math.min(problem.unitLimit(), item.need());
                if (count > most) wrong.add("unit above its limit: " + item.id() + " " + unit);
                boolean members =
                        problem.reviewers().stream().anyMatch(r -> r.unit().equals(unit) && r.limit() > 0);
                for (int n = 0; members && n < most; n++) {
                    long reduced = (n == 0 ? 0L : problem.weights().unit()) * proof.scale() - itemPrice + price;
                    if (n < count && reduced > 0) wrong.add("unit used and dear: " + item.id() + " " + unit);
                    if (n >= count && reduced < 0) wrong.add("unit unused and cheap: " + item.id() + " " + unit);
                }
            }
            if (got > item.need()) wrong.add("too many: " + item.id());
            missing += item.need() - got;
            if (itemPrice > proof.lack()) wrong.add("dearer than to go without: " + item.id());
            if (got < item.need() && itemPrice != proof.lack()) wrong.add("lacks at another price: " + item.id());
        }
        if (missing != solution.missing()) wrong.add("missing " + missing + " and not " + solution.missing());
        for (Reviewer reviewer : problem.reviewers()) {
            int has = load.getOrDefault(reviewer.id(), 0);
            if (has > reviewer.limit()) wrong.add("above the limit: " + reviewer.id());
            long price = proof.reviewer().getOrDefault(reviewer.id(), 0L);
            for (int n = 1; n <= reviewer.limit(); n++) {
                long cost = (2L * (reviewer.past() + n) - 1) * problem.weights().load() * proof.scale();
                long reduced = cost - price;
                if (n <= has && reduced > 0) wrong.add("burdened and dear: " + reviewer.id());
                if (n > has && reduced < 0) wrong.add("free and cheap: " + reviewer.id());
            }
        }
        return wrong;
    }
}
