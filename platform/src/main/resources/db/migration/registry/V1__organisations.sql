-- Organisations, the people in them, and the history of both.

-- GB 32100-2015, 5.2: weights 3^i mod 31 over the first 17 characters. Written out, because the check runs on every row.
CREATE FUNCTION registry.credit_code_valid(code text) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'
   AND substr('0123456789ABCDEFGHJKLMNPQRTUWXY', 1 + (31 - (
        (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 1, 1)) - 1)
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 2, 1)) - 1) * 3
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 3, 1)) - 1) * 9
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 4, 1)) - 1) * 27
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 5, 1)) - 1) * 19
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 6, 1)) - 1) * 26
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 7, 1)) - 1) * 16
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 8, 1)) - 1) * 17
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 9, 1)) - 1) * 20
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 10, 1)) - 1) * 29
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 11, 1)) - 1) * 25
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 12, 1)) - 1) * 13
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 13, 1)) - 1) * 8
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 14, 1)) - 1) * 24
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 15, 1)) - 1) * 10
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 16, 1)) - 1) * 30
      + (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 17, 1)) - 1) * 28
    ) % 31) % 31, 1) = substr(code, 18, 1)
$$;

CREATE TABLE registry.organisation (
    id              uuid PRIMARY KEY DEFAULT uuidv7(),
    version         integer NOT NULL DEFAULT 1 CHECK (version > 0),
    founded         date CHECK (founded >= DATE '1800-01-01'),
    confirmed_on    date,
    closed_on       date,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    -- Columns that lists filter by stand first: reading a row stops at the last one needed.
    status          text NOT NULL
        CHECK (status IN ('draft', 'pending', 'returned', 'confirmed', 'closed', 'merged')),
    kind            text NOT NULL
        CHECK (kind IN ('enterprise', 'institute', 'university', 'bank', 'guarantor', 'insurer',
                        'service', 'incubator', 'government')),
    region          text NOT NULL CHECK (region <> ''),
    zone            text CHECK (zone <> ''),
    industry        text NOT NULL DEFAULT '' CHECK (industry ~ '^([A-T]([0-9]{2})?)?$'),
    scale           text NOT NULL DEFAULT '' CHECK (scale IN ('', 'large', 'medium', 'small', 'micro')),
    technical_field text NOT NULL DEFAULT '',
    -- Pinyin order, and what the search finds it by; computed from names, codes and filters by SearchTokens.
    name_key        text COLLATE "C" NOT NULL,
    search_text     text COLLATE "C" NOT NULL,
    credit_code     text COLLATE "C" NOT NULL CHECK (registry.credit_code_valid(credit_code)),
    name            text NOT NULL CHECK (length(name) BETWEEN 2 AND 120 AND name = btrim(name)),
    english_name    text NOT NULL DEFAULT '' CHECK (length(english_name) <= 200),
    address         text NOT NULL DEFAULT '' CHECK (length(address) <= 200),
    phone           text NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    email           text NOT NULL DEFAULT '' CHECK (length(email) <= 120),
    website         text NOT NULL DEFAULT '' CHECK (length(website) <= 200),
    return_reason   text NOT NULL DEFAULT '',
    merged_into     uuid REFERENCES registry.organisation (id),
    tokens          integer[] NOT NULL,
    CHECK ((status IN ('confirmed', 'closed', 'merged')) >= (confirmed_on IS NOT NULL)),
    CHECK (status <> 'confirmed' OR confirmed_on IS NOT NULL),
    CHECK ((status IN ('closed', 'merged')) = (closed_on IS NOT NULL)),
    CHECK ((status = 'merged') = (merged_into IS NOT NULL)),
    CHECK (merged_into <> id),
    CHECK (status <> 'returned' OR return_reason <> ''),
    CHECK (closed_on >= confirmed_on)
);

-- Of two people who register the same code at once, this lets one through.
CREATE UNIQUE INDEX organisation_live_credit_code ON registry.organisation (credit_code)
    WHERE status NOT IN ('closed', 'merged');
