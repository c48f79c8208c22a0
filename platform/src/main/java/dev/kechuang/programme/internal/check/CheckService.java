package dev.kechuang.programme.internal.check;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.programme.internal.check.CheckSheet.Mark;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The officer's side of the formal check: take an application on the desk, tick off, pass, return for correction, refuse.
 * One officer has an application at a time; two who decide at once are told apart by its sheet and its moves.
 */
@Service
public class CheckService {

    private static final int REASON = 2_000;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final ApplicationStore applications;
    private final ObjectProvider<Definitions> definitions;
    private final CheckStore checks;
    private final CheckLists lists;
    private final Comparison comparison;
    private final ObjectProvider<Lifecycle> lifecycle;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public CheckService(
            ApplicationStore applications,
            ObjectProvider<Definitions> definitions,
            CheckStore checks,
            CheckLists lists,
            Comparison comparison,
            ObjectProvider<Lifecycle> lifecycle,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.applications = applications;
        this.definitions = definitions;
        this.checks = checks;
        this.lists = lists;
        this.comparison = comparison;
        this.lifecycle = lifecycle;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What the officer looks at. */
    public record Desk(
            Application application,
            Definition definition,
            Stage.Check stage,
            CheckSheet sheet,
            List<Finding> findings,
            int correctionsLeft) {}

    /** The desk of an application that is or was at the formal check and that the viewer may check. */
    public Optional<Desk> desk(Viewer viewer, UUID id) {
        var application = applications.find(viewer, id);
        if (application.isEmpty() || !lists.mayCheck(viewer, id)) return Optional.empty();
        Definition definition = definitions.getObject().of(application.get().version());
        var sheets = checks.sheets(id);
        if (sheets.isEmpty()) return Optional.empty();
        CheckSheet sheet = sheets.getLast();
        Stage.Check stage = (Stage.Check) definition.stage(sheet.stage());
        return Optional.of(
                new Desk(application.get(), definition, stage, sheet, checks.findings(sheet), left(stage, sheets)));
    }

    private static int left(Stage.Check stage, List<CheckSheet> sheets) {
        long returned = sheets.stream()
                .filter(sheet -> sheet.stage().equals(stage.id()) && sheet.outcome() == CheckSheet.Outcome.RETURNED)
                .count();
        return (int) Math.max(0, stage.corrections() - returned);
    }

    /** Takes the next that waits on the viewer's desk, compared with everything else; empty when none waits. */
    public Optional<UUID> next(Viewer viewer, @Nullable UUID call) {
        return Objects.requireNonNull(transactions.execute(status -> {
            var next = lists.next(viewer, call);
            next.ifPresent(id -> take(viewer, id));
            return next;
        }));
    }

    private void take(Viewer viewer, UUID id) {
        CheckSheet sheet = checks.lock(id).orElseThrow();
        checks.claim(sheet, viewer.requireAccount(), viewer.name(), clock.instant());
        carry(viewer, checks.lock(id).orElseThrow());
        comparison.run(id);
    }

    /** What was in order before a correction still is, unless the correction touched its section. */
    private void carry(Viewer viewer, CheckSheet sheet) {
        if (sheet.round() == 1 || !sheet.marks().isEmpty()) return;
        Application application = applications.find(sheet.application()).orElseThrow();
        Definition definition = definitions.getObject().of(application.version());
        if (!(definition.stage(sheet.stage()) instanceof Stage.Check stage)) return;
        var sheets = checks.sheets(sheet.application()).stream()
                .filter(other -> other.stage().equals(sheet.stage()) && other.round() == sheet.round() - 1)
                .toList();
        if (sheets.isEmpty()) return;
        var carried = new LinkedHashMap<String, Mark>();
        var opened = openedSections(application.id());
        for (var item : stage.items()) {
            Mark before = sheets.getFirst().marks().get(item.id());
            boolean touched = item.section().isEmpty() || opened.contains(item.section());
            if (before != null && before.pass() && !touched) carried.put(item.id(), before);
        }
        checks.mark(sheet, viewer, carried, clock.instant());
    }

    private List<String> openedSections(UUID application) {
        return applications.events(application).stream()
                .filter(event -> event.kind() == EventKind.RETURNED)
                .reduce((one, other) -> other)
                .map(event -> Sections.of(event.data()))
                .orElse(List.of());
    }

    /**
     * Takes one on the viewer's desk. One that a colleague has there is taken over only when the version of its sheet is
     * named that was looked at.
     *
     * @param version 0 when none was looked at
     */
    public Outcome<CheckSheet> claim(Viewer viewer, UUID id, int version) {
        return Objects.requireNonNull(transactions.execute(status -> {
            if (!lists.mayCheck(viewer, id)) return Outcome.refused(FieldError.of("", "check.error.gone"));
            var sheet = checks.lock(id);
            if (sheet.isEmpty()) return Outcome.refused(closed(id));
            if (viewer.requireAccount().equals(sheet.get().officer())) return Outcome.done(sheet.get());
            if (sheet.get().officer() != null) {
                if (sheet.get().version() != version) return Outcome.refused(taken(sheet.get()));
                audit.append(
                        viewer,
                        event("programme.checkTakenOver", id)
                                .changed("officer", sheet.get().officerName(), viewer.name()));
            }
            take(viewer, id);
            return Outcome.done(checks.lock(id).orElseThrow());
        }));
    }

    /** Puts one back among those that wait; what was ticked off stays. */
    public Outcome<CheckSheet> release(Viewer viewer, UUID id) {
        return Objects.requireNonNull(transactions.execute(status -> {
            var sheet = checks.lock(id);
            var refusal = refusal(viewer, id, sheet);
            if (refusal != null) return Outcome.refused(refusal);
            checks.claim(sheet.orElseThrow(), null, "", null);
            return Outcome.done(checks.lock(id).orElseThrow());
        }));
    }

    /** Keeps what was ticked off so far. */
    public Outcome<CheckSheet> mark(Viewer viewer, UUID id, Map<String, Mark> marks) {
        return Objects.requireNonNull(transactions.execute(status -> {
            var sheet = checks.lock(id);
            var refusal = refusal(viewer, id, sheet);
            if (refusal != null) return Outcome.refused(refusal);
            var errors = new ArrayList<FieldError>();
            keep(viewer, sheet.orElseThrow(), marks, errors);
            if (!errors.isEmpty()) {
                status.setRollbackOnly();
                return Outcome.refused(errors);
            }
            return Outcome.done(checks.lock(id).orElseThrow());
        }));
    }

    /** Compares once more with everything submitted and registered by now. */
    public Outcome<CheckSheet> compare(Viewer viewer, UUID id) {
        return Objects.requireNonNull(transactions.execute(status -> {
            var refusal = refusal(viewer, id, checks.lock(id));
            if (refusal != null) return Outcome.refused(refusal);
            comparison.run(id);
            return Outcome.done(checks.lock(id).orElseThrow());
        }));
    }

    /** What an officer decides. */
    public enum Verdict {
        /** 通过. */
        PASS,
        /** 退回补正. */
        RETURN,
        /** 不予受理. */
        REFUSE
    }

    /**
     * @param expected the application's moves that the officer saw
     * @param marks ticked off on the way
     * @param sections the form's sections opened for correction
     * @param clause the provision a refusal rests on
     * @param reason what is wrong; for a pass in spite of a blocking finding, why
     */
    public record Decide(
            Verdict verdict,
            int expected,
            Map<String, Mark> marks,
            List<String> sections,
            String clause,
            String reason) {}

    /** Decides; nothing is written when it is refused. */
    public Outcome<Application> decide(Viewer viewer, UUID id, Decide wanted) {
        return Objects.requireNonNull(transactions.execute(status -> {
            var outcome = decided(viewer, id, wanted);
            if (outcome instanceof Outcome.Refused<Application>) status.setRollbackOnly();
            return outcome;
        }));
    }

    private Outcome<Application> decided(Viewer viewer, UUID id, Decide wanted) {
        if (!lists.mayCheck(viewer, id)) return Outcome.refused(FieldError.of("", "check.error.gone"));
        Application application = applications.lock(id).orElseThrow();
        if (application.status() == Status.RETURNED) return late(viewer, application, wanted);
        var locked = checks.lock(id);
        var refusal = refusal(viewer, id, locked);
        if (refusal != null) return Outcome.refused(refusal);
        CheckSheet sheet = locked.orElseThrow();
        Definition definition = definitions.getObject().of(application.version());
        Stage.Check stage = (Stage.Check) definition.stage(sheet.stage());
        var errors = new ArrayList<FieldError>();
        keep(viewer, sheet, wanted.marks(), errors);
        if (wanted.reason().length() > REASON) errors.add(FieldError.of("reason", "check.error.long", REASON));
        switch (wanted.verdict()) {
            case PASS -> {
                boolean blocked = checks.findings(sheet).stream()
                        .anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKING);
                if (blocked && wanted.reason().isBlank()) {
                    errors.add(FieldError.of("reason", "check.error.blocking"));
                }
            }
            case RETURN -> {
                if (left(stage, checks.sheets(id)) == 0)
                    errors.add(FieldError.of("", "check.error.corrections", stage.corrections()));
                if (wanted.sections().isEmpty()) errors.add(FieldError.of("sections", "check.error.sections"));
                var known =
                        definition.form().sections().stream().map(s -> s.id()).toList();
                wanted.sections().stream()
                        .filter(section -> !known.contains(section))
                        .forEach(section -> errors.add(FieldError.of("sections", "check.error.section", section)));
                if (wanted.reason().isBlank()) errors.add(FieldError.of("reason", "check.error.reason"));
            }
            case REFUSE -> {
                if (wanted.clause().isBlank()) errors.add(FieldError.of("clause", "check.error.clause"));
                if (wanted.clause().length() > 200) errors.add(FieldError.of("clause", "check.error.long", 200));
                if (wanted.reason().isBlank()) errors.add(FieldError.of("reason", "check.error.reason"));
            }
        }
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return lifecycle
                .getObject()
                .moveAt(viewer, sheet.stage(), move(application, checks.lock(id).orElseThrow(), stage, wanted));
    }

