-- Makes a table append-only for everybody, also for its owner and where triggers are switched off for a replica:
-- SELECT shared.append_only('module.table').
CREATE FUNCTION shared.append_only(kept regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    name text := (SELECT relname FROM pg_class WHERE oid = kept) || '_append_only';
BEGIN
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %s'
                   ' FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change()', name, kept);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', kept, name);
END
$$;
REVOKE EXECUTE ON FUNCTION shared.append_only(regclass) FROM PUBLIC;
