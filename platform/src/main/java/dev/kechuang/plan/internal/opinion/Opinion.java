package dev.kechuang.plan.internal.opinion;

import dev.kechuang.shared.desk.Coded;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An opinion or demand of a firm (意见、诉求).
 *
 * @param number e.g. {@code 诉求2026-0926}
 * @param text as typed
 * @param unit who answers it, null until it is assigned
 * @param satisfaction null until the firm has said
 * @param reopened how often the firm was not satisfied and it was answered anew
 */
public record Opinion(
        UUID id,
        String number,
        int version,
        UUID organisation,
        String organisationName,
        String region,
        @Nullable String zone,
        Source source,
        @Nullable UUID form,
        @Nullable UUID meeting,
        String origin,
        String topic,
        String text,
        LocalDate statedOn,
        State state,
        @Nullable UUID unit,
        String unitName,
        @Nullable LocalDate dueOn,
        String answer,
        @Nullable LocalDate answeredOn,
        String answeredName,
        @Nullable Satisfaction satisfaction,
        String comment,
        int reopened) {

    /** Kind of the record of an opinion. */
    public static final String RECORD = "plan.opinion";

    /** Kind of the record of a meeting. */
    public static final String MEETING = "plan.opinionMeeting";

    /** Kind of the record of a firm that was heard, at a meeting, by a form or by itself. */
    public static final String HEARD = "plan.firmHeard";

    public enum Source implements Coded {
        FORM,
        MEETING,
        /** 企业自行提出. */
        OWN
    }

    public enum State implements Coded {
        /** 待交办. */
        RECEIVED,
        /** 办理中. */
        ASSIGNED,
        /** 已答复. */
        ANSWERED,
        /** 已办结. */
        CLOSED
    }

    public enum Satisfaction implements Coded {
        SATISFIED,
        /** 基本满意. */
        FAIR,
        UNSATISFIED
    }
}
