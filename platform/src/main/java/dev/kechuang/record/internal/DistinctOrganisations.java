package dev.kechuang.record.internal;

import dev.kechuang.record.Figures.Cut;
import dev.kechuang.record.Figures.Distinct;
import dev.kechuang.record.RecordFilter;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts organisations once. Whole months and years of everything, or of one region, are counted while records are
 * folded, and what is not folded yet is added by looking at its organisations only; whatever else is asked is counted
 * from the reference counts or the records.
 */
final class DistinctOrganisations {

    /**
     * Regions that the kind has organisations in, folded or not, and the one whose counts answer for the filter's
     * regions: the empty one when they hold all, none when several of them would have to be united.
     */
    private static final String ONE = """
            WITH known AS MATERIALIZED (
                SELECT DISTINCT region FROM record.present WHERE kind = :kind AND grain = 'Y' AND region <> ''
                UNION
                SELECT DISTINCT r.region FROM record.record r
                WHERE r.kind = :kind AND r.organisation IS NOT NULL AND r.id = ANY (ARRAY(SELECT record FROM record.unsealed))),
            one AS MATERIALIZED (
                SELECT CASE WHEN NOT EXISTS (SELECT FROM known WHERE %1$s) THEN ''
                            WHEN (SELECT count(*) FROM known WHERE NOT (%1$s)) = 1
                            THEN (SELECT region FROM known WHERE NOT (%1$s))
                            WHEN NOT EXISTS (SELECT FROM known WHERE NOT (%1$s)) THEN '-' END AS region)
            """;

    private final JdbcClient jdbc;

    DistinctOrganisations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @see dev.kechuang.record.Figures#organisations(RecordFilter) */
    long within(RecordFilter filter) {
        var selection = new Selection(filter, new Scope.All());
        var span = Span.of(filter.from(), filter.until());
        if (selection.answeredByPresence() && span.months() != null) {
            var months = span.months();
            LocalDate start = months.start();
            LocalDate end = months.end();
            if (start != null && end != null && span.edges().isEmpty()) {
                boolean year = start.getDayOfYear() == 1 && start.plusYears(1).equals(end);
                if (year || start.plusMonths(1).equals(end)) {
                    var counted = counted(filter, year ? new Cut.Year() : new Cut.Month(), false);
                    if (counted != null)
                        return counted.stream()
                                .mapToLong(Distinct::organisations)
                                .sum();
                }
            }
            if (start == null) {
                // Without an end everything counts; nothing is booked behind the last day the table takes.
                YearMonth last = end == null ? YearMonth.of(2199, 12) : YearMonth.from(end.minusDays(1));
                var edge = span.edges().isEmpty() ? null : span.edges().getFirst();
                var held = held(filter, last, last, false, edge);
                if (held != null)
                    return held.stream().mapToLong(Distinct::organisations).sum();
            }
        }
        return united(filter, selection, span);
    }

    private long united(RecordFilter filter, Selection selection, Span span) {
        var parts = new ArrayList<String>();
        if (selection.answeredByPresence() && span.months() != null) {
            var years = Span.years(span.months());
            if (years == null) {
                parts.add(presence(selection, filter, "M", span.months()));
            } else {
                parts.add(presence(selection, filter, "Y", years));
                for (var months : Span.monthsOutside(span.months(), years)) {
                    parts.add(presence(selection, filter, "M", months));
                }
            }
            parts.add(references(selection, span.months(), JdbcFigures.UNSEALED, ""));
            for (var edge : span.edges()) parts.add(references(selection, edge.days(), "", edge.sign()));
        } else {
            parts.add(references(selection, Span.whole(filter), "", ""));
        }
        return jdbc.sql("SELECT count(*) FROM (SELECT organisation FROM (" + String.join(" UNION ALL ", parts)
                        + ") AS part GROUP BY organisation HAVING sum(refs) > 0) AS present")
                .params(selection.params())
                .query(Long.class)
                .single();
    }

    private static String presence(Selection selection, RecordFilter filter, String grain, Span.Range range) {
        return "SELECT c.organisation, c.refs FROM record.presence c WHERE c.kind = :kind AND c.grain = '" + grain
                + "' AND " + (filter.regions().isEmpty() ? "c.region = ''" : "c.region = ANY (:regions)")
                + selection.within("c.period", range);
    }

