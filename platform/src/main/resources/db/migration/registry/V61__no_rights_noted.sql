-- That an organisation has no right is kept in a table of its own.
DROP TRIGGER ip_entry_noted ON registry.ip_entry;
DROP TRIGGER ip_entry_changed_noted ON registry.ip_entry;
CREATE TRIGGER ip_none_noted AFTER INSERT ON registry.ip_none
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();
CREATE TRIGGER ip_none_changed_noted AFTER UPDATE ON registry.ip_none
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();
CREATE TRIGGER ip_none_gone_noted AFTER DELETE ON registry.ip_none
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION registry.note_changed();