    /** The move with what it was decided on, so that the event alone tells it. */
    private Move move(Application application, CheckSheet sheet, Stage.Check stage, Decide wanted) {
        var items = new ArrayList<Map<String, Object>>();
        for (var item : stage.items()) {
            Mark mark = sheet.marks().get(item.id());
            if (mark == null) continue;
            items.add(Map.of("item", item.id(), "pass", mark.pass(), "note", mark.note(), "clause", item.clause()));
        }
        var findings = checks.findings(sheet).stream()
                .map(finding -> finding.kind().code() + "/" + finding.severity().code())
                .toList();
        var data = new LinkedHashMap<String, Object>();
        data.put("round", sheet.round());
        data.put("items", items);
        data.put("findings", findings);
        return switch (wanted.verdict()) {
            case PASS -> new Move(application.id(), wanted.expected(), EventKind.PASSED, wanted.reason(), data);
            case RETURN -> {
                data.put("sections", wanted.sections());
                yield new Move(application.id(), wanted.expected(), EventKind.RETURNED, wanted.reason(), data);
            }
            case REFUSE -> {
                data.put("clause", wanted.clause());
                String reason = wanted.clause().strip() + "：" + wanted.reason().strip();
                yield new Move(application.id(), wanted.expected(), EventKind.REFUSED, reason, data);
            }
        };
    }

