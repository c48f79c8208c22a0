package dev.kechuang.programme.internal.credit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry in the credit record (信用记录).
 *
 * @param personName who led, empty for none
 * @param event code of the rules
 * @param until the first day on which it no longer counts
 * @param blocksUntil the first day on which applications are possible again, null where it does not block
 * @param confirmedAt null while a second person has not confirmed it; it does not count before
 * @param upheld the ruling on an objection: null for none or an open one
 */
public record CreditEntry(
        UUID id,
        UUID organisation,
        String organisationName,
        String region,
        @Nullable String zone,
        String personName,
        String event,
        int points,
        LocalDate on,
        LocalDate until,
        @Nullable LocalDate blocksUntil,
        @Nullable UUID application,
        String applicationNumber,
        String text,
        @Nullable UUID enteredBy,
        String enteredName,
        Instant enteredAt,
        String confirmedName,
        @Nullable Instant confirmedAt,
        @Nullable Boolean upheld,
        boolean objected) {

    /** Kind of the record that counts it. */
    public static final String RECORD = "programme.credit";

    public enum State {
        /** 待确认. */
        PROPOSED,
        /** 异议处理中. */
        OBJECTED,
        /** 已撤销: an objection was upheld. */
        REVOKED,
        /** 已到期. */
        EXPIRED,
        /** 计分中. */
        COUNTING
    }

    public State state(LocalDate today) {
        if (upheld != null && upheld) return State.REVOKED;
        if (confirmedAt == null) return State.PROPOSED;
        if (objected) return State.OBJECTED;
        return today.isBefore(until) ? State.COUNTING : State.EXPIRED;
    }

    /** An objection and what became of it. */
    public record Objection(
            UUID id,
            String text,
            String actor,
            Instant raisedAt,
            @Nullable Boolean upheld,
            String ruling,
            String ruledName,
            @Nullable Instant ruledAt) {}
}
