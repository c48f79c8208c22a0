package dev.kechuang.record.benchmark;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ten years of records as skewed as life: one kind holds 40 %, twenty others share the rest by a power law, years grow,
 * some districts have many times what others have, organisations are busy or hardly seen. Half of the kinds are states:
 * a third of their records ends them again.
 */
final class ManyRecords {

    static final String BIG = "bench.service";
    static final int KINDS = 20;
    static final List<String> REGIONS = List.of(
            "320505", "320506", "320507", "320508", "320509", "320571", "320581", "320582", "320583", "320585",
            "320591", "320512");

    private ManyRecords() {}

    /** Kinds with records that end, so that their stock falls as well. */
    static boolean state(int kind) {
        return kind % 2 == 0;
    }

    static String kind(int number) {
        return "bench.kind" + number;
    }

    /** Fills an empty database; the folded cells are made by the product's own function. */
    static void fill(JdbcClient owner, long records) {
        say("records");
        for (String statement : List.of(
                "SET synchronous_commit = off",
                "SET maintenance_work_mem = '1GB'",
                "SET work_mem = '256MB'",
                "ALTER TABLE record.record DISABLE TRIGGER USER",
                "DROP INDEX record.record_by_day, record.record_by_place, record.record_organisation,"
                        + " record.record_subject",
                "ALTER TABLE record.record DROP CONSTRAINT record_kind_key_key",
                "ALTER TABLE record.record DROP CONSTRAINT record_dimensions_check")) {
            owner.sql(statement).update();
        }
        // random() is seeded, so that every run has the same records.
        owner.sql("SELECT setseed(0.42)")
                .query((row, number) -> row.getString(1))
                .list();
        long step = 1_000_000;
        for (long from = 0; from < records; from += step) {
            owner.sql(INSERT)
                    .param("from", from)
                    .param("until", Math.min(records, from + step) - 1)
                    .param("big", BIG)
                    .param("kinds", KINDS)
                    .param("regions", REGIONS.toArray(String[]::new))
                    .update();
            say("  " + Math.min(records, from + step));
        }
        say("indexes");
        for (String statement : List.of(
                "ALTER TABLE record.record ADD CONSTRAINT record_kind_key_key UNIQUE (kind, key)",
                "ALTER TABLE record.record ADD CONSTRAINT record_dimensions_check"
                        + " CHECK (record.dimensions_valid(dimensions)) NOT VALID",
                "CREATE INDEX record_by_day ON record.record (kind, business_date, id)"
                        + " INCLUDE (region, zone, organisation, dimensions, count, amount_fen)",
                "CREATE INDEX record_by_place ON record.record (kind, region, business_date, id)",
                "CREATE INDEX record_organisation ON record.record (organisation, kind, business_date)"
                        + " WHERE organisation IS NOT NULL",
                "CREATE INDEX record_subject ON record.record (subject)",
                "ALTER TABLE record.record ENABLE ALWAYS TRIGGER record_append_only",
                "ALTER TABLE record.record ENABLE TRIGGER record_enqueue",
                "ALTER TABLE record.record ENABLE TRIGGER record_reversal",
                "INSERT INTO record.position (position, record) SELECT row_number() OVER (ORDER BY id), id"
                        + " FROM record.record",
                "VACUUM ANALYZE record.record",
                "VACUUM ANALYZE record.position")) {
            owner.sql(statement).update();
            say("  " + statement.substring(0, Math.min(60, statement.length())));
        }
        fold(owner, records);
    }

    /**
     * Folds everything at once, as {@code record.fold} would batch by batch: into empty tables without indexes, since
     * inserting sixty million rows one after another into full ones takes most of an hour.
     */
    static void fold(JdbcClient owner, long records) {
        long folded = owner.sql("SELECT coalesce(sum(records), 0) FROM record.year_cell")
                .query(Long.class)
                .single();
        if (folded >= records) return;
        say("folding");
        for (String statement : FOLD.split(";\n")) {
            if (statement.isBlank()) continue;
            owner.sql(statement).update();
            say("  " + statement.strip().lines().findFirst().orElse(""));
        }
        owner.sql("VACUUM ANALYZE").update();
        owner.sql("CHECKPOINT").update();
        say("filled");
    }

