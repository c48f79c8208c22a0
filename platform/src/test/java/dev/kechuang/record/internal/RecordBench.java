package dev.kechuang.record.internal;

import dev.kechuang.record.Figures.Cut;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.testing.TestDatabase;
import dev.kechuang.testing.Viewers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Measures records, not a test: {@code RecordBench [records]}. One kind holds 40 % of the records, as in life; figures
 * are compared with the plain sum in the same run.
 */
public final class RecordBench {

    private static final List<String> REGIONS =
            List.of("320505", "320506", "320507", "320508", "320509", "320581", "320582", "320583", "320585", "320571");

    private RecordBench() {}

    public static void main(String[] arguments) throws Exception {
        int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        try (var database = TestDatabase.create()) {
            new Run(database).run(size);
        }
        System.exit(0);
    }

    private static final class Run {
        private final TestDatabase database;
        private final TransactionTemplate transaction;
        private final JdbcRecords records;
        private final Sealing sealing;
        private final JdbcFigures figures;
        private final UUID[] organisations = new UUID[60_000];
        private final AtomicLong keys = new AtomicLong();

        Run(TestDatabase database) {
            this.database = database;
            this.transaction = new TransactionTemplate(new JdbcTransactionManager(database.application()));
            this.records = new JdbcRecords(database.jdbc());
            this.sealing = new Sealing(database.jdbc());
            this.figures = new JdbcFigures(database.jdbc(), sealing);
            Arrays.setAll(organisations, i -> UUID.randomUUID());
        }

        private NewRecord next(SplittableRandom random) {
            String key = Long.toString(keys.incrementAndGet());
            String kind = random.nextInt(10) < 4 ? "bench.large" : "bench.kind" + random.nextInt(12);
            return new NewRecord(
                    kind,
                    LocalDate.of(2021, 1, 1).plusDays(random.nextInt(1826)),
                    REGIONS.get(random.nextInt(REGIONS.size())),
                    random.nextInt(5) == 0 ? "320591" : null,
                    organisations[random.nextInt(organisations.length)],
                    Map.of("industry", "C" + random.nextInt(30), "scale", "S" + random.nextInt(4)),
                    1,
                    random.nextLong(10_000_000),
                    "thing/" + key,
                    key);
        }

        void run(int size) throws Exception {
            long start = System.nanoTime();
            var random = new SplittableRandom(1);
            for (int done = 0; done < size; done += 10_000) {
                var batch = new ArrayList<NewRecord>(10_000);
                for (int i = 0; i < 10_000; i++) batch.add(next(random));
                transaction.executeWithoutResult(status -> {
                    var unused = records.appendAll(batch);
                });
            }
            say("append in batches of 10,000 a transaction", size / seconds(start), "records/s");
            start = System.nanoTime();
            long sealed = sealing.run();
            say("seal and fold", sealed / seconds(start), "records/s");
            database.owner().sql("VACUUM ANALYZE").update();
            writers();
            read();
        }

        private void writers() throws Exception {
            var going = new AtomicBoolean(true);
            var written = new AtomicLong();
            try (var threads = Executors.newFixedThreadPool(9)) {
                var all = new ArrayList<Future<?>>();
                for (int t = 0; t < 8; t++) {
                    int seed = t;
                    all.add(threads.submit(() -> {
                        var random = new SplittableRandom(100 + seed);
                        while (going.get()) {
                            transaction.executeWithoutResult(status -> {
                                var unused = records.append(next(random));
                            });
                            written.incrementAndGet();
                        }
                    }));
                }
                all.add(threads.submit(() -> {
                    while (going.get()) {
                        var unused = sealing.run();
                    }
                }));
                long start = System.nanoTime();
                Thread.sleep(10_000);
                going.set(false);
                for (var one : all) one.get();
                say("one record a transaction, 8 threads, folding beside", written.get() / seconds(start), "commits/s");
            }
            var unused = sealing.run();
        }

        private void read() {
            var large = RecordFilter.of("bench.large");
            var year = large.during(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31));
            time("total, all time", () -> figures.total(large));
            time("total, one year", () -> figures.total(year));
            time(
                    "total, 15 March to 20 October",
                    () -> figures.total(large.during(LocalDate.of(2024, 3, 15), LocalDate.of(2024, 10, 20))));
            time(
                    "total, one region and industry",
                    () -> figures.total(large.in(List.of("320585")).with("industry", "C7")));
            time("by month", () -> figures.breakdown(large, new Cut.Month()));
            time("by industry", () -> figures.breakdown(large, new Cut.Dimension("industry")));
            time("distinct organisations, one year", () -> figures.organisations(year));
            time(
                    "distinct organisations, one year and region",
                    () -> figures.organisations(year.in(List.of("320585"))));
            long position = figures.freeze();
            time("total as of a position, all time", () -> figures.total(large.asOf(position - 1000)));
            time(
                    "plain sum over the table",
                    () -> database.jdbc()
                            .sql("SELECT sum(count) FROM record.record WHERE kind = 'bench.large'")
                            .query(Long.class)
                            .single());
            var evidence = new JdbcEvidence(database.jdbc(), figures);
            var officer = Viewers.countyOfficer("320585");
            time("page of evidence, county officer", () -> evidence.records(large, officer, KeyPage.At.START));
        }

        private static void time(String what, Runnable query) {
            for (int i = 0; i < 10; i++) query.run();
            var times = new long[40];
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                query.run();
                times[i] = System.nanoTime() - start;
            }
            Arrays.sort(times);
            System.out.printf("%-60s median %8.1f ms   p95 %8.1f ms%n", what, times[20] / 1e6, times[37] / 1e6);
        }

        private static double seconds(long start) {
            return (System.nanoTime() - start) / 1e9;
        }

        private static void say(String what, double value, String unit) {
            System.out.printf("%-60s %,10.0f %s%n", what, value, unit);
        }
    }
}
