package dev.kechuang.programme.internal.check;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The check list of an application in one round (形式审查表): first, and once more after every correction.
 *
 * @param round from 1
 * @param officer who has it on the desk, null while it waits
 * @param version counts claims and releases
 * @param comparedAt when it was last compared with everything else, null before
 * @param outcome null while it is open
 * @param marks by item
 */
public record CheckSheet(
        UUID application,
        String stage,
        int round,
        Instant openedAt,
        @Nullable UUID officer,
        String officerName,
        @Nullable Instant claimedAt,
        int version,
        @Nullable Instant comparedAt,
        @Nullable Instant closedAt,
        @Nullable Outcome outcome,
        String decidedBy,
        Map<String, Mark> marks) {

    public enum Outcome {
        PASSED,
        RETURNED,
        REFUSED,
        WITHDRAWN,
        TERMINATED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What an officer ticked off.
     *
     * @param pass whether the item is in order
     * @param note what is wrong, for the applicant
     */
    public record Mark(boolean pass, String note) {}

    public boolean isOpen() {
        return outcome == null;
    }

    CheckSheet with(Map<String, Mark> all) {
        return new CheckSheet(
                application,
                stage,
                round,
                openedAt,
                officer,
                officerName,
                claimedAt,
                version,
                comparedAt,
                closedAt,
                outcome,
                decidedBy,
                Map.copyOf(all));
    }
}
