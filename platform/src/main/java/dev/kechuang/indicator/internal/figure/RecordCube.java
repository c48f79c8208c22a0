package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.internal.figure.RunningSums.Entry;
import dev.kechuang.indicator.internal.figure.RunningSums.Spot;
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
    static final int RELOAD_AT = 50_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> DIMENSIONS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Map<Selection, Kept> kept = new ConcurrentHashMap<>();

    RecordCube(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is kept of a selection.
     *
     * @param months all sums by month
     * @param ahead of the same, by day, what lies behind {@code since} in its month: a stock of the running month leaves it out
     */
    private record Kept(RunningSums months, RunningSums ahead, LocalDate since) {

        long position() {
            return months.position();
        }

        /** Whether the days ahead of the day are known. */
        boolean serves(LocalDate day) {
            return !day.isBefore(since) && YearMonth.from(day).equals(YearMonth.from(since));
        }

        Kept plus(long later, List<Entry> more, List<Entry> moreAhead) {
            return new Kept(months.plus(later, more), ahead.plus(later, moreAhead), since);
        }
    }

    /** Sums of one moment, or as of a position. */
    static final class Reading {
        private static final RunningSums NONE = RunningSums.of(0, List.of());

        private final LocalDate day;
        private final Map<Selection, RunningSums> sums = new HashMap<>();
        private final Map<Selection, RunningSums> later = new HashMap<>();
        /** By day, behind the reading's day and within its month. */
        private final Map<Selection, List<RunningSums>> ahead = new HashMap<>();

        private Reading(LocalDate day) {
            this.day = day;
        }

        /** Count and fen over whole months. */
        long[] flow(Selection selection, Place place, YearMonth from, YearMonth until) {
            return plus(
                    sums.getOrDefault(selection, NONE).sum(place, from, until),
                    later.getOrDefault(selection, NONE).sum(place, from, until),
                    1);
        }

        /** Count and fen of everything up to the month's end, or up to the reading's day where that comes first. */
        long[] stock(Selection selection, Place place, YearMonth month) {
            boolean running = !month.atEndOfMonth().isBefore(day);
            YearMonth until = running ? YearMonth.from(day) : month;
            long[] all = plus(
                    sums.getOrDefault(selection, NONE).sum(place, null, until),
                    later.getOrDefault(selection, NONE).sum(place, null, until),
                    1);
            if (!running) return all;
            int first = number(day) + 1;
            int last = number(until.atEndOfMonth());
            for (RunningSums days : ahead.getOrDefault(selection, List.of()))
                all = plus(all, days.sum(place, first, last), -1);
            return all;
        }

        private void ahead(Selection selection, RunningSums days) {
            ahead.computeIfAbsent(selection, key -> new ArrayList<>()).add(days);
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
        var base = base(wanted, day, asOf);
        base.forEach((selection, sums) -> reading.sums.put(selection, sums.months()));
        if (asOf == null) live(reading, base);
        else past(reading, base, asOf);
        return reading;
    }

    /** Brings what is kept of the selections up to date, so that nobody who looks has to wait for it. */
    void keepUp(Collection<Selection> selections, LocalDate day) {
        long last = last();
        boolean behind = selections.stream().anyMatch(each -> {
            Kept sums = kept.get(each);
            return sums == null || !sums.serves(day) || last - sums.position() > ADVANCE_AT;
        });
        if (behind) {
            var unused = read(selections, null, day);
        }
    }

    private long last() {
        return jdbc.sql("SELECT coalesce(max(position), 0) FROM record.published_position")
                .query(Long.class)
                .single();
    }

    /** What is kept of each selection, read where it is missing or of no use. */
    private Map<Selection, Kept> base(Collection<Selection> wanted, LocalDate day, @Nullable Long asOf) {
        long last = asOf == null ? last() : 0;
        var base = new HashMap<Selection, Kept>();
        var missing = new ArrayList<Selection>();
        for (Selection each : wanted) {
            Kept sums = kept.get(each);
            boolean useful = sums != null && (asOf != null || sums.serves(day) && last - sums.position() <= RELOAD_AT);
            if (useful) base.put(each, sums);
            else missing.add(each);
        }
        base.putAll(load(missing, day, asOf == null));
        return base;
    }

    /** A record behind the kept sums. */
    private record Behind(
            @Nullable Long position,
            LocalDate day,
            String kind,
            Map<String, String> dimensions,
            Spot spot,
            long count,
            long fen) {

        Entry inMonth() {
            return new Entry(spot, RunningSums.number(day), count, fen);
        }

        Entry onDay() {
            return new Entry(spot, number(day), count, fen);
        }

        /** Whether it lies behind the other day and in the same month. */
        boolean aheadOf(LocalDate other) {
            return day.isAfter(other) && YearMonth.from(day).equals(YearMonth.from(other));
        }
    }

    private void live(Reading reading, Map<Selection, Kept> base) {
        long least = base.values().stream().mapToLong(Kept::position).min().orElse(0);
        String[] kinds = base.keySet().stream().map(Selection::kind).distinct().toArray(String[]::new);
        List<Behind> behind = jdbc.sql("""
                        SELECT position, kind, business_date, region, zone, dimensions, count, amount_fen
                        FROM record.published_sealed WHERE position > :least AND kind = ANY (:kinds)
                        UNION ALL
                        SELECT NULL, kind, business_date, region, zone, dimensions, count, amount_fen
                        FROM record.published_waiting WHERE kind = ANY (:kinds)
                        UNION ALL
                        -- The last position there is, so that the sums can be said to reach it.
                        SELECT max(position), '', '1900-01-01', '', '', '{}', 0, 0 FROM record.published_position
                        """)
                .param("least", least)
                .param("kinds", kinds)
                .query((row, number) -> behind(row))
                .list();
        long last = behind.stream()
                .mapToLong(one -> one.position() == null ? 0 : one.position())
                .max()
                .orElse(0);
        long sealed = behind.stream().filter(one -> one.position() != null).count();
        base.forEach((each, sums) -> {
            var later = new ArrayList<Entry>();
            var ahead = new ArrayList<Entry>();
            var fold = new ArrayList<Entry>();
            var foldAhead = new ArrayList<Entry>();
            for (Behind one : behind) {
                if (!each.matches(one.kind(), one.dimensions())) continue;
                Long position = one.position();
                if (position != null && position <= sums.position()) continue;
                later.add(one.inMonth());
                if (one.aheadOf(reading.day)) ahead.add(one.onDay());
                // What waits has no position yet.
                if (position == null) continue;
                fold.add(one.inMonth());
                if (one.aheadOf(sums.since())) foldAhead.add(one.onDay());
            }
            reading.ahead(each, sums.ahead());
            if (!later.isEmpty()) reading.later.put(each, RunningSums.of(0, later));
            if (!ahead.isEmpty()) reading.ahead(each, RunningSums.of(0, ahead));
            if (sealed > ADVANCE_AT || last - sums.position() > RELOAD_AT / 2) {
                // Nobody's sums go back: another reading may have advanced them meanwhile.
                kept.computeIfPresent(
                        each, (key, now) -> now.months() == sums.months() ? now.plus(last, fold, foldAhead) : now);
            }
        });
    }

    /** Sums as of a position: what lies between it and the kept sums is added or taken away. */
    private void past(Reading reading, Map<Selection, Kept> base, long asOf) {
        long low = Math.min(
                asOf, base.values().stream().mapToLong(Kept::position).min().orElse(asOf));
        long high = Math.max(
                asOf, base.values().stream().mapToLong(Kept::position).max().orElse(asOf));
        if (high - low <= RELOAD_AT) near(reading, base, asOf, low, high);
        else far(reading, base, asOf);
        aheadOf(reading, base, asOf);
    }

    /** A position near the kept sums: what lies between is read as it is and counted here. */
    private void near(Reading reading, Map<Selection, Kept> base, long asOf, long low, long high) {
        if (low == high) return;
        List<Behind> between = jdbc.sql("""
                        SELECT position, kind, business_date, region, zone, dimensions, count, amount_fen
                        FROM record.published_sealed
                        WHERE position > :low AND position <= :high AND kind = ANY (:kinds)
                        """)
                .param("low", low)
                .param("high", high)
                .param(
                        "kinds",
                        base.keySet().stream().map(Selection::kind).distinct().toArray(String[]::new))
                .query((row, number) -> behind(row))
                .list();
        base.forEach((each, sums) -> {
            var later = new ArrayList<Entry>();
            for (Behind one : between) {
                Long position = one.position();
                if (position == null || !each.matches(one.kind(), one.dimensions())) continue;
                if (position > sums.position() && position <= asOf) later.add(one.inMonth());
                else if (position <= sums.position() && position > asOf)
                    later.add(one.inMonth().opposite());
            }
            if (!later.isEmpty()) reading.later.put(each, RunningSums.of(0, later));
        });
    }

    private void far(Reading reading, Map<Selection, Kept> base, long asOf) {
        var numbered = List.copyOf(base.keySet());
        var later = new HashMap<Integer, List<Entry>>();
        jdbc.sql("""
                        WITH s AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(:selections::jsonb)
                            AS s (ix integer, kind text, dims jsonb, kept bigint))
                        SELECT s.ix, date_trunc('month', p.business_date)::date AS business_date, p.region,
                               p.zone, sum(CASE WHEN p.position > s.kept THEN p.count ELSE -p.count END) AS count,
                               sum(CASE WHEN p.position > s.kept THEN p.amount_fen ELSE -p.amount_fen END) AS amount_fen
                        FROM s JOIN record.published_sealed p
                          ON p.kind = s.kind AND p.dimensions @> s.dims
                         AND p.position > least(s.kept, :asOf) AND p.position <= greatest(s.kept, :asOf)
                        GROUP BY 1, 2, 3, 4
                        """)
                .param("selections", json(numbered, base))
                .param("asOf", asOf)
                .query((row, number) -> {
                    later.computeIfAbsent(row.getInt("ix"), ix -> new ArrayList<>())
                            .add(new Entry(
                                    spot(row),
                                    RunningSums.number(day(row)),
                                    row.getLong("count"),
                                    row.getLong("amount_fen")));
                    return row;
                })
                .list();
        later.forEach((ix, entries) -> reading.later.put(numbered.get(ix), RunningSums.of(0, entries)));
    }

    /** Of the past what lay ahead of the day, as of the position. */
    private void aheadOf(Reading reading, Map<Selection, Kept> base, long asOf) {
        var numbered = List.copyOf(base.keySet());
        var ahead = new HashMap<Integer, List<Entry>>();
        jdbc.sql("""
                        WITH s AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(:selections::jsonb)
                            AS s (ix integer, kind text, dims jsonb, kept bigint))
                        SELECT s.ix, p.business_date, p.region, p.zone, sum(p.count) AS count,
                               sum(p.amount_fen) AS amount_fen
                        FROM s JOIN record.published_sealed p
                          ON p.kind = s.kind AND p.dimensions @> s.dims AND p.position <= :asOf
                         AND p.business_date > :day AND p.business_date < :end
                        GROUP BY 1, 2, 3, 4
                        """)
                .param("selections", json(numbered, base))
                .param("asOf", asOf)
                .param("day", reading.day)
                .param("end", YearMonth.from(reading.day).plusMonths(1).atDay(1))
                .query((row, number) -> {
                    ahead.computeIfAbsent(row.getInt("ix"), ix -> new ArrayList<>())
                            .add(new Entry(
                                    spot(row), number(day(row)), row.getLong("count"), row.getLong("amount_fen")));
                    return row;
                })
                .list();
        ahead.forEach((ix, entries) -> reading.ahead(numbered.get(ix), RunningSums.of(0, entries)));
    }

    private static String json(List<Selection> numbered, Map<Selection, Kept> base) {
        var rows = new ArrayList<Map<String, Object>>();
        for (int ix = 0; ix < numbered.size(); ix++) {
            Selection each = numbered.get(ix);
            Kept sums = base.get(each);
            for (var dimensions : each.dimensions()) {
                rows.add(Map.of(
                        "ix", ix, "kind", each.kind(), "dims", dimensions, "kept", sums == null ? 0 : sums.position()));
            }
        }
        return JSON.writeValueAsString(rows);
    }

    /**
     * Reads the folded sums of new selections, and what lies ahead of the day: everything but what waits to be folded. One
     * statement, so that they and their position fit together. With one dimension or none the sums are read from margins, of
     * which only the cells inside of zones have to be told apart; with more from the few combinations they have.
     *
     * @param keep whether the day is today, so that others will ask for it too
     */
    private Map<Selection, Kept> load(List<Selection> missing, LocalDate day, boolean keep) {
        if (missing.isEmpty()) return Map.of();
        var months = new HashMap<Integer, List<Entry>>();
        var ahead = new HashMap<Integer, List<Entry>>();
        var last = new long[1];
        jdbc.sql("""
                        WITH s AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(:selections::jsonb)
                            AS s (ix integer, kind text, dims jsonb, dimension text, value text))
                        SELECT 'm' AS what, s.ix, f.month AS business_date, f.region, f.zone, f.count, f.amount_fen
                        FROM s CROSS JOIN LATERAL (
                            SELECT f.month, f.region, f.zone, sum(f.count) AS count, sum(f.amount_fen) AS amount_fen
                            FROM record.published_folded f WHERE f.kind = s.kind AND f.dimensions @> s.dims
                            GROUP BY 1, 2, 3) AS f
                        WHERE s.dimension IS NULL
                        UNION ALL
                        SELECT 'm', s.ix, f.month, f.region, '', f.count, f.amount_fen
                        FROM s CROSS JOIN LATERAL (
                            SELECT f.month, f.region, sum(f.count) AS count, sum(f.amount_fen) AS amount_fen
                            FROM record.published_margin f
                            WHERE f.kind = s.kind AND f.dimension = s.dimension AND f.value = s.value
                            GROUP BY 1, 2) AS f
                        UNION ALL
                        SELECT 'z', s.ix, f.month, f.region, f.zone, f.count, f.amount_fen
                        FROM s CROSS JOIN LATERAL (
                            SELECT f.month, f.region, f.zone, sum(f.count) AS count, sum(f.amount_fen) AS amount_fen
                            FROM record.published_folded f
                            WHERE f.kind = s.kind AND f.dimensions @> s.dims AND f.zone <> ''
                            GROUP BY 1, 2, 3) AS f
                        WHERE s.dimension IS NOT NULL
                        UNION ALL
                        SELECT 'd', s.ix, f.business_date, f.region, f.zone, f.count, f.amount_fen
                        FROM s CROSS JOIN LATERAL (
                            SELECT p.business_date, p.region, coalesce(p.zone, '') AS zone, sum(p.count) AS count,
                                   sum(p.amount_fen) AS amount_fen
                            FROM record.published_record p WHERE p.kind = s.kind AND p.dimensions @> s.dims
                              AND p.business_date > :day AND p.business_date < :end
                            GROUP BY 1, 2, 3) AS f
                        UNION ALL
                        SELECT 'd', s.ix, w.business_date, w.region, w.zone, -w.count, -w.amount_fen
                        FROM s JOIN record.published_waiting w ON w.kind = s.kind AND w.dimensions @> s.dims
                         AND w.business_date > :day AND w.business_date < :end
                        UNION ALL
                        SELECT 'p', 0, '1900-01-01', '', '', coalesce(max(position), 0), 0 FROM record.published_position
                        """)
                .param("selections", json(missing))
                .param("day", day)
                .param("end", YearMonth.from(day).plusMonths(1).atDay(1))
                .query((row, number) -> {
                    long count = row.getLong("count");
                    long fen = row.getLong("amount_fen");
                    int ix = row.getInt("ix");
                    switch (row.getString("what")) {
                        case "m" ->
                            months.computeIfAbsent(ix, key -> new ArrayList<>())
                                    .add(new Entry(spot(row), RunningSums.number(day(row)), count, fen));
                        case "z" -> {
                            // In the margin it stands with what lies in no zone.
                            var inZone = new Entry(spot(row), RunningSums.number(day(row)), count, fen);
                            var outside = new Spot(inZone.spot().region(), "");
                            var some = months.computeIfAbsent(ix, key -> new ArrayList<>());
                            some.add(inZone);
                            some.add(new Entry(outside, inZone.when(), -count, -fen));
                        }
                        case "d" ->
                            ahead.computeIfAbsent(ix, key -> new ArrayList<>())
                                    .add(new Entry(spot(row), number(day(row)), count, fen));
                        default -> last[0] = count;
                    }
                    return row;
                })
                .list();
        var found = new HashMap<Selection, Kept>();
        for (int ix = 0; ix < missing.size(); ix++) {
            found.put(
                    missing.get(ix),
                    new Kept(
                            RunningSums.of(last[0], months.getOrDefault(ix, List.of())),
                            RunningSums.of(last[0], ahead.getOrDefault(ix, List.of())),
                            day));
        }
        if (keep) kept.putAll(found);
        else found.forEach(kept::putIfAbsent);
        return found;
    }

    /** One dimension and its value, both empty for none and absent for several. */
    private static String json(List<Selection> missing) {
        var rows = new ArrayList<Map<String, Object>>();
        for (int ix = 0; ix < missing.size(); ix++) {
            for (var dimensions : missing.get(ix).dimensions()) {
                var row = new HashMap<String, Object>();
                row.put("ix", ix);
                row.put("kind", missing.get(ix).kind());
                row.put("dims", dimensions);
                if (dimensions.size() <= 1) {
                    var one = dimensions.entrySet().stream().findFirst().orElse(Map.entry("", ""));
                    row.put("dimension", one.getKey());
                    row.put("value", one.getValue());
                }
                rows.add(row);
            }
        }
        return JSON.writeValueAsString(rows);
    }

    /** A day as a number. */
    private static int number(LocalDate day) {
        return Math.toIntExact(day.toEpochDay());
    }

    private static Behind behind(ResultSet row) throws SQLException {
        return new Behind(
                row.getObject("position", Long.class),
                day(row),
                row.getString("kind"),
                JSON.readValue(row.getString("dimensions"), DIMENSIONS),
                spot(row),
                row.getLong("count"),
                row.getLong("amount_fen"));
    }

    private static LocalDate day(ResultSet row) throws SQLException {
        return row.getObject("business_date", LocalDate.class);
    }

    private static Spot spot(ResultSet row) throws SQLException {
        return new Spot(row.getString("region"), row.getString("zone"));
    }
}
