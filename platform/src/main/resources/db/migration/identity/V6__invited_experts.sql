-- An officer of the bureau may invite an expert: the account gets the one role that opens the own page and what is
-- assigned. Every other role is still granted by a security administrator (docs/decisions/0007).
ALTER TABLE identity.account_role DROP CONSTRAINT account_role_origin_check;
ALTER TABLE identity.account_role ADD CONSTRAINT account_role_origin_check
    CHECK (origin IN ('GRANT', 'REGISTRATION', 'FIRST_RUN', 'DEMO', 'INVITATION'));
ALTER TABLE identity.account_role ADD CONSTRAINT invitation_makes_experts
    CHECK (origin <> 'INVITATION' OR role = 'EXPERT');
