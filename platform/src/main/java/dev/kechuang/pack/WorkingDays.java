package dev.kechuang.pack;

import java.time.LocalDate;

/** Working days (工作日) by the State Council's holiday calendar of the pack, with make-up days. */
public interface WorkingDays {

    /** An {@link IllegalArgumentException} for a year the calendar does not hold. */
    boolean isWorkingDay(LocalDate day);

    /** The day on which a period of so many working days ends; day one is the first working day after {@code start}. */
    LocalDate plus(LocalDate start, int workingDays);

    /** Working days after {@code start} up to and including {@code end}. */
    int between(LocalDate start, LocalDate end);
}
