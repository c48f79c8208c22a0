package dev.kechuang.plan.internal.plan;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Makes plans out of plans: the same again for another year, and the own plan of a unit. */
@Service
public class PlanCopies {

    private final PlanStore store;
    private final ContentStore contents;
    private final PlanUnits units;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final PlanService plans;

    public PlanCopies(
            PlanStore store,
            ContentStore contents,
            PlanUnits units,
            TransactionOperations transactions,
            Clock clock,
            PlanService plans) {
        this.store = store;
        this.contents = contents;
        this.units = units;
        this.transactions = transactions;
        this.clock = clock;
        this.plans = plans;
    }

    /** The same again for other years: everything shifted, values to be looked at. */
    public Outcome<Plan> copy(Viewer viewer, UUID plan, String title, int year) {
        return plans.command(viewer, plan, found -> {
            int shift = year - found.fromOn().getYear();
            if (shift == 0 || year < 2000 || year > 2099) return no("year", "plan.error.year");
            var typed = new Typed(Map.of("title", title), new ArrayList<>());
            String named = typed.text("title", 2, 120);
            if (!typed.errors().isEmpty()) return Outcome.refused(typed.errors());
            Version from = newest(plan);
            Content content = contents.of(from.id());
            return Outcome.done(plans.insert(
                    viewer,
                    new Plan(
                            UUID.randomUUID(),
                            found.kind(),
                            named,
                            "",
                            found.region(),
                            found.unit(),
                            found.fromOn().plusYears(shift),
                            found.untilOn().plusYears(shift),
                            found.rhythm(),
                            found.reportDay(),
                            "",
                            null,
                            found.splitFrom(),
                            found.id(),
                            viewer.requireAccount(),
                            viewer.name(),
                            clock.instant()),
                    shifted(content, shift)));
        });
    }

    private static Content shifted(Content content, int years) {
        return new Content(
                content.targets().stream()
                        .map(target -> Changes.target(target)
                                .days(
                                        target.fromOn().plusYears(years),
                                        target.dueOn().plusYears(years))
                                .span(null)
                                .parts(target.parts().stream()
                                        .map(part -> part.split() == Target.Split.MONTH
                                                ? new Target.Part(
                                                        part.split(),
                                                        YearMonth.parse(part.key())
                                                                .plusYears(years)
                                                                .toString(),
                                                        part.value())
                                                : part)
                                        .toList())
                                .make())
                        .toList(),
                content.tasks().stream()
                        .map(task -> new Task(
                                task.item(),
                                task.place(),
                                task.heading(),
                                task.text(),
                                task.fromOn().plusYears(years),
                                task.dueOn().plusYears(years),
                                null,
                                0,
                                task.duties()))
                        .toList());
    }

    /** The own plan of a unit (分解计划): what names it in the version in force, with its part of each target. */
    public Outcome<Plan> split(Viewer viewer, UUID plan, UUID unit) {
        return PlanService.run(transactions, () -> {
            Plan found = store.find(viewer, plan).orElseThrow(() -> new NotFound("plan"));
            PlanUnit of = units.byId().get(unit);
            if (of == null) return no("unit", "plan.error.unitGone");
            String region = of.ofRegion() ? of.region() : found.region();
            if (!PlanScope.makes(viewer, region)) return no("unit", "plan.error.notYours");
            var from = store.inForce(plan);
            if (from.isEmpty()) return no("", "plan.error.notReleased");
            Content all = contents.of(from.get().id());
            var tasks = all.tasks().stream()
                    .filter(task -> task.duties().stream().anyMatch(duty -> unit.equals(duty.unit())))
                    .map(task -> new Task(
                            task.item(),
                            task.place(),
                            task.heading(),
                            task.text(),
                            task.fromOn(),
                            task.dueOn(),
                            null,
                            0,
                            own(of)))
                    .toList();
            var targets = new ArrayList<Target>();
            for (Target target : all.targets()) {
                var part = target.parts(Target.Split.REGION).stream()
                        .filter(one -> of.ofRegion() && one.key().equals(of.region()))
                        .findFirst();
                boolean named = target.duties().stream().anyMatch(duty -> unit.equals(duty.unit()));
                if (part.isEmpty() && (!named || of.ofRegion())) continue;
                boolean kept = tasks.stream().anyMatch(task -> task.item().equals(target.task()));
                targets.add(Changes.target(target)
                        .value(part.map(Target.Part::value).orElse(target.value()), null)
                        .region(part.isPresent() ? of.region() : target.region())
                        .task(kept ? target.task() : null)
                        .parts(List.of())
                        .duties(own(of))
                        .span(null)
                        .make());
            }
            if (tasks.isEmpty() && targets.isEmpty()) return no("unit", "plan.error.nothingForUnit", of.name());
            return Outcome.done(plans.insert(
                    viewer,
                    new Plan(
                            UUID.randomUUID(),
                            Plan.Kind.UNIT_PLAN,
                            title(of.name() + found.years() + "年分解计划"),
                            "",
                            region,
                            unit,
                            found.fromOn(),
                            found.untilOn(),
                            found.rhythm(),
                            found.reportDay(),
                            found.title(),
                            null,
                            found.id(),
                            null,
                            viewer.requireAccount(),
                            viewer.name(),
                            clock.instant()),
                    new Content(targets, tasks)));
        });
    }

    private static String title(String text) {
        return text.length() > 120 ? text.substring(0, 120) : text;
    }

    private static List<Duty> own(PlanUnit unit) {
        return List.of(new Duty(unit.name(), unit.id(), true, true));
    }

    private Version newest(UUID plan) {
        return store.inForce(plan).or(() -> store.open(plan)).orElseThrow(() -> new NotFound("version"));
    }

    private static <T> Outcome<T> no(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }
}
