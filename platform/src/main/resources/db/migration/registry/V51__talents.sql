-- Talents (人才): people awarded by talent plans, where they count, and how the firms they lead do.

CREATE TABLE registry.talent (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    version      integer NOT NULL DEFAULT 1 CHECK (version > 0),
    name         text NOT NULL CHECK (length(name) BETWEEN 2 AND 60 AND name = btrim(name)),
    name_key     text COLLATE "C" NOT NULL,
    -- Where the person works: registered, or by its name.
    organisation uuid REFERENCES registry.organisation (id),
    unit_name    text NOT NULL CHECK (length(unit_name) BETWEEN 2 AND 120),
    region       text NOT NULL CHECK (region <> ''),
    field        text NOT NULL DEFAULT '',
    position     text NOT NULL DEFAULT '' CHECK (length(position) <= 60),
    education    text NOT NULL DEFAULT '' CHECK (education IN ('', 'doctor', 'master', 'bachelor', 'other')),
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);
CREATE INDEX talent_by_name ON registry.talent (name_key, id);
CREATE INDEX talent_of_organisation ON registry.talent (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX talent_text ON registry.talent USING gin ((name || ' ' || unit_name) gin_trgm_ops);

-- 证件号码: apart, so that no list ever reads it. Only the last four characters leave this table.
CREATE TABLE registry.talent_identity (
    talent     uuid PRIMARY KEY REFERENCES registry.talent (id),
    number     text NOT NULL UNIQUE CHECK (number ~ '^[0-9A-Z]{6,30}$'),
    changed_at timestamptz NOT NULL
);

-- 入选: one that was entered by mistake is taken back and stays for the record.
CREATE TABLE registry.talent_award (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    talent       uuid NOT NULL REFERENCES registry.talent (id),
    plan         text NOT NULL CHECK (length(plan) BETWEEN 2 AND 80 AND plan = btrim(plan)),
    level        text NOT NULL CHECK (level IN ('national', 'provincial', 'city', 'county')),
    awarded_on   date NOT NULL,
    -- The last day on which it holds; none for life.
    until        date CHECK (until >= awarded_on),
    document     text NOT NULL DEFAULT '' CHECK (length(document) <= 80),
    organisation uuid REFERENCES registry.organisation (id),
    role         text NOT NULL CHECK (role IN ('leads', 'works')),
    taken_back   boolean NOT NULL DEFAULT false,
    CHECK (role = 'works' OR organisation IS NOT NULL)
);
CREATE INDEX talent_award_of ON registry.talent_award (talent);
CREATE INDEX talent_award_at ON registry.talent_award (organisation) WHERE NOT taken_back;
CREATE UNIQUE INDEX talent_award_once ON registry.talent_award (talent, plan, level, awarded_on) WHERE NOT taken_back;

-- Where the person counts since when; the first place holds for all the time before.
CREATE TABLE registry.talent_place (
    talent uuid NOT NULL REFERENCES registry.talent (id),
    since  date NOT NULL,
    region text NOT NULL CHECK (region <> ''),
    PRIMARY KEY (talent, since)
);

CREATE TABLE registry.talent_change (
    talent     uuid NOT NULL REFERENCES registry.talent (id),
    version    integer NOT NULL CHECK (version > 0),
    action     text NOT NULL,
    changed_at timestamptz NOT NULL,
    account    uuid,
    actor      text NOT NULL,
    reason     text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    changes    jsonb NOT NULL CHECK (jsonb_typeof(changes) = 'object'),
    PRIMARY KEY (talent, version)
);
SELECT shared.append_only('registry.talent_change');

-- A talent-led firm's half-year (人才企业半年经营情况): handed in, confirmed by the county, or returned.
CREATE TABLE registry.talent_performance (
    id             uuid PRIMARY KEY DEFAULT uuidv7(),
    organisation   uuid NOT NULL REFERENCES registry.organisation (id),
    year           smallint NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    half           smallint NOT NULL CHECK (half IN (1, 2)),
    state          text NOT NULL CHECK (state IN ('submitted', 'returned', 'confirmed')),
    version        integer NOT NULL DEFAULT 1 CHECK (version > 0),
    -- Of the half-year alone.
    revenue_fen    bigint NOT NULL CHECK (revenue_fen >= 0),
    tax_fen        bigint NOT NULL CHECK (tax_fen >= 0),
    staff          integer NOT NULL CHECK (staff >= 0),
    financing_fen  bigint NOT NULL CHECK (financing_fen >= 0),
    reason         text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    entered_by     uuid,
    entered_name   text NOT NULL,
    confirmed_name text NOT NULL DEFAULT '',
    -- Where it counts: null in every other state.
    region         text,
    zone           text,
    confirmations  integer NOT NULL DEFAULT 0 CHECK (confirmations >= 0),
    changed_at     timestamptz NOT NULL,
    UNIQUE (organisation, year, half),
    CHECK (state <> 'returned' OR reason <> ''),
    CHECK ((state = 'confirmed') = (region IS NOT NULL)),
    CHECK (zone IS NULL OR region IS NOT NULL)
);
CREATE INDEX talent_performance_of ON registry.talent_performance (year, half, state);

CREATE FUNCTION registry.guard_talent_performance() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'submitted' OR NEW.version <> 1 OR NEW.confirmations <> 0 THEN
            RAISE EXCEPTION 'a half-year begins handed in' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.organisation, NEW.year, NEW.half) IS DISTINCT FROM (OLD.id, OLD.organisation, OLD.year, OLD.half)
       OR NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'a half-year stays what it is of, and counts its versions' USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.state, NEW.state) NOT IN (('submitted', 'submitted'), ('submitted', 'returned'), ('submitted', 'confirmed'),
                                      ('returned', 'submitted'), ('confirmed', 'returned')) THEN
        RAISE EXCEPTION 'a % half-year does not become %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state <> 'submitted' AND (NEW.revenue_fen, NEW.tax_fen, NEW.staff, NEW.financing_fen)
                                    IS DISTINCT FROM (OLD.revenue_fen, OLD.tax_fen, OLD.staff, OLD.financing_fen)
       OR NEW.confirmations <> OLD.confirmations + (CASE NEW.state WHEN 'confirmed' THEN 1 ELSE 0 END) THEN
        RAISE EXCEPTION 'an officer''s step changes no figure' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER talent_performance_guarded BEFORE INSERT OR UPDATE ON registry.talent_performance
    FOR EACH ROW EXECUTE FUNCTION registry.guard_talent_performance();

-- How many talents a firm has is among the facts of policies: what changes it is noted.
CREATE TRIGGER talent_award_noted AFTER INSERT ON registry.talent_award
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();
CREATE TRIGGER talent_award_changed_noted AFTER UPDATE ON registry.talent_award
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();
CREATE TRIGGER talent_award_left_noted AFTER UPDATE ON registry.talent_award
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();

GRANT SELECT, INSERT, UPDATE ON registry.talent, registry.talent_identity, registry.talent_performance TO kc_app;
GRANT SELECT, INSERT ON registry.talent_award, registry.talent_place, registry.talent_change TO kc_app;
GRANT UPDATE (until, taken_back, organisation) ON registry.talent_award TO kc_app;
GRANT UPDATE (region) ON registry.talent_place TO kc_app;
