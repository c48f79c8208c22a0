-- Lists by filters alone: everything a filter asks, a list counts or an order needs stands in the index, so that long
-- lists are counted without reading a row. Who asks without a region steps over the regions, of which there are few.
CREATE INDEX organisation_filters ON registry.organisation
    (region, industry COLLATE "C", scale, status, kind, zone, founded) INCLUDE (id, updated_at, name_key);
CREATE INDEX organisation_filters_founded ON registry.organisation
    (region, founded, industry COLLATE "C", scale, status, kind, zone) INCLUDE (id, updated_at, name_key);
-- Only rows that vacuum has seen are counted without reading them.
ALTER TABLE registry.organisation
    SET (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_vacuum_scale_factor = 0.05,
         autovacuum_analyze_scale_factor = 0.05);
