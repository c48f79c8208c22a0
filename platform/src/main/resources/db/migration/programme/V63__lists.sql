-- The desk of the formal check walks its order by an index, however much waits.
CREATE INDEX application_check_by_due ON programme.application ((coalesce(due_on, DATE '9999-12-31')), id)
    WHERE stage_kind = 'check';

-- Searches find whoever takes part, not the leader alone.
UPDATE programme.application a SET search_text = a.search_text || ' ' || lower(p.names)
FROM (SELECT application, string_agg(name, ' ' ORDER BY ordinal) AS names FROM programme.person GROUP BY application) p
WHERE p.application = a.id AND a.number IS NOT NULL;
