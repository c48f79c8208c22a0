-- Plans (工作要点、行动计划): versions made by one and released by another, with targets, tasks and who answers for them.
GRANT USAGE ON SCHEMA plan TO kc_app;

-- 计划.
CREATE TABLE plan.plan (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    kind         text NOT NULL CHECK (kind IN (
        'workPoints', 'actionPlan', 'unitPlan', 'assignment', 'agreement', 'pilot')),
    title        text NOT NULL CHECK (title = btrim(title) AND length(title) BETWEEN 2 AND 120),
    number       text NOT NULL DEFAULT '' CHECK (length(number) <= 60),
    -- Whose plan it is: a region's, and within it a unit's (identity, below: no foreign key), null for all of the region.
    region       text NOT NULL CHECK (region ~ '^[0-9A-Za-z-]{2,20}$'),
    unit         uuid,
    from_on      date NOT NULL,
    until_on     date NOT NULL,
    -- How often progress is reported, and by which day of the month that follows.
    rhythm       text NOT NULL CHECK (rhythm IN ('month', 'quarter')),
    report_day   integer NOT NULL CHECK (report_day BETWEEN 1 AND 28),
    source       text NOT NULL DEFAULT '' CHECK (length(source) <= 300),
    -- The document it was read from (indicator, below).
    document     uuid,
    split_from   uuid REFERENCES plan.plan (id),
    copied_from  uuid REFERENCES plan.plan (id),
    created_by   uuid NOT NULL,
    created_name text NOT NULL,
    created_at   timestamptz NOT NULL,
    CHECK (until_on > from_on AND until_on < from_on + 3700)
);
CREATE INDEX plan_of_region ON plan.plan (region, from_on DESC, id DESC);
CREATE INDEX plan_split_from ON plan.plan (split_from) WHERE split_from IS NOT NULL;
GRANT SELECT, INSERT ON plan.plan TO kc_app;
GRANT UPDATE (title, number, rhythm, report_day, source) ON plan.plan TO kc_app;

-- 版本. The one in force is the released one with the highest number.
CREATE TABLE plan.version (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    plan          uuid NOT NULL REFERENCES plan.plan (id),
    number        integer NOT NULL CHECK (number >= 1),
    state         text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'proposed', 'released', 'discarded')),
    reason        text NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),
    base          uuid REFERENCES plan.version (id),
    made_by       uuid NOT NULL,
    made_name     text NOT NULL,
    made_at       timestamptz NOT NULL,
    proposed_by   uuid,
    proposed_name text,
    proposed_at   timestamptz,
    decided_by    uuid,
    decided_name  text,
    decided_at    timestamptz,
    -- Why it was given back last, empty when it was not.
    returned      text NOT NULL DEFAULT '' CHECK (length(returned) <= 1000),
    UNIQUE (plan, number),
    CONSTRAINT version_needs_four_eyes CHECK (state <> 'released' OR decided_by <> proposed_by),
    CONSTRAINT version_revision_has_reason CHECK ((base IS NULL) = (number = 1) AND (base IS NULL OR btrim(reason) <> '')),
    CHECK ((state = 'released') <= (proposed_by IS NOT NULL AND decided_by IS NOT NULL)),
    CHECK ((proposed_at IS NULL) = (proposed_by IS NULL))
);
CREATE UNIQUE INDEX version_one_open ON plan.version (plan) WHERE state IN ('draft', 'proposed');
GRANT SELECT, INSERT ON plan.version TO kc_app;
GRANT UPDATE (state, reason, proposed_by, proposed_name, proposed_at, decided_by, decided_name, decided_at, returned)
    ON plan.version TO kc_app;

CREATE FUNCTION plan.guard_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('released', 'discarded') THEN
        RAISE EXCEPTION 'version % of plan % is %: it is revised, not changed', OLD.number, OLD.plan, OLD.state
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard_version BEFORE UPDATE OR DELETE ON plan.version
    FOR EACH ROW EXECUTE FUNCTION plan.guard_version();

