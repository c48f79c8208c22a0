-- Fact sheets, runs over the whole city, and the log of differences in a few bytes a row.

-- How facts stood in the dictionaries when sheets were packed; another one makes every sheet stale.
CREATE TABLE match.layout (
    id     smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest text NOT NULL UNIQUE CHECK (digest ~ '^[0-9a-f]{64}$')
);
-- A fact by number; with another type it is another number.
CREATE TABLE match.coded (
    id    smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code  text COLLATE "C" NOT NULL,
    shape text NOT NULL,
    UNIQUE (code, shape)
);
-- Texts that many sheets hold.
CREATE TABLE match.word (
    id   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    text text COLLATE "C" NOT NULL UNIQUE
);

-- Confirmed facts of an organisation, packed. Null facts: it does not count any more.
CREATE SEQUENCE match.sheet_number;
CREATE TABLE match.sheet (
    organisation uuid PRIMARY KEY,
    -- Grows with each packing; settled below a number taken while nobody packs.
    number       bigint NOT NULL DEFAULT nextval('match.sheet_number'),
    layout       smallint NOT NULL,
    packed_for   date NOT NULL,
    -- First day on which the facts are others by themselves, null for none.
    changes_on   date CHECK (changes_on > packed_for),
    region       text NOT NULL,
    zone         text,
    facts        bytea
) WITH (toast_tuple_target = 8160, fillfactor = 90);
ALTER TABLE match.sheet ALTER COLUMN facts SET STORAGE EXTERNAL;
CREATE INDEX sheet_by_number ON match.sheet (number);
CREATE INDEX sheet_by_change ON match.sheet (changes_on) WHERE changes_on IS NOT NULL;

-- A run over the city. Only one at a time.
CREATE TABLE match.run (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cause         text NOT NULL CHECK (cause IN ('command', 'night', 'rules')),
    started_by    uuid,
    started_name  text NOT NULL CHECK (started_name <> ''),
    started_at    timestamptz NOT NULL,
    day           date NOT NULL,
    rules         text NOT NULL CHECK (rules ~ '^[0-9a-f]{64}$'),
    policies      integer NOT NULL CHECK (policies >= 0),
    layout        smallint NOT NULL,
    state         text NOT NULL CHECK (state IN ('packing', 'filling', 'shown', 'given_up')),
    -- What it fills, and the last number of a sheet when it began to.
    slot          smallint CHECK (slot IN (0, 1)),
    after_number  bigint,
    filled_at     timestamptz,
    finished_at   timestamptz,
    organisations integer,
    eligible      integer,
    near          integer,
    open          integer,
    changes       integer,
    -- Why it was given up, or what went wrong last and is tried again.
    error         text NOT NULL DEFAULT '',
    CHECK ((state IN ('shown', 'given_up')) = (finished_at IS NOT NULL)),
    CHECK (state <> 'given_up' OR error <> ''),
    CHECK (state NOT IN ('filling', 'shown') OR (slot IS NOT NULL AND after_number IS NOT NULL)),
    CHECK (state <> 'shown' OR num_nulls(organisations, eligible, near, open, changes) = 0)
);
CREATE UNIQUE INDEX run_one_at_a_time ON match.run ((true)) WHERE state IN ('packing', 'filling');

-- A part of a run: organisations from one (included) to the next. Whoever works on it holds its row.
CREATE TABLE match.run_block (
    run           bigint NOT NULL REFERENCES match.run (id),
    step          text NOT NULL CHECK (step IN ('packing', 'filling')),
    block         integer NOT NULL CHECK (block >= 0),
    from_id       uuid NOT NULL,
    until_id      uuid,
    done_at       timestamptz,
    organisations integer,
    matches       integer,
    PRIMARY KEY (run, step, block)
);

-- Where the blocks of a run differ from what is shown, until it is shown itself.
CREATE TABLE match.run_change (
    organisation uuid NOT NULL,
    rule         smallint NOT NULL,
    before       smallint NOT NULL,
    after        smallint NOT NULL,
    distance     smallint NOT NULL,
    missing      smallint NOT NULL,
    amount_fen   bigint
);

-- The log of differences: states as in match.found, 0 for not stored.
DROP TABLE match.change;
CREATE TABLE match.change (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation uuid NOT NULL,
    amount_fen   bigint,
    changed_at   timestamptz NOT NULL,
    -- Null when it was the organisation's facts that changed.
    run          bigint,
    -- The version that decided so; of a policy that is gone the last one.
    rule         smallint NOT NULL,
    before       smallint NOT NULL CHECK (before BETWEEN 0 AND 3),
    after        smallint NOT NULL CHECK (after BETWEEN 0 AND 3),
    distance     smallint NOT NULL DEFAULT 0,
    missing      smallint NOT NULL DEFAULT 0,
    CHECK (before <> after)
);
CREATE INDEX change_of ON match.change (organisation, rule, id);
CREATE TRIGGER change_append_only BEFORE UPDATE OR DELETE ON match.change
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

-- In the order in which they were committed: who reads on behind the last id misses none.
CREATE VIEW match.published_change AS
SELECT c.id, c.organisation, r.policy, r.version,
       (ARRAY['ELIGIBLE', 'NEAR', 'OPEN'])[c.before] AS before, (ARRAY['ELIGIBLE', 'NEAR', 'OPEN'])[c.after] AS after,
       c.amount_fen, c.distance, c.missing,
       CASE WHEN c.run IS NULL THEN 'facts' WHEN n.cause = 'rules' THEN 'rules' ELSE 'city' END AS cause,
       c.run, c.changed_at
FROM match.change c
JOIN match.rule r ON r.code = c.rule
LEFT JOIN match.run n ON n.id = c.run;

-- The application's role owns nothing: emptying a slot and making its indexes is done for it.
CREATE FUNCTION match.clear_slot(which smallint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM FROM match.shown s WHERE s.slot = which FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'slot % is shown', which USING ERRCODE = 'object_in_use';
    END IF;
    EXECUTE format('TRUNCATE match.found_%s', which);
    EXECUTE format('DROP INDEX IF EXISTS match.found_%s_of, match.found_%s_by_rule', which, which);
END
$$;
CREATE FUNCTION match.index_slot(which smallint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET maintenance_work_mem = '256MB' AS $$
BEGIN
    IF which NOT IN (0, 1) THEN
        RAISE EXCEPTION 'there is no slot %', which;
    END IF;
    EXECUTE format('CREATE UNIQUE INDEX IF NOT EXISTS found_%s_of ON match.found_%s (organisation, rule)', which, which);
    EXECUTE format('CREATE INDEX IF NOT EXISTS found_%s_by_rule ON match.found_%s (rule, state, distance, organisation)',
                   which, which);
    EXECUTE format('ANALYZE match.found_%s', which);
END
$$;
CREATE FUNCTION match.clear_run_changes() RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    TRUNCATE match.run_change
$$;
REVOKE ALL ON FUNCTION match.clear_slot(smallint), match.index_slot(smallint), match.clear_run_changes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION match.clear_slot(smallint), match.index_slot(smallint), match.clear_run_changes() TO kc_app;

GRANT SELECT, INSERT ON match.layout, match.coded, match.word, match.change TO kc_app;
GRANT SELECT ON match.published_change TO kc_app;
GRANT USAGE ON SEQUENCE match.sheet_number TO kc_app;
GRANT SELECT, INSERT, UPDATE ON match.sheet, match.run, match.run_block TO kc_app;
GRANT SELECT, INSERT, DELETE ON match.run_change TO kc_app;
