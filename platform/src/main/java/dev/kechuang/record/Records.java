package dev.kechuang.record;

import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;

/** Appends to the records (记录). What is appended is never changed; a mistake is reversed by a compensating record. */
public interface Records {

    /**
     * Appends in the running transaction; without one it is an {@link IllegalStateException}. The same kind and key a
     * second time changes nothing and returns the first record's id.
     */
    UUID append(NewRecord record);

    /**
     * Appends many at once, for imports: one statement for each thousand. Those whose kind and key are there already
     * are left out.
     *
     * @return how many were added
     */
    int appendAll(Collection<NewRecord> records);

    /**
     * Appends the opposite of a record, for the given day. A record is reversed at most once and a reversal never: both
     * are an {@link IllegalStateException}, and the database refuses them too.
     */
    UUID reverse(UUID record, LocalDate businessDate, String reason);
}
