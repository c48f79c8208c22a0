package dev.kechuang.match.internal.grow;

import dev.kechuang.shared.desk.Coded;

/** Why a firm left the store (出库原因). */
public enum LeftFor implements Coded {
    /** 已获认定: by itself, when the title is granted. */
    RECOGNISED,
    /** 企业无意愿. */
    DECLINED,
    /** 迁出. */
    MOVED,
    /** 注销、停业. */
    CLOSED,
    /** 短期内难以达到. */
    UNLIKELY,
    /** 录入有误: it never counted. */
    MISTAKE,
    /** 并入其他单位, which is in the store itself: by itself, after a merger. */
    MERGED
}
