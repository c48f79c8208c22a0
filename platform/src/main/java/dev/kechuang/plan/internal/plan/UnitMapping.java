package dev.kechuang.plan.internal.plan;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Says once which unit a name in a draft means; from then on the name is known. */
@Service
public class UnitMapping {

    private final ContentStore contents;
    private final PlanUnits units;
    private final AuditLog audit;
    private final Clock clock;
    private final PlanService plans;

    public UnitMapping(ContentStore contents, PlanUnits units, AuditLog audit, Clock clock, PlanService plans) {
        this.contents = contents;
        this.units = units;
        this.audit = audit;
        this.clock = clock;
        this.plans = plans;
    }

    /** Says which unit a name means, in this draft and from now on; answers how often it stood there. */
    public Outcome<Integer> map(Viewer viewer, UUID version, String name, UUID unit) {
        return plans.draft(viewer, version, (plan, content) -> {
            PlanUnit of = units.byId().get(unit);
            if (of == null) return no("unit", "plan.error.unitGone");
            if (name.isBlank() || name.length() > 60) return no("name", "plan.error.required");
            units.remember(name.strip(), unit, viewer.name(), clock.instant());
            int mapped = 0;
            for (Target target : content.targets()) {
                if (named(target.duties(), name)) {
                    contents.write(
                            version,
                            Changes.target(target)
                                    .duties(mapped(target.duties(), name, of))
                                    .edits(target.edits() + 1)
                                    .make());
                    mapped++;
                }
            }
            for (Task task : content.tasks()) {
                if (named(task.duties(), name)) {
                    contents.write(
                            version,
                            new Task(
                                    task.item(),
                                    task.place(),
                                    task.heading(),
                                    task.text(),
                                    task.fromOn(),
                                    task.dueOn(),
                                    task.span(),
                                    task.edits() + 1,
                                    mapped(task.duties(), name, of)));
                    mapped++;
                }
            }
            audit.append(
                    viewer,
                    AuditEvent.of("plan.mapUnit", "plan", plan.id(), plan.title())
                            .with(Map.of("name", name.strip(), "unit", of.name())));
            return Outcome.done(mapped);
        });
    }

    private static boolean named(List<Duty> duties, String name) {
        return duties.stream()
                .anyMatch(duty -> duty.unit() == null && duty.name().equals(name.strip()));
    }

    private static List<Duty> mapped(List<Duty> duties, String name, PlanUnit unit) {
        boolean there = duties.stream().anyMatch(duty -> unit.id().equals(duty.unit()));
        var mapped = new ArrayList<Duty>();
        for (Duty duty : duties) {
            if (duty.unit() != null || !duty.name().equals(name.strip())) mapped.add(duty);
            else if (!there)
                mapped.add(new Duty(unit.name(), unit.id(), duty.leads(), duty.leads() || unit.ofRegion()));
        }
        return mapped;
    }

    private static <T> Outcome<T> no(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }
}
