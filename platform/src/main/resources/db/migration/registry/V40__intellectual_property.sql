-- Intellectual property (知识产权): rights with their owners, what firms enter until an officer confirms it, and cases of
-- enforcement and rights protection.

-- Check character of a Chinese patent application number (申请号校验位): weights 2 to 9, repeated, modulo 11.
CREATE FUNCTION registry.ip_check_character(digits text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT substr('0123456789X', 1 + (
          substr(digits, 1, 1)::int * 2 + substr(digits, 2, 1)::int * 3 + substr(digits, 3, 1)::int * 4
        + substr(digits, 4, 1)::int * 5 + substr(digits, 5, 1)::int * 6 + substr(digits, 6, 1)::int * 7
        + substr(digits, 7, 1)::int * 8 + substr(digits, 8, 1)::int * 9
        + CASE length(digits) WHEN 12 THEN
              substr(digits, 9, 1)::int * 2 + substr(digits, 10, 1)::int * 3 + substr(digits, 11, 1)::int * 4
            + substr(digits, 12, 1)::int * 5 ELSE 0 END) % 11, 1)
$$;

-- A confirmed right. It counts where its first owner does: in the cell (counts_for, region, zone, industry).
CREATE TABLE registry.ip_right (
    id                 uuid PRIMARY KEY DEFAULT uuidv7(),
    version            integer NOT NULL DEFAULT 1 CHECK (version > 0),
    kind               text COLLATE "C" NOT NULL
        CHECK (kind IN ('invention', 'plant-variety', 'crop-variety', 'new-drug', 'tcm-protection', 'layout',
                        'utility-model', 'design', 'software')),
    -- Ⅰ类、Ⅱ类: 国科发火〔2016〕195号三（一）
    class              text COLLATE "C" NOT NULL GENERATED ALWAYS AS
        (CASE WHEN kind IN ('utility-model', 'design', 'software') THEN '2' ELSE '1' END) STORED,
    title              text NOT NULL CHECK (length(title) BETWEEN 1 AND 200 AND title = btrim(title)),
    application_number text COLLATE "C" NOT NULL DEFAULT '' CHECK (length(application_number) <= 40),
    grant_number       text COLLATE "C" NOT NULL DEFAULT '' CHECK (length(grant_number) <= 40),
    applied            date CHECK (applied BETWEEN DATE '1980-01-01' AND DATE '2150-12-31'),
    granted            date CHECK (granted BETWEEN DATE '1980-01-01' AND DATE '2150-12-31'),
    -- last day of the term
    term_until         date CHECK (term_until <= DATE '2200-12-31'),
    -- first day on which it no longer stood, when it ended before its term
    ended_on           date,
    end_reason         text NOT NULL DEFAULT ''
        CHECK (end_reason IN ('', 'refused', 'dropped', 'fee', 'invalid', 'abandoned', 'closed')),
    withdrawn          boolean NOT NULL DEFAULT false,
    valid              daterange NOT NULL GENERATED ALWAYS AS
        (CASE WHEN granted IS NULL OR withdrawn THEN 'empty'::daterange
              ELSE daterange(granted, least(term_until + 1, ended_on)) END) STORED,
    used_for_hnte      boolean NOT NULL DEFAULT false,
    inventors          text[] NOT NULL DEFAULT '{}',
    -- owners who are not on the register
    other_owners       text NOT NULL DEFAULT '' CHECK (length(other_owners) <= 300),
    counts_for         uuid NOT NULL REFERENCES registry.organisation (id),
    region             text NOT NULL CHECK (region <> ''),
    zone               text CHECK (zone <> ''),
    industry           text NOT NULL DEFAULT '',
    -- the last thing that was done by the office: what lists are sorted by
    on_day             date NOT NULL GENERATED ALWAYS AS (coalesce(granted, applied)) STORED,
    updated_at         timestamptz NOT NULL,
    CONSTRAINT ip_number CHECK (application_number <> '' OR grant_number <> ''),
    CONSTRAINT ip_order CHECK (granted >= applied),
    CONSTRAINT ip_term CHECK (term_until >= granted),
    CONSTRAINT ip_term_of_grant CHECK (term_until IS NULL OR granted IS NOT NULL),
    CONSTRAINT ip_end CHECK ((ended_on IS NULL) = (end_reason = '')),
    CONSTRAINT ip_end_order CHECK (ended_on >= coalesce(granted, applied)),
    CONSTRAINT ip_end_term CHECK (ended_on <= term_until),
    CONSTRAINT ip_end_of_application CHECK (end_reason NOT IN ('refused', 'dropped') OR granted IS NULL),
    CONSTRAINT ip_end_of_right CHECK (end_reason NOT IN ('fee', 'invalid') OR granted IS NOT NULL),
    -- 申请号标准 ZC 0006: year, kind (1, 8 invention; 2, 9 utility model; 3 design), serial number, check character
    CONSTRAINT ip_patent_number CHECK (kind NOT IN ('invention', 'utility-model', 'design') OR applied IS NOT NULL
        AND (application_number ~ '^(19|20)[0-9]{2}[12389][0-9]{7}[0-9X]$'
                 AND strpos(CASE kind WHEN 'invention' THEN '18' WHEN 'utility-model' THEN '29' ELSE '3' END,
                            substr(application_number, 5, 1)) > 0
             OR application_number ~ '^[89012][0-9][12389][0-9]{5}[0-9X]$'
                 AND strpos(CASE kind WHEN 'invention' THEN '18' WHEN 'utility-model' THEN '29' ELSE '3' END,
                            substr(application_number, 3, 1)) > 0)
        AND right(application_number, 1) =
            registry.ip_check_character(left(application_number, -1))),
    CONSTRAINT ip_grant_number_of_grant CHECK (kind IN ('invention', 'utility-model', 'design') OR granted IS NULL
        OR grant_number <> '')
);
-- The same right entered twice is one right, whoever enters it.
CREATE UNIQUE INDEX ip_application_number_once ON registry.ip_right (application_number, kind)
    WHERE application_number <> '' AND NOT withdrawn;
CREATE UNIQUE INDEX ip_grant_number_once ON registry.ip_right (grant_number, kind)
    WHERE grant_number <> '' AND NOT withdrawn;
CREATE INDEX ip_by_day ON registry.ip_right (on_day, id);
CREATE INDEX ip_by_region ON registry.ip_right (region, on_day, id);
CREATE INDEX ip_by_zone ON registry.ip_right (zone, on_day, id) WHERE zone IS NOT NULL;
CREATE INDEX ip_by_kind ON registry.ip_right (kind, on_day, id);
CREATE INDEX ip_counts_for ON registry.ip_right (counts_for);
CREATE INDEX ip_title ON registry.ip_right USING gin (title public.gin_trgm_ops);

-- Who owns a right since when (权利人): a transfer ends a row and begins another.
CREATE TABLE registry.ip_owner (
    ip               uuid NOT NULL REFERENCES registry.ip_right (id),
    organisation     uuid NOT NULL REFERENCES registry.organisation (id),
    since            date NOT NULL,
    -- first day on which it no longer owned it
    until            date CHECK (until >= since),
    position         smallint NOT NULL CHECK (position > 0),
    share            numeric(5, 2) CHECK (share > 0 AND share <= 100),
    obtained         text NOT NULL CHECK (obtained IN ('self', 'bought', 'donated', 'merger')),
    -- whether it supports this owner's main product; null where nobody has said
    supports_product boolean,
    PRIMARY KEY (ip, organisation, since)
);
CREATE UNIQUE INDEX ip_owner_once ON registry.ip_owner (ip, organisation) WHERE until IS NULL;
CREATE UNIQUE INDEX ip_owner_order ON registry.ip_owner (ip, position) WHERE until IS NULL;
CREATE INDEX ip_owner_organisation ON registry.ip_owner (organisation, ip);
CREATE INDEX ip_owner_further ON registry.ip_owner (organisation, ip) WHERE position > 1 AND until IS NULL;

CREATE FUNCTION registry.ip_shares() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    wrong uuid;
BEGIN
    SELECT o.ip INTO wrong FROM registry.ip_owner o
    WHERE o.until IS NULL AND o.ip IN (SELECT w.ip FROM written w WHERE w.share IS NOT NULL)
    GROUP BY o.ip HAVING sum(o.share) > 100 LIMIT 1;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'the shares of the owners of % are more than the whole', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ip_shares';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER ip_owner_shares AFTER INSERT ON registry.ip_owner
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.ip_shares();
CREATE TRIGGER ip_owner_shares_changed AFTER UPDATE ON registry.ip_owner
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION registry.ip_shares();

-- Where a right counted before it counts where it does now: one row a move, until that day.
CREATE TABLE registry.ip_cell (
    ip           uuid NOT NULL REFERENCES registry.ip_right (id),
    until        date NOT NULL,
    organisation uuid NOT NULL,
    region       text NOT NULL,
    zone         text,
    industry     text NOT NULL,
    PRIMARY KEY (ip, until)
);

-- What was done to a right, one row a version.
CREATE TABLE registry.ip_change (
    ip         uuid NOT NULL REFERENCES registry.ip_right (id),
    version    integer NOT NULL CHECK (version > 0),
    action     text NOT NULL CHECK (action IN ('entered', 'changed', 'ended', 'restored', 'owners', 'moved', 'withdrawn')),
    on_day     date,
    changed_at timestamptz NOT NULL,
    account    uuid,
    actor      text NOT NULL,
    reason     text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    -- field -> [old, new]
    changes    jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(changes) = 'object'),
    PRIMARY KEY (ip, version)
);
CREATE TRIGGER ip_change_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON registry.ip_change
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
ALTER TABLE registry.ip_change ENABLE ALWAYS TRIGGER ip_change_is_kept;

