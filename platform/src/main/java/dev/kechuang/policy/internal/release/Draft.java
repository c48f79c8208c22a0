package dev.kechuang.policy.internal.release;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draft of a policy (政策草稿), without its text. There is one at work for each policy; everybody who may change the
 * policy works on it.
 *
 * @param name as its text last said it in a form that could be read
 * @param pack id of the pack it belongs to, {@code region} that pack's, {@code path} its file there
 * @param revision number of its newest text
 * @param authorName who saved that text, at {@code changedAt}
 * @param base digest of the version whose text it began from; null for a new policy
 * @param submission null while it is written
 * @param wish what was entered at the last submission, to go on from
 */
public record Draft(
        UUID id,
        String policy,
        String name,
        String pack,
        String region,
        String path,
        State state,
        int revision,
        UUID author,
        String authorName,
        Instant changedAt,
        @Nullable String base,
        @Nullable Wish wish,
        @Nullable Submission submission) {

    public enum State {
        /** 起草中: it can be changed. */
        OPEN,
        /** 待发布: waits for another person. */
        SUBMITTED,
        /** 已发布. */
        RELEASED,
        /** 已作废: kept, and nothing comes of it. */
        DISCARDED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** @param document number of the document by which it is issued */
    public record Wish(LocalDate inForceFrom, String document, String reason) {}

    public record Submission(UUID by, String name, Instant at) {}

    /** A step of a draft's way, with what was said about it. */
    public record Step(String step, int revision, String note, String name, Instant at) {}
}
