-- Whoever saves or signs a sheet keeps the round from being closed or drawn anew meanwhile, but not the other experts from
-- theirs: the key lock is held by many at once and gives way to nobody but the full lock of draws and closing.
CREATE OR REPLACE FUNCTION programme.check_review_assignment() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
BEGIN
    PERFORM FROM programme.review_round r WHERE r.id = NEW.round AND r.state = 'open' FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the round is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_round_is_open';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'signed' THEN
        RAISE EXCEPTION 'the sheet is signed' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_sheet_is_open';
    END IF;
    IF NEW.state IN ('invited', 'accepted', 'signed') AND EXISTS (
        SELECT FROM programme.review_recusal x
        WHERE x.round = NEW.round AND x.application = NEW.application AND x.expert = NEW.expert) THEN
        RAISE EXCEPTION 'expert % is recused from application %', NEW.expert, NEW.application
            USING ERRCODE = 'check_violation', CONSTRAINT = 'review_recusal_holds';
    END IF;
    RETURN NEW;
END
$$;

-- A round that closes takes the full lock whoever closes it, so that no sheet slips in beside it.
CREATE FUNCTION programme.close_review_alone() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
BEGIN
    IF NEW.state <> OLD.state THEN
        PERFORM FROM programme.review_round r WHERE r.id = NEW.id FOR UPDATE;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER review_round_closes_alone BEFORE UPDATE ON programme.review_round
    FOR EACH ROW EXECUTE FUNCTION programme.close_review_alone();
