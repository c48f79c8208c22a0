package dev.kechuang.record.internal;

import dev.kechuang.record.RecordFilter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A period taken apart into whole months, which the cells answer, and the days before and after them, which only the
 * records can.
 *
 * @param months whole months, null when there is none
 * @param edges at most two ranges of days outside of the whole months
 */
record Span(@Nullable Range months, List<Range> edges) {

    /** Days from start to before end; null is without bound. */
    record Range(@Nullable LocalDate start, @Nullable LocalDate end) {}

    /** @param from first day or null, @param until last day, inclusive, or null */
    static Span of(@Nullable LocalDate from, @Nullable LocalDate until) {
        LocalDate end = until == null ? null : until.plusDays(1);
        LocalDate firstMonth = from == null || from.getDayOfMonth() == 1
                ? from
                : from.withDayOfMonth(1).plusMonths(1);
        LocalDate endMonth = end == null ? null : end.withDayOfMonth(1);
        if (firstMonth != null && endMonth != null && !firstMonth.isBefore(endMonth)) {
            return new Span(null, List.of(new Range(from, end)));
        }
        var edges = new ArrayList<Range>();
        if (from != null && !from.equals(firstMonth)) edges.add(new Range(from, firstMonth));
        if (end != null && !end.equals(endMonth)) edges.add(new Range(endMonth, end));
        return new Span(new Range(firstMonth, endMonth), List.copyOf(edges));
    }

    /** The filter's period as it is. */
    static Range whole(RecordFilter filter) {
        var until = filter.until();
        return new Range(filter.from(), until == null ? null : until.plusDays(1));
    }

    /** The whole years within a range of whole months, null when there is none. */
    static @Nullable Range years(Range months) {
        LocalDate start = months.start();
        LocalDate first = start == null || start.getDayOfYear() == 1
                ? start
                : start.withDayOfYear(1).plusYears(1);
        LocalDate end = months.end() == null ? null : months.end().withDayOfYear(1);
        return first != null && end != null && !first.isBefore(end) ? null : new Range(first, end);
    }

    /** The months of a range that lie outside of its whole years. */
    static List<Range> monthsOutside(Range months, Range years) {
        var rest = new ArrayList<Range>();
        if (months.start() != null && !months.start().equals(years.start())) {
            rest.add(new Range(months.start(), years.start()));
        }
        if (months.end() != null && !months.end().equals(years.end())) rest.add(new Range(years.end(), months.end()));
        return rest;
    }
}
