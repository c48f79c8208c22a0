-- What waits to be folded is looked up one by one, whatever the planner thinks of its number.
CREATE OR REPLACE VIEW record.published_waiting AS
SELECT r.kind, r.business_date, r.region, coalesce(r.zone, '') AS zone, r.organisation, r.dimensions, r.count, r.amount_fen
FROM record.record r WHERE r.id = ANY (ARRAY(SELECT record FROM record.unsealed));
