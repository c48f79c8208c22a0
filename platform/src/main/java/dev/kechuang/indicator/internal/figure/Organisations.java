package dev.kechuang.indicator.internal.figure;

import dev.kechuang.record.Figures;
import dev.kechuang.record.RecordFilter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counts distinct organisations (家数): never the sum of parts. Kinds as a whole are answered by the reference counts of the
 * records' module, selections by dimensions in one statement for all.
 */
@Component
class Organisations {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Figures figures;
    private final OrganisationTables tables;

    Organisations(JdbcClient jdbc, Figures figures) {
        this.jdbc = jdbc;
        this.figures = figures;
        this.tables = new OrganisationTables(figures);
    }

    /** @param from null for a stock */
    record Wanted(
            Selection selection, Place place, @Nullable LocalDate from, LocalDate until) {

        /** Whether every record of the kind in the place counts. */
        boolean whole() {
            return selection.where().isEmpty() && !place.zone();
        }
    }

    Map<Wanted, Long> count(Set<Wanted> all, @Nullable Long asOf) {
        var found = asOf == null ? tables.count(all) : new HashMap<Wanted, Long>();
        var rest = new LinkedHashMap<Integer, Wanted>();
        for (Wanted one : all) {
            if (found.containsKey(one)) continue;
            if (one.whole()) {
                found.put(
                        one,
                        figures.organisations(RecordFilter.of(one.selection().kind())
                                .during(one.from(), one.until())
                                .in(one.place().sorted())
                                .asOf(asOf)));
            } else {
                rest.put(rest.size(), one);
            }
        }
        if (rest.isEmpty()) return found;
        var rows = new ArrayList<Map<String, Object>>();
        rest.forEach((ix, one) -> {
            var row = new HashMap<String, Object>();
            row.put("ix", ix);
            row.put("kind", one.selection().kind());
            row.put("dims", one.selection().dimensions());
            row.put("codes", one.place().sorted());
            row.put("zone", one.place().zone());
            row.put("from", one.from() == null ? "1900-01-01" : one.from().toString());
            row.put("until", one.until().toString());
            rows.add(row);
        });
        String source = asOf == null
                ? "FROM record.published_record r WHERE"
                : "FROM record.published_sealed r WHERE r.position <= :asOf AND";
        jdbc.sql("""
                        SELECT q.ix, (SELECT count(*) FROM (
                            SELECT r.organisation %s r.kind = q.kind AND r.organisation IS NOT NULL
                              AND r.business_date >= q."from" AND r.business_date <= q.until
                              AND (r.region = ANY (q.codes) OR q.zone AND r.zone = ANY (q.codes))
                              AND EXISTS (SELECT FROM jsonb_array_elements(q.dims) AS d (one) WHERE r.dimensions @> d.one)
                            GROUP BY r.organisation HAVING sum(r.count) > 0) AS present) AS organisations
                        FROM jsonb_to_recordset(:wanted::jsonb)
                            AS q (ix integer, kind text, dims jsonb, codes text[], zone boolean, "from" date, until date)
                        """.formatted(source))
                .params(asOf == null ? Map.of() : Map.of("asOf", asOf))
                .param("wanted", JSON.writeValueAsString(rows))
                .query((row, number) -> List.of(row.getLong("ix"), row.getLong("organisations")))
                .list()
                .forEach(row -> {
                    Wanted one = rest.get(row.getFirst().intValue());
                    if (one != null) found.put(one, row.getLast());
                });
        return found;
    }

    static List<RecordFilter> filters(
            Selection selection, Place place, @Nullable LocalDate from, LocalDate until, @Nullable Long asOf) {
        var found = new ArrayList<RecordFilter>();
        for (RecordFilter filter : selection.filters()) {
            RecordFilter during = filter.during(from, until).asOf(asOf);
            if (!place.zone()) {
                found.add(during.in(place.sorted()));
                continue;
            }
            for (String code : place.sorted()) {
                found.add(during.inZone(code));
            }
            found.add(during.in(place.sorted()));
        }
        return found;
    }
}
