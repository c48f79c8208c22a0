package dev.kechuang.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts (事实字典) that policies may name; immutable. */
public final class FactDictionary {
    private final Map<String, Fact> byName = new LinkedHashMap<>();

    public FactDictionary(List<Fact> facts) {
        facts.forEach(f -> byName.put(f.name(), f));
    }

    public @Nullable Fact find(String name) {
        return byName.get(name);
    }

    public Collection<Fact> facts() {
        return java.util.Collections.unmodifiableCollection(byName.values());
    }
}
