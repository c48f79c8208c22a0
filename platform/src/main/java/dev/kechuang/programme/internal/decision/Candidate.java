package dev.kechuang.programme.internal.decision;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application that waits for the decision.
 *
 * @param score weighted sum of the review results, null where one is missing
 * @param first result of the first review that counts, for ties; null where it is missing
 * @param fen what it gets unless a leader says otherwise
 */
public record Candidate(
        UUID application,
        int moves,
        String number,
        String title,
        UUID organisation,
        String organisationName,
        String region,
        @Nullable String zone,
        String leader,
        String track,
        String field,
        long requestedFen,
        @Nullable Instant submittedAt,
        @Nullable LocalDate founded,
        @Nullable BigDecimal score,
        @Nullable BigDecimal first,
        long fen) {

    Candidate with(long sum) {
        return new Candidate(
                application,
                moves,
                number,
                title,
                organisation,
                organisationName,
                region,
                zone,
                leader,
                track,
                field,
                requestedFen,
                submittedAt,
                founded,
                score,
                first,
                sum);
    }
}
