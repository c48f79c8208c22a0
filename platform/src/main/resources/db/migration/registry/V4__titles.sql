-- Titles (称号、资质): granting documents, titles, what happened to them, and the days on which they are valid.

CREATE TABLE registry.granting_document (
    id         uuid PRIMARY KEY DEFAULT uuidv7(),
    number     text NOT NULL CHECK (length(number) BETWEEN 1 AND 80 AND number = btrim(number)),
    title      text NOT NULL DEFAULT '' CHECK (length(title) <= 200),
    body       text NOT NULL CHECK (length(body) BETWEEN 1 AND 100 AND body = btrim(body)),
    issued_on  date NOT NULL,
    file       uuid,
    entered_by text NOT NULL,
    entered_at timestamptz NOT NULL,
    UNIQUE (number, body)
);

-- One row a title. Everything but what it is comes from its events: the application inserts the row and the trigger
-- below writes the rest.
CREATE TABLE registry.title (
    id              uuid PRIMARY KEY DEFAULT uuidv7(),
    version         integer NOT NULL DEFAULT 0 CHECK (version >= 0),
    kind            text COLLATE "C" NOT NULL CHECK (kind ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    level           text NOT NULL CHECK (level IN ('national', 'provincial', 'city', 'county')),
    holder          text NOT NULL CHECK (holder IN ('organisation', 'institution', 'product', 'alliance', 'region')),
    -- of the institution, the product or the alliance
    name            text NOT NULL DEFAULT '' CHECK (length(name) <= 120 AND name = btrim(name)),
    organisation    uuid REFERENCES registry.organisation (id),
    region          text NOT NULL CHECK (region <> ''),
    zone            text CHECK (zone <> ''),
    industry        text NOT NULL DEFAULT '',
    state           text NOT NULL DEFAULT 'new'
        CHECK (state IN ('new', 'valid', 'lapsed', 'revoked', 'ended', 'withdrawn')),
    number          text NOT NULL DEFAULT '' CHECK (length(number) <= 60),
    document        uuid REFERENCES registry.granting_document (id),
    granted_by      text NOT NULL DEFAULT '',
    first_from      date,
    valid_from      date,
    -- last day, null for no end
    valid_until     date,
    -- first day on which it is no longer valid, when it ended before its time
    ended_on        date,
    next_evaluation date,
    field           text NOT NULL DEFAULT '',
    details         jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(details) = 'object'),
    updated_at      timestamptz,
    UNIQUE (id, kind, level),
    CHECK ((holder IN ('organisation', 'region')) = (name = '')),
    CHECK ((holder = 'region') = (organisation IS NULL)),
    CHECK (state = 'new' OR (version > 0 AND valid_from IS NOT NULL AND updated_at IS NOT NULL)),
    CHECK (valid_until >= valid_from),
    CHECK (state IN ('new', 'valid') OR ended_on IS NOT NULL)
);
CREATE INDEX title_of_organisation ON registry.title (organisation, kind) WHERE organisation IS NOT NULL;
CREATE INDEX title_by_kind ON registry.title (kind, level, region);
CREATE INDEX title_by_until ON registry.title (valid_until, id) WHERE state = 'valid';
CREATE INDEX title_by_updated ON registry.title (updated_at, id);
CREATE INDEX title_document ON registry.title (document) WHERE document IS NOT NULL;
CREATE INDEX title_number ON registry.title (number) WHERE number <> '';

