package dev.kechuang.match.internal.mine;

import dev.kechuang.engine.Fact;
import dev.kechuang.policy.TriedFacts;

/**
 * A fact somebody is asked for.
 *
 * @param year 0 for a fact without year
 * @param policies how many undecided policies wait for it
 */
public record Question(Fact fact, int year, int policies) {

    /** Name of its field; the year belongs to it, since the same fact of two years are two answers. */
    public String field() {
        return TriedFacts.PREFIX + fact.code() + (year == 0 ? "" : "." + year);
    }
}
