-- Audit log (审计日志): entries written by business transactions, and the chain into which a job seals them.

CREATE TABLE audit.entry (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    origin text NOT NULL CHECK (origin IN ('person', 'public', 'system')),
    actor uuid,
    actor_name text NOT NULL CHECK (length(actor_name) <= 200),
    address text CHECK (length(address) <= 60),
    action text NOT NULL CHECK (action ~ '^[a-z]+\.[A-Za-z0-9_.-]{1,80}$'),
    subject_type text NOT NULL CHECK (length(subject_type) BETWEEN 1 AND 60),
    subject text NOT NULL CHECK (length(subject) <= 300),
    label text NOT NULL CHECK (length(label) <= 500),
    -- Text, not jsonb: the chain covers these bytes as they were written.
    details text NOT NULL CHECK (details IS JSON OBJECT AND length(details) <= 100000),
    CHECK ((origin = 'person') = (actor IS NOT NULL))
);
CREATE INDEX entry_at ON audit.entry (at, id);
CREATE INDEX entry_actor ON audit.entry (actor, at);
CREATE INDEX entry_action ON audit.entry (action, at);
CREATE INDEX entry_subject ON audit.entry (subject, at);

-- Entries that are not in the chain yet. A row appears in the entry's own transaction, so that an entry that commits
-- late is sealed late, but never forgotten.
CREATE TABLE audit.unsealed (
    entry uuid PRIMARY KEY
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE audit.chain (
    position bigint PRIMARY KEY CHECK (position > 0),
    entry uuid NOT NULL UNIQUE REFERENCES audit.entry (id),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX chain_sealed_at ON audit.chain (sealed_at);

-- Where the chain stood at the end of each day (日终摘要); kept outside the machine it proves that nothing was rewritten.
CREATE TABLE audit.head (
    day date PRIMARY KEY,
    position bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Where a day's head has been sent already.
CREATE TABLE audit.head_sent (
    day date NOT NULL REFERENCES audit.head (day),
    channel text NOT NULL CHECK (channel IN ('file', 'mail')),
    sent_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (day, channel)
);

CREATE FUNCTION audit.enqueue() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO audit.unsealed (entry) SELECT id FROM added;
    RETURN NULL;
END
$$;
CREATE TRIGGER entry_enqueue AFTER INSERT ON audit.entry
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit.enqueue();

CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER chain_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.chain
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
CREATE TRIGGER head_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.head
    FOR EACH STATEMENT EXECUTE FUNCTION shared.refuse_change();
ALTER TABLE audit.entry ENABLE ALWAYS TRIGGER entry_append_only;
ALTER TABLE audit.chain ENABLE ALWAYS TRIGGER chain_append_only;
ALTER TABLE audit.head ENABLE ALWAYS TRIGGER head_append_only;

-- Takes the lock under which the chain grows; held to the end of the transaction.
CREATE FUNCTION audit.lock_chain() RETURNS void
LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(710001, 1) $$;

-- Adds links behind position "after"; refuses entries that are not waiting. The application computes the hashes (SM3).
CREATE FUNCTION audit.append_chain(after bigint, entries uuid[], hashes bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    taken bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(710001, 1);
    IF after <> (SELECT coalesce(max(position), 0) FROM audit.chain) THEN
        RAISE EXCEPTION 'the audit chain does not end at %', after USING ERRCODE = 'serialization_failure';
    END IF;
    IF cardinality(entries) <> cardinality(hashes) THEN
        RAISE EXCEPTION 'every entry needs one hash' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    DELETE FROM audit.unsealed WHERE entry = ANY (entries);
    GET DIAGNOSTICS taken = ROW_COUNT;
    IF taken <> cardinality(entries) THEN
        RAISE EXCEPTION 'only waiting entries are sealed' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO audit.chain (position, entry, hash)
    SELECT after + n, entry, hash FROM unnest(entries, hashes) WITH ORDINALITY AS link (entry, hash, n);
END
$$;
REVOKE EXECUTE ON FUNCTION audit.append_chain(bigint, uuid[], bytea[]) FROM PUBLIC;

-- Writes the heads of every day before "today" that has none yet.
CREATE FUNCTION audit.write_heads(today date, zone text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    written integer;
BEGIN
    PERFORM pg_advisory_xact_lock(710001, 1);
    IF today > (clock_timestamp() AT TIME ZONE zone)::date THEN
        RAISE EXCEPTION 'a day that is not over has no head' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO audit.head (day, position, hash)
    SELECT day::date, link.position, link.hash
    FROM generate_series(
             coalesce((SELECT max(h.day) + 1 FROM audit.head h),
                      (SELECT (min(c.sealed_at) AT TIME ZONE zone)::date FROM audit.chain c)),
             today - 1, interval '1 day') AS day,
         LATERAL (SELECT c.position, c.hash FROM audit.chain c
                  WHERE c.sealed_at < ((day::date + 1)::timestamp AT TIME ZONE zone)
                  ORDER BY c.position DESC LIMIT 1) AS link;
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN written;
END
$$;
REVOKE EXECUTE ON FUNCTION audit.write_heads(date, text) FROM PUBLIC;

GRANT USAGE ON SCHEMA audit TO kc_app;
GRANT SELECT ON audit.entry, audit.unsealed, audit.chain, audit.head, audit.head_sent TO kc_app;
GRANT INSERT (origin, actor, actor_name, address, action, subject_type, subject, label, details) ON audit.entry TO kc_app;
GRANT INSERT (day, channel) ON audit.head_sent TO kc_app;
GRANT EXECUTE ON FUNCTION audit.lock_chain(), audit.append_chain(bigint, uuid[], bytea[]), audit.write_heads(date, text)
    TO kc_app;
