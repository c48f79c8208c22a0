-- People who log in: units, accounts, roles, sessions, second factors, tokens. What must hold about the three
-- administrators holds here, whatever the application does.
GRANT USAGE ON SCHEMA identity TO kc_app;

-- 机构: the bureau, its divisions, and the science offices of counties and parks.
CREATE TABLE identity.unit (
    id         uuid PRIMARY KEY DEFAULT uuidv7(),
    code       text NOT NULL UNIQUE CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
    name       text NOT NULL CHECK (name = btrim(name) AND length(name) BETWEEN 1 AND 60),
    en         text NOT NULL DEFAULT '' CHECK (length(en) <= 120),
    kind       text NOT NULL CHECK (kind IN ('BUREAU', 'DIVISION', 'REGION_BUREAU')),
    region     text NOT NULL CHECK (region ~ '^[0-9A-Za-z-]{2,20}$'),
    -- A zone's office that also answers for the district it lies in.
    also_regions text[] NOT NULL DEFAULT '{}',
    -- Never changed after insert (not granted), so the tree has no cycle.
    parent     uuid REFERENCES identity.unit,
    active     boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL,
    CHECK ((kind = 'BUREAU') = (parent IS NULL)),
    CHECK (parent <> id)
);
CREATE INDEX ON identity.unit (parent);
GRANT SELECT, INSERT ON identity.unit TO kc_app;
GRANT UPDATE (name, en, active) ON identity.unit TO kc_app;

-- 账号.
CREATE TABLE identity.account (
    id              uuid PRIMARY KEY DEFAULT uuidv7(),
    login           text NOT NULL UNIQUE CHECK (login ~ '^[a-z0-9][a-z0-9._@-]{2,63}$'),
    name            text NOT NULL CHECK (name = btrim(name) AND length(name) BETWEEN 1 AND 60),
    phone           text NOT NULL DEFAULT '' CHECK (length(phone) <= 30),
    email           text NOT NULL DEFAULT '' CHECK (length(email) <= 200),
    unit            uuid REFERENCES identity.unit,
    -- An organisation of the registry, one floor above: no foreign key.
    organisation    uuid,
    status          text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'LOCKED', 'CLOSED')),
    status_reason   text NOT NULL DEFAULT '' CHECK (length(status_reason) <= 200),
    -- Null until the person has used the invitation.
    password_hash   text,
    password_set_at timestamptz,
    must_change     boolean NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL,
    created_by      uuid REFERENCES identity.account,
    last_login      timestamptz,
    CHECK ((password_hash IS NULL) = (password_set_at IS NULL)),
    CHECK (num_nonnulls(unit, organisation) <= 1)
);
CREATE INDEX ON identity.account (unit) WHERE unit IS NOT NULL;
CREATE INDEX ON identity.account (organisation) WHERE organisation IS NOT NULL;
CREATE INDEX account_by_name ON identity.account (name, id);
CREATE INDEX ON identity.account USING gin ((login || ' ' || name || ' ' || phone) gin_trgm_ops);
GRANT SELECT, INSERT ON identity.account TO kc_app;
GRANT UPDATE (name, phone, email, unit, organisation, status, status_reason, password_hash, password_set_at,
              must_change, last_login) ON identity.account TO kc_app;

-- 角色. The generated column puts each administrator role into a group of its own and all others into one; the
-- exclusion constraint then says that nobody is in two groups: the three administrators are three people, without
-- business rights.
CREATE TABLE identity.account_role (
    account    uuid NOT NULL REFERENCES identity.account,
    role       text NOT NULL CHECK (role IN (
        'APPLICANT', 'EXPERT', 'BANK_OFFICER', 'INSTRUMENT_OWNER', 'BROKER', 'COUNTY_OFFICER', 'BUREAU_OFFICER',
        'BUREAU_LEADER', 'SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN')),
    apart      text NOT NULL GENERATED ALWAYS AS (
        CASE WHEN role IN ('SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN') THEN role ELSE 'BUSINESS' END) STORED,
    origin     text NOT NULL CHECK (origin IN ('GRANT', 'REGISTRATION', 'FIRST_RUN', 'DEMO')),
    granted_by uuid REFERENCES identity.account,
    granted_at timestamptz NOT NULL,
    PRIMARY KEY (account, role),
    CONSTRAINT administrators_apart EXCLUDE USING gist (account WITH =, apart WITH <>),
    CONSTRAINT granted_by_another CHECK (granted_by <> account),
    CONSTRAINT grant_has_granter CHECK ((origin = 'GRANT') = (granted_by IS NOT NULL)),
    CONSTRAINT registration_makes_applicants CHECK (origin <> 'REGISTRATION' OR role = 'APPLICANT')
);
CREATE INDEX ON identity.account_role (role, account);
GRANT SELECT, INSERT, DELETE ON identity.account_role TO kc_app;

