package dev.kechuang.match.internal.grow;

import dev.kechuang.shared.desk.Coded;

/** How far a firm in the store came (培育阶段). */
public enum GrowStage implements Coded {
    /** 入库. */
    STORED(1),
    /** 预评审. */
    PREREVIEWED(2),
    /** 已申报. */
    APPLIED(3),
    /** 已认定. */
    RECOGNISED(4);

    private final int number;

    GrowStage(int number) {
        this.number = number;
    }

    /** As it stands in the database: from 1. */
    public int number() {
        return number;
    }

    static GrowStage of(int number) {
        return values()[number - 1];
    }
}
