-- Reading a document into a plan (导入): what it proposes, kept until somebody has decided on each piece.

CREATE TABLE plan.reading (
    id        uuid PRIMARY KEY DEFAULT uuidv7(),
    -- Source document and its name (indicator, below).
    document  uuid NOT NULL,
    name      text NOT NULL,
    region    text NOT NULL,
    -- The plan's own fields as typed: kind, title, number, year, years.
    head      jsonb NOT NULL,
    made_by   uuid NOT NULL,
    made_name text NOT NULL,
    made_at   timestamptz NOT NULL,
    state     text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'applied', 'dropped')),
    plan      uuid REFERENCES plan.plan (id),
    CHECK ((state = 'applied') = (plan IS NOT NULL))
);
CREATE INDEX reading_of_region ON plan.reading (region, id DESC);
GRANT SELECT, INSERT ON plan.reading TO kc_app;
GRANT UPDATE (head, state, plan) ON plan.reading TO kc_app;

-- 候选.
CREATE TABLE plan.candidate (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    reading      uuid NOT NULL REFERENCES plan.reading (id),
    kind         text NOT NULL CHECK (kind IN ('target', 'task')),
    place        numeric NOT NULL,
    -- Fields as in the forms of a target or task.
    fields       jsonb NOT NULL,
    -- Number of the figure or task in the reading, from 1.
    mark         integer,
    span_from    integer,
    span_until   integer,
    -- The task a target is stated in.
    task         uuid REFERENCES plan.candidate (id),
    sure         boolean NOT NULL,
    why          text NOT NULL,
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected', 'merged')),
    merged_into  uuid REFERENCES plan.candidate (id),
    edits        integer NOT NULL DEFAULT 0,
    decided_name text,
    decided_at   timestamptz,
    CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
    CHECK ((state = 'open') = (decided_at IS NULL))
);
CREATE INDEX candidate_of_reading ON plan.candidate (reading, place);
GRANT SELECT, INSERT ON plan.candidate TO kc_app;
GRANT UPDATE (place, fields, sure, why, state, merged_into, edits, decided_name, decided_at) ON plan.candidate TO kc_app;
