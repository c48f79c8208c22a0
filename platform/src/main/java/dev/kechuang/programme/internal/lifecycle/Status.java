package dev.kechuang.programme.internal.lifecycle;

import java.util.Locale;

/** How an application stands at its stage (状态). */
public enum Status {
    /** 办理中: waits for whoever acts at the stage; at the first stage the draft. */
    OPEN,
    /** 退回补正: waits for the applicant. */
    RETURNED,
    /** 暂缓: an objection or a suspension is to be settled first. */
    HELD,
    /** 不予通过. */
    REFUSED,
    /** 撤回. */
    WITHDRAWN,
    /** 终止. */
    TERMINATED,
    /** 办结. */
    COMPLETED;

    public boolean isEnded() {
        return this == REFUSED || this == WITHDRAWN || this == TERMINATED || this == COMPLETED;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Status of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