-- Append-only. The cell (organisation, region, zone, industry) is where the title counts from the day of the event.
CREATE TABLE registry.title_event (
    title           uuid NOT NULL,
    seq             integer NOT NULL CHECK (seq > 0),
    kind            text COLLATE "C" NOT NULL,
    level           text NOT NULL,
    what            text NOT NULL CHECK (what IN ('granted', 'renewed', 'reevaluated', 'lapsed', 'revoked', 'ended',
                                                  'transferred', 'moved', 'withdrawn')),
    on_day          date NOT NULL CHECK (on_day BETWEEN DATE '1980-01-01' AND DATE '2150-12-31'),
    number          text NOT NULL DEFAULT '' CHECK (length(number) <= 60),
    document        uuid REFERENCES registry.granting_document (id),
    granted_by      text NOT NULL DEFAULT '' CHECK (length(granted_by) <= 100),
    valid_from      date,
    valid_until     date CHECK (valid_until <= DATE '2150-12-31'),
    next_evaluation date,
    organisation    uuid REFERENCES registry.organisation (id),
    region          text,
    zone            text,
    industry        text,
    details         jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(details) = 'object'),
    reason          text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    account         uuid,
    actor           text NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (title, seq),
    FOREIGN KEY (title, kind, level) REFERENCES registry.title (id, kind, level),
    CHECK ((seq = 1) = (what = 'granted')),
    CHECK ((what IN ('granted', 'renewed')) = (valid_from IS NOT NULL)),
    CHECK (valid_until >= valid_from),
    CHECK ((what IN ('granted', 'renewed', 'transferred', 'moved')) = (region IS NOT NULL)),
    CHECK (what NOT IN ('revoked', 'ended', 'withdrawn') OR reason <> '')
);
CREATE INDEX title_event_document ON registry.title_event (document) WHERE document IS NOT NULL;
CREATE TRIGGER title_event_is_kept BEFORE UPDATE OR DELETE ON registry.title_event
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

-- The days on which a title is valid, cut where its number or its cell changes; written with each event. Of two officers
-- who grant the same at once the constraint lets one through.
CREATE TABLE registry.title_span (
    title        uuid NOT NULL,
    part         smallint NOT NULL CHECK (part >= 0),
    kind         text COLLATE "C" NOT NULL,
    level        text NOT NULL,
    holder_key   text COLLATE "C" NOT NULL CHECK (holder_key <> ''),
    organisation uuid,
    region       text NOT NULL,
    zone         text,
    industry     text NOT NULL,
    number       text COLLATE "C" NOT NULL,
    document     uuid,
    valid        daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    PRIMARY KEY (title, part),
    FOREIGN KEY (title, kind, level) REFERENCES registry.title (id, kind, level),
    CONSTRAINT title_once EXCLUDE USING gist
        (holder_key WITH =, kind WITH =, level WITH =, valid WITH &&),
    CONSTRAINT title_number_once EXCLUDE USING gist
        (number WITH =, kind WITH =, level WITH =, (COALESCE(document::text, '')) WITH =, title WITH <>)
        WHERE (number <> '')
);
CREATE INDEX title_span_organisation ON registry.title_span (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX title_span_cell ON registry.title_span (kind, region);

-- What may follow what, and what a title is after it.
CREATE FUNCTION registry.apply_title_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    known registry.title;
BEGIN
    SELECT * INTO known FROM registry.title t WHERE t.id = NEW.title FOR UPDATE;
    IF known.version <> NEW.seq - 1 THEN
        RAISE EXCEPTION 'title % is at version %', NEW.title, known.version
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'title_event_pkey';
    END IF;
    IF NOT (CASE NEW.what
        WHEN 'granted' THEN known.state = 'new'
        WHEN 'renewed' THEN known.state IN ('valid', 'lapsed')
        WHEN 'withdrawn' THEN known.state NOT IN ('new', 'withdrawn')
        ELSE known.state = 'valid' END) THEN
        RAISE EXCEPTION 'title % is % and cannot be %', NEW.title, known.state, NEW.what
            USING ERRCODE = 'check_violation', CONSTRAINT = 'title_order';
    END IF;
    UPDATE registry.title t SET
        version = NEW.seq,
        state = CASE NEW.what
            WHEN 'lapsed' THEN 'lapsed' WHEN 'revoked' THEN 'revoked' WHEN 'ended' THEN 'ended'
            WHEN 'withdrawn' THEN 'withdrawn' ELSE 'valid' END,
        number = CASE WHEN NEW.what IN ('granted', 'renewed') THEN NEW.number ELSE t.number END,
        document = CASE WHEN NEW.what IN ('granted', 'renewed') THEN NEW.document ELSE t.document END,
        granted_by = CASE WHEN NEW.what IN ('granted', 'renewed') THEN NEW.granted_by ELSE t.granted_by END,
        first_from = coalesce(t.first_from, NEW.valid_from),
        valid_from = coalesce(NEW.valid_from, t.valid_from),
        valid_until = CASE WHEN NEW.what IN ('granted', 'renewed') THEN NEW.valid_until
                           ELSE coalesce(NEW.valid_until, t.valid_until) END,
        ended_on = CASE WHEN NEW.what IN ('lapsed', 'revoked', 'ended', 'withdrawn') THEN NEW.on_day
                        WHEN NEW.what = 'renewed' THEN NULL ELSE t.ended_on END,
        next_evaluation = CASE WHEN NEW.what IN ('granted', 'renewed', 'reevaluated') THEN NEW.next_evaluation
                               ELSE t.next_evaluation END,
        organisation = coalesce(NEW.organisation, t.organisation),
        region = coalesce(NEW.region, t.region),
        zone = CASE WHEN NEW.region IS NULL THEN t.zone ELSE NEW.zone END,
        industry = coalesce(NEW.industry, t.industry),
        details = t.details || NEW.details,
        field = coalesce((t.details || NEW.details) ->> 'field', ''),
        updated_at = NEW.at
    WHERE t.id = NEW.title;
    RETURN NULL;
END
$$;
CREATE TRIGGER title_event_applies AFTER INSERT ON registry.title_event
    FOR EACH ROW EXECUTE FUNCTION registry.apply_title_event();

-- A title without a grant does not survive its transaction.
CREATE FUNCTION registry.title_is_granted() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM registry.title t WHERE t.id = NEW.id AND t.state = 'new') THEN
        RAISE EXCEPTION 'title % has no grant', NEW.id USING ERRCODE = 'check_violation', CONSTRAINT = 'title_granted';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER title_has_grant AFTER INSERT ON registry.title
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION registry.title_is_granted();

