-- Versions of policies that officers released, each with the day from which it decides.

-- One row: how many releases there are. Whoever releases holds it until the end of the transaction, so positions are in
-- the order of the commits, and a reader that knows a position knows every release up to it.
CREATE TABLE policy.book (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position bigint NOT NULL CHECK (position >= 0)
);
INSERT INTO policy.book (position) VALUES (0);

CREATE TABLE policy.release (
    id             uuid PRIMARY KEY DEFAULT uuidv7(),
    policy         text NOT NULL CHECK (policy ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    -- From 1 within the policy, and over all policies: both given by the database.
    number         integer NOT NULL CHECK (number >= 1),
    position       bigint NOT NULL UNIQUE CHECK (position >= 1),
    version        text NOT NULL REFERENCES policy.version (digest),
    -- The pack it belongs to and the file it is there when exported.
    pack           text NOT NULL CHECK (pack <> ''),
    region         text NOT NULL,
    path           text NOT NULL CHECK (path LIKE 'policies/%.yaml'),
    -- Digest of the text that the pack had for it then; null where it had none.
    pack_digest    text,
    in_force_from  date NOT NULL,
    document       text NOT NULL CHECK (length(btrim(document)) BETWEEN 1 AND 200),
    reason         text NOT NULL CHECK (length(btrim(reason)) BETWEEN 1 AND 2000),
    authored_by    uuid NOT NULL,
    authored_name  text NOT NULL CHECK (authored_name <> ''),
    submitted_by   uuid NOT NULL,
    submitted_name text NOT NULL CHECK (submitted_name <> ''),
    submitted_at   timestamptz NOT NULL,
    released_by    uuid NOT NULL,
    released_name  text NOT NULL CHECK (released_name <> ''),
    released_at    timestamptz NOT NULL,
    UNIQUE (policy, number),
    CONSTRAINT release_needs_four_eyes CHECK (released_by <> submitted_by AND released_by <> authored_by),
    -- Rules that hold since the beginning of a year are announced within it; what was in force in a closed year stays so.
    CONSTRAINT release_in_force_within_reach CHECK (
        in_force_from >= date_trunc('year', released_at AT TIME ZONE 'Asia/Shanghai')::date
        AND in_force_from <= (released_at AT TIME ZONE 'Asia/Shanghai')::date + 731),
    CHECK (released_at >= submitted_at)
);

CREATE FUNCTION policy.number_release() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = policy, pg_temp AS $$
DECLARE
    before policy.release;
BEGIN
    UPDATE policy.book SET position = position + 1 RETURNING position INTO NEW.position;
    SELECT * INTO before FROM policy.release r WHERE r.policy = NEW.policy ORDER BY r.number DESC LIMIT 1;
    NEW.number := coalesce(before.number, 0) + 1;
    IF before.pack <> NEW.pack OR before.region <> NEW.region THEN
        RAISE EXCEPTION 'policy % belongs to the pack %', NEW.policy, before.pack
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_stays_in_its_pack';
    END IF;
    IF NOT EXISTS (SELECT FROM policy.version v WHERE v.digest = NEW.version AND v.policy = NEW.policy) THEN
        RAISE EXCEPTION 'version % is none of policy %', NEW.version, NEW.policy
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_of_its_policy';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER release_numbered BEFORE INSERT ON policy.release
    FOR EACH ROW EXECUTE FUNCTION policy.number_release();
CREATE TRIGGER release_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy.release
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

-- Which version decides from which day on: for each day the newest release whose day has come, else the pack's text.
CREATE VIEW policy.published_release AS
SELECT id, policy, number, position, version, pack, region, in_force_from, document, released_at FROM policy.release;

GRANT SELECT ON policy.book TO kc_app;
GRANT SELECT, INSERT ON policy.release TO kc_app;
GRANT SELECT ON policy.published_release TO kc_app;
