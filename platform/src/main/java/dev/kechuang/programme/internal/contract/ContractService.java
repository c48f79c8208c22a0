package dev.kechuang.programme.internal.contract;

import static dev.kechuang.programme.internal.contract.ContractDesk.no;

import dev.kechuang.programme.internal.contract.ContractStore.Signature;
import dev.kechuang.programme.internal.contract.ContractText.Edit;
import dev.kechuang.programme.internal.contract.Project.State;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The contract from its first draft to both signatures: the applicant completes and hands in, the officer returns it with
 * remarks or agrees, which freezes the text; then each side signs, and the second signature commits the money and moves
 * the application on.
 */
@Service
public class ContractService {

    static final String CONTRACTED = "programme.contracted";
    static final String APPLICANT = "applicant";
    static final String BUREAU = "bureau";

    private final ContractDesk desk;
    private final ContractStore store;
    private final ReportStore reports;
    private final ContractRules rules;

    public ContractService(ContractDesk desk, ContractStore store, ReportStore reports, ContractRules rules) {
        this.desk = desk;
        this.store = store;
        this.reports = reports;
        this.rules = rules;
    }

    public Optional<Project> find(Viewer viewer, UUID application) {
        return store.find(viewer, application);
    }

    /** Numbers of the funds' rules that hold for the project. */
    public ContractRules.Rules rules(Project project) {
        return rules.of(project.callRegion());
    }

    /** Keeps what the applicant typed; it need not be complete. Refused when somebody saved meanwhile. */
    public Outcome<Project> save(Viewer viewer, UUID application, int revision, Edit edit) {
        return desk.command(viewer, application, project -> {
            var refusal = drafting(viewer, project, revision);
            if (refusal != null) return Outcome.refused(refusal);
            var errors = ContractCheck.typed(edit);
            if (!errors.isEmpty()) return Outcome.refused(errors);
            store.draft(application, clauses(project, project.text().with(edit)));
            desk.audit(viewer, "contract.save", project, Map.of());
            return desk.now(viewer, application);
        });
    }

    /** Hands the completed contract to the officer. */
    public Outcome<Project> submit(Viewer viewer, UUID application, int revision) {
        return desk.command(viewer, application, project -> {
            var refusal = drafting(viewer, project, revision);
            if (refusal != null) return Outcome.refused(refusal);
            var errors = ContractCheck.whole(project.text());
            if (!errors.isEmpty()) return Outcome.refused(errors);
            store.state(application, State.SUBMITTED, "", desk.clock.instant());
            if (project.application().status() == Status.RETURNED) {
                var moved = desk.lifecycle.move(viewer, Move.of(project.application(), EventKind.RESUBMITTED, ""));
                if (moved instanceof Outcome.Refused<Application>(var why)) return Outcome.refused(why);
            }
            desk.audit(viewer, "contract.submit", project, Map.of());
            desk.tellBureau(
                    project,
                    "contract.submitted/" + application + "/" + project.revision(),
                    "任务书待审核：" + project.application().label(),
                    project.application().organisationName());
            return desk.now(viewer, application);
        });
    }

    private static @Nullable FieldError drafting(Viewer viewer, Project project, int revision) {
        if (!ContractRights.applicant(viewer, project)) return FieldError.of("", "contract.error.notApplicant");
        if (project.state() != State.DRAFTING || project.application().status().isEnded()) {
            return FieldError.of("", "contract.error.notDrafting");
        }
        return project.revision() == revision ? null : FieldError.of("", "contract.error.changed");
    }

    private ContractText clauses(Project project, ContractText text) {
        return ContractDrafting.clauses(text, desk.definition(project), store.submission(project.id()));
    }

    /** Asks the applicant for amendments; also of a text that is agreed, as long as one signature is missing. */
    public Outcome<Project> giveBack(Viewer viewer, UUID application, int revision, String remark) {
        return desk.command(viewer, application, project -> {
            var refusal = deciding(viewer, project, revision, State.SUBMITTED, State.AGREED);
            if (refusal != null) return Outcome.refused(refusal);
            if (remark.isBlank() || remark.length() > 2000) return no("reason", "contract.error.reason");
            // No section of the form is open: what is corrected is the contract.
            var moved = desk.lifecycle.move(
                    viewer,
                    Move.of(project.application(), EventKind.RETURNED, remark).with(Map.of("sections", List.of())));
            if (moved instanceof Outcome.Refused<Application>(var why)) return Outcome.refused(why);
            store.state(application, State.DRAFTING, remark.strip(), desk.clock.instant());
            desk.audit(viewer, "contract.return", project, Map.of("reason", remark.strip()));
            return desk.now(viewer, application);
        });
    }

