package dev.kechuang.match.benchmark;

import ch.qos.logback.classic.Level;
import dev.kechuang.Kechuang;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Population;
import dev.kechuang.engine.Relaxation;
import dev.kechuang.engine.Survey;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.launch.Migrations;
import dev.kechuang.launch.postgres.EmbeddedPostgres;
import dev.kechuang.match.internal.run.ChangedMatches;
import dev.kechuang.match.internal.run.CityRuns;
import dev.kechuang.match.internal.run.Run;
import dev.kechuang.match.internal.run.RunStore;
import dev.kechuang.match.internal.sheet.City;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code MatchBenchmark ROOT [--firms N] [--policies N] [--home DIR]}: a city decided from its tables to stored matches,
 * after 1 % of its firms changed, after one did, and read for a what-if. A home is filled once and used again; a fill that
 * was stopped goes on.
 */
public final class MatchBenchmark {

    private static final String ORGANISATIONS = "SELECT count(*) FROM registry.organisation";

    private final JdbcClient owner;
    private final ApplicationContext application;
    private final CityRuns runs;
    private final ChangedMatches changed;
    private final RunStore store;
    private final ManyPolicies policies;
    private final int firms;

    private MatchBenchmark(JdbcClient owner, ApplicationContext application, ManyPolicies policies, int firms) {
        this.owner = owner;
        this.application = application;
        this.runs = application.getBean(CityRuns.class);
        this.changed = application.getBean(ChangedMatches.class);
        this.store = application.getBean(RunStore.class);
        this.policies = policies;
        this.firms = firms;
    }