-- A target or task through all versions of its plan: what reports, lights and records are about.
CREATE TABLE plan.item (
    id     uuid PRIMARY KEY DEFAULT uuidv7(),
    plan   uuid NOT NULL REFERENCES plan.plan (id),
    kind   text NOT NULL CHECK (kind IN ('target', 'task')),
    -- The record that counts it since its release, null before and after it was dropped.
    record uuid,
    UNIQUE (id, kind)
);
CREATE INDEX item_of_plan ON plan.item (plan);
GRANT SELECT, INSERT ON plan.item TO kc_app;
GRANT UPDATE (record) ON plan.item TO kc_app;

-- 任务.
CREATE TABLE plan.task (
    version    uuid NOT NULL REFERENCES plan.version (id),
    item       uuid NOT NULL REFERENCES plan.item (id),
    place      integer NOT NULL CHECK (place >= 1),
    heading    text NOT NULL CHECK (heading = btrim(heading) AND length(heading) BETWEEN 2 AND 120),
    text       text NOT NULL DEFAULT '' CHECK (length(text) <= 4000),
    from_on    date NOT NULL,
    due_on     date NOT NULL CHECK (due_on >= from_on),
    -- Where it stands in the document, null when it was typed.
    span_from  integer,
    span_until integer CHECK (span_until > span_from),
    edits      integer NOT NULL DEFAULT 0,
    PRIMARY KEY (version, item)
);
CREATE INDEX task_of_item ON plan.task (item);
GRANT SELECT, INSERT, UPDATE, DELETE ON plan.task TO kc_app;

-- 目标: a bound on a measure, which an indicator measures where one fits.
CREATE TABLE plan.target (
    version    uuid NOT NULL REFERENCES plan.version (id),
    item       uuid NOT NULL REFERENCES plan.item (id),
    place      integer NOT NULL CHECK (place >= 1),
    name       text NOT NULL CHECK (name = btrim(name) AND length(name) BETWEEN 2 AND 120),
    -- Code of the dictionary; null where nothing measures it and the unit states the value.
    indicator  text,
    bound      text NOT NULL CHECK (bound IN ('atLeast', 'more', 'exact', 'atMost', 'about')),
    value      numeric NOT NULL,
    value_to   numeric CHECK (value_to > value),
    unit       text NOT NULL CHECK (length(btrim(unit)) BETWEEN 1 AND 20),
    -- Whether it grows from zero over its time (流量) or stands at its end (存量).
    nature     text NOT NULL CHECK (nature IN ('flow', 'stock')),
    -- Whether the values of counties and months add up: a ratio's do not.
    additive   boolean NOT NULL,
    baseline   numeric,
    region     text NOT NULL CHECK (region ~ '^[0-9A-Za-z-]{2,20}$'),
    from_on    date NOT NULL,
    due_on     date NOT NULL CHECK (due_on >= from_on),
    task       uuid REFERENCES plan.item (id),
    -- Why the parts do not make up the whole, empty while they do.
    gap_reason text NOT NULL DEFAULT '' CHECK (length(gap_reason) <= 500),
    span_from  integer,
    span_until integer CHECK (span_until > span_from),
    edits      integer NOT NULL DEFAULT 0,
    PRIMARY KEY (version, item),
    FOREIGN KEY (version, task) REFERENCES plan.task (version, item)
);
CREATE INDEX target_of_item ON plan.target (item);
CREATE INDEX target_of_indicator ON plan.target (indicator) WHERE indicator IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON plan.target TO kc_app;

-- 分解: a target's parts by county or by month (2026-03: what that month adds, or where a stock stands at its end).
CREATE TABLE plan.part (
    version uuid NOT NULL,
    item    uuid NOT NULL,
    kind    text NOT NULL CHECK (kind IN ('region', 'month')),
    key     text NOT NULL,
    value   numeric NOT NULL,
    PRIMARY KEY (version, item, kind, key),
    FOREIGN KEY (version, item) REFERENCES plan.target (version, item) ON DELETE CASCADE,
    CHECK (kind <> 'month' OR key ~ '^[0-9]{4}-(0[1-9]|1[0-2])$')
);
GRANT SELECT, INSERT, UPDATE, DELETE ON plan.part TO kc_app;

