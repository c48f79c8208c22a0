package dev.kechuang.fund.internal;

import dev.kechuang.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order to pay an instalment (拨款单): made by one person, approved by another, sent to the bank in a batch.
 *
 * @param number what people and the bank call it, e.g. {@code BK20260000123}
 * @param payee name of the beneficiary
 * @param account masked number of the bank account
 * @param batch number of the batch; empty before it is sent
 * @param settledOn the bank's day; null before
 * @param bankReference the bank's own number for it; empty before
 * @param reason why it was returned, refused or withdrawn; empty else
 */
public record PaymentOrder(
        UUID id,
        String number,
        UUID allocation,
        String reference,
        String title,
        int instalment,
        String instalmentName,
        UUID beneficiary,
        String payee,
        String region,
        Money amount,
        UUID bankAccount,
        String bank,
        String account,
        State state,
        Instant madeAt,
        UUID madeBy,
        String madeName,
        String approvedName,
        @Nullable UUID batchId,
        String batch,
        @Nullable LocalDate settledOn,
        String bankReference,
        String reason,
        @Nullable UUID orderPosting,
        @Nullable UUID closePosting,
        boolean held) {

    /** Names stand under {@code fund.payment.} in the messages. */
    public enum State {
        /** 待复核. */
        MADE,
        /** 待发送. */
        APPROVED,
        /** 已送银行. */
        SENT,
        /** 已支付. */
        SETTLED,
        /** 银行退回. */
        RETURNED,
        /** 复核退回. */
        REFUSED,
        /** 已撤销. */
        WITHDRAWN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}
