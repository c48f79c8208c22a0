package dev.kechuang.registry;

import java.util.Arrays;
import java.util.Optional;

/** Statistical size of a firm (大中小微, 国家统计局统计上大中小微型企业划分办法). */
public enum Scale {
    LARGE("large"),
    MEDIUM("medium"),
    SMALL("small"),
    MICRO("micro");

    private final String code;

    Scale(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static Optional<Scale> of(String code) {
        return Arrays.stream(values()).filter(scale -> scale.code.equals(code)).findFirst();
    }
}
