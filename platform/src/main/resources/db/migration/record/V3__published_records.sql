-- What other modules may read: every record, sealed or not.
CREATE VIEW record.published_record AS
SELECT id, kind, business_date, region, zone, organisation, dimensions, count, amount_fen, subject
FROM record.record;
GRANT SELECT ON record.published_record TO kc_app;
