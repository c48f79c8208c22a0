package dev.kechuang.plan.internal.track;

import dev.kechuang.plan.PlanOverview;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Duty;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.Task;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;

/** Reads the overview from the live lights, a few statements for each plan that runs. */
@Service
class LiveOverview implements PlanOverview {

    private final PlanStore plans;
    private final ContentStore contents;
    private final Lights lights;
    private final Obligations obligations;

    LiveOverview(PlanStore plans, ContentStore contents, Lights lights, Obligations obligations) {
        this.plans = plans;
        this.contents = contents;
        this.lights = lights;
        this.obligations = obligations;
    }

    @Override
    public Overview of(Viewer viewer, String region) {
        LocalDate today = lights.today();
        if (!PlanScope.whole(viewer, region)) return new Overview(today, List.of(), List.of(), 0, List.of());
        var targets = new ArrayList<TargetState>();
        var tasks = new ArrayList<TaskState>();
        var late = new ArrayList<LateReport>();
        int all = 0;
        for (Plan plan : plans.running(today)) {
            if (!plan.region().equals(region) || plan.unit() != null) continue;
            Content content = plans.inForce(plan.id())
                    .map(version -> contents.of(version.id()))
                    .orElse(Content.EMPTY);
            var shown = lights.of(plan, content, today);
            for (Target target : content.targets()) {
                var light = shown.get(target.item());
                if (light != null) targets.add(state(plan, target, light));
            }
            for (Task task : content.tasks()) {
                var light = shown.get(task.item());
                if (light == null) continue;
                all++;
                if (light.shown() == Colour.RED || light.shown() == Colour.AMBER) tasks.add(state(plan, task, light));
            }
            for (var owed : obligations.ofPlan(plan, today))
                if (owed.late(today))
                    late.add(new LateReport(
                            plan.id(), owed.item(), owed.name(), owed.unitName(), owed.period(), owed.dueOn()));
        }
        targets.sort(
                Comparator.comparing((TargetState one) -> weight(one.light())).thenComparing(TargetState::dueOn));
        tasks.sort(Comparator.comparing((TaskState one) -> weight(one.light())).thenComparing(TaskState::dueOn));
        late.sort(Comparator.comparing(LateReport::dueOn));
        return new Overview(today, targets, tasks, all, late);
    }

    private static int weight(Light light) {
        return switch (light) {
            case RED -> 0;
            case AMBER -> 1;
            case GREEN -> 2;
            case NONE -> 3;
        };
    }

    private static Light light(Colour colour) {
        return switch (colour) {
            case GREEN -> Light.GREEN;
            case AMBER -> Light.AMBER;
            case RED -> Light.RED;
            case NONE -> Light.NONE;
        };
    }

    private static TargetState state(Plan plan, Target target, Lights.Light light) {
        return new TargetState(
                plan.id(),
                target.item(),
                target.name(),
                light(light.shown()),
                reason(light),
                target.bound().sign(),
                target.value(),
                light.value(),
                target.unit(),
                target.lead().map(Duty::name).orElse(""),
                target.dueOn(),
                light.figures());
    }

    private static TaskState state(Plan plan, Task task, Lights.Light light) {
        return new TaskState(
                plan.id(),
                task.item(),
                task.heading(),
                light(light.shown()),
                reason(light),
                task.lead().map(Duty::name).orElse(""),
                task.dueOn());
    }

    private static String reason(Lights.Light light) {
        var overrule = light.overrule();
        return overrule == null ? light.ruling().reason() : overrule.reason();
    }
}
