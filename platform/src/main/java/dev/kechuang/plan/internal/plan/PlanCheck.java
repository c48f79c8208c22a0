package dev.kechuang.plan.internal.plan;

import dev.kechuang.shared.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What has to be put right before a version can be released, and what is better looked at. */
public final class PlanCheck {

    private PlanCheck() {}

    /**
     * @param item the target or task it is about, null for the whole
     * @param name its name
     * @param blocking whether the version cannot be released with it
     */
    public record Problem(@Nullable UUID item, String name, boolean blocking, FieldError error) {}

    public static List<Problem> of(Content content) {
        var problems = new ArrayList<Problem>();
        if (content.targets().isEmpty() && content.tasks().isEmpty())
            problems.add(new Problem(null, "", true, FieldError.of("", "plan.check.empty")));
        Map<String, Target> stated = new HashMap<>();
        for (Target target : content.targets()) {
            who(problems, target.item(), target.name(), target.duties());
            gap(problems, target, Target.Split.REGION);
            gap(problems, target, Target.Split.MONTH);
            String code = target.indicator();
            if (code == null) continue;
            Target before =
                    stated.put(code + "/" + target.region() + "/" + target.dueOn() + "/" + target.bound(), target);
            if (before != null)
                problems.add(problem(target.item(), target.name(), false, "plan.check.twice", before.name()));
        }
        Map<String, Task> headed = new LinkedHashMap<>();
        for (Task task : content.tasks()) {
            who(problems, task.item(), task.heading(), task.duties());
            Task before = headed.put(task.heading(), task);
            if (before == null) continue;
            String first = before.lead().map(Duty::name).orElse("");
            String second = task.lead().map(Duty::name).orElse("");
            if (!first.equals(second))
                problems.add(problem(task.item(), task.heading(), true, "plan.check.twoLeads", first, second));
            else problems.add(problem(task.item(), task.heading(), false, "plan.check.taskTwice"));
        }
        return problems;
    }

    private static void who(List<Problem> problems, UUID item, String name, List<Duty> duties) {
        Duty lead = duties.stream().filter(Duty::leads).findFirst().orElse(null);
        if (lead == null) problems.add(problem(item, name, true, "plan.check.noLead"));
        else if (lead.unit() == null) problems.add(problem(item, name, true, "plan.check.leadUnknown", lead.name()));
        for (Duty duty : duties) {
            if (!duty.leads() && duty.unit() == null)
                problems.add(problem(item, name, false, "plan.check.supportUnknown", duty.name()));
        }
    }

    private static void gap(List<Problem> problems, Target target, Target.Split split) {
        BigDecimal gap = target.gap(split);
        if (gap == null || gap.signum() == 0) return;
        String said = "plan.check." + (gap.signum() < 0 ? "over." : "under.") + split.code();
        problems.add(problem(
                target.item(),
                target.name(),
                target.gapReason().isBlank(),
                said,
                TargetForm.plain(target.value()) + target.unit(),
                TargetForm.plain(gap.abs()) + target.unit()));
    }

    private static Problem problem(UUID item, String name, boolean blocking, String key, Object... args) {
        return new Problem(item, name, blocking, FieldError.of("item-" + item, key, args));
    }

    /** Those that forbid the release, as a command refuses them. */
    public static List<FieldError> blocking(List<Problem> problems) {
        return problems.stream().filter(Problem::blocking).map(Problem::error).toList();
    }
}
