package dev.kechuang.pack.web;

import dev.kechuang.pack.internal.HolidayYear;
import dev.kechuang.shared.web.Frame;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calendar of a year as twelve month grids.
 *
 * @param year as asked for
 * @param held null when the pack does not hold the year
 */
public record PackCalendarPage(
        PackHead head, int year, @Nullable HolidayYear held, LocalDate today) {

    /** Years the pack holds, in order. */
    public List<Integer> years() {
        return head.summary().content().years().stream()
                .map(item -> item.value().year())
                .sorted()
                .toList();
    }

    public List<YearMonth> months() {
        return java.util.stream.IntStream.rangeClosed(1, 12)
                .mapToObj(month -> YearMonth.of(year, month))
                .toList();
    }

    /** Weeks from Monday to Sunday; days of other months are null. */
    public List<List<@Nullable LocalDate>> weeks(YearMonth month) {
        var weeks = new ArrayList<List<@Nullable LocalDate>>();
        var week = new ArrayList<@Nullable LocalDate>(
                Collections.nCopies(month.atDay(1).getDayOfWeek().getValue() - 1, null));
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            week.add(month.atDay(day));
            if (week.size() == 7) {
                weeks.add(week);
                week = new ArrayList<>();
            }
        }
        if (!week.isEmpty()) {
            while (week.size() < 7) week.add(null);
            weeks.add(week);
        }
        return weeks;
    }

    /** Class of a day's cell: a holiday, a make-up day, a weekend or nothing. */
    public String css(HolidayYear held, LocalDate day) {
        String kind = held.isMakeUpDay(day)
                ? "worked"
                : held.holidayOn(day).isPresent() ? "off" : held.isWorkingDay(day) ? "" : "weekend";
        return day.equals(today) ? (kind + " today").strip() : kind;
    }

    /** What stands in a day's cell under the number: 休, 班 or nothing. */
    public String mark(Frame frame, HolidayYear held, LocalDate day) {
        if (held.isMakeUpDay(day)) return frame.t("pack.calendar.worked");
        return held.holidayOn(day).isPresent() ? frame.t("pack.calendar.off") : "";
    }

    /** Name of the holiday on the first of its days, else empty. */
    public String name(Frame frame, HolidayYear held, LocalDate day) {
        return held.holidayOn(day)
                .filter(holiday -> holiday.off().getFirst().equals(day))
                .map(holiday -> frame.pick(holiday.name(), holiday.en()))
                .orElse("");
    }

    /** Working days of the month. */
    public long workingDays(HolidayYear held, YearMonth month) {
        return month.atDay(1)
                .datesUntil(month.atEndOfMonth().plusDays(1))
                .filter(held::isWorkingDay)
                .count();
    }

    public long workingDays(HolidayYear held) {
        return months().stream().mapToLong(month -> workingDays(held, month)).sum();
    }
}
