package dev.kechuang.reader;

/** What a figure says about its measure. */
public enum Role {
    /** Amount or count of the period or at its end (水平值). */
    LEVEL,
    /** Added in the period (新增). */
    NEW,
    /** Running total (累计). */
    CUMULATIVE,
    /** Relative growth (增长率), a multiple (倍) or doublings (番). */
    GROWTH,
    /** Part of a whole (占比). */
    SHARE,
    /** Difference in percentage points (百分点). */
    CHANGE,
    /** Place in a ranking (位次). */
    RANK,
    /** Quotient of two measures (比率), such as a leverage of 1:18. */
    RATIO;

    /** The word of the exchange format: the name in lower case. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
