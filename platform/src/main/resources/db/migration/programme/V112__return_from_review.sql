-- What only shows in the review may be sent back for correction too; sheets signed by then stay as they are.
INSERT INTO programme.transition (event, from_status, kind, to_status) VALUES
    ('returned', 'open', 'review', 'returned'),
    ('withdrawn', 'returned', 'review', 'withdrawn'),
    ('refused', 'returned', 'review', 'refused');

CREATE OR REPLACE FUNCTION programme.check_correction_open() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
DECLARE
    a programme.application;
    last uuid;
BEGIN
    SELECT * INTO a FROM programme.application WHERE id = NEW.application FOR SHARE;
    SELECT e.id INTO last FROM programme.event e
        WHERE e.application = NEW.application AND e.kind = 'returned' ORDER BY e.number DESC LIMIT 1;
    IF a.status <> 'returned' OR a.stage_kind NOT IN ('recommendation', 'check', 'review')
        OR last IS DISTINCT FROM NEW.event THEN
        RAISE EXCEPTION 'the correction of application % is closed', NEW.application
            USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_is_open';
    END IF;
    RETURN NEW;
END
$$;

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
    IF a.status = 'returned' AND a.stage_kind IN ('recommendation', 'check', 'review') THEN
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