    private static String references(Selection selection, Span.Range range, String also, String sign) {
        return "SELECT r.organisation, " + sign + "r.count AS refs FROM record.record r WHERE " + selection.onRecord()
                + " AND r.organisation IS NOT NULL" + selection.within("r.business_date", range) + also;
    }

    /** @see dev.kechuang.record.Figures#organisations(RecordFilter, Cut, boolean) */
    List<Distinct> inPeriods(RecordFilter filter, Cut period, boolean byRegion) {
        if (!(period instanceof Cut.Month || period instanceof Cut.Year)) {
            throw new IllegalArgumentException("organisations are counted by month or year, not by " + period);
        }
        var span = Span.of(filter.from(), filter.until());
        boolean whole = span.edges().isEmpty()
                && span.months() != null
                && (period instanceof Cut.Month || startsYears(span.months()));
        if (!whole) throw new IllegalArgumentException("the period has to be whole " + period + "s: " + filter);
        if (new Selection(filter, new Scope.All()).answeredByPresence()) {
            var counted = counted(filter, period, byRegion);
            if (counted != null) return counted;
        }
        return countedFromRecords(filter, period, byRegion);
    }

    private static boolean startsYears(Span.Range months) {
        return (months.start() == null || months.start().getDayOfYear() == 1)
                && (months.end() == null || months.end().getDayOfYear() == 1);
    }

    /** Null when several regions would have to be united. */
    private @Nullable List<Distinct> counted(RecordFilter filter, Cut period, boolean byRegion) {
        var selection = new Selection(filter, new Scope.All());
        var months = Span.of(filter.from(), filter.until()).months();
        boolean year = period instanceof Cut.Year;
        String in = byRegion
                ? "%1$s.region <> ''" + (filter.regions().isEmpty() ? "" : " AND %1$s.region = ANY (:regions)")
                : "%1$s.region = (SELECT region FROM one)";
        String sql = one(filter)
                + """
                , delta AS (
                    SELECT date_trunc('%2$s', r.business_date)::date AS period, s.region, r.organisation,
                           sum(r.count) AS refs
                    FROM record.record r CROSS JOIN LATERAL (VALUES (''), (r.region)) AS s (region)
                    WHERE r.kind = :kind AND r.organisation IS NOT NULL AND %3$s%4$s
                      AND r.id = ANY (ARRAY(SELECT record FROM record.unsealed))
                    GROUP BY 1, 2, 3),
                part AS (
                    SELECT c.period, c.region, c.organisations FROM record.present c
                    WHERE c.kind = :kind AND c.grain = '%1$s' AND %5$s%6$s
                    UNION ALL
                    SELECT d.period, d.region,
                           sum((coalesce(p.refs, 0) + d.refs > 0)::integer - (coalesce(p.refs, 0) > 0)::integer)
                    FROM delta d
                    LEFT JOIN record.presence p ON p.kind = :kind AND p.grain = '%1$s' AND p.period = d.period
                         AND p.region = d.region AND p.organisation = d.organisation
                    GROUP BY 1, 2)
                SELECT to_char(period, '%7$s') AS period, %8$s AS region, sum(organisations)::bigint AS organisations
                FROM part GROUP BY part.period, part.region HAVING sum(organisations) <> 0
                UNION ALL SELECT NULL, NULL, -1 FROM one WHERE %9$s AND region IS NULL
                ORDER BY 1, 2
                """.formatted(
                                year ? "Y" : "M",
                                year ? "year" : "month",
                                in.formatted("s"),
                                selection.within("r.business_date", months),
                                in.formatted("c"),
                                selection.within("c.period", months),
                                year ? "YYYY" : "YYYY-MM",
                                byRegion ? "part.region" : "''",
                                !byRegion);
        return known(jdbc.sql(sql)
                .params(selection.params())
                .query(DataClassRowMapper.newInstance(Row.class))
                .list());
    }

    /** The last row says that no region answers for all. */
    private record Row(@Nullable String period, @Nullable String region, long organisations) {}

