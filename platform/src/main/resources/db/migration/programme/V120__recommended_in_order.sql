-- What waits for a recommendation, in the order of the desk, with all that tells whose it is: counted and paged from the
-- index alone, however many wait.
DROP INDEX programme.application_to_recommend;
CREATE INDEX application_to_recommend ON programme.application ((coalesce(due_on, DATE '9999-12-31')), id)
    INCLUDE (due_on, region, zone, organisation, call, version, stage)
    WHERE stage_kind = 'recommendation' AND status = 'open';
