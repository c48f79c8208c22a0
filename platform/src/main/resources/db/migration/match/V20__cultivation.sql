-- Cultivation (企业培育): who is in the store of a ladder in a year, how far it came, pre-reviews, visits and measures.

-- A firm in the store of a year. It may leave and come back; it stands there once.
CREATE TABLE match.cultivation (
    id              uuid PRIMARY KEY DEFAULT uuidv7(),
    ladder          text COLLATE "C" NOT NULL CHECK (ladder ~ '^[a-z0-9-]{2,40}$'),
    year            smallint NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    organisation    uuid NOT NULL,
    -- Where it counts, as of the entry.
    region          text NOT NULL,
    zone            text,
    version         integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    -- How it was matched when it was entered; null when nothing was stored about it.
    found           text CHECK (found IN ('ELIGIBLE', 'NEAR', 'OPEN')),
    distance        smallint NOT NULL DEFAULT 0 CHECK (distance >= 0),
    missing         smallint NOT NULL DEFAULT 0 CHECK (missing >= 0),
    why             text NOT NULL CHECK (length(why) BETWEEN 2 AND 500),
    entered_on      date NOT NULL,
    entered_at      timestamptz NOT NULL,
    entered_by      uuid,
    entered_name    text NOT NULL CHECK (entered_name <> ''),
    left_on         date CHECK (left_on >= entered_on),
    left_for        text CHECK (left_for IN ('recognised', 'declined', 'moved', 'closed', 'unlikely', 'mistake')),
    left_note       text NOT NULL DEFAULT '' CHECK (length(left_note) <= 500),
    counsellor      uuid,
    counsellor_name text NOT NULL DEFAULT '' CHECK (length(counsellor_name) <= 60),
    UNIQUE (ladder, year, organisation),
    CHECK ((left_on IS NULL) = (left_for IS NULL)),
    CHECK (counsellor IS NULL OR counsellor_name <> '')
);
CREATE INDEX cultivation_of ON match.cultivation (organisation, ladder, entered_at);
CREATE INDEX cultivation_counsellor ON match.cultivation (counsellor) WHERE counsellor IS NOT NULL AND left_on IS NULL;

-- Stages of the funnel: 1 stored, 2 pre-reviewed, 3 applied, 4 recognised. Each is reached once; what turned out not to be
-- so is undone, and may be reached again.
CREATE TABLE match.cultivation_stage (
    id        uuid PRIMARY KEY DEFAULT uuidv7(),
    entry     uuid NOT NULL REFERENCES match.cultivation,
    stage     smallint NOT NULL CHECK (stage BETWEEN 1 AND 4),
    on_day    date NOT NULL,
    -- What proves it, as records name it: programme/application/…, registry/title/…, match/prereview/….
    evidence  text NOT NULL DEFAULT '' CHECK (length(evidence) <= 200),
    noted_at  timestamptz NOT NULL,
    undone_at timestamptz
);
CREATE UNIQUE INDEX cultivation_stage_once ON match.cultivation_stage (entry, stage) WHERE undone_at IS NULL;

CREATE FUNCTION match.keep_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.undone_at IS NOT NULL
       OR (NEW.id, NEW.entry, NEW.stage, NEW.on_day, NEW.evidence, NEW.noted_at)
          IS DISTINCT FROM (OLD.id, OLD.entry, OLD.stage, OLD.on_day, OLD.evidence, OLD.noted_at) THEN
        RAISE EXCEPTION 'a stage is undone once and not changed' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'cultivation_stage_is_kept';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER cultivation_stage_is_kept BEFORE UPDATE ON match.cultivation_stage
    FOR EACH ROW EXECUTE FUNCTION match.keep_stage();

-- A pre-review: a decision frozen by the module policy, with what lists show of it.
CREATE TABLE match.prereview (
    id           uuid PRIMARY KEY,
    entry        uuid NOT NULL REFERENCES match.cultivation,
    organisation uuid NOT NULL,
    decision     uuid NOT NULL UNIQUE,
    policy       text COLLATE "C" NOT NULL,
    verdict      text NOT NULL CHECK (verdict IN ('ELIGIBLE', 'NOT_ELIGIBLE', 'UNKNOWN')),
    -- Tells whether deciding again would come to the same, whatever the day.
    fingerprint  text NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
    unmet        smallint NOT NULL CHECK (unmet >= 0),
    open         smallint NOT NULL CHECK (open >= 0),
    risks        smallint NOT NULL CHECK (risks >= 0),
    score_low    numeric(8, 2),
    score_high   numeric(8, 2) CHECK (score_high >= score_low),
    on_day       date NOT NULL,
    made_at      timestamptz NOT NULL,
    made_by      uuid,
    made_name    text NOT NULL CHECK (made_name <> ''),
    CHECK ((verdict = 'NOT_ELIGIBLE') = (unmet > 0)),
    CHECK ((score_low IS NULL) = (score_high IS NULL))
);
CREATE INDEX prereview_of ON match.prereview (entry, made_at DESC, id DESC);
CREATE TRIGGER prereview_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON match.prereview
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

