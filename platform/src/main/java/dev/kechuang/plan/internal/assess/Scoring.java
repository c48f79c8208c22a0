package dev.kechuang.plan.internal.assess;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.plan.internal.assess.Assessment.Entry;
import dev.kechuang.plan.internal.assess.Assessment.Score;
import dev.kechuang.plan.internal.assess.Assessment.Subject;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Group;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Item;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Kind;
import dev.kechuang.plan.internal.assess.Result.Scored;
import dev.kechuang.plan.internal.assess.Result.Step;
import dev.kechuang.plan.internal.track.Obligations;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what each item takes, with where it comes from, and lets {@link Points} compute. */
@Component
public class Scoring {

    private final IndicatorFigures figures;
    private final PlanWork work;
    private final Obligations obligations;

    public Scoring(IndicatorFigures figures, PlanWork work, Obligations obligations) {
        this.figures = figures;
        this.work = work;
        this.obligations = obligations;
    }

    /** What is entered by hand. */
    record Given(List<Score> scores, List<Entry> entries) {}

    /** Of one group and item: what indicators say, read to the snapshot. */
    private record Read(Map<UUID, Map<String, BigDecimal>> inputs, Map<UUID, List<Step>> steps) {}

    List<Result> run(
            AssessmentScheme scheme,
            int year,
            List<Subject> subjects,
            Given given,
            Snapshot snapshot,
            LocalDate today) {
        var results = new ArrayList<Result>();
        for (Group group : scheme.groups()) {
            var members = subjects.stream()
                    .filter(one -> one.group().equals(group.code()))
                    .toList();
            var scored = new LinkedHashMap<UUID, List<Scored>>();
            for (Item item : scheme.items(group.code())) {
                Read read = item.indicator().isEmpty() ? null : measured(item, year, members, snapshot);
                for (Subject member : members) {
                    var inputs = new TreeMap<String, BigDecimal>();
                    var steps = new ArrayList<Step>();
                    if (read != null) {
                        inputs.putAll(read.inputs().getOrDefault(member.unit(), Map.of()));
                        steps.addAll(read.steps().getOrDefault(member.unit(), List.of()));
                    }
                    gather(item, year, member, given, today, inputs, steps);
                    scored.computeIfAbsent(member.unit(), unit -> new ArrayList<>())
                            .add(new Scored(item.code(), Points.of(item, inputs), inputs, steps));
                }
            }
            var unplaced = new ArrayList<Result>();
            for (Subject member : members) {
                var items = List.copyOf(scored.getOrDefault(member.unit(), List.of()));
                boolean vetoed = items.stream()
                        .anyMatch(one -> scheme.item(one.item()).orElseThrow().kind() == Kind.VETO
                                && one.inputs().containsKey("entries"));
                unplaced.add(new Result(member.unit(), group.code(), Points.total(scheme, items), 1, vetoed, items));
            }
            results.addAll(Points.ranked(scheme, unplaced));
        }
        return results;
    }

    /** Inputs that come from figures, for a group at once; the same snapshot gives the same for ever. */
    Map<UUID, Map<String, BigDecimal>> inputs(Item item, int year, List<Subject> members, Snapshot snapshot) {
        return measured(item, year, members, snapshot).inputs();
    }

    private Read measured(Item item, int year, List<Subject> members, Snapshot snapshot) {
        var at = new ArrayList<FigureAt>();
        for (Subject member : members)
            at.add(FigureAt.of(item.indicator(), member.region(), Period.year(year))
                    .asOf(snapshot));
        var now = figures.figures(at);
        var before = item.kind() == Kind.GROWTH
                ? figures.figures(at.stream()
                        .map(one -> one.during(Period.year(year - 1)))
                        .toList())
                : List.<dev.kechuang.indicator.IndicatorFigure>of();
        var inputs = new LinkedHashMap<UUID, Map<String, BigDecimal>>();
        var steps = new LinkedHashMap<UUID, List<Step>>();
        for (int i = 0; i < members.size(); i++) {
            UUID unit = members.get(i).unit();
            BigDecimal value = now.get(i).value();
            var in = new TreeMap<String, BigDecimal>();
            var said = new ArrayList<Step>();
            said.add(Step.of("assess.step.figure", plain(value)).to(at.get(i).path()));
            switch (item.kind()) {
                case TARGET -> put(in, "actual", value);
                case GROWTH -> {
                    BigDecimal last = before.get(i).value();
                    said.add(Step.of("assess.step.lastYear", plain(last))
                            .to(at.get(i).during(Period.year(year - 1)).path()));
                    BigDecimal growth = growth(value, last);
                    put(in, "growth", growth);
                    said.add(Step.of("assess.step.growth", plain(growth)));
                }
                case RANK -> {
                    if (value != null) {
                        long better = now.stream()
                                .map(dev.kechuang.indicator.IndicatorFigure::value)
                                .filter(other -> other != null && other.compareTo(value) > 0)
                                .count();
                        put(in, "place", BigDecimal.valueOf(better + 1));
                        put(in, "of", BigDecimal.valueOf(members.size()));
                        said.add(Step.of(
                                "assess.step.rank", String.valueOf(better + 1), String.valueOf(members.size())));
                    }
                }
                default -> put(in, "figure", value);
            }
            inputs.put(unit, in);
            steps.put(unit, said);
        }
        return new Read(inputs, steps);
    }

