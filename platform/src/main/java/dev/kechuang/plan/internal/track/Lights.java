package dev.kechuang.plan.internal.track;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.plan.internal.plan.Changes;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Duty;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.Task;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Lights of targets and tasks as they are now, from live figures and reports; overruled by name and with a reason. */
@Service
public class Lights {

    private final PlanStore plans;
    private final ContentStore contents;
    private final ReportStore reports;
    private final LightStore store;
    private final Obligations obligations;
    private final TargetBases bases;
    private final TrackRules rules;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public Lights(
            PlanStore plans,
            ContentStore contents,
            ReportStore reports,
            LightStore store,
            Obligations obligations,
            TargetBases bases,
            TrackRules rules,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.plans = plans;
        this.contents = contents;
        this.reports = reports;
        this.store = store;
        this.obligations = obligations;
        this.bases = bases;
        this.rules = rules;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PlanService.ZONE);
    }

    /**
     * A light as it shows.
     *
     * @param shown the rule's colour or what somebody put in its place
     * @param value of a target, null when unknown
     * @param figures what the value is made of: one figure, or one a year for a plan of years; empty when reported
     * @param overrule null where the rule holds
     */
    public record Light(
            UUID item,
            Colour shown,
            LightRule.Ruling ruling,
            Basis basis,
            @Nullable BigDecimal value,
            List<FigureAt> figures,
            LightStore.@Nullable Overrule overrule) {}

    /** Of everything in the content, by item. */
    public Map<UUID, Light> of(Plan plan, Content content, LocalDate today) {
        return of(plan, content, today, null);
    }

    /** @param asOf a state the figures are read to, null for live */
    public Map<UUID, Light> of(Plan plan, Content content, LocalDate today, @Nullable Snapshot asOf) {
        var items = new ArrayList<UUID>();
        content.targets().forEach(target -> items.add(target.item()));
        content.tasks().forEach(task -> items.add(task.item()));
        var latest = reports.latest(items, today);
        var overrules = store.overrules(items, today);
        var done = reports.done(items, today);
        Set<UUID> late = new HashSet<>();
        for (var owed : obligations.ofPlan(plan, today)) if (owed.late(today)) late.add(owed.item());
        var measured = bases.of(content.targets(), latest, today, asOf);
        var lights = new LinkedHashMap<UUID, Light>();
        for (int i = 0; i < measured.size(); i++) {
            UUID item = content.targets().get(i).item();
            var basis = measured.get(i).basis();
            lights.put(item, light(item, basis, basis.value(), measured.get(i).figures(), overrules.get(item)));
        }
        for (Task task : content.tasks()) {
            UUID item = task.item();
            var of = latest.getOrDefault(item, List.of());
            UUID lead = task.lead().map(Duty::unit).orElse(null);
            Integer percent = of.stream()
                    .filter(report -> report.unit().equals(lead))
                    .map(Report::percent)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            boolean blocked = of.stream().anyMatch(report -> !report.blockers().isBlank());
            var basis = new Basis.OfTask(
                    rules.thresholds(),
                    task.fromOn(),
                    task.dueOn(),
                    today,
                    percent,
                    blocked,
                    late.contains(item),
                    done.contains(item));
            lights.put(item, light(item, basis, null, List.of(), overrules.get(item)));
        }
        return lights;
    }

    private static Light light(
            UUID item,
            Basis basis,
            @Nullable BigDecimal value,
            List<FigureAt> of,
            LightStore.@Nullable Overrule overrule) {
        var ruling = LightRule.judge(basis);
        Colour put = overrule == null ? null : overrule.colour();
        return new Light(
                item, put == null ? ruling.colour() : put, ruling, basis, value, of, put == null ? null : overrule);
    }

    /**
     * The light of a target's part, by the rule of the target: with its own figure, and by months as the whole goes.
     *
     * @param value what the county reached, null when unknown
     * @param figures what the value is made of, as of the target's light
     */
    public record PartLight(
            Target.Part part,
            LightRule.Ruling ruling,
            Basis.OfTarget basis,
            @Nullable BigDecimal value,
            List<FigureAt> figures) {}

    /**
     * Of the parts by county of all targets in the content, by item.
     *
     * @param whole lights of the targets, judged for the same day
     */
    public Map<UUID, List<PartLight>> parts(Content content, Map<UUID, Light> whole, LocalDate today) {
        var parts = new ArrayList<Target.Part>();
        var counties = new ArrayList<Target>();
        for (Target target : content.targets()) {
            for (Target.Part part : target.parts(Target.Split.REGION)) {
                parts.add(part);
                counties.add(Changes.target(target).part(part).make());
            }
        }
        var measured = bases.of(counties, Map.of(), today, null);
        var lights = new LinkedHashMap<UUID, List<PartLight>>();
        for (int i = 0; i < parts.size(); i++) {
            UUID item = counties.get(i).item();
            var one = measured.get(i);
            var basis = Objects.requireNonNull(whole.get(item)).basis() instanceof Basis.OfTarget of
                    ? one.basis().plannedAs(of)
                    : one.basis();
            lights.computeIfAbsent(item, of -> new ArrayList<>())
                    .add(new PartLight(parts.get(i), LightRule.judge(basis), basis, basis.value(), one.figures()));
        }
        return lights;
    }

    /** Puts another colour in the rule's place, or lets the rule hold again (no colour), by name and with a reason. */
    public Outcome<UUID> overrule(Viewer viewer, UUID plan, UUID item, @Nullable Colour colour, String reason) {
        return PlanService.run(transactions, () -> {
            Plan found = plans.find(viewer, plan).orElseThrow(() -> new NotFound("plan"));
            if (!PlanScope.makes(viewer, found.region()) && !PlanScope.releases(viewer, found.region()))
                return Outcome.refused(FieldError.of("", "track.error.notOffice"));
            Content content = plans.inForce(plan)
                    .map(version -> contents.of(version.id()))
                    .orElse(Content.EMPTY);
            String name = content.target(item)
                    .map(Target::name)
                    .or(() -> content.task(item).map(Task::heading))
                    .orElseThrow(() -> new NotFound("item"));
            if (colour == Colour.NONE) return Outcome.refused(FieldError.of("colour", "plan.error.required"));
            if (reason.strip().length() < 2 || reason.length() > 500)
                return Outcome.refused(FieldError.of("reason", "track.error.reason"));
            store.overrule(item, colour, reason.strip(), viewer, clock.instant(), today());
            audit.append(
                    viewer,
                    AuditEvent.of("plan.overrule", "planItem", item, name)
                            .with(Map.of("colour", colour == null ? "" : colour.code(), "reason", reason.strip())));
            return Outcome.done(item);
        });
    }

    /** Keeps the lights of all running plans that changed since they were kept last; answers how many did. */
    public int keep() {
        LocalDate today = today();
        int kept = 0;
        for (Plan plan : plans.running(today)) {
            var version = plans.inForce(plan.id());
            if (version.isEmpty()) continue;
            var lights = of(plan, contents.of(version.get().id()), today);
            kept += Objects.requireNonNull(transactions.execute(status -> {
                int changed = 0;
                var before = store.newest(List.copyOf(lights.keySet()));
                for (Light light : lights.values()) {
                    var last = before.get(light.item());
                    if (last != null && last.ruled() == light.ruling().colour()) continue;
                    store.keep(
                            light.item(),
                            today,
                            light.ruling().colour(),
                            BasisJson.write(light.basis()),
                            light.ruling().reason(),
                            clock.instant());
                    changed++;
                }
                return changed;
            }));
        }
        return kept;
    }
}
