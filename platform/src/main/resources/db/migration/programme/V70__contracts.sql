-- From the task contract to the archive: texts, signatures, reports, changes, acceptance, evaluation. One project is one
-- application; where it stands its events say, here is what was agreed and delivered.

CREATE TABLE programme.contract (
    application  uuid PRIMARY KEY REFERENCES programme.application (id),
    -- waived: the programme runs projects without a contract
    state        text NOT NULL CHECK (state IN ('drafting', 'submitted', 'agreed', 'confirmed', 'waived')),
    revision     integer NOT NULL DEFAULT 1 CHECK (revision >= 1),
    -- What came out of the submission, the grant and the definition, to compare with.
    original     jsonb NOT NULL CHECK (jsonb_typeof(original) = 'object'),
    -- What the two sides work on; afterwards the text in force.
    draft        jsonb NOT NULL CHECK (jsonb_typeof(draft) = 'object'),
    -- Number of the frozen text that counts; 0 before the first.
    version      integer NOT NULL DEFAULT 0 CHECK (version >= 0),
    sum_fen      bigint NOT NULL CHECK (sum_fen >= 0),
    starts_on    date,
    ends_on      date,
    -- What the officer asked for the last time.
    remark       text NOT NULL DEFAULT '' CHECK (length(remark) <= 2000),
    waits_since  timestamptz NOT NULL,
    confirmed_on date,
    concluded_on date,
    opened_at    timestamptz NOT NULL,
    CHECK (ends_on > starts_on),
    CHECK ((state = 'confirmed') = (confirmed_on IS NOT NULL)),
    CHECK (state NOT IN ('agreed', 'confirmed') OR version >= 1 AND starts_on IS NOT NULL AND ends_on IS NOT NULL)
);
CREATE INDEX contract_waiting ON programme.contract (state, waits_since, application)
    WHERE state IN ('drafting', 'submitted', 'agreed');
CREATE INDEX contract_ends ON programme.contract (ends_on, application) WHERE concluded_on IS NULL;

-- Texts, frozen; the first is signed by both sides, the following come from approved changes.
CREATE TABLE programme.contract_version (
    application uuid NOT NULL REFERENCES programme.contract (application),
    number      integer NOT NULL CHECK (number >= 1),
    content     text NOT NULL CHECK (content IS JSON OBJECT),
    digest      bytea NOT NULL CHECK (digest = sha256(convert_to(content, 'UTF8'))),
    -- Number of the change it comes from, null for what was signed.
    change      integer,
    frozen_at   timestamptz NOT NULL,
    account     uuid,
    actor       text NOT NULL CHECK (actor <> ''),
    PRIMARY KEY (application, number),
    UNIQUE (application, number, digest)
);

CREATE TABLE programme.contract_signature (
    application uuid NOT NULL,
    version     integer NOT NULL,
    side        text NOT NULL CHECK (side IN ('applicant', 'bureau')),
    digest      bytea NOT NULL,
    account     uuid NOT NULL,
    actor       text NOT NULL CHECK (actor <> ''),
    signed_at   timestamptz NOT NULL,
    PRIMARY KEY (application, version, side),
    CONSTRAINT signature_by_two_people UNIQUE (application, version, account),
    CONSTRAINT signature_of_the_text FOREIGN KEY (application, version, digest)
        REFERENCES programme.contract_version (application, number, digest)
);

CREATE FUNCTION programme.guard_contract() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN ('drafting', 'waived') THEN
            RAISE EXCEPTION 'a contract begins as a draft' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'contract_transition';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.application <> OLD.application OR OLD.state <> NEW.state AND NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[
            'drafting>submitted', 'submitted>drafting', 'submitted>agreed', 'agreed>drafting', 'agreed>confirmed'])) THEN
        RAISE EXCEPTION 'a contract does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_transition';
    END IF;
    IF NEW.state = 'confirmed' AND OLD.state <> 'confirmed' AND 2 <> (
            SELECT count(*) FROM programme.contract_signature s
            WHERE s.application = NEW.application AND s.version = NEW.version) THEN
        RAISE EXCEPTION 'contract % is not signed by both sides', NEW.application
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_signed_by_both';
    END IF;
    IF OLD.state = 'confirmed' AND NEW.version <> OLD.version AND NOT EXISTS (
            SELECT FROM programme.contract_version v
            WHERE v.application = NEW.application AND v.number = NEW.version AND v.change IS NOT NULL) THEN
        RAISE EXCEPTION 'contract % changes by approved changes only', NEW.application
            USING ERRCODE = 'check_violation', CONSTRAINT = 'contract_changes_approved';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER contract_guard BEFORE INSERT OR UPDATE ON programme.contract
    FOR EACH ROW EXECUTE FUNCTION programme.guard_contract();

