package dev.kechuang.record.benchmark;

import dev.kechuang.record.NewRecord;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.record.internal.JdbcFigures;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.record.internal.Sealing;
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
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What writers get: how fast records are appended with their figures kept, and how long a single one takes. */
final class Writers {

    private final TransactionTemplate transaction;
    private final JdbcRecords records;
    private final JdbcFigures figures;
    private final Sealing sealing;
    private final Mix.Ask table;
    private final Runnable keepUp;
    private final Processor processor;
    private final String run = UUID.randomUUID().toString();

    /**
     * @param table what is read beside them
     * @param keepUp the job that runs beside them every two seconds
     */
    Writers(DataSource pool, Mix.Ask table, Runnable keepUp, Processor processor) {
        this.table = table;
        this.keepUp = keepUp;
        this.processor = processor;
        var jdbc = JdbcClient.create(pool);
        transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        records = new JdbcRecords(jdbc);
        sealing = new Sealing(jdbc);
        figures = new JdbcFigures(jdbc, sealing);
    }

    void measure() throws Exception {
        visible();
        for (int round = 0; round < 3; round++) append(round);
        singles();
    }

    private NewRecord one(SplittableRandom random, String key) {
        return new NewRecord(
                random.nextInt(10) < 4 ? ManyRecords.BIG : ManyRecords.kind(random.nextInt(ManyRecords.KINDS)),
                LocalDate.of(2026, 1, 1).plusDays(random.nextInt(320)),
                ManyRecords.REGIONS.get(random.nextInt(12)),
                null,
                new UUID(random.nextInt(120_000), 1),
                Map.of("level", "city", "field", "field" + random.nextInt(8), "scale", "small"),
                1,
                random.nextInt(1_000_000),
                "bench/new/" + key,
                run + key);
    }

    private void visible() {
        var filter = RecordFilter.of(ManyRecords.BIG).during(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31));
        var random = new SplittableRandom(3);
        int seen = 0;
        for (int i = 0; i < 50; i++) {
            long before = figures.total(filter).count();
            var record = one(random, "v" + i);
            transaction.executeWithoutResult(status -> records.append(record));
            if (figures.total(filter).count() == before + (record.kind().equals(ManyRecords.BIG) ? 1 : 0)) seen++;
        }
        System.out.println("committed records visible in the next read: " + seen + " of 50");
    }

    /** From the first append until every one is folded into cells and distinct counts. */
    private void append(int round) throws Exception {
        int many = 100_000;
        long began = System.nanoTime();
        double before = processor.millis();
        var random = new SplittableRandom(round);
        var appending = new AtomicBoolean(true);
        try (var thread = Executors.newSingleThreadExecutor()) {
            Future<?> folding = thread.submit(() -> {
                while (appending.get()) {
                    var unused = sealing.run();
                }
            });
            for (int done = 0; done < many; done += 1000) {
                var batch = new ArrayList<NewRecord>(1000);
                for (int i = 0; i < 1000; i++) batch.add(one(random, "a" + round + "-" + done + "-" + i));
                transaction.executeWithoutResult(status -> records.appendAll(batch));
            }
            appending.set(false);
            folding.get();
        }
        double appended = (System.nanoTime() - began) / 1e9;
        var unused = sealing.run();
        double folded = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "round %d: %,.0f records/s appended, %,.0f records/s appended and folded, %.0f µs of processor a record%n",
                round + 1, many / appended, many / folded, (processor.millis() - before) * 1000 / many);
    }

    /** Sixteen commit one record each, again and again, while an import of 10,000 stays open and figures are read. */
    private void singles() throws Exception {
        var random = new SplittableRandom(9);
        var going = new AtomicBoolean(true);
        var reads = new ArrayList<Double>();
        var times = new ArrayList<double[]>();
        keepUp.run();
        try (var threads = Executors.newFixedThreadPool(19)) {
            transaction.executeWithoutResult(status -> {
                var rows = new ArrayList<NewRecord>(10_000);
                for (int i = 0; i < 10_000; i++) rows.add(one(random, "import" + i));
                records.appendAll(rows);
                try {
                    var folding = threads.submit(() -> {
                        while (going.get()) {
                            var unused = sealing.run();
                            Thread.sleep(200);
                        }
                        return null;
                    });
                    var keeping = threads.submit(() -> {
                        while (going.get()) {
                            keepUp.run();
                            Thread.sleep(2_000);
                        }
                        return null;
                    });
                    var reading = threads.submit(() -> {
                        var asks = new SplittableRandom(11);
                        while (going.get()) {
                            long began = System.nanoTime();
                            if (table.ask(asks) == null) throw new IllegalStateException();
                            reads.add((System.nanoTime() - began) / 1e6);
                            Thread.sleep(20);
                        }
                        return null;
                    });
                    var writing = new ArrayList<Future<double[]>>();
                    for (int w = 0; w < 16; w++) {
                        int writer = w;
                        writing.add(threads.submit(() -> write(writer)));
                    }
                    for (var one : writing) times.add(one.get());
                    going.set(false);
                    folding.get();
                    keeping.get();
                    reading.get();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        double[] millis =
                times.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        double[] read = reads.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                "16 writers while an import is open: median %.1f, p99 %.1f, max %.1f ms over %,d commits; figures read"
                        + " meanwhile: p95 %.1f ms; load average %s%n",
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.99)],
                millis[millis.length - 1],
                millis.length,
                read[(int) (read.length * 0.95)],
                FiguresBenchmark.load());
    }

    /** About ten a second from each, as people do at the busiest; latency from the moment it was due. */
    private double[] write(int writer) throws InterruptedException {
        var random = new SplittableRandom(writer);
        List<Double> millis = new ArrayList<>();
        long due = System.nanoTime() + random.nextInt(100_000_000);
        long end = due + 20_000_000_000L;
        for (int i = 0; due < end; i++, due += 100_000_000) {
            long wait = due - System.nanoTime();
            if (wait > 0) Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
            var record = one(random, "s" + writer + "-" + i);
            transaction.executeWithoutResult(status -> records.append(record));
            millis.add((System.nanoTime() - due) / 1e6);
        }
        return millis.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
