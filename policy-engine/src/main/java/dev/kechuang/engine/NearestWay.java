package dev.kechuang.engine;

import dev.kechuang.engine.eval.Evaluator;
import dev.kechuang.engine.eval.Frame;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nearest way to qualify (最近达标路径): for each failing condition the smallest change of each fact that the
 * dictionary marks as changeable, and the cheapest joint change found, verified by deciding again.
 */
public final class NearestWay {
    /** Options tried for each condition when they are combined. */
    private static final int OPTIONS = 3;

    private static final int COMBINATIONS = 12;

    private NearestWay() {}

    /** One fact changed; {@code year} is 0 for facts without year. */
    public record Change(Fact fact, int year, Val from, Val to, Rational cost) {}

    /**
     * @param options single changes that meet the condition, cheapest first
     * @param holdsFrom the first day on which it holds by itself, when only time is missing
     */
    public record Gap(
            Policy.Condition condition,
            List<Change> options,
            @Nullable LocalDate holdsFrom) {
        /** Nothing the firm may change, and no waiting, meets the condition alone. */
        public boolean hopeless() {
            return options.isEmpty() && holdsFrom == null;
        }
    }

    /** Changes that together leave no condition failing, and what is decided then. */
    public record Joint(List<Change> changes, Rational cost, Decision decision) {}

    public record Result(List<Gap> gaps, @Nullable Joint joint) {}

    public static Result find(Policy policy, Facts facts, LocalDate day) {
        List<Gap> gaps = new ArrayList<>();
        for (Policy.Condition condition : policy.conditions()) {
            if (fails(policy, condition, facts, day)) {
                gaps.add(new Gap(
                        condition, options(policy, condition, facts, day), holdsFrom(policy, condition, facts, day)));
            }
        }
        boolean solvable =
                !gaps.isEmpty() && gaps.stream().noneMatch(g -> g.options().isEmpty());
        return new Result(List.copyOf(gaps), solvable ? joint(policy, gaps, facts, day) : null);
    }

    private static boolean fails(Policy policy, Policy.Condition condition, Facts facts, LocalDate day) {
        Val value = Evaluator.eval(condition.expr(), new Frame(policy, facts, day));
        return !value.isTrue() && !value.isUnknown();
    }

    private static boolean holds(Policy policy, Policy.Condition condition, Facts facts, LocalDate day) {
        return Evaluator.eval(condition.expr(), new Frame(policy, facts, day)).isTrue();
    }

    /** The single changes that meet a condition; past years can't be changed. */
    private static List<Change> options(Policy policy, Policy.Condition condition, Facts facts, LocalDate day) {
        List<Change> options = new ArrayList<>();
        for (Policy.FactUse use : condition.uses()) {
            Fact fact = use.fact();
            int year = fact.period() == Fact.Period.YEAR ? policy.baseYear(day) : 0;
            if (!fact.changeable() || use.yearsBack() > 0) {
                continue;
            }
            Val now = facts.get(fact, year);
            Solver solver = new Solver(fact, value -> holds(policy, condition, facts.with(fact, year, value), day));
            for (Val to : solver.solve(now)) {
                options.add(new Change(fact, year, now, to, Solver.cost(fact, now, to)));
            }
        }
        options.sort(Comparator.comparing(Change::cost));
        return List.copyOf(options);
    }

    /** The day from which a condition holds when nothing but time passes; facts of years do not wait. */
    private static @Nullable LocalDate holdsFrom(
            Policy policy, Policy.Condition condition, Facts facts, LocalDate day) {
        boolean yearly = condition.uses().stream().anyMatch(u -> u.fact().period() == Fact.Period.YEAR);
        if (yearly) {
            return null;
        }
        long step = 1;
        while (step < 8_000 && !holds(policy, condition, facts, day.plusDays(step))) {
            step *= 2;
        }
        if (step >= 8_000) {
            return null;
        }
        long low = step / 2;
        long high = step;
        while (low + 1 < high) {
            long middle = (low + high) / 2;
            if (holds(policy, condition, facts, day.plusDays(middle))) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return day.plusDays(high);
    }

    private static @Nullable Joint joint(Policy policy, List<Gap> gaps, Facts facts, LocalDate day) {
        Joint best = null;
        int[] choice = new int[gaps.size()];
        for (int tried = 0; tried < COMBINATIONS; tried++) {
            Joint joint = apply(policy, gaps, choice, facts, day);
            if (joint != null && (best == null || joint.cost().compareTo(best.cost()) < 0)) {
                best = joint;
            }
            if (!next(choice, gaps)) {
                break;
            }
        }
        return best;
    }

    private static boolean next(int[] choice, List<Gap> gaps) {
        for (int i = choice.length - 1; i >= 0; i--) {
            if (choice[i] + 1 < Math.min(OPTIONS, gaps.get(i).options().size())) {
                choice[i]++;
                return true;
            }
            choice[i] = 0;
        }
        return false;
    }

    /** Applies one option of each gap in turn, solving again what an earlier change has moved. */
    private static @Nullable Joint apply(Policy policy, List<Gap> gaps, int[] choice, Facts start, LocalDate day) {
        Facts facts = start;
        List<Change> changes = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < gaps.size(); i++) {
                Policy.Condition condition = gaps.get(i).condition();
                if (holds(policy, condition, facts, day)) {
                    continue;
                }
                Change option = gaps.get(i).options().get(choice[i]);
                Fact fact = option.fact();
                Facts before = facts;
                Val now = before.get(fact, option.year());
                List<Val> to = new Solver(
                                fact, value -> holds(policy, condition, before.with(fact, option.year(), value), day))
                        .solve(now);
                if (to.isEmpty()) {
                    return null;
                }
                Val value = to.stream()
                        .min(Comparator.comparing(v -> Solver.cost(fact, now, v)))
                        .orElseThrow();
                facts = facts.with(fact, option.year(), value);
                Val from = start.get(fact, option.year());
                changes.removeIf(c -> c.fact().equals(fact) && c.year() == option.year());
                changes.add(new Change(fact, option.year(), from, value, Solver.cost(fact, from, value)));
            }
        }
        if (Engine.verdict(policy, facts, day) == Decision.Verdict.NOT_ELIGIBLE) {
            return null;
        }
        Rational cost = changes.stream().map(Change::cost).reduce(Rational.ZERO, Rational::add);
        return new Joint(List.copyOf(changes), cost, Engine.decide(policy, facts, day));
    }
}