-- What people of an organisation enter (申报) until a county officer confirms it: a new right, a change of one, or that
-- there is none.
CREATE TABLE registry.ip_entry (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    version      integer NOT NULL DEFAULT 1 CHECK (version > 0),
    organisation uuid NOT NULL REFERENCES registry.organisation (id),
    what         text NOT NULL CHECK (what IN ('new', 'change', 'none')),
    ip           uuid REFERENCES registry.ip_right (id),
    -- the right's version that was looked at
    ip_version   integer,
    fields       jsonb NOT NULL CHECK (jsonb_typeof(fields) = 'object'),
    -- the normalised number, so that the same is not entered twice
    number       text COLLATE "C" NOT NULL DEFAULT '',
    status       text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'returned', 'accepted', 'dropped')),
    reason       text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    account      uuid NOT NULL,
    actor        text NOT NULL,
    entered_at   timestamptz NOT NULL,
    decided_by   uuid,
    decided_name text NOT NULL DEFAULT '',
    decided_at   timestamptz,
    CHECK ((what = 'change') = (ip_version IS NOT NULL)),
    CHECK (what <> 'change' OR ip IS NOT NULL),
    CHECK (status IN ('accepted', 'returned') = (decided_at IS NOT NULL) OR status = 'dropped'),
    CHECK (status <> 'returned' OR reason <> ''),
    CHECK (decided_by <> account)
);
CREATE UNIQUE INDEX ip_entry_of_right ON registry.ip_entry (organisation, ip)
    WHERE what = 'change' AND status IN ('pending', 'returned');
