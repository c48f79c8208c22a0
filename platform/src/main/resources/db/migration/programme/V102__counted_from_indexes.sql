-- Lists count up to ten thousand hits: from an index that holds what they filter by, not from the rows.
CREATE INDEX application_in_order ON programme.application (submitted_at DESC, id)
    INCLUDE (region, zone, stage_kind, status, field, call, version) WHERE number IS NOT NULL;
DROP INDEX programme.application_by_number;
CREATE INDEX application_in_state ON programme.application (stage_kind, status, submitted_at DESC, id)
    INCLUDE (region, zone, field, call, version, stage) WHERE number IS NOT NULL;
DROP INDEX programme.application_of_state;
CREATE INDEX check_sheet_open ON programme.check_sheet (application, stage) INCLUDE (officer) WHERE closed_at IS NULL;
