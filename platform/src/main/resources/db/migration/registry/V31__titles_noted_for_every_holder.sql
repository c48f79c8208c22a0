-- An event of a title concerns everybody who ever held it: one that is revoked, and the one it went away from.
CREATE FUNCTION registry.note_titles() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO registry.changed (organisation)
    SELECT DISTINCT e.organisation FROM registry.title_event e
    WHERE e.title IN (SELECT t.title FROM touched t) AND e.organisation IS NOT NULL;
    RETURN NULL;
END
$$;
DROP TRIGGER title_event_noted ON registry.title_event;
CREATE TRIGGER title_event_noted AFTER INSERT ON registry.title_event
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_titles();
