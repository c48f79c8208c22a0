-- The spine of programmes: versions of definitions, calls, applications, and the events that alone say where an
-- application stands (docs/decisions/0006).

CREATE TABLE programme.version (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    programme     text NOT NULL CHECK (programme ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    number        integer NOT NULL CHECK (number >= 1),
    name          text NOT NULL CHECK (name <> ''),
    name_en       text NOT NULL DEFAULT '',
    gives         text NOT NULL
        CHECK (gives IN ('project', 'title', 'award', 'subsidy', 'talent', 'evaluation', 'contest')),
    region        text NOT NULL DEFAULT '',
    place         text NOT NULL,
    text          text NOT NULL,
    digest        bytea NOT NULL CHECK (digest = sha256(convert_to(text, 'UTF8'))),
    state         text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'released', 'retired')),
    -- Null for a text that came with a pack: its author is then the first pair of eyes.
    drafted_by    uuid,
    drafted_name  text NOT NULL,
    drafted_at    timestamptz NOT NULL,
    released_by   uuid,
    released_name text,
    released_at   timestamptz,
    UNIQUE (programme, number),
    UNIQUE (programme, digest),
    CONSTRAINT version_needs_four_eyes CHECK (released_by <> drafted_by),
    CHECK ((state = 'draft') = (released_at IS NULL)),
    CHECK ((released_at IS NULL) = (released_by IS NULL AND released_name IS NULL))
);
-- Calls open with the released version of a programme: there is one.
CREATE UNIQUE INDEX version_one_released ON programme.version (programme) WHERE state = 'released';

CREATE TABLE programme.version_stage (
    version  uuid NOT NULL REFERENCES programme.version (id),
    position integer NOT NULL CHECK (position >= 1),
    stage    text NOT NULL CHECK (stage ~ '^[a-z][a-z0-9-]*$'),
    kind     text NOT NULL
        CHECK (kind IN ('application', 'recommendation', 'check', 'review', 'decision', 'notice', 'approval',
                        'contract', 'execution', 'acceptance', 'payment')),
    PRIMARY KEY (version, position),
    UNIQUE (version, stage),
    CHECK ((position = 1) = (kind = 'application'))
);

