package dev.kechuang.fund.internal;

import dev.kechuang.fund.Contribution;
import java.util.Locale;

/** What an account of the ledger (科目) holds. Names stand under {@code fund.account.} in the messages. */
public enum AccountKind {
    /** 预算下达: where a line's money comes from; above zero only where more carried-over money was cut than was given. */
    FUNDING,
    /** 结转: carried to another year, below zero when carried from one. */
    CARRIED,
    /** 可用. */
    AVAILABLE,
    /** 上缴: recovered and handed to the treasury. */
    SURRENDERED,
    /** 县区配套来源; never above zero. */
    DISTRICT_SOURCE,
    /** 自筹来源; never above zero. */
    SELF_SOURCE,
    /** 其他来源; never above zero. */
    OTHER_SOURCE,
    /** 预留, of one allocation as all that follow. */
    RESERVED,
    /** 待付. */
    COMMITTED,
    /** 在途. */
    TRANSIT,
    /** 已付. */
    PAID,
    /** 配套到位. */
    DISTRICT_FUNDS,
    /** 自筹到位. */
    SELF_FUNDS,
    /** 其他到位. */
    OTHER_FUNDS;

    /** The word in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static AccountKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    static AccountKind source(Contribution.From from) {
        return valueOf(from.name() + "_SOURCE");
    }

    static AccountKind funds(Contribution.From from) {
        return valueOf(from.name() + "_FUNDS");
    }
}
