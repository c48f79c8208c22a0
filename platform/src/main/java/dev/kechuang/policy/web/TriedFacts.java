package dev.kechuang.policy.web;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Words;
import dev.kechuang.policy.Decided;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Option;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Facts that somebody tries out (如果……): fields of a form named {@code try.<code>}, yearly ones with {@code .<year>}
 * behind it. Money is typed in 万元.
 */
public final class TriedFacts {

    static final String PREFIX = "try.";

    private TriedFacts() {}

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
            String name = PREFIX + fact.code() + (yearly ? "." + year : "");
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

    /** @param form as typed, with what is wrong with it */
    record Reading(Facts facts, Form form, boolean any) {}

    /** Reads the fields of the policy's facts; others are passed over. */
    static Reading read(Policy policy, LocalDate day, Map<String, String> posted) {
        var typed = new LinkedHashMap<String, String>();
        var errors = new ArrayList<FieldError>();
        var facts = Facts.builder();
        int baseYear = policy.baseYear(day);
        posted.forEach((name, text) -> {
            if (!name.startsWith(PREFIX) || text.isBlank()) return;
            String[] parts = name.substring(PREFIX.length()).split("\\.");
            Fact fact = policy.dictionary().facts().stream()
                    .filter(f -> f.code().equals(parts[0]))
                    .findFirst()
                    .orElse(null);
            if (fact == null || fact.kind() == Fact.Kind.EVENTS) return;
            int year = parts.length > 1 && parts[1].matches("[0-9]{4}") ? Integer.parseInt(parts[1]) : baseYear;
            typed.put(name, text);
            Val value = Documents.cell(fact, written(fact, text));
            if (value == null)
                errors.add(FieldError.of(name, error(fact), fact.name(), String.join("、", fact.values())));
            else facts.set(fact, year, value);
        });
        return new Reading(facts.build(), Form.of(typed).with(errors), !typed.isEmpty());
    }

    /** As the engine reads it: digits without separators, money with its unit. */
    private static String written(Fact fact, String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replace(",", "")
                .strip();
        if (fact.kind() == Fact.Kind.BOOLEAN) {
            return plain.equals("是") ? "true" : plain.equals("否") ? "false" : plain;
        }
        boolean number = plain.matches("-?[0-9]+(\\.[0-9]+)?");
        return fact.kind() == Fact.Kind.MONEY && number ? plain + "万元" : plain;
    }

    private static String error(Fact fact) {
        return switch (fact.kind()) {
            case MONEY -> "policy.error.money";
            case INTEGER -> "policy.error.whole";
            case DECIMAL, RATIO -> "policy.error.number";
            case DATE -> "policy.error.date";
            case BOOLEAN, ENUM, TEXT, EVENTS -> "policy.error.choice";
        };
    }
}
