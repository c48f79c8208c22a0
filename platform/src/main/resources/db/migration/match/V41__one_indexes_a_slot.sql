-- Two nodes that finish a run together both index its slot: the second waits for the first instead of for half of its locks,
-- which ended in a deadlock, and then finds the indexes there.
CREATE OR REPLACE FUNCTION match.index_slot(which smallint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET maintenance_work_mem = '256MB' AS $$
BEGIN
    IF which NOT IN (0, 1) THEN
        RAISE EXCEPTION 'there is no slot %', which;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('match.index_slot ' || which, 0));
    EXECUTE format('CREATE UNIQUE INDEX IF NOT EXISTS found_%s_of ON match.found_%s (organisation, rule)', which, which);
    EXECUTE format('CREATE INDEX IF NOT EXISTS found_%s_by_rule ON match.found_%s'
                   ' (rule, state, distance, missing, organisation) INCLUDE (region, zone, slot)', which, which);
    EXECUTE format('ANALYZE match.found_%s', which);
END
$$;
