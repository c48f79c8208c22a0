-- New matches to other systems (匹配结果推送接口): where they go, and what was sent with which result.

CREATE TABLE match.webhook (
    id         uuid PRIMARY KEY DEFAULT uuidv7(),
    name       text NOT NULL CHECK (length(btrim(name)) BETWEEN 2 AND 60),
    url        text NOT NULL CHECK (length(url) <= 500),
    -- Encrypted with a key that the database does not hold.
    secret     bytea NOT NULL,
    -- Matches of this region and all below, as they are resolved when it was registered.
    region     text NOT NULL CHECK (region <> ''),
    regions    text[] NOT NULL CHECK (cardinality(regions) > 0),
    states     text[] NOT NULL CHECK (cardinality(states) > 0 AND states <@ ARRAY['ELIGIBLE', 'NEAR', 'OPEN']),
    -- How far it has read the log of differences.
    position   bigint NOT NULL CHECK (position >= 0),
    active     boolean NOT NULL DEFAULT true,
    created_by uuid NOT NULL,
    created_name text NOT NULL,
    created_at timestamptz NOT NULL,
    removed_at timestamptz,
    CHECK (removed_at IS NULL OR NOT active)
);
CREATE UNIQUE INDEX webhook_once ON match.webhook (url, region) WHERE removed_at IS NULL;

-- One call: differences from one number to another, sent until it is taken or given up.
CREATE TABLE match.delivery (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    webhook      uuid NOT NULL REFERENCES match.webhook (id),
    first_change bigint NOT NULL,
    last_change  bigint NOT NULL,
    matches      integer NOT NULL CHECK (matches > 0),
    body         text NOT NULL,
    -- The delivery it sends again, null for a first one.
    replay_of    uuid REFERENCES match.delivery (id),
    state        text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
    attempts     integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt timestamptz NOT NULL,
    -- What the last attempt brought: a status, or why there was none.
    status       integer,
    error        text NOT NULL DEFAULT '' CHECK (length(error) <= 500),
    created_at   timestamptz NOT NULL,
    done_at      timestamptz,
    CHECK (last_change >= first_change),
    CHECK ((state = 'waiting') = (done_at IS NULL))
);
CREATE UNIQUE INDEX delivery_once ON match.delivery (webhook, first_change) WHERE replay_of IS NULL;
CREATE INDEX delivery_waiting ON match.delivery (next_attempt) WHERE state = 'waiting';
CREATE INDEX delivery_of_webhook ON match.delivery (webhook, id);

GRANT SELECT, INSERT ON match.webhook, match.delivery TO kc_app;
GRANT UPDATE (position, active, removed_at) ON match.webhook TO kc_app;
GRANT UPDATE (state, attempts, next_attempt, status, error, done_at) ON match.delivery TO kc_app;