-- 责任单位: one leads; whoever reports is asked for progress in every period.
CREATE TABLE plan.duty (
    id      uuid PRIMARY KEY DEFAULT uuidv7(),
    version uuid NOT NULL REFERENCES plan.version (id),
    item    uuid NOT NULL REFERENCES plan.item (id),
    place   integer NOT NULL,
    -- As the document names it; the unit (identity, below) null while nobody knows which it is.
    name    text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 60),
    unit    uuid,
    role    text NOT NULL CHECK (role IN ('lead', 'support')),
    reports boolean NOT NULL,
    CHECK (unit IS NOT NULL OR NOT reports)
);
CREATE UNIQUE INDEX duty_one_lead ON plan.duty (version, item) WHERE role = 'lead';
CREATE UNIQUE INDEX duty_once ON plan.duty (version, item, unit) WHERE unit IS NOT NULL;
CREATE INDEX duty_of_unit ON plan.duty (unit, version);
CREATE INDEX duty_of_item ON plan.duty (item);
GRANT SELECT, INSERT, UPDATE, DELETE ON plan.duty TO kc_app;

-- What was released stays: the next version says what changes.
CREATE FUNCTION plan.guard_content() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.version ELSE NEW.version END;
BEGIN
    IF NOT EXISTS (SELECT FROM plan.version v WHERE v.id = changed AND v.state = 'draft') THEN
        RAISE EXCEPTION 'version % is no draft: its content is fixed', changed
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.version <> NEW.version THEN
        RAISE EXCEPTION 'a row stays in its version' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER guard_content BEFORE INSERT OR UPDATE OR DELETE ON plan.target
    FOR EACH ROW EXECUTE FUNCTION plan.guard_content();
CREATE TRIGGER guard_content BEFORE INSERT OR UPDATE OR DELETE ON plan.task
    FOR EACH ROW EXECUTE FUNCTION plan.guard_content();
CREATE TRIGGER guard_content BEFORE INSERT OR UPDATE OR DELETE ON plan.part
    FOR EACH ROW EXECUTE FUNCTION plan.guard_content();
CREATE TRIGGER guard_content BEFORE INSERT OR UPDATE OR DELETE ON plan.duty
    FOR EACH ROW EXECUTE FUNCTION plan.guard_content();

-- The version in force of each plan, and what stands in it.
CREATE VIEW plan.in_force AS
SELECT DISTINCT ON (v.plan) v.plan, v.id AS version, v.number, v.decided_at
FROM plan.version v WHERE v.state = 'released' ORDER BY v.plan, v.number DESC;
GRANT SELECT ON plan.in_force TO kc_app;

CREATE VIEW plan.published_target AS
SELECT p.id AS plan, p.title AS plan_title, p.kind AS plan_kind, p.region AS plan_region, t.item, t.place, t.name,
       t.indicator, t.bound, t.value, t.value_to, t.unit, t.nature, t.baseline, t.region, t.from_on, t.due_on,
       d.unit AS lead
FROM plan.plan p
JOIN plan.in_force f ON f.plan = p.id
JOIN plan.target t ON t.version = f.version
LEFT JOIN plan.duty d ON d.version = t.version AND d.item = t.item AND d.role = 'lead';
GRANT SELECT ON plan.published_target TO kc_app;

CREATE VIEW plan.published_task AS
SELECT p.id AS plan, p.title AS plan_title, p.kind AS plan_kind, p.region AS plan_region, t.item, t.place, t.heading,
       t.from_on, t.due_on, d.unit AS lead
FROM plan.plan p
JOIN plan.in_force f ON f.plan = p.id
JOIN plan.task t ON t.version = f.version
LEFT JOIN plan.duty d ON d.version = t.version AND d.item = t.item AND d.role = 'lead';
GRANT SELECT ON plan.published_task TO kc_app;

-- 别名: how documents name a unit, remembered when somebody says which it is.
CREATE TABLE plan.unit_alias (
    alias text PRIMARY KEY CHECK (alias = btrim(alias) AND length(alias) BETWEEN 1 AND 60),
    unit  uuid NOT NULL,
    by    text NOT NULL,
    at    timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON plan.unit_alias TO kc_app;
