package dev.kechuang.match.internal.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What differs between matches as they are shown and as they are decided now: by policy, whatever the version. */
final class Differences {

    private Differences() {}

    /** A match as it is shown. */
    record Shown(UUID organisation, short rule, int state) {}

    /** @param before state, 0 for not stored, as {@code after} */
    record Difference(UUID organisation, short rule, int before, int after, int distance, int missing, long amount) {}

    /**
     * @param shown those of the organisations, in any order
     * @param policies policy of each rule's code that occurs
     */
    static List<Difference> of(List<Shown> shown, MatchRows now, RuleSet rules, Map<Short, String> policies) {
        var current = new HashMap<String, Short>();
        rules.rules().forEach(rule -> current.put(rule.version().id(), rule.code()));
        var before = new HashMap<UUID, Map<String, Shown>>();
        for (Shown one : shown) {
            before.computeIfAbsent(one.organisation(), of -> new HashMap<>()).put(policies.get(one.rule()), one);
        }
        var found = new ArrayList<Difference>();
        var byRow = now.byRow();
        for (int row = 0; row < now.sheets().size(); row++) {
            UUID organisation = now.sheets().get(row).organisation();
            var was = before.getOrDefault(organisation, new HashMap<>());
            for (int at = byRow.starts()[row]; at < byRow.starts()[row + 1]; at++) {
                int match = byRow.order()[at];
                Shown old = was.remove(policies.get(now.rule(match)));
                int state = old == null ? 0 : old.state();
                if (state != now.state(match)) {
                    found.add(new Difference(
                            organisation,
                            now.rule(match),
                            state,
                            now.state(match),
                            now.distance(match),
                            now.missing(match),
                            now.amount(match)));
                }
            }
            gone(was, current, found);
            before.remove(organisation);
        }
        before.values().forEach(was -> gone(was, current, found));
        return found;
    }

    private static void gone(Map<String, Shown> was, Map<String, Short> current, List<Difference> found) {
        was.forEach((policy, old) -> found.add(new Difference(
                old.organisation(), current.getOrDefault(policy, old.rule()), old.state(), 0, 0, 0, MatchRows.NONE)));
    }
}
