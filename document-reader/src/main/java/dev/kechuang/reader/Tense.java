package dev.kechuang.reader;

/** Whether a figure is reported as reached or planned (实绩或目标). */
public enum Tense {
    ACTUAL,
    TARGET;

    /** The word of the exchange format: the name in lower case. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
