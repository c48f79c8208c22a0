-- Whose name stands under a report (发文单位), as its template words it for the region.
ALTER TABLE report.report ADD COLUMN issuer text NOT NULL DEFAULT '' CHECK (length(issuer) <= 100);
