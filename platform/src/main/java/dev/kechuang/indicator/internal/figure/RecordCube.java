package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.internal.figure.MonthlySums.Entry;
import dev.kechuang.indicator.internal.figure.MonthlySums.Spot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sums of records by month and place. What was sealed up to some position is kept in memory for each selection; what came
 * after it is read with every figure, in one statement for all. So a figure is exact and live, and costs what happened
 * since, not what ever happened.
 */
@Component
class RecordCube {

    /** Behind by more records than this, the sums are brought up to date. */
    static final int ADVANCE_AT = 500;

    /** Behind by more than this, they are read anew from the folded cells. */
    static final int RELOAD_AT = 20_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> DIMENSIONS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Map<Selection, MonthlySums> kept = new ConcurrentHashMap<>();

    RecordCube(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sums of one moment, or as of a position. */
    static final class Reading {
        private final LocalDate day;
        private final Map<Selection, MonthlySums> sums = new HashMap<>();
        private final Map<Selection, MonthlySums> later = new HashMap<>();
        private final Map<Selection, MonthlySums> ahead = new HashMap<>();

        private Reading(LocalDate day) {
            this.day = day;
        }

        /** Count and fen over whole months. */
        long[] flow(Selection selection, Place place, YearMonth from, YearMonth until) {
            return plus(
                    sums(sums, selection).sum(place, from, until),
                    sums(later, selection).sum(place, from, until),
                    1);
        }

        /** Count and fen of everything up to the month's end, or up to the reading's day where that comes first. */
        long[] stock(Selection selection, Place place, YearMonth month) {
            boolean running = !month.atEndOfMonth().isBefore(day);
            YearMonth until = running ? YearMonth.from(day) : month;
            long[] all = plus(
                    sums(sums, selection).sum(place, null, until),
                    sums(later, selection).sum(place, null, until),
                    1);
            return running ? plus(all, sums(ahead, selection).sum(place, null, until), -1) : all;
        }

        private static final MonthlySums NONE = MonthlySums.of(0, List.of());

        private static MonthlySums sums(Map<Selection, MonthlySums> map, Selection selection) {
            return map.getOrDefault(selection, NONE);
        }

        private static long[] plus(long[] a, long[] b, int sign) {
            return new long[] {a[0] + sign * b[0], a[1] + sign * b[1]};
        }
    }

    /**
     * @param asOf last position that counts, null for everything committed
     * @param day the day stocks of running periods stand at
     */
    Reading read(Collection<Selection> selections, @Nullable Long asOf, LocalDate day) {
        var reading = new Reading(day);
        if (selections.isEmpty()) return reading;
        var wanted = new LinkedHashSet<>(selections);
        long last = asOf == null
                ? jdbc.sql("SELECT coalesce(max(position), 0) FROM record.published_position")
                        .query(Long.class)
                        .single()
                : 0;
        var missing = new ArrayList<Selection>();
        for (Selection each : wanted) {
            MonthlySums sums = kept.get(each);
            if (sums == null || last - sums.position() > RELOAD_AT) missing.add(each);
            else reading.sums.put(each, sums);
        }
        reading.sums.putAll(load(missing));
        if (asOf == null) live(reading, wanted);
        else past(reading, wanted, asOf);
        return reading;
    }

    /** A record behind the kept sums, or one of this month that lies ahead of the day. */
    private record Behind(
            @Nullable Long position, boolean ahead, String kind, Map<String, String> dimensions, Entry entry) {}

    private void live(Reading reading, Collection<Selection> wanted) {
        long least = reading.sums.values().stream()
                .mapToLong(MonthlySums::position)
                .min()
                .orElse(0);
        String[] kinds = wanted.stream().map(Selection::kind).distinct().toArray(String[]::new);
        List<Behind> behind = jdbc.sql("""
                        SELECT position, false AS ahead, kind, business_date, region, zone, dimensions, count, amount_fen
                        FROM record.published_sealed WHERE position > :least AND kind = ANY (:kinds)
                        UNION ALL
                        SELECT NULL, false, kind, business_date, region, zone, dimensions, count, amount_fen
                        FROM record.published_waiting WHERE kind = ANY (:kinds)
                        UNION ALL
                        SELECT NULL, true, kind, business_date, region, coalesce(zone, ''), dimensions, count, amount_fen
                        FROM record.published_record
                        WHERE kind = ANY (:kinds) AND business_date > :day AND business_date < :end
                        UNION ALL
                        -- The last position there is, so that the sums can be said to reach it.
                        SELECT max(position), false, '', :day, '', '', '{}', 0, 0 FROM record.published_position
                        """)
                .param("least", least)
                .param("kinds", kinds)
                .param("day", reading.day)
                .param("end", YearMonth.from(reading.day).plusMonths(1).atDay(1))
                .query((row, number) -> behind(row))
                .list();
        long last = behind.stream()
                .mapToLong(one -> one.position() == null ? 0 : one.position())
                .max()
                .orElse(0);
        long sealed = behind.stream().filter(one -> one.position() != null).count();
        for (Selection each : wanted) {
            MonthlySums base = kept(reading, each);
            var later = new ArrayList<Entry>();
            var fold = new ArrayList<Entry>();
            var ahead = new ArrayList<Entry>();
            for (Behind one : behind) {
                if (!each.matches(one.kind(), one.dimensions())) continue;
                if (one.ahead()) ahead.add(one.entry());
                else if (one.position() == null) later.add(one.entry());
                else if (one.position() > base.position()) {
                    later.add(one.entry());
                    fold.add(one.entry());
                }
            }
            if (!later.isEmpty()) reading.later.put(each, MonthlySums.of(0, later));
            if (!ahead.isEmpty()) reading.ahead.put(each, MonthlySums.of(0, ahead));
            if (sealed > ADVANCE_AT || last - base.position() > RELOAD_AT / 2) {
                // Nobody's sums go back: another reading may have advanced them meanwhile.
                kept.computeIfPresent(each, (key, now) -> now == base ? now.plus(last, fold) : now);
            }
        }
    }

    private static MonthlySums kept(Reading reading, Selection selection) {
        return Reading.sums(reading.sums, selection);
    }

    /** Sums as of a position: what lies between it and the kept sums is added or taken away. */
    private void past(Reading reading, Collection<Selection> wanted, long asOf) {
        long low = asOf;
        long high = asOf;
        for (Selection each : wanted) {
            low = Math.min(low, kept(reading, each).position());
            high = Math.max(high, kept(reading, each).position());
        }
        if (high - low <= RELOAD_AT) near(reading, wanted, asOf, low, high);
        else far(reading, wanted, asOf);
    }

    /** A position near the kept sums: what lies between is read as it is and counted here. */
    private void near(Reading reading, Collection<Selection> wanted, long asOf, long low, long high) {
        List<Behind> between = jdbc.sql("""
                        SELECT position, false AS ahead, kind, business_date, region, zone, dimensions, count, amount_fen
                        FROM record.published_sealed
                        WHERE position > :low AND position <= :high AND kind = ANY (:kinds)
                        UNION ALL
                        SELECT position, true, kind, business_date, region, zone, dimensions, count, amount_fen
                        FROM record.published_sealed
                        WHERE kind = ANY (:kinds) AND business_date > :day AND business_date < :end AND position <= :asOf
                        """)
                .param("low", low)
                .param("high", high)
                .param("asOf", asOf)
                .param("kinds", wanted.stream().map(Selection::kind).distinct().toArray(String[]::new))
                .param("day", reading.day)
                .param("end", YearMonth.from(reading.day).plusMonths(1).atDay(1))
                .query((row, number) -> behind(row))
                .list();
        for (Selection each : wanted) {
            long at = kept(reading, each).position();
            var later = new ArrayList<Entry>();
            var ahead = new ArrayList<Entry>();
            for (Behind one : between) {
                Long position = one.position();
                if (position == null || !each.matches(one.kind(), one.dimensions())) continue;
                if (one.ahead()) ahead.add(one.entry());
                else if (position > at && position <= asOf) later.add(one.entry());
                else if (position <= at && position > asOf)
                    later.add(one.entry().opposite());
            }
            if (!later.isEmpty()) reading.later.put(each, MonthlySums.of(0, later));
            if (!ahead.isEmpty()) reading.ahead.put(each, MonthlySums.of(0, ahead));
        }
    }

    private void far(Reading reading, Collection<Selection> wanted, long asOf) {
        var numbered = new ArrayList<>(wanted);
        var later = new HashMap<Integer, List<Entry>>();
        var ahead = new HashMap<Integer, List<Entry>>();
        jdbc.sql("""
                        WITH s AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(:selections::jsonb)
                            AS s (ix integer, kind text, dims jsonb, kept bigint))
                        SELECT s.ix, false AS ahead, date_trunc('month', p.business_date)::date AS business_date, p.region,
                               p.zone, sum(CASE WHEN p.position > s.kept THEN p.count ELSE -p.count END) AS count,
                               sum(CASE WHEN p.position > s.kept THEN p.amount_fen ELSE -p.amount_fen END) AS amount_fen
                        FROM s JOIN record.published_sealed p
                          ON p.kind = s.kind AND p.dimensions @> s.dims
                         AND p.position > least(s.kept, :asOf) AND p.position <= greatest(s.kept, :asOf)
                        GROUP BY 1, 2, 3, 4, 5
                        UNION ALL
                        SELECT s.ix, true, date_trunc('month', p.business_date)::date, p.region, p.zone, sum(p.count),
                               sum(p.amount_fen)
                        FROM s JOIN record.published_sealed p
                          ON p.kind = s.kind AND p.dimensions @> s.dims AND p.position <= :asOf
                         AND p.business_date > :day AND p.business_date < :end
                        GROUP BY 1, 2, 3, 4, 5
                        """)
                .param("selections", json(numbered, reading))
                .param("asOf", asOf)
                .param("day", reading.day)
                .param("end", YearMonth.from(reading.day).plusMonths(1).atDay(1))
                .query((row, number) -> {
                    (row.getBoolean("ahead") ? ahead : later)
                            .computeIfAbsent(row.getInt("ix"), ix -> new ArrayList<>())
                            .add(entry(row));
                    return row;
                })
                .list();
        later.forEach((ix, entries) -> reading.later.put(numbered.get(ix), MonthlySums.of(0, entries)));
        ahead.forEach((ix, entries) -> reading.ahead.put(numbered.get(ix), MonthlySums.of(0, entries)));
    }

    private static String json(List<Selection> numbered, Reading reading) {
        var rows = new ArrayList<Map<String, Object>>();
        for (int ix = 0; ix < numbered.size(); ix++) {
            Selection each = numbered.get(ix);
            for (var dimensions : each.dimensions()) {
                rows.add(Map.of(
                        "ix",
                        ix,
                        "kind",
                        each.kind(),
                        "dims",
                        dimensions,
                        "kept",
                        kept(reading, each).position()));
            }
        }
        return JSON.writeValueAsString(rows);
    }

    /** Reads the folded cells of new selections; cells and their position stand in one statement and so fit together. */
    private Map<Selection, MonthlySums> load(List<Selection> missing) {
        if (missing.isEmpty()) return Map.of();
        var nothing = new Reading(LocalDate.EPOCH);
        var entries = new HashMap<Integer, List<Entry>>();
        var last = new long[1];
        jdbc.sql("""
                        WITH s AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(:selections::jsonb)
                            AS s (ix integer, kind text, dims jsonb, kept bigint))
                        SELECT s.ix, f.month AS business_date, f.region, f.zone, sum(f.count) AS count,
                               sum(f.amount_fen) AS amount_fen, NULL::bigint AS position
                        FROM s JOIN record.published_folded f ON f.kind = s.kind AND f.dimensions @> s.dims
                        GROUP BY 1, 2, 3, 4
                        UNION ALL
                        SELECT -1, '1900-01-01', '', '', 0, 0, coalesce(max(position), 0) FROM record.published_position
                        """)
                .param("selections", json(missing, nothing))
                .query((row, number) -> {
                    int ix = row.getInt("ix");
                    if (ix < 0) last[0] = row.getLong("position");
                    else entries.computeIfAbsent(ix, key -> new ArrayList<>()).add(entry(row));
                    return row;
                })
                .list();
        var found = new HashMap<Selection, MonthlySums>();
        for (int ix = 0; ix < missing.size(); ix++) {
            found.put(missing.get(ix), MonthlySums.of(last[0], entries.getOrDefault(ix, List.of())));
        }
        kept.putAll(found);
        return found;
    }

    private static Behind behind(ResultSet row) throws SQLException {
        return new Behind(
                row.getObject("position", Long.class),
                row.getBoolean("ahead"),
                row.getString("kind"),
                JSON.readValue(row.getString("dimensions"), DIMENSIONS),
                entry(row));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new Spot(row.getString("region"), row.getString("zone")),
                MonthlySums.number(row.getObject("business_date", LocalDate.class)),
                row.getLong("count"),
                row.getLong("amount_fen"));
    }
}
