package dev.kechuang.programme.internal.decision;

import java.util.Locale;
import java.util.Optional;

/** Who objects to a notice. */
public enum ObjectionKind {
    /** 个人，实名. */
    PERSON,
    /** 单位，实名，留联系人. */
    UNIT,
    /** 匿名线索: kept and looked at, holds nothing. */
    ANONYMOUS;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ObjectionKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** As somebody sent it. */
    public static Optional<ObjectionKind> typed(String code) {
        for (ObjectionKind kind : values()) if (kind.code().equals(code)) return Optional.of(kind);
        return Optional.empty();
    }
}
