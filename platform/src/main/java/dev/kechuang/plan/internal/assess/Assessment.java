package dev.kechuang.plan.internal.assess;

import dev.kechuang.indicator.Snapshot;
import dev.kechuang.shared.desk.Coded;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The assessment of a year (年度考核) by a scheme.
 *
 * @param digest of the scheme's text
 * @param snapshot to what the last run read figures; null before the first
 * @param objectionsUntil last day for objections, null before results are published
 * @param resultDigest of the final results, null before
 */
public record Assessment(
        UUID id,
        int version,
        int year,
        String scheme,
        String digest,
        String place,
        String definition,
        String region,
        State state,
        @Nullable Snapshot snapshot,
        @Nullable LocalDate objectionsUntil,
        @Nullable String resultDigest,
        String openedName,
        Instant openedAt,
        @Nullable UUID publishedBy,
        @Nullable String finalName,
        @Nullable Instant finalAt) {

    public enum State implements Coded {
        /** 评分中: runs are trials. */
        OPEN,
        /** 公布: open to objections. */
        PUBLISHED,
        /** 定稿. */
        FINAL
    }

    /** A unit that is assessed. */
    public record Subject(UUID unit, String code, String name, String group, String region) {}

    /** @param scorer 1 or 2 */
    public record Score(
            UUID unit, String item, int scorer, UUID account, String name, BigDecimal points, String reason) {}

    /** A bonus, a deduction or a veto that somebody entered. */
    public record Entry(
            UUID id,
            UUID unit,
            String item,
            BigDecimal points,
            String reason,
            String name,
            Instant at,
            String withdrawn) {}

    public record Objection(
            UUID id,
            UUID unit,
            String unitName,
            String item,
            String text,
            ObjectionState state,
            String answer,
            String raisedName,
            Instant raisedAt,
            String handledName) {}

    public enum ObjectionState implements Coded {
        RAISED,
        /** 采纳. */
        UPHELD,
        /** 不采纳. */
        REJECTED
    }
}
