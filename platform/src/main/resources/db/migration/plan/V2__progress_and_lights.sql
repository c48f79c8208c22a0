-- Progress of the year: reports by period, lights with what they were judged by, and who overruled them and why.

-- 进展报告. What was handed in is kept; a returned one is handed in anew under the next number.
CREATE TABLE plan.report (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    item         uuid NOT NULL REFERENCES plan.item (id),
    -- Unit of identity, below.
    unit         uuid NOT NULL,
    -- 2026-03 or 2026Q1.
    period       text NOT NULL CHECK (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2])|Q[1-4])$'),
    filing       integer NOT NULL CHECK (filing >= 1),
    -- Of a task.
    percent      integer CHECK (percent BETWEEN 0 AND 100),
    -- Of a target that no indicator measures, in the target's unit.
    value        numeric,
    text         text NOT NULL CHECK (length(btrim(text)) BETWEEN 2 AND 4000),
    blockers     text NOT NULL DEFAULT '' CHECK (length(blockers) <= 2000),
    files        uuid[] NOT NULL DEFAULT '{}',
    due_on       date NOT NULL,
    filed_on     date NOT NULL,
    filed_by     uuid NOT NULL,
    filed_name   text NOT NULL,
    filed_at     timestamptz NOT NULL,
    state        text NOT NULL DEFAULT 'filed' CHECK (state IN ('filed', 'confirmed', 'returned')),
    decided_by   uuid,
    decided_name text,
    decided_at   timestamptz,
    remark       text NOT NULL DEFAULT '' CHECK (length(remark) <= 1000),
    UNIQUE (item, unit, period, filing),
    CHECK (percent IS NOT NULL OR value IS NOT NULL OR text <> ''),
    CHECK ((state = 'filed') = (decided_at IS NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
    CHECK (state <> 'returned' OR btrim(remark) <> ''),
    CONSTRAINT report_decided_by_another CHECK (decided_by <> filed_by)
);
-- One that counts for each unit and period, however many press the button.
CREATE UNIQUE INDEX report_once ON plan.report (item, unit, period) WHERE state <> 'returned';
CREATE INDEX report_waiting ON plan.report (filed_at, id) WHERE state = 'filed';
CREATE INDEX report_of_unit ON plan.report (unit, period);
GRANT SELECT, INSERT ON plan.report TO kc_app;
GRANT UPDATE (state, decided_by, decided_name, decided_at, remark) ON plan.report TO kc_app;

CREATE FUNCTION plan.guard_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'filed' THEN
        RAISE EXCEPTION 'a decided report stays as it is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard_report BEFORE UPDATE OR DELETE ON plan.report
    FOR EACH ROW EXECUTE FUNCTION plan.guard_report();

-- A task is done once its lead's report of 100 % is confirmed.
CREATE TABLE plan.done (
    item   uuid PRIMARY KEY REFERENCES plan.item (id),
    report uuid NOT NULL UNIQUE REFERENCES plan.report (id),
    on_day date NOT NULL,
    record uuid NOT NULL
);
GRANT SELECT, INSERT ON plan.done TO kc_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON plan.done
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

-- 灯: as the rule judged it on a day, with everything it judged by.
CREATE TABLE plan.light (
    item   uuid NOT NULL REFERENCES plan.item (id),
    on_day date NOT NULL,
    ruled  text NOT NULL CHECK (ruled IN ('green', 'amber', 'red', 'none')),
    basis  jsonb NOT NULL,
    reason text NOT NULL,
    at     timestamptz NOT NULL,
    PRIMARY KEY (item, on_day)
);
GRANT SELECT, INSERT ON plan.light TO kc_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON plan.light
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

-- 人工调整: another colour than the rule's, by name and with a reason; a later row replaces it, an empty colour ends it.
CREATE TABLE plan.overrule (
    id      uuid PRIMARY KEY DEFAULT uuidv7(),
    item    uuid NOT NULL REFERENCES plan.item (id),
    colour  text CHECK (colour IN ('green', 'amber', 'red')),
    reason  text NOT NULL CHECK (length(btrim(reason)) BETWEEN 2 AND 500),
    by      uuid NOT NULL,
    by_name text NOT NULL,
    at      timestamptz NOT NULL,
    on_day  date NOT NULL
);
CREATE INDEX overrule_of_item ON plan.overrule (item, at DESC, id DESC);
GRANT SELECT, INSERT ON plan.overrule TO kc_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON plan.overrule
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

-- The newest report of each unit on an item that was not returned.
CREATE VIEW plan.latest_report AS
SELECT DISTINCT ON (item, unit) id, item, unit, period, percent, value, text, blockers, filed_on, due_on, state
FROM plan.report WHERE state <> 'returned' ORDER BY item, unit, period DESC, filing DESC;
GRANT SELECT ON plan.latest_report TO kc_app;
