-- Matches of organisations with policies, and what changed in them.
--
-- A run over the whole city fills the slot that is not shown and then shows it; what changes in between is decided again
-- in the slot that is shown.

CREATE TABLE match.rule (
    code    smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    policy  text NOT NULL CHECK (policy <> ''),
    -- Digest of the policy's version.
    version text NOT NULL CHECK (version ~ '^[0-9a-f]{64}$'),
    UNIQUE (policy, version)
);

-- One row: which slot is shown.
CREATE TABLE match.shown (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    slot smallint NOT NULL CHECK (slot IN (0, 1))
);
INSERT INTO match.shown (slot) VALUES (0);

CREATE TABLE match.found (
    organisation uuid NOT NULL,
    amount_fen   bigint CHECK (amount_fen >= 0),
    day          date NOT NULL,
    slot         smallint NOT NULL CHECK (slot IN (0, 1)),
    rule         smallint NOT NULL,
    -- 1 eligible, 2 near, 3 open
    state        smallint NOT NULL CHECK (state BETWEEN 1 AND 3),
    distance     smallint NOT NULL DEFAULT 0,
    missing      smallint NOT NULL DEFAULT 0,
    region       text NOT NULL,
    zone         text,
    CHECK ((state = 2) = (distance > 0)),
    CHECK ((state = 3) = (missing > 0)),
    CHECK (state = 1 OR amount_fen IS NULL)
) PARTITION BY LIST (slot);
CREATE TABLE match.found_0 PARTITION OF match.found FOR VALUES IN (0);
CREATE TABLE match.found_1 PARTITION OF match.found FOR VALUES IN (1);
CREATE UNIQUE INDEX found_0_of ON match.found_0 (organisation, rule);
CREATE UNIQUE INDEX found_1_of ON match.found_1 (organisation, rule);
CREATE INDEX found_0_by_rule ON match.found_0 (rule, state, distance, organisation);
CREATE INDEX found_1_by_rule ON match.found_1 (rule, state, distance, organisation);

-- Differences between what was shown and what is, appended in the transaction that stores the new matches. Null before:
-- it was not stored; null after: it is not any more.
CREATE TABLE match.change (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation uuid NOT NULL,
    policy       text NOT NULL,
    version      text NOT NULL,
    before       text CHECK (before IN ('ELIGIBLE', 'NEAR', 'OPEN')),
    after        text CHECK (after IN ('ELIGIBLE', 'NEAR', 'OPEN')),
    amount_fen   bigint,
    distance     smallint NOT NULL DEFAULT 0,
    missing      smallint NOT NULL DEFAULT 0,
    -- Why it was decided again: the organisation's facts, the rules, or the whole city with the day.
    cause        text NOT NULL CHECK (cause IN ('facts', 'rules', 'city')),
    changed_at   timestamptz NOT NULL,
    CHECK (before IS DISTINCT FROM after)
);
CREATE INDEX change_of ON match.change (organisation, policy, id);
CREATE TRIGGER change_append_only BEFORE UPDATE OR DELETE ON match.change
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

CREATE VIEW match.published_match AS
SELECT f.organisation, r.policy, r.version,
       CASE f.state WHEN 1 THEN 'ELIGIBLE' WHEN 2 THEN 'NEAR' ELSE 'OPEN' END AS state,
       f.amount_fen, f.distance, f.missing, f.region, f.zone, f.day
FROM match.found f
JOIN match.rule r ON r.code = f.rule
WHERE f.slot = (SELECT s.slot FROM match.shown s);

GRANT USAGE ON SCHEMA match TO kc_app;
GRANT SELECT, INSERT ON match.rule, match.change TO kc_app;
GRANT SELECT, UPDATE ON match.shown TO kc_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON match.found, match.found_0, match.found_1 TO kc_app;
GRANT SELECT ON match.published_match TO kc_app;
