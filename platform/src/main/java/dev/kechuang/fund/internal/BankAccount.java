package dev.kechuang.fund.internal;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * Where an organisation is paid to (收款账户).
 *
 * @param holder 户名, the organisation's own name
 * @param bank 开户行
 * @param bankCode 联行号, 12 digits
 * @param number in full; pages show {@link #masked()}
 * @param reason why it was refused or became doubtful; empty else
 */
public record BankAccount(
        UUID id,
        UUID organisation,
        String holder,
        String bank,
        String bankCode,
        String number,
        State state,
        Instant enteredAt,
        UUID enteredBy,
        String enteredName,
        String decidedName,
        String reason) {

    /** Names stand under {@code fund.bankAccount.} in the messages. */
    public enum State {
        /** 待核对. */
        ENTERED,
        /** 已核对: money can be paid to it. */
        CONFIRMED,
        /** 银行退回待更正. */
        DOUBTFUL,
        /** 不予采用. */
        REFUSED,
        /** 已更换. */
        REPLACED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** The first and last four digits. */
    public String masked() {
        return mask(number);
    }

    static String mask(String number) {
        return number.substring(0, 4) + " **** " + number.substring(number.length() - 4);
    }
}
