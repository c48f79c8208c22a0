package dev.kechuang.plan.internal.track;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Dictionary;
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
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
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

    /** Months back that the trend looks. */
    private static final int TREND_MONTHS = 3;

    private final PlanStore plans;
    private final ContentStore contents;
    private final ReportStore reports;
    private final LightStore store;
    private final Obligations obligations;
    private final Dictionary dictionary;
    private final IndicatorFigures figures;
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
            Dictionary dictionary,
            IndicatorFigures figures,
            TrackRules rules,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.plans = plans;
        this.contents = contents;
        this.reports = reports;
        this.store = store;
        this.obligations = obligations;
        this.dictionary = dictionary;
        this.figures = figures;
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
        var asked = new Asked(asOf);
        for (Target target : content.targets()) ask(asked, target, today);
        asked.read(figures);
        var lights = new LinkedHashMap<UUID, Light>();
        for (Target target : content.targets()) {
            UUID item = target.item();
            var basis = basis(asked, target, latest.getOrDefault(item, List.of()), today);
            lights.put(
                    item,
                    light(item, basis, basis.value(), asked.now.getOrDefault(item, List.of()), overrules.get(item)));
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

    /** Figures that are asked for together. */
    private static final class Asked {
        private final @Nullable Snapshot asOf;
        private final Map<UUID, List<FigureAt>> now = new HashMap<>();
        private final Map<UUID, List<FigureAt>> earlier = new HashMap<>();
        private final Map<UUID, LocalDate> earlierOn = new HashMap<>();
        private final Map<UUID, List<FigureAt>> before = new HashMap<>();
        private final Map<FigureAt, BigDecimal> read = new HashMap<>();

        Asked(@Nullable Snapshot asOf) {
            this.asOf = asOf;
        }

        void read(IndicatorFigures figures) {
            var all = new ArrayList<FigureAt>();
            for (var group : List.of(now, earlier, before)) group.values().forEach(all::addAll);
            var distinct = all.stream().distinct().toList();
            if (distinct.isEmpty()) return;
            var answered = figures.figures(distinct);
            for (int i = 0; i < distinct.size(); i++) {
                IndicatorFigure figure = answered.get(i);
                if (figure.value() != null) read.put(distinct.get(i), figure.value());
            }
        }

        @Nullable BigDecimal sum(Map<UUID, List<FigureAt>> of, UUID item) {
            BigDecimal sum = null;
            for (FigureAt at : of.getOrDefault(item, List.of())) {
                BigDecimal value = read.get(at);
                if (value != null) sum = sum == null ? value : sum.add(value);
            }
            return sum;
        }
    }

    private void ask(Asked asked, Target target, LocalDate today) {
        String code = target.indicator();
        if (code == null) return;
        Indicator indicator = dictionary.find(code).orElse(null);
        if (indicator == null) return;
        LocalDate day = today.isAfter(target.dueOn()) ? target.dueOn() : today;
        if (day.isBefore(target.fromOn())) day = target.fromOn();
        asked.now.put(target.item(), at(indicator, target, day, asked.asOf));
        LocalDate back = day.minusMonths(TREND_MONTHS);
        if (indicator.shortest() != Period.Kind.YEAR && !back.isBefore(target.fromOn())) {
            // A quarter is over only at its end.
            LocalDate stood = Period.of(indicator.shortest(), back).last();
            if (stood.isBefore(day)) {
                asked.earlier.put(target.item(), at(indicator, target, stood, asked.asOf));
                asked.earlierOn.put(target.item(), stood);
            }
        }
        if (!target.flow() && target.baseline() == null) {
            LocalDate last = target.fromOn().minusDays(1);
            asked.before.put(
                    target.item(),
                    List.of(FigureAt.of(code, target.region(), Period.of(indicator.shortest(), last))
                            .asOf(asked.asOf)));
        }
    }

    /** A stock at the day; a flow from the target's first year up to it, a figure a year. */
    private static List<FigureAt> at(Indicator indicator, Target target, LocalDate day, @Nullable Snapshot asOf) {
        Period current = Period.of(indicator.shortest(), day);
        if (!target.flow())
            return List.of(
                    FigureAt.of(indicator.code(), target.region(), current).asOf(asOf));
        var years = new ArrayList<FigureAt>();
        for (int year = target.fromOn().getYear(); year < day.getYear(); year++)
            years.add(FigureAt.of(indicator.code(), target.region(), Period.year(year))
                    .asOf(asOf));
        years.add(FigureAt.of(indicator.code(), target.region(), current)
                .fromNewYear()
                .asOf(asOf));
        return years;
    }

    private Basis.OfTarget basis(Asked asked, Target target, List<Report> latest, LocalDate today) {
        UUID item = target.item();
        BigDecimal value = asked.sum(asked.now, item);
        if (target.indicator() == null) {
            UUID lead = target.lead().map(Duty::unit).orElse(null);
            value = latest.stream()
                    .filter(report -> report.unit().equals(lead))
                    .map(Report::value)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        BigDecimal baseline = target.baseline() == null ? asked.sum(asked.before, item) : target.baseline();
        return new Basis.OfTarget(
                rules.thresholds(),
                target.bound().code(),
                target.value(),
                target.flow(),
                baseline,
                planned(target, today),
                target.fromOn(),
                target.dueOn(),
                today,
                value,
                asked.sum(asked.earlier, item),
                asked.earlierOn.get(item));
    }

    /** What the months plan to be reached by the end of the last month that is over. */
    private static @Nullable BigDecimal planned(Target target, LocalDate today) {
        var months = target.parts(Target.Split.MONTH);
        if (months.isEmpty()) return null;
        YearMonth last = YearMonth.from(today).minusMonths(1);
        BigDecimal planned = null;
        for (Target.Part part : months) {
            if (YearMonth.parse(part.key()).isAfter(last)) continue;
            planned = planned == null || !target.flow() ? part.value() : planned.add(part.value());
        }
        return planned == null ? BigDecimal.ZERO : planned;
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
