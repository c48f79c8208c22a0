package dev.kechuang.engine.feel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names in sight of an expression, innermost first. */
record Scope(@Nullable Scope parent, Map<String, Value> values) {
    @Nullable Value find(String name) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            Value value = scope.values.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
