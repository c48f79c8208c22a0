package dev.kechuang.engine.types;

import dev.kechuang.engine.Fact;
import org.jspecify.annotations.Nullable;

/** What a name in an expression stands for. */
public interface Names {
    @Nullable Fact fact(String name);

    /** A parameter, definition or score of the policy; null when there is none. */
    @Nullable Node local(String name);
}