    private static void put(Map<String, BigDecimal> in, String name, @Nullable BigDecimal value) {
        if (value != null) in.put(name, value.setScale(Math.min(6, Math.max(0, value.scale())), RoundingMode.HALF_UP));
    }

    private static @Nullable BigDecimal growth(@Nullable BigDecimal now, @Nullable BigDecimal before) {
        if (now == null || before == null || before.signum() <= 0) return null;
        return now.divide(before, MathContext.DECIMAL64)
                .subtract(BigDecimal.ONE)
                .movePointRight(2)
                .setScale(2, RoundingMode.HALF_UP);
    }

    private static String plain(@Nullable BigDecimal value) {
        if (value == null) return "—";
        var stripped = value.stripTrailingZeros();
        return (stripped.scale() > 2 ? stripped.setScale(2, RoundingMode.HALF_UP) : stripped).toPlainString();
    }

    /** Inputs that plans, people and entries give. */
    private void gather(
            Item item,
            int year,
            Subject member,
            Given given,
            LocalDate today,
            Map<String, BigDecimal> in,
            List<Step> steps) {
        switch (item.kind()) {
            case TARGET -> {
                if (item.target().signum() > 0) {
                    in.put("target", item.target());
                    steps.add(Step.of("assess.step.schemeTarget", plain(item.target())));
                } else {
                    var target = work.target(item.indicator(), member.region(), year);
                    target.ifPresent(one -> {
                        in.put("target", one.value());
                        steps.add(Step.of("assess.step.planTarget", plain(one.value()), one.title())
                                .to("/plans/" + one.plan()));
                    });
                    if (target.isEmpty()) steps.add(Step.of("assess.step.noTarget"));
                }
                BigDecimal actual = in.get("actual");
                BigDecimal target = in.get("target");
                if (actual != null && target != null && target.signum() > 0)
                    steps.add(Step.of(
                            "assess.step.share",
                            plain(actual.movePointRight(2).divide(target, 2, RoundingMode.HALF_UP)),
                            plain(item.weight())));
            }
            case TASKS -> {
                LocalDate end = LocalDate.of(year, 12, 31);
                var tasks = work.tasks(member.unit(), year, today.isBefore(end) ? today : end);
                in.put("done", BigDecimal.valueOf(tasks.done()));
                in.put("late", BigDecimal.valueOf(tasks.late()));
                in.put("due", BigDecimal.valueOf(tasks.due()));
                steps.add(
                        tasks.due() == 0
                                ? Step.of("assess.step.noTasks")
                                : Step.of(
                                        "assess.step.tasks",
                                        String.valueOf(tasks.due()),
                                        String.valueOf(tasks.done()),
                                        String.valueOf(tasks.late())));
            }
            case REPORTING -> {
                var reports = work.reports(member.unit(), year);
                long missing = obligations.ofUnit(member.unit(), today).stream()
                        .filter(one -> one.late(today) && one.period().startsWith(String.valueOf(year)))
                        .count();
                in.put("ontime", BigDecimal.valueOf(reports.ontime()));
                in.put("owed", BigDecimal.valueOf(reports.owed() + missing));
                steps.add(
                        reports.owed() + missing == 0
                                ? Step.of("assess.step.noReports")
                                : Step.of(
                                        "assess.step.reports",
                                        String.valueOf(reports.owed() + missing),
                                        String.valueOf(reports.ontime()),
                                        String.valueOf(missing)));
            }
            case MANUAL -> {
                for (Score score : given.scores()) {
                    if (!score.unit().equals(member.unit()) || !score.item().equals(item.code())) continue;
                    in.put(score.scorer() == 1 ? "first" : "second", score.points());
                    steps.add(Step.of("assess.step.score", score.name(), plain(score.points()), score.reason()));
                }
                if (in.size() < 2) steps.add(Step.of("assess.step.scoreMissing", String.valueOf(2 - in.size())));
            }
            case BONUS, DEDUCTION, VETO -> {
                if (!item.indicator().isEmpty()) {
                    steps.add(Step.of("assess.step.each", plain(item.points()), plain(item.cap())));
                    return;
                }
                BigDecimal sum = BigDecimal.ZERO;
                boolean any = false;
                for (Entry entry : given.entries()) {
                    if (!entry.unit().equals(member.unit())
                            || !entry.item().equals(item.code())
                            || !entry.withdrawn().isEmpty()) continue;
                    any = true;
                    sum = sum.add(entry.points());
                    steps.add(Step.of("assess.step.entry", plain(entry.points()), entry.reason(), entry.name()));
                }
                if (any) in.put("entries", sum);
            }
            default -> {
                // Growth and rank come from figures alone.
            }
        }
    }
}
