package dev.kechuang.engine;

import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the test cases that stand beside a policy. */
public final class PolicyCases {
    private PolicyCases() {}

    /** One sentence for each expectation that is not met; empty when all are. */
    public static List<String> failures(Policy policy) {
        List<String> failures = new ArrayList<>();
        for (Policy.Case test : policy.cases()) {
            String at = policy.file() + ":" + test.line() + ": 用例“" + test.name() + "”";
            check(policy, test).forEach(f -> failures.add(at + f));
        }
        return failures;
    }

    private static List<String> check(Policy policy, Policy.Case test) {
        List<String> failures = new ArrayList<>();
        Decision decision = Engine.decide(policy, test.facts(), test.on());
        if (test.verdict() != decision.verdict()) {
            failures.add("应为 " + test.verdict() + "，结果是 " + decision.verdict() + " "
                    + with(decision, Decision.Met.NOT_MET) + with(decision, Decision.Met.UNKNOWN) + decision.missing());
        }
        if (!test.failing().isEmpty() && !test.failing().equals(with(decision, Decision.Met.NOT_MET))) {
            failures.add("不满足的条件应为 " + test.failing() + "，结果是 " + with(decision, Decision.Met.NOT_MET));
        }
        if (!test.unknown().isEmpty() && !test.unknown().equals(with(decision, Decision.Met.UNKNOWN))) {
            failures.add("未定的条件应为 " + test.unknown() + "，结果是 " + with(decision, Decision.Met.UNKNOWN));
        }
        test.scores().forEach((name, range) -> {
            Val points = points(decision.scores(), name);
            boolean same = points instanceof Val.Interval i
                    ? i.low().equals(range.getFirst()) && i.high().equals(range.getLast())
                    : points instanceof Val.Num(Rational n) && n.equals(range.getFirst()) && n.equals(range.getLast());
            if (!same) {
                failures.add("评分“" + name + "”应为 " + range + "，结果是 " + points);
            }
        });
        test.benefits()
                .forEach((name, amount) -> decision.benefits().stream()
                        .filter(b ->
                                b.benefit().name().equals(name) && !b.amount().equals(new Val.Num(amount)))
                        .forEach(b -> failures.add("优惠“" + name + "”应为 " + amount + " 分，结果是 " + b.amount())));
        return failures;
    }

    private static List<String> with(Decision decision, Decision.Met met) {
        return decision.conditions().stream()
                .filter(c -> c.met() == met)
                .map(c -> c.condition().id())
                .toList();
    }

    private static @Nullable Val points(List<Decision.ScoreResult> scores, String name) {
        for (Decision.ScoreResult score : scores) {
            if (score.score().name().equals(name)) {
                return score.points();
            }
            Val part = points(score.parts(), name);
            if (part != null) {
                return part;
            }
        }
        return null;
    }
}
