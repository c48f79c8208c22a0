package dev.kechuang.report.internal.freeze;

import dev.kechuang.indicator.Snapshot;
import java.time.Instant;
import java.util.UUID;

/**
 * A frozen version of a report (定稿).
 *
 * @param unit who issues it
 * @param digest SHA-256 of the content, 64 hexadecimal digits
 * @param figures how many figures it states
 * @param reason why there is a further version, empty for the first
 */
public record Version(
        UUID id,
        UUID report,
        int number,
        String title,
        String unit,
        String digest,
        int figures,
        Snapshot snapshot,
        String reason,
        String submittedName,
        String frozenName,
        Instant frozenAt) {}
