package dev.kechuang.reader;

/** What one printed number is repeated over. */
public enum Per {
    /** 每年、年均. */
    YEAR,
    /** 各、均 over several subjects. */
    EACH;

    /** The word of the exchange format: the name in lower case. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