-- A pre-review of many: every line is done on its own, so that a run goes on where it stopped.
CREATE TABLE match.prereview_run (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    ladder       text COLLATE "C" NOT NULL,
    year         smallint NOT NULL,
    total        integer NOT NULL CHECK (total > 0),
    started_at   timestamptz NOT NULL,
    started_by   uuid NOT NULL,
    started_name text NOT NULL,
    started_unit text NOT NULL,
    finished_at  timestamptz
);
CREATE INDEX prereview_run_open ON match.prereview_run (started_at) WHERE finished_at IS NULL;
CREATE TABLE match.prereview_line (
    run       uuid NOT NULL REFERENCES match.prereview_run,
    number    integer NOT NULL CHECK (number > 0),
    entry     uuid NOT NULL REFERENCES match.cultivation,
    -- Null while it waits; "made" a new pre-review, "same" the one that is there still holds, "refused" with the reason.
    outcome   text CHECK (outcome IN ('made', 'same', 'refused')),
    prereview uuid REFERENCES match.prereview,
    reason    text NOT NULL DEFAULT '' CHECK (length(reason) <= 300),
    PRIMARY KEY (run, number),
    UNIQUE (run, entry),
    CHECK ((outcome IN ('made', 'same')) = (prereview IS NOT NULL) OR outcome IS NULL AND prereview IS NULL),
    CHECK ((outcome = 'refused') = (reason <> '') OR outcome IS NULL AND reason = '')
);
CREATE INDEX prereview_line_waits ON match.prereview_line (run, number) WHERE outcome IS NULL;

CREATE TABLE match.cultivation_visit (
    id        uuid PRIMARY KEY DEFAULT uuidv7(),
    entry     uuid NOT NULL REFERENCES match.cultivation,
    on_day    date NOT NULL,
    who       text NOT NULL CHECK (length(who) BETWEEN 2 AND 120),
    topic     text NOT NULL CHECK (length(topic) BETWEEN 2 AND 120),
    notes     text NOT NULL CHECK (length(notes) BETWEEN 4 AND 4000),
    made_name text NOT NULL,
    made_at   timestamptz NOT NULL
);
CREATE INDEX cultivation_visit_of ON match.cultivation_visit (entry, on_day DESC);
CREATE TRIGGER cultivation_visit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON match.cultivation_visit
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TABLE match.cultivation_file (
    visit uuid NOT NULL REFERENCES match.cultivation_visit,
    file  uuid NOT NULL,
    name  text NOT NULL,
    PRIMARY KEY (visit, file)
);

CREATE TABLE match.cultivation_measure (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    entry       uuid NOT NULL REFERENCES match.cultivation,
    version     integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    text        text NOT NULL CHECK (length(text) BETWEEN 4 AND 500),
    -- Who does it: the firm itself, or whoever counsels it.
    owner       text NOT NULL CHECK (owner IN ('firm', 'counsellor')),
    due_on      date NOT NULL,
    state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
    result      text NOT NULL DEFAULT '' CHECK (length(result) <= 1000),
    closed_on   date,
    closed_name text NOT NULL DEFAULT '',
    made_by     uuid,
    made_name   text NOT NULL,
    made_on     date NOT NULL,
    CHECK ((state = 'open') = (closed_on IS NULL)),
    CHECK (state = 'open' OR length(result) >= 2)
);
CREATE INDEX cultivation_measure_of ON match.cultivation_measure (entry, due_on);
CREATE INDEX cultivation_measure_due ON match.cultivation_measure (due_on) WHERE state = 'open';

-- What happened to an entry (办理过程).
CREATE TABLE match.cultivation_history (
    entry   uuid NOT NULL REFERENCES match.cultivation,
    number  integer NOT NULL CHECK (number > 0),
    action  text NOT NULL,
    note    text NOT NULL DEFAULT '',
    account uuid,
    actor   text NOT NULL,
    unit    text NOT NULL DEFAULT '',
    at      timestamptz NOT NULL,
    PRIMARY KEY (entry, number)
);
CREATE TRIGGER cultivation_history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON match.cultivation_history
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

GRANT SELECT, INSERT ON match.cultivation, match.cultivation_stage, match.prereview, match.prereview_run,
    match.prereview_line, match.cultivation_visit, match.cultivation_file, match.cultivation_measure,
    match.cultivation_history TO kc_app;
GRANT UPDATE (version, region, zone, found, distance, missing, why, entered_on, entered_at, entered_by, entered_name,
              left_on, left_for, left_note, counsellor, counsellor_name) ON match.cultivation TO kc_app;
GRANT UPDATE (undone_at) ON match.cultivation_stage TO kc_app;
GRANT UPDATE (finished_at) ON match.prereview_run TO kc_app;
GRANT UPDATE (outcome, prereview, reason) ON match.prereview_line TO kc_app;
GRANT UPDATE (version, state, result, closed_on, closed_name) ON match.cultivation_measure TO kc_app;
