-- Sums by month and region of a kind, or of one value of one of its dimensions, for modules above: what has no more than
-- one dimension is read from a row for each month and region, however many combinations there are.
CREATE VIEW record.published_margin AS
SELECT kind, period AS month, region, dimension, value, count, amount_fen, records
FROM record.margin WHERE grain = 'M';
GRANT SELECT ON record.published_margin TO kc_app;

-- Margins leave zones aside; the cells inside of zones are told apart from the many that are not.
CREATE INDEX cell_in_zone ON record.cell (kind, combination, month) WHERE zone <> '';
