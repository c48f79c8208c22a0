-- The unit that entered a scheme, kept when its author moves: it decides which county may close it.
ALTER TABLE plan.scheme ADD COLUMN created_unit uuid REFERENCES identity.unit;
UPDATE plan.scheme s SET created_unit = p.unit FROM identity.published_person p WHERE p.account = s.created_by;
