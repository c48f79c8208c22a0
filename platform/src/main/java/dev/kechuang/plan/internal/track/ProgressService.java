package dev.kechuang.plan.internal.track;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.file.FileStore;
import dev.kechuang.indicator.Period;
import dev.kechuang.message.Messages;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Duty;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.PlanUnit;
import dev.kechuang.plan.internal.plan.PlanUnits;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.Task;
import dev.kechuang.plan.internal.plan.Typed;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Units report progress; the office confirms or returns it; a task whose lead's 100 % is confirmed is done. */
@Service
public class ProgressService {

    private final PlanStore plans;
    private final ContentStore contents;
    private final ReportStore reports;
    private final PlanUnits units;
    private final FileStore files;
    private final Records records;
    private final Messages messages;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public ProgressService(
            PlanStore plans,
            ContentStore contents,
            ReportStore reports,
            PlanUnits units,
            FileStore files,
            Records records,
            Messages messages,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.plans = plans;
        this.contents = contents;
        this.reports = reports;
        this.units = units;
        this.files = files;
        this.records = records;
        this.messages = messages;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PlanService.ZONE);
    }

    /** How many reports wait for the viewer's office. */
    public int waiting(Viewer viewer) {
        if (viewer.isPublic() || !viewer.isOfficer()) return 0;
        return reports.waiting(viewer);
    }

    /** What is in force of a target or task, with the plan it stands in. */
    public record Item(Plan plan, Optional<Target> target, Optional<Task> task) {
        public String name() {
            return target.map(Target::name).or(() -> task.map(Task::heading)).orElseThrow();
        }

        public List<Duty> duties() {
            return target.map(Target::duties).or(() -> task.map(Task::duties)).orElseThrow();
        }

        public LocalDate fromOn() {
            return target.map(Target::fromOn).or(() -> task.map(Task::fromOn)).orElseThrow();
        }

        public boolean lead(UUID unit) {
            return duties().stream().anyMatch(duty -> duty.leads() && unit.equals(duty.unit()));
        }
    }

    /** As far as the viewer may see it. */
    public Optional<Item> item(Viewer viewer, UUID plan, UUID item) {
        return plans.find(viewer, plan)
                .flatMap(found -> plans.inForce(plan).flatMap(version -> {
                    Content content = contents.of(version.id(), viewer);
                    var target = content.target(item);
                    var task = content.task(item);
                    return target.isEmpty() && task.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Item(found, target, task));
                }));
    }

    /**
     * Hands in a report of the viewer's unit: {@code period, percent} of a task or {@code value} of a target that no
     * indicator measures, {@code text, blockers}.
     */
    public Outcome<Report> file(Viewer viewer, UUID plan, UUID item, Map<String, String> values, List<UUID> evidence) {
        return PlanService.run(transactions, () -> {
            Item about = item(viewer, plan, item).orElseThrow(() -> new NotFound("item"));
            UUID unit = viewer.unit();
            if (unit == null || about.duties().stream().noneMatch(duty -> unit.equals(duty.unit())))
                return no("", "track.error.notYours");
            var typed = new Typed(values, new ArrayList<>());
            Instant now = clock.instant();
            var period = period(typed, about.plan());
            boolean task = about.task().isPresent();
            boolean measured =
                    about.target().map(target -> target.indicator() != null).orElse(false);
            Integer percent = null;
            BigDecimal value = null;
            if (task) {
                if (typed.text("percent").isEmpty()) typed.wrong("percent", "plan.error.required");
                percent = typed.whole("percent", 0, 100, 0);
            } else if (!measured && about.lead(unit)) {
                value = typed.number("value", true);
            }
            String text = typed.text("text", 2, 4000);
            String blockers = typed.text("blockers", 0, 2000);
            for (UUID file : evidence) if (files.find(viewer, file).isEmpty()) typed.wrong("files", "track.error.file");
            // Units that support still say what they did in the period in which the lead was done.
            var doneOn = reports.doneOn(item);
            if (doneOn.isPresent()
                    && (about.lead(unit)
                            || period.isPresent()
                                    && period.get().period().first().isAfter(doneOn.get())))
                typed.wrong("", "track.error.done");
            if (!typed.errors().isEmpty() || period.isEmpty()) return Outcome.refused(typed.errors());
            Calendar.Reporting asked = period.get();
            var report = new Report(
                    UUID.randomUUID(),
                    item,
                    unit,
                    asked.period(),
                    reports.nextFiling(item, unit, asked.period()),
                    percent,
                    value,
                    text,
                    blockers,
                    evidence,
                    asked.due(),
                    today(),
                    viewer.requireAccount(),
                    viewer.name(),
                    now,
                    Report.State.FILED,
                    null,
                    null,
                    "");
            Optional<UUID> id = reports.insert(report);
            if (id.isEmpty())
                return no("period", "track.error.twice", asked.period().toString());
            for (UUID file : evidence)
                files.attach(file, ReportFiles.OWNER, id.get().toString());
            PlanUnit of = units.byId().get(unit);
            var unused = records.append(new NewRecord(
                    Report.RECORD,
                    today(),
                    of == null ? about.plan().region() : of.region(),
                    null,
                    null,
                    Map.of(
                            "period",
                            asked.period().toString(),
                            "timely",
                            report.late() ? "late" : "intime",
                            "unit",
                            of == null ? "" : of.code()),
                    1,
                    0,
                    subject(about.plan(), item),
                    id.get().toString()));
            audit.append(
                    viewer,
                    AuditEvent.of("plan.report", "planItem", item, about.name())
                            .with(Map.of("period", asked.period().toString())));
            return Outcome.done(reports.find(id.get()).orElseThrow());
        });
    }

    private Optional<Calendar.Reporting> period(Typed typed, Plan plan) {
        var wanted = Period.parse(typed.text("period"));
        var begun = Calendar.begun(plan, today());
        var found = wanted.flatMap(period ->
                begun.stream().filter(one -> one.period().equals(period)).findFirst());
        if (found.isEmpty()) typed.wrong("period", "track.error.period");
        return found;
    }

    static String subject(Plan plan, UUID item) {
        return "plan/item/" + plan.id() + "/" + item;
    }

    /** The office finds the report right. */
    public Outcome<Report> confirm(Viewer viewer, UUID report) {
        return decide(viewer, report, Report.State.CONFIRMED, "");
    }

    /** The office gives the report back with a remark. */
    public Outcome<Report> giveBack(Viewer viewer, UUID report, String remark) {
        return decide(viewer, report, Report.State.RETURNED, remark);
    }

    private Outcome<Report> decide(Viewer viewer, UUID id, Report.State state, String remark) {
        return PlanService.run(transactions, () -> {
            Report report = reports.lock(id).orElseThrow(() -> new NotFound("report"));
            UUID planId = plan(report.item());
            Item about = item(viewer, planId, report.item()).orElseThrow(() -> new NotFound("item"));
            if (!PlanScope.makes(viewer, about.plan().region())) return no("", "track.error.notOffice");
            if (viewer.requireAccount().equals(report.filedBy())) return no("", "track.error.own");
            if (report.state() != Report.State.FILED) return no("", "track.error.decided");
            boolean returned = state == Report.State.RETURNED;
            if (returned && (remark.isBlank() || remark.length() > 1000)) return no("remark", "plan.error.reason");
            reports.decide(id, state, viewer, clock.instant(), remark.strip());
            audit.append(
                    viewer,
                    AuditEvent.of(
                                    returned ? "plan.reportReturned" : "plan.reportConfirmed",
                                    "planItem",
                                    report.item(),
                                    about.name())
                            .with(Map.of("period", report.period().toString(), "remark", remark.strip())));
            if (returned) {
                messages.send(
                        units.people(report.unit()),
                        "plan.reportReturned/" + id,
                        cut("进展报告退回：" + about.name()),
                        remark.strip(),
                        "/plans/" + planId + "/items/" + report.item());
            } else if (Integer.valueOf(100).equals(report.percent())
                    && about.lead(report.unit())
                    && !reports.isDone(report.item())) {
                done(about, report);
            }
            return Outcome.done(reports.find(id).orElseThrow());
        });
    }

    private void done(Item about, Report report) {
        PlanUnit unit = units.byId().get(report.unit());
        UUID record = records.append(new NewRecord(
                Report.TASK_DONE,
                report.filedOn(),
                about.plan().region(),
                null,
                null,
                Map.of(
                        "plan",
                        about.plan().kind().code(),
                        "timely",
                        report.filedOn().isAfter(about.task().orElseThrow().dueOn()) ? "late" : "intime",
                        "unit",
                        unit == null ? "" : unit.code()),
                1,
                0,
                subject(about.plan(), report.item()),
                report.item().toString()));
        reports.done(report.item(), report.id(), report.filedOn(), record);
    }

    private UUID plan(UUID item) {
        return contents.planOf(item).orElseThrow(() -> new NotFound("item"));
    }

    static String cut(String subject) {
        return subject.length() > 200 ? subject.substring(0, 200) : subject;
    }

    private static <T> Outcome<T> no(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }
}