    /** A correction that did not come in time may be refused without a sheet. */
    private Outcome<Application> late(Viewer viewer, Application application, Decide wanted) {
        var due = application.dueOn();
        if (wanted.verdict() != Verdict.REFUSE) return Outcome.refused(FieldError.of("", "check.error.returned"));
        if (due == null || !due.isBefore(java.time.LocalDate.now(clock))) {
            return Outcome.refused(FieldError.of("", "check.error.notLate", due == null ? "" : due.toString()));
        }
        if (wanted.clause().isBlank()) return Outcome.refused(FieldError.of("clause", "check.error.clause"));
        if (wanted.reason().isBlank()) return Outcome.refused(FieldError.of("reason", "check.error.reason"));
        String reason = wanted.clause().strip() + "：" + wanted.reason().strip();
        return lifecycle
                .getObject()
                .move(
                        viewer,
                        new Move(
                                application.id(),
                                wanted.expected(),
                                EventKind.REFUSED,
                                reason,
                                Map.of("clause", wanted.clause())));
    }

    private void keep(Viewer viewer, CheckSheet sheet, Map<String, Mark> marks, List<FieldError> errors) {
        Application application = applications.find(sheet.application()).orElseThrow();
        Stage.Check stage =
                (Stage.Check) definitions.getObject().of(application.version()).stage(sheet.stage());
        var known = stage.items().stream().map(Stage.Check.CheckItem::id).toList();
        marks.forEach((item, mark) -> {
            if (!known.contains(item)) errors.add(FieldError.of("mark." + item, "check.error.item", item));
            if (mark.note().length() > 500) errors.add(FieldError.of("note." + item, "check.error.long", 500));
        });
        if (errors.isEmpty()) checks.mark(sheet, viewer, marks, clock.instant());
    }

    private @Nullable FieldError refusal(Viewer viewer, UUID id, Optional<CheckSheet> sheet) {
        if (!lists.mayCheck(viewer, id)) return FieldError.of("", "check.error.gone");
        if (sheet.isEmpty()) return closed(id);
        if (sheet.get().officer() == null) return FieldError.of("", "check.error.unclaimed");
        return viewer.requireAccount().equals(sheet.get().officer()) ? null : taken(sheet.get());
    }

    private static FieldError taken(CheckSheet sheet) {
        var since = sheet.claimedAt();
        return FieldError.of("", "check.error.taken", sheet.officerName(), since == null ? "" : MINUTE.format(since));
    }

    private FieldError closed(UUID id) {
        var sheets = checks.sheets(id);
        if (sheets.isEmpty()) return FieldError.of("", "check.error.gone");
        CheckSheet last = sheets.getLast();
        var at = last.closedAt();
        return FieldError.of("", "check.error.closed", last.decidedBy(), at == null ? "" : MINUTE.format(at));
    }

    private AuditEvent event(String action, UUID id) {
        Application application = applications.find(id).orElseThrow();
        return AuditEvent.of(action, "application", id, application.number() + " " + application.label());
    }
}
