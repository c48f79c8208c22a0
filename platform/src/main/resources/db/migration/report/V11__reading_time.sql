-- 读数时间: when the figures of a version were read, by the clock that everything else tells the time by; read_at is the
-- moment of the evidence, by the database's own clock. They were one until now.
ALTER TABLE report.version ADD COLUMN clock_at text;
ALTER TABLE report.version DISABLE TRIGGER USER;
UPDATE report.version SET clock_at = read_at;
ALTER TABLE report.version ENABLE TRIGGER USER;
ALTER TABLE report.version ALTER COLUMN clock_at SET NOT NULL;
