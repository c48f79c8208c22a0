package dev.kechuang.policy.internal;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.Recheck.FactChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Facts as JSON that the engine reads back to the same values: money in yuan with fen behind the point, numbers exact,
 * yearly facts by year. Only facts that the policy's text names are kept, since it can read no others.
 */
final class FrozenFacts {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Rational FEN = Rational.of(100);

    private FrozenFacts() {}

    static String write(Facts facts, FactDictionary dictionary, String policyText, int baseYear) {
        var all = new TreeMap<String, @Nullable Object>();
        facts.asOf().forEach((name, value) -> {
            Fact fact = dictionary.find(name);
            if (fact != null && policyText.contains(name) && !value.isUnknown()) all.put(name, node(fact, value));
        });
        facts.yearly().forEach((name, years) -> {
            Fact fact = dictionary.find(name);
            if (fact == null || !policyText.contains(name)) return;
            var byYear = new TreeMap<String, @Nullable Object>();
            years.forEach((year, value) -> {
                if (year <= baseYear && !value.isUnknown()) byYear.put(year.toString(), node(fact, value));
            });
            if (!byYear.isEmpty()) all.put(name, byYear);
        });
        return JSON.writeValueAsString(all);
    }

    /** Throws what the engine throws when the values do not fit the dictionary. */
    static Facts read(String json, FactDictionary dictionary, int baseYear) {
        return Documents.organisation("facts", json, dictionary, baseYear);
    }

    private static @Nullable Object node(Fact fact, Val value) {
        return switch (value) {
            case Val.Absent absent -> null;
            case Val.Num(Rational number) -> decimal(fact.kind() == Fact.Kind.MONEY ? number.divide(FEN) : number);
            case Val.Truth(boolean truth) -> String.valueOf(truth);
            case Val.Text(String text) -> text;
            case Val.Day(var day) -> day.toString();
            case Val.Items(List<Val> items) ->
                items.stream().map(item -> event(fact, item)).toList();
            default -> throw new IllegalArgumentException(fact.name() + " can't be frozen: " + value);
        };
    }

    private static Map<String, @Nullable Object> event(Fact fact, Val item) {
        if (!(item instanceof Val.Event(var fields))) throw new IllegalArgumentException(fact.name() + ": " + item);
        var all = new TreeMap<String, @Nullable Object>();
        fields.forEach((name, value) -> {
            Fact field = Objects.requireNonNull(fact.field(name), () -> fact.name() + " has no field " + name);
            if (!(value instanceof Val.Absent)) all.put(name, node(field, value));
        });
        return all;
    }

    private static String decimal(Rational number) {
        var decimal = number.toDecimal();
        if (!Rational.of(decimal).equals(number)) throw new IllegalArgumentException("not a decimal: " + number);
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    /** What differs between two frozen sets of facts. */
    static List<FactChange> changes(String before, String after) {
        var old = values(before);
        var now = values(after);
        var keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        var changes = new ArrayList<FactChange>();
        for (String key : keys) {
            String was = old.getOrDefault(key, "");
            String is = now.getOrDefault(key, "");
            if (was.equals(is)) continue;
            int at = key.indexOf('@');
            changes.add(
                    at < 0
                            ? new FactChange(key, 0, was, is)
                            : new FactChange(key.substring(0, at), Integer.parseInt(key.substring(at + 1)), was, is));
        }
        return changes;
    }

    /** Values by {@code name} or {@code name@year}. */
    private static Map<String, String> values(String json) {
        var values = new TreeMap<String, String>();
        JSON.readTree(json).properties().forEach(entry -> {
            if (entry.getValue().isObject()) {
                entry.getValue()
                        .properties()
                        .forEach(year -> values.put(entry.getKey() + "@" + year.getKey(), text(year.getValue())));
            } else {
                values.put(entry.getKey(), text(entry.getValue()));
            }
        });
        return values;
    }

    private static String text(tools.jackson.databind.JsonNode node) {
        return node.isString() ? node.stringValue() : JSON.writeValueAsString(ordered(node));
    }

    /** The database keeps the fields of an entry in an order of its own: lists are compared by what they hold. */
    private static Object ordered(tools.jackson.databind.JsonNode node) {
        if (node.isArray()) return node.valueStream().map(FrozenFacts::ordered).toList();
        if (!node.isObject()) return node;
        var fields = new TreeMap<String, Object>();
        node.properties().forEach(field -> fields.put(field.getKey(), ordered(field.getValue())));
        return fields;
    }

    static boolean sameJson(String one, String other) {
        return JSON.readTree(one).equals(JSON.readTree(other));
    }
}
