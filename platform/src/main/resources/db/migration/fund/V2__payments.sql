-- Bank accounts of organisations, payment orders (拨款单) in batches, and what the bank answers.

-- Entered by the organisation, confirmed by an officer; a row is never changed but in its state, so an order always says
-- where it was paid to.
CREATE TABLE fund.bank_account (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    organisation uuid NOT NULL,
    holder       text NOT NULL CHECK (length(btrim(holder)) BETWEEN 2 AND 120),
    bank         text NOT NULL CHECK (length(btrim(bank)) BETWEEN 4 AND 120),
    -- 联行号: the bank branch's number in the payment system, 12 digits.
    bank_code    text NOT NULL CHECK (bank_code ~ '^[0-9]{12}$'),
    number       text NOT NULL CHECK (number ~ '^[0-9]{8,32}$'),
    -- entered 待核对, confirmed 已核对, doubtful 银行退回待更正, refused 不予采用, replaced 已更换
    state        text NOT NULL DEFAULT 'entered'
        CHECK (state IN ('entered', 'confirmed', 'doubtful', 'refused', 'replaced')),
    entered_at   timestamptz NOT NULL,
    entered_by   uuid NOT NULL,
    entered_name text NOT NULL,
    decided_at   timestamptz,
    decided_by   uuid,
    decided_name text NOT NULL DEFAULT '',
    reason       text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    CONSTRAINT bank_account_four_eyes CHECK (decided_by <> entered_by),
    CHECK (state IN ('entered', 'replaced') OR decided_by IS NOT NULL),
    CHECK (state NOT IN ('refused', 'doubtful') OR reason <> '')
);
CREATE UNIQUE INDEX bank_account_in_use ON fund.bank_account (organisation) WHERE state IN ('confirmed', 'doubtful');
CREATE UNIQUE INDEX bank_account_waiting ON fund.bank_account (organisation) WHERE state = 'entered';
CREATE INDEX bank_account_of_organisation ON fund.bank_account (organisation, id);

CREATE FUNCTION fund.guard_bank_account() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'entered' THEN
            RAISE EXCEPTION 'a bank account begins as entered' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF (NEW.organisation, NEW.holder, NEW.bank, NEW.bank_code, NEW.number, NEW.entered_by)
          IS DISTINCT FROM (OLD.organisation, OLD.holder, OLD.bank, OLD.bank_code, OLD.number, OLD.entered_by)
       OR OLD.state <> NEW.state AND NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[
            'entered>confirmed', 'entered>refused', 'entered>replaced', 'confirmed>doubtful', 'confirmed>replaced',
            'doubtful>confirmed', 'doubtful>replaced'])) THEN
        RAISE EXCEPTION 'a bank account does not go from % to %, and is not written over', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_account_transition';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER bank_account_guard BEFORE INSERT OR UPDATE ON fund.bank_account
    FOR EACH ROW EXECUTE FUNCTION fund.guard_bank_account();

CREATE SEQUENCE fund.payment_number;
CREATE SEQUENCE fund.batch_number;

-- Batches (批次): what goes to the bank in one file.
CREATE TABLE fund.batch (
    id        uuid PRIMARY KEY DEFAULT uuidv7(),
    number    text NOT NULL UNIQUE,
    region    text NOT NULL,
    orders    integer NOT NULL CHECK (orders > 0),
    total_fen bigint NOT NULL CHECK (total_fen > 0),
    file      text NOT NULL,
    sha256    text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    made_at   timestamptz NOT NULL,
    made_by   uuid NOT NULL,
    made_name text NOT NULL
);
CREATE INDEX batch_region ON fund.batch (region, id);
CREATE TRIGGER batch_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fund.batch
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

ALTER TABLE fund.instalment ADD UNIQUE (allocation, number, amount_fen);

