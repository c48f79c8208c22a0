-- Records (记录): what happened and can be counted. Business transactions insert, and nothing else is ever done to
-- them. A job gives each committed record its position and adds it to the folded cells in one step.

-- At most eight dimensions, names like identifiers, values short texts.
CREATE FUNCTION record.dimensions_valid(dimensions jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_typeof(dimensions) = 'object'
       AND (SELECT count(*) <= 8
                   AND coalesce(bool_and(name ~ '^[a-z][A-Za-z0-9_]{0,39}$'
                                AND jsonb_typeof(value) = 'string'
                                AND length(value #>> '{}') BETWEEN 1 AND 80), true)
            FROM jsonb_each(CASE jsonb_typeof(dimensions) WHEN 'object' THEN dimensions ELSE '{}' END) AS d (name, value))
$$;

CREATE TABLE record.record (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    kind text NOT NULL CHECK (kind ~ '^[a-z]+\.[A-Za-z][A-Za-z0-9_.-]{0,59}$'),
    business_date date NOT NULL CHECK (business_date BETWEEN '1900-01-01' AND '2199-12-31'),
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    region text NOT NULL CHECK (length(region) BETWEEN 1 AND 20),
    zone text CHECK (length(zone) BETWEEN 1 AND 20),
    organisation uuid,
    dimensions jsonb NOT NULL DEFAULT '{}' CHECK (record.dimensions_valid(dimensions)),
    count integer NOT NULL CHECK (abs(count) <= 1000000),
    -- At most ten trillion yuan, so that sums stay within a bigint.
    amount_fen bigint NOT NULL CHECK (amount_fen BETWEEN -1000000000000000 AND 1000000000000000),
    subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 300),
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 300),
    reverses uuid UNIQUE REFERENCES record.record (id),
    reason text CHECK (length(reason) BETWEEN 1 AND 500),
    UNIQUE (kind, key),
    CHECK ((reverses IS NULL) = (reason IS NULL))
);
CREATE INDEX record_kind_date ON record.record (kind, business_date, id);
CREATE INDEX record_kind_region_date ON record.record (kind, region, business_date);
CREATE INDEX record_organisation ON record.record (organisation, kind, business_date) WHERE organisation IS NOT NULL;
CREATE INDEX record_subject ON record.record (subject);

-- Committed or not, a record stands here until it has its position; the row is written by the record's own
-- transaction, so a record that commits late is sealed late, but never forgotten.
CREATE TABLE record.unsealed (
    record uuid PRIMARY KEY
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE record.position (
    position bigint PRIMARY KEY CHECK (position > 0),
    record uuid NOT NULL UNIQUE REFERENCES record.record (id),
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Closed months (关账): what is booked for such a month behind the position is late.
CREATE TABLE record.closing (
    month date PRIMARY KEY CHECK (extract(day FROM month) = 1),
    position bigint NOT NULL,
    closed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    closed_by uuid NOT NULL,
    closed_by_name text NOT NULL CHECK (length(closed_by_name) BETWEEN 1 AND 200)
);

-- Late bookings (补记), noted when they are sealed.
CREATE TABLE record.late (
    record uuid PRIMARY KEY REFERENCES record.record (id),
    month date NOT NULL REFERENCES record.closing (month)
);
CREATE INDEX late_month ON record.late (month);

-- Each combination of dimensions once.
CREATE TABLE record.combination (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dimensions jsonb NOT NULL,
    digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32)
);

-- Folded sums by month; zone is empty for records outside of every zone.
CREATE TABLE record.cell (
    kind text NOT NULL,
    month date NOT NULL,
    region text NOT NULL,
    zone text NOT NULL,
    combination bigint NOT NULL REFERENCES record.combination (id),
    count bigint NOT NULL,
    amount_fen bigint NOT NULL,
    records bigint NOT NULL,
    PRIMARY KEY (kind, month, region, zone, combination)
);

-- Reference counts for distinct organisations: by month (M) and year (Y), in each region and everywhere (empty). An
-- organisation counts where its references are above zero.
CREATE TABLE record.presence (
    kind text NOT NULL,
    grain "char" NOT NULL CHECK (grain IN ('M', 'Y')),
    period date NOT NULL,
    region text NOT NULL,
    organisation uuid NOT NULL,
    refs bigint NOT NULL,
    PRIMARY KEY (kind, grain, period, region, organisation)
);

CREATE FUNCTION record.enqueue() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO record.unsealed (record) SELECT id FROM added;
    RETURN NULL;
END
$$;
CREATE TRIGGER record_enqueue AFTER INSERT ON record.record
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION record.enqueue();

-- A reversal is the exact opposite of a record that is no reversal itself.
CREATE FUNCTION record.check_reversal() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM record.record r
        WHERE r.id = NEW.reverses AND r.reverses IS NULL AND r.kind = NEW.kind AND r.region = NEW.region
          AND r.zone IS NOT DISTINCT FROM NEW.zone AND r.organisation IS NOT DISTINCT FROM NEW.organisation
          AND r.dimensions = NEW.dimensions AND r.subject = NEW.subject
          AND r.count = -NEW.count AND r.amount_fen = -NEW.amount_fen) THEN
        RAISE EXCEPTION 'a reversal is the exact opposite of a record that is no reversal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'record_reversal';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER record_reversal BEFORE INSERT ON record.record
    FOR EACH ROW WHEN (NEW.reverses IS NOT NULL) EXECUTE FUNCTION record.check_reversal();

CREATE TRIGGER record_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON record.record
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER position_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON record.position
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER closing_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON record.closing
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER late_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON record.late
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
ALTER TABLE record.record ENABLE ALWAYS TRIGGER record_append_only;
ALTER TABLE record.position ENABLE ALWAYS TRIGGER position_append_only;
ALTER TABLE record.closing ENABLE ALWAYS TRIGGER closing_append_only;
ALTER TABLE record.late ENABLE ALWAYS TRIGGER late_append_only;

-- Adds the records of the positions in (after, until] to the cells and the reference counts.
CREATE FUNCTION record.fold(after bigint, until bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO record.combination (dimensions, digest)
    SELECT DISTINCT ON (digest) r.dimensions, sha256(convert_to(r.dimensions::text, 'UTF8')) AS digest
    FROM record.position p JOIN record.record r ON r.id = p.record
    WHERE p.position > after AND p.position <= until
      AND NOT EXISTS (SELECT FROM record.combination c
                      WHERE c.digest = sha256(convert_to(r.dimensions::text, 'UTF8')))
    ON CONFLICT (digest) DO NOTHING;

    INSERT INTO record.cell AS cell (kind, month, region, zone, combination, count, amount_fen, records)
    SELECT r.kind, date_trunc('month', r.business_date)::date, r.region, coalesce(r.zone, ''), c.id,
           sum(r.count), sum(r.amount_fen), count(*)
    FROM record.position p
    JOIN record.record r ON r.id = p.record
    JOIN record.combination c ON c.digest = sha256(convert_to(r.dimensions::text, 'UTF8'))
    WHERE p.position > after AND p.position <= until
    GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (kind, month, region, zone, combination) DO UPDATE
    SET count = cell.count + excluded.count,
        amount_fen = cell.amount_fen + excluded.amount_fen,
        records = cell.records + excluded.records;

    INSERT INTO record.presence AS presence (kind, grain, period, region, organisation, refs)
    SELECT r.kind, g.grain, date_trunc(g.field, r.business_date)::date, s.region, r.organisation, sum(r.count)
    FROM record.position p
    JOIN record.record r ON r.id = p.record
    CROSS JOIN (VALUES ('M'::"char", 'month'), ('Y'::"char", 'year')) AS g (grain, field)
    CROSS JOIN LATERAL (VALUES (''), (r.region)) AS s (region)
    WHERE p.position > after AND p.position <= until AND r.organisation IS NOT NULL AND r.count <> 0
    GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (kind, grain, period, region, organisation) DO UPDATE SET refs = presence.refs + excluded.refs;
END
$$;
REVOKE EXECUTE ON FUNCTION record.fold(bigint, bigint) FROM PUBLIC;

-- Gives positions to committed records, at most "batch", oldest first, and folds them in the same step: whoever reads
-- sees a record either among the unsealed or in its cell, never in both. Answers how many it sealed.
CREATE FUNCTION record.seal(batch integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    last bigint;
    sealed integer;
BEGIN
    PERFORM pg_advisory_xact_lock(720001, 1);
    SELECT coalesce(max(position), 0) INTO last FROM record.position;
    WITH taken AS (
        DELETE FROM record.unsealed
        WHERE record IN (SELECT record FROM record.unsealed ORDER BY record LIMIT batch)
        RETURNING record)
    INSERT INTO record.position (position, record)
    SELECT last + row_number() OVER (ORDER BY record), record FROM taken;
    GET DIAGNOSTICS sealed = ROW_COUNT;
    IF sealed > 0 THEN
        PERFORM record.fold(last, last + sealed);
        INSERT INTO record.late (record, month)
        SELECT r.id, c.month
        FROM record.position p
        JOIN record.record r ON r.id = p.record
        JOIN record.closing c ON c.month = date_trunc('month', r.business_date)::date
        WHERE p.position > last;
    END IF;
    RETURN sealed;
END
$$;
REVOKE EXECUTE ON FUNCTION record.seal(integer) FROM PUBLIC;

-- Seals what is committed and closes the month there. Answers the position.
CREATE FUNCTION record.close_month(closed date, account uuid, account_name text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    last bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(720001, 1);
    WHILE record.seal(20000) > 0 LOOP
    END LOOP;
    SELECT coalesce(max(position), 0) INTO last FROM record.position;
    INSERT INTO record.closing (month, position, closed_by, closed_by_name)
    VALUES (closed, last, account, account_name);
    RETURN last;
END
$$;
REVOKE EXECUTE ON FUNCTION record.close_month(date, uuid, text) FROM PUBLIC;

GRANT USAGE ON SCHEMA record TO kc_app;
GRANT SELECT ON record.record, record.unsealed, record.position, record.closing, record.late, record.combination,
    record.cell, record.presence TO kc_app;
GRANT INSERT (kind, business_date, region, zone, organisation, dimensions, count, amount_fen, subject, key, reverses, reason)
    ON record.record TO kc_app;
GRANT EXECUTE ON FUNCTION record.seal(integer), record.close_month(date, uuid, text) TO kc_app;
