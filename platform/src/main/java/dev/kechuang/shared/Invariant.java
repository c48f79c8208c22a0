package dev.kechuang.shared;

import java.util.List;

/**
 * Something that must hold in the database at any time; {@code ./kc verify} runs every bean of this type and prints a
 * line for each. A module brings its own beside the tables they watch.
 */
public interface Invariant {

    /** Stable name, {@code module.what}, e.g. {@code audit.chain}. */
    String name();

    /** One sentence that says what holds. */
    String claim();

    /** Checks it; an empty list means that it holds, otherwise up to 20 examples of what breaks it. */
    Result check();

    /**
     * @param checked number of things looked at
     * @param violations sentences, each naming one thing that breaks the invariant
     */
    record Result(long checked, List<String> violations) {
        public boolean holds() {
            return violations.isEmpty();
        }
    }
}
