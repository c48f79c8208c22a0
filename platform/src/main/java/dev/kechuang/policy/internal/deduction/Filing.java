package dev.kechuang.policy.internal.deduction;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A firm's filing for a year (年度备案).
 *
 * @param typed the statement about the whole firm as typed, by code of the fact; money in 万元
 * @param reason why it was returned or opened again
 * @param confirmed null in every state but the last
 */
public record Filing(
        UUID id,
        UUID organisation,
        String organisationName,
        int year,
        State state,
        int version,
        Map<String, String> typed,
        String reason,
        @Nullable Instant submittedAt,
        @Nullable UUID submittedBy,
        String submittedName,
        @Nullable Confirmed confirmed,
        int confirmations,
        Instant changedAt) {

    /** What the filing's ledgers sum to (辅助账合计), typed beside the facts. */
    public static final String LEDGER = "ledger";

    public enum State {
        /** 草稿. */
        DRAFT,
        /** 已提交. */
        SUBMITTED,
        /** 退回补正. */
        RETURNED,
        /** 已确认. */
        CONFIRMED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What was confirmed.
     *
     * @param decision the frozen decision of the policy
     * @param expense of all projects, in fen
     * @param deduction the extra deduction (加计扣除额), in fen
     * @param saved tax saved in the year (当年节税), in fen
     * @param region where it counts
     * @param industry section or division (GB/T 4754), empty where the firm has none
     */
    public record Confirmed(
            UUID decision,
            int projects,
            long expense,
            long deduction,
            long saved,
            String region,
            @Nullable String zone,
            String industry) {}

    /** Whether the firm may change it. */
    public boolean open() {
        return state == State.DRAFT || state == State.RETURNED;
    }

    /** The tax year's last day: what the policy is decided for, and what the records count on. */
    public LocalDate day() {
        return LocalDate.of(year, 12, 31);
    }

    /** What decisions, records and facts name it by. */
    public String subject() {
        return "policy/deduction/" + id;
    }
}