-- Reports the definition asks for (进展报告、中期报告).
CREATE TABLE programme.contract_report (
    application  uuid NOT NULL REFERENCES programme.contract (application),
    report       text NOT NULL CHECK (report ~ '^[a-z][a-z0-9-]*$'),
    name         text NOT NULL CHECK (name <> ''),
    due_on       date,
    midterm      boolean NOT NULL,
    state        text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'submitted', 'returned', 'accepted')),
    filings      integer NOT NULL DEFAULT 0 CHECK (filings >= 0),
    handed_in_on date,
    -- Noted as late in the events of the application.
    late         boolean NOT NULL DEFAULT false,
    remark       text NOT NULL DEFAULT '' CHECK (length(remark) <= 2000),
    decided_by   uuid,
    decided_name text NOT NULL DEFAULT '',
    decided_at   timestamptz,
    PRIMARY KEY (application, report),
    CHECK ((state = 'due') = (filings = 0)),
    CHECK ((filings = 0) = (handed_in_on IS NULL))
);
CREATE INDEX contract_report_waiting ON programme.contract_report (state, due_on, application) WHERE state <> 'accepted';

CREATE TABLE programme.contract_report_filing (
    application uuid NOT NULL,
    report      text NOT NULL,
    number      integer NOT NULL CHECK (number >= 1),
    content     text NOT NULL CHECK (content IS JSON OBJECT),
    digest      bytea NOT NULL CHECK (digest = sha256(convert_to(content, 'UTF8'))),
    filed_at    timestamptz NOT NULL,
    account     uuid,
    actor       text NOT NULL CHECK (actor <> ''),
    PRIMARY KEY (application, report, number),
    FOREIGN KEY (application, report) REFERENCES programme.contract_report (application, report)
);

-- Changes asked for (变更): one at a time, so that each is decided on the text that is in force.
CREATE TABLE programme.contract_change (
    application  uuid NOT NULL REFERENCES programme.contract (application),
    number       integer NOT NULL CHECK (number >= 1),
    kind         text NOT NULL CHECK (kind IN ('leader', 'term', 'budget', 'content')),
    proposal     text NOT NULL CHECK (proposal IS JSON OBJECT),
    reason       text NOT NULL CHECK (length(btrim(reason)) BETWEEN 1 AND 2000),
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'refused', 'withdrawn')),
    asked_at     timestamptz NOT NULL,
    asked_by     uuid,
    asked_name   text NOT NULL CHECK (asked_name <> ''),
    decision     text NOT NULL DEFAULT '' CHECK (length(decision) <= 2000),
    decided_at   timestamptz,
    decided_by   uuid,
    decided_name text NOT NULL DEFAULT '',
    PRIMARY KEY (application, number),
    CHECK ((state = 'open') = (decided_at IS NULL)),
    CHECK (state <> 'refused' OR btrim(decision) <> ''),
    CONSTRAINT change_needs_four_eyes CHECK (state NOT IN ('approved', 'refused') OR decided_by IS DISTINCT FROM asked_by)
);
CREATE UNIQUE INDEX contract_change_one_open ON programme.contract_change (application) WHERE state = 'open';
CREATE INDEX contract_change_waiting ON programme.contract_change (asked_at, application) WHERE state = 'open';

ALTER TABLE programme.contract_version ADD FOREIGN KEY (application, change)
    REFERENCES programme.contract_change (application, number);

-- Audit of the spending by a third party (经费专项审计); a later one replaces it, the audit log keeps the former.
CREATE TABLE programme.contract_audit (
    application    uuid PRIMARY KEY REFERENCES programme.contract (application),
    auditor        text NOT NULL CHECK (length(btrim(auditor)) BETWEEN 2 AND 100),
    reported_on    date NOT NULL,
    outcome        text NOT NULL CHECK (outcome IN ('clean', 'qualified', 'adverse')),
    disallowed_fen bigint NOT NULL DEFAULT 0 CHECK (disallowed_fen >= 0),
    findings       text NOT NULL DEFAULT '' CHECK (length(findings) <= 2000),
    file           uuid NOT NULL,
    entered_at     timestamptz NOT NULL,
    account        uuid,
    actor          text NOT NULL CHECK (actor <> ''),
    CHECK (outcome = 'clean' OR btrim(findings) <> '')
);

-- Each time acceptance is asked for (验收申请), and what came of it.
CREATE TABLE programme.contract_acceptance (
    application  uuid NOT NULL REFERENCES programme.contract (application),
    number       integer NOT NULL CHECK (number >= 1),
    method       text NOT NULL CHECK (method IN ('materials', 'panel')),
    content      text NOT NULL CHECK (content IS JSON OBJECT),
    digest       bytea NOT NULL CHECK (digest = sha256(convert_to(content, 'UTF8'))),
    asked_on     date NOT NULL,
    asked_at     timestamptz NOT NULL,
    account      uuid,
    actor        text NOT NULL CHECK (actor <> ''),
    state        text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'passed', 'rectify', 'failed')),
    -- Members and their scores, where a panel sat.
    panel        jsonb,
    score        numeric(6, 2) CHECK (score >= 0),
    opinion      text NOT NULL DEFAULT '' CHECK (length(opinion) <= 4000),
    rectify_by   date,
    decided_on   date,
    decided_at   timestamptz,
    decided_by   uuid,
    decided_name text NOT NULL DEFAULT '',
    PRIMARY KEY (application, number),
    CHECK ((state = 'asked') = (decided_at IS NULL)),
    CHECK ((state = 'rectify') = (rectify_by IS NOT NULL)),
    CHECK (state IN ('asked', 'passed') OR btrim(opinion) <> '')
);
CREATE UNIQUE INDEX contract_acceptance_one_open ON programme.contract_acceptance (application)
    WHERE state IN ('asked', 'passed');
