package dev.kechuang.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * All policies in the versions that decide for a day (政策版本集); immutable. A long run keeps one, so that nobody is
 * decided on mixed versions.
 *
 * @param digest names the whole set: SHA-256 over the digests of its versions in the order of their ids, 64 hexadecimal
 *     digits; the same on every day on which the same versions decide
 * @param versions one of each policy, national ones first, also those whose own validity does not hold the day
 */
public record Rules(LocalDate day, String digest, List<PolicyVersion> versions) {

    public Rules {
        versions = List.copyOf(versions);
    }

    public Optional<PolicyVersion> find(String policy) {
        return versions.stream().filter(version -> version.id().equals(policy)).findFirst();
    }

    /** Those whose validity holds the day. */
    public List<PolicyVersion> inForce() {
        return versions.stream()
                .filter(version -> version.policy().inForce(day))
                .toList();
    }
}
