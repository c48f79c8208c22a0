-- Policies as they were when something was decided, and what was decided.

-- Texts of the packs by their content: policies, and the dictionaries of facts that type them.
CREATE TABLE policy.text (
    digest  text PRIMARY KEY CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
    content text NOT NULL
);

-- A policy with the dictionaries it was read with: sources[1] is the policy, the rest the dictionaries in order.
CREATE TABLE policy.version (
    digest  text PRIMARY KEY
        CHECK (digest = encode(sha256(convert_to(array_to_string(sources, E'\n'), 'UTF8')), 'hex')),
    policy  text NOT NULL CHECK (policy <> ''),
    sources text[] NOT NULL CHECK (cardinality(sources) >= 2),
    seen_at timestamptz NOT NULL
);
CREATE INDEX version_of_policy ON policy.version (policy, seen_at);

CREATE FUNCTION policy.sources_are_kept() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF EXISTS (SELECT FROM unnest(NEW.sources) s(digest)
               WHERE NOT EXISTS (SELECT FROM policy.text t WHERE t.digest = s.digest)) THEN
        RAISE EXCEPTION 'the text of a source of % is not kept', NEW.policy USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER version_sources BEFORE INSERT ON policy.version
    FOR EACH ROW EXECUTE FUNCTION policy.sources_are_kept();

-- A decision with everything needed to decide it again. The digest names its content: the same decision for the same
-- purpose is one row however often it is saved.
CREATE TABLE policy.decision (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    digest       text NOT NULL UNIQUE,
    version      text NOT NULL REFERENCES policy.version (digest),
    policy       text NOT NULL,
    organisation uuid NOT NULL REFERENCES registry.organisation (id),
    on_day       date NOT NULL,
    verdict      text NOT NULL CHECK (verdict IN ('ELIGIBLE', 'NOT_ELIGIBLE', 'UNKNOWN')),
    -- Values by fact, yearly ones by year, as the engine reads them.
    facts        jsonb NOT NULL CHECK (jsonb_typeof(facts) = 'object'),
    -- Names of those that were stated for this purpose and not confirmed in the register.
    stated       text[] NOT NULL DEFAULT '{}',
    -- Verdict of each condition, amounts in fen, points: what deciding again has to give.
    outcome      jsonb NOT NULL CHECK (jsonb_typeof(outcome) = 'object'),
    -- What it was saved for, e.g. programme/application/<id>; empty when somebody saved it by hand.
    subject      text NOT NULL DEFAULT '' CHECK (length(subject) <= 200),
    decided_at   timestamptz NOT NULL,
    account      uuid,
    decided_by   text NOT NULL
);
CREATE INDEX decision_of_organisation ON policy.decision (organisation, policy, decided_at DESC);
CREATE INDEX decision_of_subject ON policy.decision (subject) WHERE subject <> '';

CREATE TRIGGER text_append_only BEFORE UPDATE OR DELETE ON policy.text
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER version_append_only BEFORE UPDATE OR DELETE ON policy.version
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON policy.decision
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

CREATE VIEW policy.published_decision AS
SELECT id, version, policy, organisation, on_day, verdict, subject, decided_at, decided_by FROM policy.decision;

GRANT USAGE ON SCHEMA policy TO kc_app;
GRANT SELECT, INSERT ON policy.text, policy.version, policy.decision TO kc_app;
GRANT SELECT ON policy.published_decision TO kc_app;
