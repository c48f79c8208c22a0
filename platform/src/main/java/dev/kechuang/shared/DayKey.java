package dev.kechuang.shared;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

/** Where a page begins in a list that stands in the order of days: a day, and among those of the day an id. */
public record DayKey(LocalDate day, UUID id) {

    /** As an address says them; empty for what is no day from the year 1 to 9999 or no id, so that a list begins at its start. */
    public static Optional<DayKey> of(String day, String id) {
        if (!day.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") || day.startsWith("0000") || id.length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DayKey(LocalDate.parse(day), UUID.fromString(id)));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
