package dev.kechuang.programme.internal.contract;

import static dev.kechuang.programme.internal.contract.ContractDesk.no;

import dev.kechuang.file.FileStore;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Acceptance;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Audit;
import dev.kechuang.programme.internal.contract.AcceptanceStore.Panel;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Acceptance (验收): asked for by the applicant when the work is done, decided by an officer on the materials or on a
 * panel's sheet. What is passed brings outcomes as records, the last instalment and the day of evaluation; what fails ends
 * the project, with money demanded back.
 */
@Service
public class AcceptanceService {

    static final String OUTCOME = "programme.outcome.";

    private final ContractDesk desk;
    private final ContractStore store;
    private final ReportStore reports;
    private final ChangeStore changes;
    private final AcceptanceStore acceptances;
    private final EvaluationStore evaluations;
    private final ContractRules rules;
    private final FileStore files;

    public AcceptanceService(
            ContractDesk desk,
            ContractStore store,
            ReportStore reports,
            ChangeStore changes,
            AcceptanceStore acceptances,
            EvaluationStore evaluations,
            ContractRules rules,
            FileStore files) {
        this.desk = desk;
        this.store = store;
        this.reports = reports;
        this.changes = changes;
        this.acceptances = acceptances;
        this.evaluations = evaluations;
        this.rules = rules;
        this.files = files;
    }

    /** The programme's stage of acceptance, if it has one. */
    public Optional<Stage.Acceptance> stage(Project project) {
        return desk.acceptance(project);
    }

    /** The sheet a panel scores with, if the programme has one. */
    public Optional<Sheet> sheet(Project project) {
        return desk.acceptance(project)
                .map(Stage.Acceptance::sheet)
                .map(sheet -> desk.definition(project).sheet(sheet));
    }

    /** Whether acceptance needs a third party's audit first. */
    public boolean auditNeeded(Project project) {
        long from = rules.of(project.callRegion()).auditFromFen();
        return from > 0 && project.sumFen() >= from;
    }

    /** Why acceptance cannot be asked for yet; empty when it can. */
    public List<FieldError> obstacles(Project project) {
        var errors = new ArrayList<FieldError>();
        for (var report : reports.of(project.id())) {
            if (report.state() != ReportStore.Report.State.ACCEPTED) {
                errors.add(FieldError.of("", "contract.acceptance.error.report", report.name()));
            }
        }
        if (changes.of(project.id()).stream().anyMatch(one -> one.state() == ChangeStore.Change.State.OPEN)) {
            errors.add(FieldError.of("", "contract.change.error.open"));
        }
        if (auditNeeded(project) && acceptances.audit(project.id()).isEmpty()) {
            errors.add(FieldError.of(
                    "",
                    "contract.acceptance.error.audit",
                    Answers.wan(new Money(rules.of(project.callRegion()).auditFromFen()))));
        }
        return errors;
    }

    /** Whether the project stands where its applicant can ask for acceptance. */
    public boolean askable(Project project) {
        var application = project.application();
        boolean next = desk.definition(project)
                .after(application.stage())
                .filter(Stage.Acceptance.class::isInstance)
                .isPresent();
        return switch (application.stageKind()) {
            case EXECUTION -> application.status() == Status.OPEN && next;
            case ACCEPTANCE ->
                application.status() == Status.RETURNED
                        || application.status() == Status.OPEN
                                && acceptances.of(project.id()).stream()
                                        .noneMatch(one -> one.state() == Acceptance.State.ASKED);
            case APPLICATION, RECOMMENDATION, CHECK, REVIEW, DECISION, NOTICE, APPROVAL, CONTRACT, PAYMENT -> false;
        };
    }

