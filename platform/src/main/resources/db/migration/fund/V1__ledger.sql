-- The ledger (总账): budget lines, what is set aside on them for whom, and the postings that move the money.
--
-- Each budget line is a book of its own. Its accounts hold where its money is: still available, reserved, committed,
-- under way to a bank, paid. Money is only ever moved from one account to another, and no account of these may fall
-- below zero. So paid ≤ committed ≤ budget cannot be broken, whoever writes.

CREATE TABLE fund.budget_line (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    year         integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
    programme    text NOT NULL CHECK (programme ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
    name         text NOT NULL CHECK (length(name) BETWEEN 2 AND 100 AND name = btrim(name)),
    -- Who provides the money.
    source       text NOT NULL CHECK (source IN ('state', 'province', 'city', 'district')),
    region       text NOT NULL CHECK (length(region) BETWEEN 1 AND 20),
    -- Government budget classification by function (政府收支分类科目), 7 digits.
    subject_code text NOT NULL DEFAULT '' CHECK (subject_code ~ '^([0-9]{7})?$'),
    opened_at    timestamptz NOT NULL,
    opened_by    uuid,
    opened_name  text NOT NULL,
    UNIQUE (year, programme, source, region, name)
);
CREATE INDEX budget_line_region ON fund.budget_line (region, year);

-- Money set aside on a budget line for one beneficiary and one thing (经费安排).
CREATE TABLE fund.allocation (
    id             uuid PRIMARY KEY DEFAULT uuidv7(),
    line           uuid NOT NULL REFERENCES fund.budget_line (id),
    -- The thing itself, e.g. programme/application/<id>.
    reference      text NOT NULL CHECK (length(reference) BETWEEN 1 AND 300),
    title          text NOT NULL CHECK (length(btrim(title)) BETWEEN 1 AND 300),
    beneficiary    uuid NOT NULL,
    region         text NOT NULL CHECK (length(region) BETWEEN 1 AND 20),
    zone           text CHECK (length(zone) BETWEEN 1 AND 20),
    -- Sum of the contract, paid or to be paid; equals the live instalments.
    contracted_fen bigint NOT NULL DEFAULT 0 CHECK (contracted_fen >= 0),
    ended_on       date,
    opened_at      timestamptz NOT NULL,
    UNIQUE (line, reference)
);
CREATE INDEX allocation_reference ON fund.allocation (reference);
CREATE INDEX allocation_beneficiary ON fund.allocation (beneficiary, id);
CREATE INDEX allocation_region ON fund.allocation (region, id);

-- Accounts (科目). The balance is kept by the trigger on legs and by nothing else.
CREATE TABLE fund.account (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    line       uuid NOT NULL REFERENCES fund.budget_line (id),
    allocation uuid REFERENCES fund.allocation (id),
    kind       text NOT NULL,
    balance    bigint NOT NULL DEFAULT 0,
    UNIQUE NULLS NOT DISTINCT (line, allocation, kind),
    -- funding 预算下达, carried 结转, available 可用, surrendered 上缴; where money from outside comes from
    CHECK (CASE WHEN allocation IS NULL
        THEN kind IN ('funding', 'carried', 'available', 'surrendered', 'district_source', 'self_source', 'other_source')
        -- reserved 预留, committed 待付, transit 在途, paid 已付; money from outside that has arrived
        ELSE kind IN ('reserved', 'committed', 'transit', 'paid', 'district_funds', 'self_funds', 'other_funds')
    END),
    -- Where money comes from is below zero, what is held is not. Budget given and carried over may be either, as carried
    -- money may be cut; that no more is cut than is there follows from what is available.
    CONSTRAINT account_not_overdrawn CHECK (CASE
        WHEN kind IN ('funding', 'carried') THEN true
        WHEN kind IN ('district_source', 'self_source', 'other_source') THEN balance <= 0
        ELSE balance >= 0
    END)
) WITH (fillfactor = 50);
CREATE INDEX account_of_allocation ON fund.account (allocation) WHERE allocation IS NOT NULL;

-- Postings (记账): appended, never altered.
CREATE TABLE fund.posting (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    -- Idempotency key: what was posted once is not posted again.
    key           text NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 300),
    -- SHA-256 of what was asked for under the key.
    content       bytea NOT NULL CHECK (length(content) = 32),
    kind          text NOT NULL CHECK (kind IN ('budget', 'carry', 'reserve', 'commit', 'amend', 'release', 'order',
                      'settle', 'return', 'contribute', 'recover')),
    business_date date NOT NULL CHECK (business_date BETWEEN '2000-01-01' AND '2199-12-31'),
    reference     text NOT NULL CHECK (length(reference) BETWEEN 1 AND 300),
    legs          smallint NOT NULL CHECK (legs BETWEEN 2 AND 20),
    memo          text NOT NULL DEFAULT '' CHECK (length(memo) <= 500),
    posted_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    posted_by     uuid,
    posted_name   text NOT NULL CHECK (length(posted_name) <= 200)
);
CREATE INDEX posting_reference ON fund.posting (reference, id);
CREATE INDEX posting_date ON fund.posting (business_date, id);

