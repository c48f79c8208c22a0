-- 暂停拨付: while a project is suspended nothing of it is ordered, approved or sent. What the bank has already, it pays or
-- sends back.
ALTER TABLE fund.allocation
    ADD COLUMN held_on     date,
    ADD COLUMN held_reason text NOT NULL DEFAULT '' CHECK (length(held_reason) <= 500),
    ADD CONSTRAINT allocation_held_with_reason CHECK ((held_on IS NULL) = (held_reason = ''));
GRANT UPDATE (held_on, held_reason) ON fund.allocation TO kc_app;

CREATE FUNCTION fund.guard_held() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM fund.allocation a WHERE a.id = NEW.allocation AND a.held_on IS NOT NULL) THEN
        RAISE EXCEPTION 'nothing is paid of an allocation that is held'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_not_held';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER payment_order_made_not_held BEFORE INSERT ON fund.payment_order
    FOR EACH ROW EXECUTE FUNCTION fund.guard_held();
CREATE TRIGGER payment_order_moved_not_held BEFORE UPDATE OF state ON fund.payment_order
    FOR EACH ROW WHEN (NEW.state IN ('approved', 'sent') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION fund.guard_held();

-- What is still to come back, for the home pages of whoever pays and whoever waits.
CREATE INDEX recovery_open ON fund.recovery (demanded_on, allocation) WHERE received_fen < demanded_fen;
