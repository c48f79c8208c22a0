package dev.kechuang.report.internal.draft;

import dev.kechuang.indicator.Period;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report (报告) of a region and period.
 *
 * @param title as it reads now
 * @param moves counts every change, so that a decision is about what was read
 * @param version number of the last frozen version, 0 before the first
 * @param issuer whose name stands under it
 * @param reason why it was opened again after a freeze, empty before
 */
public record Report(
        UUID id,
        String template,
        String title,
        String titleText,
        String region,
        Period period,
        State state,
        int moves,
        int version,
        String issuer,
        String reason,
        UUID createdBy,
        String createdName,
        Instant createdAt,
        @Nullable UUID submittedBy,
        @Nullable String submittedName,
        @Nullable Instant submittedAt) {

    public enum State {
        /** 起草. */
        DRAFT,
        /** 待审定. */
        REVIEW,
        /** 已定稿. */
        FROZEN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String code) {
            return Arrays.stream(values())
                    .filter(state -> state.code().equals(code))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** @param revision counts from 1 */
    public record Section(
            String id, int place, String heading, String text, int revision, String savedName, Instant savedAt) {}

    /** What somebody typed into a section and has not saved yet. */
    public record Typing(UUID account, String name, int base, String heading, String text, Instant at) {}

    /** What happened to a report. */
    public record Event(String kind, String name, String reason, Instant at) {}
}