-- Only a security administrator grants.
CREATE FUNCTION identity.check_granter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.granted_by IS NOT NULL AND NOT EXISTS (
        SELECT FROM identity.account_role r JOIN identity.account a ON a.id = r.account
        WHERE r.account = NEW.granted_by AND r.role = 'SECURITY_ADMIN' AND a.status = 'ACTIVE') THEN
        RAISE EXCEPTION 'roles are granted by a security administrator'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'granted_by_security_administrator';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_granter BEFORE INSERT OR UPDATE ON identity.account_role
    FOR EACH ROW EXECUTE FUNCTION identity.check_granter();

-- A role fits where the person belongs: looked at when the transaction ends, on the account's row lock, so that a role
-- and a unit changed at the same time can't both slip through.
CREATE FUNCTION identity.check_fit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    subject uuid;
    person  record;
    misfit  text;
BEGIN
    IF TG_TABLE_NAME = 'account' THEN subject := NEW.id; ELSE subject := NEW.account; END IF;
    SELECT a.organisation, u.kind INTO person
    FROM identity.account a LEFT JOIN identity.unit u ON u.id = a.unit
    WHERE a.id = subject FOR NO KEY UPDATE OF a;
    SELECT role INTO misfit FROM identity.account_role
    WHERE account = subject AND NOT CASE
        WHEN role IN ('APPLICANT', 'BANK_OFFICER', 'INSTRUMENT_OWNER') THEN person.organisation IS NOT NULL
        WHEN role = 'COUNTY_OFFICER' THEN coalesce(person.kind = 'REGION_BUREAU', false)
        WHEN role IN ('BUREAU_OFFICER', 'BUREAU_LEADER') THEN coalesce(person.kind IN ('BUREAU', 'DIVISION'), false)
        WHEN role IN ('SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN') THEN person.organisation IS NULL
        ELSE true END
    LIMIT 1;
    IF misfit IS NOT NULL THEN
        RAISE EXCEPTION 'role % does not fit where account % belongs', misfit, subject
            USING ERRCODE = 'check_violation', CONSTRAINT = 'role_fits';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_fit AFTER INSERT ON identity.account_role
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION identity.check_fit();
CREATE CONSTRAINT TRIGGER check_fit AFTER UPDATE OF unit, organisation ON identity.account
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION identity.check_fit();

-- Nobody removes the last active administrator of a kind. The lock lets two who remove at once see one another.
CREATE FUNCTION identity.lock_administrators(kind text) RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('identity.administrators.' || kind, 0))
$$;
CREATE FUNCTION identity.active_administrators(kind text) RETURNS bigint LANGUAGE sql VOLATILE AS $$
    SELECT count(*) FROM identity.account_role r JOIN identity.account a ON a.id = r.account
    WHERE r.role = kind AND a.status = 'ACTIVE' AND a.password_hash IS NOT NULL
$$;
CREATE FUNCTION identity.keep_administrators() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kinds text[];
    kind  text;
BEGIN
    IF TG_TABLE_NAME = 'account_role' THEN
        kinds := CASE WHEN OLD.apart <> 'BUSINESS' THEN ARRAY[OLD.role] ELSE '{}' END;
    ELSE
        SELECT coalesce(array_agg(role), '{}') INTO kinds FROM identity.account_role
        WHERE account = NEW.id AND apart <> 'BUSINESS';
    END IF;
    FOREACH kind IN ARRAY kinds LOOP
        PERFORM identity.lock_administrators(kind);
        IF identity.active_administrators(kind) = 0 THEN
            RAISE EXCEPTION 'the last active % stays', kind
                USING ERRCODE = 'check_violation', CONSTRAINT = 'last_administrator';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER keep_administrators AFTER DELETE ON identity.account_role
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION identity.keep_administrators();
CREATE CONSTRAINT TRIGGER keep_administrators AFTER UPDATE OF status ON identity.account
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.status = 'ACTIVE' AND NEW.status <> 'ACTIVE' AND OLD.password_hash IS NOT NULL)
    EXECUTE FUNCTION identity.keep_administrators();

-- The passwords somebody had, so that the last ones are not taken again.
CREATE TABLE identity.password_history (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account uuid NOT NULL REFERENCES identity.account,
    hash    text NOT NULL,
    set_at  timestamptz NOT NULL
);
CREATE INDEX ON identity.password_history (account, id DESC);
GRANT SELECT, INSERT, DELETE ON identity.password_history TO kc_app;

