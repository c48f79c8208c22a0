package dev.kechuang.programme.demo;

import dev.kechuang.pack.WorkingDays;
import dev.kechuang.shared.DemoClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Supplier;

/** Goes through the calendar of one call, never beyond this morning, and does things at their times. */
final class DemoDays {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final DemoClock time;
    private final WorkingDays workingDays;
    private final LocalDate today;
    private LocalDate day;

    /** @param today the day on which the city is filled */
    DemoDays(DemoClock time, WorkingDays workingDays, LocalDate today, LocalDate start) {
        this.time = time;
        this.workingDays = workingDays;
        this.today = today;
        this.day = start;
    }

    LocalDate today() {
        return today;
    }

    /** The morning so many working days later. */
    Instant next(int working) {
        LocalDate next = workingDays.plus(day, working);
        day = next.isBefore(today) ? next : workingDay(workingDays, today.minusDays(1));
        return morning(day);
    }

    /** The morning of the day, or yesterday's where it is still to come. */
    Instant past(LocalDate other) {
        return morning(other.isBefore(today) ? other : today.minusDays(1));
    }

    <T> T at(Instant moment, Supplier<T> work) {
        return time.at(moment, work);
    }

    void does(Instant moment, Runnable work) {
        time.at(moment, () -> {
            work.run();
            return "";
        });
    }

    static Instant morning(LocalDate day) {
        return day.atTime(LocalTime.of(9, 0)).atZone(ZONE).toInstant();
    }

    /** The day, or the next that people work on. */
    static LocalDate workingDay(WorkingDays workingDays, LocalDate day) {
        return workingDays.isWorkingDay(day) ? day : workingDays.plus(day, 1);
    }
}
