-- Observations (观测值): numbers stated elsewhere, for an indicator at a place and a period. Every value ever stated stays
-- as a revision; another person than the one who stated it confirms it; the confirmed ones are numbered in the order in
-- which they commit, so that figures can be read again as of a number.

-- How a period is written; null for what is none.
CREATE FUNCTION indicator.period_text(first_day date, months integer) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN extract(day FROM first_day) <> 1 OR (extract(month FROM first_day)::integer - 1) % months <> 0 THEN NULL
        WHEN months = 12 THEN to_char(first_day, 'YYYY')
        WHEN months = 6 THEN to_char(first_day, 'YYYY') || 'H' || (extract(month FROM first_day)::integer - 1) / 6 + 1
        WHEN months = 3 THEN to_char(first_day, 'YYYY') || 'Q' || (extract(month FROM first_day)::integer - 1) / 3 + 1
        WHEN months = 1 THEN to_char(first_day, 'YYYY-MM')
    END
$$;

-- A document whose figures are a source (来源文件). The file store has its bytes, this its text as read.
CREATE TABLE indicator.document (
    id         uuid PRIMARY KEY DEFAULT uuidv7(),
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    digest     text NOT NULL UNIQUE CHECK (digest ~ '^[0-9a-f]{64}$'),
    file       uuid NOT NULL,
    text       text NOT NULL CHECK (length(text) BETWEEN 1 AND 5000000),
    taken_at   timestamptz NOT NULL,
    taken_by   uuid NOT NULL,
    taken_name text NOT NULL CHECK (length(taken_name) BETWEEN 1 AND 200)
);
CREATE INDEX document_taken ON indicator.document (taken_at DESC, id DESC);

-- A file with observations that was loaded in two steps.
CREATE TABLE indicator.import (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    file        uuid NOT NULL,
    name        text NOT NULL,
    account     uuid NOT NULL,
    uploaded_at timestamptz NOT NULL,
    done_at     timestamptz,
    created     integer,
    changed     integer,
    unchanged   integer
);
CREATE INDEX import_account ON indicator.import (account, uploaded_at);

CREATE TABLE indicator.revision (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    indicator    text COLLATE "C" NOT NULL CHECK (indicator ~ '^[a-z][a-z0-9]*([.-][a-z0-9]+)*$' AND length(indicator) <= 60),
    region       text NOT NULL CHECK (length(region) BETWEEN 1 AND 20),
    first_day    date NOT NULL,
    months       smallint NOT NULL CHECK (months IN (12, 6, 3, 1)),
    period       text NOT NULL,
    -- Counts what was ever stated for the cell: who states a value names the number it follows.
    sequence     integer NOT NULL CHECK (sequence > 0),
    -- Null takes the value back.
    value        numeric,
    unit         text NOT NULL CHECK (length(unit) <= 20),
    origin       text NOT NULL CHECK (origin IN ('form', 'import', 'document', 'api', 'demonstration')),
    -- Where the number stands: the workbook, or the document and the characters in it.
    import       uuid REFERENCES indicator.import (id),
    row_number   integer,
    document     uuid REFERENCES indicator.document (id),
    span_start   integer,
    span_end     integer,
    -- What the number comes from, in words: a bulletin, a yearbook and its page.
    source       text NOT NULL DEFAULT '' CHECK (length(source) <= 300),
    reason       text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    entered_by   uuid NOT NULL,
    entered_name text NOT NULL CHECK (length(entered_name) BETWEEN 1 AND 200),
    unit_name    text NOT NULL DEFAULT '',
    entered_at   timestamptz NOT NULL,
    UNIQUE (indicator, region, first_day, months, sequence),
    CHECK (period = indicator.period_text(first_day, months)),
    CHECK ((origin = 'import') = (import IS NOT NULL)),
    CHECK ((origin = 'document') = (document IS NOT NULL)),
    CHECK (num_nonnulls(span_start, span_end) IN (0, 2) AND (span_start IS NULL OR span_start < span_end)),
    CHECK (value IS NULL OR abs(value) < 1e15)
);
CREATE INDEX revision_document ON indicator.revision (document) WHERE document IS NOT NULL;

-- What became of a revision. Only confirmed ones have a number.
CREATE TABLE indicator.decision (
    revision     uuid PRIMARY KEY REFERENCES indicator.revision (id),
    outcome      text NOT NULL CHECK (outcome IN ('confirmed', 'returned', 'replaced')),
    number       bigint UNIQUE,
    reason       text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    decided_by   uuid NOT NULL,
    decided_name text NOT NULL CHECK (length(decided_name) BETWEEN 1 AND 200),
    decided_at   timestamptz NOT NULL,
    CHECK ((outcome = 'confirmed') = (number IS NOT NULL)),
    CHECK (outcome <> 'returned' OR reason <> '')
);

-- Locked periods (锁定): from then on a value changes only with a reason. Never opened again.
CREATE TABLE indicator.locked (
    period      text PRIMARY KEY,
    first_day   date NOT NULL,
    months      smallint NOT NULL CHECK (months IN (12, 6, 3, 1)),
    locked_by   uuid NOT NULL,
    locked_name text NOT NULL,
    locked_at   timestamptz NOT NULL,
    CHECK (period = indicator.period_text(first_day, months))
);

-- The last confirmed revision of each cell. Only the trigger below writes here.
CREATE TABLE indicator.current (
    indicator text COLLATE "C" NOT NULL,
    region    text NOT NULL,
    first_day date NOT NULL,
    months    smallint NOT NULL,
    period    text NOT NULL,
    revision  uuid NOT NULL UNIQUE REFERENCES indicator.revision (id),
    number    bigint NOT NULL,
    value     numeric,
    PRIMARY KEY (indicator, region, first_day, months)
);