    public Outcome<Acceptance> ask(Viewer viewer, UUID application, Acceptance.Method method, ReportText text) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.applicant(viewer, project)) return no("", "contract.error.notApplicant");
            if (!askable(project)) return no("", "contract.acceptance.error.notAskable");
            var errors = new ArrayList<>(obstacles(project));
            errors.addAll(ReportCheck.check(project.text(), text, ReportService.latest(reports, application), true));
            desk.acceptance(project).ifPresent(stage -> errors.addAll(ReportCheck.outcomes(stage, text)));
            if (!errors.isEmpty()) return Outcome.refused(errors);
            errors.addAll(ProjectFiles.attach(files, viewer, application, text.files(), "files"));
            if (!errors.isEmpty()) return Outcome.refused(errors);
            var at = project.application();
            EventKind kind = at.status() == Status.RETURNED ? EventKind.RESUBMITTED : EventKind.PASSED;
            if (at.stageKind() == Stage.Kind.EXECUTION || at.status() == Status.RETURNED) {
                var moved = desk.lifecycle.moveAt(viewer, at.stage(), Move.of(at, kind, ""));
                if (moved instanceof Outcome.Refused<Application>(var why)) return Outcome.refused(why);
            }
            int number = acceptances.of(application).size() + 1;
            acceptances.insert(viewer, application, number, method, text, desk.today(), desk.clock.instant());
            desk.audit(viewer, "contract.acceptanceAsk", project, Map.of("number", number));
            desk.tellBureau(
                    project,
                    "contract.acceptance/" + application + "/" + number,
                    "验收申请：" + at.label(),
                    at.organisationName());
            return Outcome.done(acceptances.of(application).getLast());
        });
    }

    /** Keeps what the third party found; the file is its report. */
    public Outcome<Audit> audit(Viewer viewer, UUID application, Audit audit) {
        return desk.command(viewer, application, project -> {
            boolean mine = ContractRights.applicant(viewer, project) || ContractRights.bureau(viewer, project);
            if (!mine) return no("", "contract.error.notBureau");
            if (project.application().status().isEnded()) return no("", "contract.error.ended");
            var errors = new ArrayList<FieldError>();
            if (audit.auditor().isBlank() || audit.auditor().length() > 100) {
                errors.add(FieldError.of("auditor", "contract.audit.error.auditor"));
            }
            if (audit.reportedOn().isAfter(desk.today())) {
                errors.add(FieldError.of("reportedOn", "contract.audit.error.day"));
            }
            if (audit.disallowedFen() < 0) errors.add(FieldError.of("disallowed", "contract.error.money"));
            if (audit.findings().length() > 2000) {
                errors.add(FieldError.of("findings", "contract.report.error.long", 2000));
            } else if (audit.outcome() != Audit.Result.CLEAN && audit.findings().isBlank()) {
                errors.add(FieldError.of("findings", "contract.audit.error.findings"));
            }
            if (errors.isEmpty()) {
                errors.addAll(ProjectFiles.attach(files, viewer, application, List.of(audit.file()), "files"));
            }
            if (!errors.isEmpty()) return Outcome.refused(errors);
            acceptances.audit(viewer, application, audit, desk.clock.instant());
            desk.audit(
                    viewer,
                    "contract.audit",
                    project,
                    Map.of(
                            "auditor",
                            audit.auditor(),
                            "outcome",
                            audit.outcome().code()));
            return Outcome.done(audit);
        });
    }

    /**
     * What the officer or the panel's secretary enters.
     *
     * @param number of the request that was read
     * @param panel null for materials
     * @param demandedFen money demanded back when it fails
     */
    public record Decision(
            int number,
            Acceptance.State outcome,
            Acceptance.Method method,
            @Nullable Panel panel,
            String opinion,
            @Nullable LocalDate rectifyBy,
            long demandedFen) {}

    public Outcome<Acceptance> decide(Viewer viewer, UUID application, Decision decision) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.bureau(viewer, project)) return no("", "contract.error.notBureau");
            Optional<Acceptance> asked = acceptances.of(application).stream()
                    .filter(one -> one.number() == decision.number())
                    .findFirst();
            if (asked.isEmpty() || asked.get().state() != Acceptance.State.ASKED || !project.isOpen()) {
                return no(
                        "",
                        "contract.acceptance.error.decided",
                        asked.map(Acceptance::decidedName).orElse(""));
            }
            Stage.Acceptance stage = desk.acceptance(project).orElseThrow();
            var errors = check(project, stage, decision);
            if (!errors.isEmpty()) return Outcome.refused(errors);
            boolean panelled = decision.method() == Acceptance.Method.PANEL && stage.sheet() != null;
            Panel panel = panelled ? decision.panel() : null;
            acceptances.decide(
                    viewer,
                    asked.get(),
                    decision.method(),
                    decision.outcome(),
                    panel,
                    panel == null ? null : PanelSheet.score(panel),
                    decision.opinion().strip(),
                    decision.outcome() == Acceptance.State.RECTIFY ? rectifyBy(project, decision) : null,
                    desk.today(),
                    desk.clock.instant());
            desk.audit(
                    viewer,
                    "contract.acceptanceDecide",
                    project,
                    Map.of(
                            "outcome",
                            decision.outcome().code(),
                            "opinion",
                            decision.opinion().strip()));
            List<FieldError> wrong = switch (decision.outcome()) {
                case PASSED -> passed(viewer, project, stage, asked.get());
                case RECTIFY -> rectify(viewer, project, decision);
                case FAILED -> failed(viewer, project, decision);
                case ASKED -> List.of(FieldError.of("outcome", "contract.acceptance.error.outcome"));
            };
            if (!wrong.isEmpty()) return Outcome.refused(wrong);
            return Outcome.done(acceptances.of(application).getLast());
        });
    }

    private List<FieldError> check(Project project, Stage.Acceptance stage, Decision decision) {
        var errors = new ArrayList<FieldError>();
        if (decision.outcome() == Acceptance.State.ASKED) {
            errors.add(FieldError.of("outcome", "contract.acceptance.error.outcome"));
        }
        if (decision.opinion().length() > 4000) {
            errors.add(FieldError.of("opinion", "contract.report.error.long", 4000));
        } else if (decision.opinion().isBlank() && decision.outcome() != Acceptance.State.PASSED) {
            errors.add(FieldError.of("opinion", "contract.error.reason"));
        }
        if (stage.sheet() != null && decision.method() == Acceptance.Method.PANEL) {
            var sheet = desk.definition(project).sheet(stage.sheet());
            errors.addAll(PanelSheet.check(sheet, decision.panel(), decision.outcome(), decision.opinion()));
        }
        if (decision.outcome() == Acceptance.State.RECTIFY
                && !rectifyBy(project, decision).isAfter(desk.today())) {
            errors.add(FieldError.of("rectifyBy", "contract.acceptance.error.rectifyBy"));
        }
        return errors;
    }

    private LocalDate rectifyBy(Project project, Decision decision) {
        return decision.rectifyBy() != null
                ? decision.rectifyBy()
                : desk.today().plusDays(rules.of(project.callRegion()).rectifyDays());
    }

    private List<FieldError> passed(Viewer viewer, Project project, Stage.Acceptance stage, Acceptance asked) {
        var due = desk.money.passed(viewer, project, stage.id(), stage.name().zh() + "已通过");
        if (!due.isEmpty()) return due;
        LocalDate today = desk.today();
        for (var outcome : stage.outcomes()) {
            long value = asked.text().outcomes().stream()
                    .filter(one -> one.code().equals(outcome.code()))
                    .mapToLong(ReportText.OutcomeValue::value)
                    .findFirst()
                    .orElse(0);
            boolean money = ReportCheck.isMoney(outcome);
            acceptances.outcome(
                    project.id(),
                    new AcceptanceStore.Outcome(outcome.code(), outcome.name().zh(), outcome.unit(), money, value));
            if (value > 0) {
                desk.record(
                        project,
                        OUTCOME + outcome.code(),
                        today,
                        money ? 1 : Math.toIntExact(value),
                        money ? value : 0,
                        project.id().toString(),
                        Map.of("of", money ? "money" : "count"));
            }
        }
        store.concluded(project.id(), today);
        int months = rules.of(project.callRegion()).evaluationMonths();
        if (months > 0 && !stage.outcomes().isEmpty()) {
            evaluations.insert(project.id(), today.plusMonths(months));
        }
        desk.incident(viewer, project, Incident.Code.ACCEPTANCE_PASSED, today, "通过验收", String.valueOf(asked.number()));
        return move(viewer, project, EventKind.PASSED, "");
    }

    private List<FieldError> rectify(Viewer viewer, Project project, Decision decision) {
        return move(viewer, project, EventKind.RETURNED, decision.opinion());
    }

    private List<FieldError> failed(Viewer viewer, Project project, Decision decision) {
        desk.incident(
                viewer,
                project,
                Incident.Code.ACCEPTANCE_FAILED,
                desk.today(),
                decision.opinion().strip(),
                String.valueOf(decision.number()));
        var wrong = move(viewer, project, EventKind.TERMINATED, decision.opinion());
        if (!wrong.isEmpty()) return wrong;
        return desk.money.end(viewer, project.id(), desk.today(), "验收不通过", decision.demandedFen());
    }

    private List<FieldError> move(Viewer viewer, Project project, EventKind kind, String reason) {
        // Notes taken in between do not count as moves.
        var moved = desk.lifecycle.moveAt(
                viewer,
                project.application().stage(),
                Move.of(project.application(), kind, reason)
                        .with(kind == EventKind.RETURNED ? Map.of("sections", List.of()) : Map.of()));
        return moved instanceof Outcome.Refused<Application>(var why) ? why : List.of();
    }
}
