-- Attachments in blind review (匿名评审的附件): what of each tells who applies, and what an officer decided about it. Experts see
-- an attachment in a blind round only when it was read whole and tells nothing, or when an officer lets it be shown.
CREATE TABLE programme.review_attachment (
    application uuid NOT NULL REFERENCES programme.application (id),
    file        uuid NOT NULL,
    state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'clean', 'leaks', 'unread')),
    findings    jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(findings) = 'array'),
    unread      jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(unread) = 'array'),
    checked_at  timestamptz,
    decision    text CHECK (decision IN ('shown', 'hidden')),
    reason      text NOT NULL DEFAULT '' CHECK (length(reason) <= 400),
    decided_by  text,
    decided_at  timestamptz,
    PRIMARY KEY (application, file),
    CHECK ((state = 'waiting') = (checked_at IS NULL)),
    CHECK ((state = 'leaks') = (findings <> '[]')),
    CHECK (num_nonnulls(decision, decided_by, decided_at) IN (0, 3)),
    CHECK (decision IS NULL OR length(btrim(reason)) >= 2),
    -- Nobody lets be shown what nothing was found out about.
    CHECK (decision IS DISTINCT FROM 'shown' OR state <> 'waiting')
);
CREATE INDEX review_attachment_waiting ON programme.review_attachment (application) WHERE state = 'waiting';

GRANT SELECT, INSERT, UPDATE ON programme.review_attachment TO kc_app;