-- Revisions that wait for somebody's confirmation: at most one a cell. Written by the triggers.
CREATE TABLE indicator.waiting (
    indicator text COLLATE "C" NOT NULL,
    region    text NOT NULL,
    first_day date NOT NULL,
    months    smallint NOT NULL,
    revision  uuid NOT NULL UNIQUE REFERENCES indicator.revision (id),
    PRIMARY KEY (indicator, region, first_day, months)
);
CREATE INDEX waiting_region ON indicator.waiting (region);

-- A new revision follows the last one, needs a reason in a locked period, and takes the place of one that waits.
CREATE FUNCTION indicator.state() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    -- Nobody locks the period meanwhile.
    PERFORM pg_advisory_xact_lock_shared(720006, 2);
    IF NEW.sequence > 1 AND NOT EXISTS (
        SELECT FROM indicator.revision r
        WHERE (r.indicator, r.region, r.first_day, r.months, r.sequence)
            = (NEW.indicator, NEW.region, NEW.first_day, NEW.months, NEW.sequence - 1)) THEN
        RAISE EXCEPTION 'revision % of % does not follow another', NEW.sequence, NEW.indicator
            USING ERRCODE = 'check_violation', CONSTRAINT = 'revision_follows';
    END IF;
    IF NEW.reason = '' AND EXISTS (
        SELECT FROM indicator.locked l
        WHERE l.first_day <= NEW.first_day
          AND l.first_day + make_interval(months => l.months) >= NEW.first_day + make_interval(months => NEW.months)) THEN
        RAISE EXCEPTION 'period % is locked: a reason is needed', NEW.period
            USING ERRCODE = 'check_violation', CONSTRAINT = 'revision_locked';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER revision_stated BEFORE INSERT ON indicator.revision
    FOR EACH ROW EXECUTE FUNCTION indicator.state();

CREATE FUNCTION indicator.lock_period() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(720006, 2);
    RETURN NEW;
END
$$;
CREATE TRIGGER locked_alone BEFORE INSERT ON indicator.locked
    FOR EACH ROW EXECUTE FUNCTION indicator.lock_period();

CREATE FUNCTION indicator.wait() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    before uuid;
BEGIN
    DELETE FROM indicator.waiting w
    WHERE (w.indicator, w.region, w.first_day, w.months)
        = (NEW.indicator, NEW.region, NEW.first_day, NEW.months)
    RETURNING w.revision INTO before;
    IF before IS NOT NULL THEN
        INSERT INTO indicator.decision (revision, outcome, decided_by, decided_name, decided_at)
        VALUES (before, 'replaced', NEW.entered_by, NEW.entered_name, NEW.entered_at);
    END IF;
    INSERT INTO indicator.waiting (indicator, region, first_day, months, revision)
    VALUES (NEW.indicator, NEW.region, NEW.first_day, NEW.months, NEW.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER revision_waits AFTER INSERT ON indicator.revision
    FOR EACH ROW EXECUTE FUNCTION indicator.wait();

-- Four eyes, and numbers without a gap in the order of the commits: whoever confirms holds the lock to the commit.
CREATE FUNCTION indicator.decide() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    r indicator.revision;
BEGIN
    IF NEW.outcome = 'replaced' THEN
        RETURN NEW;
    END IF;
    SELECT * INTO STRICT r FROM indicator.revision WHERE id = NEW.revision;
    DELETE FROM indicator.waiting w WHERE w.revision = NEW.revision;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'revision % does not wait', NEW.revision
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_waits';
    END IF;
    IF NEW.outcome = 'returned' THEN
        NEW.number := NULL;
        RETURN NEW;
    END IF;
    IF r.entered_by = NEW.decided_by THEN
        RAISE EXCEPTION 'nobody confirms what they entered'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_four_eyes';
    END IF;
    PERFORM pg_advisory_xact_lock(720006, 1);
    SELECT coalesce(max(number), 0) + 1 INTO NEW.number FROM indicator.decision;
    INSERT INTO indicator.current AS c (indicator, region, first_day, months, period, revision, number, value)
    VALUES (r.indicator, r.region, r.first_day, r.months, r.period, r.id, NEW.number, r.value)
    ON CONFLICT (indicator, region, first_day, months) DO UPDATE
    SET revision = excluded.revision, number = excluded.number, value = excluded.value;
    RETURN NEW;
END
$$;
CREATE TRIGGER decision_decided BEFORE INSERT ON indicator.decision
    FOR EACH ROW EXECUTE FUNCTION indicator.decide();

CREATE TRIGGER document_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON indicator.document
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER revision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON indicator.revision
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON indicator.decision
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER locked_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON indicator.locked
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
ALTER TABLE indicator.document ENABLE ALWAYS TRIGGER document_append_only;
ALTER TABLE indicator.revision ENABLE ALWAYS TRIGGER revision_append_only;
ALTER TABLE indicator.decision ENABLE ALWAYS TRIGGER decision_append_only;
ALTER TABLE indicator.locked ENABLE ALWAYS TRIGGER locked_append_only;

GRANT USAGE ON SCHEMA indicator TO kc_app;
GRANT SELECT, INSERT ON indicator.document, indicator.revision, indicator.decision, indicator.locked TO kc_app;
GRANT SELECT ON indicator.current, indicator.waiting TO kc_app;
GRANT SELECT, INSERT ON indicator.import TO kc_app;
GRANT UPDATE (done_at, created, changed, unchanged) ON indicator.import TO kc_app;
GRANT EXECUTE ON FUNCTION indicator.period_text(date, integer) TO kc_app;
