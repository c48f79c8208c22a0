package dev.kechuang.plan.internal.bulletin;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.document.Document;
import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.message.Messages;
import dev.kechuang.plan.internal.bulletin.Frozen.AsOf;
import dev.kechuang.plan.internal.bulletin.Frozen.Source;
import dev.kechuang.plan.internal.bulletin.Frozen.TargetLine;
import dev.kechuang.plan.internal.bulletin.Frozen.TaskLine;
import dev.kechuang.plan.internal.bulletin.Frozen.UnitLine;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Duty;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.PlanUnits;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.TargetForm;
import dev.kechuang.plan.internal.plan.Task;
import dev.kechuang.plan.internal.plan.Typed;
import dev.kechuang.plan.internal.plan.Version;
import dev.kechuang.plan.internal.track.Calendar;
import dev.kechuang.plan.internal.track.Lights;
import dev.kechuang.plan.internal.track.Obligations;
import dev.kechuang.plan.internal.track.Report;
import dev.kechuang.plan.internal.track.ReportStore;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Bulletins: prepared by one, issued by another; issuing freezes lights and figures with what proves them. */
@Service
public class BulletinService {

    private final BulletinStore store;
    private final PlanStore plans;
    private final ContentStore contents;
    private final PlanUnits units;
    private final Lights lights;
    private final ReportStore reports;
    private final Obligations obligations;
    private final IndicatorFigures figures;
    private final Records records;
    private final Messages messages;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public BulletinService(
            BulletinStore store,
            PlanStore plans,
            ContentStore contents,
            PlanUnits units,
            Lights lights,
            ReportStore reports,
            Obligations obligations,
            IndicatorFigures figures,
            Records records,
            Messages messages,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.plans = plans;
        this.contents = contents;
        this.units = units;
        this.lights = lights;
        this.reports = reports;
        this.obligations = obligations;
        this.figures = figures;
        this.records = records;
        this.messages = messages;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PlanService.ZONE);
    }

    /** Prepares one: {@code period, number, authority, title, addressee, demands, unit, issuedOn}. */
    public Outcome<Bulletin> prepare(Viewer viewer, UUID planId, Map<String, String> values) {
        return PlanService.run(transactions, () -> {
            Plan plan = plans.find(viewer, planId).orElseThrow(() -> new NotFound("plan"));
            if (!PlanScope.makes(viewer, plan.region())) return no("", "plan.error.notYours");
            if (plans.inForce(planId).isEmpty()) return no("", "plan.error.notReleased");
            var typed = new Typed(values, new ArrayList<>());
            var period = Period.parse(typed.text("period"))
                    .filter(wanted -> Calendar.begun(plan, today()).stream()
                            .anyMatch(one -> one.period().equals(wanted)));
            if (period.isEmpty()) typed.wrong("period", "track.error.period");
            String number = typed.text("number", 4, 60);
            String authority = typed.text("authority", 2, 60);
            String title = typed.text("title", 4, 150);
            String addressee = typed.text("addressee", 2, 200);
            String demands = typed.text("demands", 10, 8000);
            String unit = typed.text("unit", 2, 60);
            LocalDate on = typed.day("issuedOn");
            if (on != null && on.isBefore(today())) typed.wrong("issuedOn", "bulletin.error.past");
            if (!typed.errors().isEmpty()) return Outcome.refused(typed.errors());
            var id = store.insert(new Bulletin(
                    UUID.randomUUID(),
                    planId,
                    period.orElseThrow().toString(),
                    number,
                    authority,
                    title,
                    addressee,
                    demands,
                    unit,
                    Objects.requireNonNull(on),
                    "draft",
                    viewer.requireAccount(),
                    viewer.name(),
                    clock.instant(),
                    null,
                    null,
                    "",
                    null,
                    null));
            if (id.isEmpty()) return no("number", "bulletin.error.taken");
            audit.append(viewer, AuditEvent.of("plan.bulletinPrepared", "planBulletin", id.get(), number));
            return Outcome.done(store.find(viewer, id.get()).orElseThrow());
        });
    }

    /** Somebody else issues it: from now on it stands as it is. */
    public Outcome<Bulletin> issue(Viewer viewer, UUID id) {
        return PlanService.run(transactions, () -> {
            Bulletin found = store.lock(id).orElseThrow(() -> new NotFound("bulletin"));
            Plan plan = plans.find(viewer, found.plan()).orElseThrow(() -> new NotFound("plan"));
            if (!PlanScope.releases(viewer, plan.region())) return no("", "bulletin.error.mayNotIssue");
            if (!found.draft()) return no("", "bulletin.error.decided");
            if (viewer.requireAccount().equals(found.preparedBy())) return no("", "plan.error.fourEyes");
            Snapshot snapshot = figures.snapshot();
            String content = read(plan, found.period(), snapshot).json();
            store.decide(id, "issued", viewer, clock.instant(), "", content, Frozen.digest(content));
            var unused = records.append(new NewRecord(
                    Bulletin.RECORD,
                    today(),
                    plan.region(),
                    null,
                    null,
                    Map.of("period", found.period()),
                    1,
                    0,
                    "plan/bulletin/" + id,
                    id.toString()));
            audit.append(viewer, AuditEvent.of("plan.bulletinIssued", "planBulletin", id, found.number()));
            tell(plan, found);
            return Outcome.done(store.find(viewer, id).orElseThrow());
        });
    }

    private void tell(Plan plan, Bulletin bulletin) {
        Version version = plans.inForce(plan.id()).orElseThrow();
        Content content = contents.of(version.id());
        var named = new HashSet<UUID>();
        content.tasks()
                .forEach(task -> task.duties().forEach(duty -> {
                    if (duty.unit() != null) named.add(duty.unit());
                }));
        content.targets()
                .forEach(target -> target.duties().forEach(duty -> {
                    if (duty.unit() != null) named.add(duty.unit());
                }));
        String subject = "通报：" + bulletin.title();
        for (UUID unit : named) {
            var people = units.people(unit);
            if (!people.isEmpty())
                messages.send(
                        people,
                        "plan.bulletin/" + bulletin.id() + "/" + unit,
                        subject.length() > 200 ? subject.substring(0, 200) : subject,
                        bulletin.number(),
                        "/plan-bulletins/" + bulletin.id());
        }
    }

    public Outcome<Bulletin> withdraw(Viewer viewer, UUID id, String reason) {
        return PlanService.run(transactions, () -> {
            Bulletin found = store.lock(id).orElseThrow(() -> new NotFound("bulletin"));
            Plan plan = plans.find(viewer, found.plan()).orElseThrow(() -> new NotFound("plan"));
            if (!PlanScope.makes(viewer, plan.region())) return no("", "plan.error.notYours");
            if (!found.draft()) return no("", "bulletin.error.decided");
            if (reason.isBlank() || reason.length() > 500) return no("reason", "plan.error.reason");
            store.decide(id, "withdrawn", viewer, clock.instant(), reason.strip(), null, null);
            audit.append(
                    viewer,
                    AuditEvent.of("plan.bulletinWithdrawn", "planBulletin", id, found.number())
                            .with(Map.of("reason", reason.strip())));
            return Outcome.done(store.find(viewer, id).orElseThrow());
        });
    }

    /** What it says: as issued, or as it would be issued now. */
    public Frozen content(Bulletin bulletin) {
        String kept = bulletin.content();
        if (kept != null) return Frozen.of(kept);
        return read(plans.find(bulletin.plan()).orElseThrow(), bulletin.period(), figures.snapshot());
    }

    public Document document(Bulletin bulletin) {
        return BulletinDocument.of(bulletin, content(bulletin));
    }

    /** Lights and figures of the plan on this day, read to the snapshot. */
    private Frozen read(Plan plan, String period, Snapshot snapshot) {
        Version version = plans.inForce(plan.id()).orElseThrow();
        Content content = contents.of(version.id());
        LocalDate today = today();
        var now = lights.of(plan, content, today, snapshot);
        var latest = reports.latest(content.tasks().stream().map(Task::item).toList(), today);
        var targets = new ArrayList<TargetLine>();
        for (Target target : content.targets()) {
            Lights.Light light = Objects.requireNonNull(now.get(target.item()));
            String to = target.valueTo() == null ? "" : "–" + TargetForm.plain(target.valueTo());
            targets.add(new TargetLine(
                    target.item().toString(),
                    target.name(),
                    target.bound().sign() + TargetForm.plain(target.value()) + to + target.unit(),
                    target.unit(),
                    light.value(),
                    light.shown().code(),
                    said(light),
                    name(target.lead()),
                    sources(light)));
        }
        var tasks = new ArrayList<TaskLine>();
        for (Task task : content.tasks()) {
            Lights.Light light = Objects.requireNonNull(now.get(task.item()));
            UUID lead = task.lead().map(Duty::unit).orElse(null);
            Optional<Report> report = latest.getOrDefault(task.item(), List.of()).stream()
                    .filter(one -> one.unit().equals(lead))
                    .findFirst();
            String blockers = latest.getOrDefault(task.item(), List.of()).stream()
                    .map(Report::blockers)
                    .filter(text -> !text.isBlank())
                    .findFirst()
                    .orElse("");
            tasks.add(new TaskLine(
                    task.item().toString(),
                    task.heading(),
                    report.map(Report::percent).orElse(null),
                    light.shown().code(),
                    said(light),
                    name(task.lead()),
                    report.map(Report::text).orElse(""),
                    blockers));
        }
        return new Frozen(
                plan.title(), period, today.toString(), AsOf.of(snapshot), targets, tasks, unitLines(plan, today));
    }

    private List<UnitLine> unitLines(Plan plan, LocalDate today) {
        Map<String, int[]> counted = new LinkedHashMap<>();
        for (var owed : obligations.ofPlan(plan, today)) {
            int[] of = counted.computeIfAbsent(owed.unitName(), name -> new int[3]);
            of[0]++;
            if (!owed.open()) of[1]++;
            if (owed.late(today)
                    || owed.report() != null
                            && reports.find(owed.report()).map(Report::late).orElse(false)) of[2]++;
        }
        var lines = new ArrayList<UnitLine>();
        counted.forEach((unit, of) -> lines.add(new UnitLine(unit, of[0], of[1], of[2])));
        return lines;
    }

    private List<Source> sources(Lights.Light light) {
        if (light.figures().isEmpty()) return List.of();
        var sources = new ArrayList<Source>();
        for (var figure : figures.figures(light.figures()))
            sources.add(new Source(
                    figure.at().indicator(),
                    figure.at().region(),
                    figure.at().period().toString(),
                    figure.at().toDate(),
                    figure.value()));
        return sources;
    }

    /** The figure as it is read again to the bulletin's snapshot. */
    static FigureAt at(Source source, AsOf asOf) {
        return new FigureAt(
                source.indicator(),
                source.region(),
                Period.parse(source.period()).orElseThrow(),
                source.toDate(),
                asOf.snapshot());
    }

    /** Path of the page that shows a target's figure with its evidence, as it was; empty where the lead reported it. */
    public static String path(TargetLine line, AsOf asOf) {
        return line.sources().isEmpty()
                ? ""
                : at(line.sources().getLast(), asOf).path();
    }

    private static String said(Lights.Light light) {
        var overrule = light.overrule();
        return overrule == null
                ? light.ruling().reason()
                : "由" + overrule.byName() + "调整：" + overrule.reason() + "（按规则："
                        + light.ruling().reason() + "）";
    }

    private static String name(Optional<Duty> lead) {
        return lead.map(Duty::name).orElse("");
    }

    /** Sentences that say what of an issued bulletin does not hold any more; none when all does. */
    List<String> verify(Bulletin bulletin) {
        var broken = new ArrayList<String>();
        String kept = Objects.requireNonNull(bulletin.content());
        if (!Frozen.digest(kept).equals(bulletin.sha256()))
            broken.add("bulletin " + bulletin.number() + ": its content is not what was issued");
        Frozen frozen = Frozen.of(kept);
        for (TargetLine line : frozen.targets()) {
            BigDecimal sum = null;
            for (Source source : line.sources()) {
                BigDecimal again = figures.figure(at(source, frozen.asOf())).value();
                if (!same(again, source.value()))
                    broken.add("bulletin " + bulletin.number() + ": " + line.name() + " " + source.period() + " was "
                            + source.value() + ", its evidence gives " + again);
                if (source.value() != null) sum = sum == null ? source.value() : sum.add(source.value());
            }
            if (!line.sources().isEmpty() && !same(sum, line.value()))
                broken.add("bulletin " + bulletin.number() + ": " + line.name() + " is not the sum of its figures");
        }
        return broken;
    }

    private static boolean same(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a == null || b == null ? a == b : a.compareTo(b) == 0;
    }

    private static <T> Outcome<T> no(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }
}
