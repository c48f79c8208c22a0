-- A version is released once it is right, gives way to the next, and may be taken up again; nothing else happens to it.
CREATE FUNCTION programme.check_version_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (OLD.state IN ('draft', 'retired') AND NEW.state = 'released'
            OR OLD.state = 'released' AND NEW.state = 'retired'
               AND (NEW.released_by, NEW.released_name, NEW.released_at)
                   IS NOT DISTINCT FROM (OLD.released_by, OLD.released_name, OLD.released_at)) THEN
        RAISE EXCEPTION 'version % of % cannot go from % to %', OLD.number, OLD.programme, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'version_goes_forward';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER version_goes_forward BEFORE UPDATE ON programme.version
    FOR EACH ROW EXECUTE FUNCTION programme.check_version_step();

-- Only what a person drafted and nobody released may be thrown away.
CREATE FUNCTION programme.keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' OR OLD.drafted_by IS NULL THEN
        RAISE EXCEPTION 'version % of % is kept', OLD.number, OLD.programme
            USING ERRCODE = 'check_violation', CONSTRAINT = 'version_is_kept';
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER version_is_kept BEFORE DELETE ON programme.version
    FOR EACH ROW EXECUTE FUNCTION programme.keep_version();

ALTER TABLE programme.version_stage
    DROP CONSTRAINT version_stage_version_fkey,
    ADD CONSTRAINT version_stage_version_fkey FOREIGN KEY (version) REFERENCES programme.version (id) ON DELETE CASCADE;

-- The stages of a version that a call keeps never change.
CREATE FUNCTION programme.check_stage_free() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = programme, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM programme.call c WHERE c.version = NEW.version) THEN
        RAISE EXCEPTION 'version % is in use; its stages stay as they are', NEW.version
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stages_of_calls_stay';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER stages_of_calls_stay BEFORE INSERT ON programme.version_stage
    FOR EACH ROW EXECUTE FUNCTION programme.check_stage_free();

GRANT DELETE ON programme.version TO kc_app;
