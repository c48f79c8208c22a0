-- Policies read the credit grade: what changes it is noted like every other fact.
CREATE TRIGGER credit_entry_new AFTER INSERT ON programme.credit_entry
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();
CREATE TRIGGER credit_entry_changed AFTER UPDATE ON programme.credit_entry
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();

CREATE FUNCTION programme.note_ruled() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO registry.changed (organisation)
    SELECT DISTINCT e.organisation FROM programme.credit_entry e JOIN touched t ON t.entry = e.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER credit_objection_ruled AFTER UPDATE ON programme.credit_objection
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION programme.note_ruled();