CREATE UNIQUE INDEX ip_entry_number ON registry.ip_entry (organisation, number)
    WHERE what = 'new' AND status IN ('pending', 'returned');
CREATE UNIQUE INDEX ip_entry_none ON registry.ip_entry (organisation) WHERE what = 'none' AND status IN ('pending', 'returned');
CREATE INDEX ip_entry_organisation ON registry.ip_entry (organisation, entered_at);
CREATE INDEX ip_entry_pending ON registry.ip_entry (entered_at, id) WHERE status = 'pending';

-- Organisations known to have no right: for those without rights and without a row here it is not known.
CREATE TABLE registry.ip_none (
    organisation uuid PRIMARY KEY REFERENCES registry.organisation (id),
    stated_on    date NOT NULL,
    account      uuid,
    actor        text NOT NULL,
    confirmed_by text NOT NULL,
    confirmed_at timestamptz NOT NULL
);

-- Cases of enforcement and rights protection (专利执法、维权案件).
CREATE TABLE registry.ip_case (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    version      integer NOT NULL DEFAULT 1 CHECK (version > 0),
    number       text NOT NULL CHECK (length(number) BETWEEN 1 AND 60 AND number = btrim(number)),
    kind         text NOT NULL CHECK (kind IN ('infringement', 'counterfeit', 'dispute', 'mediation', 'assistance')),
    subject      text NOT NULL CHECK (length(subject) BETWEEN 1 AND 200 AND subject = btrim(subject)),
    region       text NOT NULL CHECK (region <> ''),
    zone         text CHECK (zone <> ''),
    filed        date NOT NULL CHECK (filed BETWEEN DATE '1980-01-01' AND DATE '2150-12-31'),
    closed       date CHECK (closed >= filed),
    result       text NOT NULL DEFAULT ''
        CHECK (result IN ('', 'established', 'not-established', 'mediated', 'withdrawn', 'penalised', 'transferred', 'helped')),
    -- who asks, and against whom: a name, and the organisation where it is on the register
    petitioner      text NOT NULL DEFAULT '' CHECK (length(petitioner) <= 200),
    petitioner_id   uuid REFERENCES registry.organisation (id),
    respondent      text NOT NULL DEFAULT '' CHECK (length(respondent) <= 200),
    respondent_id   uuid REFERENCES registry.organisation (id),
    right_number    text NOT NULL DEFAULT '' CHECK (length(right_number) <= 60),
    ip              uuid REFERENCES registry.ip_right (id),
    note         text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
    cancelled    boolean NOT NULL DEFAULT false,
    updated_at   timestamptz NOT NULL,
    CHECK ((closed IS NULL) = (result = '')),
    CHECK (petitioner <> '' OR respondent <> '')
);
CREATE UNIQUE INDEX ip_case_number ON registry.ip_case (number) WHERE NOT cancelled;
CREATE INDEX ip_case_filed ON registry.ip_case (filed, id);
CREATE INDEX ip_case_region ON registry.ip_case (region, filed, id);
CREATE INDEX ip_case_petitioner ON registry.ip_case (petitioner_id) WHERE petitioner_id IS NOT NULL;
CREATE INDEX ip_case_respondent ON registry.ip_case (respondent_id) WHERE respondent_id IS NOT NULL;

