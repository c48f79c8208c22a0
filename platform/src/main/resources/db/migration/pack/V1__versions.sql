-- Packs as immutable, content-addressed versions. Content is stored once by its SHA-256; a version names its files.

CREATE TABLE pack.file (
    digest bytea PRIMARY KEY,
    content bytea NOT NULL,
    CONSTRAINT file_digest_is_of_content CHECK (digest = sha256(content))
);

CREATE TABLE pack.version (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    pack text NOT NULL CHECK (pack ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    number integer NOT NULL CHECK (number >= 1),
    name text NOT NULL CHECK (name <> ''),
    en text NOT NULL,
    region text CHECK (region ~ '^[0-9]{6}$'),
    parent text,
    label text NOT NULL,
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    imported_at timestamptz NOT NULL,
    UNIQUE (pack, number)
);

CREATE TABLE pack.version_file (
    version uuid NOT NULL REFERENCES pack.version,
    path text NOT NULL CHECK (path <> ''),
    digest bytea NOT NULL REFERENCES pack.file,
    PRIMARY KEY (version, path)
);

CREATE INDEX version_file_digest ON pack.version_file (digest);

-- The digest a version has by its files: one line a file, "path SP sha256 LF", in the order of the paths' bytes.
CREATE FUNCTION pack.digest_of(of_version uuid) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN (SELECT sha256(convert_to(
            coalesce(string_agg(f.path || ' ' || encode(f.digest, 'hex') || E'\n', '' ORDER BY f.path COLLATE "C"), ''),
            'UTF8'))
        FROM pack.version_file f WHERE f.version = of_version);

-- Checked when the transaction ends, when all files are in; so nobody adds a file to a version later either.
CREATE FUNCTION pack.check_digest() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    checked uuid := CASE TG_TABLE_NAME WHEN 'version' THEN (to_jsonb(NEW) ->> 'id')::uuid
        ELSE (to_jsonb(NEW) ->> 'version')::uuid END;
BEGIN
    IF (SELECT v.digest FROM pack.version v WHERE v.id = checked) IS DISTINCT FROM pack.digest_of(checked) THEN
        RAISE EXCEPTION 'the digest of pack version % is not that of its files', checked
            USING ERRCODE = 'check_violation', CONSTRAINT = 'version_digest_is_of_files';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER version_digest_is_of_files AFTER INSERT ON pack.version
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pack.check_digest();
CREATE CONSTRAINT TRIGGER version_digest_is_of_files AFTER INSERT ON pack.version_file
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pack.check_digest();

-- Numbers follow one another, and a version differs from the one before.
CREATE FUNCTION pack.check_number() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest pack.version;
BEGIN
    SELECT * INTO newest FROM pack.version v WHERE v.pack = NEW.pack ORDER BY v.number DESC LIMIT 1;
    IF NEW.number <> coalesce(newest.number, 0) + 1 THEN
        RAISE EXCEPTION 'version % of pack % does not follow version %', NEW.number, NEW.pack, coalesce(newest.number, 0)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'version_number_follows';
    END IF;
    IF newest.digest = NEW.digest THEN
        RAISE EXCEPTION 'pack % has this content already, as version %', NEW.pack, newest.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'version_differs';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER version_number_follows BEFORE INSERT ON pack.version
    FOR EACH ROW EXECUTE FUNCTION pack.check_number();

CREATE FUNCTION pack.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'pack versions are never changed or deleted' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON pack.file
    FOR EACH STATEMENT EXECUTE FUNCTION pack.refuse_change();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON pack.version
    FOR EACH STATEMENT EXECUTE FUNCTION pack.refuse_change();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON pack.version_file
    FOR EACH STATEMENT EXECUTE FUNCTION pack.refuse_change();

-- What the versions in use say together for the city, as rows that other modules' SQL can join. Derived: rewritten as a
-- whole whenever it would differ, and compared with the packs by an invariant.

CREATE TABLE pack.published (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    city text NOT NULL,
    digest bytea NOT NULL CHECK (octet_length(digest) = 32)
);

CREATE TABLE pack.region (
    code text NOT NULL CHECK (code ~ '^[0-9]{6}$'),
    name text NOT NULL,
    en text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('PROVINCE', 'CITY', 'DISTRICT', 'COUNTY', 'ZONE')),
    parent text CHECK ((parent IS NULL) = (kind = 'PROVINCE')),
    valid_from date NOT NULL,
    valid_until date,
    successors text[] NOT NULL,
    lies_in text[] NOT NULL,
    own_code boolean NOT NULL,
    position integer NOT NULL,
    PRIMARY KEY (code, valid_from),
    CONSTRAINT one_region_a_time EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_until) WITH &&)
);

CREATE TABLE pack.region_subtree (
    ancestor text NOT NULL,
    descendant text NOT NULL,
    PRIMARY KEY (ancestor, descendant)
);

CREATE TABLE pack.industry (
    code text PRIMARY KEY,
    section text NOT NULL REFERENCES pack.industry DEFERRABLE INITIALLY DEFERRED,
    name text NOT NULL,
    en text NOT NULL,
    position integer NOT NULL
);

-- One row a code: the region that has it today, or the last that had it.
CREATE VIEW pack.published_region AS
    SELECT DISTINCT ON (r.code) r.code, r.name, r.en, r.kind, r.parent, r.valid_from, r.valid_until, r.position
    FROM pack.region r CROSS JOIN (SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date AS today) d
    ORDER BY r.code,
        (r.valid_from <= d.today AND (r.valid_until IS NULL OR d.today < r.valid_until)) DESC,
        r.valid_from DESC;

-- Every span a code stood in, with what became of it.
CREATE VIEW pack.published_region_span AS
    SELECT r.code, r.name, r.en, r.kind, r.parent, r.valid_from, r.valid_until, r.successors, r.lies_in, r.position
    FROM pack.region r;

CREATE VIEW pack.published_region_subtree AS
    SELECT s.ancestor, s.descendant FROM pack.region_subtree s;

CREATE VIEW pack.published_industry AS
    SELECT i.code, i.section, i.name, i.en, i.position FROM pack.industry i;

GRANT USAGE ON SCHEMA pack TO kc_app;
GRANT SELECT, INSERT ON pack.file, pack.version, pack.version_file TO kc_app;
GRANT SELECT, INSERT, UPDATE ON pack.published TO kc_app;
GRANT SELECT, INSERT, DELETE ON pack.region, pack.region_subtree, pack.industry TO kc_app;
GRANT SELECT ON pack.published_region, pack.published_region_span, pack.published_region_subtree,
    pack.published_industry TO kc_app;
