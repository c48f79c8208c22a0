-- An organisation and all that became part of it, however many mergers ago: under the one that remains people find what
-- was kept for those before it.
CREATE FUNCTION registry.published_predecessors(organisation uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
    WITH RECURSIVE line AS (
        SELECT organisation AS id
        UNION
        SELECT o.id FROM line JOIN registry.organisation o ON o.merged_into = line.id)
    SELECT line.id FROM line
$$;
GRANT EXECUTE ON FUNCTION registry.published_predecessors(uuid) TO kc_app;