CREATE INDEX contract_acceptance_waiting ON programme.contract_acceptance (asked_at, application) WHERE state = 'asked';

-- What the project brought about, as accepted (成果). A sum of money stands in fen, everything else as a whole number.
CREATE TABLE programme.contract_outcome (
    application uuid NOT NULL REFERENCES programme.contract (application),
    code        text NOT NULL CHECK (code ~ '^[a-z][a-z0-9-]*$'),
    name        text NOT NULL CHECK (name <> ''),
    unit        text NOT NULL,
    money       boolean NOT NULL,
    value       bigint NOT NULL CHECK (value >= 0),
    PRIMARY KEY (application, code)
);

-- Performance evaluation some time after the end (绩效评价).
CREATE TABLE programme.contract_evaluation (
    application  uuid PRIMARY KEY REFERENCES programme.contract (application),
    due_on       date NOT NULL,
    state        text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'submitted', 'scored')),
    content      text CHECK (content IS JSON OBJECT),
    digest       bytea CHECK (digest = sha256(convert_to(content, 'UTF8'))),
    submitted_at timestamptz,
    account      uuid,
    actor        text NOT NULL DEFAULT '',
    score        numeric(6, 2) CHECK (score >= 0),
    opinion      text NOT NULL DEFAULT '' CHECK (length(opinion) <= 2000),
    scored_at    timestamptz,
    scored_by    uuid,
    scored_name  text NOT NULL DEFAULT '',
    CHECK ((state = 'due') = (content IS NULL)),
    CHECK ((content IS NULL) = (digest IS NULL) AND (content IS NULL) = (submitted_at IS NULL)),
    CHECK ((state = 'scored') = (score IS NOT NULL) AND (state = 'scored') = (scored_at IS NOT NULL))
);
CREATE INDEX contract_evaluation_waiting ON programme.contract_evaluation (due_on, application) WHERE state <> 'scored';

-- The whole life bound to one PDF (归档). What is bound later stands beside what was bound before.
CREATE TABLE programme.project_archive (
    application uuid NOT NULL REFERENCES programme.application (id),
    number      integer NOT NULL CHECK (number >= 1),
    file        uuid NOT NULL,
    digest      text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    pages       integer NOT NULL CHECK (pages >= 1),
    parts       integer NOT NULL CHECK (parts >= 1),
    made_at     timestamptz NOT NULL,
    account     uuid,
    actor       text NOT NULL CHECK (actor <> ''),
    PRIMARY KEY (application, number)
);

CREATE TRIGGER contract_version_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.contract_version
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER contract_signature_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.contract_signature
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER contract_filing_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.contract_report_filing
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER contract_outcome_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.contract_outcome
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER project_archive_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.project_archive
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

-- What other modules may read of projects.
CREATE VIEW programme.published_project AS
SELECT c.application, c.state, c.version, c.sum_fen, c.starts_on, c.ends_on, c.confirmed_on, c.concluded_on
FROM programme.contract c;
CREATE VIEW programme.published_outcome AS
SELECT o.application, o.code, o.name, o.unit, o.money, o.value FROM programme.contract_outcome o;

GRANT SELECT, INSERT ON programme.contract, programme.contract_version, programme.contract_signature,
    programme.contract_report, programme.contract_report_filing, programme.contract_change, programme.contract_audit,
    programme.contract_acceptance, programme.contract_outcome, programme.contract_evaluation,
    programme.project_archive TO kc_app;
GRANT UPDATE (state, revision, draft, version, starts_on, ends_on, remark, waits_since, confirmed_on, concluded_on)
    ON programme.contract TO kc_app;
GRANT UPDATE (state, due_on, filings, handed_in_on, late, remark, decided_by, decided_name, decided_at)
    ON programme.contract_report TO kc_app;
GRANT UPDATE (state, decision, decided_at, decided_by, decided_name) ON programme.contract_change TO kc_app;
GRANT UPDATE ON programme.contract_audit TO kc_app;
GRANT UPDATE (state, method, panel, score, opinion, rectify_by, decided_on, decided_at, decided_by, decided_name)
    ON programme.contract_acceptance TO kc_app;
GRANT UPDATE (state, content, digest, submitted_at, account, actor, score, opinion, scored_at, scored_by, scored_name)
    ON programme.contract_evaluation TO kc_app;
GRANT SELECT ON programme.published_project, programme.published_outcome TO kc_app;
