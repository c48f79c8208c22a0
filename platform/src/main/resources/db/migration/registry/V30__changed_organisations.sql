-- Organisations whose entry, facts or titles changed and from which something computed is not yet fresh. Rows are only
-- added and taken, so nobody who writes waits for another.
CREATE TABLE registry.changed (
    number       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organisation uuid NOT NULL
);

-- Tables with a column "organisation".
CREATE FUNCTION registry.note_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO registry.changed (organisation)
    SELECT DISTINCT organisation FROM touched WHERE organisation IS NOT NULL;
    RETURN NULL;
END
$$;
CREATE FUNCTION registry.note_changed_itself() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO registry.changed (organisation) SELECT id FROM touched;
    RETURN NULL;
END
$$;
CREATE TRIGGER fact_confirmation_noted AFTER INSERT ON registry.fact_confirmation
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();
CREATE TRIGGER title_event_noted AFTER INSERT ON registry.title_event
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();
CREATE TRIGGER organisation_new AFTER INSERT ON registry.organisation
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed_itself();
CREATE TRIGGER organisation_changed AFTER UPDATE ON registry.organisation
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed_itself();

-- UPDATE only to lock what is taken.
GRANT SELECT, UPDATE, DELETE ON registry.changed TO kc_app;
