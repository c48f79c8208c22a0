-- What the applicant answers to each point of a return for correction (补正答复), typed until it is handed in again; from then
-- on the event of that keeps the answers.
CREATE TABLE programme.correction_answer (
    event       uuid NOT NULL REFERENCES programme.event (id),
    -- Id of the item of the check list, or _reason for the return as a whole.
    point       text COLLATE "C" NOT NULL CHECK (point ~ '^[a-z0-9_-]{1,80}$'),
    application uuid NOT NULL REFERENCES programme.application (id),
    version     integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    answer      text NOT NULL CHECK (length(answer) <= 2000),
    account     uuid NOT NULL,
    actor       text NOT NULL CHECK (actor <> ''),
    at          timestamptz NOT NULL,
    PRIMARY KEY (event, point)
);

-- Answered is the last return, and only while the correction is awaited.
CREATE FUNCTION programme.check_correction_open() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
DECLARE
    a programme.application;
    last uuid;
BEGIN
    SELECT * INTO a FROM programme.application WHERE id = NEW.application FOR SHARE;
    SELECT e.id INTO last FROM programme.event e
        WHERE e.application = NEW.application AND e.kind = 'returned' ORDER BY e.number DESC LIMIT 1;
    IF a.status <> 'returned' OR a.stage_kind NOT IN ('recommendation', 'check') OR last IS DISTINCT FROM NEW.event THEN
        RAISE EXCEPTION 'the correction of application % is closed', NEW.application
            USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_is_open';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER correction_is_open BEFORE INSERT OR UPDATE ON programme.correction_answer
    FOR EACH ROW EXECUTE FUNCTION programme.check_correction_open();

GRANT SELECT, INSERT, UPDATE ON programme.correction_answer TO kc_app;

-- The form is open for a correction of what was handed in; a contract or an acceptance that is returned opens no answers.
CREATE OR REPLACE FUNCTION programme.check_answer_open() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
DECLARE
    of_application uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.application ELSE NEW.application END;
    at_path text := CASE TG_OP WHEN 'DELETE' THEN OLD.path ELSE NEW.path END;
    a programme.application;
    sections jsonb;
BEGIN
    SELECT * INTO a FROM programme.application WHERE id = of_application FOR SHARE;
    IF a.stage_kind = 'application' AND a.status = 'open' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF a.status = 'returned' AND a.stage_kind IN ('recommendation', 'check') THEN
        SELECT e.data -> 'sections' INTO sections FROM programme.event e
            WHERE e.application = of_application AND e.kind = 'returned' ORDER BY e.number DESC LIMIT 1;
        IF sections IS NULL OR sections ? split_part(at_path, '.', 1) THEN
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END IF;
    END IF;
    RAISE EXCEPTION 'answer % of application % is closed', at_path, of_application
        USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_is_open';
END
$$;
