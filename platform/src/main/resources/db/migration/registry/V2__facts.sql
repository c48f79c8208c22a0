-- Yearly facts of organisations: every value ever stated stays, with who stated it and who confirmed it.

-- One sheet a year and organisation; its revision counts how often it was opened again after a confirmation.
CREATE TABLE registry.fact_sheet (
    organisation uuid NOT NULL REFERENCES registry.organisation (id),
    year         smallint NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    status       text NOT NULL CHECK (status IN ('draft', 'submitted', 'returned', 'confirmed')),
    revision     integer NOT NULL DEFAULT 1 CHECK (revision > 0),
    version      integer NOT NULL DEFAULT 1 CHECK (version > 0),
    reason       text NOT NULL DEFAULT '',
    changed_at   timestamptz NOT NULL,
    PRIMARY KEY (organisation, year),
    CHECK (status <> 'returned' OR reason <> '')
);
CREATE INDEX fact_sheet_submitted ON registry.fact_sheet (organisation, year) WHERE status = 'submitted';

-- Values as they were typed while a form is open; replaced as the firm types, gone when it hands in.
CREATE TABLE registry.fact_typed (
    organisation uuid NOT NULL,
    year         smallint NOT NULL,
    "values"     jsonb NOT NULL CHECK (jsonb_typeof("values") = 'object'),
    saved_at     timestamptz NOT NULL,
    PRIMARY KEY (organisation, year),
    FOREIGN KEY (organisation, year) REFERENCES registry.fact_sheet (organisation, year)
);

-- Append-only. Money in fen; a value without any of the three columns says "no longer stated".
CREATE TABLE registry.fact_version (
    organisation uuid NOT NULL,
    year         smallint NOT NULL,
    code         text COLLATE "C" NOT NULL CHECK (code ~ '^[a-z][a-z0-9-]{1,59}$'),
    version      integer NOT NULL CHECK (version > 0),
    revision     integer NOT NULL CHECK (revision > 0),
    fen          bigint,
    number       numeric,
    text         text CHECK (length(text) <= 500),
    as_of        date,
    source       text NOT NULL CHECK (source IN ('firm', 'import', 'officer', 'demonstration')),
    entered_by   uuid,
    entered_name text NOT NULL,
    entered_at   timestamptz NOT NULL,
    PRIMARY KEY (organisation, year, code, version),
    FOREIGN KEY (organisation, year) REFERENCES registry.fact_sheet (organisation, year),
    CHECK (num_nonnulls(fen, number, text) <= 1)
);

-- Append-only: what officers decided about a revision of a sheet.
CREATE TABLE registry.fact_decision (
    organisation uuid NOT NULL,
    year         smallint NOT NULL,
    revision     integer NOT NULL,
    version      integer NOT NULL,
    confirmed    boolean NOT NULL,
    reason       text NOT NULL DEFAULT '',
    decided_by   uuid,
    decided_name text NOT NULL,
    decided_at   timestamptz NOT NULL,
    PRIMARY KEY (organisation, year, version),
    FOREIGN KEY (organisation, year) REFERENCES registry.fact_sheet (organisation, year)
);

-- The newest confirmed value of each fact. Only the trigger below writes here: the application's role may not.
CREATE TABLE registry.fact_confirmed (
    organisation   uuid NOT NULL,
    year           smallint NOT NULL,
    code           text COLLATE "C" NOT NULL,
    version        integer NOT NULL,
    fen            bigint,
    number         numeric,
    text           text,
    as_of          date,
    source         text NOT NULL,
    entered_name   text NOT NULL,
    entered_at     timestamptz NOT NULL,
    confirmed_name text NOT NULL,
    confirmed_at   timestamptz NOT NULL,
    PRIMARY KEY (organisation, year, code)
);
CREATE INDEX fact_confirmed_code ON registry.fact_confirmed (code, year);

CREATE FUNCTION registry.confirm_facts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    WITH newest AS (
        SELECT DISTINCT ON (v.organisation, v.year, v.code)
               v.organisation, v.year, v.code, v.version, v.fen, v.number, v.text, v.as_of, v.source,
               v.entered_name, v.entered_at, d.decided_name, d.decided_at
        FROM decided d
        JOIN registry.fact_version v ON v.organisation = d.organisation AND v.year = d.year AND v.revision <= d.revision
        WHERE d.confirmed
        ORDER BY v.organisation, v.year, v.code, v.version DESC
    )
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
        WHERE excluded.version > c.version;
    RETURN NULL;
END
$$;
CREATE TRIGGER fact_decision_confirms AFTER INSERT ON registry.fact_decision
    REFERENCING NEW TABLE AS decided FOR EACH STATEMENT EXECUTE FUNCTION registry.confirm_facts();

CREATE VIEW registry.published_fact AS
SELECT organisation, year, code, version, fen, number, text, as_of, source, entered_name, entered_at,
       confirmed_name, confirmed_at
FROM registry.fact_confirmed
WHERE num_nonnulls(fen, number, text) = 1;

GRANT SELECT, INSERT, UPDATE ON registry.fact_sheet TO kc_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON registry.fact_typed TO kc_app;
GRANT SELECT, INSERT ON registry.fact_version, registry.fact_decision TO kc_app;
GRANT SELECT ON registry.fact_confirmed, registry.published_fact TO kc_app;
