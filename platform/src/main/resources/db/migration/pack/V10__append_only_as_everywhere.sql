-- The guard of versions becomes the one that all append-only tables have.
DROP TRIGGER never_changed ON pack.file;
DROP TRIGGER never_changed ON pack.version;
DROP TRIGGER never_changed ON pack.version_file;
DROP FUNCTION pack.refuse_change();
SELECT shared.append_only('pack.file');
SELECT shared.append_only('pack.version');
SELECT shared.append_only('pack.version_file');
