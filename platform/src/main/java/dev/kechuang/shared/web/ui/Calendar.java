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

    /**
     * The same things on a sheet of one week with a row for each hour, from eight to six and further where something
     * lies outside; the week stands in the address as {@code ?week=2026-11-23}.
     */
    public record Week(String title, LocalDate monday, List<Event> events) {

        private static final int FIRST_HOUR = 8;
        private static final int LAST_HOUR = 17;

        public Week {
            if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
                throw new IllegalArgumentException(monday + " is no Monday");
            }
            events = List.copyOf(events);
        }

        /** The week a day lies in. */
        public static Week of(String title, LocalDate day, List<Event> events) {
            return new Week(title, day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), events);
        }

        public List<LocalDate> days() {
            return IntStream.range(0, 7).mapToObj(monday::plusDays).toList();
        }

        public List<Hour> hours() {
            int first = FIRST_HOUR;
            int last = LAST_HOUR;
            for (LocalDate day : days()) {
                for (Event event : events) {
                    if (!event.touches(day)) continue;
                    if (event.start.toLocalDate().equals(day)) first = Math.min(first, event.start.getHour());
                    if (event.end.toLocalDate().equals(day)) {
                        last = Math.max(last, event.end.minusNanos(1).getHour());
                    }
                }
            }
            return IntStream.rangeClosed(first, last).mapToObj(this::hour).toList();
        }

        private Hour hour(int hour) {
            return new Hour(hour, days().stream().map(day -> slot(day, hour)).toList());
        }

        private Slot slot(LocalDate day, int hour) {
            LocalDateTime from = day.atTime(hour, 0);
            var during = events.stream()
                    .filter(event -> event.start.isBefore(from.plusHours(1)) && event.end.isAfter(from))
                    .toList();
            // Named where it begins, or in the first row of a day on which it goes on; shaded in the rows below.
            var named = during.stream()
                    .filter(event -> !event.start.isBefore(from)
                            || hour == FIRST_HOUR && event.start.isBefore(day.atTime(FIRST_HOUR, 0)))
                    .toList();
            return new Slot(day, named, !during.isEmpty());
        }
    }

    /** A row of the week. */
    public record Hour(int hour, List<Slot> slots) {
        public String label() {
            return "%02d:00".formatted(hour);
        }
    }

    /** @param busy whether something takes place in that hour, also what is named in a row above */
    public record Slot(LocalDate date, List<Event> events, boolean busy) {}

    private Day day(LocalDate date) {
        return new Day(
                date,
                YearMonth.from(date).equals(month),
                events.stream().filter(event -> event.touches(date)).toList());
    }
}
