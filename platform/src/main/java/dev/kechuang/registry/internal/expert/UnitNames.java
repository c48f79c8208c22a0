package dev.kechuang.registry.internal.expert;

/** When two names of units are the same name, however they are written. */
final class UnitNames {

    private UnitNames() {}

    /** Without blanks and with one kind of brackets; letters small. */
    static String key(String name) {
        return name.replaceAll("[\\s·]", "").replace('（', '(').replace('）', ')').toLowerCase(java.util.Locale.ROOT);
    }
}
