-- Reports written from templates, section by section, and the versions that are frozen.
GRANT USAGE ON SCHEMA report TO kc_app;

-- 报告: one for each template, region and period; drafted, reviewed, frozen, opened again.
CREATE TABLE report.report (
    id              uuid PRIMARY KEY DEFAULT uuidv7(),
    template        text NOT NULL CHECK (template ~ '^[a-z][a-z0-9-]{1,40}$'),
    template_digest text NOT NULL CHECK (template_digest ~ '^[0-9a-f]{64}$'),
    -- With the tokens of the template, and as it reads.
    title_text      text NOT NULL CHECK (length(title_text) BETWEEN 2 AND 200),
    title           text NOT NULL CHECK (length(title) BETWEEN 2 AND 200),
    region          text NOT NULL CHECK (region ~ '^[0-9A-Za-z-]{2,20}$'),
    period          text NOT NULL CHECK (period ~ '^[0-9]{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?$'),
    state           text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'review', 'frozen')),
    moves           integer NOT NULL DEFAULT 0,
    version         integer NOT NULL DEFAULT 0 CHECK (version >= 0),
    -- Why it was opened again.
    reason          text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    created_by      uuid NOT NULL,
    created_name    text NOT NULL,
    created_at      timestamptz NOT NULL,
    submitted_by    uuid,
    submitted_name  text,
    submitted_at    timestamptz,
    CONSTRAINT report_once UNIQUE (template, region, period),
    CHECK ((submitted_by IS NULL) = (submitted_at IS NULL)),
    CONSTRAINT report_review_has_submitter CHECK (state <> 'review' OR submitted_by IS NOT NULL),
    CONSTRAINT report_frozen_has_version CHECK (state <> 'frozen' OR version >= 1)
);
CREATE INDEX report_of_region ON report.report (region, id DESC);
CREATE INDEX report_waiting ON report.report (region) WHERE state = 'review';
GRANT SELECT, INSERT ON report.report TO kc_app;
GRANT UPDATE (title, state, moves, version, reason, submitted_by, submitted_name, submitted_at)
    ON report.report TO kc_app;

-- 章节 as they stand; every state they had is a revision.
CREATE TABLE report.section (
    report     uuid NOT NULL REFERENCES report.report (id),
    id         text NOT NULL CHECK (id ~ '^[a-z][a-z0-9-]{1,40}$'),
    place      integer NOT NULL CHECK (place >= 1),
    heading    text NOT NULL CHECK (length(btrim(heading)) BETWEEN 2 AND 120),
    text       text NOT NULL CHECK (length(text) <= 20000),
    revision   integer NOT NULL CHECK (revision >= 1),
    saved_name text NOT NULL,
    saved_at   timestamptz NOT NULL,
    PRIMARY KEY (report, id),
    UNIQUE (report, place)
);
GRANT SELECT, INSERT ON report.section TO kc_app;
GRANT UPDATE (heading, text, revision, saved_name, saved_at) ON report.section TO kc_app;

CREATE TABLE report.revision (
    report   uuid NOT NULL,
    section  text NOT NULL,
    revision integer NOT NULL CHECK (revision >= 1),
    -- The revision its author started from; older than the one before it where two people's work was brought together.
    base     integer NOT NULL CHECK (base >= 0 AND base < revision),
    heading  text NOT NULL,
    text     text NOT NULL,
    by       uuid NOT NULL,
    by_name  text NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (report, section, revision),
    FOREIGN KEY (report, section) REFERENCES report.section (report, id)
);
GRANT SELECT, INSERT ON report.revision TO kc_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON report.revision
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

-- What somebody types, kept as it is typed until it is saved.
CREATE TABLE report.typing (
    report  uuid NOT NULL,
    section text NOT NULL,
    account uuid NOT NULL,
    name    text NOT NULL,
    base    integer NOT NULL,
    heading text NOT NULL CHECK (length(heading) <= 200),
    text    text NOT NULL CHECK (length(text) <= 40000),
    at      timestamptz NOT NULL,
    PRIMARY KEY (report, section, account),
    FOREIGN KEY (report, section) REFERENCES report.section (report, id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON report.typing TO kc_app;

-- 底稿: how a draft read when somebody took it, to mark what has changed since.
CREATE TABLE report.reading (
    report  uuid NOT NULL REFERENCES report.report (id),
    number  integer NOT NULL CHECK (number >= 1),
    content text NOT NULL,
    by_name text NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (report, number)
);
GRANT SELECT, INSERT ON report.reading TO kc_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON report.reading
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

-- 定稿. The content is what its digest names; the snapshot is the state of the evidence it was read at.
CREATE TABLE report.version (
    id             uuid PRIMARY KEY DEFAULT uuidv7(),
    report         uuid NOT NULL REFERENCES report.report (id),
    number         integer NOT NULL CHECK (number >= 1),
    title          text NOT NULL,
    unit           text NOT NULL,
    content        text NOT NULL,
    digest         text NOT NULL UNIQUE,
    figures        integer NOT NULL CHECK (figures >= 0),
    position       bigint NOT NULL,
    revision       bigint NOT NULL,
    -- To the nanosecond as it was read, which timestamptz does not hold.
    read_at        text NOT NULL,
    reason         text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    submitted_by   uuid NOT NULL,
    submitted_name text NOT NULL,
    frozen_by      uuid NOT NULL,
    frozen_name    text NOT NULL,
    frozen_at      timestamptz NOT NULL,
    UNIQUE (report, number),
    CONSTRAINT version_is_its_digest CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
    CONSTRAINT version_needs_four_eyes CHECK (frozen_by <> submitted_by),
    CONSTRAINT version_new_one_has_reason CHECK (number = 1 OR btrim(reason) <> '')
);
GRANT SELECT, INSERT ON report.version TO kc_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON report.version
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

-- What happened to a report, newest last.
CREATE TABLE report.event (
    id      uuid PRIMARY KEY DEFAULT uuidv7(),
    report  uuid NOT NULL REFERENCES report.report (id),
    kind    text NOT NULL CHECK (kind IN ('created', 'read', 'submitted', 'returned', 'frozen', 'reopened')),
    by_name text NOT NULL,
    reason  text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    at      timestamptz NOT NULL
);
CREATE INDEX event_of_report ON report.event (report, id);
GRANT SELECT, INSERT ON report.event TO kc_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON report.event
    FOR EACH ROW EXECUTE FUNCTION shared.refuse_change();

CREATE VIEW report.published_version AS
SELECT v.id, v.report, v.number, v.title, r.template, r.region, r.period, v.digest, v.frozen_at
FROM report.version v JOIN report.report r ON r.id = v.report;
GRANT SELECT ON report.published_version TO kc_app;
