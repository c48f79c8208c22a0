package dev.kechuang.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a saved decision would be today, for the same day, by newer rules and facts.
 *
 * @param inPacks whether the policy is still in the packs
 * @param newerRules whether its text changed since
 * @param changes facts that changed since
 * @param now the decision by today's rules and facts; null when the policy is gone
 * @param same whether verdict, conditions, amounts and points would be the same
 */
public record Recheck(
        boolean inPacks,
        boolean newerRules,
        List<FactChange> changes,
        @Nullable Decided now,
        boolean same) {

    /**
     * @param year 0 for a fact without year
     * @param before as frozen; empty when it was not known
     * @param after empty when it is no longer known
     */
    public record FactChange(String fact, int year, String before, String after) {}
}
