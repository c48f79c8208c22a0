package dev.kechuang.pack.internal;

import dev.kechuang.pack.WorkingDays;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

final class HolidayCalendar implements WorkingDays {

    private final Map<Integer, HolidayYear> years;

    HolidayCalendar(Collection<HolidayYear> years) {
        this.years = years.stream().collect(Collectors.toMap(HolidayYear::year, year -> year));
    }

    @Override
    public boolean isWorkingDay(LocalDate day) {
        return year(day.getYear()).isWorkingDay(day);
    }

    @Override
    public LocalDate plus(LocalDate start, int workingDays) {
        if (workingDays < 0) throw new IllegalArgumentException("working days cannot be negative: " + workingDays);
        LocalDate day = start;
        for (int left = workingDays; left > 0; ) {
            day = day.plusDays(1);
            if (isWorkingDay(day)) left--;
        }
        return day;
    }

    @Override
    public int between(LocalDate start, LocalDate end) {
        if (!end.isAfter(start)) return 0;
        return (int) start.plusDays(1)
                .datesUntil(end.plusDays(1))
                .filter(this::isWorkingDay)
                .count();
    }

    @Override
    public boolean isProvisional(int year) {
        return year(year).provisional();
    }

    private HolidayYear year(int year) {
        HolidayYear found = years.get(year);
        if (found == null) {
            throw new IllegalArgumentException("the holiday calendar does not hold " + year + "; it holds "
                    + years.keySet().stream().sorted().toList());
        }
        return found;
    }
}
