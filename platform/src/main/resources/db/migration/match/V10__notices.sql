-- What is pushed to whom (惠企推送): choices of firms, notices, one message a firm and day, and who opened it.

-- How far a reader of the log of differences has come; whoever reads on holds its row.
CREATE TABLE match.reader (
    name     text PRIMARY KEY CHECK (name <> ''),
    position bigint NOT NULL DEFAULT 0 CHECK (position >= 0)
);
INSERT INTO match.reader (name) VALUES ('push');

-- What a firm wants to hear of beside what it is eligible for; no row means the defaults.
CREATE TABLE match.push_choice (
    organisation uuid PRIMARY KEY,
    near         boolean NOT NULL DEFAULT false,
    open         boolean NOT NULL DEFAULT false,
    changed_at   timestamptz NOT NULL
);

-- What a firm does not want to hear of: everything, the policies of one pack (level), or one policy.
CREATE TABLE match.opt_out (
    organisation uuid NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('all', 'group', 'policy')),
    code         text NOT NULL,
    since        timestamptz NOT NULL,
    by_name      text NOT NULL,
    PRIMARY KEY (organisation, kind, code),
    CHECK ((kind = 'all') = (code = ''))
);

-- One message to the people of a firm: at most one a day, whoever sends.
CREATE TABLE match.mailing (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    organisation uuid NOT NULL,
    day          date NOT NULL,
    sent_at      timestamptz NOT NULL,
    people       integer NOT NULL CHECK (people > 0),
    -- When somebody first opened it by its link.
    opened_at    timestamptz,
    UNIQUE (organisation, day)
);

-- A reason to tell a firm of a policy: each once for ever.
CREATE TABLE match.notice (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    organisation uuid NOT NULL,
    policy       text NOT NULL,
    version      text NOT NULL,
    state        text NOT NULL CHECK (state IN ('ELIGIBLE', 'NEAR', 'OPEN')),
    change       bigint NOT NULL,
    amount_fen   bigint,
    noticed_at   timestamptz NOT NULL,
    mailing      uuid REFERENCES match.mailing (id),
    -- Why it was not sent: it did not hold any more, the firm did not want it, or nobody acts for the firm.
    dropped      text CHECK (dropped IN ('vanished', 'unwanted', 'nobody')),
    reason       text NOT NULL DEFAULT '',
    done_at      timestamptz,
    UNIQUE (organisation, policy, version, state),
    CHECK (mailing IS NULL OR dropped IS NULL),
    CHECK ((done_at IS NULL) = (mailing IS NULL AND dropped IS NULL)),
    CHECK (mailing IS NULL OR reason <> '')
);
CREATE INDEX notice_waiting ON match.notice (organisation) WHERE done_at IS NULL;
CREATE INDEX notice_by_policy ON match.notice (policy, organisation) WHERE mailing IS NOT NULL;
CREATE INDEX notice_of_mailing ON match.notice (mailing) WHERE mailing IS NOT NULL;

-- What is done is done.
CREATE FUNCTION match.keep_notice() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF OLD.done_at IS NOT NULL THEN
        RAISE EXCEPTION 'notice % was settled', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER notice_settled_once BEFORE UPDATE ON match.notice
    FOR EACH ROW EXECUTE FUNCTION match.keep_notice();

GRANT SELECT, UPDATE ON match.reader TO kc_app;
GRANT SELECT, INSERT, UPDATE ON match.push_choice TO kc_app;
GRANT SELECT, INSERT, DELETE ON match.opt_out TO kc_app;
GRANT SELECT, INSERT ON match.mailing TO kc_app;
GRANT UPDATE (opened_at) ON match.mailing TO kc_app;
GRANT SELECT, INSERT ON match.notice TO kc_app;
GRANT UPDATE (mailing, dropped, reason, done_at) ON match.notice TO kc_app;
