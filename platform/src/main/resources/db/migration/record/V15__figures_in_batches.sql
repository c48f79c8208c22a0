-- What modules above read many figures at once from: folded cells, what waits to be folded, and the position of each
-- record. Live = folded + waiting; as of a position = folded - sealed behind it. One statement sees one state.
CREATE VIEW record.published_folded AS
SELECT c.kind, c.month, c.region, c.zone, k.dimensions, c.count, c.amount_fen, c.records
FROM record.cell c JOIN record.combination k ON k.id = c.combination;

CREATE VIEW record.published_waiting AS
SELECT r.kind, r.business_date, r.region, coalesce(r.zone, '') AS zone, r.organisation, r.dimensions, r.count, r.amount_fen
FROM record.unsealed u JOIN record.record r ON r.id = u.record;

CREATE VIEW record.published_sealed AS
SELECT p.position, r.id, r.kind, r.business_date, r.region, coalesce(r.zone, '') AS zone, r.organisation, r.dimensions,
       r.count, r.amount_fen
FROM record.position p JOIN record.record r ON r.id = p.record;

GRANT SELECT ON record.published_folded, record.published_waiting, record.published_sealed TO kc_app;

-- By itself, so that the last position is one look into its index.
CREATE VIEW record.published_position AS SELECT position, record, sealed_at FROM record.position;
GRANT SELECT ON record.published_position TO kc_app;
