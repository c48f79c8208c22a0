-- Filings of the R&D super-deduction (研发费用加计扣除备案): one a firm and year, with its projects and their costs.

CREATE TABLE policy.deduction_filing (
    id             uuid PRIMARY KEY DEFAULT uuidv7(),
    organisation   uuid NOT NULL REFERENCES registry.organisation (id),
    year           smallint NOT NULL CHECK (year BETWEEN 2006 AND 2100),
    state          text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'returned', 'confirmed')),
    version        integer NOT NULL DEFAULT 1 CHECK (version > 0),
    -- The statement about the whole firm as typed, by code of the fact dictionary; money in 万元.
    typed          jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(typed) = 'object'),
    reason         text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    submitted_at   timestamptz,
    submitted_by   uuid,
    submitted_name text NOT NULL DEFAULT '',
    -- What was confirmed, and where it counts: null in every other state.
    decision       uuid REFERENCES policy.decision (id),
    projects       integer CHECK (projects > 0),
    expense_fen    bigint CHECK (expense_fen >= 0),
    deduction_fen  bigint CHECK (deduction_fen >= 0),
    saved_fen      bigint CHECK (saved_fen >= 0),
    region         text,
    zone           text,
    industry       text,
    -- How often it was confirmed: every confirmation counts by itself.
    confirmations  integer NOT NULL DEFAULT 0 CHECK (confirmations >= 0),
    created_at     timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    UNIQUE (organisation, year),
    CHECK (state <> 'returned' OR reason <> ''),
    CHECK (state IN ('draft', 'returned') OR submitted_at IS NOT NULL),
    CHECK (CASE state WHEN 'confirmed'
           THEN num_nulls(decision, projects, expense_fen, deduction_fen, saved_fen, region, industry) = 0
           ELSE num_nonnulls(decision, projects, expense_fen, deduction_fen, saved_fen, region, zone, industry) = 0 END)
);
CREATE INDEX deduction_filing_waiting ON policy.deduction_filing (submitted_at) WHERE state = 'submitted';
CREATE INDEX deduction_filing_counted ON policy.deduction_filing (year, region) WHERE state = 'confirmed';

-- Projects in the order of the table, as typed; money in 万元.
CREATE TABLE policy.deduction_project (
    id       uuid PRIMARY KEY DEFAULT uuidv7(),
    filing   uuid NOT NULL REFERENCES policy.deduction_filing (id),
    position integer NOT NULL CHECK (position > 0),
    typed    jsonb NOT NULL CHECK (jsonb_typeof(typed) = 'object'),
    UNIQUE (filing, position) DEFERRABLE INITIALLY DEFERRED
);

-- What was read from it when the filing was submitted: the six categories of 财税〔2015〕119号, and what was commissioned.
CREATE TABLE policy.deduction_cost (
    project  uuid NOT NULL REFERENCES policy.deduction_project (id) ON DELETE CASCADE,
    category text NOT NULL CHECK (category IN ('personnel', 'direct', 'depreciation', 'amortisation', 'design', 'other',
                                               'commissionedDomestic', 'commissionedForeign')),
    fen      bigint NOT NULL CHECK (fen > 0),
    PRIMARY KEY (project, category)
);

-- Append-only: what happened to a filing.
CREATE TABLE policy.deduction_event (
    filing  uuid NOT NULL REFERENCES policy.deduction_filing (id),
    version integer NOT NULL,
    what    text NOT NULL CHECK (what IN ('opened', 'submitted', 'returned', 'confirmed', 'reopened')),
    at      timestamptz NOT NULL,
    account uuid,
    actor   text NOT NULL,
    reason  text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    PRIMARY KEY (filing, version)
);
SELECT shared.append_only('policy.deduction_event');

-- A filing begins as a draft, goes from state to state as the commands do, and is whose and of which year it is for ever.
CREATE FUNCTION policy.guard_deduction_filing() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' OR NEW.version <> 1 THEN
            RAISE EXCEPTION 'a filing begins as a draft' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.organisation, NEW.year, NEW.created_at)
       IS DISTINCT FROM (OLD.id, OLD.organisation, OLD.year, OLD.created_at) THEN
        RAISE EXCEPTION 'a filing stays the same firm''s and year''s' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = OLD.state THEN
        IF OLD.state NOT IN ('draft', 'returned') OR NEW.version <> OLD.version
           OR NEW.confirmations <> OLD.confirmations THEN
            RAISE EXCEPTION 'a % filing stands as it is', OLD.state USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.state, NEW.state) NOT IN (('draft', 'submitted'), ('returned', 'submitted'), ('submitted', 'returned'),
                                      ('submitted', 'confirmed'), ('confirmed', 'returned')) THEN
        RAISE EXCEPTION 'a % filing does not become %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.version <> OLD.version + 1 OR NEW.typed IS DISTINCT FROM OLD.typed
       OR NEW.confirmations <> OLD.confirmations + (CASE NEW.state WHEN 'confirmed' THEN 1 ELSE 0 END) THEN
        RAISE EXCEPTION 'a step changes the version and nothing that was stated' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER deduction_filing_guarded BEFORE INSERT OR UPDATE ON policy.deduction_filing
    FOR EACH ROW EXECUTE FUNCTION policy.guard_deduction_filing();

-- What was submitted is not changed under the officer's eyes.
CREATE FUNCTION policy.guard_deduction_project() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    owner uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.filing ELSE NEW.filing END;
    standing text;
BEGIN
    SELECT state INTO standing FROM policy.deduction_filing WHERE id = owner FOR SHARE;
    IF standing NOT IN ('draft', 'returned') OR TG_OP = 'UPDATE' AND NEW.filing <> OLD.filing THEN
        RAISE EXCEPTION 'projects of a % filing stand as they are', standing USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER deduction_project_guarded BEFORE INSERT OR UPDATE OR DELETE ON policy.deduction_project
    FOR EACH ROW EXECUTE FUNCTION policy.guard_deduction_project();

CREATE FUNCTION policy.guard_deduction_cost() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    owner uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.project ELSE NEW.project END;
    standing text;
BEGIN
    SELECT f.state INTO standing FROM policy.deduction_project p JOIN policy.deduction_filing f ON f.id = p.filing
    WHERE p.id = owner;
    IF standing NOT IN ('draft', 'returned') THEN
        RAISE EXCEPTION 'costs of a % filing stand as they are', standing USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER deduction_cost_guarded BEFORE INSERT OR UPDATE OR DELETE ON policy.deduction_cost
    FOR EACH ROW EXECUTE FUNCTION policy.guard_deduction_cost();

GRANT SELECT, INSERT, UPDATE ON policy.deduction_filing TO kc_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON policy.deduction_project TO kc_app;
GRANT SELECT, INSERT, DELETE ON policy.deduction_cost TO kc_app;
GRANT SELECT, INSERT ON policy.deduction_event TO kc_app;
