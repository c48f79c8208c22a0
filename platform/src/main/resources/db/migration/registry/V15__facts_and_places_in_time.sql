-- Figures over facts can be read again as they were at a moment: which value was confirmed when, and where each
-- organisation counted since when. Both are appended by triggers alone.

CREATE TABLE registry.fact_confirmation (
    organisation uuid NOT NULL,
    year         smallint NOT NULL,
    code         text COLLATE "C" NOT NULL,
    version      integer NOT NULL,
    recorded_at  timestamptz NOT NULL,
    PRIMARY KEY (organisation, year, code, version)
);
CREATE INDEX fact_confirmation_code ON registry.fact_confirmation (code, year, organisation, version DESC);

INSERT INTO registry.fact_confirmation (organisation, year, code, version, recorded_at)
SELECT organisation, year, code, version, confirmed_at FROM registry.fact_confirmed;

-- Only confirmed and closed organisations count: a merged one's facts would count twice.
CREATE TABLE registry.place (
    organisation uuid NOT NULL REFERENCES registry.organisation (id),
    since        timestamptz NOT NULL,
    region       text NOT NULL,
    zone         text,
    counts       boolean NOT NULL,
    number       bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (organisation, since, number)
);

INSERT INTO registry.place (organisation, since, region, zone, counts)
SELECT id, '-infinity', region, zone, status IN ('confirmed', 'closed') FROM registry.organisation;

CREATE TRIGGER fact_confirmation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON registry.fact_confirmation
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER place_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON registry.place
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
ALTER TABLE registry.fact_confirmation ENABLE ALWAYS TRIGGER fact_confirmation_append_only;
ALTER TABLE registry.place ENABLE ALWAYS TRIGGER place_append_only;

-- Whoever changes what figures over facts depend on holds this lock shared until commit and takes the time under it;
-- a moment is taken alone. So what commits later is later.
CREATE FUNCTION registry.fact_time() RETURNS timestamptz
    LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(720002, 1);
    RETURN clock_timestamp();
END
$$;

-- A moment to which facts and places can be read for ever. Waits for confirmations under way.
CREATE FUNCTION registry.published_moment() RETURNS timestamptz
    LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(720002, 1);
    RETURN clock_timestamp();
END
$$;

CREATE OR REPLACE FUNCTION registry.confirm_facts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    moment timestamptz := registry.fact_time();
BEGIN
    WITH newest AS (
        SELECT DISTINCT ON (v.organisation, v.year, v.code)
               v.organisation, v.year, v.code, v.version, v.fen, v.number, v.text, v.as_of, v.source,
               v.entered_name, v.entered_at, d.decided_name, d.decided_at
        FROM decided d
        JOIN registry.fact_version v ON v.organisation = d.organisation AND v.year = d.year AND v.revision <= d.revision
        WHERE d.confirmed
        ORDER BY v.organisation, v.year, v.code, v.version DESC
    ), changed AS (
        INSERT INTO registry.fact_confirmed AS c
            (organisation, year, code, version, fen, number, text, as_of, source, entered_name, entered_at,
             confirmed_name, confirmed_at)
        SELECT organisation, year, code, version, fen, number, text, as_of, source, entered_name, entered_at,
               decided_name, decided_at
        FROM newest
        ON CONFLICT (organisation, year, code) DO UPDATE SET
            version = excluded.version, fen = excluded.fen, number = excluded.number, text = excluded.text,
            as_of = excluded.as_of, source = excluded.source, entered_name = excluded.entered_name,
            entered_at = excluded.entered_at, confirmed_name = excluded.confirmed_name,
            confirmed_at = excluded.confirmed_at
            WHERE excluded.version > c.version
        RETURNING organisation, year, code, version
    )
    INSERT INTO registry.fact_confirmation (organisation, year, code, version, recorded_at)
    SELECT organisation, year, code, version, moment FROM changed;
    RETURN NULL;
END
$$;

CREATE FUNCTION registry.note_places() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    moment timestamptz := registry.fact_time();
BEGIN
    INSERT INTO registry.place (organisation, since, region, zone, counts)
    SELECT c.id, CASE WHEN EXISTS (SELECT FROM registry.place p WHERE p.organisation = c.id) THEN moment
                      ELSE '-infinity'::timestamptz END,
           c.region, c.zone, c.status IN ('confirmed', 'closed')
    FROM changed c
    LEFT JOIN LATERAL (SELECT p.region, p.zone, p.counts FROM registry.place p
                       WHERE p.organisation = c.id ORDER BY p.since DESC, p.number DESC LIMIT 1) AS last ON true
    WHERE (last.region, last.zone, last.counts)
          IS DISTINCT FROM (c.region, c.zone, c.status IN ('confirmed', 'closed'));
    RETURN NULL;
END
$$;
CREATE TRIGGER organisation_noted AFTER INSERT ON registry.organisation
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION registry.note_places();
CREATE TRIGGER organisation_moved AFTER UPDATE ON registry.organisation
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION registry.note_places();

-- Every value that was ever the confirmed one, and since when.
CREATE VIEW registry.published_fact_history AS
SELECT c.organisation, c.year, c.code, c.version, v.fen, v.number, v.text, c.recorded_at
FROM registry.fact_confirmation c
JOIN registry.fact_version v USING (organisation, year, code, version);

CREATE VIEW registry.published_place AS
SELECT organisation, since, number, region, zone, counts FROM registry.place;

GRANT SELECT ON registry.fact_confirmation, registry.place, registry.published_fact_history,
    registry.published_place TO kc_app;

-- Grants count by themselves from now on; those of the past are counted once.
INSERT INTO record.record (kind, business_date, region, zone, organisation, dimensions, count, amount_fen, subject, key)
SELECT 'registry.titleGranted', e.valid_from, e.region, e.zone, e.organisation,
       jsonb_strip_nulls(jsonb_build_object('title', e.kind, 'level', e.level,
           'how', CASE e.what WHEN 'granted' THEN 'new' ELSE 'renewed' END, 'industry', nullif(e.industry, ''))),
       1, 0, 'registry/title/' || e.title, e.title || '/' || e.seq || '/in'
FROM registry.title_event e
WHERE e.what IN ('granted', 'renewed')
  AND NOT EXISTS (SELECT FROM registry.title_event w WHERE w.title = e.title AND w.what = 'withdrawn');
