package dev.kechuang.match.internal.mine;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.Decided;
import dev.kechuang.programme.PolicyCalls;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One policy for one organisation.
 *
 * @param decided in the group {@code LATER} by a version that is not in force yet: by that version, for its first day
 * @param later the day from which it will be otherwise, though nothing but time passes: because a condition on days holds
 *     then, or because a policy or a new version of it comes into force; null for none
 * @param laterVerdict what it will be on that day, as far as it is known; null without such a day
 * @param worthFen what its benefits amount to in fen, as far as they are known; also for one that is not eligible
 * @param gap the largest shortfall among the failing comparisons, as a share of the threshold; 0 where none fails
 * @param calls calls that are open for the organisation and whose applicants the policy decides
 */
public record Match(
        Decided decided,
        Group group,
        @Nullable LocalDate later,
        Decision.@Nullable Verdict laterVerdict,
        long worthFen,
        double gap,
        List<PolicyCalls.Open> calls) {

    /** In the order of the page. */
    public enum Group {
        /** 可以享受. */
        ELIGIBLE,
        /** 补充数据后才能确定. */
        OPEN,
        /** 届时可享受: from a day on that is known. */
        LATER,
        /** 有差距，可以争取: every failing condition rests on something the firm can change. */
        NEAR,
        /** 目前不适用. */
        FAR
    }

    public String policy() {
        return decided.version().id();
    }

    public List<Decision.ConditionResult> failing() {
        return decided.decision().conditions().stream()
                .filter(result -> result.met() == Decision.Met.NOT_MET)
                .toList();
    }

    public List<Decision.ConditionResult> open() {
        return decided.decision().conditions().stream()
                .filter(result -> result.met() == Decision.Met.UNKNOWN)
                .toList();
    }

    static long worth(Decision decision) {
        long sum = 0;
        for (Decision.BenefitResult benefit : decision.benefits()) {
            if (benefit.benefit().amount() == null) continue;
            if (benefit.amount() instanceof Val.Num(var amount) && amount.fitsLong()) {
                sum = Math.addExact(sum, amount.numerator().longValueExact());
            }
        }
        return sum;
    }
}
