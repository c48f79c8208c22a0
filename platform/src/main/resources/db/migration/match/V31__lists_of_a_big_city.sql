-- What lists of a million firms need: the log knows where a firm lay, and matches of a policy lie in the order in which they
-- are listed, with the places by which officers see them.

ALTER TABLE match.change ADD COLUMN region text NOT NULL DEFAULT '', ADD COLUMN zone text;
ALTER TABLE match.change DISABLE TRIGGER change_append_only;
UPDATE match.change c SET region = s.region, zone = s.zone FROM match.sheet s WHERE s.organisation = c.organisation;
ALTER TABLE match.change ENABLE TRIGGER change_append_only;
ALTER TABLE match.change ALTER COLUMN region DROP DEFAULT;

-- New matches of a place, and of a policy, the newest first.
CREATE INDEX change_in_region ON match.change (region, id) WHERE after > 0;
CREATE INDEX change_in_zone ON match.change (zone, id) WHERE after > 0 AND zone IS NOT NULL;
CREATE INDEX change_of_rule ON match.change (rule, id) INCLUDE (region, zone, after) WHERE after > 0;

CREATE OR REPLACE VIEW match.published_change AS
SELECT c.id, c.organisation, r.policy, r.version,
       (ARRAY['ELIGIBLE', 'NEAR', 'OPEN'])[c.before] AS before, (ARRAY['ELIGIBLE', 'NEAR', 'OPEN'])[c.after] AS after,
       c.amount_fen, c.distance, c.missing,
       CASE WHEN c.run IS NULL THEN 'facts' WHEN n.cause = 'rules' THEN 'rules' ELSE 'city' END AS cause,
       c.run, c.changed_at, c.region, c.zone
FROM match.change c
JOIN match.rule r ON r.code = c.rule
LEFT JOIN match.run n ON n.id = c.run;

-- The slot that is not shown may have none.
DROP INDEX IF EXISTS match.found_0_by_rule, match.found_1_by_rule;
CREATE INDEX found_0_by_rule ON match.found_0 (rule, state, distance, missing, organisation) INCLUDE (region, zone);
CREATE INDEX found_1_by_rule ON match.found_1 (rule, state, distance, missing, organisation) INCLUDE (region, zone);
CREATE OR REPLACE FUNCTION match.index_slot(which smallint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET maintenance_work_mem = '256MB' AS $$
BEGIN
    IF which NOT IN (0, 1) THEN
        RAISE EXCEPTION 'there is no slot %', which;
    END IF;
    EXECUTE format('CREATE UNIQUE INDEX IF NOT EXISTS found_%s_of ON match.found_%s (organisation, rule)', which, which);
    EXECUTE format('CREATE INDEX IF NOT EXISTS found_%s_by_rule ON match.found_%s'
                   ' (rule, state, distance, missing, organisation) INCLUDE (region, zone)', which, which);
    EXECUTE format('ANALYZE match.found_%s', which);
END
$$;
