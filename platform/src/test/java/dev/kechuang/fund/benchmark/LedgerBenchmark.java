package dev.kechuang.fund.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kechuang.fund.internal.Ledger;
import dev.kechuang.launch.Migrations;
import dev.kechuang.launch.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Postings a second with durable commits: {@code LedgerBenchmark [SECONDS A ROUND] [ROUNDS] [CONNECTIONS]}. The ledger and
 * plain SQL take turns in one run, on many budget lines and on one; what is printed are medians over the rounds.
 */
public final class LedgerBenchmark {

    private static final int LINES = 400;
    private static final int ALLOCATIONS = 2_000;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private LedgerBenchmark() {}

    /** Posts once more; a refusal for want of money does not count. */
    private interface Poster {
        boolean post(long from, long to, long fen, String key) throws Exception;
    }

    /** @param from accounts that money comes from, {@code to} those it goes to, by place */
    private record Accounts(long[] from, long[] to) {}

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int connections = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
        Path home = Files.createTempDirectory("kc-ledger-");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var postgres = EmbeddedPostgres.start(home, List.of("shared_buffers=256MB"));
                var pool = prepared(postgres, connections)) {
            measure(pool, home, seconds, rounds, connections);
        } finally {
            delete(home);
        }
        System.exit(0);
    }

    private static void measure(HikariDataSource pool, Path home, int seconds, int rounds, int connections)
            throws Exception {
        var jdbc = JdbcClient.create(pool);
        System.out.printf(
                "%s, fsync %s, synchronous_commit %s, %d connections, %d rounds of %d s%n",
                text(jdbc, "SELECT split_part(version(), ' on ', 1)"),
                text(jdbc, "SHOW fsync"),
                text(jdbc, "SHOW synchronous_commit"),
                connections,
                rounds,
                seconds);
        System.out.println("load average before: " + load());
        var ledger = new Ledger(jdbc);
        Poster own = (from, to, fen, key) -> ledger.post(
                        null,
                        "bench",
                        new Ledger.Entry(
                                key,
                                key,
                                Ledger.Kind.RESERVE,
                                DAY,
                                "bench",
                                "",
                                List.of(new Ledger.Leg(from, -fen), new Ledger.Leg(to, fen))))
                instanceof Ledger.Posted;
        Poster plain = (from, to, fen, key) -> PlainSql.post(pool, from, to, fen, key);
        var spread = accounts(jdbc, "fund.account", "b.name LIKE 'spread%'");
        var hot = accounts(jdbc, "fund.account", "b.name = 'hot'");
        var results = new LinkedHashMap<String, Rounds>();
        Map<String, Runnable> variants = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            int at = round;
            // The first round warms up and does not count.
            int length = round < 0 ? Math.min(seconds, 4) : seconds;
            variants.put(
                    "spread ledger",
                    () -> run(results, "spread ledger", own, spread, home, at, rounds, length, connections));
            variants.put(
                    "spread plain",
                    () -> run(results, "spread plain", plain, spread, home, at, rounds, length, connections));
            variants.put(
                    "one line ledger",
                    () -> run(results, "one line ledger", own, hot, home, at, rounds, length, connections));
            variants.put(
                    "one line plain",
                    () -> run(results, "one line plain", plain, hot, home, at, rounds, length, connections));
            variants.values().forEach(Runnable::run);
        }
        System.out.println("load average after: " + load());
        report(results, "spread", "over " + LINES + " budget lines");
        report(results, "one line", "on one budget line");
        System.out.println(text(jdbc, """
                SELECT count(*) || ' postings, ' || coalesce(sum(amount_fen), 0) || ' fen off, '
                       || (SELECT count(*) FROM fund.account a WHERE balance <> coalesce(
                              (SELECT sum(amount_fen) FROM fund.leg l WHERE l.account = a.id), 0)) || ' balances wrong'
                FROM fund.posting p JOIN fund.leg l ON l.posting = p.id"""));
    }

    private static void run(
            Map<String, Rounds> results,
            String name,
            Poster poster,
            Accounts accounts,
            Path home,
            int round,
            int rounds,
            int seconds,
            int connections) {
        try {
            long before = processor(home);
            long began = System.nanoTime();
            long posted = posted(poster, accounts, name + "/" + round, seconds, connections);
            double rate = posted / ((System.nanoTime() - began) / 1e9);
            double micros = (processor(home) - before) / 1e3 / posted;
            if (round < 0) return;
            var rows = results.computeIfAbsent(name, key -> new Rounds(new double[rounds], new double[rounds]));
            rows.rates()[round] = rate;
            rows.micros()[round] = micros;
            System.out.printf(
                    "round %d  %-16s %,8.0f postings/s, %,.0f µs of processor each%n", round + 1, name, rate, micros);
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** @param micros processor of application and database together for one posting */
    private record Rounds(double[] rates, double[] micros) {}

    /** Nanoseconds of processor that this program and PostgreSQL have used so far. */
    private static long processor(Path home) throws IOException {
        long all =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
        for (ProcessHandle process : EmbeddedPostgres.runningProcesses(home)) {
            all += process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        }
        return all;
    }

    private static long posted(Poster poster, Accounts accounts, String name, int seconds, int connections)
            throws Exception {
        var going = new AtomicBoolean(true);
        var posted = new LongAdder();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var running = new ArrayList<Future<?>>();
            for (int t = 0; t < connections; t++) {
                int thread = t;
                running.add(threads.submit(() -> {
                    var random = new SplittableRandom(thread);
                    for (long n = 0; going.get(); n++) {
                        int one = random.nextInt(accounts.from().length);
                        String key = name + "/" + thread + "/" + n;
                        if (poster.post(accounts.from()[one], accounts.to()[one], 1 + random.nextInt(100), key)) {
                            posted.increment();
                        }
                    }
                    return null;
                }));
            }
            Thread.sleep(seconds * 1000L);
            going.set(false);
            for (var one : running) one.get();
        }
        return posted.sum();
    }

    private static void report(Map<String, Rounds> results, String what, String where) {
        Rounds own = Objects.requireNonNull(results.get(what + " ledger"));
        Rounds other = Objects.requireNonNull(results.get(what + " plain"));
        double ledger = median(own.rates());
        double plain = median(other.rates());
        System.out.printf(
                "median %s: ledger %,.0f, plain SQL %,.0f postings/s, ratio %.2f; processor %,.0f and %,.0f µs a posting%n",
                where, ledger, plain, ledger / plain, median(own.micros()), median(other.micros()));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** From the line's available account to the reserved one of each of its allocations. */
    private static Accounts accounts(JdbcClient jdbc, String table, String lines) {
        var pairs = jdbc.sql("SELECT f.id AS source, t.id AS target FROM " + table + " t JOIN " + table
                        + " f ON f.line = t.line AND f.kind = 'available'"
                        + " JOIN fund.budget_line b ON b.id = t.line WHERE t.kind = 'reserved' AND " + lines
                        + " ORDER BY t.id")
                .query((rows, number) -> new long[] {rows.getLong(1), rows.getLong(2)})
                .list();
        return new Accounts(
                pairs.stream().mapToLong(pair -> pair[0]).toArray(),
                pairs.stream().mapToLong(pair -> pair[1]).toArray());
    }

    private static HikariDataSource prepared(EmbeddedPostgres postgres, int connections) {
        var admin = source(postgres, "postgres");
        JdbcClient.create(admin).sql("CREATE DATABASE bench").update();
        var owner = source(postgres, "bench");
        Migrations.run(owner);
        var jdbc = JdbcClient.create(owner);
        jdbc.sql("ALTER ROLE " + Migrations.APPLICATION_ROLE + " PASSWORD 'bench'")
                .update();
        jdbc.sql("""
                INSERT INTO fund.budget_line (year, programme, name, source, region, opened_at, opened_name)
                SELECT 2026, 'bench', CASE i WHEN 0 THEN 'hot' ELSE 'spread' || i END, 'city', '320500', now(), 'bench'
                FROM generate_series(0, :lines) i""").param("lines", LINES).update();
        jdbc.sql("""
                INSERT INTO fund.allocation (line, reference, title, beneficiary, region, opened_at)
                SELECT b.id, 'bench/' || i, 'bench', uuidv7(), '320585', now()
                FROM fund.budget_line b,
                     generate_series(1, CASE b.name WHEN 'hot' THEN :hot ELSE 5 END) i""").param("hot", ALLOCATIONS).update();
        jdbc.sql("""
                INSERT INTO fund.account (line, kind)
                SELECT id, k FROM fund.budget_line, unnest(ARRAY['funding', 'available']) k""").update();
        jdbc.sql("INSERT INTO fund.account (line, allocation, kind) SELECT line, id, 'reserved' FROM fund.allocation")
                .update();
        var ledger = new Ledger(jdbc);
        jdbc.sql("""
                SELECT f.id, a.id FROM fund.account f JOIN fund.account a ON a.line = f.line AND a.kind = 'available'
                WHERE f.kind = 'funding'""")
                .query((rows, number) -> new long[] {rows.getLong(1), rows.getLong(2)})
                .list()
                .forEach(pair -> {
                    var legs = List.of(
                            new Ledger.Leg(pair[0], -1_000_000_000_000L), new Ledger.Leg(pair[1], 1_000_000_000_000L));
                    var entry = new Ledger.Entry("fund/" + pair[0], "", Ledger.Kind.BUDGET, DAY, "bench", "", legs);
                    if (!(ledger.post(null, "bench", entry) instanceof Ledger.Posted)) {
                        throw new IllegalStateException("no budget");
                    }
                });
        PlainSql.prepare(jdbc);
        jdbc.sql("VACUUM ANALYZE").update();
        var config = new HikariConfig();
        config.setJdbcUrl(postgres.url("bench"));
        config.setUsername(Migrations.APPLICATION_ROLE);
        config.setPassword("bench");
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    private static PGSimpleDataSource source(EmbeddedPostgres postgres, String database) {
        var source = new PGSimpleDataSource();
        source.setUrl(postgres.url(database));
        source.setUser(postgres.superuser());
        source.setPassword(postgres.password());
        return source;
    }

    private static String text(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query((rows, number) -> rows.getString(1)).single();
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    private static void delete(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        }
    }
}
