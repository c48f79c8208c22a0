package dev.kechuang.policy.web;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Words;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.TriedFacts;
import dev.kechuang.shared.web.ui.Option;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The fields in which somebody tries out facts of one policy, as {@link TriedFacts} reads them. */
public final class TriedFields {

    private TriedFields() {}

    /**
     * @param known the value it has now, in words
     * @param missing whether the decision waits for it
     * @param options what may be chosen; empty for a typed value
     */
    public record Field(String name, String label, String unit, String known, boolean missing, List<Option> options) {}

    /** Every fact the policy reads that can be typed, those it waits for first. */
    static List<Field> fields(Decided decided, Locale locale) {
        Policy policy = decided.version().policy();
        int baseYear = policy.baseYear(decided.on());
        Set<Policy.FactUse> uses = new LinkedHashSet<>();
        policy.conditions().forEach(condition -> uses.addAll(condition.uses()));
        policy.benefits().forEach(benefit -> uses.addAll(benefit.uses()));
        var missing = new ArrayList<Field>();
        var others = new ArrayList<Field>();
        var seen = new LinkedHashSet<String>();
        for (Policy.FactUse use : uses) {
            Fact fact = use.fact();
            if (fact.kind() == Fact.Kind.EVENTS) continue;
            boolean yearly = fact.period() == Fact.Period.YEAR;
            int year = yearly ? baseYear - use.yearsBack() : 0;
            String name = TriedFacts.PREFIX + fact.code() + (yearly ? "." + year : "");
            if (!seen.add(name)) continue;
            Val value = decided.facts().get(fact, year);
            boolean open = value.isUnknown();
            String fitting = PolicyWords.english(locale) ? fact.english() : fact.name();
            var field = new Field(
                    name,
                    yearly ? fitting + (PolicyWords.english(locale) ? " (" + year + ")" : "（" + year + "年）") : fitting,
                    fact.kind() == Fact.Kind.MONEY ? "万元" : fact.unit(),
                    open ? "" : Words.value(value, fact.type(), Decided.language(locale)),
                    open && waitsFor(decided.decision(), fact),
                    options(fact, locale));
            (field.missing() ? missing : others).add(field);
        }
        missing.addAll(others);
        return List.copyOf(missing);
    }

    private static boolean waitsFor(Decision decision, Fact fact) {
        return decision.missing().stream()
                .anyMatch(key -> key.equals(fact.name()) || key.startsWith(fact.name() + "@"));
    }

    private static List<Option> options(Fact fact, Locale locale) {
        boolean english = PolicyWords.english(locale);
        return switch (fact.kind()) {
            case BOOLEAN ->
                List.of(new Option("true", english ? "Yes" : "是"), new Option("false", english ? "No" : "否"));
            case ENUM -> fact.values().stream().map(v -> new Option(v, v)).toList();
            default -> List.of();
        };
    }
}
