package dev.kechuang.match.internal.sheet;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The facts of the dictionary by the numbers that sheets have for them. Immutable. */
final class Layout {

    private final int id;
    private final FactDictionary dictionary;
    private final Map<String, Integer> numbers;
    private final @Nullable Fact[] facts;

    /** @param numbers by name of the fact */
    Layout(int id, FactDictionary dictionary, Map<String, Integer> numbers) {
        this.id = id;
        this.dictionary = dictionary;
        this.numbers = Map.copyOf(numbers);
        int most = numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        this.facts = new Fact[most + 1];
        numbers.forEach((name, number) -> facts[number] = dictionary.find(name));
    }

    /** What has to stay for a packed value to mean the same. */
    static String shape(Fact fact) {
        String shape = fact.kind() + "/" + fact.period();
        return fact.fields().isEmpty()
                ? shape
                : shape
                        + fact.fields().stream()
                                .map(field -> field.name() + ":" + field.kind())
                                .collect(Collectors.joining(",", "[", "]"));
    }

    int id() {
        return id;
    }

    FactDictionary dictionary() {
        return dictionary;
    }

    /** −1 for a fact that is in no dictionary. */
    int number(String name) {
        return numbers.getOrDefault(name, -1);
    }

    /** Null for a fact that the dictionary no longer has as it was packed: it is not known. */
    @Nullable Fact fact(int number) {
        return number < facts.length ? facts[number] : null;
    }

    /** Numbers of the facts by name. */
    Map<String, Integer> numbers() {
        return new HashMap<>(numbers);
    }
}
