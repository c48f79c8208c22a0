-- Objections under a real name by persons and units, anonymous ones as leads (线索), which hold nothing; whoever objects
-- reads the outcome with the number and a secret of which only the digest is kept.

ALTER TABLE programme.objection
    DROP CONSTRAINT objection_name_check,
    DROP CONSTRAINT objection_contact_check,
    ADD COLUMN kind          text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'unit', 'anonymous')),
    -- Of the form it was filled in on: a form that is sent twice files once.
    ADD COLUMN once          uuid UNIQUE,
    ADD COLUMN secret_digest text CHECK (secret_digest ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT objection_under_a_real_name CHECK (CASE kind
        WHEN 'anonymous' THEN name = '' AND contact = '' AND organisation = '' AND account IS NULL
        ELSE length(btrim(name)) BETWEEN 2 AND 50 AND length(btrim(contact)) BETWEEN 5 AND 100 END),
    ADD CONSTRAINT objection_of_a_unit_names_it CHECK (kind <> 'unit' OR length(btrim(organisation)) BETWEEN 2 AND 100);

DROP INDEX programme.objection_open;
CREATE INDEX objection_open ON programme.objection (application) WHERE state = 'open' AND kind <> 'anonymous';
