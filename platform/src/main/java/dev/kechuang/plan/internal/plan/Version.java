package dev.kechuang.plan.internal.plan;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version (版本) of a plan; the one in force is the released one with the highest number.
 *
 * @param number from 1
 * @param reason why it revises the one before, empty for the first
 * @param base the version it revises, null for the first
 * @param returned why it was given back last, empty when it was not
 */
public record Version(
        UUID id,
        UUID plan,
        int number,
        State state,
        String reason,
        @Nullable UUID base,
        String madeName,
        Instant madeAt,
        @Nullable UUID proposedBy,
        @Nullable String proposedName,
        @Nullable Instant proposedAt,
        @Nullable String decidedName,
        @Nullable Instant decidedAt,
        String returned) {

    public enum State {
        DRAFT,
        /** 待发布. */
        PROPOSED,
        /** 已发布. */
        RELEASED,
        DISCARDED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public boolean isDraft() {
        return state == State.DRAFT;
    }
}
