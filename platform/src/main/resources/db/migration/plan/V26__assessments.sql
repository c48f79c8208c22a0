-- Yearly assessment of units (目标责任制考核): two score by hand, entries add and take away, results with every step,
-- objections, and a final that stays.

CREATE TABLE plan.assessment (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    version      integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    year         integer NOT NULL CHECK (year BETWEEN 1990 AND 2199),
    scheme       text NOT NULL CHECK (scheme <> ''),
    -- The text it is done by, and its digest.
    digest       text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    place        text NOT NULL,
    definition   text NOT NULL,
    region       text NOT NULL CHECK (region <> ''),
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'published', 'final')),
    -- To what figures were read (indicator, below).
    position     bigint,
    revision     bigint,
    read_at      timestamptz,
    objections_until date,
    result_digest text CHECK (result_digest ~ '^[0-9a-f]{64}$'),
    opened_by    uuid NOT NULL,
    opened_name  text NOT NULL,
    opened_at    timestamptz NOT NULL,
    published_by uuid,
    final_by     uuid,
    final_name   text,
    final_at     timestamptz,
    UNIQUE (scheme, year),
    CHECK (num_nulls(position, revision, read_at) IN (0, 3)),
    CHECK ((state = 'open') = (objections_until IS NULL)),
    CHECK (state = 'open' OR position IS NOT NULL),
    CHECK ((state = 'final') = (final_by IS NOT NULL)),
    CHECK ((state = 'final') = (result_digest IS NOT NULL)),
    CONSTRAINT final_by_another CHECK (final_by <> published_by)
);
GRANT SELECT, INSERT ON plan.assessment TO kc_app;
GRANT UPDATE (version, state, position, revision, read_at, objections_until, result_digest, published_by, final_by,
              final_name, final_at) ON plan.assessment TO kc_app;
CREATE FUNCTION plan.keep_final_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'final' THEN
        RAISE EXCEPTION 'assessment % is final', OLD.id USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_final_assessment BEFORE UPDATE OR DELETE ON plan.assessment
    FOR EACH ROW EXECUTE FUNCTION plan.keep_final_assessment();

-- What belongs to an assessment changes while it is in one of the states named; its row is held until then.
CREATE FUNCTION plan.assessment_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_id uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.assessment ELSE NEW.assessment END;
BEGIN
    PERFORM 1 FROM plan.assessment WHERE id = of_id AND state = ANY (TG_ARGV) FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% of assessment % stays', TG_TABLE_NAME, of_id USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TABLE plan.assessment_subject (
    assessment uuid NOT NULL REFERENCES plan.assessment,
    unit       uuid NOT NULL REFERENCES identity.unit,
    grouping_code text NOT NULL,
    PRIMARY KEY (assessment, unit)
);
GRANT SELECT, INSERT ON plan.assessment_subject TO kc_app;

-- 评分: two people, each by themselves.
CREATE TABLE plan.assessment_score (
    assessment uuid NOT NULL,
    unit       uuid NOT NULL,
    item       text NOT NULL,
    scorer     integer NOT NULL CHECK (scorer IN (1, 2)),
    account    uuid NOT NULL,
    name       text NOT NULL,
    points     numeric(6, 2) NOT NULL CHECK (points >= 0),
    reason     text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    at         timestamptz NOT NULL,
    PRIMARY KEY (assessment, unit, item, scorer),
    CONSTRAINT two_scorers UNIQUE (assessment, unit, item, account),
    FOREIGN KEY (assessment, unit) REFERENCES plan.assessment_subject
);
GRANT SELECT, INSERT ON plan.assessment_score TO kc_app;
GRANT UPDATE (points, reason, at) ON plan.assessment_score TO kc_app;
CREATE TRIGGER assessment_score_open BEFORE INSERT OR UPDATE OR DELETE ON plan.assessment_score
    FOR EACH ROW EXECUTE FUNCTION plan.assessment_part('open');

-- 加分、扣分、否决事项.
CREATE TABLE plan.assessment_entry (
    id         uuid PRIMARY KEY DEFAULT uuidv7(),
    assessment uuid NOT NULL,
    unit       uuid NOT NULL,
    item       text NOT NULL,
    points     numeric(6, 2) NOT NULL CHECK (points >= 0),
    reason     text NOT NULL CHECK (length(btrim(reason)) BETWEEN 4 AND 500),
    account    uuid NOT NULL,
    name       text NOT NULL,
    at         timestamptz NOT NULL,
    withdrawn  text NOT NULL DEFAULT '' CHECK (length(withdrawn) <= 500),
    FOREIGN KEY (assessment, unit) REFERENCES plan.assessment_subject
);
CREATE UNIQUE INDEX assessment_entry_once ON plan.assessment_entry (assessment, unit, item, reason) WHERE withdrawn = '';
GRANT SELECT, INSERT ON plan.assessment_entry TO kc_app;
GRANT UPDATE (withdrawn) ON plan.assessment_entry TO kc_app;
CREATE TRIGGER assessment_entry_open BEFORE INSERT OR UPDATE OR DELETE ON plan.assessment_entry
    FOR EACH ROW EXECUTE FUNCTION plan.assessment_part('open');

-- 得分: what the last run gave, with every step.
CREATE TABLE plan.assessment_result (
    assessment uuid NOT NULL,
    unit       uuid NOT NULL,
    grouping_code text NOT NULL,
    total      numeric(6, 2) NOT NULL,
    rank       integer NOT NULL CHECK (rank >= 1),
    vetoed     boolean NOT NULL,
    items      jsonb NOT NULL CHECK (jsonb_typeof(items) = 'array'),
    PRIMARY KEY (assessment, unit),
    FOREIGN KEY (assessment, unit) REFERENCES plan.assessment_subject
);
GRANT SELECT, INSERT, DELETE ON plan.assessment_result TO kc_app;
CREATE TRIGGER assessment_result_open BEFORE INSERT OR UPDATE OR DELETE ON plan.assessment_result
    FOR EACH ROW EXECUTE FUNCTION plan.assessment_part('open');

-- 异议.
CREATE TABLE plan.assessment_objection (
    id         uuid PRIMARY KEY DEFAULT uuidv7(),
    assessment uuid NOT NULL,
    unit       uuid NOT NULL,
    item       text NOT NULL,
    text       text NOT NULL CHECK (length(btrim(text)) BETWEEN 10 AND 2000),
    state      text NOT NULL DEFAULT 'raised' CHECK (state IN ('raised', 'upheld', 'rejected')),
    answer     text NOT NULL DEFAULT '' CHECK (length(answer) <= 2000),
    raised_by  uuid NOT NULL,
    raised_name text NOT NULL,
    raised_at  timestamptz NOT NULL,
    handled_by uuid,
    handled_name text,
    handled_at timestamptz,
    FOREIGN KEY (assessment, unit) REFERENCES plan.assessment_subject,
    CHECK ((state = 'raised') = (answer = '')),
    CHECK ((state = 'raised') = (handled_by IS NULL))
);
CREATE UNIQUE INDEX assessment_objection_once ON plan.assessment_objection (assessment, unit, item)
    WHERE state = 'raised';
GRANT SELECT, INSERT ON plan.assessment_objection TO kc_app;
GRANT UPDATE (state, answer, handled_by, handled_name, handled_at) ON plan.assessment_objection TO kc_app;
CREATE TRIGGER assessment_objection_published BEFORE INSERT OR UPDATE OR DELETE ON plan.assessment_objection
    FOR EACH ROW EXECUTE FUNCTION plan.assessment_part('published');
