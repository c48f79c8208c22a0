package dev.kechuang.policy;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.shared.FieldError;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Facts somebody tries out (如果……), as the address carries them: {@code try.<code>}, yearly ones with {@code .<year>}
 * behind it. Money is typed in 万元. A field may be asked for in several places
 * of a page; what is behind {@code ~} tells them apart and is no part of the name.
 *
 * @param facts values that could be read
 * @param typed texts by name of the field as posted
 * @param places whether a field carried such a mark: then the address is not the one to pass on
 * @param entries one for each field that could be read
 * @param errors what could not be read, at the field as it was posted
 */
public record TriedFacts(
        Facts facts, Map<String, String> typed, boolean places, List<Entry> entries, List<FieldError> errors) {

    public static final String PREFIX = "try.";

    /** One value, ready to be shown and to be handed to the year's form. */
    public record Entry(String name, Fact fact, int year, Val value, String text) {

        /** As the yearly form wants it. */
        public String forForm() {
            if (value instanceof Val.Truth(boolean truth)) return truth ? "是" : "否";
            return text;
        }
    }

    /** Texts by the name of the field, as an address carries them. */
    public Map<String, String> kept() {
        var kept = new TreeMap<String, String>();
        entries.forEach(entry -> kept.put(entry.name(), entry.text()));
        return kept;
    }

    public boolean any() {
        return !entries.isEmpty();
    }

    /** @param baseYear the year of a yearly fact whose name carries none */
    public static TriedFacts read(FactDictionary dictionary, int baseYear, Map<String, String> posted) {
        var byCode = new LinkedHashMap<String, Fact>();
        dictionary.facts().forEach(fact -> byCode.put(fact.code(), fact));
        var typed = new TreeMap<String, String>();
        var entries = new TreeMap<String, Entry>();
        var errors = new ArrayList<FieldError>();
        var facts = Facts.builder();
        var marked = new HashSet<String>();
        for (var parameter : posted.entrySet()) {
            String field = parameter.getKey();
            String text = parameter.getValue().strip();
            if (!field.startsWith(PREFIX)) continue;
            int mark = field.indexOf('~');
            if (mark > 0) marked.add(field);
            if (text.isEmpty() || text.length() > 100) continue;
            String plain = mark < 0 ? field : field.substring(0, mark);
            String[] parts = plain.substring(PREFIX.length()).split("\\.", 2);
            Fact fact = byCode.get(parts[0]);
            if (fact == null || OrganisationFacts.LISTS_KEPT.contains(fact.code())) continue;
            boolean yearly = fact.period() == Fact.Period.YEAR;
            int year = !yearly
                    ? 0
                    : parts.length > 1 && parts[1].matches("(19|20)[0-9]{2}") ? Integer.parseInt(parts[1]) : baseYear;
            String name = PREFIX + fact.code() + (yearly ? "." + year : "");
            typed.put(mark < 0 ? name : field, text);
            Val value = value(fact, text);
            if (value == null) {
                errors.add(FieldError.of(
                        mark < 0 ? name : field, error(fact), fact.name(), String.join("、", choices(fact))));
                continue;
            }
            entries.put(field, new Entry(name, fact, year, value, text));
        }
        // What is typed anew counts when all of it is right: until then the page stays as it was, with the errors on
        // it.
        if (!errors.isEmpty()) marked.forEach(entries::remove);
        else entries.values().forEach(entry -> typed.put(entry.name(), entry.text()));
        entries.values().forEach(entry -> facts.set(entry.fact(), entry.year(), entry.value()));
        return new TriedFacts(facts.build(), typed, !marked.isEmpty(), List.copyOf(entries.values()), errors);
    }

    /** Of a list only that it has no entry can be typed. */
    private static @Nullable Val value(Fact fact, String text) {
        if (fact.kind() != Fact.Kind.EVENTS) return Documents.cell(fact, written(fact, text));
        return text.equals(OrganisationFacts.NO_ENTRY) ? new Val.Items(List.of()) : null;
    }

    private static List<String> choices(Fact fact) {
        return fact.kind() == Fact.Kind.EVENTS ? List.of(OrganisationFacts.NO_ENTRY) : fact.values();
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
