-- Drafts of policies: texts that officers write, submit and release by two people.

CREATE TABLE policy.draft (
    id             uuid PRIMARY KEY DEFAULT uuidv7(),
    policy         text NOT NULL CHECK (policy ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(policy) <= 100),
    -- As its text last said it in a form that could be read; for lists.
    name           text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 200),
    pack           text NOT NULL CHECK (pack <> ''),
    region         text NOT NULL,
    path           text NOT NULL CHECK (path LIKE 'policies/%.yaml'),
    state          text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'submitted', 'released', 'discarded')),
    -- Number of the newest text; who saves names the one they began from.
    revision       integer NOT NULL DEFAULT 1 CHECK (revision >= 1),
    authored_by    uuid NOT NULL,
    authored_name  text NOT NULL CHECK (authored_name <> ''),
    changed_at     timestamptz NOT NULL,
    -- Digest of the version whose text it began from; null for a new policy.
    base           text REFERENCES policy.version (digest),
    in_force_from  date,
    document       text CHECK (length(btrim(document)) BETWEEN 1 AND 200),
    reason         text CHECK (length(btrim(reason)) BETWEEN 1 AND 2000),
    submitted_by   uuid,
    submitted_name text,
    submitted_at   timestamptz,
    release        uuid UNIQUE REFERENCES policy.release (id),
    CHECK ((submitted_by IS NULL) = (submitted_at IS NULL) AND (submitted_by IS NULL) = (submitted_name IS NULL)),
    CHECK ((state IN ('submitted', 'released')) = (submitted_at IS NOT NULL)),
    CHECK (submitted_at IS NULL OR in_force_from IS NOT NULL AND document IS NOT NULL AND reason IS NOT NULL),
    CHECK ((state = 'released') = (release IS NOT NULL))
);
-- Everybody works on the same draft of a policy: there is one at a time.
CREATE UNIQUE INDEX draft_one_at_work ON policy.draft (policy) WHERE state IN ('open', 'submitted');
CREATE INDEX draft_waiting ON policy.draft (region) WHERE state = 'submitted';

-- Every text that was ever saved.
CREATE TABLE policy.draft_text (
    draft    uuid NOT NULL REFERENCES policy.draft (id),
    revision integer NOT NULL CHECK (revision >= 1),
    text     text NOT NULL CHECK (length(text) <= 400000),
    account  uuid NOT NULL,
    name     text NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (draft, revision)
);

-- What happened to a draft and what was said about it.
CREATE TABLE policy.draft_step (
    id       uuid PRIMARY KEY DEFAULT uuidv7(),
    draft    uuid NOT NULL REFERENCES policy.draft (id),
    step     text NOT NULL
        CHECK (step IN ('begun', 'submitted', 'withdrawn', 'returned', 'released', 'discarded')),
    revision integer NOT NULL CHECK (revision >= 1),
    note     text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    account  uuid NOT NULL,
    name     text NOT NULL,
    at       timestamptz NOT NULL,
    CHECK (step NOT IN ('returned', 'discarded') OR btrim(note) <> '')
);
CREATE INDEX draft_steps ON policy.draft_step (draft, at);

CREATE FUNCTION policy.guard_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.policy, OLD.pack, OLD.region, OLD.path) IS DISTINCT FROM (NEW.policy, NEW.pack, NEW.region, NEW.path) THEN
        RAISE EXCEPTION 'draft % is of policy %', OLD.id, OLD.policy
            USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_of_its_policy';
    END IF;
    IF NOT (OLD.state = 'open' AND NEW.state IN ('open', 'submitted', 'discarded')
            OR OLD.state = 'submitted' AND NEW.state IN ('open', 'released')) THEN
        RAISE EXCEPTION 'draft % cannot go from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_goes_on';
    END IF;
    IF NEW.revision <> OLD.revision AND NOT (NEW.state = 'open' AND OLD.state = 'open' AND NEW.revision = OLD.revision + 1)
    THEN
        RAISE EXCEPTION 'draft % is % and keeps its text', OLD.id, OLD.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_text_goes_on';
    END IF;
    IF NEW.state = 'released' AND NOT EXISTS (
        SELECT FROM policy.release r
        JOIN policy.version v ON v.digest = r.version
        JOIN policy.draft_text t ON t.draft = NEW.id AND t.revision = NEW.revision
        WHERE r.id = NEW.release AND r.policy = NEW.policy AND r.in_force_from = NEW.in_force_from
          AND r.submitted_by = NEW.submitted_by AND r.authored_by = t.account
          AND v.sources[1] = encode(sha256(convert_to(t.text, 'UTF8')), 'hex')) THEN
        RAISE EXCEPTION 'what was released is not the text of draft %', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'draft_released_as_it_is';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER draft_guarded BEFORE UPDATE ON policy.draft
    FOR EACH ROW EXECUTE FUNCTION policy.guard_draft();
CREATE TRIGGER draft_kept BEFORE DELETE OR TRUNCATE ON policy.draft
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER draft_text_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy.draft_text
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER draft_step_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON policy.draft_step
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

-- A release is of a draft, and of one alone.
CREATE FUNCTION policy.check_release_of_draft() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = policy, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM policy.draft d WHERE d.release = NEW.id) THEN
        RAISE EXCEPTION 'release % of % is of no draft', NEW.number, NEW.policy
            USING ERRCODE = 'check_violation', CONSTRAINT = 'release_of_a_draft';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER release_of_a_draft AFTER INSERT ON policy.release
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION policy.check_release_of_draft();

GRANT SELECT, INSERT, UPDATE ON policy.draft TO kc_app;
GRANT SELECT, INSERT ON policy.draft_text, policy.draft_step TO kc_app;
