-- Science credit (科技信用): entries, objections against them, and what became of those.

CREATE TABLE programme.credit_rules (
    digest  text PRIMARY KEY CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
    content text NOT NULL,
    seen_at timestamptz NOT NULL
);

CREATE TABLE programme.credit_entry (
    id             uuid PRIMARY KEY DEFAULT uuidv7(),
    organisation   uuid NOT NULL REFERENCES registry.organisation (id),
    -- The person who led, as formal checks know people; empty for none.
    person_key     text COLLATE "C" NOT NULL DEFAULT '',
    person_name    text NOT NULL DEFAULT '',
    event          text NOT NULL CHECK (event <> ''),
    points         integer NOT NULL CHECK (points <> 0 AND abs(points) <= 1000),
    on_day         date NOT NULL,
    -- Counts until the day before; blocks until the day before, null for not.
    until_day      date NOT NULL,
    blocks_until   date,
    application    uuid REFERENCES programme.application (id),
    text           text NOT NULL CHECK (length(btrim(text)) BETWEEN 2 AND 2000),
    rules          text NOT NULL REFERENCES programme.credit_rules (digest),
    -- The same thing enters once.
    key            text COLLATE "C" NOT NULL UNIQUE,
    entered_by     uuid,
    entered_name   text NOT NULL CHECK (entered_name <> ''),
    entered_at     timestamptz NOT NULL,
    -- What a person enters counts when another has confirmed it; what follows from an event counts at once.
    confirmed_by   uuid,
    confirmed_name text NOT NULL DEFAULT '',
    confirmed_at   timestamptz,
    record         uuid,
    CHECK (until_day > on_day),
    CHECK (blocks_until > on_day),
    CHECK ((person_key = '') = (person_name = '')),
    CONSTRAINT credit_entry_four_eyes CHECK (confirmed_by <> entered_by),
    CHECK (confirmed_by IS NOT NULL OR confirmed_at IS NULL OR entered_by IS NULL),
    CHECK ((confirmed_at IS NULL) = (record IS NULL))
);
CREATE INDEX credit_entry_of_organisation ON programme.credit_entry (organisation, on_day);
CREATE INDEX credit_entry_of_person ON programme.credit_entry (person_key, on_day) WHERE person_key <> '';
CREATE INDEX credit_entry_newest ON programme.credit_entry (entered_at DESC, id);

-- An objection (异议) and its ruling; upheld, the entry never counted.
CREATE TABLE programme.credit_objection (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    entry        uuid NOT NULL REFERENCES programme.credit_entry (id),
    text         text NOT NULL CHECK (length(btrim(text)) BETWEEN 2 AND 2000),
    account      uuid NOT NULL,
    actor        text NOT NULL,
    raised_at    timestamptz NOT NULL,
    upheld       boolean,
    ruling       text NOT NULL DEFAULT '' CHECK (length(ruling) <= 2000),
    ruled_by     uuid,
    ruled_name   text NOT NULL DEFAULT '',
    ruled_at     timestamptz,
    CHECK ((upheld IS NULL) = (ruled_at IS NULL)),
    CHECK ((upheld IS NULL) = (ruled_by IS NULL)),
    CHECK (upheld IS NULL OR btrim(ruling) <> '')
);
CREATE UNIQUE INDEX credit_objection_one_open ON programme.credit_objection (entry) WHERE upheld IS NULL;
CREATE UNIQUE INDEX credit_objection_one_upheld ON programme.credit_objection (entry) WHERE upheld;

-- Confirmed once, ruled once; everything else stays as entered.
CREATE FUNCTION programme.credit_entry_guard() RETURNS trigger
    LANGUAGE plpgsql SET search_path = programme, pg_temp AS $$
BEGIN
    IF OLD.confirmed_at IS NOT NULL THEN
        RAISE EXCEPTION 'credit entry % is confirmed', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_entry_confirmed';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER credit_entry_guard BEFORE UPDATE ON programme.credit_entry
    FOR EACH ROW EXECUTE FUNCTION programme.credit_entry_guard();

CREATE FUNCTION programme.credit_objection_guard() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.upheld IS NOT NULL THEN
        RAISE EXCEPTION 'objection % is ruled', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_objection_ruled';
    END IF;
    IF NEW.ruled_by IS NOT NULL AND EXISTS (SELECT FROM programme.credit_entry e
            WHERE e.id = NEW.entry AND e.entered_by = NEW.ruled_by) THEN
        RAISE EXCEPTION 'who entered % cannot rule on it', NEW.entry
            USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_ruling_four_eyes';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER credit_objection_guard BEFORE INSERT OR UPDATE ON programme.credit_objection
    FOR EACH ROW EXECUTE FUNCTION programme.credit_objection_guard();

CREATE TRIGGER credit_rules_append_only BEFORE UPDATE OR DELETE ON programme.credit_rules
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

-- Entries that count, apart from their days.
CREATE VIEW programme.credit_counting AS
SELECT e.* FROM programme.credit_entry e
WHERE e.confirmed_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM programme.credit_objection o WHERE o.entry = e.id AND o.upheld);

GRANT SELECT, INSERT ON programme.credit_rules, programme.credit_entry, programme.credit_objection TO kc_app;
GRANT UPDATE (confirmed_by, confirmed_name, confirmed_at, record) ON programme.credit_entry TO kc_app;
GRANT UPDATE (upheld, ruling, ruled_by, ruled_name, ruled_at) ON programme.credit_objection TO kc_app;
GRANT SELECT ON programme.credit_counting TO kc_app;
