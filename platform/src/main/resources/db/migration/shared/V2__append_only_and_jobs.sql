-- Tables that are only ever added to hang this on: it refuses everybody, the owner too.
CREATE FUNCTION shared.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%.% is append-only: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;

-- Jobs of db-scheduler.
CREATE TABLE shared.scheduled_tasks (
    task_name text NOT NULL,
    task_instance text NOT NULL,
    task_data bytea,
    execution_time timestamptz NOT NULL,
    picked boolean NOT NULL,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures integer,
    last_heartbeat timestamptz,
    version bigint NOT NULL,
    priority smallint,
    state text,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON shared.scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON shared.scheduled_tasks (last_heartbeat);

GRANT USAGE ON SCHEMA shared TO kc_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON shared.scheduled_tasks TO kc_app;