    public static void main(String[] arguments) throws Exception {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Path root = Path.of(arguments[0]).toAbsolutePath();
        var options = new LinkedHashMap<String, String>();
        for (int i = 1; i + 1 < arguments.length; i += 2) options.put(arguments[i], arguments[i + 1]);
        int firms = Integer.parseInt(options.getOrDefault("--firms", "1000000"));
        int policies = Integer.parseInt(options.getOrDefault("--policies", "100"));
        Path home =
                Path.of(options.getOrDefault("--home", "target/bench-match")).toAbsolutePath();
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var postgres = EmbeddedPostgres.start(
                home,
                List.of(
                        "shared_buffers=2GB",
                        "effective_cache_size=8GB",
                        "max_wal_size=8GB",
                        "work_mem=64MB",
                        "max_parallel_maintenance_workers=1"))) {
            prepared(postgres);
            var source = source(postgres, "bench");
            var context = application(root, home, postgres, policies);
            var rules = context.getBean(Decisions.class).rules(LocalDate.now());
            var owner = JdbcClient.create(source);
            new ManyFirms(
                            source,
                            rules.versions().stream().map(PolicyVersion::policy).toList())
                    .fill(firms);
            System.out.printf(
                    "%,d firms, %,d facts, %,d rights, %d policies; load average %s%n",
                    count(owner, ORGANISATIONS),
                    estimate(owner, "registry.fact_confirmed"),
                    estimate(owner, "registry.ip_right"),
                    rules.inForce().size(),
                    load());
            new MatchBenchmark(owner, context, context.getBean(ManyPolicies.class), firms).measure();
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private void measure() throws IOException {
        runs.work(); // what a benchmark that was stopped left
        Run first = run("first run, with packing what is not packed");
        Run second = run("run over the city");
        if (first.id() == second.id()) throw new IllegalStateException();
        run("run over the city, again");
        released();
        decidingAlone();
        each();
        whatIf();
        hundredth();
        one();
        System.out.printf(
                "%,d stored matches, %.1f a firm; sheets %,d MB; memory of the process at most %,d MB; load average %s%n",
                count(owner, "SELECT sum(count) FROM match.published_tally"),
                (double) count(owner, "SELECT sum(count) FROM match.published_tally") / firms,
                count(owner, "SELECT pg_total_relation_size('match.sheet') / 1000000"),
                peak(),
                load());
    }

    private Run run(String what) {
        long began = System.nanoTime();
        long id = runs.start(Run.Cause.NIGHT).orElseThrow();
        double started = seconds(began);
        runs.work();
        double all = seconds(began);
        Run run = store.find(id).orElseThrow();
        var figures = Objects.requireNonNull(run.figures());
        row(what, all, "s");
        row("  begun and cut", started, "s");
        row("  packed after", after(id, "packing"), "s");
        row("  filled after", after(id, "filling"), "s");
        System.out.printf(
                "  %,d eligible, %,d near, %,d open; %,d differences logged%n",
                figures.eligible(), figures.near(), figures.open(), figures.changes());
        return run;
    }

    /** One policy in a new version: decided alone for all firms. */
    private void released() {
        for (int round = 0; round < 2; round++) {
            policies.release();
            long began = System.nanoTime();
            long id = runs.startIfRulesChanged().orElseThrow();
            runs.work();
            row("one policy released, all firms", seconds(began), "s");
            row("  decided after", after(id, "filling"), "s");
            Run run = store.find(id).orElseThrow();
            if (run.only().size() != 1) throw new IllegalStateException(run.toString());
            System.out.printf(
                    "  %,d differences logged%n",
                    Objects.requireNonNull(run.figures()).changes());
        }
    }

    /** When the last block of a step was done, since the run was started; 0 when there was none. */
    private double after(long run, String step) {
        return owner.sql("""
                        SELECT coalesce(extract(epoch FROM max(b.done_at) - max(r.started_at)), 0)
                        FROM match.run_block b JOIN match.run r ON r.id = b.run
                        WHERE b.run = :run AND b.step = :step
                        """)
                .param("run", run)
                .param("step", step)
                .query(Double.class)
                .single();
    }

    /** What of a run is deciding: the same rules over the same sheets, with the clock at the two parts. */
    private void decidingAlone() {
        LocalDate day = LocalDate.now();
        var survey = new Survey(
                application.getBean(Decisions.class).rules(day).inForce().stream()
                        .map(PolicyVersion::policy)
                        .toList(),
                day,
                Survey.Limits.USUAL,
                List.of());
        System.out.printf(
                "conditions that only the evaluator decides: %d%n",
                survey.evaluated().stream().mapToInt(List::size).sum());
        for (int round = 0; round < 2; round++) {
            var deciding = new LongAdder();
            var found = new LongAdder();
            long began = System.nanoTime();
            application.getBean(City.class).read(survey.layout(), (chunk, rows) -> {
                synchronized (survey) { // one at a time, each over all cores
                    long at = System.nanoTime();
                    found.add(survey.decide(chunk).size());
                    deciding.add(System.nanoTime() - at);
                }
            });
            if (round == 0) continue;
            row("city read and decided, nothing stored", seconds(began), "s");
            row("  of which deciding", deciding.sum() / 1e9, "s");
            System.out.printf("  %,d matches%n", found.sum());
        }
    }

    /** Which policies the deciding goes into: those of the packs one by one. */
    private void each() {
        LocalDate day = LocalDate.now();
        for (var version :
                application.getBean(Decisions.class).rules(day).inForce().subList(0, 18)) {
            var survey = new Survey(List.of(version.policy()), day, Survey.Limits.USUAL, List.of());
            var deciding = new LongAdder();
            var found = new LongAdder();
            for (int round = 0; round < 2; round++) {
                deciding.reset();
                application.getBean(City.class).read(survey.layout(), (chunk, rows) -> {
                    synchronized (survey) {
                        long at = System.nanoTime();
                        found.add(survey.decide(chunk).size());
                        deciding.add(System.nanoTime() - at);
                    }
                });
            }
            System.out.printf(
                    "%-44s %8.1f ms %,d, %d conditions by the evaluator%n",
                    version.id(),
                    deciding.sum() / 1e6,
                    found.sum(),
                    survey.evaluated().getFirst().size());
        }
    }

    /** One policy with another threshold: winners and losers of the city. */
    private void whatIf() {
        LocalDate day = LocalDate.now();
        Policy old = application.getBean(Decisions.class).rules(day).inForce().stream()
                .map(PolicyVersion::policy)
                .filter(policy -> policy.id().equals("cn-hnte"))
                .findFirst()
                .orElseThrow();
        Policy changedTo = Relaxation.of(old, Rational.of(15, 100));
        for (int round = 0; round < 3; round++) {
            long began = System.nanoTime();
            var survey = new Survey(List.of(old, changedTo), day, new Survey.Limits(List.of(), 0), List.of());
            var winners = new LongAdder();
            application.getBean(City.class).read(survey.layout(), (chunk, rows) -> {
                var results = Population.run(List.of(old, changedTo), chunk.columns(), day);
                winners.add(results.get(1).countEligible() - results.get(0).countEligible());
            });
            if (round == 2) {
                row("what-if over the city", seconds(began), "s");
                System.out.printf("  %,d winners%n", winners.sum());
            }
        }
    }

    private void hundredth() {
        var random = new SplittableRandom(3);
        int some = Math.max(1, firms / 100);
        var ids = new UUID[some];
        for (int i = 0; i < some; i++) ids[i] = ManyFirms.id(random.nextInt(firms));
        change(ids);
        long began = System.nanoTime();
        int decided = changed.decide();
        row("after 1 % changed (" + decided + " firms)", seconds(began), "s");
    }

    private void one() {
        var random = new SplittableRandom(4);
        double[] millis = new double[60];
        for (int i = 0; i < millis.length; i++) {
            change(new UUID[] {ManyFirms.id(random.nextInt(firms))});
            long began = System.nanoTime();
            if (changed.decide() != 1) throw new IllegalStateException();
            millis[i] = seconds(began) * 1000;
        }
        double[] warm = Arrays.copyOfRange(millis, 20, millis.length);
        Arrays.sort(warm);
        row("one firm's change to fresh, median", warm[warm.length / 2], "ms");
        row("  p95", warm[(int) (warm.length * 0.95)], "ms");
    }

    /** Sums of the last year are others, and noted as a confirmation notes them. */
    private void change(UUID[] ids) {
        owner.sql(
                        "UPDATE registry.fact_confirmed SET fen = fen + 1 + fen / 3 WHERE organisation = ANY(:ids) AND year = 2025 AND fen IS NOT NULL")
                .param("ids", ids)
                .update();
        owner.sql("INSERT INTO registry.changed (organisation) SELECT DISTINCT unnest(:ids::uuid[])")
                .param("ids", ids)
                .update();
    }

    private static void row(String what, double value, String unit) {
        System.out.printf("%-46s %10.2f %s%n", what, value, unit);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static long count(JdbcClient owner, String sql) {
        return owner.sql(sql).query((rows, number) -> rows.getLong(1)).single();
    }

    private static long estimate(JdbcClient owner, String table) {
        return count(owner, "SELECT reltuples::bigint FROM pg_class WHERE oid = '" + table + "'::regclass");
    }

    /** The most memory that the process had, in megabytes. */
    private static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1000)
                .findFirst()
                .orElse(0L);
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    private static ApplicationContext application(Path root, Path home, EmbeddedPostgres postgres, int policies) {
        var settings = new LinkedHashMap<String, Object>(Map.of(
                "spring.datasource.url",
                postgres.url("bench"),
                "spring.datasource.username",
                Migrations.APPLICATION_ROLE,
                "spring.datasource.password",
                "bench",
                "kc.home",
                home.resolve("platform").toString(),
                "kc.packs",
                root.resolve("packs").toString(),
                "kc.city",
                "320500",
                "server.port",
                -1,
                "db-scheduler.enabled",
                false,
                "spring.main.lazy-initialization",
                true));
        var spring = new SpringApplication(Kechuang.class);
        spring.setLazyInitialization(true);
        spring.setLogStartupInfo(false);
        spring.addInitializers(context -> {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("bench", settings));
            var generic = (GenericApplicationContext) context;
            generic.registerBean(ManyPolicies.class, () -> new ManyPolicies(real(generic), policies));
            generic.registerBean(
                    "manyPolicies",
                    Decisions.class,
                    () -> generic.getBean(ManyPolicies.class).decisions(),
                    definition -> definition.setPrimary(true));
        });
        return spring.run();
    }

    private static Decisions real(GenericApplicationContext context) {
        return context.getBeansOfType(dev.kechuang.policy.internal.DecisionService.class).values().stream()
                .findFirst()
                .orElseThrow();
    }

    private static void prepared(EmbeddedPostgres postgres) {
        var admin = JdbcClient.create(source(postgres, "postgres"));
        if (count(admin, "SELECT count(*) FROM pg_database WHERE datname = 'bench'") == 0) {
            admin.sql("CREATE DATABASE bench").update();
        }
        var owner = source(postgres, "bench");
        Migrations.run(owner);
        JdbcClient.create(owner)
                .sql("ALTER ROLE " + Migrations.APPLICATION_ROLE + " PASSWORD 'bench'")
                .update();
    }

    private static PGSimpleDataSource source(EmbeddedPostgres postgres, String database) {
        var source = new PGSimpleDataSource();
        source.setUrl(postgres.url(database));
        source.setUser(postgres.superuser());
        source.setPassword(postgres.password());
        return source;
    }
}
