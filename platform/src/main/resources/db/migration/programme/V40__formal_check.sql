-- Formal check (形式审查): who has an application on the desk, what was ticked off, what a comparison found.

-- One sheet each time an application comes to an officer: first, and after every correction.
CREATE TABLE programme.check_sheet (
    application  uuid NOT NULL REFERENCES programme.application (id),
    stage        text NOT NULL,
    round        integer NOT NULL CHECK (round >= 1),
    opened_at    timestamptz NOT NULL,
    -- Who has it on the desk; nobody while it waits.
    officer      uuid,
    officer_name text NOT NULL DEFAULT '',
    claimed_at   timestamptz,
    -- Counts claims and releases: taking over names the version that was looked at.
    version      integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    compared_at  timestamptz,
    closed_at    timestamptz,
    outcome      text CHECK (outcome IN ('passed', 'returned', 'refused', 'withdrawn', 'terminated')),
    decided_by   text NOT NULL DEFAULT '',
    PRIMARY KEY (application, stage, round),
    CHECK ((officer IS NULL) = (claimed_at IS NULL)),
    CHECK ((officer IS NULL) = (officer_name = '')),
    CHECK ((closed_at IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX check_sheet_one_open ON programme.check_sheet (application) WHERE closed_at IS NULL;
CREATE INDEX check_sheet_on_desk ON programme.check_sheet (officer) WHERE closed_at IS NULL AND officer IS NOT NULL;

CREATE TABLE programme.check_mark (
    application uuid NOT NULL,
    stage       text NOT NULL,
    round       integer NOT NULL,
    item        text NOT NULL CHECK (item <> ''),
    result      text NOT NULL CHECK (result IN ('pass', 'fail')),
    note        text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
    account     uuid NOT NULL,
    actor       text NOT NULL,
    marked_at   timestamptz NOT NULL,
    PRIMARY KEY (application, stage, round, item),
    FOREIGN KEY (application, stage, round) REFERENCES programme.check_sheet
);

-- Only who has it on the desk ticks off, and only while it is open: a closed sheet stays what it was decided on.
CREATE FUNCTION programme.check_mark_on_desk() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
DECLARE
    s programme.check_sheet;
BEGIN
    SELECT * INTO STRICT s FROM programme.check_sheet
        WHERE application = NEW.application AND stage = NEW.stage AND round = NEW.round FOR SHARE;
    IF s.closed_at IS NOT NULL OR s.officer IS DISTINCT FROM NEW.account THEN
        RAISE EXCEPTION 'the sheet of % is not on the desk of %', NEW.application, NEW.actor
            USING ERRCODE = 'check_violation', CONSTRAINT = 'check_mark_on_desk';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_mark_on_desk BEFORE INSERT OR UPDATE ON programme.check_mark
    FOR EACH ROW EXECUTE FUNCTION programme.check_mark_on_desk();

CREATE FUNCTION programme.check_sheet_guard() RETURNS trigger
    LANGUAGE plpgsql SET search_path = programme, pg_temp AS $$
BEGIN
    IF OLD.closed_at IS NOT NULL THEN
        RAISE EXCEPTION 'the sheet of % is closed', OLD.application
            USING ERRCODE = 'check_violation', CONSTRAINT = 'check_sheet_closed';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_sheet_guard BEFORE UPDATE ON programme.check_sheet
    FOR EACH ROW EXECUTE FUNCTION programme.check_sheet_guard();

-- What applications are compared by: distinct character trigrams of title and summary as hashes in ascending order, and
-- the bands of their MinHash: two texts that share much share a band.
CREATE TABLE programme.check_text (
    application uuid PRIMARY KEY REFERENCES programme.application (id),
    title       text NOT NULL,
    summary     text NOT NULL,
    shingles    integer[] NOT NULL,
    bands       integer[] NOT NULL
);
CREATE INDEX check_text_bands ON programme.check_text USING gin (bands);

-- Who takes part in which application: the key is a digest of the identity number, else of name and organisation.
CREATE TABLE programme.check_person (
    application uuid NOT NULL REFERENCES programme.application (id),
    key         text COLLATE "C" NOT NULL,
    role        text NOT NULL CHECK (role IN ('leader', 'member')),
    name        text NOT NULL,
    PRIMARY KEY (application, key, role)
);
CREATE INDEX check_person_key ON programme.check_person (key);

-- What a comparison found; found anew each time, so replaced while the sheet is open.
CREATE TABLE programme.check_finding (
    application uuid NOT NULL,
    stage       text NOT NULL,
    round       integer NOT NULL,
    kind        text NOT NULL
        CHECK (kind IN ('duplicate', 'people', 'overdue', 'credit', 'registry', 'eligibility')),
    key         text NOT NULL,
    severity    text NOT NULL CHECK (severity IN ('note', 'warning', 'blocking')),
    other       uuid REFERENCES programme.application (id),
    data        jsonb NOT NULL CHECK (jsonb_typeof(data) = 'object'),
    found_at    timestamptz NOT NULL,
    PRIMARY KEY (application, stage, round, kind, key),
    FOREIGN KEY (application, stage, round) REFERENCES programme.check_sheet,
    CHECK (other <> application)
);

GRANT SELECT, INSERT ON programme.check_sheet TO kc_app;
GRANT UPDATE (officer, officer_name, claimed_at, version, compared_at, closed_at, outcome, decided_by)
    ON programme.check_sheet TO kc_app;
GRANT SELECT, INSERT, UPDATE ON programme.check_mark TO kc_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON programme.check_text, programme.check_person, programme.check_finding TO kc_app;
