-- A case that an officer confirms in another module (a filing, a report) states single facts of a year. They are
-- confirmed by themselves, whatever becomes of the year's form: such a decision names the facts it confirms.

ALTER TABLE registry.fact_version DROP CONSTRAINT fact_version_source_check;
ALTER TABLE registry.fact_version ADD CONSTRAINT fact_version_source_check
    CHECK (source IN ('firm', 'import', 'officer', 'demonstration', 'case'));

-- Null for the whole sheet.
ALTER TABLE registry.fact_decision ADD COLUMN codes text[] CHECK (cardinality(codes) > 0);

-- What the case was, e.g. policy/deduction/<id>; empty for the year's form.
ALTER TABLE registry.fact_decision ADD COLUMN subject text NOT NULL DEFAULT '' CHECK (length(subject) <= 200);
ALTER TABLE registry.fact_decision ADD CONSTRAINT fact_decision_of_case
    CHECK ((codes IS NULL) = (subject = '') AND (codes IS NULL OR confirmed));

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
        WHERE d.confirmed AND (d.codes IS NULL OR v.code = ANY (d.codes))
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
