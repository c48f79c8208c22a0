-- Runs that decide only the policies that changed.

ALTER TABLE match.run
    -- The versions it is done on, by their codes; null for runs from before.
    ADD COLUMN codes smallint[],
    -- The only policies it decides anew, in what is shown; null where it decides all and fills the other slot.
    ADD COLUMN only_policies text[] CHECK (cardinality(only_policies) > 0);

-- What such a run found, until it takes the place of what is shown.
CREATE TABLE match.run_found (
    organisation uuid NOT NULL,
    amount_fen   bigint,
    day          date NOT NULL,
    slot         smallint NOT NULL,
    rule         smallint NOT NULL,
    state        smallint NOT NULL,
    distance     smallint NOT NULL,
    missing      smallint NOT NULL,
    region       text NOT NULL,
    zone         text
);

CREATE OR REPLACE FUNCTION match.clear_run_changes() RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    TRUNCATE match.run_change, match.run_found
$$;

GRANT SELECT, INSERT, DELETE ON match.run_found TO kc_app;
