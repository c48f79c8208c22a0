package dev.kechuang.programme.internal.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a task contract (任务书) says. The clauses are written when it is drafted; whoever changes a date or the leader
 * gets them written anew.
 *
 * @param principal who commissions (甲方)
 * @param contractor who carries it out (乙方)
 * @param grantFen what the bureau pays, 0 for a project without money
 * @param districtFen what the district adds (县区配套)
 * @param selfFen what the contractor adds (自筹)
 */
public record ContractText(
        String number,
        String title,
        String programme,
        String principal,
        String contractor,
        String leader,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        long grantFen,
        long districtFen,
        long selfFen,
        List<Milestone> milestones,
        List<Target> targets,
        List<BudgetItem> budget,
        List<Part> instalments,
        List<ReportDue> reports,
        List<String> clauses) {

    /** 进度安排. */
    public record Milestone(LocalDate by, String text) {}

    /** 考核指标. */
    public record Target(String name, String unit, BigDecimal value) {}

    /** 经费预算: one line, from the grant and from everything else. */
    public record BudgetItem(String name, long grantFen, long ownFen) {}

    /**
     * 分期拨款.
     *
     * @param after id of the stage or report that has to be passed first
     * @param condition the same in words
     */
    public record Part(String id, String name, long fen, String after, String condition) {}

    /** @param months after the start */
    public record ReportDue(String id, String name, int months, boolean midterm) {}

    public long budgeted(ToLongFunction<BudgetItem> column) {
        return budget.stream().mapToLong(column).reduce(0, Math::addExact);
    }

    /** What both sides may still settle; everything else comes from the decision and the definition. */
    public ContractText with(Edit edit) {
        return new ContractText(
                number,
                title,
                programme,
                principal,
                contractor,
                edit.leader().strip(),
                edit.startsOn(),
                edit.endsOn(),
                grantFen,
                edit.districtFen(),
                edit.selfFen(),
                edit.milestones(),
                edit.targets(),
                edit.budget(),
                instalments,
                reports,
                clauses);
    }

    public ContractText withClauses(List<String> written) {
        return new ContractText(
                number,
                title,
                programme,
                principal,
                contractor,
                leader,
                startsOn,
                endsOn,
                grantFen,
                districtFen,
                selfFen,
                milestones,
                targets,
                budget,
                instalments,
                reports,
                written);
    }

    public Edit edit() {
        return new Edit(leader, startsOn, endsOn, districtFen, selfFen, milestones, targets, budget);
    }

    /** The part of a contract that is typed. */
    public record Edit(
            String leader,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn,
            long districtFen,
            long selfFen,
            List<Milestone> milestones,
            List<Target> targets,
            List<BudgetItem> budget) {

        public Edit {
            milestones = List.copyOf(milestones);
            targets = List.copyOf(targets);
            budget = List.copyOf(budget);
        }

        public Edit leader(String name) {
            return new Edit(name, startsOn, endsOn, districtFen, selfFen, milestones, targets, budget);
        }

        public Edit endsOn(LocalDate day) {
            return new Edit(leader, startsOn, day, districtFen, selfFen, milestones, targets, budget);
        }

        public Edit budget(List<BudgetItem> items) {
            return new Edit(leader, startsOn, endsOn, districtFen, selfFen, milestones, targets, items);
        }

        public Edit content(List<Milestone> stones, List<Target> aims) {
            return new Edit(leader, startsOn, endsOn, districtFen, selfFen, stones, aims, budget);
        }
    }
}
