-- What somebody has typed into a form about an organisation and not sent yet; gone when it is sent or thrown away.
CREATE TABLE registry.form_draft (
    account  uuid NOT NULL,
    -- "new", or the organisation that is edited
    form     text NOT NULL CHECK (length(form) BETWEEN 1 AND 60),
    "values" jsonb NOT NULL CHECK (jsonb_typeof("values") = 'object'),
    saved_at timestamptz NOT NULL,
    PRIMARY KEY (account, form)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON registry.form_draft TO kc_app;
