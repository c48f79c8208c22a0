package dev.kechuang.shared.web.ui;

/**
 * How a list is sorted, as it stands in the address: {@code ?sort=name} or {@code ?sort=-name}.
 *
 * @param key column, empty for the list's own order
 */
public record Sort(String key, boolean descending) {

    public static final Sort NONE = new Sort("", false);

    /** Reads the parameter; whoever builds SQL from the key has to look it up in a fixed list. */
    public static Sort parse(String parameter) {
        if (parameter.isEmpty()) return NONE;
        return parameter.startsWith("-") ? new Sort(parameter.substring(1), true) : new Sort(parameter, false);
    }

    /** The parameter that a click on a column's header asks for: ascending first, then descending. */
    public String next(String column) {
        return column.equals(key) && !descending ? "-" + column : column;
    }

    /** Value of {@code aria-sort} for a column. */
    public String aria(String column) {
        if (!column.equals(key)) return "none";
        return descending ? "descending" : "ascending";
    }
}
