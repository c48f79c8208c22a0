-- Figures over ten years and distinct organisations without reading what they are made of: cells by year beside those
-- by month, margins for what is asked with one dimension or none, and for distinct organisations the counts themselves;
-- all kept by the same step that folds.

-- What is asked with dimensions finds its few combinations first.
ALTER TABLE record.cell DROP CONSTRAINT cell_pkey, ADD PRIMARY KEY (kind, combination, month, region, zone);

CREATE TABLE record.year_cell (
    kind text NOT NULL,
    year date NOT NULL,
    region text NOT NULL,
    zone text NOT NULL,
    combination bigint NOT NULL REFERENCES record.combination (id),
    count bigint NOT NULL,
    amount_fen bigint NOT NULL,
    records bigint NOT NULL,
    PRIMARY KEY (kind, combination, year, region, zone)
);

-- Sums for one value of one dimension, and for everything (both empty), zones left aside.
CREATE TABLE record.margin (
    kind text NOT NULL,
    grain "char" NOT NULL CHECK (grain IN ('M', 'Y')),
    period date NOT NULL,
    region text NOT NULL,
    dimension text NOT NULL,
    value text NOT NULL,
    count bigint NOT NULL,
    amount_fen bigint NOT NULL,
    records bigint NOT NULL,
    PRIMARY KEY (kind, dimension, value, grain, period, region)
);

-- How many organisations have references above zero in a period.
CREATE TABLE record.present (
    kind text NOT NULL,
    grain "char" NOT NULL CHECK (grain IN ('M', 'Y')),
    period date NOT NULL,
    region text NOT NULL,
    organisations bigint NOT NULL,
    PRIMARY KEY (kind, grain, period, region)
);

-- By how much the organisations in the stock at a month's end are more than at the end of the month before.
CREATE TABLE record.held (
    kind text NOT NULL,
    region text NOT NULL,
    month date NOT NULL,
    change bigint NOT NULL,
    PRIMARY KEY (kind, region, month)
);

-- Of each organisation what tells, without reading its months, that more of the same change nothing in the stock:
-- since the month it is in the stock for good, as long as no month takes anything away.
CREATE TABLE record.holder (
    kind text NOT NULL,
    region text NOT NULL,
    organisation uuid NOT NULL,
    since date,
    growing boolean NOT NULL,
    PRIMARY KEY (kind, region, organisation)
);

CREATE INDEX presence_organisation ON record.presence (kind, organisation, region, period) INCLUDE (refs)
    WHERE grain = 'M';

-- What was folded before this migration.
INSERT INTO record.year_cell (kind, year, region, zone, combination, count, amount_fen, records)
SELECT kind, date_trunc('year', month)::date, region, zone, combination, sum(count), sum(amount_fen), sum(records)
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

INSERT INTO record.present (kind, grain, period, region, organisations)
SELECT kind, grain, period, region, count(*) FROM record.presence WHERE refs > 0 GROUP BY 1, 2, 3, 4;

INSERT INTO record.held (kind, region, month, change)
WITH line AS (
    SELECT kind, region, organisation, period,
           sum(refs) OVER (PARTITION BY kind, region, organisation ORDER BY period) AS refs
    FROM record.presence WHERE grain = 'M'),
step AS (
    SELECT kind, region, period,
           (refs > 0)::integer
           - coalesce((lag(refs) OVER (PARTITION BY kind, region, organisation ORDER BY period) > 0)::integer, 0) AS change
    FROM line)
SELECT kind, region, period, sum(change) FROM step GROUP BY 1, 2, 3 HAVING sum(change) <> 0;

INSERT INTO record.holder (kind, region, organisation, since, growing)
SELECT kind, region, organisation, min(period) FILTER (WHERE refs > 0), bool_and(refs >= 0)
FROM record.presence WHERE grain = 'M' GROUP BY 1, 2, 3;