-- Legs (分录): positive where money goes to, negative where it comes from.
CREATE TABLE fund.leg (
    posting    uuid NOT NULL REFERENCES fund.posting (id) DEFERRABLE INITIALLY DEFERRED,
    account    bigint NOT NULL REFERENCES fund.account (id) DEFERRABLE INITIALLY DEFERRED,
    amount_fen bigint NOT NULL CHECK (amount_fen <> 0 AND abs(amount_fen) <= 1000000000000000),
    PRIMARY KEY (posting, account)
);
CREATE INDEX leg_account ON fund.leg (account, posting);

CREATE TRIGGER posting_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fund.posting
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER leg_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fund.leg
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
ALTER TABLE fund.posting ENABLE ALWAYS TRIGGER posting_append_only;
ALTER TABLE fund.leg ENABLE ALWAYS TRIGGER leg_append_only;

-- Double entry: when the transaction ends, each posting it wrote has all its legs, and they sum to zero in every book.
CREATE FUNCTION fund.check_balanced() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    found integer;
    out_of_balance integer;
BEGIN
    SELECT coalesce(sum(book.legs), 0), count(*) FILTER (WHERE book.total <> 0) INTO found, out_of_balance
    FROM (SELECT count(*) AS legs, sum(l.amount_fen) AS total
          FROM fund.leg l JOIN fund.account a ON a.id = l.account
          WHERE l.posting = NEW.id GROUP BY a.line) book;
    IF found <> NEW.legs OR out_of_balance > 0 THEN
        RAISE EXCEPTION 'posting % does not balance: % of % legs, % books out of balance',
            NEW.id, found, NEW.legs, out_of_balance
            USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_balanced';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER posting_balanced AFTER INSERT ON fund.posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fund.check_balanced();

CREATE FUNCTION fund.keep_balances() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    -- A posting that is there has all its legs, so nothing can be added to it later.
    IF EXISTS (SELECT FROM (SELECT DISTINCT posting FROM added) d JOIN fund.posting p ON p.id = d.posting
               WHERE p.legs < (SELECT count(*) FROM fund.leg l WHERE l.posting = p.id)) THEN
        RAISE EXCEPTION 'a posting gets no more legs than it has' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- In one order for everybody, the accounts of a whole line last: they are the ones everybody wants.
    PERFORM FROM fund.account a WHERE a.id IN (SELECT account FROM added)
    ORDER BY (a.allocation IS NULL), a.id FOR NO KEY UPDATE;
    UPDATE fund.account a SET balance = a.balance + sums.amount
    FROM (SELECT account, sum(amount_fen)::bigint AS amount FROM added GROUP BY account) sums
    WHERE a.id = sums.account;
    RETURN NULL;
END
$$;
CREATE TRIGGER leg_balances AFTER INSERT ON fund.leg
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION fund.keep_balances();
ALTER TABLE fund.leg ENABLE ALWAYS TRIGGER leg_balances;

CREATE FUNCTION fund.guard_account() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.balance <> 0 THEN
            RAISE EXCEPTION 'an account opens empty' USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NEW.allocation IS NOT NULL
           AND NOT EXISTS (SELECT FROM fund.allocation a WHERE a.id = NEW.allocation AND a.line = NEW.line) THEN
            RAISE EXCEPTION 'an allocation''s account belongs to the allocation''s line'
                USING ERRCODE = 'check_violation';
        END IF;
    ELSIF pg_trigger_depth() < 2 OR (NEW.id, NEW.line, NEW.allocation, NEW.kind)
            IS DISTINCT FROM (OLD.id, OLD.line, OLD.allocation, OLD.kind) THEN
        RAISE EXCEPTION 'balances change by postings only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER account_guard BEFORE INSERT OR UPDATE ON fund.account
    FOR EACH ROW EXECUTE FUNCTION fund.guard_account();
