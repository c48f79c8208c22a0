-- Files (附件): a row for each upload, the bytes on disk under their digest, and who refers to them.

CREATE TABLE file.stored (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 150),
    size bigint NOT NULL CHECK (size > 0),
    content_type text NOT NULL CHECK (length(content_type) <= 120),
    kind text NOT NULL CHECK (kind ~ '^[A-Z_]{1,40}$'),
    uploader uuid,
    uploaded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX stored_sha256 ON file.stored (sha256);
CREATE INDEX stored_uploader ON file.stored (uploader, uploaded_at);

-- What a file belongs to; the module named as owner answers who may read it.
CREATE TABLE file.reference (
    file uuid NOT NULL REFERENCES file.stored (id),
    owner text NOT NULL CHECK (owner ~ '^[a-z]+\.[A-Za-z0-9_-]{1,60}$'),
    reference text NOT NULL CHECK (length(reference) BETWEEN 1 AND 300),
    PRIMARY KEY (file, owner, reference)
);
CREATE INDEX reference_owner ON file.reference (owner, reference);

GRANT USAGE ON SCHEMA file TO kc_app;
GRANT SELECT, DELETE ON file.stored TO kc_app;
GRANT INSERT (sha256, name, size, content_type, kind, uploader) ON file.stored TO kc_app;
GRANT SELECT, INSERT, DELETE ON file.reference TO kc_app;
