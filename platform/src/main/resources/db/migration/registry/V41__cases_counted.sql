-- How cases of enforcement count: on the day they were filed, and with their result on the day they were closed. Records
-- are what this says.
CREATE VIEW registry.ip_case_step AS
SELECT c.id, s.what, s.day, c.region, c.zone, coalesce(c.petitioner_id, c.respondent_id) AS organisation, c.kind, s.result
FROM registry.ip_case c
CROSS JOIN LATERAL (
    SELECT 'registry.ipCase' AS what, c.filed AS day, '' AS result
    UNION ALL
    SELECT 'registry.ipCaseClosed', c.closed, c.result WHERE c.closed IS NOT NULL) s
WHERE NOT c.cancelled;

GRANT SELECT ON registry.ip_case_step TO kc_app;
