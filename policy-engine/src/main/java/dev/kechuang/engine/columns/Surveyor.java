package dev.kechuang.engine.columns;

import dev.kechuang.engine.Matches;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Survey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides chunks for a {@link Survey}: block by block in parallel, each policy first in its loosest form, which rules out
 * most rows, then as it stands on the rest, and the steps between only on what is refused then.
 */
public final class Surveyor {
    private final Survey survey;
    private final Layout layout;
    private final List<Plan> plans;
    /** Loosest forms that several policies share, each decided once for a block, and their places by policy and step. */
    private final List<Check> common = new ArrayList<>();

    private final int[][] commonOf;
    private final int scores;
    private volatile @Nullable Orders orders;

    /** Of each policy the steps that are not shared, in the order they are asked, by a sample of so many rows. */
    private record Orders(int rows, int[][] steps) {}

    public Surveyor(Survey survey, List<dev.kechuang.engine.Fact> also) {
        this.survey = survey;
        List<Policy> policies = survey.policies();
        this.layout = new Layout(policies.getFirst().dictionary(), policies, survey.day(), also);
        Plan.Maker maker = new Plan.Maker(survey.day(), layout.columns());
        this.plans = new ArrayList<>();
        for (int p = 0; p < policies.size(); p++) {
            List<Policy> forms = new ArrayList<>();
            forms.add(policies.get(p));
            forms.addAll(survey.eased(p));
            plans.add(maker.make(p, forms));
        }
        this.scores = maker.scores();
        this.commonOf = new int[plans.size()][];
        share();
    }

    private void share() {
        Map<Check, Integer> uses = new HashMap<>();
        for (Plan plan : plans) {
            for (Plan.Step step : plan.steps) {
                // Points are found once anyway, and better for the rows that other conditions leave.
                if (step.first() && !(step.loosest() instanceof PointsCheck)) {
                    uses.merge(step.loosest(), 1, Integer::sum);
                }
            }
        }
        Map<Check, Integer> places = new HashMap<>();
        for (Plan plan : plans) {
            int[] of = new int[plan.steps.length];
            for (int s = 0; s < of.length; s++) {
                Check check = plan.steps[s].loosest();
                of[s] = -1;
                if (plan.steps[s].first() && uses.getOrDefault(check, 0) > 1) {
                    of[s] = places.computeIfAbsent(check, u -> {
                        common.add(u);
                        return common.size() - 1;
                    });
                }
            }
            commonOf[plan.number] = of;
        }
    }

    public Layout layout() {
        return layout;
    }

    public List<List<Policy.Condition>> evaluated() {
        return plans.stream().map(plan -> plan.evaluated).toList();
    }

    public Matches run(Chunk chunk, long @Nullable [] @Nullable [] scope) {
        if (chunk.layout() != layout) {
            throw new IllegalArgumentException("the chunk was laid out for another survey");
        }
        if (scope != null && scope.length != plans.size()) {
            throw new IllegalArgumentException(
                    "the scope is of " + scope.length + " policies instead of " + plans.size());
        }
        Columns columns = chunk.columns();
        long[][] cells = columns.all();
        int rows = columns.rows();
        int[][] orders = orders(cells, rows);
        List<Matches.Block> blocks = IntStream.range(0, (rows + Runner.BLOCK - 1) / Runner.BLOCK)
                .parallel()
                .mapToObj(b -> {
                    int from = b * Runner.BLOCK;
                    int size = Math.min(rows - from, Runner.BLOCK);
                    SurveyBlock block = new SurveyBlock(
                            survey, layout, columns, new Cells(cells, from, size, scores), size, common);
                    for (Plan plan : plans) {
                        long[] within = scope == null ? null : scope[plan.number];
                        block.decide(plan, orders[plan.number], commonOf[plan.number], within);
                    }
                    block.handedOver(plans, scope);
                    return block.matches();
                })
                .toList();
        return new Matches(blocks);
    }

    /** Found by the first chunk, and kept unless that had fewer rows than a sample wants. */
    private int[][] orders(long[][] cells, int rows) {
        Orders known = orders;
        if (known == null || (known.rows() < Runner.SAMPLE && rows > known.rows())) {
            int[][] steps = new int[plans.size()][];
            for (Plan plan : plans) {
                steps[plan.number] = order(plan, cells, rows);
            }
            known = new Orders(Math.min(rows, Runner.SAMPLE), steps);
            orders = known;
        }
        return known.steps();
    }

    /** The steps that are not shared: what rules out most of a sample for least work comes first. */
    private int[] order(Plan plan, long[][] cells, int rows) {
        int sample = Math.min(Runner.SAMPLE, rows);
        int[] chosen = new int[sample];
        byte[] flags = new byte[sample];
        Cells first = new Cells(cells, 0, sample, scores);
        double[] ranks = new double[plan.steps.length];
        List<Integer> own = new ArrayList<>();
        for (int s = 0; s < ranks.length; s++) {
            if (commonOf[plan.number][s] >= 0 || !plan.steps[s].first()) {
                continue;
            }
            own.add(s);
            for (int i = 0; i < sample; i++) {
                chosen[i] = i;
            }
            Check check = plan.steps[s].loosest();
            int kept = check.run(first, chosen, sample, flags);
            ranks[s] = check.cost() / (1.001 - (double) kept / Math.max(1, sample));
        }
        own.sort(Comparator.comparingDouble(s -> ranks[s]));
        return own.stream().mapToInt(Integer::intValue).toArray();
    }
}