CREATE TABLE fund.payment_order (
    id             uuid PRIMARY KEY DEFAULT uuidv7(),
    number         text NOT NULL UNIQUE,
    allocation     uuid NOT NULL,
    instalment     integer NOT NULL,
    amount_fen     bigint NOT NULL CHECK (amount_fen > 0),
    bank_account   uuid NOT NULL REFERENCES fund.bank_account (id),
    -- made 待复核, approved 待发送, sent 已送银行, settled 已支付, returned 银行退回, refused 复核退回, withdrawn 撤销
    state          text NOT NULL DEFAULT 'made'
        CHECK (state IN ('made', 'approved', 'sent', 'settled', 'returned', 'refused', 'withdrawn')),
    made_at        timestamptz NOT NULL,
    made_by        uuid NOT NULL,
    made_name      text NOT NULL,
    approved_at    timestamptz,
    approved_by    uuid,
    approved_name  text NOT NULL DEFAULT '',
    batch          uuid REFERENCES fund.batch (id),
    batch_line     integer CHECK (batch_line > 0),
    closed_at      timestamptz,
    settled_on     date,
    bank_reference text NOT NULL DEFAULT '' CHECK (length(bank_reference) <= 100),
    reason         text NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    -- What moved the money under way, and what moved it to the end or back.
    order_posting  uuid UNIQUE REFERENCES fund.posting (id),
    close_posting  uuid UNIQUE REFERENCES fund.posting (id),
    FOREIGN KEY (allocation, instalment, amount_fen) REFERENCES fund.instalment (allocation, number, amount_fen),
    UNIQUE (batch, batch_line),
    CONSTRAINT payment_four_eyes CHECK (approved_by <> made_by),
    CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CHECK (CASE state
        WHEN 'made' THEN approved_by IS NULL AND order_posting IS NULL
        WHEN 'refused' THEN order_posting IS NULL
        ELSE approved_by IS NOT NULL AND order_posting IS NOT NULL
             OR state = 'withdrawn' AND approved_by IS NULL AND order_posting IS NULL
    END),
    CHECK ((batch IS NOT NULL) = (state IN ('sent', 'settled', 'returned'))),
    CHECK ((batch IS NULL) = (batch_line IS NULL)),
    CHECK ((state = 'settled') = (settled_on IS NOT NULL)),
    CHECK (state NOT IN ('settled', 'returned') OR close_posting IS NOT NULL),
    CHECK (state NOT IN ('made', 'approved', 'sent') OR close_posting IS NULL),
    CHECK (state NOT IN ('returned', 'refused', 'withdrawn') OR reason <> ''),
    CHECK ((closed_at IS NOT NULL) = (state IN ('settled', 'returned', 'refused', 'withdrawn')))
);
-- An instalment has one order at a time, and after a payment none any more: nothing is paid twice.
CREATE UNIQUE INDEX payment_one_at_a_time ON fund.payment_order (allocation, instalment)
    WHERE state IN ('made', 'approved', 'sent', 'settled');
CREATE INDEX payment_state ON fund.payment_order (state, id);
CREATE INDEX payment_of_allocation ON fund.payment_order (allocation, id);

CREATE FUNCTION fund.guard_payment_order() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'made' THEN
            RAISE EXCEPTION 'a payment order begins as made' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF (NEW.number, NEW.allocation, NEW.instalment, NEW.amount_fen, NEW.bank_account, NEW.made_by)
          IS DISTINCT FROM (OLD.number, OLD.allocation, OLD.instalment, OLD.amount_fen, OLD.bank_account, OLD.made_by)
       OR OLD.approved_by IS NOT NULL AND OLD.approved_by IS DISTINCT FROM NEW.approved_by
       OR OLD.order_posting IS NOT NULL AND OLD.order_posting IS DISTINCT FROM NEW.order_posting
       OR OLD.batch IS NOT NULL AND OLD.batch IS DISTINCT FROM NEW.batch
       OR NOT (OLD.state || '>' || NEW.state = ANY (ARRAY[
            'made>approved', 'made>refused', 'made>withdrawn', 'approved>sent', 'approved>withdrawn', 'sent>settled',
            'sent>returned'])) THEN
        RAISE EXCEPTION 'a payment order does not go from % to %, and is not written over', OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_transition';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER payment_order_guard BEFORE INSERT OR UPDATE ON fund.payment_order
    FOR EACH ROW EXECUTE FUNCTION fund.guard_payment_order();
CREATE TRIGGER payment_order_stays BEFORE DELETE OR TRUNCATE ON fund.payment_order
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

-- Files of the bank (回单): each once, and each order answered once.
CREATE TABLE fund.bank_return (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    sha256      text NOT NULL UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    region      text NOT NULL,
    lines       integer NOT NULL CHECK (lines > 0),
    settled     integer NOT NULL CHECK (settled >= 0),
    settled_fen bigint NOT NULL CHECK (settled_fen >= 0),
    returned    integer NOT NULL CHECK (returned >= 0),
    returned_fen bigint NOT NULL CHECK (returned_fen >= 0),
    loaded_at   timestamptz NOT NULL,
    loaded_by   uuid NOT NULL,
    loaded_name text NOT NULL,
    CHECK (lines = settled + returned)
);
CREATE TABLE fund.bank_return_line (
    bank_return   uuid NOT NULL REFERENCES fund.bank_return (id),
    line          integer NOT NULL CHECK (line > 0),
    payment_order uuid NOT NULL UNIQUE REFERENCES fund.payment_order (id),
    settled       boolean NOT NULL,
    PRIMARY KEY (bank_return, line)
);
CREATE TRIGGER bank_return_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fund.bank_return
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER bank_return_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fund.bank_return_line
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

GRANT SELECT ON fund.bank_account, fund.batch, fund.payment_order, fund.bank_return, fund.bank_return_line TO kc_app;
GRANT USAGE ON SEQUENCE fund.payment_number, fund.batch_number TO kc_app;
GRANT INSERT ON fund.bank_account, fund.batch, fund.payment_order, fund.bank_return, fund.bank_return_line TO kc_app;
GRANT UPDATE (state, decided_at, decided_by, decided_name, reason) ON fund.bank_account TO kc_app;
GRANT UPDATE (state, approved_at, approved_by, approved_name, batch, batch_line, closed_at, settled_on, bank_reference,
              reason, order_posting, close_posting) ON fund.payment_order TO kc_app;