-- Adds the records of the positions in (after, until] to the cells, the reference counts and the distinct counts.
CREATE OR REPLACE FUNCTION record.fold(after bigint, until bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO record.combination (dimensions, digest)
    SELECT DISTINCT ON (digest) r.dimensions, sha256(convert_to(r.dimensions::text, 'UTF8')) AS digest
    FROM record.position p JOIN record.record r ON r.id = p.record
    WHERE p.position > after AND p.position <= until
      AND NOT EXISTS (SELECT FROM record.combination c
                      WHERE c.digest = sha256(convert_to(r.dimensions::text, 'UTF8')))
    ON CONFLICT (digest) DO NOTHING;

    WITH summed AS MATERIALIZED (
        SELECT r.kind, date_trunc('month', r.business_date)::date AS month, r.region, coalesce(r.zone, '') AS zone,
               c.id AS combination, sum(r.count) AS count, sum(r.amount_fen) AS amount_fen, count(*) AS records
        FROM record.position p
        JOIN record.record r ON r.id = p.record
        JOIN record.combination c ON c.digest = sha256(convert_to(r.dimensions::text, 'UTF8'))
        WHERE p.position > after AND p.position <= until
        GROUP BY 1, 2, 3, 4, 5),
    monthly AS (
        INSERT INTO record.cell AS cell (kind, month, region, zone, combination, count, amount_fen, records)
        SELECT kind, month, region, zone, combination, count, amount_fen, records FROM summed
        ON CONFLICT (kind, month, region, zone, combination) DO UPDATE
        SET count = cell.count + excluded.count,
            amount_fen = cell.amount_fen + excluded.amount_fen,
            records = cell.records + excluded.records),
    margins AS (
        INSERT INTO record.margin AS margin
            (kind, grain, period, region, dimension, value, count, amount_fen, records)
        SELECT s.kind, g.grain, date_trunc(g.field, s.month)::date, s.region, d.dimension, d.value,
               sum(s.count), sum(s.amount_fen), sum(s.records)
        FROM summed s
        JOIN record.combination k ON k.id = s.combination
        CROSS JOIN (VALUES ('M'::"char", 'month'), ('Y'::"char", 'year')) AS g (grain, field)
        CROSS JOIN LATERAL (SELECT '' AS dimension, '' AS value
                            UNION ALL SELECT key, value FROM jsonb_each_text(k.dimensions)) AS d
        GROUP BY 1, 2, 3, 4, 5, 6
        ON CONFLICT (kind, dimension, value, grain, period, region) DO UPDATE
        SET count = margin.count + excluded.count,
            amount_fen = margin.amount_fen + excluded.amount_fen,
            records = margin.records + excluded.records)
    INSERT INTO record.year_cell AS cell (kind, year, region, zone, combination, count, amount_fen, records)
    SELECT kind, date_trunc('year', month)::date, region, zone, combination, sum(count), sum(amount_fen), sum(records)
    FROM summed GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (kind, year, region, zone, combination) DO UPDATE
    SET count = cell.count + excluded.count,
        amount_fen = cell.amount_fen + excluded.amount_fen,
        records = cell.records + excluded.records;

    WITH counted AS (
        INSERT INTO record.presence AS presence (kind, grain, period, region, organisation, refs)
        SELECT r.kind, g.grain, date_trunc(g.field, r.business_date)::date, s.region, r.organisation, sum(r.count)
        FROM record.position p
        JOIN record.record r ON r.id = p.record
        CROSS JOIN (VALUES ('M'::"char", 'month'), ('Y'::"char", 'year')) AS g (grain, field)
        CROSS JOIN LATERAL (VALUES (''), (r.region)) AS s (region)
        WHERE p.position > after AND p.position <= until AND r.organisation IS NOT NULL AND r.count <> 0
        GROUP BY 1, 2, 3, 4, 5
        ON CONFLICT (kind, grain, period, region, organisation) DO UPDATE SET refs = presence.refs + excluded.refs
        RETURNING new.kind, new.grain, new.period, new.region,
                  (new.refs > 0)::integer - coalesce((old.refs > 0)::integer, 0) AS change)
    INSERT INTO record.present AS present (kind, grain, period, region, organisations)
    SELECT kind, grain, period, region, sum(change) FROM counted GROUP BY 1, 2, 3, 4 HAVING sum(change) <> 0
    ON CONFLICT (kind, grain, period, region) DO UPDATE
    SET organisations = present.organisations + excluded.organisations;

    -- Whose place in the stock may have changed: not those who are in it already and only got more since.
    WITH added AS MATERIALIZED (
        SELECT r.kind, s.region, r.organisation, date_trunc('month', r.business_date)::date AS month,
               sum(r.count) AS refs
        FROM record.position p
        JOIN record.record r ON r.id = p.record
        CROSS JOIN LATERAL (VALUES (''), (r.region)) AS s (region)
        WHERE p.position > after AND p.position <= until AND r.organisation IS NOT NULL
        GROUP BY 1, 2, 3, 4 HAVING sum(r.count) <> 0),
    touched AS MATERIALIZED (
        SELECT kind, region, organisation, month, refs
        FROM (SELECT a.kind, a.region, a.organisation, a.month, a.refs,
                     h.growing AND bool_and(a.refs > 0) OVER months AND min(a.month) OVER months >= h.since AS same
              FROM added a LEFT JOIN record.holder h USING (kind, region, organisation)
              WINDOW months AS (PARTITION BY a.kind, a.region, a.organisation)) AS told
        WHERE same IS NOT TRUE),
    -- The months of those organisations, beside them what was added; joined by grouping, whatever the planner expects.
    month AS (
        SELECT p.kind, p.region, p.organisation, p.period AS month, p.refs, 0::numeric AS added
        FROM (SELECT DISTINCT kind, region, organisation FROM touched) AS t
        JOIN record.presence p ON p.kind = t.kind AND p.organisation = t.organisation AND p.region = t.region
             AND p.grain = 'M'
        UNION ALL
        SELECT kind, region, organisation, month, 0, refs FROM touched),
    line AS MATERIALIZED (
        SELECT kind, region, organisation, month, sum(refs) AS refs, sum(sum(refs)) OVER months AS now,
               sum(sum(refs) - sum(added)) OVER months AS before
        FROM month
        GROUP BY kind, region, organisation, month
        WINDOW months AS (PARTITION BY kind, region, organisation ORDER BY month)),
    step AS (
        SELECT kind, region, month,
               (now > 0)::integer - coalesce((lag(now) OVER months > 0)::integer, 0)
               - (before > 0)::integer + coalesce((lag(before) OVER months > 0)::integer, 0) AS change
        FROM line
        WINDOW months AS (PARTITION BY kind, region, organisation ORDER BY month)),
    moved AS (
        INSERT INTO record.held AS held (kind, region, month, change)
        SELECT kind, region, month, sum(change) FROM step GROUP BY 1, 2, 3 HAVING sum(change) <> 0
        ON CONFLICT (kind, region, month) DO UPDATE SET change = held.change + excluded.change)
    INSERT INTO record.holder AS holder (kind, region, organisation, since, growing)
    SELECT kind, region, organisation, min(month) FILTER (WHERE refs > 0), bool_and(refs >= 0)
    FROM line GROUP BY 1, 2, 3
    ON CONFLICT (kind, region, organisation) DO UPDATE SET since = excluded.since, growing = excluded.growing;
END
$$;

GRANT SELECT ON record.year_cell, record.margin, record.present, record.held, record.holder TO kc_app;
