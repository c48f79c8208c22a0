package dev.kechuang.fund;

import dev.kechuang.shared.Money;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A part of an allocation that is paid at once (分期拨款).
 *
 * @param number from 1
 * @param condition what has to happen first, in words; empty for nothing
 * @param expectedOn planned day; null for none
 * @param evidence by what the condition was found met; empty before
 * @param returned why the bank sent the payment back the last time; empty when it did not
 * @param paidOn the bank's day of payment; null before
 */
public record Instalment(
        int number,
        String name,
        Money amount,
        String condition,
        @Nullable LocalDate expectedOn,
        State state,
        String evidence,
        String returned,
        @Nullable LocalDate paidOn) {

    /** Names stand under {@code fund.instalment.} in the messages. */
    public enum State {
        /** 未到期: its condition is not met yet. */
        PLANNED,
        /** 待拨: may be paid. */
        DUE,
        /** 拨付中: has a payment order. */
        ORDERED,
        /** 已拨. */
        PAID,
        /** 取消. */
        CANCELLED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}
