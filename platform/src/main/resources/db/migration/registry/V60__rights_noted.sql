-- Intellectual property is among the facts of policies: what changes it is noted for every owner.
CREATE FUNCTION registry.note_rights() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO registry.changed (organisation)
    SELECT DISTINCT o.organisation FROM registry.ip_owner o WHERE o.ip IN (SELECT t.id FROM touched t);
    RETURN NULL;
END
$$;
CREATE TRIGGER ip_right_noted AFTER UPDATE ON registry.ip_right
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_rights();
CREATE TRIGGER ip_owner_noted AFTER INSERT ON registry.ip_owner
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();
CREATE TRIGGER ip_owner_changed_noted AFTER UPDATE ON registry.ip_owner
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();
-- That there is none.
CREATE TRIGGER ip_entry_noted AFTER INSERT ON registry.ip_entry
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();
CREATE TRIGGER ip_entry_changed_noted AFTER UPDATE ON registry.ip_entry
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();
