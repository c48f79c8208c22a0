package dev.kechuang.record.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kechuang.indicator.internal.figure.BenchEngine;
import dev.kechuang.launch.Migrations;
import dev.kechuang.launch.postgres.EmbeddedPostgres;
import dev.kechuang.pack.Packs;
import dev.kechuang.record.internal.JdbcEvidence;
import dev.kechuang.record.internal.JdbcFigures;
import dev.kechuang.record.internal.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code FiguresBenchmark [--records N] [--asks N] [--home DIR]}: what a cockpit and a report ask, over N records, beside
 * plain SQL, a table shaped like DHIS2's and DuckDB; then what writers get meanwhile. A home is kept and used again.
 */
public final class FiguresBenchmark {

    private static final long PATIENCE = 12_000_000_000L;

    private FiguresBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var options = options(arguments);
        long records = Long.parseLong(options.getOrDefault("--records", "20000000"));
        int asks = Integer.parseInt(options.getOrDefault("--asks", "200"));
        Path home =
                Path.of(options.getOrDefault("--home", "target/bench-figures")).toAbsolutePath();
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var postgres = EmbeddedPostgres.start(
                home, List.of("shared_buffers=2GB", "effective_cache_size=8GB", "max_wal_size=8GB", "work_mem=32MB"))) {
            boolean filled = prepared(postgres, records);
            var owner = new HikariDataSource(config(postgres, postgres.superuser(), postgres.password(), 1));
            if (filled) ManyRecords.fold(JdbcClient.create(owner), records);
            else ManyRecords.fill(JdbcClient.create(owner), records);
            try (var pool = new HikariDataSource(config(postgres, Migrations.APPLICATION_ROLE, "bench", 20))) {
                boolean others = options.containsKey("--others");
                @Nullable Connection duck = null;
                if (others) {
                    if (!exists(owner, "bench.analytics")) Others.makeDhis(JdbcClient.create(owner));
                    duck = Others.makeDuck(owner, home);
                }
                var processor = new Processor(home);
                var product = measure(pool, owner, duck, processor, records, asks);
                // What writers add the others do not have: they would not answer the same again.
                if (!others) {
                    new Writers(
                                    pool,
                                    Objects.requireNonNull(product.asks().get(Mix.TABLE)),
                                    product.engine()::keepUp,
                                    processor)
                            .measure();
                }
            }
            owner.close();
        }
        System.exit(0);
    }

    private static Map<String, String> options(String[] arguments) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--others")) options.put("--others", "");
            else if (i + 1 < arguments.length) options.put(arguments[i], arguments[++i]);
        }
        return options;
    }

    /** The product's own side. */
    private record Product(BenchEngine engine, Map<String, Mix.Ask> asks) {}

    private static Product measure(
            HikariDataSource pool,
            HikariDataSource owner,
            @Nullable Connection duck,
            Processor processor,
            long records,
            int asks)
            throws IOException {
        var jdbc = JdbcClient.create(pool);
        System.out.printf(
                "%s; %,d records; load average %s%n",
                text(jdbc, "SELECT split_part(version(), ' on ', 1)"), records, load());
        var sealing = new Sealing(jdbc);
        // What an earlier run left waiting.
        var unused = sealing.run();
        var figures = new JdbcFigures(jdbc, sealing);
        var engine = engine(jdbc, figures, LocalDate.of(2026, 12, 31));
        long began = System.nanoTime();
        double before = processor.millis();
        engine.keepUp();
        System.out.printf(
                "sums of all indicators read after a start: %.0f ms, processor %.0f ms%n",
                (System.nanoTime() - began) / 1e6, processor.millis() - before);
        var midMonth = engine(jdbc, figures, LocalDate.of(2026, 12, 17));
        midMonth.keepUp();
        var sides = new LinkedHashMap<String, Map<String, Mix.Ask>>();
        sides.put("Kechuang", Mix.product(engine, midMonth, figures, new JdbcEvidence(jdbc, figures)));
        if (duck != null) {
            sides.put("DuckDB", Others.duck(duck));
            sides.put("DHIS2-like", Others.dhis(owner));
            sides.put("plain SQL", Others.plain(owner));
            SameAnswers.check(sides);
        }
        var results = new Results(List.copyOf(sides.keySet()));
        for (String question : sides.get("Kechuang").keySet()) {
            for (var side : sides.entrySet()) {
                var ask = side.getValue().get(question);
                if (ask == null) continue;
                warmUp(ask, asks);
                double start = processor.millis();
                double[] millis = times(ask, asks);
                results.add(question, side.getKey(), millis, (processor.millis() - start) / millis.length);
            }
        }
        System.out.println("load average " + load());
        System.out.println(results.markdown());
        return new Product(engine, Objects.requireNonNull(sides.get("Kechuang")));
    }

    private static BenchEngine engine(JdbcClient jdbc, JdbcFigures figures, LocalDate today) {
        var zone = ZoneId.of("Asia/Shanghai");
        var clock = Clock.fixed(today.atTime(12, 0).atZone(zone).toInstant(), zone);
        var packs = Packs.load(Packs.find("packs"), City.CODE, clock);
        return new BenchEngine(jdbc, figures, Mix.dictionary(), new City(), packs, clock);
    }

    private static void warmUp(Mix.Ask ask, int asks) {
        var warm = new SplittableRandom(1);
        long start = System.nanoTime();
        for (int i = 0; i < asks / 4 && System.nanoTime() - start < PATIENCE / 4; i++) {
            if (ask.ask(warm) == null) throw new IllegalStateException();
        }
    }

    /** Sorted; slow sides are asked less often, at least three times. */
    private static double[] times(Mix.Ask ask, int asks) {
        var random = new SplittableRandom(2);
        double[] millis = new double[asks];
        int done = 0;
        long start = System.nanoTime();
        while (done < asks && (done < 3 || System.nanoTime() - start < PATIENCE)) {
            long began = System.nanoTime();
            if (ask.ask(random) == null) throw new IllegalStateException();
            millis[done++] = (System.nanoTime() - began) / 1e6;
        }
        double[] sorted = Arrays.copyOf(millis, done);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Whether the home holds its records already. */
    private static boolean prepared(EmbeddedPostgres postgres, long records) {
        var admin = JdbcClient.create(source(postgres, "postgres"));
        if (admin.sql("SELECT count(*) FROM pg_database WHERE datname = 'bench'")
                        .query(Long.class)
                        .single()
                == 0) {
            admin.sql("CREATE DATABASE bench").update();
        }
        var owner = source(postgres, "bench");
        Migrations.run(owner);
        var jdbc = JdbcClient.create(owner);
        jdbc.sql("ALTER ROLE " + Migrations.APPLICATION_ROLE + " PASSWORD 'bench'")
                .update();
        long there =
                jdbc.sql("SELECT count(*) FROM record.cell").query(Long.class).single();
        if (there > 0) return true;
        long left =
                jdbc.sql("SELECT count(*) FROM record.record").query(Long.class).single();
        if (left > 0) throw new IllegalStateException("the home was half filled; give another: " + left + " records");
        System.out.printf("filling %,d records%n", records);
        return false;
    }

    private static boolean exists(HikariDataSource owner, String table) {
        return JdbcClient.create(owner)
                .sql("SELECT to_regclass(:table) IS NOT NULL")
                .param("table", table)
                .query(Boolean.class)
                .single();
    }

    private static HikariConfig config(EmbeddedPostgres postgres, String user, String password, int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(postgres.url("bench"));
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setMaxLifetime(0);
        return config;
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

    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }
}
