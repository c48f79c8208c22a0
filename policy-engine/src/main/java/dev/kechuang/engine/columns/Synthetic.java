package dev.kechuang.engine.columns;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Uses;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A made-up population with the facts that policies read: sizes as skewed as life, costs as round shares of revenue so
 * that thresholds are met exactly, a given share of the cells unknown. The same seed gives the same population.
 */
public final class Synthetic {
    private static final int MAX_EVENTS = 6;

    private final SplittableRandom random;
    private final int rows;
    private final double unknown;
    private final LocalDate day;

    private Synthetic(long seed, int rows, double unknown, LocalDate day) {
        this.random = new SplittableRandom(seed);
        this.rows = rows;
        this.unknown = unknown;
        this.day = day;
    }

    /** @param unknown share of cells that are not known, 0 to 1 */
    public static Columns population(List<Policy> policies, int rows, double unknown, LocalDate day, long seed) {
        Columns columns = new Columns(policies.getFirst().dictionary(), rows);
        Synthetic synthetic = new Synthetic(seed, rows, unknown, day);
        long[] sizes = synthetic.sizes();
        Set<String> done = new HashSet<>();
        for (Policy policy : policies) {
            for (Policy.FactUse use : uses(policy)) {
                int year = policy.baseYear(day) - use.yearsBack();
                if (use.fact().kind() == Fact.Kind.EVENTS) {
                    if (done.add(use.fact().name())) {
                        synthetic.events(columns, use.fact());
                    }
                } else if (done.add(use.fact().name() + (use.fact().period() == Fact.Period.YEAR ? year : 0))) {
                    synthetic.fill(columns, use.fact(), columns.cells(columns.column(use.fact(), year)), sizes);
                }
            }
        }
        return columns;
    }

    /** Everything the policy reads, in conditions and amounts, and the founding date that series need. */
    private static Set<Policy.FactUse> uses(Policy policy) {
        Set<Policy.FactUse> uses = new LinkedHashSet<>();
        policy.conditions().forEach(c -> uses.addAll(c.uses()));
        policy.benefits().forEach(b -> uses.addAll(b.uses()));
        Fact founding = policy.dictionary().find("注册成立日期");
        if (founding != null && policy.conditions().stream().anyMatch(c -> hasSeries(policy, c.expr()))) {
            uses.add(new Policy.FactUse(founding, 0));
        }
        return uses;
    }

    private static boolean hasSeries(Policy policy, Node node) {
        boolean[] found = {false};
        new Uses(policy.definitions(), policy.scores())
                .walk(node, new HashSet<>(), n -> found[0] |= n instanceof Node.Recent);
        return found[0];
    }

    /** A latent size in yuan, log-normal around eight million, for the money facts of a row to follow. */
    private long[] sizes() {
        long[] sizes = new long[rows];
        for (int i = 0; i < rows; i++) {
            sizes[i] = Math.round(8e6 * Math.exp(1.6 * gaussian()));
        }
        return sizes;
    }

    private double gaussian() {
        return random.nextDouble()
                + random.nextDouble()
                + random.nextDouble()
                + random.nextDouble()
                + random.nextDouble()
                + random.nextDouble()
                - 3;
    }

    private void fill(Columns columns, Fact fact, long[] cells, long[] sizes) {
        int[] codes = fact.values().stream().mapToInt(columns::code).toArray();
        int[] regions = {columns.code("320506"), columns.code("320585"), columns.code("320800"), columns.code("610100")
        };
        for (int i = 0; i < rows; i++) {
            double chance = random.nextDouble();
            cells[i] = chance < unknown
                    ? Kernel.UNKNOWN
                    : chance < unknown + 0.01 ? Kernel.ABSENT : cell(fact, sizes[i], codes, regions);
        }
    }

    private long cell(Fact fact, long size, int[] codes, int[] regions) {
        return switch (fact.kind()) {
            case MONEY -> size * 100 * (1 + random.nextInt(100)) / 100;
            case INTEGER ->
                fact.max() == null
                        ? random.nextInt(1, 8) * (long) Math.ceil(Math.sqrt(size) / 500)
                        : random.nextInt(1 + fact.max().numerator().intValue());
            case DECIMAL, RATIO -> random.nextLong(10_000) * (Columns.MILLION / 100);
            case BOOLEAN -> random.nextInt(10) < 7 ? 1 : 0;
            case DATE -> day.minusDays(random.nextInt(1, 7_000)).toEpochDay();
            // One value holds some 40 % of the rows, as in life.
            case ENUM -> codes[random.nextInt(10) < 4 ? 0 : random.nextInt(codes.length)];
            case TEXT -> regions[random.nextInt(10) < 4 ? 0 : random.nextInt(regions.length)];
            case EVENTS -> Kernel.UNKNOWN;
        };
    }

    private void events(Columns columns, Fact fact) {
        long[] lengths = new long[rows];
        int total = 0;
        for (int i = 0; i < rows; i++) {
            double chance = random.nextDouble();
            lengths[i] = chance < unknown ? Kernel.UNKNOWN : chance < 0.6 ? 0 : random.nextInt(MAX_EVENTS);
            total += (int) Math.max(0, lengths[i]);
        }
        Map<String, long[]> fields = new HashMap<>();
        for (Fact field : fact.fields()) {
            long[] cells = new long[total];
            int[] codes = field.values().stream().mapToInt(columns::code).toArray();
            int[] other = {columns.code("示例")};
            for (int i = 0; i < total; i++) {
                cells[i] = random.nextInt(20) == 0
                        ? Kernel.ABSENT
                        : field.name().equals("失效日期")
                                ? day.plusDays(random.nextInt(-800, 1500)).toEpochDay()
                                : cell(field, 1, codes, other);
            }
            fields.put(field.name(), cells);
        }
        columns.events(fact, lengths, fields);
    }
}
