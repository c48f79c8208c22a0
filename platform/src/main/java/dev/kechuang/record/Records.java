package dev.kechuang.record;

import java.time.LocalDate;
import java.util.UUID;

/** Appends to the records (记录). What is appended is never changed; a mistake is reversed by a compensating record. */
public interface Records {

    /**
     * Appends in the running transaction; without one it is an {@link IllegalStateException}. The same kind and key a
     * second time changes nothing and returns the first record's id.
     */
    UUID append(NewRecord record);

    /** Appends the opposite of a record, for the given day; a record is reversed at most once. */
    UUID reverse(UUID record, LocalDate businessDate, String reason);
}
