package dev.kechuang.pack;

import java.time.LocalDate;

/** Working days (工作日) by the State Council's holiday calendar of the pack, with make-up days. */
public interface WorkingDays {

    /** An {@link IllegalArgumentException} for a year the calendar does not hold. */
    boolean isWorkingDay(LocalDate day);

    /**
     * The day on which a period of so many working days ends; day one is the first working day after {@code start}. No
     * days at all end on {@code start}. An {@link IllegalArgumentException} for a negative number, and when the period
     * leaves the years the calendar holds.
     */
    LocalDate plus(LocalDate start, int workingDays);

    /** Working days after {@code start} up to and including {@code end}; none when {@code end} is not later. */
    int between(LocalDate start, LocalDate end);

    /**
     * Whether the year's arrangement is not published yet, so that only the days fixed by law are known: dates in such
     * a year may still move. An {@link IllegalArgumentException} for a year the calendar does not hold.
     */
    boolean isProvisional(int year);
}
