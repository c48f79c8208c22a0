-- Staff of a service organisation counsel firms, and an entry goes with a firm that becomes part of another.

-- The name of somebody of a service organisation is followed by the organisation's.
ALTER TABLE match.cultivation
    DROP CONSTRAINT cultivation_counsellor_name_check,
    ADD CONSTRAINT cultivation_counsellor_name_check CHECK (length(counsellor_name) <= 200),
    DROP CONSTRAINT cultivation_left_for_check,
    ADD CONSTRAINT cultivation_left_for_check
        CHECK (left_for IN ('recognised', 'declined', 'moved', 'closed', 'unlikely', 'mistake', 'merged'));
GRANT UPDATE (organisation) ON match.cultivation TO kc_app;

-- A stage is counted for the organisation that reached it, also when the entry belongs to another by now.
ALTER TABLE match.cultivation_stage ADD organisation uuid;
ALTER TABLE match.cultivation_stage DISABLE TRIGGER cultivation_stage_is_kept;
UPDATE match.cultivation_stage s SET organisation = c.organisation FROM match.cultivation c WHERE c.id = s.entry;
ALTER TABLE match.cultivation_stage ENABLE TRIGGER cultivation_stage_is_kept;
ALTER TABLE match.cultivation_stage ALTER organisation SET NOT NULL;

CREATE OR REPLACE FUNCTION match.keep_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.undone_at IS NOT NULL
       OR (NEW.id, NEW.entry, NEW.stage, NEW.on_day, NEW.evidence, NEW.noted_at, NEW.organisation)
          IS DISTINCT FROM (OLD.id, OLD.entry, OLD.stage, OLD.on_day, OLD.evidence, OLD.noted_at, OLD.organisation) THEN
        RAISE EXCEPTION 'a stage is undone once and not changed' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'cultivation_stage_is_kept';
    END IF;
    RETURN NEW;
END
$$;
