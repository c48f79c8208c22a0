package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.IntellectualProperties.Obtained;
import dev.kechuang.registry.RightKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A confirmed right (知识产权) as it stands.
 *
 * @param applicationNumber without dots and prefix, empty for none
 * @param grantNumber of the certificate or the publication of the grant, empty for none
 * @param termUntil last day of the term, null for none or before the grant
 * @param endedOn first day on which it no longer stood, when it ended before its term
 * @param end why it ended before its term, null where it did not
 * @param cell where it counts: its first owner's
 * @param owners how many organisations of the register own it now
 */
public record Right(
        UUID id,
        int version,
        RightKind kind,
        String title,
        String applicationNumber,
        String grantNumber,
        @Nullable LocalDate applied,
        @Nullable LocalDate granted,
        @Nullable LocalDate termUntil,
        @Nullable LocalDate endedOn,
        @Nullable End end,
        boolean withdrawn,
        boolean usedForHnte,
        List<String> inventors,
        String otherOwners,
        Cell cell,
        String firstOwner,
        int owners,
        LocalDate onDay,
        Instant updatedAt) {

    /** Where a right counts. */
    public record Cell(
            UUID organisation, String region, @Nullable String zone, String industry) {}

    /** Why a right or an application ended before its time. */
    public enum End {
        /** 驳回: the application was refused. */
        REFUSED,
        /** 撤回、视为撤回. */
        DROPPED,
        /** 未缴年费. */
        FEE,
        /** 宣告无效. */
        INVALID,
        /** 放弃. */
        ABANDONED,
        /** 权利人注销: no owner is left on the register. */
        CLOSED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<End> of(String code) {
            return Arrays.stream(values())
                    .filter(each -> each.code().equals(code))
                    .findFirst();
        }
    }

    /** Where a right stands on a day. */
    public enum State {
        /** 申请中. */
        APPLIED,
        /** 有效. */
        VALID,
        /** 失效: it was valid once. */
        LAPSED,
        /** 申请终止: it never was. */
        DROPPED,
        /** 录入撤回. */
        WITHDRAWN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @return empty before it was applied for */
    public Optional<State> stateOn(LocalDate day) {
        if (withdrawn) return Optional.of(State.WITHDRAWN);
        boolean over = endedOn != null && !day.isBefore(endedOn);
        if (granted != null && !day.isBefore(granted)) {
            return Optional.of(over || termUntil != null && day.isAfter(termUntil) ? State.LAPSED : State.VALID);
        }
        if (applied == null || day.isBefore(applied)) return Optional.empty();
        return Optional.of(over ? State.DROPPED : State.APPLIED);
    }

    /** The last day on which it is or was valid, null for no end and for what was never granted. */
    public @Nullable LocalDate lastDay() {
        if (granted == null) return null;
        return endedOn == null ? termUntil : endedOn.minusDays(1);
    }

    /** The number people know it by. */
    public String number() {
        return applicationNumber.isEmpty() ? grantNumber : RightNumbers.shown(kind, applicationNumber, granted != null);
    }

    /**
     * One of its owners (权利人).
     *
     * @param until first day on which it no longer owned it, null while it does
     * @param share in percent with two decimals, null where none is stated
     * @param supportsProduct null where nobody has said
     */
    public record Owner(
            UUID organisation,
            String name,
            LocalDate since,
            @Nullable LocalDate until,
            int position,
            @Nullable BigDecimal share,
            Obtained obtained,
            @Nullable Boolean supportsProduct) {

        /** As people write it, e.g. {@code 60%}; empty where none is stated. */
        public String shown() {
            return share == null ? "" : share.stripTrailingZeros().toPlainString() + "%";
        }
    }
}