    private static final String FOLD = """
            SET synchronous_commit = off;
            SET work_mem = '1GB';
            SET maintenance_work_mem = '1GB';
            SET max_parallel_workers_per_gather = 2;
            TRUNCATE record.cell, record.year_cell, record.margin, record.presence, record.present, record.held,
                record.holder;
            DROP INDEX IF EXISTS record.presence_organisation;
            ALTER TABLE record.presence DROP CONSTRAINT IF EXISTS presence_pkey;
            INSERT INTO record.combination (dimensions, digest)
            SELECT dimensions, sha256(convert_to(dimensions::text, 'UTF8'))
            FROM (SELECT dimensions FROM record.record GROUP BY 1) AS d ON CONFLICT (digest) DO NOTHING;
            INSERT INTO record.cell (kind, month, region, zone, combination, count, amount_fen, records)
            SELECT s.kind, s.month, s.region, s.zone, c.id, s.count, s.amount_fen, s.records
            FROM (SELECT kind, date_trunc('month', business_date)::date AS month, region, coalesce(zone, '') AS zone,
                         dimensions, sum(count) AS count, sum(amount_fen) AS amount_fen, count(*) AS records
                  FROM record.record GROUP BY 1, 2, 3, 4, 5) AS s
            JOIN record.combination c ON c.dimensions = s.dimensions;
            INSERT INTO record.year_cell (kind, year, region, zone, combination, count, amount_fen, records)
            SELECT kind, date_trunc('year', month)::date, region, zone, combination, sum(count), sum(amount_fen),
                   sum(records)
            FROM record.cell GROUP BY 1, 2, 3, 4, 5;
            INSERT INTO record.margin (kind, grain, period, region, dimension, value, count, amount_fen, records)
            SELECT c.kind, g.grain, date_trunc(g.field, c.month)::date, c.region, d.dimension, d.value,
                   sum(c.count), sum(c.amount_fen), sum(c.records)
            FROM record.cell c
            JOIN record.combination k ON k.id = c.combination
            CROSS JOIN (VALUES ('M'::"char", 'month'), ('Y'::"char", 'year')) AS g (grain, field)
            CROSS JOIN LATERAL (SELECT '' AS dimension, '' AS value
                                UNION ALL SELECT key, value FROM jsonb_each_text(k.dimensions)) AS d
            GROUP BY 1, 2, 3, 4, 5, 6;
            INSERT INTO record.presence (kind, grain, period, region, organisation, refs)
            SELECT kind, 'M', date_trunc('month', business_date)::date, region, organisation, sum(count)
            FROM record.record WHERE organisation IS NOT NULL GROUP BY 1, 3, 4, 5;
            INSERT INTO record.presence (kind, grain, period, region, organisation, refs)
            SELECT kind, 'M', period, '', organisation, sum(refs)
            FROM record.presence WHERE grain = 'M' AND region <> '' GROUP BY 1, 3, 5;
            INSERT INTO record.presence (kind, grain, period, region, organisation, refs)
            SELECT kind, 'Y', date_trunc('year', period)::date, region, organisation, sum(refs)
            FROM record.presence WHERE grain = 'M' GROUP BY 1, 3, 4, 5;
            INSERT INTO record.present (kind, grain, period, region, organisations)
            SELECT kind, grain, period, region, count(*) FROM record.presence WHERE refs > 0 GROUP BY 1, 2, 3, 4;
            INSERT INTO record.held (kind, region, month, change)
            SELECT kind, region, period, sum(change) FROM (
                SELECT kind, region, period, (refs > 0)::integer - coalesce((lag(refs) OVER w > 0)::integer, 0) AS change
                FROM (SELECT kind, region, organisation, period,
                             sum(refs) OVER (PARTITION BY kind, region, organisation ORDER BY period) AS refs
                      FROM record.presence WHERE grain = 'M') AS line
                WINDOW w AS (PARTITION BY kind, region, organisation ORDER BY period)) AS step
            GROUP BY 1, 2, 3 HAVING sum(change) <> 0;
            INSERT INTO record.holder (kind, region, organisation, since, growing)
            SELECT kind, region, organisation, min(period) FILTER (WHERE refs > 0), bool_and(refs >= 0)
            FROM record.presence WHERE grain = 'M' GROUP BY 1, 2, 3;
            ALTER TABLE record.presence ADD PRIMARY KEY (kind, grain, period, region, organisation);
            CREATE INDEX presence_organisation ON record.presence (kind, organisation, region, period) INCLUDE (refs)
                WHERE grain = 'M';
            """;

    /** Each draw is a column of its own: PostgreSQL draws once for each row of the inner query. */
    private static final String INSERT = """
            INSERT INTO record.record
                (kind, business_date, recorded_at, region, zone, organisation, dimensions, count, amount_fen, subject, key)
            SELECT kind, day, day + time '10:00', region, zone, organisation,
                   jsonb_build_object('level', level, 'field', field, 'scale', scale),
                   count, amount, 'bench/thing/' || n, n::text
            FROM (SELECT n, CASE WHEN a < 0.4 THEN :big ELSE 'bench.kind' || k END AS kind,
                         date '2017-01-01' + floor(3652 * sqrt(b))::integer AS day,
                         (:regions::text[])[1 + floor(12 * c * c)::integer] AS region,
                         CASE WHEN d < 0.1 THEN '32057' || floor(10 * d * 4)::integer ELSE NULL END AS zone,
                         CASE WHEN e < 0.05 THEN NULL
                              ELSE md5('organisation' || floor(120000 * f * f)::integer)::uuid END AS organisation,
                         (ARRAY['national', 'provincial', 'city', 'county'])[1 + floor(4 * g)::integer] AS level,
                         'field' || floor(8 * h * h)::integer AS field,
                         (ARRAY['large', 'medium', 'small'])[1 + floor(3 * sqrt(i))::integer] AS scale,
                         CASE WHEN a >= 0.4 AND k % 2 = 0 AND j < 0.33 THEN -1 ELSE 1 END AS count,
                         CASE WHEN l < 0.5 THEN 0 ELSE floor(exp(10 + 8 * l))::bigint * 100 END AS amount
                  FROM (SELECT n, a, floor(:kinds * power(m, 1.7))::integer AS k, b, c, d, e, f, g, h, i, j, l
                        FROM (SELECT n, random() a, random() b, random() c, random() d, random() e, random() f,
                                     random() g, random() h, random() i, random() j, random() l, random() m
                              FROM generate_series(:from::bigint, :until::bigint) n) AS drawn) AS chosen) AS made
            """;

    static void say(String what) {
        System.out.printf("%tT %s%n", System.currentTimeMillis(), what);
    }
}
