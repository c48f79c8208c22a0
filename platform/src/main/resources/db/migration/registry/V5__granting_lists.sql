-- Lists of a granting document that are being entered, with what was typed and chosen until they are granted.
CREATE TABLE registry.title_batch (
    id              uuid PRIMARY KEY DEFAULT uuidv7(),
    account         uuid NOT NULL,
    kind            text NOT NULL,
    level           text NOT NULL,
    document_number text NOT NULL CHECK (length(document_number) BETWEEN 1 AND 80),
    document_title  text NOT NULL DEFAULT '' CHECK (length(document_title) <= 200),
    body            text NOT NULL CHECK (length(body) BETWEEN 1 AND 100),
    issued_on       date NOT NULL,
    valid_from      date NOT NULL,
    file            uuid,
    started_at      timestamptz NOT NULL,
    done_at         timestamptz,
    granted         integer NOT NULL DEFAULT 0,
    renewed         integer NOT NULL DEFAULT 0,
    unchanged       integer NOT NULL DEFAULT 0,
    skipped         integer NOT NULL DEFAULT 0
);
CREATE INDEX title_batch_account ON registry.title_batch (account, started_at);

CREATE TABLE registry.title_batch_line (
    batch        uuid NOT NULL REFERENCES registry.title_batch (id),
    line         integer NOT NULL CHECK (line > 0),
    -- as typed, by field
    typed        jsonb NOT NULL CHECK (jsonb_typeof(typed) = 'object'),
    -- chosen by hand
    organisation uuid REFERENCES registry.organisation (id),
    skipped      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (batch, line)
);

CREATE INDEX title_by_from ON registry.title (valid_from, id);
CREATE INDEX title_name ON registry.title USING gin (name public.gin_trgm_ops) WHERE name <> '';

GRANT SELECT, INSERT, UPDATE ON registry.title_batch, registry.title_batch_line TO kc_app;
