package dev.kechuang.shared.web.ui;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * Things with a time, as a list that a script turns into a calendar.
 *
 * @param id unique on the page
 * @param view what is shown first
 * @param from first day shown
 */
public record Calendar(String id, String title, View view, LocalDate from, List<Event> events) {

    public enum View {
        MONTH("dayGridMonth"),
        WEEK("timeGridWeek"),
        LIST("listMonth");

        private final String library;

        View(String library) {
            this.library = library;
        }
    }

    /** @param end exclusive */
    public record Event(String title, LocalDateTime start, LocalDateTime end, String path) {
        /** As a reader sees it, e.g. 2026-11-21 09:30–11:00. */
        public String when() {
            String last = start.toLocalDate().equals(end.toLocalDate())
                    ? end.toLocalTime().toString()
                    : end.toLocalDate() + " " + end.toLocalTime();
            return start.toLocalDate() + " " + start.toLocalTime() + "–" + last;
        }
    }

    public String json() {
        record Shown(String title, String start, String end, String path) {}
        record Data(String view, String date, List<Shown> events) {}
        return Json.write(new Data(
                view.library,
                from.toString(),
                events.stream()
                        .map(e -> new Shown(e.title, e.start.toString(), e.end.toString(), e.path))
                        .toList()));
    }
}
