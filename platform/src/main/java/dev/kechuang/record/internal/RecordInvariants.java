package dev.kechuang.record.internal;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What holds for records at any time. Each is one statement, so that it sees one state while the platform works on. */
@Configuration(proxyBeanMethods = false)
public class RecordInvariants {

    @Bean
    public Invariant recordPositions(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "record.positions",
                "Every record has one position or waits for it, and positions have no gap.",
                "SELECT count(*) FROM record.record",
                """
                (SELECT 'position ' || p.position + 1 || ' is missing' FROM record.position p
                 WHERE p.position < (SELECT max(position) FROM record.position)
                   AND NOT EXISTS (SELECT FROM record.position n WHERE n.position = p.position + 1) LIMIT 20)
                UNION ALL
                (SELECT 'position 1 is missing' WHERE EXISTS (SELECT FROM record.position)
                   AND NOT EXISTS (SELECT FROM record.position WHERE position = 1))
                UNION ALL
                (SELECT 'record ' || r.id || ' has no position and does not wait for one' FROM record.record r
                 WHERE NOT EXISTS (SELECT FROM record.position p WHERE p.record = r.id)
                   AND NOT EXISTS (SELECT FROM record.unsealed u WHERE u.record = r.id) LIMIT 20)
                UNION ALL
                (SELECT 'record ' || u.record || ' waits for a position though it has one' FROM record.unsealed u
                 JOIN record.position p ON p.record = u.record LIMIT 20)
                UNION ALL
                (SELECT 'position ' || p.position || ' has no record' FROM record.position p
                 WHERE NOT EXISTS (SELECT FROM record.record r WHERE r.id = p.record) LIMIT 20)
                LIMIT 20
                """);
    }

    @Bean
    public Invariant recordCells(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "record.cells",
                "Every folded cell is the sum of its sealed records.",
                "SELECT count(*) FROM record.cell",
                """
                WITH summed AS (
                    SELECT r.kind, date_trunc('month', r.business_date)::date AS month, r.region,
                           coalesce(r.zone, '') AS zone, r.dimensions, sum(r.count) AS count,
                           sum(r.amount_fen) AS amount_fen, count(*) AS records
                    FROM record.position p JOIN record.record r ON r.id = p.record
                    GROUP BY 1, 2, 3, 4, 5),
                folded AS (
                    SELECT c.kind, c.month, c.region, c.zone, k.dimensions, c.count, c.amount_fen, c.records
                    FROM record.cell c JOIN record.combination k ON k.id = c.combination)
                SELECT 'cell ' || kind || ' ' || month || ' ' || region || ' ' || zone || ' ' || dimensions
                       || ' holds ' || coalesce(f.count::text, 'nothing') || '/' || coalesce(f.amount_fen::text, '-')
                       || ', its records sum to ' || coalesce(s.count::text, 'nothing') || '/'
                       || coalesce(s.amount_fen::text, '-')
                FROM summed s FULL JOIN folded f USING (kind, month, region, zone, dimensions)
                WHERE (s.count, s.amount_fen, s.records) IS DISTINCT FROM (f.count, f.amount_fen, f.records)
                LIMIT 20
                """);
    }

    @Bean
    public Invariant recordYears(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "record.years",
                "Every folded year is the sum of its months.",
                "SELECT count(*) FROM record.year_cell",
                """
                WITH summed AS (
                    SELECT kind, date_trunc('year', month)::date AS year, region, zone, combination,
                           sum(count) AS count, sum(amount_fen) AS amount_fen, sum(records) AS records
                    FROM record.cell GROUP BY 1, 2, 3, 4, 5)
                SELECT 'year ' || kind || ' ' || year || ' ' || region || ' ' || zone || ' ' || combination
                       || ' holds ' || coalesce(f.count::text, 'nothing') || ', its months sum to '
                       || coalesce(s.count::text, 'nothing')
                FROM summed s FULL JOIN record.year_cell f USING (kind, year, region, zone, combination)
                WHERE (s.count, s.amount_fen, s.records) IS DISTINCT FROM (f.count, f.amount_fen, f.records)
                LIMIT 20
                """);
    }

    @Bean
    public Invariant recordMargins(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "record.margins",
                "Every margin is the sum of its cells.",
                "SELECT count(*) FROM record.margin",
                """
                WITH summed AS (
                    SELECT c.kind, g.grain, date_trunc(g.field, c.month)::date AS period, c.region, d.dimension, d.value,
                           sum(c.count) AS count, sum(c.amount_fen) AS amount_fen, sum(c.records) AS records
                    FROM record.cell c
                    JOIN record.combination k ON k.id = c.combination
                    CROSS JOIN (VALUES ('M'::"char", 'month'), ('Y'::"char", 'year')) AS g (grain, field)
                    CROSS JOIN LATERAL (SELECT '' AS dimension, '' AS value
                                        UNION ALL SELECT key, value FROM jsonb_each_text(k.dimensions)) AS d
                    GROUP BY 1, 2, 3, 4, 5, 6)
                SELECT 'margin ' || kind || ' ' || grain::text || ' ' || period || ' ' || region || ' ' || dimension
                       || '=' || value || ' holds ' || coalesce(f.count::text, 'nothing') || ', its cells sum to '
                       || coalesce(s.count::text, 'nothing')
                FROM summed s FULL JOIN record.margin f USING (kind, grain, period, region, dimension, value)
                WHERE (s.count, s.amount_fen, s.records) IS DISTINCT FROM (f.count, f.amount_fen, f.records)
                LIMIT 20
                """);
    }

    @Bean
    public Invariant recordDistinct(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "record.distinct",
                "Distinct counts, in periods and in stock, are what the reference counts give.",
                "SELECT (SELECT count(*) FROM record.present) + (SELECT count(*) FROM record.held)",
                """
                WITH counted AS (
                    SELECT kind, grain, period, region, count(*) AS organisations
                    FROM record.presence WHERE refs > 0 GROUP BY 1, 2, 3, 4),
                line AS (
                    SELECT kind, region, organisation, period,
                           sum(refs) OVER (PARTITION BY kind, region, organisation ORDER BY period) AS refs
                    FROM record.presence WHERE grain = 'M'),
                step AS (
                    SELECT kind, region, period,
                           (refs > 0)::integer - coalesce((lag(refs)
                               OVER (PARTITION BY kind, region, organisation ORDER BY period) > 0)::integer, 0) AS change
                    FROM line),
                moved AS (SELECT kind, region, period, sum(change) AS change FROM step GROUP BY 1, 2, 3),
                holder AS (
                    SELECT kind, region, organisation, min(period) FILTER (WHERE refs > 0) AS since,
                           bool_and(refs >= 0) AS growing
                    FROM record.presence WHERE grain = 'M' GROUP BY 1, 2, 3)
                (SELECT 'organisations of ' || kind || ' ' || grain::text || ' ' || period || ' ' || region || ' are '
                        || coalesce(p.organisations::text, 'not counted') || ' instead of '
                        || coalesce(c.organisations::text, 'none')
                 FROM counted c FULL JOIN record.present p USING (kind, grain, period, region)
                 WHERE coalesce(c.organisations, 0) <> coalesce(p.organisations, 0) LIMIT 20)
                UNION ALL
                (SELECT 'organisations in stock of ' || kind || ' ' || region || ' move in ' || period || ' by '
                        || coalesce(h.change, 0) || ' instead of ' || coalesce(m.change, 0)
                 FROM moved m FULL JOIN (SELECT kind, region, month AS period, change FROM record.held) h
                      USING (kind, region, period)
                 WHERE coalesce(m.change, 0) <> coalesce(h.change, 0) LIMIT 20)
                UNION ALL
                (SELECT 'organisation ' || organisation || ' in the stock of ' || kind || ' ' || region
                        || ' is kept as since ' || coalesce(f.since::text, 'never')
                 FROM holder h FULL JOIN record.holder f USING (kind, region, organisation)
                 -- What was taken back before it was folded is not kept, and nothing is missed by that.
                 WHERE (h.since, coalesce(h.growing, true))
                       IS DISTINCT FROM (f.since, coalesce(f.growing, true)) LIMIT 20)
                LIMIT 20
                """);
    }

    @Bean
    public Invariant recordPresence(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "record.presence",
                "Reference counts of organisations are the sums of their sealed records.",
                "SELECT count(*) FROM record.presence",
                """
                WITH summed AS (
                    SELECT r.kind, g.grain, date_trunc(g.field, r.business_date)::date AS period, s.region,
                           r.organisation, sum(r.count) AS refs
                    FROM record.position p JOIN record.record r ON r.id = p.record
                    CROSS JOIN (VALUES ('M'::"char", 'month'), ('Y'::"char", 'year')) AS g (grain, field)
                    CROSS JOIN LATERAL (VALUES (''), (r.region)) AS s (region)
                    WHERE r.organisation IS NOT NULL AND r.count <> 0
                    GROUP BY 1, 2, 3, 4, 5)
                SELECT 'organisation ' || organisation || ' in ' || kind || ' ' || grain::text || ' ' || period || ' ' || region
                       || ' has ' || coalesce(f.refs::text, 'no') || ' references instead of '
                       || coalesce(s.refs::text, 'none')
                FROM summed s FULL JOIN record.presence f USING (kind, grain, period, region, organisation)
                WHERE s.refs IS DISTINCT FROM f.refs
                LIMIT 20
                """);
    }

    @Bean
    public Invariant recordReversals(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "record.reversals",
                "A reversal and what it reverses sum to zero.",
                "SELECT count(*) FROM record.record WHERE reverses IS NOT NULL",
                """
                SELECT 'record ' || b.id || ' does not take back ' || b.reverses
                FROM record.record b LEFT JOIN record.record r ON r.id = b.reverses
                WHERE b.reverses IS NOT NULL
                  AND (r.kind, r.region, r.dimensions, r.count + b.count, r.amount_fen + b.amount_fen)
                      IS DISTINCT FROM (b.kind, b.region, b.dimensions, 0, 0::bigint)
                LIMIT 20
                """);
    }

    @Bean
    public Invariant recordLate(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "record.late",
                "Exactly what was sealed for a month behind its closing is listed as late.",
                "SELECT count(*) FROM record.late",
                """
                SELECT 'record ' || coalesce(l.record, d.record) || CASE WHEN l.record IS NULL
                       THEN ' is late and not listed' ELSE ' is listed as late and is not' END
                FROM (SELECT p.record, c.month FROM record.closing c
                      JOIN record.record r ON r.business_date >= c.month
                           AND r.business_date < (c.month + interval '1 month')
                      JOIN record.position p ON p.record = r.id AND p.position > c.position) AS d
                FULL JOIN record.late l ON l.record = d.record AND l.month = d.month
                WHERE l.record IS NULL OR d.record IS NULL
                LIMIT 20
                """);
    }
}
