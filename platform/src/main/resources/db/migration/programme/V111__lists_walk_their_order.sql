-- Each filter of the lists has its own order, latest first, with what the other filters ask beside it: a page reads the
-- beginning of one index, however many applications there are.
DROP INDEX programme.application_in_order, programme.application_in_state, programme.application_of_region,
    programme.application_of_zone, programme.application_of_call_by_time, programme.application_of_version,
    programme.application_of_field;
CREATE INDEX application_in_order ON programme.application (submitted_at DESC, id DESC)
    INCLUDE (region, zone, stage_kind, status, field, call, version) WHERE number IS NOT NULL;
CREATE INDEX application_in_state ON programme.application (stage_kind, status, submitted_at DESC, id DESC)
    INCLUDE (region, zone, field, call, version, stage) WHERE number IS NOT NULL;
CREATE INDEX application_of_region ON programme.application (region, submitted_at DESC, id DESC)
    INCLUDE (zone, stage_kind, status, field, call, version) WHERE number IS NOT NULL;
CREATE INDEX application_of_zone ON programme.application (zone, submitted_at DESC, id DESC)
    INCLUDE (region, stage_kind, status, field, call, version) WHERE number IS NOT NULL AND zone IS NOT NULL;
CREATE INDEX application_of_call_by_time ON programme.application (call, submitted_at DESC, id DESC)
    INCLUDE (region, zone, stage_kind, status, field, version) WHERE number IS NOT NULL;
CREATE INDEX application_of_version ON programme.application (version, submitted_at DESC, id DESC)
    INCLUDE (region, zone, stage_kind, status, field, call) WHERE number IS NOT NULL;
CREATE INDEX application_of_field ON programme.application (field, submitted_at DESC, id DESC)
    INCLUDE (region, zone, stage_kind, status, call, version) WHERE number IS NOT NULL;
CREATE INDEX application_due ON programme.application (due_on, id)
    INCLUDE (region, zone, stage_kind, status, field, call, version)
    WHERE number IS NOT NULL AND status IN ('open', 'returned');
-- What waits at the check, in the order of the desk: what was decided there long ago is passed over.
DROP INDEX programme.application_check_by_due;
CREATE INDEX application_check_by_due ON programme.application ((coalesce(due_on, DATE '9999-12-31')), id)
    WHERE stage_kind = 'check' AND status IN ('open', 'returned');

-- Words together with the filters beside them: what fits both is found in the index, not among the rows that have the word.
CREATE FUNCTION programme.found_by(t text, stage text, status text, field text, region text, zone text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN programme.pairs(t) || ARRAY['stage:' || stage, 'status:' || status, 'field:' || field, 'place:' || region,
                                       'place:' || coalesce(zone, region)];
DROP INDEX programme.application_pairs;
CREATE INDEX application_found ON programme.application
    USING gin (programme.found_by(search_text, stage_kind, status, field, region, zone))
    WITH (gin_pending_list_limit = 256) WHERE number IS NOT NULL;
