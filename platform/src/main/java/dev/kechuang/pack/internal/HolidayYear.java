package dev.kechuang.pack.internal;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The arrangement of holidays of one year (放假安排).
 *
 * @param provisional not published yet: holds the days fixed by law only
 * @param statutory days off by law (法定节假日) in the year: 11 until 2024, 13 from 2025
 */
public record HolidayYear(int year, boolean provisional, int statutory, String source, List<Holiday> holidays) {

    /**
     * @param off days without work, weekends within the holiday included
     * @param work Saturdays and Sundays on which people work (调休上班)
     */
    public record Holiday(String name, String en, List<LocalDate> off, List<LocalDate> work) {}

    public Optional<Holiday> holidayOn(LocalDate day) {
        return holidays.stream().filter(holiday -> holiday.off().contains(day)).findFirst();
    }

    public boolean isMakeUpDay(LocalDate day) {
        return holidays.stream().anyMatch(holiday -> holiday.work().contains(day));
    }

    public boolean isWorkingDay(LocalDate day) {
        if (isMakeUpDay(day)) return true;
        return !isWeekend(day) && holidayOn(day).isEmpty();
    }

    /** Days off that would be worked, less weekend days that are worked: what the law grants, if the year adds up. */
    long granted() {
        long off = holidays.stream()
                .flatMap(holiday -> holiday.off().stream())
                .distinct()
                .filter(day -> !isWeekend(day))
                .count();
        long work =
                holidays.stream().mapToLong(holiday -> holiday.work().size()).sum();
        return off - work;
    }

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
