-- 读数时间: when the figures of an assessment were read, by the clock that everything else tells the time by; read_at is the
-- moment of the evidence, by the database's own clock.
ALTER TABLE plan.assessment ADD COLUMN clock_at timestamptz;
ALTER TABLE plan.assessment DISABLE TRIGGER USER;
UPDATE plan.assessment SET clock_at = read_at;
ALTER TABLE plan.assessment ENABLE TRIGGER USER;
ALTER TABLE plan.assessment ADD CHECK (num_nulls(read_at, clock_at) IN (0, 2));
GRANT UPDATE (clock_at) ON plan.assessment TO kc_app;
