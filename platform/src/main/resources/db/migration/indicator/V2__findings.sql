-- Figures of documents that are not to become observations, with the reason.
CREATE TABLE indicator.set_aside (
    document   uuid NOT NULL REFERENCES indicator.document (id),
    span_start integer NOT NULL,
    span_end   integer NOT NULL,
    reason     text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    account    uuid NOT NULL,
    name       text NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (document, span_start, span_end)
);

-- Findings of the consistency audit (审核发现). The key says what was compared with what, whatever the values: so the
-- same thing is found once, and known again when its values change.
CREATE TABLE indicator.finding (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    key          text NOT NULL UNIQUE CHECK (length(key) <= 2000),
    -- document: of the reader over documents; or the code of a rule
    rule         text NOT NULL,
    verdict      text NOT NULL CHECK (verdict IN ('contradicts', 'doubtful')),
    title        text NOT NULL,
    sentence     text NOT NULL,
    region       text NOT NULL DEFAULT '',
    period       text NOT NULL DEFAULT '',
    indicator    text NOT NULL DEFAULT '',
    expected     numeric NOT NULL,
    stated       numeric NOT NULL,
    unit         text NOT NULL DEFAULT '',
    operands     jsonb NOT NULL,
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'explained', 'accepted', 'closed')),
    version      integer NOT NULL DEFAULT 1 CHECK (version > 0),
    found_at     timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL
);
CREATE INDEX finding_state ON indicator.finding (state, verdict, id);

-- What happened to a finding; append-only.
CREATE TABLE indicator.finding_step (
    finding uuid NOT NULL REFERENCES indicator.finding (id),
    version integer NOT NULL,
    what    text NOT NULL CHECK (what IN ('found', 'explained', 'accepted', 'reopened', 'changed', 'closed')),
    reason  text NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),
    account uuid,
    name    text NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (finding, version),
    CHECK (what NOT IN ('explained', 'accepted', 'reopened') OR reason <> '' AND account IS NOT NULL)
);
CREATE TRIGGER finding_step_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON indicator.finding_step
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
ALTER TABLE indicator.finding_step ENABLE ALWAYS TRIGGER finding_step_append_only;

GRANT SELECT, INSERT, DELETE ON indicator.set_aside TO kc_app;
GRANT SELECT, INSERT ON indicator.finding, indicator.finding_step TO kc_app;
GRANT UPDATE (verdict, title, sentence, expected, stated, unit, operands, state, version, changed_at)
    ON indicator.finding TO kc_app;
