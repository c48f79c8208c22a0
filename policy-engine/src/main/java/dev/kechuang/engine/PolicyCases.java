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
            check(policy, test).forEach(f -> failures.add(at + f.chinese()));
        }
        return failures;
    }

    /** One expectation that is not met, in each language. */
    public record Failure(String chinese, String english) {}

    /** What one case expects and does not get; empty when it passes. */
    public static List<Failure> check(Policy policy, Policy.Case test) {
        List<Failure> failures = new ArrayList<>();
        Decision decision = Engine.decide(policy, test.facts(), test.on());
        if (test.verdict() != decision.verdict()) {
            List<String> notMet = with(decision, Decision.Met.NOT_MET);
            List<String> open = with(decision, Decision.Met.UNKNOWN);
            failures.add(new Failure(
                    "结论应为“" + chinese(test.verdict()) + "”，结果是“" + chinese(decision.verdict()) + "”"
                            + (notMet.isEmpty() ? "" : "，不满足 " + String.join("、", notMet))
                            + (open.isEmpty() ? "" : "，未定 " + String.join("、", open))
                            + (decision.missing().isEmpty() ? "" : "，缺 " + String.join("、", decision.missing())),
                    "expected " + english(test.verdict()) + " but it is " + english(decision.verdict())
                            + (notMet.isEmpty() ? "" : ", not met: " + String.join(", ", notMet))
                            + (open.isEmpty() ? "" : ", undecided: " + String.join(", ", open))
                            + (decision.missing().isEmpty()
                                    ? ""
                                    : ", missing: " + String.join(", ", decision.missing()))));
        }
        ids("不满足的条件", "conditions not met", test.failing(), with(decision, Decision.Met.NOT_MET), failures);
        ids("未定的条件", "undecided conditions", test.unknown(), with(decision, Decision.Met.UNKNOWN), failures);
        test.scores().forEach((name, range) -> {
            Val points = points(decision.scores(), name);
            boolean same = points instanceof Val.Interval i
                    ? i.low().equals(range.getFirst()) && i.high().equals(range.getLast())
                    : points instanceof Val.Num(Rational n) && n.equals(range.getFirst()) && n.equals(range.getLast());
            if (!same) {
                String wanted = range.getFirst().equals(range.getLast())
                        ? range.getFirst().toString()
                        : range.getFirst() + ".." + range.getLast();
                failures.add(new Failure(
                        "评分“" + name + "”应为 " + wanted + "，结果是 " + words(points, "未定"),
                        "the score '" + name + "' should be " + wanted + " but is " + words(points, "unknown")));
            }
        });
        test.benefits()
                .forEach((name, amount) -> decision.benefits().stream()
                        .filter(b ->
                                b.benefit().name().equals(name) && !b.amount().equals(new Val.Num(amount)))
                        .forEach(b -> failures.add(new Failure(
                                "优惠“" + name + "”应为 " + yuan(new Val.Num(amount), "未定") + " 元，结果是 "
                                        + yuan(b.amount(), "未定") + " 元",
                                "the benefit '" + b.benefit().english() + "' should be "
                                        + yuan(new Val.Num(amount), "unknown") + " yuan but is "
                                        + yuan(b.amount(), "unknown") + " yuan"))));
        return failures;
    }

    private static void ids(
            String chinese, String english, List<String> wanted, List<String> found, List<Failure> failures) {
        if (wanted.isEmpty() || wanted.equals(found)) {
            return;
        }
        failures.add(new Failure(
                chinese + "应为 " + String.join("、", wanted) + "，结果是 "
                        + (found.isEmpty() ? "没有" : String.join("、", found)),
                english + " should be " + String.join(", ", wanted) + " but are "
                        + (found.isEmpty() ? "none" : String.join(", ", found))));
    }

    private static String chinese(Decision.@Nullable Verdict verdict) {
        return switch (verdict) {
            case ELIGIBLE -> "符合";
            case NOT_ELIGIBLE -> "不符合";
            case UNKNOWN -> "尚不能确定";
            case null -> "";
        };
    }

    private static String english(Decision.@Nullable Verdict verdict) {
        return switch (verdict) {
            case ELIGIBLE -> "eligible";
            case NOT_ELIGIBLE -> "not eligible";
            case UNKNOWN -> "unknown";
            case null -> "";
        };
    }

    private static String words(@Nullable Val value, String unknown) {
        return switch (value) {
            case Val.Num(Rational number) -> number.toString();
            case Val.Interval interval -> interval.low() + ".." + interval.high();
            case null, default -> unknown;
        };
    }

    private static String yuan(Val fen, String unknown) {
        return fen instanceof Val.Num(Rational number)
                ? number.divide(Rational.of(100)).toString()
                : unknown;
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
