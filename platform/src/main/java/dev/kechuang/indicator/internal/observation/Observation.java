package dev.kechuang.indicator.internal.observation;

import dev.kechuang.indicator.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One stated value of a cell, with what became of it (观测值的一次填报).
 *
 * @param sequence from 1 in its cell
 * @param value in the indicator's unit; null takes the value back
 * @param source what the number comes from, in words; empty for none
 * @param reason of a correction; empty for none
 * @param number position among all confirmed ones, null while it is none
 */
public record Observation(
        UUID id,
        String indicator,
        String region,
        Period period,
        int sequence,
        @Nullable BigDecimal value,
        Origin origin,
        @Nullable UUID importId,
        @Nullable Integer row,
        @Nullable UUID document,
        @Nullable Integer spanStart,
        @Nullable Integer spanEnd,
        String source,
        String reason,
        UUID enteredBy,
        String enteredName,
        String unitName,
        Instant enteredAt,
        State state,
        @Nullable Long number,
        String decision,
        String decidedName,
        @Nullable Instant decidedAt) {

    /** How the value came in. */
    public enum Origin {
        FORM,
        IMPORT,
        DOCUMENT,
        API,
        DEMONSTRATION;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum State {
        /** 待确认. */
        WAITING,
        /** 已确认. */
        CONFIRMED,
        /** 已退回. */
        RETURNED,
        /** 已被后一次填报替代. */
        REPLACED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a value is stated for. */
    public record Cell(String indicator, String region, Period period) {}

    public Cell cell() {
        return new Cell(indicator, region, period);
    }
}
