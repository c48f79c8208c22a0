package dev.kechuang.plan.internal.plan;

import java.util.Optional;

/** How a target's value is meant (目标口径). */
public enum Bound {
    /** 不低于. */
    AT_LEAST("atLeast", "≥"),
    /** 超过. */
    MORE("more", ">"),
    /** 达到. */
    EXACT("exact", "="),
    /** 不超过. */
    AT_MOST("atMost", "≤"),
    /** 约. */
    ABOUT("about", "≈");

    private final String code;
    private final String sign;

    Bound(String code, String sign) {
        this.code = code;
        this.sign = sign;
    }

    public String code() {
        return code;
    }

    public String sign() {
        return sign;
    }

    public static Optional<Bound> of(String code) {
        for (Bound bound : values()) if (bound.code.equals(code)) return Optional.of(bound);
        return Optional.empty();
    }

    /** As a document states it. */
    public static Bound of(dev.kechuang.reader.Bound read) {
        return switch (read) {
            case EXACT -> EXACT;
            case AT_LEAST -> AT_LEAST;
            case MORE -> MORE;
            case AT_MOST -> AT_MOST;
            case ABOUT -> ABOUT;
        };
    }
}
