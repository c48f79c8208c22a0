package dev.kechuang.match.internal.grow;

import dev.kechuang.engine.Decision.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pre-review (预评审) of a firm in the store, frozen.
 *
 * @param decision the saved decision of the module {@code policy} that it shows
 * @param fingerprint tells whether deciding again would come to the same
 * @param unmet conditions not met
 * @param open conditions that nobody can tell yet
 * @param scoreLow points of the policy's table, null where it has none
 */
public record Prereview(
        UUID id,
        UUID entry,
        UUID decision,
        String policy,
        Verdict verdict,
        String fingerprint,
        int unmet,
        int open,
        int risks,
        @Nullable BigDecimal scoreLow,
        @Nullable BigDecimal scoreHigh,
        LocalDate day,
        Instant madeAt,
        String madeName) {

    static final String SUBJECT = "match/prereview/";
}
