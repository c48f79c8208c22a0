package dev.kechuang.match.internal.run;

import dev.kechuang.policy.PolicyVersion;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force on a day in the versions that decide it, each with its number in the database. Immutable; a run
 * is done on one.
 *
 * @param digest over the versions: the same digest decides the same
 * @param rules at most 32,767
 */
public record RuleSet(String digest, LocalDate day, List<Rule> rules) {

    /** Its rules of some policies; under the digest of all. */
    RuleSet only(Collection<String> policies) {
        return new RuleSet(
                digest,
                day,
                rules.stream()
                        .filter(rule -> policies.contains(rule.version().id()))
                        .toList());
    }

    /** By their codes. */
    List<Short> codes() {
        return rules.stream().map(Rule::code).toList();
    }

    /**
     * @param code number of the version
     * @param regions codes of regions and zones it holds in; null for everywhere
     */
    public record Rule(
            short code, PolicyVersion version, @Nullable Set<String> regions) {

        /** Whether it is an organisation's that lies there. */
        public boolean covers(String region, @Nullable String zone) {
            return regions == null || regions.contains(region) || zone != null && regions.contains(zone);
        }
    }
}
