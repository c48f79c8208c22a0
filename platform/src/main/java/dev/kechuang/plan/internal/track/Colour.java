package dev.kechuang.plan.internal.track;

import java.util.Locale;
import java.util.Optional;

/** Colour of a light (灯). */
public enum Colour {
    /** 绿灯: as planned or reached. */
    GREEN,
    /** 黄灯: behind, or something stands in the way. */
    AMBER,
    /** 红灯: far behind, or due and not reached. */
    RED,
    /** 未评: nothing is known yet. */
    NONE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Colour> of(String code) {
        for (Colour colour : values()) if (colour.code().equals(code)) return Optional.of(colour);
        return Optional.empty();
    }

    /** The worse of two. */
    Colour atBest(Colour other) {
        if (this == NONE || other == NONE) return this == NONE ? other : this;
        return compareTo(other) >= 0 ? this : other;
    }
}
