package dev.kechuang.plan.internal.supervise;

import dev.kechuang.shared.desk.Coded;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A supervision item (督查事项).
 *
 * @param number e.g. {@code 督查2026-012}
 * @param task the task of a plan it was taken from, null for none
 * @param evaluator third party that evaluates, empty but for evaluations
 * @param policy what is evaluated, empty but for evaluations
 * @param score of the evaluation, 0 to 100; null until it is there
 * @param open findings that are not rectified yet
 */
public record Supervision(
        UUID id,
        String number,
        int version,
        Kind kind,
        String title,
        String basis,
        @Nullable UUID task,
        UUID unit,
        String unitName,
        String region,
        LocalDate issuedOn,
        LocalDate dueOn,
        State state,
        @Nullable LocalDate closedOn,
        String closedNote,
        int reopened,
        String evaluator,
        String policy,
        @Nullable BigDecimal score,
        String conclusion,
        String issuedName,
        int findings,
        int open) {

    /** Kind of the record of an item. */
    public static final String RECORD = "plan.supervision";

    /** Kind of the record of a finding. */
    public static final String FOUND = "plan.finding";

    /** Kind of the record of a finding that was rectified. */
    public static final String RECTIFIED = "plan.rectified";

    public enum Kind implements Coded {
        /** 计划任务督查. */
        TASK,
        /** 专项督查. */
        FREE,
        /** 第三方评估. */
        EVALUATION
    }

    public enum State implements Coded {
        OPEN,
        CLOSED
    }

    /**
     * A finding (督查发现的问题) with its rectification (整改).
     *
     * @param number within the item
     */
    public record Finding(
            UUID id,
            UUID supervision,
            int number,
            int version,
            String text,
            LocalDate dueOn,
            FindingState state,
            String report,
            @Nullable LocalDate reportedOn,
            String reportedName,
            String review,
            @Nullable LocalDate reviewedOn,
            String foundName,
            LocalDate foundOn,
            List<Evidence> evidence) {}

    public enum FindingState implements Coded {
        /** 整改中. */
        OPEN,
        /** 已报整改. */
        REPORTED,
        /** 退回整改. */
        RETURNED,
        /** 已销号. */
        ACCEPTED
    }

    /** @param part {@code finding} or {@code report} */
    public record Evidence(UUID file, String name, String part) {}
}
