-- The days of a month that is asked for in part, and the pages of records behind a figure, are read from one index
-- without a look at the records themselves: whoever skips a record does not read its page. The longest dimensions that
-- the table takes fit into an entry.
CREATE INDEX record_by_day ON record.record (kind, business_date, id)
    INCLUDE (region, zone, organisation, dimensions, count, amount_fen);
DROP INDEX record.record_kind_date;

-- Of a region with few records, in the order in which they are shown.
CREATE INDEX record_by_place ON record.record (kind, region, business_date, id);
DROP INDEX record.record_kind_region_date;

-- An index answers alone only for pages that were vacuumed since they were written; records are never changed, so what
-- there is to do is little and belongs to the records of the last hours.
ALTER TABLE record.record SET (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 10000);
