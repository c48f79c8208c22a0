-- Sections of a draft are added, put into another order, taken out and put back. One that is out has no place; its
-- revisions stay with it.
ALTER TABLE report.section ALTER COLUMN place DROP NOT NULL;
ALTER TABLE report.section DROP CONSTRAINT section_report_place_key;
ALTER TABLE report.section ADD CONSTRAINT section_place UNIQUE (report, place) DEFERRABLE INITIALLY DEFERRED;
GRANT UPDATE (place) ON report.section TO kc_app;

-- The order belongs to the text: it changes in drafts only.
CREATE FUNCTION report.guard_arrangement() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.place IS NOT DISTINCT FROM OLD.place THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT FROM report.report r WHERE r.id = NEW.report AND r.state = 'draft') THEN
        RAISE EXCEPTION 'report % is no draft: its sections stay', NEW.report USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER guard_arrangement BEFORE INSERT OR UPDATE ON report.section
    FOR EACH ROW EXECUTE FUNCTION report.guard_arrangement();

ALTER TABLE report.event DROP CONSTRAINT event_kind_check;
ALTER TABLE report.event ADD CONSTRAINT event_kind_check CHECK (kind IN ('created', 'read', 'submitted', 'returned',
    'frozen', 'reopened', 'sectionAdded', 'sectionMoved', 'sectionRemoved', 'sectionRestored'));
