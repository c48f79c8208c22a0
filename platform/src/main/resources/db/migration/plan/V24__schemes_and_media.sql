-- Things with a source and a term of their own (交办事项、合作协议、试点、示范、风险点), and media reports that are counted.

CREATE TABLE plan.scheme (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    number       text NOT NULL UNIQUE,
    version      integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    kind         text NOT NULL CHECK (kind IN ('assigned', 'agreement', 'pilot', 'demonstration', 'risk')),
    title        text NOT NULL CHECK (length(btrim(title)) BETWEEN 2 AND 120),
    -- Who assigned it, the other party, who named the pilot, where the risk comes from.
    source       text NOT NULL CHECK (length(btrim(source)) BETWEEN 2 AND 120),
    document     text NOT NULL DEFAULT '' CHECK (length(document) <= 80),
    level        text NOT NULL CHECK (level IN ('state', 'province', 'city', 'county')),
    content      text NOT NULL DEFAULT '' CHECK (length(content) <= 4000),
    region       text NOT NULL CHECK (region <> ''),
    unit         uuid NOT NULL REFERENCES identity.unit,
    supporting   uuid[] NOT NULL DEFAULT '{}',
    starts_on    date NOT NULL,
    ends_on      date NOT NULL CHECK (ends_on >= starts_on),
    likelihood   integer CHECK (likelihood BETWEEN 1 AND 5),
    impact       integer CHECK (impact BETWEEN 1 AND 5),
    state        text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'completed', 'terminated')),
    percent      integer NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
    closed_on    date,
    closed_note  text NOT NULL DEFAULT '' CHECK (length(closed_note) <= 2000),
    created_by   uuid NOT NULL,
    created_name text NOT NULL,
    created_at   timestamptz NOT NULL,
    CHECK ((kind = 'risk') = (likelihood IS NOT NULL)),
    CHECK ((likelihood IS NULL) = (impact IS NULL)),
    CHECK ((state = 'running') = (closed_on IS NULL)),
    CHECK ((state = 'running') = (closed_note = '')),
    CHECK (NOT unit = ANY (supporting)),
    UNIQUE (kind, title, starts_on, unit)
);
CREATE INDEX scheme_by_unit ON plan.scheme (unit, ends_on) WHERE state = 'running';
GRANT SELECT, INSERT ON plan.scheme TO kc_app;
GRANT UPDATE (version, state, percent, closed_on, closed_note) ON plan.scheme TO kc_app;

-- 阶段、防控措施.
CREATE TABLE plan.scheme_stage (
    scheme  uuid NOT NULL REFERENCES plan.scheme,
    number  integer NOT NULL CHECK (number >= 1),
    title   text NOT NULL CHECK (length(btrim(title)) BETWEEN 2 AND 120),
    due_on  date NOT NULL,
    done_on date,
    note    text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
    PRIMARY KEY (scheme, number)
);
GRANT SELECT, INSERT ON plan.scheme_stage TO kc_app;
GRANT UPDATE (done_on, note) ON plan.scheme_stage TO kc_app;
CREATE FUNCTION plan.keep_done_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.done_on IS NOT NULL THEN
        RAISE EXCEPTION 'stage % is done already', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_done_stage BEFORE UPDATE ON plan.scheme_stage
    FOR EACH ROW EXECUTE FUNCTION plan.keep_done_stage();

-- 目标: at least this much of an indicator at the end of the term.
CREATE TABLE plan.scheme_target (
    scheme    uuid NOT NULL REFERENCES plan.scheme,
    indicator text NOT NULL CHECK (indicator <> ''),
    value     numeric NOT NULL,
    PRIMARY KEY (scheme, indicator)
);
GRANT SELECT, INSERT ON plan.scheme_target TO kc_app;

-- 媒体报道.
CREATE TABLE plan.media_report (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    title        text NOT NULL CHECK (length(btrim(title)) BETWEEN 2 AND 120),
    medium       text NOT NULL CHECK (length(btrim(medium)) BETWEEN 2 AND 60),
    level        text NOT NULL CHECK (level IN ('state', 'province', 'city', 'county')),
    published_on date NOT NULL,
    link         text NOT NULL DEFAULT '' CHECK (link = '' OR link ~ '^https?://' AND length(link) <= 500),
    region       text NOT NULL CHECK (region <> ''),
    record       uuid NOT NULL,
    withdrawn    text NOT NULL DEFAULT '' CHECK (length(withdrawn) <= 500),
    created_by   uuid NOT NULL,
    created_name text NOT NULL,
    created_at   timestamptz NOT NULL
);
CREATE UNIQUE INDEX media_report_once ON plan.media_report (title, medium, published_on) WHERE withdrawn = '';
GRANT SELECT, INSERT ON plan.media_report TO kc_app;
GRANT UPDATE (withdrawn) ON plan.media_report TO kc_app;
