-- Experts (专家库) and the other people the bureau sends out: brokers, mentors, extension agents, staff sent to firms and
-- towns. One person is one row, whatever the person serves as.

CREATE TABLE registry.expert (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    version       integer NOT NULL DEFAULT 1 CHECK (version > 0),
    status        text NOT NULL CHECK (status IN ('candidate', 'active', 'suspended', 'left')),
    name          text NOT NULL CHECK (length(name) BETWEEN 2 AND 60 AND name = btrim(name)),
    name_key      text COLLATE "C" NOT NULL,
    -- What the person serves as; reviewers are drawn for panels.
    serves        text[] NOT NULL CHECK (cardinality(serves) BETWEEN 1 AND 5
                      AND serves <@ ARRAY['reviewer', 'broker', 'mentor', 'agent', 'secondee']),
    -- The unit as registered, or its name where it is not (one outside the city, as a rule).
    organisation  uuid REFERENCES registry.organisation (id),
    unit_name     text NOT NULL CHECK (length(unit_name) BETWEEN 2 AND 120),
    -- Whose officers keep the entry: a county or zone, or the city for people from outside.
    region        text NOT NULL CHECK (region <> ''),
    title         text NOT NULL DEFAULT '' CHECK (title IN ('', 'senior', 'associate', 'intermediate', 'junior', 'other')),
    position      text NOT NULL DEFAULT '' CHECK (length(position) <= 60),
    education     text NOT NULL DEFAULT '' CHECK (education IN ('', 'doctor', 'master', 'bachelor', 'other')),
    birth_year    smallint CHECK (birth_year BETWEEN 1920 AND 2015),
    -- Codes of technical fields, the main one first.
    fields        text[] NOT NULL CHECK (cardinality(fields) <= 6),
    specialty     text NOT NULL DEFAULT '' CHECK (length(specialty) <= 200),
    phone         text NOT NULL DEFAULT '' CHECK (length(phone) <= 40),
    email         text NOT NULL DEFAULT '' CHECK (length(email) <= 120),
    -- Most reviews in one call; 0 for nobody is to be drawn.
    load_limit    smallint NOT NULL DEFAULT 20 CHECK (load_limit BETWEEN 0 AND 200),
    status_reason text NOT NULL DEFAULT '' CHECK (length(status_reason) <= 200),
    account       uuid UNIQUE,
    joined_on     date,
    left_on       date,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CHECK (status = 'candidate' OR joined_on IS NOT NULL),
    CHECK ((status = 'left') = (left_on IS NOT NULL)),
    CHECK (left_on >= joined_on),
    CHECK (status NOT IN ('suspended', 'left') OR status_reason <> ''),
    CHECK (NOT 'reviewer' = ANY (serves) OR cardinality(fields) > 0)
);
CREATE INDEX expert_by_name ON registry.expert (name_key, id);
CREATE INDEX expert_by_updated ON registry.expert (updated_at, id);
CREATE INDEX expert_fields ON registry.expert USING gin (fields) WHERE status = 'active';
CREATE INDEX expert_organisation ON registry.expert (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX expert_text ON registry.expert USING gin ((name || ' ' || unit_name || ' ' || specialty) gin_trgm_ops);
-- The same person twice: same name and telephone.
CREATE UNIQUE INDEX expert_once ON registry.expert (name, phone) WHERE phone <> '' AND status <> 'left';

-- Where a fee is paid to; apart, so that no list ever reads it. Only the last four digits leave this table on a page.
CREATE TABLE registry.expert_account (
    expert     uuid PRIMARY KEY REFERENCES registry.expert (id),
    bank       text NOT NULL CHECK (length(bank) BETWEEN 2 AND 80),
    number     text NOT NULL CHECK (number ~ '^[0-9]{8,30}$'),
    changed_at timestamptz NOT NULL
);

-- 合作与亲属关系 that an expert declares, or an officer enters. Withdrawn ones stay for the record.
CREATE TABLE registry.expert_tie (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    expert       uuid NOT NULL REFERENCES registry.expert (id),
    kind         text NOT NULL CHECK (kind IN ('project', 'paper', 'employment', 'kinship')),
    organisation uuid REFERENCES registry.organisation (id),
    unit_name    text NOT NULL DEFAULT '' CHECK (length(unit_name) <= 120),
    person       text NOT NULL DEFAULT '' CHECK (length(person) <= 60),
    since        date NOT NULL,
    until        date,
    note         text NOT NULL DEFAULT '' CHECK (length(note) <= 200),
    declared_by  text NOT NULL,
    declared_at  timestamptz NOT NULL,
    withdrawn_at timestamptz,
    withdrawn_by text NOT NULL DEFAULT '',
    CHECK (organisation IS NOT NULL OR unit_name <> '' OR person <> ''),
    CHECK (kind <> 'kinship' OR person <> ''),
    CHECK (until >= since),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by = ''))
);
CREATE INDEX expert_tie_expert ON registry.expert_tie (expert, since DESC);

-- How somebody did as a reviewer, appended once for each piece of work.
CREATE TABLE registry.expert_score (
    expert     uuid NOT NULL REFERENCES registry.expert (id),
    source     text NOT NULL CHECK (source <> ''),
    label      text NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
    scored_on  date NOT NULL,
    reviews    integer NOT NULL CHECK (reviews > 0),
    -- Mean distance to the mean of all reviewers of the same applications, in points of a hundred.
    deviation  numeric(6, 2) NOT NULL CHECK (deviation >= 0),
    timeliness text NOT NULL CHECK (timeliness IN ('early', 'in-time', 'late', 'missed')),
    PRIMARY KEY (expert, source)
);

CREATE TABLE registry.expert_change (
    expert     uuid NOT NULL REFERENCES registry.expert (id),
    version    integer NOT NULL CHECK (version > 0),
    action     text NOT NULL,
    changed_at timestamptz NOT NULL,
    account    uuid,
    actor      text NOT NULL,
    reason     text NOT NULL DEFAULT '',
    changes    jsonb NOT NULL CHECK (jsonb_typeof(changes) = 'object'),
    PRIMARY KEY (expert, version)
);

-- What can be imported is listed in the code; each import is looked up by its word.
ALTER TABLE registry.import DROP CONSTRAINT IF EXISTS import_what_check;
ALTER TABLE registry.import ADD CONSTRAINT import_what_check CHECK (what ~ '^[a-z][a-zA-Z-]{2,39}$');

-- What other modules may read: nothing of contact, birth or bank.
CREATE VIEW registry.published_expert AS
SELECT id, status, name, name_key, serves, organisation, unit_name, region, title, fields, specialty, load_limit, account
FROM registry.expert;

GRANT SELECT, INSERT, UPDATE ON registry.expert, registry.expert_account TO kc_app;
GRANT SELECT, INSERT ON registry.expert_change, registry.expert_score, registry.expert_tie TO kc_app;
GRANT UPDATE (until, withdrawn_at, withdrawn_by) ON registry.expert_tie TO kc_app;
GRANT SELECT ON registry.published_expert TO kc_app;
