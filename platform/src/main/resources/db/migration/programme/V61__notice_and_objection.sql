-- Public notice of those to be approved, as it was shown, and the objections raised against them.

CREATE TABLE programme.notice (
    id             uuid PRIMARY KEY DEFAULT uuidv7(),
    call           uuid NOT NULL REFERENCES programme.call (id),
    stage          text NOT NULL,
    number         integer NOT NULL CHECK (number >= 1),
    title          text NOT NULL CHECK (length(btrim(title)) BETWEEN 4 AND 150),
    body           text NOT NULL CHECK (length(body) <= 4000),
    contact        text NOT NULL CHECK (length(btrim(contact)) BETWEEN 5 AND 300),
    from_on        date NOT NULL,
    until_on       date NOT NULL CHECK (until_on >= from_on),
    required_days  integer NOT NULL CHECK (required_days >= 0),
    working_days   integer NOT NULL,
    state          text NOT NULL DEFAULT 'published' CHECK (state IN ('published', 'closed', 'cancelled')),
    published_by   uuid NOT NULL,
    published_name text NOT NULL,
    published_at   timestamptz NOT NULL,
    closed_name    text,
    closed_at      timestamptz,
    reason         text NOT NULL DEFAULT '',
    UNIQUE (call, number),
    CONSTRAINT notice_has_enough_days CHECK (working_days >= required_days),
    CHECK ((state = 'published') = (closed_at IS NULL)),
    CHECK (state <> 'cancelled' OR btrim(reason) <> '')
);
CREATE INDEX notice_by_time ON programme.notice (published_at DESC, id) WHERE state <> 'cancelled';
CREATE INDEX notice_running ON programme.notice (until_on) WHERE state = 'published';

CREATE TABLE programme.notice_entry (
    notice       uuid NOT NULL REFERENCES programme.notice (id),
    application  uuid NOT NULL REFERENCES programme.application (id),
    place        integer NOT NULL CHECK (place >= 1),
    -- As it was shown.
    number       text NOT NULL,
    title        text NOT NULL,
    organisation text NOT NULL,
    leader       text NOT NULL DEFAULT '',
    amount_fen   bigint,
    score        numeric(12, 4),
    PRIMARY KEY (notice, application),
    UNIQUE (notice, place)
);
CREATE INDEX notice_entry_of_application ON programme.notice_entry (application);

CREATE SEQUENCE programme.objection_number;
CREATE TABLE programme.objection (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    notice       uuid NOT NULL,
    application  uuid NOT NULL,
    number       text NOT NULL UNIQUE,
    name         text NOT NULL CHECK (length(btrim(name)) BETWEEN 2 AND 50),
    contact      text NOT NULL CHECK (length(btrim(contact)) BETWEEN 5 AND 100),
    organisation text NOT NULL DEFAULT '' CHECK (length(organisation) <= 100),
    account      uuid,
    text         text NOT NULL CHECK (length(btrim(text)) BETWEEN 10 AND 4000),
    file         uuid,
    filed_at     timestamptz NOT NULL,
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'upheld', 'dismissed')),
    answer       text NOT NULL DEFAULT '' CHECK (length(answer) <= 4000),
    handled_by   uuid,
    handled_name text,
    handled_at   timestamptz,
    FOREIGN KEY (notice, application) REFERENCES programme.notice_entry (notice, application),
    CHECK ((state = 'open') = (handled_at IS NULL)),
    CHECK ((handled_at IS NULL) = (handled_by IS NULL AND handled_name IS NULL)),
    CONSTRAINT objection_is_answered CHECK (state = 'open' OR length(btrim(answer)) >= 2)
);
CREATE INDEX objection_open ON programme.objection (application) WHERE state = 'open';
CREATE INDEX objection_of_notice ON programme.objection (notice, filed_at);

-- What is decided of an objection stays, and what was objected is never changed.
CREATE FUNCTION programme.check_objection_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'open' THEN
        RAISE EXCEPTION 'objection % is settled', OLD.number USING ERRCODE = 'check_violation',
            CONSTRAINT = 'objection_settled_once';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER objection_settled_once BEFORE UPDATE ON programme.objection
    FOR EACH ROW EXECUTE FUNCTION programme.check_objection_open();

GRANT SELECT, INSERT ON programme.notice, programme.notice_entry, programme.objection TO kc_app;
GRANT UPDATE (state, closed_name, closed_at, reason) ON programme.notice TO kc_app;
GRANT UPDATE (state, answer, handled_by, handled_name, handled_at) ON programme.objection TO kc_app;
GRANT USAGE ON SEQUENCE programme.objection_number TO kc_app;
