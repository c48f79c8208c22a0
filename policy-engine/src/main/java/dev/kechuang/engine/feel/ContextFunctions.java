package dev.kechuang.engine.feel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions on contexts (DMN 1.5, table 80). */
final class ContextFunctions {
    private ContextFunctions() {}

    static void register() {
        Builtins.add("get value(m: context, key: string)", a -> Properties.of(a.get(0), key(a.get(1))));
        Builtins.add("get value(m: context, keys: list)", a -> path(a.get(0), ListFunctions.items(a.get(1))));
        Builtins.add("get entries(m: context)", ContextFunctions::entries);
        Builtins.add("context(entries: list)", a -> context(ListFunctions.items(a.getFirst())));
        Builtins.add(
                "context put(context: context, key: string, value: any~)",
                a -> put(a.get(0), List.of(a.get(1)), a.get(2)));
        Builtins.add(
                "context put(context: context, keys: list, value: any~)",
                a -> put(a.get(0), ListFunctions.items(a.get(1)), a.get(2)));
        Builtins.add("context merge(contexts: list)", a -> merge(ListFunctions.items(a.getFirst())));
    }

    private static String key(Value key) {
        return key instanceof Value.Text(String s) ? s : "";
    }

    private static Value path(Value context, List<Value> keys) {
        Value at = keys.isEmpty() ? Value.NULL : context;
        for (Value key : keys) {
            at = key instanceof Value.Text(String name) && at instanceof Value.Context
                    ? Properties.of(at, name)
                    : Value.NULL;
        }
        return at;
    }

    private static Map<String, Value> map(Value context) {
        return context instanceof Value.Context(Map<String, Value> entries) ? entries : Map.of();
    }

    private static Value entries(List<Value> a) {
        List<Value> entries = new ArrayList<>();
        map(a.getFirst()).forEach((key, value) -> {
            Map<String, Value> entry = new LinkedHashMap<>();
            entry.put("key", Value.of(key));
            entry.put("value", value);
            entries.add(new Value.Context(entry));
        });
        return new Value.Items(entries);
    }

    private static Value context(List<Value> entries) {
        Map<String, Value> result = new LinkedHashMap<>();
        for (Value entry : entries) {
            Map<String, Value> map = map(entry);
            if (!(map.get("key") instanceof Value.Text(String key)) || result.containsKey(key)) {
                return Value.NULL;
            }
            Value value = map.get("value");
            if (value == null) {
                return Value.NULL;
            }
            result.put(key, value);
        }
        return new Value.Context(result);
    }

    /** Puts at a path of keys; every key but the last must lead to a context. */
    private static Value put(Value context, List<Value> keys, Value value) {
        if (keys.isEmpty()
                || !(keys.getFirst() instanceof Value.Text(String key))
                || !(context instanceof Value.Context(Map<String, Value> entries))) {
            return Value.NULL;
        }
        Map<String, Value> changed = new LinkedHashMap<>(entries);
        Value inner = value;
        if (keys.size() > 1) {
            inner = put(entries.getOrDefault(key, Value.NULL), keys.subList(1, keys.size()), value);
            if (inner.isNull()) {
                return Value.NULL;
            }
        }
        changed.put(key, inner);
        return new Value.Context(changed);
    }

    private static Value merge(List<Value> contexts) {
        Map<String, Value> merged = new LinkedHashMap<>();
        for (Value context : contexts) {
            if (!(context instanceof Value.Context(Map<String, Value> entries))) {
                return Value.NULL;
            }
            merged.putAll(entries);
        }
        return new Value.Context(merged);
    }
}
