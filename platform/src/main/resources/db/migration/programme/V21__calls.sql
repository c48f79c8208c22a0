-- What a call says beyond its frame, and how it is corrected once it is public.

ALTER TABLE programme.call
    ADD COLUMN guide   text NOT NULL DEFAULT '' CHECK (length(guide) <= 20000),
    ADD COLUMN contact text NOT NULL DEFAULT '' CHECK (length(contact) <= 500),
    ADD COLUMN cancelled_reason text NOT NULL DEFAULT '',
    ADD CHECK ((state = 'cancelled') = (cancelled_reason <> ''));

-- Most applications, and money set aside, for a track or technical field.
CREATE TABLE programme.call_quota (
    call         uuid NOT NULL REFERENCES programme.call (id),
    dimension    text NOT NULL CHECK (dimension IN ('track', 'field')),
    code         text NOT NULL CHECK (code <> ''),
    applications integer CHECK (applications >= 0),
    budget_fen   bigint CHECK (budget_fen >= 0),
    PRIMARY KEY (call, dimension, code),
    CHECK (applications IS NOT NULL OR budget_fen IS NOT NULL)
);

CREATE TABLE programme.call_file (
    call     uuid NOT NULL REFERENCES programme.call (id),
    file     uuid NOT NULL,
    name     text NOT NULL CHECK (name <> ''),
    size     bigint NOT NULL CHECK (size >= 0),
    added_at timestamptz NOT NULL,
    PRIMARY KEY (call, file)
);

-- Every change after publication, with what it was before.
CREATE TABLE programme.call_correction (
    call     uuid NOT NULL REFERENCES programme.call (id),
    revision integer NOT NULL CHECK (revision >= 2),
    reason   text NOT NULL CHECK (length(btrim(reason)) BETWEEN 1 AND 2000),
    -- field -> [old, new]
    changes  jsonb NOT NULL CHECK (jsonb_typeof(changes) = 'object'),
    at       timestamptz NOT NULL,
    account  uuid,
    actor    text NOT NULL,
    told     integer NOT NULL DEFAULT 0 CHECK (told >= 0),
    PRIMARY KEY (call, revision)
);
CREATE TRIGGER call_correction_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.call_correction
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

CREATE FUNCTION programme.guard_call() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.next_number > NEW.next_number THEN
        RAISE EXCEPTION 'numbers of call % are not given twice', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'call_numbers_grow';
    END IF;
    IF OLD.state = 'cancelled' OR OLD.state = 'published' AND NEW.state = 'draft' THEN
        RAISE EXCEPTION 'call % is % and stays so', OLD.id, OLD.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'call_state_goes_on';
    END IF;
    IF OLD.state = 'published' AND NEW.state = 'published' THEN
        IF (OLD.version, OLD.region, OLD.year, OLD.number, OLD.opens_at)
            IS DISTINCT FROM (NEW.version, NEW.region, NEW.year, NEW.number, NEW.opens_at) THEN
            RAISE EXCEPTION 'what call % rests on is fixed since it was published', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'call_published_is_fixed';
        END IF;
        IF NEW.closes_at < OLD.closes_at THEN
            RAISE EXCEPTION 'the end of call % is not brought forward', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'call_end_not_earlier';
        END IF;
        IF (OLD.title, OLD.closes_at, OLD.grace_minutes, OLD.budget_fen, OLD.guide, OLD.contact)
            IS DISTINCT FROM (NEW.title, NEW.closes_at, NEW.grace_minutes, NEW.budget_fen, NEW.guide, NEW.contact)
            AND NEW.revision <> OLD.revision + 1 THEN
            RAISE EXCEPTION 'call % is public: it changes by a correction only', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'call_changes_by_correction';
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER call_guarded BEFORE UPDATE ON programme.call
    FOR EACH ROW EXECUTE FUNCTION programme.guard_call();

-- A public call in its second revision or later has a correction for each.
CREATE FUNCTION programme.check_corrections() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'published' AND NEW.revision > OLD.revision AND NOT EXISTS (
        SELECT FROM programme.call_correction k WHERE k.call = NEW.id AND k.revision = NEW.revision) THEN
        RAISE EXCEPTION 'revision % of call % has no correction', NEW.revision, NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'call_correction_is_kept';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER call_correction_is_kept AFTER UPDATE OF revision ON programme.call
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state = 'published') EXECUTE FUNCTION programme.check_corrections();

-- Numbers by year: 2026-001, 2026-002 …; the next application of a call is 2026-001-0001.
CREATE TABLE programme.call_number (
    year integer PRIMARY KEY,
    next integer NOT NULL CHECK (next >= 1)
);

-- A county to which a city's programme is delegated makes calls of its own.
CREATE INDEX call_by_parent ON programme.call (parent) WHERE parent IS NOT NULL;

GRANT SELECT, INSERT, DELETE ON programme.call_quota, programme.call_file TO kc_app;
GRANT SELECT, INSERT ON programme.call_correction TO kc_app;
GRANT SELECT, INSERT, UPDATE ON programme.call_number TO kc_app;
