package dev.kechuang.record.internal;

import dev.kechuang.record.RecordFilter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A period taken apart into whole months, which the cells answer, and days that only the records can. Where a month is
 * wanted for more than half, the whole one is taken and its other days are taken away again, so that never more than half
 * of a month is read day by day.
 *
 * @param months whole months, null when there is none
 * @param edges at most two ranges of days
 */
record Span(@Nullable Range months, List<Edge> edges) {

    /** Days from start to before end; null is without bound. */
    record Range(@Nullable LocalDate start, @Nullable LocalDate end) {}

    /** @param added whether the days count besides the whole months, or lie within them and do not count */
    record Edge(Range days, boolean added) {

        /** Before a sum of what lies in the days. */
        String sign() {
            return added ? "" : "-";
        }
    }

    /** @param from first day or null, @param until last day, inclusive, or null */
    static Span of(@Nullable LocalDate from, @Nullable LocalDate until) {
        LocalDate end = until == null ? null : until.plusDays(1);
        LocalDate first = from == null ? null : nearestMonth(from);
        LocalDate last = end == null ? null : nearestMonth(end);
        if (first != null && last != null && !first.isBefore(last)) {
            return new Span(null, List.of(new Edge(new Range(from, end), true)));
        }
        var edges = new ArrayList<Edge>();
        if (from != null && first != null && !from.equals(first)) {
            edges.add(
                    from.isBefore(first)
                            ? new Edge(new Range(from, first), true)
                            : new Edge(new Range(first, from), false));
        }
        if (end != null && last != null && !end.equals(last)) {
            edges.add(
                    last.isBefore(end) ? new Edge(new Range(last, end), true) : new Edge(new Range(end, last), false));
        }
        return new Span(new Range(first, last), List.copyOf(edges));
    }

    /** The month's first day, or the next one's where that is nearer. */
    private static LocalDate nearestMonth(LocalDate day) {
        LocalDate start = day.withDayOfMonth(1);
        return 2 * (day.getDayOfMonth() - 1) <= day.lengthOfMonth() ? start : start.plusMonths(1);
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
