-- Documents of approval (立项文件): prepared by one, issued by another, with the entries as they were issued.

CREATE TABLE programme.approval (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    call          uuid NOT NULL REFERENCES programme.call (id),
    stage         text NOT NULL,
    number        text NOT NULL CHECK (length(btrim(number)) BETWEEN 4 AND 60),
    authority     text NOT NULL CHECK (length(btrim(authority)) BETWEEN 2 AND 60),
    title         text NOT NULL CHECK (length(btrim(title)) BETWEEN 4 AND 150),
    addressee     text NOT NULL CHECK (length(btrim(addressee)) BETWEEN 2 AND 200),
    body          text NOT NULL CHECK (length(btrim(body)) BETWEEN 10 AND 8000),
    unit          text NOT NULL CHECK (length(btrim(unit)) BETWEEN 2 AND 60),
    issued_on     date NOT NULL,
    -- Whether those who were not approved are told now, because no further list follows.
    last          boolean NOT NULL,
    state         text NOT NULL DEFAULT 'prepared' CHECK (state IN ('prepared', 'issued', 'withdrawn')),
    prepared_by   uuid NOT NULL,
    prepared_name text NOT NULL,
    prepared_at   timestamptz NOT NULL,
    decided_by    uuid,
    decided_name  text,
    decided_at    timestamptz,
    reason        text NOT NULL DEFAULT '',
    CONSTRAINT approval_needs_four_eyes CHECK (state <> 'issued' OR decided_by <> prepared_by),
    CHECK ((state = 'prepared') = (decided_at IS NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL AND decided_name IS NULL)),
    CHECK (state <> 'withdrawn' OR btrim(reason) <> '')
);
CREATE UNIQUE INDEX approval_one_prepared ON programme.approval (call) WHERE state = 'prepared';
CREATE UNIQUE INDEX approval_number ON programme.approval (number) WHERE state <> 'withdrawn';

CREATE TABLE programme.approval_entry (
    approval     uuid NOT NULL REFERENCES programme.approval (id),
    application  uuid NOT NULL REFERENCES programme.application (id),
    place        integer NOT NULL CHECK (place >= 1),
    number       text NOT NULL,
    title        text NOT NULL,
    organisation text NOT NULL,
    leader       text NOT NULL DEFAULT '',
    amount_fen   bigint NOT NULL CHECK (amount_fen >= 0),
    PRIMARY KEY (approval, application),
    UNIQUE (approval, place)
);
CREATE INDEX approval_entry_of_application ON programme.approval_entry (application);

GRANT SELECT, INSERT ON programme.approval, programme.approval_entry TO kc_app;
GRANT UPDATE (state, decided_by, decided_name, decided_at, reason) ON programme.approval TO kc_app;
