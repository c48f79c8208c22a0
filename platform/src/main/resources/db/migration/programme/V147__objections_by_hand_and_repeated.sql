-- What an upheld objection did: the entry leaves, was gone before, or has gone past approval, where termination,
-- revocation or recovery is somebody's to do. Null of those settled before it was kept.
ALTER TABLE programme.objection
    ADD COLUMN effect      text CHECK (effect IN ('leaves', 'gone', 'byHand')),
    -- With what the form is known by it makes the secret again, for whoever sends the same form again.
    ADD COLUMN secret_salt uuid,
    ADD CONSTRAINT objection_effect_of_upheld CHECK (effect IS NULL OR state = 'upheld');

-- From here on a digest of the form and of what was written on it: another text on the same form is another objection,
-- and what the secret is made from is not kept.
COMMENT ON COLUMN programme.objection.once IS 'digest of the form and what was written on it';

GRANT UPDATE (effect) ON programme.objection TO kc_app;
