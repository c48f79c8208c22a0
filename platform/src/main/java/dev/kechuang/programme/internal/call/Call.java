package dev.kechuang.programme.internal.call;

import dev.kechuang.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call for applications (申报通知): a programme opened for a time.
 *
 * @param programme code of the programme
 * @param programmeName its name in Chinese
 * @param programmeEnglish its name in English, may be empty
 * @param version of the definition it opened with
 * @param parent the city's call a district's was delegated by, null for none
 * @param number given when it is drafted, e.g. {@code 2026-003}
 * @param closesAt first moment at which nobody may begin to submit
 * @param graceMinutes minutes after {@code closesAt} in which those who began in time may finish
 * @param budgetLine line of the ledger its money comes from, null while none is bound
 * @param revision counts drafts saved and corrections published; an edit names the one it started from
 * @param guide text of the guide; a line that begins with {@code 一、} or the like is a heading
 */
public record Call(
        UUID id,
        String programme,
        String programmeName,
        String programmeEnglish,
        UUID version,
        @Nullable UUID parent,
        String number,
        String title,
        int year,
        String region,
        State state,
        Instant opensAt,
        Instant closesAt,
        int graceMinutes,
        Money budget,
        @Nullable UUID budgetLine,
        int revision,
        String guide,
        String contact,
        String cancelledReason,
        @Nullable Instant publishedAt,
        List<Quota> quotas,
        List<Attachment> files) {

    public enum State {
        DRAFT,
        PUBLISHED,
        CANCELLED;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where a published call stands by the clock. */
    public enum Phase {
        DRAFT,
        UPCOMING,
        OPEN,
        CLOSED,
        CANCELLED
    }

    /**
     * Most applications and money of a track or field.
     *
     * @param on {@code track} or {@code field}
     * @param applications null for no bound
     * @param budget null for no share of its own
     */
    public record Quota(
            String on,
            String code,
            @Nullable Integer applications,
            @Nullable Money budget) {}

    public record Attachment(UUID file, String name, long size) {}

    /** The same call with these quotas and files. */
    Call with(List<Quota> otherQuotas, List<Attachment> otherFiles) {
        return new Call(
                id,
                programme,
                programmeName,
                programmeEnglish,
                version,
                parent,
                number,
                title,
                year,
                region,
                state,
                opensAt,
                closesAt,
                graceMinutes,
                budget,
                budgetLine,
                revision,
                guide,
                contact,
                cancelledReason,
                publishedAt,
                List.copyOf(otherQuotas),
                List.copyOf(otherFiles));
    }

    public Phase phase(Instant now) {
        return switch (state) {
            case DRAFT -> Phase.DRAFT;
            case CANCELLED -> Phase.CANCELLED;
            case PUBLISHED ->
                now.isBefore(opensAt) ? Phase.UPCOMING : now.isBefore(closesAt) ? Phase.OPEN : Phase.CLOSED;
        };
    }

    /**
     * Whether a submission counts: before the end, or, of somebody who began it before the end, within the minutes of
     * grace.
     *
     * @param began when the person opened the page that submits; {@code now} where that is not known
     */
    public boolean takes(Instant began, Instant now) {
        if (phase(now) == Phase.OPEN) return true;
        if (state != State.PUBLISHED || now.isBefore(opensAt)) return false;
        return began.isBefore(closesAt) && now.isBefore(graceEnds());
    }

    public boolean isOpen(Instant now) {
        return phase(now) == Phase.OPEN;
    }

    /** First moment at which nobody may finish any more. */
    public Instant graceEnds() {
        return closesAt.plusSeconds(60L * graceMinutes);
    }
}