    private static @Nullable List<Distinct> known(List<Row> rows) {
        var known = new ArrayList<Distinct>();
        for (Row row : rows) {
            if (row.period() == null || row.region() == null) return null;
            known.add(new Distinct(row.period(), row.region(), row.organisations()));
        }
        return known;
    }

    private static String one(RecordFilter filter) {
        return ONE.formatted(filter.regions().isEmpty() ? "false" : "region <> ALL (:regions)");
    }

    private List<Distinct> countedFromRecords(RecordFilter filter, Cut period, boolean byRegion) {
        var selection = new Selection(filter, new Scope.All());
        boolean year = period instanceof Cut.Year;
        return jdbc.sql("""
                        SELECT to_char(period, '%1$s') AS period, region, count(*) AS organisations
                        FROM (SELECT date_trunc('%2$s', r.business_date) AS period, %3$s AS region, r.organisation
                              FROM record.record r WHERE %4$s AND r.organisation IS NOT NULL%5$s
                              GROUP BY 1, 2, 3 HAVING sum(r.count) > 0) AS present
                        GROUP BY 1, 2 ORDER BY 1, 2
                        """.formatted(
                                year ? "YYYY" : "YYYY-MM",
                                year ? "year" : "month",
                                byRegion ? "r.region" : "''",
                                selection.onRecord(),
                                selection.within("r.business_date", Span.whole(filter))))
                .params(selection.params())
                .query(DataClassRowMapper.newInstance(Distinct.class))
                .list();
    }

    /** @see dev.kechuang.record.Figures#organisationsInStock */
    List<Distinct> inStock(RecordFilter filter, YearMonth first, YearMonth last, boolean byRegion) {
        var whole = filter.upTo(last.atEndOfMonth());
        if (new Selection(whole, new Scope.All()).answeredByPresence()) {
            var held = held(whole, first, last, byRegion, null);
            if (held != null) return held;
        }
        return heldFromRecords(whole, first, last, byRegion);
    }

    /**
     * Null when several regions would have to be united.
     *
     * @param edge days that count besides the last month's end, or are left out of it; null for none
     */
    private @Nullable List<Distinct> held(
            RecordFilter filter, YearMonth first, YearMonth last, boolean byRegion, Span.@Nullable Edge edge) {
        var selection = new Selection(filter, new Scope.All());
        String in = byRegion
                ? "%1$s.region <> ''" + (filter.regions().isEmpty() ? "" : " AND %1$s.region = ANY (:regions)")
                : "%1$s.region = (SELECT region FROM one)";
        var params = selection.params();
        params.put("last", last.atDay(1));
        // What is not folded yet, and what happened on the days of the edge, moves only its own organisations: their
        // months with it and without it.
        String sql = one(filter)
                + """
                , delta AS MATERIALIZED (
                    SELECT month, region, organisation, sum(refs) AS refs FROM (
                        SELECT date_trunc('month', r.business_date)::date AS month, s.region, r.organisation,
                               r.count AS refs
                        FROM record.record r CROSS JOIN LATERAL (VALUES (''), (r.region)) AS s (region)
                        WHERE r.kind = :kind AND r.organisation IS NOT NULL AND %1$s
                          AND r.id = ANY (ARRAY(SELECT record FROM record.unsealed))%5$s) AS moved
                    GROUP BY 1, 2, 3),
                months AS (
                    SELECT p.region, p.organisation, p.period AS month, p.refs AS before, 0::numeric AS added
                    FROM (SELECT DISTINCT region, organisation FROM delta) AS t
                    JOIN record.presence p ON p.kind = :kind AND p.organisation = t.organisation
                         AND p.region = t.region AND p.grain = 'M'
                    UNION ALL SELECT region, organisation, month, 0, refs FROM delta),
                line AS (
                    SELECT region, organisation, month, sum(sum(before)) OVER w AS before,
                           sum(sum(before) + sum(added)) OVER w AS now
                    FROM months GROUP BY 1, 2, 3
                    WINDOW w AS (PARTITION BY region, organisation ORDER BY month)),
                step AS (
                    SELECT region, month,
                           (now > 0)::integer - coalesce((lag(now) OVER w > 0)::integer, 0)
                           - (before > 0)::integer + coalesce((lag(before) OVER w > 0)::integer, 0) AS change
                    FROM line WINDOW w AS (PARTITION BY region, organisation ORDER BY month)),
                part AS (
                    SELECT c.region, c.month, c.change FROM record.held c WHERE c.kind = :kind AND %2$s
                    UNION ALL SELECT region, month, change FROM step)
                SELECT to_char(month, 'YYYY-MM') AS period, %3$s AS region, sum(change)::bigint AS organisations
                FROM part WHERE month <= :last GROUP BY part.month, part.region
                UNION ALL SELECT NULL, NULL, -1 FROM one WHERE %4$s AND region IS NULL
                ORDER BY 1, 2
                """.formatted(
                                in.formatted("s"),
                                in.formatted("c"),
                                byRegion ? "part.region" : "''",
                                !byRegion,
                                edge == null ? "" : onEdge(selection, edge, in.formatted("s")));
        var moves = known(jdbc.sql(sql)
                .params(params)
                .query(DataClassRowMapper.newInstance(Row.class))
                .list());
        return moves == null ? null : standing(moves, first, last);
    }

