-- How many matches are shown by version, place and state: what a page of the whole city reads instead of counting millions.
CREATE TABLE match.tally (
    slot   smallint NOT NULL CHECK (slot IN (0, 1)),
    rule   smallint NOT NULL,
    region text NOT NULL,
    zone   text NOT NULL,
    state  smallint NOT NULL CHECK (state BETWEEN 1 AND 3),
    count  integer NOT NULL CHECK (count >= 0),
    PRIMARY KEY (slot, rule, region, zone, state)
);
INSERT INTO match.tally (slot, rule, region, zone, state, count)
SELECT slot, rule, region, coalesce(zone, ''), state, count(*) FROM match.found GROUP BY 1, 2, 3, 4, 5;

CREATE VIEW match.published_tally AS
SELECT r.policy, r.version, t.region, nullif(t.zone, '') AS zone,
       (ARRAY['ELIGIBLE', 'NEAR', 'OPEN'])[t.state] AS state, t.count
FROM match.tally t
JOIN match.rule r ON r.code = t.rule
WHERE t.slot = (SELECT s.slot FROM match.shown s) AND t.count > 0;

GRANT SELECT, INSERT, UPDATE, DELETE ON match.tally TO kc_app;
GRANT SELECT ON match.published_tally TO kc_app;
