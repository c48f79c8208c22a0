package dev.kechuang.registry;

import java.util.Locale;

/** Where an organisation stands. */
public enum OrganisationStatus {
    /** 草稿: entered by an officer, not yet handed in. */
    DRAFT,
    /** 待确认: waits for the officer of its county or zone. */
    PENDING,
    /** 已退回: to be corrected, with a reason. */
    RETURNED,
    /** 已确认: counts. */
    CONFIRMED,
    /** 已注销. */
    CLOSED,
    /** 已合并: a duplicate that became part of another. */
    MERGED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static OrganisationStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** Closed and merged ones give their credit code free. */
    public boolean live() {
        return this != CLOSED && this != MERGED;
    }
}
