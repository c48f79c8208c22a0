package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which facts a policy needs, in the order that settles most: what the calculator asks for. */
public final class AskedFacts {

    /**
     * @param year 0 for a fact without year
     * @param fields of the entries of a list, those that the policy reads; empty for a single value
     * @param optional names of fields that an entry may be without, because the policy says what holds then
     */
    public record Asked(Fact fact, int year, List<Fact> fields, Set<String> optional) {
        /** As the engine names it when it is missing. */
        public String key() {
            return year == 0 ? fact.name() : fact.name() + "@" + year;
        }
    }

    private AskedFacts() {}

    /** Facts for the conditions first, as one would ask when nothing is known yet, then those for the amounts alone. */
    public static List<Asked> of(Policy policy, LocalDate day) {
        Map<String, Asked> all = new LinkedHashMap<>();
        policy.conditions().forEach(c -> add(policy, c.uses(), day, all));
        var forConditions = new ArrayList<>(all.values());
        policy.benefits().forEach(b -> add(policy, b.uses(), day, all));
        Decision open = Engine.decide(policy, Facts.builder().build(), day);
        var missing = new ArrayList<Set<String>>();
        open.conditions().forEach(c -> missing.add(new TreeSet<>(c.missing())));
        var ordered = new ArrayList<Asked>(all.size());
        for (String key : order(missing)) {
            Asked asked = all.remove(key);
            if (asked != null) ordered.add(asked);
        }
        // What only matters once others are known, in the order of the conditions.
        for (Asked asked : forConditions) if (all.remove(asked.key()) != null) ordered.add(asked);
        ordered.addAll(all.values());
        return List.copyOf(ordered);
    }

    /** As if each answer met what it is asked for: the one that, alone or with fewest others, settles most comes next. */
    private static List<String> order(List<Set<String>> missing) {
        var order = new ArrayList<String>();
        while (true) {
            Map<String, Double> weights = new HashMap<>();
            for (Set<String> one : missing) {
                for (String key : one) weights.merge(key, 1.0 / one.size(), Double::sum);
            }
            // Between equals as the engine does, so that the first field is the one a decision asks for next.
            var next = weights.entrySet().stream()
                    .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
            if (next.isEmpty()) return order;
            String key = next.get().getKey();
            order.add(key);
            missing.forEach(one -> one.remove(key));
        }
    }

    private static void add(Policy policy, Collection<Policy.FactUse> uses, LocalDate day, Map<String, Asked> all) {
        for (Policy.FactUse use : uses) {
            int year = use.fact().period() == Fact.Period.YEAR ? policy.baseYear(day) - use.yearsBack() : 0;
            var asked = new Asked(use.fact(), year, fields(policy, use.fact()), optional(policy, use.fact()));
            all.putIfAbsent(asked.key(), asked);
        }
    }

    private static List<Fact> fields(Policy policy, Fact fact) {
        if (fact.kind() != Fact.Kind.EVENTS) return List.of();
        var names = new LinkedHashSet<String>();
        for (Node root : roots(policy)) fields(root, fact, names);
        return fact.fields().stream().filter(f -> names.contains(f.name())).toList();
    }

    private static void fields(Node node, Fact fact, Set<String> names) {
        if (node instanceof Node.Field(Type type, Node event, String name)
                && event.type() instanceof Type.EventOf(Fact of)
                && of.equals(fact)) names.add(name);
        node.children().forEach(child -> fields(child, fact, names));
    }

    private static Set<String> optional(Policy policy, Fact fact) {
        if (fact.kind() != Fact.Kind.EVENTS) return Set.of();
        var names = new LinkedHashSet<String>();
        for (Node root : roots(policy)) optional(root, fact, names);
        return Set.copyOf(names);
    }

    private static void optional(Node node, Fact fact, Set<String> names) {
        if (node instanceof Node.IsAbsent(Type type, Node operand)) fields(operand, fact, names);
        node.children().forEach(child -> optional(child, fact, names));
    }

    /** Every expression of a policy. */
    static List<Node> roots(Policy policy) {
        var roots = new ArrayList<Node>();
        policy.conditions().forEach(c -> roots.add(c.expr()));
        policy.definitions().forEach(d -> roots.add(d.expr()));
        policy.scores().forEach(score -> {
            if (score.value() != null) roots.add(score.value());
            if (score.given() != null) roots.add(score.given());
            score.bands().forEach(band -> {
                if (band.test() != null) roots.add(band.test());
            });
        });
        policy.benefits().forEach(benefit -> {
            if (benefit.amount() != null) roots.add(benefit.amount());
            benefit.caps().forEach(cap -> roots.add(cap.amount()));
        });
        return roots;
    }

    /** What a decision still waits for, as far as the policy asks for it, in the order of the questions. */
    public static List<Asked> open(List<Asked> asked, SortedSet<String> missing) {
        return asked.stream().filter(one -> missing.contains(one.key())).toList();
    }
}