-- Failed attempts by what is attempted: a login name (as a digest: people type passwords there), an address, a second
-- factor. One row each, counted in one atomic statement.
CREATE TABLE identity.attempt (
    key           text PRIMARY KEY,
    failures      int NOT NULL CHECK (failures >= 0),
    last_at       timestamptz NOT NULL,
    blocked_until timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX ON identity.attempt (last_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON identity.attempt TO kc_app;

-- 会话. The servlet session lives in the process; the row says who is in, from where, and how it ended.
CREATE TABLE identity.session (
    id         uuid PRIMARY KEY DEFAULT uuidv7(),
    account    uuid NOT NULL REFERENCES identity.account,
    key_hash   bytea NOT NULL UNIQUE,
    method     text NOT NULL CHECK (method IN ('PASSWORD', 'SECOND_FACTOR', 'OIDC')),
    address    text NOT NULL,
    agent      text NOT NULL CHECK (length(agent) <= 300),
    started_at timestamptz NOT NULL,
    last_seen  timestamptz NOT NULL,
    ended_at   timestamptz,
    end_reason text CHECK (end_reason IN ('LOGOUT', 'IDLE', 'ABSOLUTE', 'SELF', 'ADMINISTRATOR', 'LOCKED', 'PASSWORD',
                                          'RESTART')),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
    CHECK (last_seen >= started_at)
);
CREATE INDEX ON identity.session (account, started_at DESC);
CREATE INDEX session_open ON identity.session (account) WHERE ended_at IS NULL;
CREATE INDEX ON identity.session (last_seen DESC, id DESC) WHERE ended_at IS NULL;
GRANT SELECT, INSERT ON identity.session TO kc_app;
GRANT UPDATE (last_seen, ended_at, end_reason) ON identity.session TO kc_app;

-- 第二因素 (RFC 6238). The secret is encrypted with a key the database does not hold; last_step makes a code good once.
CREATE TABLE identity.totp (
    account    uuid PRIMARY KEY REFERENCES identity.account,
    secret     bytea NOT NULL,
    last_step  bigint NOT NULL,
    created_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON identity.totp TO kc_app;
GRANT UPDATE (last_step) ON identity.totp TO kc_app;

CREATE TABLE identity.recovery_code (
    account uuid NOT NULL REFERENCES identity.account,
    hash    bytea NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (account, hash)
);
GRANT SELECT, INSERT, DELETE ON identity.recovery_code TO kc_app;
GRANT UPDATE (used_at) ON identity.recovery_code TO kc_app;

-- 访问令牌 of the interface for programs.
CREATE TABLE identity.token (
    id         uuid PRIMARY KEY DEFAULT uuidv7(),
    account    uuid NOT NULL REFERENCES identity.account,
    name       text NOT NULL CHECK (name = btrim(name) AND length(name) BETWEEN 1 AND 60),
    hash       bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    last_used  timestamptz,
    revoked_at timestamptz,
    CHECK (expires_at > created_at)
);
CREATE INDEX ON identity.token (account, created_at DESC);
GRANT SELECT, INSERT ON identity.token TO kc_app;
GRANT UPDATE (last_used, revoked_at) ON identity.token TO kc_app;

-- 一次性链接: to become one of the first administrators, to accept an invitation, to set a new password.
CREATE TABLE identity.one_time_link (
    id         uuid PRIMARY KEY DEFAULT uuidv7(),
    hash       bytea NOT NULL UNIQUE,
    purpose    text NOT NULL CHECK (purpose IN ('FIRST_RUN', 'INVITATION', 'RESET')),
    role       text CHECK (role IN ('SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN')),
    account    uuid REFERENCES identity.account,
    created_by uuid REFERENCES identity.account,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    revoked_at timestamptz,
    CHECK ((purpose = 'FIRST_RUN') = (role IS NOT NULL)),
    CHECK ((purpose = 'FIRST_RUN') = (account IS NULL)),
    CHECK (expires_at > created_at)
);
CREATE INDEX ON identity.one_time_link (account) WHERE account IS NOT NULL;
GRANT SELECT, INSERT ON identity.one_time_link TO kc_app;
GRANT UPDATE (used_at, revoked_at) ON identity.one_time_link TO kc_app;

-- 统一身份认证: who somebody is at the identity provider.
CREATE TABLE identity.oidc_link (
    issuer    text NOT NULL,
    subject   text NOT NULL,
    account   uuid NOT NULL REFERENCES identity.account,
    linked_at timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject),
    UNIQUE (account, issuer)
);
GRANT SELECT, INSERT, DELETE ON identity.oidc_link TO kc_app;

-- What administrators did, for one another to see. Append-only for the application.
CREATE TABLE identity.administrator_action (
    id      uuid PRIMARY KEY DEFAULT uuidv7(),
    at      timestamptz NOT NULL,
    actor   uuid NOT NULL REFERENCES identity.account,
    role    text NOT NULL CHECK (role IN ('SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN')),
    action  text NOT NULL,
    account uuid REFERENCES identity.account,
    label   text NOT NULL,
    detail  text NOT NULL DEFAULT ''
);
CREATE INDEX ON identity.administrator_action (account, id DESC);
GRANT SELECT, INSERT ON identity.administrator_action TO kc_app;

-- For joins of the modules above.
CREATE VIEW identity.published_person AS
SELECT a.id AS account, a.name, a.login, a.unit, u.name AS unit_name, a.organisation, a.status = 'ACTIVE' AS active
FROM identity.account a LEFT JOIN identity.unit u ON u.id = a.unit;
GRANT SELECT ON identity.published_person TO kc_app;

CREATE VIEW identity.published_unit AS
SELECT id AS unit, code, name, en, kind, region, also_regions, parent, active FROM identity.unit;
GRANT SELECT ON identity.published_unit TO kc_app;