CREATE TABLE programme.call (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    version       uuid NOT NULL REFERENCES programme.version (id),
    -- The call a district's own call was delegated by, null for none.
    parent        uuid REFERENCES programme.call (id),
    number        text NOT NULL UNIQUE CHECK (number ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$'),
    title         text NOT NULL CHECK (length(btrim(title)) BETWEEN 2 AND 120),
    year          integer NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    region        text NOT NULL CHECK (region <> ''),
    unit          uuid,
    state         text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published', 'cancelled')),
    opens_at      timestamptz NOT NULL,
    closes_at     timestamptz NOT NULL,
    -- Whoever presses the button in the last minute may finish: submissions count until closes_at plus this.
    grace_minutes integer NOT NULL DEFAULT 0 CHECK (grace_minutes BETWEEN 0 AND 120),
    budget_fen    bigint NOT NULL DEFAULT 0 CHECK (budget_fen >= 0),
    -- Line of the budget in the ledger (fund), null while none is bound.
    budget_line   uuid,
    next_number   integer NOT NULL DEFAULT 1 CHECK (next_number >= 1),
    revision      integer NOT NULL DEFAULT 1 CHECK (revision >= 1),
    created_by    uuid,
    created_at    timestamptz NOT NULL,
    published_at  timestamptz,
    CHECK (closes_at > opens_at),
    CHECK ((state = 'draft') = (published_at IS NULL) OR state = 'cancelled'),
    CHECK (parent <> id)
);
CREATE INDEX call_by_close ON programme.call (closes_at, id);
CREATE INDEX call_by_version ON programme.call (version);

CREATE TABLE programme.application (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    call          uuid NOT NULL REFERENCES programme.call (id),
    version       uuid NOT NULL REFERENCES programme.version (id),
    organisation  uuid NOT NULL,
    region        text NOT NULL CHECK (region <> ''),
    zone          text,
    -- Where it stands: written by the events alone.
    stage         text NOT NULL DEFAULT '',
    stage_kind    text NOT NULL DEFAULT '',
    status        text NOT NULL DEFAULT 'open'
        CHECK (status IN ('open', 'returned', 'held', 'refused', 'withdrawn', 'terminated', 'completed')),
    events        integer NOT NULL DEFAULT 0 CHECK (events >= 0),
    moves         integer NOT NULL DEFAULT 0 CHECK (moves >= 0 AND moves <= events),
    stage_since   timestamptz,
    -- Taken from the answers, so that lists, limits and searches need not read them.
    title         text NOT NULL DEFAULT '',
    track         text NOT NULL DEFAULT '',
    field         text NOT NULL DEFAULT '',
    leader        text NOT NULL DEFAULT '',
    requested_fen bigint NOT NULL DEFAULT 0 CHECK (requested_fen >= 0),
    granted_fen   bigint CHECK (granted_fen >= 0),
    number        text UNIQUE,
    submitted_at  timestamptz,
    due_on        date,
    -- When the applicant was told how review and decision went; until then they look like work in progress.
    announced_at  timestamptz,
    created_by    uuid,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CHECK ((number IS NULL) = (submitted_at IS NULL)),
    -- The draft is the applicant's; whatever is further on was submitted.
    CHECK (stage_kind IN ('', 'application') OR number IS NOT NULL)
);
CREATE INDEX application_of_organisation ON programme.application (organisation, updated_at DESC);
CREATE INDEX application_of_call ON programme.application (call, number) WHERE number IS NOT NULL;
CREATE INDEX application_waiting ON programme.application (stage_kind, status, due_on, id)
    WHERE status IN ('open', 'returned', 'held');
CREATE INDEX application_by_number ON programme.application (submitted_at DESC, id) WHERE number IS NOT NULL;

-- What may happen when: kind '*' stands for every kind of stage.
CREATE TABLE programme.transition (
    event       text NOT NULL,
    from_status text NOT NULL,
    kind        text NOT NULL,
    to_status   text NOT NULL,
    PRIMARY KEY (event, from_status, kind)
);
INSERT INTO programme.transition (event, from_status, kind, to_status) VALUES
    ('created', '', 'application', 'open'),
    ('passed', 'open', '*', 'open'),
    ('returned', 'open', 'recommendation', 'returned'),
    ('returned', 'open', 'check', 'returned'),
    ('returned', 'open', 'contract', 'returned'),
    ('returned', 'open', 'acceptance', 'returned'),
    ('resubmitted', 'returned', '*', 'open'),
    ('held', 'open', 'notice', 'held'),
    ('held', 'open', 'approval', 'held'),
    ('held', 'open', 'execution', 'held'),
    ('held', 'open', 'payment', 'held'),
    ('released', 'held', '*', 'open'),
    ('refused', 'open', 'recommendation', 'refused'),
    ('refused', 'open', 'check', 'refused'),
    ('refused', 'returned', 'check', 'refused'),
    ('refused', 'open', 'review', 'refused'),
    ('refused', 'open', 'decision', 'refused'),
    ('refused', 'open', 'notice', 'refused'),
    ('refused', 'held', 'notice', 'refused'),
    ('refused', 'open', 'approval', 'refused'),
    ('refused', 'held', 'approval', 'refused'),
    ('withdrawn', 'open', 'application', 'withdrawn'),
    ('withdrawn', 'open', 'recommendation', 'withdrawn'),
    ('withdrawn', 'returned', 'recommendation', 'withdrawn'),
    ('withdrawn', 'open', 'check', 'withdrawn'),
    ('withdrawn', 'returned', 'check', 'withdrawn'),
    ('withdrawn', 'open', 'review', 'withdrawn'),
    ('withdrawn', 'open', 'decision', 'withdrawn'),
    ('withdrawn', 'open', 'notice', 'withdrawn'),
    ('withdrawn', 'held', 'notice', 'withdrawn'),
    ('withdrawn', 'open', 'approval', 'withdrawn'),
    ('terminated', 'open', 'contract', 'terminated'),
    ('terminated', 'returned', 'contract', 'terminated'),
    ('terminated', 'open', 'execution', 'terminated'),
    ('terminated', 'held', 'execution', 'terminated'),
    ('terminated', 'open', 'acceptance', 'terminated'),
    ('terminated', 'returned', 'acceptance', 'terminated'),
    ('terminated', 'open', 'payment', 'terminated'),
    ('terminated', 'held', 'payment', 'terminated');

CREATE TABLE programme.event (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    application uuid NOT NULL REFERENCES programme.application (id),
    number      integer NOT NULL CHECK (number >= 1),
    -- Counts the events that moved it; null for a note.
    move        integer CHECK (move >= 1),
    kind        text NOT NULL
        CHECK (kind IN ('created', 'passed', 'returned', 'resubmitted', 'held', 'released', 'refused', 'withdrawn',
                        'terminated', 'noted')),
    stage       text NOT NULL,
    status      text NOT NULL,
    to_stage    text NOT NULL,
    to_status   text NOT NULL,
    account     uuid,
    actor       text NOT NULL CHECK (actor <> ''),
    at          timestamptz NOT NULL,
    reason      text NOT NULL DEFAULT '' CHECK (length(reason) <= 4000),
    data        jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(data) = 'object'),
    UNIQUE (application, number),
    UNIQUE (application, move),
    CHECK ((kind = 'noted') = (move IS NULL)),
    CHECK (kind NOT IN ('returned', 'held', 'refused', 'terminated') OR btrim(reason) <> '')
);
CREATE INDEX event_by_time ON programme.event (at);

