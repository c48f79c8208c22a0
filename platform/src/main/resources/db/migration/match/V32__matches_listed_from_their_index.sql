-- Which slot is shown is asked of every match, so the index that lists are counted from has to know it.
-- The slot that is not shown may have none.
DROP INDEX IF EXISTS match.found_0_by_rule, match.found_1_by_rule;
CREATE INDEX found_0_by_rule ON match.found_0 (rule, state, distance, missing, organisation) INCLUDE (region, zone, slot);
CREATE INDEX found_1_by_rule ON match.found_1 (rule, state, distance, missing, organisation) INCLUDE (region, zone, slot);
CREATE OR REPLACE FUNCTION match.index_slot(which smallint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET maintenance_work_mem = '256MB' AS $$
BEGIN
    IF which NOT IN (0, 1) THEN
        RAISE EXCEPTION 'there is no slot %', which;
    END IF;
    EXECUTE format('CREATE UNIQUE INDEX IF NOT EXISTS found_%s_of ON match.found_%s (organisation, rule)', which, which);
    EXECUTE format('CREATE INDEX IF NOT EXISTS found_%s_by_rule ON match.found_%s'
                   ' (rule, state, distance, missing, organisation) INCLUDE (region, zone, slot)', which, which);
    EXECUTE format('ANALYZE match.found_%s', which);
END
$$;