CREATE INDEX organisation_credit_code ON registry.organisation (credit_code);
CREATE INDEX organisation_by_name ON registry.organisation (name_key, id);
CREATE INDEX organisation_by_founded ON registry.organisation (COALESCE(founded, DATE '0001-01-01'), id);
CREATE INDEX organisation_by_updated ON registry.organisation (updated_at, id);
CREATE INDEX organisation_waiting ON registry.organisation (region, zone, updated_at) WHERE status = 'pending';
CREATE INDEX organisation_merged ON registry.organisation (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX organisation_phone ON registry.organisation (phone) WHERE phone <> '';
-- Names and filters in one index, so that filters that combine intersect inside it. New rows wait in a list that every
-- search reads through; it is to stay short.
CREATE INDEX organisation_tokens ON registry.organisation USING gin (tokens) WITH (gin_pending_list_limit = 1024);
-- A scale and an industry hold half of all rows; the planner has to know.
ALTER TABLE registry.organisation ALTER COLUMN tokens SET STATISTICS 1000;

CREATE TABLE registry.former_name (
    organisation uuid NOT NULL REFERENCES registry.organisation (id),
    name         text NOT NULL CHECK (length(name) BETWEEN 2 AND 120),
    until        date NOT NULL,
    PRIMARY KEY (organisation, until, name)
);

CREATE TABLE registry.person (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    organisation uuid NOT NULL REFERENCES registry.organisation (id),
    name         text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 60),
    role         text NOT NULL
        CHECK (role IN ('legal-representative', 'contact', 'rd-head', 'finance-head', 'general-manager')),
    title        text NOT NULL DEFAULT '' CHECK (length(title) <= 60),
    phone        text NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    email        text NOT NULL DEFAULT '' CHECK (length(email) <= 120),
    since        date NOT NULL,
    until        date,
    CHECK (until >= since)
);
CREATE INDEX person_of_organisation ON registry.person (organisation, since);
-- One legal representative at a time.
CREATE UNIQUE INDEX person_one_legal_representative ON registry.person (organisation)
    WHERE role = 'legal-representative' AND until IS NULL;

-- Every change, appended and never altered: the application may insert and read.
CREATE TABLE registry.organisation_change (
    organisation uuid NOT NULL REFERENCES registry.organisation (id),
    version      integer NOT NULL CHECK (version > 0),
    action       text NOT NULL,
    changed_at   timestamptz NOT NULL,
    account      uuid,
    actor        text NOT NULL,
    reason       text NOT NULL DEFAULT '',
    -- field -> [old, new]
    changes      jsonb NOT NULL CHECK (jsonb_typeof(changes) = 'object'),
    PRIMARY KEY (organisation, version)
);

-- Rows an import has written, so that the same file confirmed twice changes nothing.
CREATE TABLE registry.import (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    what        text NOT NULL CHECK (what IN ('organisations', 'facts')),
    file        uuid NOT NULL,
    account     uuid NOT NULL,
    uploaded_at timestamptz NOT NULL,
    done_at     timestamptz,
    created     integer NOT NULL DEFAULT 0,
    changed     integer NOT NULL DEFAULT 0,
    unchanged   integer NOT NULL DEFAULT 0,
    wrong       integer NOT NULL DEFAULT 0
);

-- What other modules may read.
CREATE VIEW registry.published_organisation AS
SELECT id, status, kind, credit_code, name, english_name, region, zone, industry, technical_field, founded, scale,
       confirmed_on, closed_on, merged_into, name_key, updated_at
FROM registry.organisation;

GRANT USAGE ON SCHEMA registry TO kc_app;
GRANT SELECT, INSERT, UPDATE ON registry.organisation, registry.person, registry.import TO kc_app;
GRANT SELECT, INSERT ON registry.organisation_change, registry.former_name TO kc_app;
GRANT SELECT ON registry.published_organisation TO kc_app;
