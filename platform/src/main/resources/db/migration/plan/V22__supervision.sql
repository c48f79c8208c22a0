-- Supervision (督查): items with findings that are rectified, reviewed and closed; third-party evaluation; notes on
-- accountability that only those entitled read.

CREATE TABLE plan.supervision (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    number       text NOT NULL UNIQUE,
    version      integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    kind         text NOT NULL CHECK (kind IN ('task', 'free', 'evaluation')),
    title        text NOT NULL CHECK (length(btrim(title)) BETWEEN 2 AND 120),
    basis        text NOT NULL DEFAULT '' CHECK (length(basis) <= 500),
    -- The task of a plan it was taken from.
    task         uuid,
    unit         uuid NOT NULL REFERENCES identity.unit,
    region       text NOT NULL CHECK (region <> ''),
    issued_on    date NOT NULL,
    due_on       date NOT NULL,
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    closed_on    date,
    closed_note  text NOT NULL DEFAULT '' CHECK (length(closed_note) <= 1000),
    reopened     integer NOT NULL DEFAULT 0 CHECK (reopened >= 0),
    -- 第三方评估: who evaluated what, and with what result.
    evaluator    text NOT NULL DEFAULT '' CHECK (length(evaluator) <= 120),
    policy       text NOT NULL DEFAULT '' CHECK (length(policy) <= 120),
    score        numeric(5, 2) CHECK (score BETWEEN 0 AND 100),
    conclusion   text NOT NULL DEFAULT '' CHECK (length(conclusion) <= 4000),
    issued_by    uuid NOT NULL,
    issued_name  text NOT NULL,
    issued_at    timestamptz NOT NULL,
    CHECK (due_on >= issued_on),
    CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
    CHECK ((kind = 'evaluation') = (evaluator <> '')),
    CHECK ((kind = 'evaluation') = (policy <> '')),
    CHECK (kind = 'evaluation' OR score IS NULL AND conclusion = ''),
    CHECK ((kind = 'task') OR task IS NULL),
    -- An evaluation is closed with its result.
    CHECK (kind <> 'evaluation' OR state = 'open' OR score IS NOT NULL AND conclusion <> '')
);
CREATE INDEX supervision_by_unit ON plan.supervision (unit, due_on) WHERE state = 'open';
GRANT SELECT, INSERT ON plan.supervision TO kc_app;
GRANT UPDATE (version, due_on, state, closed_on, closed_note, reopened, score, conclusion) ON plan.supervision TO kc_app;

-- 督查发现的问题 with 整改.
CREATE TABLE plan.finding (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    supervision   uuid NOT NULL REFERENCES plan.supervision,
    number        integer NOT NULL CHECK (number >= 1),
    version       integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    text          text NOT NULL CHECK (length(btrim(text)) BETWEEN 4 AND 2000),
    due_on        date NOT NULL,
    state         text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'reported', 'returned', 'accepted')),
    report        text NOT NULL DEFAULT '' CHECK (length(report) <= 4000),
    reported_on   date,
    reported_name text NOT NULL DEFAULT '',
    review        text NOT NULL DEFAULT '' CHECK (length(review) <= 1000),
    reviewed_on   date,
    found_name    text NOT NULL,
    found_on      date NOT NULL,
    UNIQUE (supervision, number),
    CHECK (due_on >= found_on),
    CHECK ((state = 'open') = (report = '')),
    CHECK ((report = '') = (reported_on IS NULL)),
    CHECK ((state IN ('returned', 'accepted')) = (reviewed_on IS NOT NULL)),
    CHECK (state <> 'returned' OR review <> '')
);
GRANT SELECT, INSERT ON plan.finding TO kc_app;
GRANT UPDATE (version, due_on, state, report, reported_on, reported_name, review, reviewed_on) ON plan.finding TO kc_app;

-- 佐证材料: of a finding, or of the report on its rectification.
CREATE TABLE plan.finding_evidence (
    finding uuid NOT NULL REFERENCES plan.finding,
    file    uuid NOT NULL,
    name    text NOT NULL,
    part    text NOT NULL CHECK (part IN ('finding', 'report')),
    PRIMARY KEY (finding, file)
);
GRANT SELECT, INSERT ON plan.finding_evidence TO kc_app;

-- Nothing is closed while a finding is open; nothing is found on what is closed. Both look at the item's row.
CREATE FUNCTION plan.closed_without_findings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'closed' AND EXISTS (
        SELECT FROM plan.finding WHERE supervision = NEW.id AND state <> 'accepted') THEN
        RAISE EXCEPTION 'supervision % has findings that are not rectified', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER closed_without_findings BEFORE UPDATE ON plan.supervision
    FOR EACH ROW EXECUTE FUNCTION plan.closed_without_findings();

CREATE FUNCTION plan.finding_on_open_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM plan.supervision WHERE id = NEW.supervision AND state = 'open' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'supervision % is closed', NEW.supervision USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finding_on_open_item BEFORE INSERT OR UPDATE ON plan.finding
    FOR EACH ROW EXECUTE FUNCTION plan.finding_on_open_item();

-- 过错责任追究. Read by leaders of the bureau and by the person concerned: the row policy holds whatever a query says.
CREATE TABLE plan.accountability (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    version      integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    supervision  uuid REFERENCES plan.supervision,
    person       uuid NOT NULL,
    measure      text NOT NULL CHECK (measure IN ('reminder', 'selfCriticism', 'criticism', 'transfer')),
    grounds      text NOT NULL CHECK (length(btrim(grounds)) BETWEEN 10 AND 4000),
    decided_on   date NOT NULL,
    author       uuid NOT NULL,
    author_name  text NOT NULL,
    statement    text NOT NULL DEFAULT '' CHECK (length(statement) <= 4000),
    stated_on    date,
    lifted_on    date,
    lifted_note  text NOT NULL DEFAULT '' CHECK (length(lifted_note) <= 1000),
    created_at   timestamptz NOT NULL,
    CHECK (person <> author),
    CHECK ((statement = '') = (stated_on IS NULL)),
    CHECK ((lifted_note = '') = (lifted_on IS NULL))
);
CREATE INDEX ON plan.accountability (person);
GRANT SELECT, INSERT ON plan.accountability TO kc_app;
GRANT UPDATE (version, statement, stated_on, lifted_on, lifted_note) ON plan.accountability TO kc_app;
ALTER TABLE plan.accountability ENABLE ROW LEVEL SECURITY;
CREATE POLICY entitled ON plan.accountability TO kc_app
    USING (current_setting('kc.leader', true) = 'yes'
           OR person::text = current_setting('kc.person', true))
    WITH CHECK (current_setting('kc.leader', true) = 'yes'
           OR person::text = current_setting('kc.person', true));

-- Who opened one, and when.
CREATE TABLE plan.accountability_reading (
    note    uuid NOT NULL,
    account uuid NOT NULL,
    read_at timestamptz NOT NULL
);
CREATE INDEX ON plan.accountability_reading (note);
CREATE TRIGGER accountability_reading_append_only BEFORE UPDATE OR DELETE ON plan.accountability_reading
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();
GRANT SELECT, INSERT ON plan.accountability_reading TO kc_app;
