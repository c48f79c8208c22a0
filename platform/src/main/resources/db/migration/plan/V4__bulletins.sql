-- Bulletins (通报): prepared by one, issued by another with everything frozen as it stood then.

CREATE TABLE plan.bulletin (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    plan          uuid NOT NULL REFERENCES plan.plan (id),
    period        text NOT NULL CHECK (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2])|Q[1-4])$'),
    number        text NOT NULL CHECK (length(btrim(number)) BETWEEN 4 AND 60),
    authority     text NOT NULL CHECK (length(btrim(authority)) BETWEEN 2 AND 60),
    title         text NOT NULL CHECK (length(btrim(title)) BETWEEN 4 AND 150),
    addressee     text NOT NULL CHECK (length(btrim(addressee)) BETWEEN 2 AND 200),
    demands       text NOT NULL CHECK (length(btrim(demands)) BETWEEN 10 AND 8000),
    unit          text NOT NULL CHECK (length(btrim(unit)) BETWEEN 2 AND 60),
    issued_on     date NOT NULL,
    state         text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'issued', 'withdrawn')),
    prepared_by   uuid NOT NULL,
    prepared_name text NOT NULL,
    prepared_at   timestamptz NOT NULL,
    decided_by    uuid,
    decided_name  text,
    decided_at    timestamptz,
    reason        text NOT NULL DEFAULT '',
    -- As issued: lights, figures with where they come from, units; and its digest.
    content       text,
    sha256        text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT bulletin_needs_four_eyes CHECK (state <> 'issued' OR decided_by <> prepared_by),
    CHECK ((state = 'draft') = (decided_at IS NULL)),
    CHECK ((state = 'issued') = (content IS NOT NULL AND sha256 IS NOT NULL)),
    CHECK (state <> 'withdrawn' OR btrim(reason) <> '')
);
CREATE UNIQUE INDEX bulletin_one ON plan.bulletin (plan, period) WHERE state <> 'withdrawn';
CREATE UNIQUE INDEX bulletin_number ON plan.bulletin (number) WHERE state <> 'withdrawn';
GRANT SELECT, INSERT ON plan.bulletin TO kc_app;
GRANT UPDATE (number, authority, title, addressee, demands, unit, issued_on, state, decided_by, decided_name, decided_at,
              reason, content, sha256) ON plan.bulletin TO kc_app;

CREATE FUNCTION plan.guard_bulletin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'draft' THEN
        RAISE EXCEPTION 'a bulletin that was % stays as it is', OLD.state USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard_bulletin BEFORE UPDATE OR DELETE ON plan.bulletin
    FOR EACH ROW EXECUTE FUNCTION plan.guard_bulletin();
