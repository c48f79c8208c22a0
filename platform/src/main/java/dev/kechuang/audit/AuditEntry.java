package dev.kechuang.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log as it is kept.
 *
 * @param actor account of the person, null for the public and for the platform
 * @param actorName the person's name at that time, or the job's
 * @param address where the request came from, null for none
 * @param details JSON object, exactly as written
 */
public record AuditEntry(
        UUID id,
        Instant at,
        Origin origin,
        @Nullable UUID actor,
        String actorName,
        @Nullable String address,
        String action,
        String subjectType,
        String subject,
        String label,
        String details) {

    /** Who acts. */
    public enum Origin {
        /** Somebody who is logged in. */
        PERSON,
        /** Somebody who is not. */
        PUBLIC,
        /** The platform by itself. */
        SYSTEM
    }
}
