package dev.kechuang.shared.web.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A week by hours shows each thing once on every day it touches, and every hour it takes. */
class CalendarWeekTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private static Calendar.Slot slot(Calendar.Week week, int hour, int day) {
        return week.hours().stream()
                .filter(row -> row.hour() == hour)
                .findFirst()
                .orElseThrow()
                .slots()
                .get(day);
    }

    @Test
    void anEventIsNamedWhereItBeginsAndShadesTheHoursItTakes() {
        var event = new Calendar.Event("会评", MONDAY.atTime(9, 30), MONDAY.atTime(11, 0), "");
        var week = Calendar.Week.of("t", MONDAY.plusDays(4), List.of(event));
        assertThat(week.monday()).isEqualTo(MONDAY);
        assertThat(slot(week, 9, 0).events()).containsExactly(event);
        assertThat(slot(week, 10, 0).events()).isEmpty();
        assertThat(slot(week, 10, 0).busy()).isTrue();
        assertThat(slot(week, 11, 0).busy()).isFalse();
        assertThat(slot(week, 9, 1).busy()).isFalse();
        assertThat(week.hours())
                .extracting(Calendar.Hour::label)
                .startsWith("08:00")
                .endsWith("17:00");
    }

    @Test
    void whatLastsDaysIsNamedOnEachAndEarlyAndLateHoursAreAdded() {
        var days =
                new Calendar.Event("网评", MONDAY.atTime(7, 0), MONDAY.plusDays(2).atTime(20, 0), "");
        var week = new Calendar.Week("t", MONDAY, List.of(days));
        assertThat(week.hours())
                .extracting(Calendar.Hour::label)
                .startsWith("07:00")
                .endsWith("19:00");
        assertThat(slot(week, 7, 0).events()).containsExactly(days);
        assertThat(slot(week, 8, 1).events()).containsExactly(days);
        assertThat(slot(week, 8, 2).events()).containsExactly(days);
        assertThat(slot(week, 19, 2).busy()).isTrue();
        assertThat(slot(week, 8, 3).busy()).isFalse();
    }

    @Test
    void aWeekBeginsOnMonday() {
        assertThatThrownBy(() -> new Calendar.Week("t", MONDAY.plusDays(1), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
