-- Decision: what leaders changed against the ranking, and the lists that one person fixes and another confirms.

CREATE TABLE programme.decision_change (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    number      bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    application uuid NOT NULL REFERENCES programme.application (id),
    -- Null: as the ranking says.
    approve     boolean,
    amount_fen  bigint CHECK (amount_fen >= 0),
    reason      text NOT NULL CHECK (length(btrim(reason)) BETWEEN 2 AND 1000),
    account     uuid NOT NULL,
    actor       text NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX decision_change_latest ON programme.decision_change (application, number DESC);
CREATE TRIGGER decision_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.decision_change
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

CREATE TABLE programme.decision_list (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    call         uuid NOT NULL REFERENCES programme.call (id),
    stage        text NOT NULL,
    number       integer NOT NULL CHECK (number >= 1),
    state        text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'confirmed', 'withdrawn')),
    -- What was left of the budget when the list was fixed, null where the call gives no money.
    budget_fen   bigint CHECK (budget_fen >= 0),
    fixed_by     uuid NOT NULL,
    fixed_name   text NOT NULL,
    fixed_at     timestamptz NOT NULL,
    decided_by   uuid,
    decided_name text,
    decided_at   timestamptz,
    reason       text NOT NULL DEFAULT '',
    UNIQUE (call, number),
    CONSTRAINT decision_list_needs_four_eyes CHECK (state <> 'confirmed' OR decided_by <> fixed_by),
    CHECK ((state = 'proposed') = (decided_at IS NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL AND decided_name IS NULL)),
    CHECK (state <> 'withdrawn' OR btrim(reason) <> '')
);
-- One list of a call waits for the leader at a time.
CREATE UNIQUE INDEX decision_list_one_proposed ON programme.decision_list (call) WHERE state = 'proposed';

CREATE TABLE programme.decision_entry (
    list        uuid NOT NULL REFERENCES programme.decision_list (id),
    application uuid NOT NULL REFERENCES programme.application (id),
    place       integer NOT NULL CHECK (place >= 1),
    score       numeric(12, 4),
    -- What the ranking said and what the list says.
    computed    boolean NOT NULL,
    approve     boolean NOT NULL,
    amount_fen  bigint NOT NULL CHECK (amount_fen >= 0),
    reason      text NOT NULL DEFAULT '',
    PRIMARY KEY (list, application),
    UNIQUE (list, place),
    CHECK (computed = approve OR btrim(reason) <> '')
);
CREATE INDEX decision_entry_of_application ON programme.decision_entry (application);

GRANT SELECT, INSERT ON programme.decision_change, programme.decision_list, programme.decision_entry TO kc_app;
GRANT UPDATE (state, decided_by, decided_name, decided_at, reason) ON programme.decision_list TO kc_app;
