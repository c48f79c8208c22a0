package dev.kechuang.policy;

import dev.kechuang.engine.Decision;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/**
 * A decision that was saved with the facts and the version it was decided on; never changed.
 *
 * @param version digest of the policy's version
 * @param facts frozen values as JSON, by fact, yearly ones by year
 * @param stated names of those stated for the purpose and not confirmed in the register
 * @param outcome verdict of each condition, amounts, points, as JSON
 * @param subject what it was saved for, empty when somebody saved it by hand
 */
public record SavedDecision(
        UUID id,
        String version,
        String policy,
        UUID organisation,
        LocalDate on,
        Decision.Verdict verdict,
        String facts,
        Set<String> stated,
        String outcome,
        String subject,
        Instant decidedAt,
        String decidedBy) {}