-- Warnings before the end, each once a certificate.
CREATE TABLE registry.title_warning (
    title       uuid NOT NULL REFERENCES registry.title (id),
    valid_until date NOT NULL,
    months      smallint NOT NULL CHECK (months IN (12, 6, 3)),
    warned_on   date NOT NULL,
    PRIMARY KEY (title, valid_until, months)
);

-- Members of alliances, with the days they came and left.
CREATE TABLE registry.alliance_member (
    title        uuid NOT NULL REFERENCES registry.title (id),
    organisation uuid NOT NULL REFERENCES registry.organisation (id),
    role         text NOT NULL CHECK (role IN ('leader', 'director', 'member')),
    joined_on    date NOT NULL,
    left_on      date CHECK (left_on >= joined_on),
    PRIMARY KEY (title, organisation, joined_on),
    EXCLUDE USING gist (title WITH =, organisation WITH =, daterange(joined_on, left_on) WITH &&)
);
CREATE INDEX alliance_member_organisation ON registry.alliance_member (organisation);

-- What other modules may read: titles as they stand, and the days on which each was valid.
CREATE VIEW registry.published_title AS
SELECT id, kind, level, holder, name, organisation, region, zone, industry, field, state, number, document, granted_by,
       first_from, valid_from, valid_until, ended_on, next_evaluation, details, updated_at
FROM registry.title;

CREATE VIEW registry.published_title_span AS
SELECT title, part, kind, level, organisation, region, zone, industry, number, document, valid
FROM registry.title_span;

GRANT SELECT, INSERT ON registry.granting_document, registry.title_event, registry.title_warning TO kc_app;
GRANT UPDATE (title, file) ON registry.granting_document TO kc_app;
GRANT SELECT ON registry.title TO kc_app;
GRANT INSERT (id, kind, level, holder, name, organisation, region, zone, industry) ON registry.title TO kc_app;
GRANT SELECT, INSERT, DELETE ON registry.title_span TO kc_app;
GRANT SELECT, INSERT, UPDATE ON registry.alliance_member TO kc_app;
GRANT SELECT ON registry.published_title, registry.published_title_span TO kc_app;
