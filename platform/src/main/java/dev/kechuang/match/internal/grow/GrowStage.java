package dev.kechuang.match.internal.grow;

import dev.kechuang.shared.desk.Coded;

/** How far a firm in the store came (培育阶段). */
public enum GrowStage implements Coded {
    /** 入库. */
    STORED,
    /** 预评审. */
    PREREVIEWED,
    /** 已申报. */
    APPLIED,
    /** 已认定. */
    RECOGNISED;

    /** As it stands in the database: from 1. */
    public int number() {
        return ordinal() + 1;
    }

    static GrowStage of(int number) {
        return values()[number - 1];
    }
}