CREATE TRIGGER account_stays BEFORE DELETE OR TRUNCATE ON fund.account
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

-- Locks accounts in the order in which everybody locks them; for transactions that post several times.
CREATE FUNCTION fund.lock_accounts(accounts bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM FROM fund.account a WHERE a.id = ANY (accounts) ORDER BY (a.allocation IS NULL), a.id FOR NO KEY UPDATE;
END
$$;

-- Posts once. "content" says what was asked for: a key stands for one content. Outcome: "posted"; "there" when the key was
-- posted before with the same content; "other" when it was posted
-- with different content; "short" when an account would be overdrawn, with that account and what it holds. Only
-- "posted" writes anything.
CREATE FUNCTION fund.post(key text, content text, kind text, business_date date, reference text, memo text,
                          posted_by uuid, posted_name text, accounts bigint[], amounts bigint[],
                          OUT outcome text, OUT posting uuid, OUT short_account bigint, OUT short_balance bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
#variable_conflict use_column
DECLARE
    digest bytea := sha256(convert_to(post.content, 'UTF8'));
    before bytea;
BEGIN
    PERFORM FROM fund.account a WHERE a.id = ANY (post.accounts)
    ORDER BY (a.allocation IS NULL), a.id FOR NO KEY UPDATE;

    SELECT p.id, p.content INTO posting, before FROM fund.posting p WHERE p.key = post.key;
    IF posting IS NOT NULL THEN
        outcome := CASE WHEN before = digest THEN 'there' ELSE 'other' END;
        RETURN;
    END IF;

    SELECT a.id, a.balance INTO short_account, short_balance
    FROM unnest(post.accounts, post.amounts) AS l (account, amount)
    JOIN fund.account a ON a.id = l.account
    WHERE CASE WHEN a.kind IN ('funding', 'carried') THEN false
               WHEN a.kind IN ('district_source', 'self_source', 'other_source') THEN a.balance + l.amount > 0
               ELSE a.balance + l.amount < 0 END
    ORDER BY (a.allocation IS NULL), a.id LIMIT 1;
    IF short_account IS NOT NULL THEN
        outcome := 'short';
        RETURN;
    END IF;

    INSERT INTO fund.posting (key, content, kind, business_date, reference, legs, memo, posted_by, posted_name)
    VALUES (post.key, digest, post.kind, post.business_date, post.reference, cardinality(post.accounts), post.memo,
            post.posted_by, post.posted_name)
    ON CONFLICT (key) DO NOTHING RETURNING id INTO posting;
    IF posting IS NULL THEN
        -- Somebody else posted it meanwhile, on other accounts; it is committed now.
        SELECT p.id, CASE WHEN p.content = digest THEN 'there' ELSE 'other' END INTO posting, outcome
        FROM fund.posting p WHERE p.key = post.key;
        RETURN;
    END IF;
    INSERT INTO fund.leg (posting, account, amount_fen)
    SELECT post.posting, l.account, l.amount FROM unnest(post.accounts, post.amounts) AS l (account, amount);
    outcome := 'posted';
END
$$;
REVOKE EXECUTE ON FUNCTION fund.lock_accounts(bigint[]) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION fund.post(text, text, text, date, text, text, uuid, text, bigint[], bigint[]) FROM PUBLIC;

-- Instalments (分期拨款) of an allocation.
CREATE TABLE fund.instalment (
    allocation   uuid NOT NULL REFERENCES fund.allocation (id),
    number       integer NOT NULL CHECK (number BETWEEN 1 AND 99),
    name         text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 100),
    amount_fen   bigint NOT NULL CHECK (amount_fen > 0),
    -- What has to happen first, in words; empty for nothing.
    condition    text NOT NULL DEFAULT '' CHECK (length(condition) <= 500),
    expected_on  date,
    -- planned 未到期, due 待拨, ordered 拨付中, paid 已拨, cancelled 取消
    state        text NOT NULL CHECK (state IN ('planned', 'due', 'ordered', 'paid', 'cancelled')),
    due_since    timestamptz,
    evidence     text NOT NULL DEFAULT '' CHECK (length(evidence) <= 500),
    -- Why the bank sent it back the last time; empty when it did not.
    returned     text NOT NULL DEFAULT '' CHECK (length(returned) <= 500),
    paid_on      date,
    PRIMARY KEY (allocation, number),
    CHECK ((state = 'paid') = (paid_on IS NOT NULL)),
    CHECK (state IN ('planned', 'cancelled') OR due_since IS NOT NULL)
);
CREATE INDEX instalment_due ON fund.instalment (due_since, allocation) WHERE state = 'due';

CREATE FUNCTION fund.guard_instalment() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN ('planned', 'due') THEN
            RAISE EXCEPTION 'an instalment begins planned or due' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF OLD.amount_fen <> NEW.amount_fen OR OLD.allocation <> NEW.allocation OR OLD.number <> NEW.number
       OR OLD.state <> NEW.state AND NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[
            'planned>due', 'planned>cancelled', 'due>planned', 'due>ordered', 'due>cancelled', 'ordered>due', 'ordered>paid'])) THEN
        RAISE EXCEPTION 'an instalment does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'instalment_transition';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER instalment_guard BEFORE INSERT OR UPDATE ON fund.instalment
    FOR EACH ROW EXECUTE FUNCTION fund.guard_instalment();

