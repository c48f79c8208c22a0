package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.record.RecordFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which records a series counts, whatever their place and time.
 *
 * @param where values of which the records have one in each of these dimensions
 */
record Selection(String kind, Map<String, List<String>> where) {

    /** Dimension of records that says which unit answers for them. */
    static final String UNIT = "unit";

    static Selection of(Source.OfRecords source) {
        return new Selection(source.kind(), source.where());
    }

    /** Only what the unit answers for; null for everybody's. */
    static Selection of(Source.OfRecords source, @Nullable String unit) {
        if (unit == null) return of(source);
        var where = new HashMap<>(source.where());
        var asked = where.get(UNIT);
        where.put(UNIT, asked == null || asked.contains(unit) ? List.of(unit) : List.of());
        return new Selection(source.kind(), Map.copyOf(where));
    }

    boolean matches(String otherKind, Map<String, String> dimensions) {
        if (!kind.equals(otherKind)) return false;
        for (var each : where.entrySet()) {
            String value = dimensions.get(each.getKey());
            if (value == null || !each.getValue().contains(value)) return false;
        }
        return true;
    }

    /** The same as sets of one value a dimension, no two of which share a record. */
    List<Map<String, String>> dimensions() {
        List<Map<String, String>> found = List.of(Map.of());
        for (var each : where.entrySet()) {
            var more = new ArrayList<Map<String, String>>();
            for (var one : found) {
                for (String value : each.getValue()) {
                    var with = new java.util.TreeMap<>(one);
                    with.put(each.getKey(), value);
                    more.add(with);
                }
            }
            found = more;
        }
        return found;
    }

    /** The same as filters. */
    List<RecordFilter> filters() {
        var found = new ArrayList<RecordFilter>();
        for (var dimensions : dimensions()) {
            RecordFilter filter = RecordFilter.of(kind);
            for (var each : dimensions.entrySet()) filter = filter.with(each.getKey(), each.getValue());
            found.add(filter);
        }
        return found;
    }
}
