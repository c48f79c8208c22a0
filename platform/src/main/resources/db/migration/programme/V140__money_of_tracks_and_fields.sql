-- Money of tracks and fields holds in the lists: what was left of each limit when a list was fixed, and why whoever is
-- not taken stands where it stands.

CREATE TABLE programme.decision_share (
    list      uuid NOT NULL REFERENCES programme.decision_list (id),
    dimension text NOT NULL CHECK (dimension IN ('track', 'field')),
    code      text NOT NULL CHECK (code <> ''),
    left_fen  bigint NOT NULL CHECK (left_fen >= 0),
    PRIMARY KEY (list, dimension, code)
);
CREATE TRIGGER decision_share_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON programme.decision_share
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();

-- Null in lists that were fixed before this was kept, and short_* also where nothing was short.
ALTER TABLE programme.decision_entry
    ADD COLUMN placed     text CHECK (placed IN ('above', 'above_by_quota', 'below', 'quota_full', 'share_spent', 'no_score')),
    ADD COLUMN needed_fen bigint CHECK (needed_fen >= 0),
    ADD COLUMN short_on   text CHECK (short_on IN ('budget', 'track', 'field')),
    ADD COLUMN short_code text,
    ADD COLUMN short_most bigint CHECK (short_most >= 0),
    ADD COLUMN short_left bigint CHECK (short_left >= 0),
    ADD CHECK (num_nonnulls(short_on, short_code, short_most, short_left) IN (0, 4));

-- Nobody confirms a list that gives more than was left, whoever wrote it.
CREATE FUNCTION programme.check_decision_list_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    over text;
BEGIN
    IF NEW.budget_fen < (SELECT sum(e.amount_fen) FROM programme.decision_entry e WHERE e.list = NEW.id AND e.approve) THEN
        RAISE EXCEPTION 'list % gives more than its budget', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_list_within_budget';
    END IF;
    SELECT s.dimension || ' ' || s.code INTO over FROM programme.decision_share s
    WHERE s.list = NEW.id AND s.left_fen < (
        SELECT sum(e.amount_fen) FROM programme.decision_entry e JOIN programme.application a ON a.id = e.application
        WHERE e.list = NEW.id AND e.approve
          AND s.code = CASE s.dimension WHEN 'track' THEN a.track ELSE a.field END)
    LIMIT 1;
    IF over IS NOT NULL THEN
        RAISE EXCEPTION 'list % gives more than the limit of %', NEW.id, over
            USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_list_within_shares';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER decision_list_fits BEFORE UPDATE OF state ON programme.decision_list
    FOR EACH ROW WHEN (NEW.state = 'confirmed' AND OLD.state <> 'confirmed')
    EXECUTE FUNCTION programme.check_decision_list_fits();

GRANT SELECT, INSERT ON programme.decision_share TO kc_app;
