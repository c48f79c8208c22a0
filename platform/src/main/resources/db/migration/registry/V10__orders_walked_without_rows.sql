-- Long lists are walked in the wanted order until a page is full. What a filter asks stands in the index of the order,
-- so that only rows that pass the filters are read: institutes older than any firm cost nothing.
DROP INDEX registry.organisation_by_name;
DROP INDEX registry.organisation_by_founded;
DROP INDEX registry.organisation_by_updated;
CREATE INDEX organisation_by_name ON registry.organisation (name_key, id)
    INCLUDE (region, zone, industry, scale, status, kind, founded);
CREATE INDEX organisation_by_founded ON registry.organisation (COALESCE(founded, DATE '0001-01-01'), id)
    INCLUDE (region, zone, industry, scale, status, kind, founded);
CREATE INDEX organisation_by_updated ON registry.organisation (updated_at, id)
    INCLUDE (region, zone, industry, scale, status, kind, founded);