-- The only writer of where an application stands. The caller fills application, kind, actor … and, but for a note, the
-- move; the rest is computed here.
CREATE FUNCTION programme.take_place() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
DECLARE
    a programme.application;
    next_stage programme.version_stage;
    target text;
BEGIN
    SELECT * INTO STRICT a FROM programme.application WHERE id = NEW.application FOR NO KEY UPDATE;
    NEW.number := a.events + 1;
    NEW.stage := a.stage;
    NEW.status := CASE WHEN a.moves = 0 THEN '' ELSE a.status END;
    IF NEW.kind = 'noted' THEN
        IF a.moves = 0 THEN
            RAISE EXCEPTION 'application % has not begun', a.id USING ERRCODE = 'check_violation',
                CONSTRAINT = 'event_follows_transition';
        END IF;
        NEW.move := NULL;
        NEW.to_stage := a.stage;
        NEW.to_status := a.status;
        UPDATE programme.application SET events = NEW.number WHERE id = a.id;
        RETURN NEW;
    END IF;
    IF NEW.move IS DISTINCT FROM a.moves + 1 THEN
        RAISE EXCEPTION 'move % of application % is not the next: it has had %', NEW.move, a.id, a.moves
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'event_move_follows';
    END IF;
    SELECT * INTO next_stage FROM programme.version_stage s
        WHERE s.version = a.version
          AND s.position = CASE WHEN a.moves = 0 THEN 1 ELSE
              (SELECT p.position FROM programme.version_stage p WHERE p.version = a.version AND p.stage = a.stage) + 1 END;
    SELECT t.to_status INTO target FROM programme.transition t
        WHERE t.event = NEW.kind AND t.from_status = NEW.status
          AND t.kind IN (CASE WHEN a.moves = 0 THEN 'application' ELSE a.stage_kind END, '*');
    IF target IS NULL THEN
        RAISE EXCEPTION 'application % at % % cannot be %', a.id, a.stage, NEW.status, NEW.kind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'event_follows_transition';
    END IF;
    IF NEW.kind = 'passed' AND next_stage.stage IS NULL THEN
        target := 'completed';
    END IF;
    NEW.to_status := target;
    NEW.to_stage := CASE WHEN NEW.kind IN ('created', 'passed') THEN coalesce(next_stage.stage, a.stage) ELSE a.stage END;
    UPDATE programme.application SET
        stage = NEW.to_stage,
        stage_kind = CASE WHEN NEW.kind IN ('created', 'passed') THEN coalesce(next_stage.kind, a.stage_kind)
            ELSE a.stage_kind END,
        status = NEW.to_status,
        events = NEW.number,
        moves = NEW.move,
        stage_since = CASE WHEN NEW.to_stage = a.stage AND NEW.to_status = a.status THEN a.stage_since ELSE NEW.at END,
        updated_at = NEW.at
        WHERE id = a.id;
    RETURN NEW;
END
$$;
CREATE TRIGGER takes_place BEFORE INSERT ON programme.event
    FOR EACH ROW EXECUTE FUNCTION programme.take_place();
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.event
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

-- No application without its first event.
CREATE FUNCTION programme.check_begun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM programme.event e WHERE e.application = NEW.id AND e.kind = 'created') THEN
        RAISE EXCEPTION 'application % was never created by an event', NEW.id USING ERRCODE = 'check_violation',
            CONSTRAINT = 'application_has_begun';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER application_has_begun AFTER INSERT ON programme.application
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION programme.check_begun();

