-- Sheets that were marked as stale.
CREATE INDEX sheet_stale ON match.sheet (organisation) WHERE layout = 0;
ALTER TABLE match.run DROP COLUMN filled_at;
