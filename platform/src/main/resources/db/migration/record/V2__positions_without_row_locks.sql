-- A foreign key locks the record's row for every position, which writes each record a second time. The sealing function
-- takes its records from the queue that the record's own insertion fills; the invariant record.positions checks it.
ALTER TABLE record.position DROP CONSTRAINT position_record_fkey;
