package dev.kechuang.match.internal.push;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Language;
import dev.kechuang.engine.render.Words;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Unit;
import dev.kechuang.policy.Decided;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Why a firm is told of a policy, in a sentence or two. */
final class Reasons {

    private static final Type MONEY = new Type.Number(Unit.YUAN, false);
    private static final int MOST = 3;

    private Reasons() {}

    /** Whether the decision is what the notice says it is. */
    static boolean holds(String state, Decided decided) {
        if (!decided.limits().isEmpty()) return false;
        return switch (state) {
            case "ELIGIBLE" -> decided.decision().verdict() == Decision.Verdict.ELIGIBLE;
            case "NEAR" -> decided.decision().verdict() == Decision.Verdict.NOT_ELIGIBLE;
            default -> decided.decision().verdict() == Decision.Verdict.UNKNOWN;
        };
    }

    static String of(Decided decided) {
        Decision decision = decided.decision();
        return switch (decision.verdict()) {
            case ELIGIBLE -> eligible(decision);
            case UNKNOWN -> "只差数据：" + Words.missing(decision.missing(), Language.CHINESE) + "，补齐后即可确定。";
            case NOT_ELIGIBLE -> near(decided.withWay());
        };
    }

    private static String eligible(Decision decision) {
        var amounts = new ArrayList<String>();
        for (Decision.BenefitResult result : decision.benefits()) {
            if (result.benefit().amount() == null) amounts.add(result.benefit().name());
            else if (result.amount() instanceof Val.Num amount && amount.value().signum() > 0) {
                amounts.add(result.benefit().name() + "约" + Words.value(amount, MONEY, Language.CHINESE));
            }
        }
        String conditions = decision.conditions().size() + "项条件全部满足";
        return amounts.isEmpty() ? conditions + "。" : conditions + "：" + String.join("，", amounts) + "。";
    }

    private static String near(Decided decided) {
        NearestWay.Result way = decided.way();
        NearestWay.Joint joint = way == null ? null : way.joint();
        if (joint != null) {
            return "差得不多：" + joint.changes().stream().map(Reasons::change).collect(Collectors.joining("，并且")) + "即达标。";
        }
        List<Policy.Condition> failing = decided.decision().conditions().stream()
                .filter(result -> result.met() == Decision.Met.NOT_MET)
                .map(Decision.ConditionResult::condition)
                .toList();
        return "还差" + failing.size() + "项条件："
                + failing.stream()
                        .limit(MOST)
                        .map(condition -> condition.name() + "〔" + condition.clause() + "〕")
                        .collect(Collectors.joining("、"))
                + "。";
    }

    private static String change(NearestWay.Change change) {
        String fact = change.fact().name() + (change.year() == 0 ? "" : "（" + change.year() + "年）");
        Type type = change.fact().type();
        if (change.from() instanceof Val.Num(Rational from) && change.to() instanceof Val.Num(Rational to)) {
            Rational more = to.subtract(from);
            return fact
                    + (more.signum() >= 0 ? "再增加" : "减少")
                    + Words.value(new Val.Num(more.abs()), type, Language.CHINESE);
        }
        if (change.to() instanceof Val.Truth(boolean truth)) return (truth ? "做到“" : "消除“") + fact + "”";
        return fact + "达到" + Words.value(change.to(), type, Language.CHINESE);
    }
}
