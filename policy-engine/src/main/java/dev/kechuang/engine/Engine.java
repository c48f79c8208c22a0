package dev.kechuang.engine;

import dev.kechuang.engine.eval.Evaluator;
import dev.kechuang.engine.eval.Frame;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Scoring;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides a policy for one organisation. Stateless; every policy may be used by many threads at once. */
public final class Engine {
    private Engine() {}

    /**
     * The decision with every condition evaluated, without short cut.
     *
     * @param day the day of application (申请日); yearly facts are read for the full years before it
     */
    public static Decision decide(Policy policy, Facts facts, LocalDate day) {
        Frame frame = new Frame(policy, facts, day);
        List<Decision.ConditionResult> results =
                new ArrayList<>(policy.conditions().size());
        SortedSet<String> missing = new TreeSet<>();
        Decision.Verdict verdict = Decision.Verdict.ELIGIBLE;
        for (Policy.Condition condition : policy.conditions()) {
            Decision.ConditionResult result = condition(condition, frame, facts);
            results.add(result);
            missing.addAll(result.missing());
            if (result.met() == Decision.Met.NOT_MET) {
                verdict = Decision.Verdict.NOT_ELIGIBLE;
            } else if (result.met() == Decision.Met.UNKNOWN && verdict == Decision.Verdict.ELIGIBLE) {
                verdict = Decision.Verdict.UNKNOWN;
            }
        }
        List<Decision.ScoreResult> scores = scores(policy, frame);
        List<Decision.BenefitResult> benefits =
                new ArrayList<>(policy.benefits().size());
        for (Policy.Benefit benefit : policy.benefits()) {
            benefits.add(benefit(benefit, frame, policy));
        }
        String next = verdict == Decision.Verdict.UNKNOWN ? next(results) : null;
        return new Decision(policy, day, verdict, results, scores, benefits, missing, next);
    }

    /** Only the verdict, as the population run needs it for rows it hands over. */
    public static Decision.Verdict verdict(Policy policy, Facts facts, LocalDate day) {
        Frame frame = new Frame(policy, facts, day);
        Decision.Verdict verdict = Decision.Verdict.ELIGIBLE;
        for (Policy.Condition condition : policy.conditions()) {
            Decision.Met met = met(Evaluator.eval(condition.expr(), frame));
            if (met == Decision.Met.NOT_MET) {
                return Decision.Verdict.NOT_ELIGIBLE;
            }
            verdict = met == Decision.Met.UNKNOWN ? Decision.Verdict.UNKNOWN : verdict;
        }
        return verdict;
    }

    private static Decision.Met met(Val value) {
        if (value.isTrue()) {
            return Decision.Met.MET;
        }
        return value.isUnknown() ? Decision.Met.UNKNOWN : Decision.Met.NOT_MET;
    }

    private static Decision.ConditionResult condition(Policy.Condition condition, Frame frame, Facts facts) {
        Val value = Evaluator.eval(condition.expr(), frame);
        List<Decision.Test> tests = new ArrayList<>(condition.tests().size());
        for (Node.Compare compare : condition.tests()) {
            tests.add(test(compare, frame));
        }
        List<Decision.Used> uses = new ArrayList<>(condition.uses().size());
        for (Policy.FactUse use : condition.uses()) {
            int year = use.fact().period() == Fact.Period.YEAR ? frame.baseYear() - use.yearsBack() : 0;
            uses.add(new Decision.Used(use.fact(), year, facts.get(use.fact(), year)));
        }
        SortedSet<String> missing = value.isUnknown() ? value.missing() : new TreeSet<>();
        return new Decision.ConditionResult(condition, met(value), value instanceof Val.Absent, tests, uses, missing);
    }

    private static Decision.Test test(Node.Compare compare, Frame frame) {
        Val left = Evaluator.eval(compare.left(), frame);
        Val right = Evaluator.eval(compare.right(), frame);
        Val holds = Evaluator.eval(compare, frame);
        boolean swapped = compare.left() instanceof Node.Constant && !(compare.right() instanceof Node.Constant);
        Val value = swapped ? right : left;
        Val threshold = swapped ? left : right;
        Rational margin =
                value instanceof Val.Num(Rational a) && threshold instanceof Val.Num(Rational b) ? a.subtract(b) : null;
        Type type = (swapped ? compare.right() : compare.left()).type();
        return new Decision.Test(
                met(holds),
                value,
                swapped ? compare.operator().mirrored() : compare.operator(),
                threshold,
                type,
                margin);
    }

    /** Only scores that no other contains. */
    private static List<Decision.ScoreResult> scores(Policy policy, Frame frame) {
        Set<Integer> parts = new HashSet<>();
        policy.scores().forEach(s -> parts.addAll(s.parts()));
        List<Decision.ScoreResult> results = new ArrayList<>();
        for (int i = 0; i < policy.scores().size(); i++) {
            if (!parts.contains(i)) {
                results.add(Scoring.explain(i, frame));
            }
        }
        return results;
    }

    /** An amount is whole fen, rounded down, never negative, and at most its caps. */
    static Val amount(Policy.Benefit benefit, Frame frame, @Nullable String[] capped) {
        if (benefit.amount() == null) {
            return Val.ABSENT;
        }
        Val value = Evaluator.eval(benefit.amount(), frame);
        if (!(value instanceof Val.Num(Rational raw))) {
            return value;
        }
        Rational amount = raw.max(Rational.ZERO);
        for (Policy.Cap cap : benefit.caps()) {
            Val limit = Evaluator.eval(cap.amount(), frame);
            if (limit.isUnknown()) {
                return limit;
            }
            if (limit instanceof Val.Num(Rational most) && most.compareTo(amount) < 0) {
                amount = most.max(Rational.ZERO);
                capped[0] = cap.name();
            }
        }
        return new Val.Num(amount.round(0, RoundingMode.DOWN));
    }

    /** The first benefit of a policy in fen; {@link Survey#NO_AMOUNT} when it has no amount, or none that is known. */
    public static long firstAmount(Policy policy, Facts facts, LocalDate day) {
        if (policy.benefits().isEmpty()) {
            return Survey.NO_AMOUNT;
        }
        Val amount = amount(policy.benefits().getFirst(), new Frame(policy, facts, day), new String[1]);
        return amount instanceof Val.Num(Rational n) && n.fitsLong()
                ? n.numerator().longValue()
                : Survey.NO_AMOUNT;
    }

    private static Decision.BenefitResult benefit(Policy.Benefit benefit, Frame frame, Policy policy) {
        @Nullable String[] capped = new String[1];
        Val amount = amount(benefit, frame, capped);
        List<Decision.Step> steps = new ArrayList<>(benefit.steps().size());
        for (int step : benefit.steps()) {
            steps.add(new Decision.Step(policy.definitions().get(step), Evaluator.definition(step, frame)));
        }
        return new Decision.BenefitResult(benefit, amount, steps, capped[0]);
    }

    /** The fact to ask next: the one that, alone or with fewest others, settles most of the open conditions. */
    private static @Nullable String next(List<Decision.ConditionResult> results) {
        Map<String, Double> weights = new TreeMap<>();
        for (Decision.ConditionResult result : results) {
            for (String fact : result.missing()) {
                weights.merge(fact, 1.0 / result.missing().size(), Double::sum);
            }
        }
        return weights.entrySet().stream()
                .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
