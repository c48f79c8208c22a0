package dev.kechuang.programme.internal.lifecycle;

import dev.kechuang.programme.internal.definition.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An application (申报、项目) and where it stands.
 *
 * @param programme code of its programme
 * @param version version of the definition the call opened with
 * @param year of the call
 * @param stage id of the stage
 * @param moves number of the last event that moved it: what a command has to name
 * @param requestedFen money applied for, 0 for none
 * @param grantedFen money granted, null before the decision
 * @param number given when it is submitted
 * @param announcedAt when the applicant was told how review and decision went, null before
 * @param dueOn last day for whoever acts now, null for none
 */
public record Application(
        UUID id,
        UUID call,
        String callNumber,
        String callTitle,
        int year,
        String programme,
        UUID version,
        UUID organisation,
        String organisationName,
        String region,
        @Nullable String zone,
        String stage,
        Stage.Kind stageKind,
        Status status,
        int moves,
        Instant stageSince,
        String title,
        String track,
        String field,
        String leader,
        long requestedFen,
        @Nullable Long grantedFen,
        @Nullable String number,
        @Nullable Instant submittedAt,
        @Nullable LocalDate dueOn,
        @Nullable Instant announcedAt) {

    public boolean isDraft() {
        return number == null;
    }

    /** The status as its applicant sees it: what review or decision refused looks open until it is announced. */
    public Status seenByApplicant() {
        boolean secret = stageKind == Stage.Kind.REVIEW || stageKind == Stage.Kind.DECISION;
        return status == Status.REFUSED && secret && announcedAt == null ? Status.OPEN : status;
    }

    /** Title for messages and logs, also of a draft without one. */
    public String label() {
        return title.isEmpty() ? callTitle : title;
    }
}
