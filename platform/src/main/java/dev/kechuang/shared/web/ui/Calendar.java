package dev.kechuang.shared.web.ui;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.IntStream;

/** Things with a time, on a sheet of one month; the month stands in the address as {@code ?month=2026-11}. */
public record Calendar(String title, YearMonth month, List<Event> events) {

    /**
     * @param end exclusive, after {@code start}
     * @param path empty for no link
     */
    public record Event(String title, LocalDateTime start, LocalDateTime end, String path) {

        boolean touches(LocalDate day) {
            return start.isBefore(day.plusDays(1).atStartOfDay()) && end.isAfter(day.atStartOfDay());
        }

        /** The hours of this event on one day, e.g. 09:00–11:30; open at the side where it goes on. */
        public String hours(LocalDate day) {
            String from = start.toLocalDate().equals(day) ? start.toLocalTime().toString() : "";
            String to = end.toLocalDate().equals(day) ? end.toLocalTime().toString() : "";
            return from.isEmpty() && to.isEmpty() ? "" : from + "–" + to;
        }
    }

    /** @param inside whether the day belongs to the month shown */
    public record Day(LocalDate date, boolean inside, List<Event> events) {
        public String label() {
            return Integer.toString(date.getDayOfMonth());
        }
    }

    /** Whole weeks from Monday to Sunday. */
    public List<List<Day>> weeks() {
        LocalDate monday = month.atDay(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        int weeks = (int) (month.atEndOfMonth().toEpochDay() - monday.toEpochDay()) / 7 + 1;
        return IntStream.range(0, weeks)
                .mapToObj(week -> IntStream.range(0, 7)
                        .mapToObj(day -> day(monday.plusDays(week * 7L + day)))
                        .toList())
                .toList();
    }

    private Day day(LocalDate date) {
        return new Day(
                date,
                YearMonth.from(date).equals(month),
                events.stream().filter(event -> event.touches(date)).toList());
    }
}
