-- Messages (消息): the inbox of each account, and the e-mails that wait to leave.

CREATE TABLE message.message (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    account uuid NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 300),
    subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 200 AND subject !~ '[\r\n]'),
    text text NOT NULL CHECK (length(text) <= 4000),
    link text NOT NULL CHECK (link ~ '^/([^/\\]|$)' AND length(link) <= 500),
    sent_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    read_at timestamptz,
    UNIQUE (account, key)
);
CREATE INDEX message_account ON message.message (account, id);
CREATE INDEX message_unread ON message.message (account, id) WHERE read_at IS NULL;

-- What a person wants; no row means the defaults.
CREATE TABLE message.preference (
    account uuid PRIMARY KEY,
    email boolean NOT NULL
);

-- E-mails to be sent; the address is looked up when one leaves.
CREATE TABLE message.outgoing (
    message uuid PRIMARY KEY REFERENCES message.message (id),
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'skipped', 'failed')),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt timestamptz NOT NULL DEFAULT clock_timestamp(),
    error text CHECK (length(error) <= 500),
    done_at timestamptz,
    CHECK ((state = 'waiting') = (done_at IS NULL))
);
CREATE INDEX outgoing_waiting ON message.outgoing (next_attempt) WHERE state = 'waiting';

GRANT USAGE ON SCHEMA message TO kc_app;
GRANT SELECT ON message.message TO kc_app;
GRANT INSERT (account, key, subject, text, link) ON message.message TO kc_app;
GRANT UPDATE (read_at) ON message.message TO kc_app;
GRANT SELECT, INSERT, UPDATE ON message.preference, message.outgoing TO kc_app;