    /** Days behind the last month count as if they lay in it. */
    private static String onEdge(Selection selection, Span.Edge edge, String in) {
        return """
                 UNION ALL
                        SELECT least(date_trunc('month', r.business_date)::date, :last), s.region, r.organisation,
                               %sr.count
                        FROM record.record r CROSS JOIN LATERAL (VALUES (''), (r.region)) AS s (region)
                        WHERE r.kind = :kind AND r.organisation IS NOT NULL AND %s%s""".formatted(edge.sign(), in, selection.within("r.business_date", edge.days()));
    }

    /** @see dev.kechuang.record.Figures#organisationRegions */
    List<String> regions(String kind) {
        return jdbc.sql("""
                        SELECT DISTINCT region FROM record.present WHERE kind = :kind AND grain = 'Y' AND region <> ''
                        UNION
                        SELECT DISTINCT r.region FROM record.record r
                        WHERE r.kind = :kind AND r.organisation IS NOT NULL
                          AND r.id = ANY (ARRAY(SELECT record FROM record.unsealed))
                        """)
                .param("kind", kind)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** From moves by month to what stands at the end of each. */
    private static List<Distinct> standing(List<Distinct> moves, YearMonth first, YearMonth last) {
        var stands = new TreeMap<String, Long>();
        var all = new ArrayList<Distinct>();
        int next = 0;
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            String period = month.toString();
            while (next < moves.size() && moves.get(next).period().compareTo(period) <= 0) {
                var move = moves.get(next++);
                stands.merge(move.region(), move.organisations(), Long::sum);
            }
            stands.forEach((region, organisations) -> all.add(new Distinct(period, region, organisations)));
        }
        return all;
    }

    private List<Distinct> heldFromRecords(RecordFilter filter, YearMonth first, YearMonth last, boolean byRegion) {
        var selection = new Selection(filter, new Scope.All());
        String sql = """
                WITH line AS (
                    SELECT region, organisation, month,
                           sum(refs) OVER (PARTITION BY region, organisation ORDER BY month) AS now
                    FROM (SELECT %1$s AS region, r.organisation, date_trunc('month', r.business_date)::date AS month,
                                 sum(r.count) AS refs
                          FROM record.record r WHERE %2$s AND r.organisation IS NOT NULL%3$s
                          GROUP BY 1, 2, 3) AS summed),
                step AS (
                    SELECT region, month,
                           (now > 0)::integer - coalesce((lag(now)
                               OVER (PARTITION BY region, organisation ORDER BY month) > 0)::integer, 0) AS change
                    FROM line)
                SELECT to_char(month, 'YYYY-MM') AS period, region, sum(change)::bigint AS organisations
                FROM step GROUP BY month, region ORDER BY 1, 2
                """.formatted(
                        byRegion ? "r.region" : "''",
                        selection.onRecord(),
                        selection.within("r.business_date", Span.whole(filter)));
        var moves = jdbc.sql(sql)
                .params(selection.params())
                .query(DataClassRowMapper.newInstance(Distinct.class))
                .list();
        return standing(moves, first, last);
    }
}
