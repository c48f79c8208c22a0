package dev.kechuang.engine.feel;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The standard functions by name. */
public final class Builtins {
    private static final Map<String, Builtin> ALL = new HashMap<>();

    static {
        NumberFunctions.register();
        TextFunctions.register();
        ListFunctions.register();
        ContextFunctions.register();
        TemporalFunctions.register();
        RangeFunctions.register();
    }

    private static final Set<String> NAMES = names(ALL.keySet());

    private Builtins() {}

    private static Set<String> names(Collection<String> functions) {
        Set<String> names = new TreeSet<>(functions);
        Collections.addAll(names, "time offset", "start included", "end included");
        return Collections.unmodifiableSet(names);
    }

    /** Declares one overload; several with one name are tried in the order of declaration. */
    static void add(String signature, Builtin.Body body) {
        String name = signature.substring(0, signature.indexOf('('));
        ALL.computeIfAbsent(name, Builtin::new).add(signature, body);
    }

    /** Names of functions and properties, among them those of several words. */
    public static Set<String> names() {
        return NAMES;
    }

    /** Calls a standard function by name; null when there is none or the arguments do not fit. */
    public static Value call(String name, List<Value> arguments) {
        Builtin builtin = ALL.get(name);
        return builtin == null ? Value.NULL : builtin.call(arguments);
    }

    static Value find(String name) {
        Builtin builtin = ALL.get(name);
        return builtin == null ? Value.NULL : builtin;
    }
}
