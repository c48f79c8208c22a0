-- Filling in and handing in: what two people typed at once, who takes part, whose projects count, who came in time.

-- What somebody typed on a value that another had changed meanwhile: kept until one of the two is chosen.
CREATE TABLE programme.answer_rival (
    application uuid NOT NULL REFERENCES programme.application (id),
    path        text COLLATE "C" NOT NULL,
    account     uuid NOT NULL,
    actor       text NOT NULL CHECK (actor <> ''),
    value       jsonb NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (application, path, account)
);
CREATE TRIGGER rival_is_open BEFORE INSERT OR UPDATE ON programme.answer_rival
    FOR EACH ROW EXECUTE FUNCTION programme.check_answer_open();

-- Organisations that take part (合作单位) and have to say so themselves.
CREATE TABLE programme.participant (
    application  uuid NOT NULL REFERENCES programme.application (id),
    organisation uuid NOT NULL,
    invited_at   timestamptz NOT NULL,
    invited_by   text NOT NULL CHECK (invited_by <> ''),
    state        text NOT NULL DEFAULT 'invited' CHECK (state IN ('invited', 'confirmed', 'declined')),
    answered_at  timestamptz,
    answered_by  text,
    reason       text NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),
    PRIMARY KEY (application, organisation),
    CHECK ((state = 'invited') = (answered_at IS NULL)),
    CHECK ((answered_at IS NULL) = (answered_by IS NULL))
);
CREATE INDEX participant_of_organisation ON programme.participant (organisation, application);

-- People of what was submitted, for limits on leaders and members.
CREATE TABLE programme.person (
    application uuid NOT NULL REFERENCES programme.application (id),
    ordinal     integer NOT NULL CHECK (ordinal >= 0),
    role        text NOT NULL CHECK (role IN ('leader', 'member')),
    name        text NOT NULL CHECK (name <> ''),
    -- Number of the identity card or passport in capitals; empty where the form does not ask for it.
    id_number   text NOT NULL DEFAULT '',
    PRIMARY KEY (application, ordinal),
    CHECK ((role = 'leader') = (ordinal = 0))
);
CREATE INDEX person_by_id_number ON programme.person (id_number, role) WHERE id_number <> '';
CREATE INDEX person_by_name ON programme.person (name, role);

-- Who opened the page that hands in before the call ended may finish within its minutes of grace.
CREATE TABLE programme.submission_opened (
    application uuid NOT NULL REFERENCES programme.application (id),
    account     uuid NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (application, account)
);

-- Lists: 100,000 applications open as fast as 1,000.
CREATE INDEX application_of_region ON programme.application (region, submitted_at DESC, id) WHERE number IS NOT NULL;
CREATE INDEX application_of_zone ON programme.application (zone, submitted_at DESC, id)
    WHERE number IS NOT NULL AND zone IS NOT NULL;
CREATE INDEX application_of_call_by_time ON programme.application (call, submitted_at DESC, id) WHERE number IS NOT NULL;
CREATE INDEX application_of_version ON programme.application (version, submitted_at DESC, id) WHERE number IS NOT NULL;
CREATE INDEX application_of_state ON programme.application (stage_kind, status, submitted_at DESC, id)
    WHERE number IS NOT NULL;
CREATE INDEX application_of_field ON programme.application (field, submitted_at DESC, id) WHERE number IS NOT NULL;

-- What a search looks in: number, title, unit, leader, in small letters, written when it is submitted. Pairs of
-- characters find Chinese words of two, which trigrams do not.
ALTER TABLE programme.application ADD COLUMN search_text text COLLATE "C" NOT NULL DEFAULT '';
CREATE FUNCTION programme.pairs(t text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY(SELECT DISTINCT substr(t, i, 2) FROM generate_series(1, length(t) - 1) i);
CREATE INDEX application_pairs ON programme.application USING gin (programme.pairs(search_text))
    WHERE number IS NOT NULL;
CREATE INDEX application_number_pattern ON programme.application (number text_pattern_ops) WHERE number IS NOT NULL;

GRANT UPDATE (search_text) ON programme.application TO kc_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON programme.answer_rival TO kc_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON programme.participant, programme.person TO kc_app;
GRANT SELECT, INSERT, UPDATE ON programme.submission_opened TO kc_app;
