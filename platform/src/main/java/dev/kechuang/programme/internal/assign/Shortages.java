package dev.kechuang.programme.internal.assign;

import dev.kechuang.programme.internal.assign.Problem.Reviewer;
import dev.kechuang.programme.internal.assign.Solution.Shortage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;

/** What an assignment lacks, and what would help. */
final class Shortages {

    private Shortages() {}

    static List<Shortage> of(Network network, int[] load) {
        Layout at = network.at;
        var byField = new TreeMap<String, List<Integer>>();
        for (int i = 0; i < at.items; i++) {
            if (network.flow.flow(network.lacking[i]) == 0) continue;
            var fields = at.problem.items().get(i).fields();
            String field = fields.isEmpty() ? "" : fields.getFirst();
            byField.computeIfAbsent(at.problem.above().getOrDefault(field, field), key -> new ArrayList<>())
                    .add(i);
        }
        int usual = Math.max(
                1,
                at.problem.reviewers().stream()
                        .mapToInt(Reviewer::limit)
                        .sorted()
                        .skip(at.reviewers / 2)
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
                lacking.put(at.problem.items().get(i).id(), lacks);
                missing += lacks;
                most = Math.max(most, lacks);
                still += Math.max(0, at.need(i) - possible(at, i));
                for (int r : at.candidates.of(at.problem.items().get(i)).reviewers()) {
                    if (!at.forbiddenOf.get(i).contains(r)
                            && !at.fixedOf.get(i).contains(r)
                            && load[r] >= at.problem.reviewers().get(r).limit()) {
                        full.put(at.problem.reviewers().get(r).id(), true);
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
    private static int possible(Layout at, int item) {
        var known = at.candidates.of(at.problem.items().get(item));
        var ofUnit = new HashMap<Integer, Integer>();
        for (int r : at.fixedOf.get(item)) ofUnit.merge(at.unitOf[r], 1, Integer::sum);
        int possible = 0;
        for (int r : known.reviewers()) {
            if (at.forbiddenOf.get(item).contains(r) || at.fixedOf.get(item).contains(r)) continue;
            int there = ofUnit.merge(at.unitOf[r], 1, Integer::sum);
            if (at.problem.unitLimit() == 0 || there <= at.problem.unitLimit()) possible++;
        }
        return possible;
    }
}