-- How rights count: an application and a grant on their days, +1 on the first day of validity and −1 behind the last,
-- cut where a right came to count elsewhere. Records are what this says.
CREATE VIEW registry.ip_step AS
SELECT p.ip, s.what, s.day, p.organisation, p.region, p.zone, p.industry, r.kind, r.class, s.count
FROM (SELECT c.ip, c.organisation, c.region, c.zone, c.industry, c.until,
             lag(c.until, 1, DATE '-infinity') OVER (PARTITION BY c.ip ORDER BY c.until) AS since
      FROM (SELECT ip, organisation, region, zone, industry, until FROM registry.ip_cell
            UNION ALL
            SELECT id, counts_for, region, zone, industry, DATE 'infinity' FROM registry.ip_right) c) p
JOIN registry.ip_right r ON r.id = p.ip AND NOT r.withdrawn
CROSS JOIN LATERAL (
    SELECT 'registry.ipApplied' AS what, r.applied AS day, 1 AS count
    WHERE r.applied >= p.since AND r.applied < p.until
    UNION ALL
    SELECT 'registry.ipGranted', r.granted, 1 WHERE r.granted >= p.since AND r.granted < p.until
    UNION ALL
    SELECT 'registry.ip', greatest(lower(r.valid), p.since), 1 WHERE r.valid && daterange(p.since, p.until)
    UNION ALL
    SELECT 'registry.ip', least(upper(r.valid), p.until), -1
    WHERE r.valid && daterange(p.since, p.until) AND least(upper(r.valid), p.until) < DATE 'infinity') s;

-- What other modules may read. Facts of policies follow from these two alone: whoever keeps what is computed from them
-- hears of every change by statement triggers on registry.ip_right (insert and update; its owners are in
-- registry.ip_owner), registry.ip_owner (insert and update) and registry.ip_none (insert, update and delete).
CREATE VIEW registry.published_ip AS
SELECT o.organisation, o.ip, r.kind, r.class, r.title, r.application_number, r.grant_number, r.applied, r.granted,
       o.since, least(upper(r.valid) - 1, o.until - 1) AS until, o.position, o.obtained, r.used_for_hnte,
       o.supports_product
FROM registry.ip_owner o JOIN registry.ip_right r ON r.id = o.ip
WHERE NOT r.withdrawn AND o.until IS DISTINCT FROM o.since;

CREATE VIEW registry.published_ip_none AS SELECT organisation, stated_on FROM registry.ip_none;

GRANT SELECT, INSERT ON registry.ip_right, registry.ip_owner, registry.ip_entry, registry.ip_none, registry.ip_case TO kc_app;
GRANT SELECT, INSERT ON registry.ip_cell, registry.ip_change TO kc_app;
GRANT UPDATE ON registry.ip_right, registry.ip_owner, registry.ip_entry, registry.ip_none, registry.ip_case TO kc_app;
GRANT DELETE ON registry.ip_none TO kc_app;
GRANT SELECT ON registry.ip_step, registry.published_ip, registry.published_ip_none TO kc_app;
