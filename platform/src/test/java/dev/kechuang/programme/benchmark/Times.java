package dev.kechuang.programme.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How long requests took, by kind of page or command, as whoever asked saw it. */
final class Times {

    private static final int ENOUGH = 20;

    private final Map<String, Samples> kinds = new ConcurrentSkipListMap<>();
    private final LongAdder failures = new LongAdder();
    private final long began = System.nanoTime();

    /** Nanoseconds, growing. */
    private static final class Samples {
        private long[] nanos = new long[256];
        private int count;

        synchronized void add(long one) {
            if (count == nanos.length) nanos = Arrays.copyOf(nanos, 2 * count);
            nanos[count++] = one;
        }

        synchronized long[] sorted() {
            long[] all = Arrays.copyOf(nanos, count);
            Arrays.sort(all);
            return all;
        }
    }

    void add(String kind, long nanos) {
        kinds.computeIfAbsent(kind, key -> new Samples()).add(nanos);
    }

    void failed() {
        failures.increment();
    }

    long failures() {
        return failures.sum();
    }

    /** Milliseconds below which the share of a kind lies. */
    double at(String kind, double share) {
        var samples = kinds.get(kind);
        return samples == null ? 0 : at(samples.sorted(), share);
    }

    /** The kind of page or command with the highest p95 among those asked for often enough to have one; null for none. */
    Map.@Nullable Entry<String, Double> slowest() {
        return kinds.entrySet().stream()
                .filter(kind -> kind.getValue().count >= ENOUGH)
                .map(kind -> Map.entry(kind.getKey(), at(kind.getValue().sorted(), 0.95)))
                .max(Map.Entry.comparingByValue())
                .orElse(null);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }

    /** One line a kind, what is asked for pages and commands together last. */
    void print(String title) {
        double seconds = (System.nanoTime() - began) / 1e9;
        long[] all = kinds.values().stream()
                .flatMapToLong(samples -> Arrays.stream(samples.sorted()))
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%n%s: %,d requests in %.0f s, %.0f a second, %d failed, load average %s%n",
                title,
                all.length,
                seconds,
                all.length / seconds,
                failures.sum(),
                Machine.load());
        kinds.forEach((kind, samples) -> line(kind, samples.sorted()));
        line("all", all);
    }

    private static void line(String kind, long[] sorted) {
        System.out.printf(
                Locale.ROOT,
                "  %-34s %,8d   p50 %7.1f   p95 %7.1f   p99 %7.1f   max %8.1f ms%n",
                kind,
                sorted.length,
                at(sorted, 0.5),
                at(sorted, 0.95),
                at(sorted, 0.99),
                at(sorted, 1));
    }
}
