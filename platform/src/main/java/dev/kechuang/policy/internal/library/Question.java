package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Fact;
import java.util.List;
import java.util.Set;

/**
 * A fact that could be asked, with the answers that policies can tell apart.
 *
 * @param year 0 for a fact without year
 * @param answers those to choose from; for what is held every combination
 * @param names of entries that policies ask for, in the dictionary's order; for what is held alone
 * @param policies ids of those that read the fact
 */
public record Question(Fact fact, int year, Kind kind, List<Answer> answers, List<String> names, Set<String> policies) {

    public enum Kind {
        /** In bands between the thresholds of the policies. */
        NUMBER,
        DAY,
        TRUTH,
        CHOICE,
        /** Which of several entries, such as titles, are held now. */
        HELD,
        /** Whether there is any entry. */
        EXISTS
    }

    /** As the engine names the fact when it is missing. */
    public String key() {
        return year == 0 ? fact.name() : fact.name() + "@" + year;
    }

    /** Stands in an address. */
    public String code() {
        return year == 0 ? fact.code() : fact.code() + "." + year;
    }
}