-- Answers while the form is open, by path: section.field, section.table, section.table.row.column.
CREATE TABLE programme.answer (
    application uuid NOT NULL REFERENCES programme.application (id),
    path        text COLLATE "C" NOT NULL CHECK (path ~ '^[a-z0-9-]+(\.[a-z0-9-]+){1,3}$'),
    value       jsonb NOT NULL,
    version     integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    account     uuid,
    actor       text NOT NULL,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (application, path)
);

-- Answers change while the applicant has the form: in the draft, or, returned for correction, in the sections named by
-- the last return. The row lock keeps a late save and the submission apart.
CREATE FUNCTION programme.check_answer_open() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
DECLARE
    of_application uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.application ELSE NEW.application END;
    at_path text := CASE TG_OP WHEN 'DELETE' THEN OLD.path ELSE NEW.path END;
    a programme.application;
    sections jsonb;
BEGIN
    SELECT * INTO a FROM programme.application WHERE id = of_application FOR SHARE;
    IF a.stage_kind = 'application' AND a.status = 'open' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF a.status = 'returned' THEN
        SELECT e.data -> 'sections' INTO sections FROM programme.event e
            WHERE e.application = of_application AND e.kind = 'returned' ORDER BY e.number DESC LIMIT 1;
        IF sections IS NULL OR sections ? split_part(at_path, '.', 1) THEN
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END IF;
    END IF;
    RAISE EXCEPTION 'answer % of application % is closed', at_path, of_application
        USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_is_open';
END
$$;
CREATE TRIGGER answer_is_open BEFORE INSERT OR UPDATE OR DELETE ON programme.answer
    FOR EACH ROW EXECUTE FUNCTION programme.check_answer_open();

-- What was handed in, frozen.
CREATE TABLE programme.submission (
    application uuid NOT NULL REFERENCES programme.application (id),
    number      integer NOT NULL CHECK (number >= 1),
    event       uuid NOT NULL UNIQUE REFERENCES programme.event (id),
    answers     jsonb NOT NULL CHECK (jsonb_typeof(answers) = 'object'),
    digest      bytea NOT NULL CHECK (digest = sha256(convert_to(answers::text, 'UTF8'))),
    submitted_at timestamptz NOT NULL,
    account     uuid,
    actor       text NOT NULL,
    PRIMARY KEY (application, number)
);
CREATE TRIGGER submission_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.submission
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

-- What other modules may read: nothing of drafts.
CREATE VIEW programme.published_application AS
SELECT a.id, a.call, c.number AS call_number, c.title AS call_title, c.year, v.programme, v.gives, a.number, a.organisation,
       a.region, a.zone, a.stage, a.stage_kind, a.status, a.title, a.track, a.field, a.leader, a.requested_fen,
       a.granted_fen, a.submitted_at, a.stage_since, a.due_on
FROM programme.application a
JOIN programme.call c ON c.id = a.call
JOIN programme.version v ON v.id = a.version
WHERE a.number IS NOT NULL;

CREATE VIEW programme.published_call AS
SELECT c.id, v.programme, v.gives, c.number, c.title, c.year, c.region, c.state, c.opens_at, c.closes_at, c.budget_fen
FROM programme.call c JOIN programme.version v ON v.id = c.version
WHERE c.state <> 'draft';

GRANT USAGE ON SCHEMA programme TO kc_app;
GRANT SELECT, INSERT ON programme.version, programme.version_stage, programme.event, programme.submission TO kc_app;
GRANT UPDATE (state, released_by, released_name, released_at) ON programme.version TO kc_app;
GRANT SELECT ON programme.transition TO kc_app;
GRANT SELECT, INSERT, UPDATE ON programme.call TO kc_app;
GRANT SELECT ON programme.application TO kc_app;
GRANT INSERT (id, call, version, organisation, region, zone, title, track, field, leader, requested_fen, created_by,
              created_at, updated_at) ON programme.application TO kc_app;
GRANT UPDATE (region, zone, title, track, field, leader, requested_fen, granted_fen, number, submitted_at, due_on,
              announced_at, updated_at) ON programme.application TO kc_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON programme.answer TO kc_app;
GRANT SELECT ON programme.published_application, programme.published_call TO kc_app;
