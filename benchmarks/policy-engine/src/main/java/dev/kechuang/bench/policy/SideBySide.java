package dev.kechuang.bench.policy;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Population;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.columns.Columns;
import dev.kechuang.engine.columns.Runner;
import dev.kechuang.engine.columns.Synthetic;
import dev.kechuang.engine.document.Documents;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Everything the engine promises, measured side by side in one run. Arguments: rows, policies. */
public final class SideBySide {
    private static final LocalDate DAY = LocalDate.of(2024, 6, 1);
    private static final int ROUNDS = 8;

    private SideBySide() {}

    public static void main(String[] args) {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        System.out.printf(
                "%d processors, load %.1f, max heap %d MB%n",
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().maxMemory() >> 20);
        Policies packs = Policies.load(Files.isDirectory(Path.of("packs")) ? Path.of("packs") : Path.of("../../packs"));
        single(packs);
        load(packs);
        double engine = population(packs, rows, count);
        city(packs, rows / 4);
        others(engine);
    }

    private static void single(Policies packs) {
        Policy hnte = packs.find("cn-hnte").orElseThrow();
        Facts good = hnte.cases().get(0).facts();
        Facts poor = hnte.cases().get(2).facts();
        System.out.printf("decide hnte with every reason: %.1f µs (median)%n", median(20_000, () -> time(() -> Engine.decide(hnte, good, DAY))) / 1e3);
        System.out.printf("nearest way of a failing firm: %.1f µs (median)%n", median(3_000, () -> time(() -> NearestWay.find(hnte, poor, DAY))) / 1e3);
    }

    private static void load(Policies packs) {
        List<BenchPolicies.Thresholds> thresholds = BenchPolicies.thresholds(500);
        long cpu = cpu();
        long start = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            List<Problem> problems = new ArrayList<>();
            Documents.policy("p", BenchPolicies.yaml(i, thresholds.get(i)), packs.dictionary(), problems);
        }
        System.out.printf("load and type-check 500 policies: %.2f s, %.2f s of processor%n", (System.nanoTime() - start) / 1e9, (cpu() - cpu) / 1e9);
    }

    /** Processor time of the whole process: on a shared machine it says more than the clock. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long time(Runnable body) {
        long start = System.nanoTime();
        body.run();
        return System.nanoTime() - start;
    }

    private static double median(int times, LongSupplier measure) {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            nanos[i] = measure.getAsLong();
        }
        long[] later = Arrays.copyOfRange(nanos, times / 2, times);
        Arrays.sort(later);
        return later[later.length / 2];
    }

    /** Returns decisions a second of the engine. */
    private static double population(Policies packs, int rows, int count) {
        List<BenchPolicies.Thresholds> thresholds = BenchPolicies.thresholds(count);
        List<Policy> policies = BenchPolicies.policies(thresholds, packs.dictionary());
        Columns columns = Synthetic.population(policies, rows, 0.15, DAY, 3);
        Runner runner = new Runner(policies, columns, DAY);
        HandWritten hand = new HandWritten(columns, DAY);
        double best = Double.MAX_VALUE;
        double bestHand = Double.MAX_VALUE;
        double leastCpu = Double.MAX_VALUE;
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long cpu = cpu();
            long start = System.nanoTime();
            List<Population.Result> results = runner.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            double used = (cpu() - cpu) / 1e9;
            cpu = cpu();
            start = System.nanoTime();
            long[][][] expected = hand.run(thresholds);
            double handSeconds = (System.nanoTime() - start) / 1e9;
            double handUsed = (cpu() - cpu) / 1e9;
            for (int p = 0; p < count; p++) {
                if (!Arrays.equals(expected[p][0], results.get(p).eligible())
                        || !Arrays.equals(expected[p][1], results.get(p).unknown())) {
                    throw new IllegalStateException("the loop by hand and the engine differ on policy " + p);
                }
            }
            System.out.printf("round %d: engine %.3f s (%.2f s of processor), by hand %.3f s (%.2f)%n", round, seconds, used, handSeconds, handUsed);
            if (round >= 2) {
                leastCpu = Math.min(leastCpu, used);
                best = Math.min(best, seconds);
                bestHand = Math.min(bestHand, handSeconds);
                ratios.add(handUsed / used);
            }
        }
        ratios.sort(null);
        double rate = (double) rows * count / best;
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "population %d × %d: best %.3f s = %.0f M decisions/s (%.2f s of processor); by hand %.3f s; engine at %.0f %% of hand (median of rounds); heap in use %d MB%n",
                rows, count, best, rate / 1e6, leastCpu, bestHand, ratios.get(ratios.size() / 2) * 100,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        Chunks.measure(policies, columns, DAY, SideBySide::cpu);
        Fact industry = Objects.requireNonNull(packs.dictionary().find("行业门类"));
        Chunks.reform(policies.get(0), policies.get(1), industry, columns, DAY, SideBySide::cpu);
        return rate;
    }

    /** The policies of the packs themselves, with their scores, series and taxes; a quarter of the rows, for their many columns. */
    private static void city(Policies packs, int rows) {
        List<Policy> policies = packs.all().stream().filter(policy -> policy.inForce(DAY)).toList();
        Chunks.measure(policies, Synthetic.population(policies, rows, 0.15, DAY, 3), DAY, SideBySide::cpu);
    }

    private static void others(double engine) {
        List<Map<String, Object>> rows = rows(2_000);
        report("Drools FEEL 10.2.0", Others.drools(), rows, engine);
        report("feel-engine 1.21.0", Others.feelEngine(), rows, engine);
        report("cel-java 0.14.0", Others.cel(), rows, engine);
    }

    private static void report(String name, Function<Map<String, Object>, Object> decide, List<Map<String, Object>> rows, double engine) {
        int yes = 0;
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 6; round++) {
            yes = 0;
            long start = System.nanoTime();
            for (Map<String, Object> row : rows) {
                yes += Boolean.TRUE.equals(decide.apply(row)) ? 1 : 0;
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        double rate = rows.size() / best;
        System.out.printf("%-20s %.0f decisions/s on one core (%d of %d eligible); the engine decides %.0f times as many on two%n", name, rate, yes, rows.size(), engine / rate);
    }

    private static List<Map<String, Object>> rows(int count) {
        Random random = new Random(5);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> row = new HashMap<>();
            double revenue = 1e6 * (1 + random.nextInt(3000));
            row.put("revenue", revenue);
            row.put("rd", revenue * random.nextInt(100) / 100);
            row.put("costs", revenue * (1 + random.nextInt(100)) / 100);
            row.put("staff", 10.0 + random.nextInt(500));
            row.put("science", (double) random.nextInt(200));
            row.put("founded", 12_000.0 + random.nextInt(8_000));
            row.put("resident", random.nextInt(10) < 7);
            row.put("industry", random.nextBoolean() ? "a" : "x");
            row.put("ip", List.of(List.of(1.0, 16_000.0), List.of(2.0, 14_000.0)));
            rows.add(row);
        }
        return rows;
    }
}