-- The live instalments are the contract's sum, whenever a transaction ends.
CREATE FUNCTION fund.check_plan() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    of_allocation uuid := to_jsonb(NEW) ->> TG_ARGV[0];
    contracted bigint;
    planned numeric;
BEGIN
    SELECT a.contracted_fen, coalesce((SELECT sum(i.amount_fen) FROM fund.instalment i
                                       WHERE i.allocation = a.id AND i.state <> 'cancelled'), 0)
    INTO contracted, planned FROM fund.allocation a WHERE a.id = of_allocation;
    IF contracted <> planned THEN
        RAISE EXCEPTION 'instalments of % sum to %, the contract to %', of_allocation, planned, contracted
            USING ERRCODE = 'check_violation', CONSTRAINT = 'instalments_sum';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER allocation_plan AFTER INSERT OR UPDATE OF contracted_fen ON fund.allocation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fund.check_plan('id');
CREATE CONSTRAINT TRIGGER instalment_plan AFTER INSERT OR UPDATE OF amount_fen, state ON fund.instalment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fund.check_plan('allocation');

-- What others promised to add (配套、自筹), and what has arrived of it stands in the ledger.
CREATE TABLE fund.pledge (
    allocation uuid NOT NULL REFERENCES fund.allocation (id),
    source     text NOT NULL CHECK (source IN ('district', 'self', 'other')),
    amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
    PRIMARY KEY (allocation, source)
);

-- What is demanded back (追回) after a termination; what came back stands in the ledger.
CREATE TABLE fund.recovery (
    allocation  uuid PRIMARY KEY REFERENCES fund.allocation (id),
    demanded_fen bigint NOT NULL CHECK (demanded_fen > 0),
    received_fen bigint NOT NULL DEFAULT 0 CHECK (received_fen >= 0),
    reason      text NOT NULL CHECK (length(btrim(reason)) BETWEEN 1 AND 500),
    demanded_on date NOT NULL,
    CHECK (received_fen <= demanded_fen)
);

GRANT USAGE ON SCHEMA fund TO kc_app;
GRANT SELECT ON ALL TABLES IN SCHEMA fund TO kc_app;
GRANT INSERT ON fund.budget_line, fund.allocation, fund.instalment, fund.pledge, fund.recovery TO kc_app;
GRANT INSERT (line, allocation, kind) ON fund.account TO kc_app;
GRANT UPDATE (name, subject_code) ON fund.budget_line TO kc_app;
GRANT UPDATE (contracted_fen, ended_on, title) ON fund.allocation TO kc_app;
GRANT UPDATE (state, due_since, evidence, returned, paid_on, condition, expected_on) ON fund.instalment TO kc_app;
GRANT UPDATE (amount_fen) ON fund.pledge TO kc_app;
GRANT UPDATE (demanded_fen, received_fen, reason) ON fund.recovery TO kc_app;
GRANT EXECUTE ON FUNCTION fund.post(text, text, text, date, text, text, uuid, text, bigint[], bigint[]),
    fund.lock_accounts(bigint[]) TO kc_app;
