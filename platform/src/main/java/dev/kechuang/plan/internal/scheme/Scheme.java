package dev.kechuang.plan.internal.scheme;

import dev.kechuang.shared.desk.Coded;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A scheme (专项事项).
 *
 * @param source who assigned it, the other party, who named the pilot, where the risk comes from
 * @param region of whom the targets are: of the lead, or the county that an agreement is made with
 * @param supporting units beside the lead
 * @param likelihood of a risk, 1 to 5; null for other kinds
 * @param impact of a risk, 1 to 5; null for other kinds
 * @param percent as the lead unit last reported
 * @param createdUnit where whoever entered it worked then, null for nowhere
 */
public record Scheme(
        UUID id,
        String number,
        int version,
        Kind kind,
        String title,
        String source,
        String document,
        Level level,
        String content,
        String region,
        UUID unit,
        String unitName,
        List<UUID> supporting,
        LocalDate startsOn,
        LocalDate endsOn,
        @Nullable Integer likelihood,
        @Nullable Integer impact,
        State state,
        int percent,
        @Nullable LocalDate closedOn,
        String closedNote,
        @Nullable UUID createdUnit,
        String createdName) {

    /** Kind of the record of a scheme. */
    public static final String RECORD = "plan.scheme";

    /** Kind of the record of a scheme that was completed. */
    public static final String DONE = "plan.schemeDone";

    public enum Kind implements Coded {
        /** 上级交办. */
        ASSIGNED,
        /** 合作协议. */
        AGREEMENT,
        /** 试点. */
        PILOT,
        /** 示范. */
        DEMONSTRATION,
        /** 风险点. */
        RISK
    }

    public enum Level implements Coded {
        STATE,
        PROVINCE,
        CITY,
        COUNTY
    }

    public enum State implements Coded {
        RUNNING,
        COMPLETED,
        TERMINATED
    }

    /** A stage, or of a risk a measure (防控措施). */
    public record Stage(
            int number,
            String title,
            LocalDate dueOn,
            @Nullable LocalDate doneOn,
            String note) {}

    /** At least this much of an indicator at the end of the term. */
    public record Target(String indicator, BigDecimal value) {}
}
