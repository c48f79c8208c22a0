package dev.kechuang.record.internal;

import dev.kechuang.record.Figures.Cut;
import org.jspecify.annotations.Nullable;

/**
 * What groups of a figure are told apart by, as SQL on a record ({@code r}), on a cell of a month ({@code c}) and of a
 * year (also {@code c}). Grouped by the plain value; only the few groups that are left are written as text.
 *
 * @param ofYear null where the cells of years can't tell
 * @param shown the key as text, of the value {@code %s}
 * @param dimension name of the dimension whose value it is, null for the others
 */
record Key(
        String ofRecord,
        String ofCell,
        @Nullable String ofYear,
        String shown,
        @Nullable String dimension) {

    static final Key NONE = new Key("''", "''", "''", "%s", null);

    static Key of(Cut cut) {
        return switch (cut) {
            case Cut.Month() ->
                new Key("date_trunc('month', r.business_date)::date", "c.month", null, "to_char(%s, 'YYYY-MM')", null);
            case Cut.Year() ->
                new Key(
                        "date_trunc('year', r.business_date)::date",
                        "date_trunc('year', c.month)::date",
                        "c.year",
                        "to_char(%s, 'YYYY')",
                        null);
            case Cut.Region() -> new Key("r.region", "c.region", "c.region", "%s", null);
            case Cut.Zone() -> new Key("coalesce(r.zone, '')", "c.zone", "c.zone", "%s", null);
            case Cut.Dimension(var name) -> {
                // The name is a bound parameter.
                String value = "coalesce(k.dimensions ->> :dimension, '')";
                yield new Key("coalesce(r.dimensions ->> :dimension, '')", value, value, "%s", name);
            }
        };
    }

    /** Margins leave zones aside. */
    boolean inMargins() {
        return dimension == null && !ofCell.equals("c.zone");
    }

    /** The same on a margin, whose period stands in one column. */
    @Nullable String ofPeriod(@Nullable String key) {
        return key == null ? null : key.replace("c.month", "c.period").replace("c.year", "c.period");
    }

    /** The whole years that its cells of years answer, of a range of whole months; null for none. */
    Span.@Nullable Range years(Span.Range months) {
        return ofYear == null ? null : Span.years(months);
    }
}
