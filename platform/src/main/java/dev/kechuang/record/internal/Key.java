package dev.kechuang.record.internal;

import dev.kechuang.record.Figures.Cut;
import org.jspecify.annotations.Nullable;

/**
 * What groups of a figure are told apart by, as SQL on a record ({@code r}) and on a cell ({@code c}).
 *
 * @param dimension name of the dimension, bound as {@code :dimension}; null for the others
 */
record Key(String ofRecord, String ofCell, @Nullable String dimension) {

    static final Key NONE = new Key("''", "''", null);

    static Key of(Cut cut) {
        return switch (cut) {
            case Cut.Month() -> new Key("to_char(r.business_date, 'YYYY-MM')", "to_char(c.month, 'YYYY-MM')", null);
            case Cut.Year() -> new Key("to_char(r.business_date, 'YYYY')", "to_char(c.month, 'YYYY')", null);
            case Cut.Region() -> new Key("r.region", "c.region", null);
            case Cut.Zone() -> new Key("coalesce(r.zone, '')", "c.zone", null);
            case Cut.Dimension(var name) ->
                new Key("coalesce(r.dimensions ->> :dimension, '')", "coalesce(k.dimensions ->> :dimension, '')", name);
        };
    }

    boolean needsDimensions() {
        return dimension != null;
    }
}
