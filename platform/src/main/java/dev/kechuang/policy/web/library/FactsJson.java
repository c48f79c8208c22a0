package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.internal.library.FactText;
import dev.kechuang.shared.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Facts of a firm as JSON: by name or code, yearly ones by year ({@code {"营业收入": {"2025": 8000000}}}) or with the year
 * behind the name ({@code "revenue@2025"}), money in yuan or as {@code "800万元"}, lists of entries as arrays of objects,
 * null for what is known not to exist. Bounds such as {@code "≤500"} count as what they are.
 */
final class FactsJson {

    private static final int MOST_ENTRIES = 2_000;

    private final Map<String, Fact> facts = new HashMap<>();
    private final List<FieldError> errors = new ArrayList<>();
    private final Facts.Builder built = Facts.builder();
    private final int year;

    private FactsJson(FactDictionary dictionary, int year) {
        dictionary.facts().forEach(fact -> {
            facts.put(fact.name(), fact);
            facts.put(fact.code(), fact);
        });
        this.year = year;
    }

    /** @param errors named by their place, e.g. {@code facts.营业收入.2025}; empty when all could be read */
    record Read(Facts facts, List<FieldError> errors) {}

    /** @param year of a yearly fact given without one */
    static Read read(@Nullable JsonNode json, FactDictionary dictionary, int year) {
        var reading = new FactsJson(dictionary, year);
        if (json != null && !json.isNull()) {
            if (json.isObject()) json.properties().forEach(entry -> reading.fact(entry.getKey(), entry.getValue()));
            else reading.errors.add(FieldError.of("facts", "library.api.error.object"));
        }
        return new Read(reading.built.build(), List.copyOf(reading.errors));
    }

    private void fact(String key, JsonNode value) {
        String place = "facts." + key;
        int at = key.indexOf('@');
        Fact fact = facts.get(at < 0 ? key : key.substring(0, at));
        if (fact == null) {
            errors.add(FieldError.of(place, "library.api.error.fact", key));
            return;
        }
        boolean yearly = fact.period() == Fact.Period.YEAR;
        if (at >= 0 && (!yearly || !key.substring(at + 1).matches("[0-9]{4}"))) {
            errors.add(FieldError.of(place, "library.api.error.year", key));
        } else if (yearly && value.isObject()) {
            value.properties().forEach(entry -> {
                if (entry.getKey().matches("[0-9]{4}")) {
                    set(place + "." + entry.getKey(), fact, Integer.parseInt(entry.getKey()), entry.getValue());
                } else {
                    errors.add(FieldError.of(place + "." + entry.getKey(), "library.api.error.year", entry.getKey()));
                }
            });
        } else if (fact.kind() == Fact.Kind.EVENTS && !value.isNull()) {
            entries(place, fact, value);
        } else {
            set(place, fact, !yearly ? 0 : at < 0 ? year : Integer.parseInt(key.substring(at + 1)), value);
        }
    }

    private void set(String place, Fact fact, int of, JsonNode value) {
        Val one = value(place, fact, of == 0 ? fact.name() : fact.name() + "@" + of, value);
        if (one != null) built.set(fact, of, one);
    }

    private @Nullable Val value(String place, Fact fact, String key, JsonNode value) {
        if (value.isNull()) return Val.ABSENT;
        Val read = value.isValueNode() ? FactText.read(fact, value.asString(), "元", key) : null;
        if (read == null) errors.add(misfit(place, fact));
        return read;
    }

    private static FieldError misfit(String place, Fact fact) {
        return fact.kind() == Fact.Kind.MONEY
                ? FieldError.of(place, "library.api.error.money", fact.name())
                : CalculatorForm.error(place, fact, fact.name());
    }

    private void entries(String place, Fact fact, JsonNode list) {
        if (!list.isArray() || list.size() > MOST_ENTRIES) {
            errors.add(FieldError.of(place, "library.api.error.list", fact.name(), MOST_ENTRIES));
            return;
        }
        var entries = new ArrayList<Val>();
        int number = 0;
        for (JsonNode item : list) {
            String at = place + "[" + number++ + "]";
            if (!item.isObject()) {
                errors.add(FieldError.of(at, "library.api.error.object"));
                continue;
            }
            var fields = new HashMap<String, Val>();
            item.properties().forEach(entry -> {
                Fact field = fact.fields().stream()
                        .filter(f -> f.name().equals(entry.getKey()) || f.code().equals(entry.getKey()))
                        .findFirst()
                        .orElse(null);
                String inside = at + "." + entry.getKey();
                if (field == null) {
                    errors.add(FieldError.of(inside, "library.api.error.field", fact.name(), entry.getKey()));
                    return;
                }
                Val one = value(inside, field, fact.name(), entry.getValue());
                if (one != null && !(one instanceof Val.Absent)) fields.put(field.name(), one);
            });
            entries.add(new Val.Event(Map.copyOf(fields)));
        }
        built.set(fact, 0, new Val.Items(List.copyOf(entries)));
    }
}
