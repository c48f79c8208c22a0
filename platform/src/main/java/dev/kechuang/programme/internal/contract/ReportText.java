package dev.kechuang.programme.internal.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a progress or mid-term report, an application for acceptance and an evaluation have in common (报告).
 *
 * @param summary what was done
 * @param problems what is in the way and what is planned; may be empty
 * @param achieved figures reached for the contract's targets, in its order
 * @param milestones which milestones are reached, in the contract's order
 * @param spent spending up to now by budget item, in the contract's order
 * @param spentFen sum of the spending as the applicant's accounts say
 * @param outcomes values by the code of the definition's outcomes; only at acceptance and evaluation
 * @param files ids of attached files
 */
public record ReportText(
        String summary,
        String problems,
        List<Achieved> achieved,
        List<Reached> milestones,
        List<Spent> spent,
        long spentFen,
        List<OutcomeValue> outcomes,
        List<UUID> files) {

    public ReportText {
        achieved = List.copyOf(achieved);
        milestones = List.copyOf(milestones);
        spent = List.copyOf(spent);
        outcomes = List.copyOf(outcomes);
        files = List.copyOf(files);
    }

    /** @param value null where nothing can be said yet */
    public record Achieved(
            String name,
            String unit,
            BigDecimal target,
            @Nullable BigDecimal value) {}

    public record Reached(String text, boolean reached, String note) {}

    public record Spent(String item, long grantFen, long ownFen) {}

    /** @param value whole number in the unit; fen where it is money */
    public record OutcomeValue(String code, long value) {}

    public long total() {
        return spent.stream()
                .mapToLong(one -> Math.addExact(one.grantFen(), one.ownFen()))
                .reduce(0, Math::addExact);
    }

    public long grantSpent() {
        return spent.stream().mapToLong(Spent::grantFen).reduce(0, Math::addExact);
    }

    public ReportText with(List<UUID> attached) {
        return new ReportText(summary, problems, achieved, milestones, spent, spentFen, outcomes, attached);
    }
}
