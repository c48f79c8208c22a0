package dev.kechuang.indicator.internal.figure;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums of records by place and month, or by place and day, as of a position; immutable. Each place keeps running totals, so
 * that a sum over any span is two look-ups.
 */
final class RunningSums {

    /** Region and zone of records; the zone is empty for none. */
    record Spot(String region, String zone) {}

    /** @param when number of the month, see {@link #number}, or of the day since 1970 */
    record Entry(Spot spot, int when, long count, long amountFen) {
        Entry opposite() {
            return new Entry(spot, when, -count, -amountFen);
        }
    }

    private record Line(int[] times, long[] counts, long[] amounts) {
        /** Index of the last one not after the given one, -1 for none. */
        private int upTo(int when) {
            int at = Arrays.binarySearch(times, when);
            return at >= 0 ? at : -at - 2;
        }
    }

    private final long position;
    private final Map<Spot, Line> lines;

    private RunningSums(long position, Map<Spot, Line> lines) {
        this.position = position;
        this.lines = lines;
    }

    static RunningSums of(long position, List<Entry> entries) {
        var bySpot = new HashMap<Spot, TreeMap<Integer, long[]>>();
        for (Entry entry : entries) add(bySpot, entry);
        return new RunningSums(position, lines(bySpot));
    }

    /** These and what came after them. */
    RunningSums plus(long later, List<Entry> entries) {
        if (entries.isEmpty()) return new RunningSums(later, lines);
        var bySpot = new HashMap<Spot, TreeMap<Integer, long[]>>();
        lines.forEach((spot, line) -> {
            var months = new TreeMap<Integer, long[]>();
            for (int i = 0; i < line.times.length; i++) {
                long count = line.counts[i] - (i == 0 ? 0 : line.counts[i - 1]);
                long amount = line.amounts[i] - (i == 0 ? 0 : line.amounts[i - 1]);
                months.put(line.times[i], new long[] {count, amount});
            }
            bySpot.put(spot, months);
        });
        for (Entry entry : entries) add(bySpot, entry);
        return new RunningSums(later, lines(bySpot));
    }

    private static void add(Map<Spot, TreeMap<Integer, long[]>> bySpot, Entry entry) {
        long[] sums = bySpot.computeIfAbsent(entry.spot(), spot -> new TreeMap<>())
                .computeIfAbsent(entry.when(), month -> new long[2]);
        sums[0] = Math.addExact(sums[0], entry.count());
        sums[1] = Math.addExact(sums[1], entry.amountFen());
    }

    private static Map<Spot, Line> lines(Map<Spot, TreeMap<Integer, long[]>> bySpot) {
        var lines = new HashMap<Spot, Line>();
        bySpot.forEach((spot, months) -> {
            int size = months.size();
            var line = new Line(new int[size], new long[size], new long[size]);
            int i = 0;
            long count = 0;
            long amount = 0;
            for (var each : months.entrySet()) {
                count = Math.addExact(count, each.getValue()[0]);
                amount = Math.addExact(amount, each.getValue()[1]);
                line.times[i] = each.getKey();
                line.counts[i] = count;
                line.amounts[i] = amount;
                i++;
            }
            lines.put(spot, line);
        });
        return lines;
    }

    long position() {
        return position;
    }

    /** @param from null for the beginning */
    long[] sum(Place place, @Nullable YearMonth from, YearMonth until) {
        return sum(place, from == null ? null : number(from), number(until));
    }

    /** @param from first month or day, null for the beginning */
    long[] sum(Place place, @Nullable Integer from, int until) {
        long count = 0;
        long amount = 0;
        for (var each : lines.entrySet()) {
            if (!place.holds(each.getKey().region(), each.getKey().zone())) continue;
            Line line = each.getValue();
            int end = line.upTo(until);
            int start = from == null ? -1 : line.upTo(from - 1);
            if (end < 0) continue;
            count += line.counts[end] - (start < 0 ? 0 : line.counts[start]);
            amount += line.amounts[end] - (start < 0 ? 0 : line.amounts[start]);
        }
        return new long[] {count, amount};
    }

    static int number(YearMonth month) {
        return month.getYear() * 12 + month.getMonthValue() - 1;
    }

    static int number(LocalDate day) {
        return number(YearMonth.from(day));
    }
}