    /** The text is right: it is frozen and waits for both signatures. */
    public Outcome<Project> agree(Viewer viewer, UUID application, int revision) {
        return desk.command(viewer, application, project -> {
            var refusal = deciding(viewer, project, revision, State.SUBMITTED);
            if (refusal != null) return Outcome.refused(refusal);
            var errors = ContractCheck.whole(project.text());
            if (!errors.isEmpty()) return Outcome.refused(errors);
            var now = desk.clock.instant();
            ContractText text = clauses(project, project.text());
            store.draft(application, text);
            int version = store.freeze(viewer, application, text, null, now);
            store.state(application, State.AGREED, "", now);
            desk.audit(viewer, "contract.agree", project, Map.of("version", version));
            desk.tellApplicant(
                    project,
                    "contract.agreed/" + application + "/" + version,
                    "任务书已审定，请签署：" + project.application().label(),
                    "");
            return desk.now(viewer, application);
        });
    }

    private static @Nullable FieldError deciding(Viewer viewer, Project project, int revision, State... states) {
        if (!ContractRights.bureau(viewer, project)) return FieldError.of("", "contract.error.notBureau");
        if (!List.of(states).contains(project.state()) || !project.isOpen()) {
            return FieldError.of("", "contract.error.notThere");
        }
        return project.revision() == revision ? null : FieldError.of("", "contract.error.changed");
    }

    /**
     * Signs for the viewer's side. With the second signature the contract is confirmed: the money is committed, what
     * waits for the signature alone becomes due, and execution begins.
     *
     * @param digest of the text that was read, in hexadecimal digits
     */
    public Outcome<Project> sign(Viewer viewer, UUID application, String digest) {
        return desk.command(viewer, application, project -> {
            boolean applicant = ContractRights.applicant(viewer, project);
            if (!applicant && !ContractRights.bureau(viewer, project)) {
                return no("", "contract.error.notBureau");
            }
            if (project.state() != State.AGREED || !project.isOpen()) return no("", "contract.error.notThere");
            if (!project.digest().equals(digest)) return no("", "contract.error.changed");
            String side = applicant ? APPLICANT : BUREAU;
            var signed = store.signatures(application).stream()
                    .filter(one -> one.version() == project.version())
                    .toList();
            if (signed.stream().anyMatch(one -> one.side().equals(side))) {
                return no("", "contract.error.signedAlready");
            }
            if (signed.stream().map(Signature::account).anyMatch(viewer.requireAccount()::equals)) {
                return no("", "contract.error.samePerson");
            }
            store.sign(viewer, application, project.version(), side, desk.clock.instant());
            desk.audit(viewer, "contract.sign", project, Map.of("side", side, "version", project.version()));
            return signed.isEmpty() ? desk.now(viewer, application) : confirm(viewer, project);
        });
    }

    private Outcome<Project> confirm(Viewer viewer, Project project) {
        var errors = desk.money.commit(
                viewer, project, project.text(), rules.of(project.callRegion()).firstAtMost());
        if (!errors.isEmpty()) return Outcome.refused(errors);
        store.confirmed(project.id(), desk.today(), desk.clock.instant());
        desk.record(project, CONTRACTED, desk.today(), 1, project.sumFen(), project.id() + "/1");
        var moved = desk.lifecycle.moveAt(viewer, project.application().stage(), Move.pass(project.application()));
        if (moved instanceof Outcome.Refused<Application>(var why)) return Outcome.refused(why);
        Project signed = store.find(viewer, project.id()).orElseThrow();
        // Also what waits for a stage that was passed long ago.
        for (Stage stage : desk.definition(project).stages()) {
            var due = desk.money.passed(viewer, signed, stage.id(), "任务书已签订");
            if (!due.isEmpty()) return Outcome.refused(due);
            if (stage.id().equals(project.application().stage())) break;
        }
        desk.tellApplicant(
                project,
                "contract.confirmed/" + project.id(),
                "任务书已签订：" + project.application().label(),
                "");
        desk.tellBureau(
                project,
                "contract.confirmed/" + project.id(),
                "任务书已签订：" + project.application().label(),
                "");
        return desk.now(viewer, project.id());
    }

    /** The first draft of an application that has come to its contract. */
    void open(Application application, Stage.Contract stage) {
        var text = ContractDrafting.draft(
                application, desk.definitions.of(application.version()), store.submission(application.id()));
        store.insert(application.id(), State.DRAFTING, text, desk.clock.instant());
        Project project = store.find(application.id()).orElseThrow();
        desk.tellApplicant(
                project,
                "contract.opened/" + application.id(),
                "请填写任务书：" + application.label(),
                "请在" + stage.name().zh() + "环节补充考核指标、进度和预算后提交。");
    }

    /** A project that runs without a contract: what is known of it stands in its place. */
    void waive(Application application) {
        var text = ContractDrafting.draft(
                application, desk.definitions.of(application.version()), store.submission(application.id()));
        store.insert(application.id(), State.WAIVED, text, desk.clock.instant());
    }

    /** What has ended without ever coming to a contract can be archived all the same. */
    void ensure(Viewer viewer, UUID application) {
        if (store.find(viewer, application).isEmpty()) {
            desk.ended(viewer, application).ifPresent(this::waive);
        }
    }

    /** Reports become due by the definition's months after the start. */
    void plan(Project project) {
        var start = project.startsOn() != null ? project.startsOn() : desk.today();
        for (var report : project.text().reports()) {
            reports.insert(
                    project.id(), report.id(), report.name(), start.plusMonths(report.months()), report.midterm());
        }
    }
}
