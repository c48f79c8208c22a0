package dev.kechuang.fund;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who provides the money of a budget line (资金来源). Names stand under {@code fund.source.} in the messages. */
public enum Source {
    /** 国家级. */
    STATE,
    /** 省级. */
    PROVINCE,
    /** 市级. */
    CITY,
    /** 县区级. */
    DISTRICT;

    /** The word in the database, in JSON and in addresses. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Source> of(String code) {
        return Arrays.stream(values())
                .filter(source -> source.code().equals(code))
                .findFirst();
    }
}
