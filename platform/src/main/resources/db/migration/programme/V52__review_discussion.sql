-- 讨论记录: who said what in a panel, in order, as its secretary wrote it down. A remark is never changed; one written by
-- mistake is struck, and stays.
CREATE TABLE programme.review_remark (
    round       uuid NOT NULL REFERENCES programme.review_round (id),
    number      integer NOT NULL CHECK (number >= 1),
    -- Null for what concerns the round as a whole.
    application uuid REFERENCES programme.application (id),
    speaker     text NOT NULL CHECK (length(btrim(speaker)) BETWEEN 1 AND 60),
    text        text NOT NULL CHECK (length(btrim(text)) BETWEEN 1 AND 2000),
    entered_by  text NOT NULL,
    entered_at  timestamptz NOT NULL,
    struck_by   text,
    struck_at   timestamptz,
    PRIMARY KEY (round, number),
    CHECK (num_nonnulls(struck_by, struck_at) IN (0, 2))
);

CREATE FUNCTION programme.check_review_remark() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
BEGIN
    PERFORM FROM programme.review_round r WHERE r.id = NEW.round AND r.state = 'open' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the round is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_round_is_open';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.struck_at IS NOT NULL THEN
        RAISE EXCEPTION 'the remark is struck' USING ERRCODE = 'check_violation', CONSTRAINT = 'review_remark_stands';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER review_remark_allowed BEFORE INSERT OR UPDATE ON programme.review_remark
    FOR EACH ROW EXECUTE FUNCTION programme.check_review_remark();

GRANT SELECT, INSERT ON programme.review_remark TO kc_app;
GRANT UPDATE (struck_by, struck_at) ON programme.review_remark TO kc_app;
