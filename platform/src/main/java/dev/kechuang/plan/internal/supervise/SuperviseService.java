package dev.kechuang.plan.internal.supervise;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.plan.internal.supervise.SuperviseStore.New;
import dev.kechuang.plan.internal.supervise.Supervision.Finding;
import dev.kechuang.plan.internal.supervise.Supervision.FindingState;
import dev.kechuang.plan.internal.supervise.Supervision.Kind;
import dev.kechuang.plan.internal.supervise.Supervision.State;
import dev.kechuang.record.NewRecord;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The way of a supervision item: issued, findings, rectification, review, closure; of two who act at once one is told. */
@Service
public class SuperviseService {

    /** Owner of evidence in the file store. */
    public static final String FILES = "plan.finding";

    private final SuperviseStore store;
    private final Desk desk;
    private final History history;
    private final Units units;
    private final FileStore files;

    public SuperviseService(SuperviseStore store, Desk desk, History history, Units units, FileStore files) {
        this.store = store;
        this.desk = desk;
        this.history = history;
        this.units = units;
        this.files = files;
    }

    private static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }

    /** Nobody supervises the own unit, but for leaders. */
    public static boolean supervises(Viewer viewer, Supervision item) {
        return viewer.is(Role.BUREAU_LEADER) || viewer.is(Role.BUREAU_OFFICER) && !Units.own(viewer, item.unit());
    }

    public static boolean reports(Viewer viewer, Supervision item) {
        return Units.own(viewer, item.unit()) && viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER);
    }

    /**
     * Issues an item; fields: kind (task, free, evaluation), title, basis, task, unit, dueOn, and for evaluations
     * evaluator and policy.
     */
    public Outcome<UUID> issue(Viewer officer, Map<String, String> typed) {
        return desk.run(() -> {
            if (!officer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER)) return refused("", "supervise.error.notYours");
            var read = new Typed(typed);
            Kind kind = read.choice("kind", Kind.class, Kind.FREE);
            String title = read.text("title", 2, 120);
            String basis = read.optional("basis", 500);
            var task = read.optionalId("task");
            if (kind == Kind.TASK && task.flatMap(store::task).isEmpty()) read.wrong("kind", "supervise.error.task");
            var unit = read.optionalId("unit").flatMap(units::find);
            if (unit.isEmpty()) read.wrong("unit", "supervise.error.unit");
            LocalDate due = read.day("dueOn");
            if (read.clean() && due.isBefore(desk.today())) read.wrong("dueOn", "supervise.error.dueOn");
            boolean evaluation = kind == Kind.EVALUATION;
            String evaluator = evaluation ? read.text("evaluator", 2, 120) : "";
            String policy = evaluation ? read.text("policy", 2, 120) : "";
            if (!read.clean()) return read.refused();
            Units.Unit to = unit.orElseThrow();
            LocalDate today = desk.today();
            UUID id = desk.id();
            String number = "督查%d-%03d".formatted(today.getYear(), desk.next("supervision", today.getYear()));
            store.insert(
                    new New(
                            id,
                            number,
                            kind,
                            title,
                            basis,
                            kind == Kind.TASK ? task.orElse(null) : null,
                            to.id(),
                            to.region(),
                            today,
                            due,
                            evaluator,
                            policy),
                    officer,
                    desk.now());
            count(
                    Supervision.RECORD,
                    to.region(),
                    Map.of("supervision", kind.code()),
                    "plan/supervision/" + id,
                    id.toString());
            history.append(id, "issued", to.name() + " " + due, officer, desk.now());
            desk.log(officer, "plan.supervisionIssued", "supervision", id, title, Map.of("unit", to.name()));
            desk.tell(
                    units.people(to.id()),
                    "plan.supervision/" + id,
                    "supervise.message.issued.",
                    "/supervision/" + id,
                    number,
                    title,
                    due.toString());
            return Outcome.done(id);
        });
    }

    private void count(String kind, String region, Map<String, String> dimensions, String subject, String key) {
        desk.records().append(new NewRecord(kind, desk.today(), region, null, null, dimensions, 1, 0, subject, key));
    }

    private interface Step {
        Outcome<UUID> take(Supervision item);
    }

    private Outcome<UUID> step(Viewer viewer, UUID id, int version, Step step) {
        return desk.run(() -> {
            var found = store.lock(viewer, id);
            if (found.isEmpty()) return refused("", "supervise.error.gone");
            if (found.get().version() != version) return refused("", "desk.error.changed");
            return step.take(found.get());
        });
    }

    private interface FindingStep {
        Outcome<UUID> take(Supervision item, Finding finding);
    }

    /** The item's row is held: whoever closes it at the same time waits. */
    private Outcome<UUID> findingStep(Viewer viewer, UUID id, int version, FindingStep step) {
        return desk.run(() -> {
            var seen = store.finding(viewer, id);
            if (seen.isEmpty()) return refused("", "supervise.error.gone");
            var item = store.lock(viewer, seen.get().supervision());
            var finding = store.finding(viewer, id);
            if (item.isEmpty() || finding.isEmpty()) return refused("", "supervise.error.gone");
            if (finding.get().version() != version) return refused("", "desk.error.changed");
            if (item.get().state() == State.CLOSED) return refused("", "supervise.error.closed");
            return step.take(item.get(), finding.get());
        });
    }

    private List<StoredFile> files(Viewer viewer, Typed read) {
        var found = new ArrayList<StoredFile>();
        for (UUID id : read.ids("files")) {
            var file = files.find(viewer, id);
            if (file.isEmpty()) read.wrong("files", "supervise.error.file");
            else found.add(file.get());
        }
        return found;
    }

    private void attach(UUID finding, List<StoredFile> given, String part) {
        for (StoredFile file : given) {
            files.attach(file.id(), FILES, finding.toString());
            store.attach(finding, file.id(), file.name(), part);
        }
    }

    /** Adds a finding; fields: text, findingDueOn, files (ids of stored files). */
    public Outcome<UUID> find(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return step(officer, id, version, item -> {
            if (!supervises(officer, item)) return refused("", "supervise.error.notYours");
            if (item.state() == State.CLOSED) return refused("", "supervise.error.closed");
            var read = new Typed(typed);
            String text = read.text("text", 4, 2000);
            LocalDate due = read.day("findingDueOn");
            if (read.clean() && due.isBefore(desk.today())) read.wrong("findingDueOn", "supervise.error.dueOn");
            var given = files(officer, read);
            if (!read.clean()) return read.refused();
            UUID finding = store.add(id, text, due, officer.name(), desk.today());
            attach(finding, given, "finding");
            count(Supervision.FOUND, item.region(), Map.of(), "plan/finding/" + finding, finding.toString());
            history.append(id, "found", text, officer, desk.now());
            desk.log(officer, "plan.supervisionFound", "supervision", id, item.title(), Map.of());
            desk.tell(
                    units.people(item.unit()),
                    "plan.finding/" + finding,
                    "supervise.message.found.",
                    "/supervision/" + id,
                    item.number(),
                    text.length() > 80 ? text.substring(0, 80) + "…" : text,
                    due.toString());
            return Outcome.done(finding);
        });
    }

    /** The unit reports what it did; fields: report, files. */
    public Outcome<UUID> report(Viewer officer, UUID finding, int version, Map<String, String> typed) {
        return findingStep(officer, finding, version, (item, found) -> {
            if (!reports(officer, item)) return refused("", "supervise.error.otherUnit", item.unitName());
            if (found.state() != FindingState.OPEN && found.state() != FindingState.RETURNED)
                return refused("", "supervise.error.reported");
            var read = new Typed(typed);
            String report = read.text("report", 10, 4000);
            var given = files(officer, read);
            if (!read.clean()) return read.refused();
            store.report(finding, report, desk.today(), officer.name());
            attach(finding, given, "report");
            history.append(item.id(), "reported", found.number() + ". " + report, officer, desk.now());
            desk.log(officer, "plan.supervisionReported", "supervision", item.id(), item.title(), Map.of());
            return Outcome.done(finding);
        });
    }

    /** Accepts the rectification or sends it back; fields: decision (accepted, returned), review, newDueOn. */
    public Outcome<UUID> review(Viewer officer, UUID finding, int version, Map<String, String> typed) {
        return findingStep(officer, finding, version, (item, found) -> {
            if (!supervises(officer, item)) return refused("", "supervise.error.notYours");
            if (found.state() != FindingState.REPORTED) return refused("", "supervise.error.notReported");
            var read = new Typed(typed);
            String decision = read.oneOf("decision", List.of("accepted", "returned"));
            boolean back = decision.equals("returned");
            String review = back ? read.text("review", 4, 1000) : read.optional("review", 1000);
            LocalDate due = back ? read.day("newDueOn") : found.dueOn();
            if (read.clean() && back && due.isBefore(desk.today())) read.wrong("newDueOn", "supervise.error.dueOn");
            if (!read.clean()) return read.refused();
            store.review(finding, back ? FindingState.RETURNED : FindingState.ACCEPTED, review, desk.today(), due);
            if (!back) {
                count(Supervision.RECTIFIED, item.region(), Map.of(), "plan/finding/" + finding, finding.toString());
            }
            history.append(item.id(), decision, found.number() + ". " + review, officer, desk.now());
            desk.log(
                    officer,
                    "plan.supervisionReviewed",
                    "supervision",
                    item.id(),
                    item.title(),
                    Map.of("decision", decision));
            desk.tell(
                    units.people(item.unit()),
                    "plan.findingReviewed/" + finding + "/" + version,
                    back ? "supervise.message.returned." : "supervise.message.accepted.",
                    "/supervision/" + item.id(),
                    item.number(),
                    String.valueOf(found.number()),
                    review);
            return Outcome.done(finding);
        });
    }

    /** Enters what a third party found; fields: score (0 to 100), conclusion. */
    public Outcome<UUID> result(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return step(officer, id, version, item -> {
            if (!supervises(officer, item)) return refused("", "supervise.error.notYours");
            if (item.kind() != Kind.EVALUATION) return refused("", "supervise.error.noEvaluation");
            if (item.state() == State.CLOSED) return refused("", "supervise.error.closed");
            var read = new Typed(typed);
            BigDecimal score = read.decimal("score", BigDecimal.ZERO, new BigDecimal("100"), 2);
            String conclusion = read.text("conclusion", 10, 4000);
            if (!read.clean()) return read.refused();
            store.result(id, score, conclusion);
            history.append(id, "evaluated", score.toPlainString(), officer, desk.now());
            desk.log(officer, "plan.supervisionEvaluated", "supervision", id, item.title(), Map.of("score", score));
            return Outcome.done(id);
        });
    }

    /** Closes an item whose findings are all rectified; field: note. */
    public Outcome<UUID> close(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return step(officer, id, version, item -> {
            if (!supervises(officer, item)) return refused("", "supervise.error.notYours");
            if (item.state() == State.CLOSED) return refused("", "supervise.error.closed");
            if (item.open() > 0) return refused("", "supervise.error.open", item.open());
            if (item.kind() == Kind.EVALUATION && item.score() == null) return refused("", "supervise.error.noResult");
            var read = new Typed(typed);
            String note = read.text("note", 4, 1000);
            if (!read.clean()) return read.refused();
            store.close(id, desk.today(), note);
            history.append(id, "closed", note, officer, desk.now());
            desk.log(officer, "plan.supervisionClosed", "supervision", id, item.title(), Map.of());
            desk.tell(
                    units.people(item.unit()),
                    "plan.supervisionClosed/" + id + "/" + version,
                    "supervise.message.closed.",
                    "/supervision/" + id,
                    item.number(),
                    note);
            return Outcome.done(id);
        });
    }

    /** Opens a closed item again; fields: reason, reopenDueOn. */
    public Outcome<UUID> reopen(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return step(officer, id, version, item -> {
            if (!supervises(officer, item)) return refused("", "supervise.error.notYours");
            if (item.state() == State.OPEN) return refused("", "supervise.error.notClosed");
            var read = new Typed(typed);
            String reason = read.text("reason", 4, 1000);
            LocalDate due = read.day("reopenDueOn");
            if (read.clean() && due.isBefore(desk.today())) read.wrong("reopenDueOn", "supervise.error.dueOn");
            if (!read.clean()) return read.refused();
            store.reopen(id, due);
            history.append(id, "reopened", reason, officer, desk.now());
            desk.log(officer, "plan.supervisionReopened", "supervision", id, item.title(), Map.of("reason", reason));
            desk.tell(
                    units.people(item.unit()),
                    "plan.supervisionReopened/" + id + "/" + version,
                    "supervise.message.reopened.",
                    "/supervision/" + id,
                    item.number(),
                    reason,
                    due.toString());
            return Outcome.done(id);
        });
    }
}
