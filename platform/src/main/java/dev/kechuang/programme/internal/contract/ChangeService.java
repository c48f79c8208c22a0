package dev.kechuang.programme.internal.contract;

import static dev.kechuang.programme.internal.contract.ContractDesk.no;

import dev.kechuang.programme.internal.contract.ChangeStore.Change;
import dev.kechuang.programme.internal.contract.ContractText.Edit;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Changes while a project runs: asked for by the applicant, decided with reason, each approved one a new text. */
@Service
public class ChangeService {

    private final ContractDesk desk;
    private final ContractStore store;
    private final ChangeStore changes;

    public ChangeService(ContractDesk desk, ContractStore store, ChangeStore changes) {
        this.desk = desk;
        this.store = store;
        this.changes = changes;
    }

    /**
     * Asks for a change of one kind; of {@code wanted} only that part counts.
     *
     * @param version number of the text that was looked at
     */
    public Outcome<Change> ask(
            Viewer viewer, UUID application, int version, Change.Kind kind, Edit wanted, String reason) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.applicant(viewer, project)) return no("", "contract.error.notApplicant");
            if (!running(project)) return no("", "contract.change.error.notRunning");
            if (project.version() != version) return no("", "contract.error.changed");
            if (changes.of(application).stream().anyMatch(one -> one.state() == Change.State.OPEN)) {
                return no("", "contract.change.error.open");
            }
            Edit proposal = part(kind, project.text().edit(), wanted);
            var errors = new ArrayList<FieldError>();
            if (reason.isBlank() || reason.length() > 2000)
                errors.add(FieldError.of("reason", "contract.error.reason"));
            if (proposal.equals(project.text().edit())) {
                errors.add(FieldError.of(field(kind), "contract.change.error.same"));
            }
            errors.addAll(ContractCheck.whole(project.text().with(proposal)));
            if (kind == Change.Kind.TERM
                    && proposal.endsOn() != null
                    && proposal.endsOn().isBefore(desk.today())) {
                errors.add(FieldError.of("endsOn", "contract.change.error.past"));
            }
            if (!errors.isEmpty()) return Outcome.refused(errors);
            int number = changes.insert(viewer, application, kind, proposal, reason.strip(), desk.clock.instant());
            desk.audit(viewer, "contract.changeAsk", project, Map.of("change", number, "kind", kind.code()));
            desk.tellBureau(
                    project,
                    "contract.change/" + application + "/" + number,
                    "变更申请待审批：" + project.application().label(),
                    reason.strip());
            return Outcome.done(changes.find(application, number).orElseThrow());
        });
    }

    private static boolean running(Project project) {
        return project.confirmed() && project.isOpen() && project.application().stageKind() == Stage.Kind.EXECUTION;
    }

    private static String field(Change.Kind kind) {
        return switch (kind) {
            case LEADER -> "leader";
            case TERM -> "endsOn";
            case BUDGET -> "budget-0-grant";
            case CONTENT -> "milestone-0-text";
        };
    }

    private static Edit part(Change.Kind kind, Edit now, Edit wanted) {
        return switch (kind) {
            case LEADER -> now.leader(wanted.leader().strip());
            case TERM -> wanted.endsOn() == null ? now : now.endsOn(wanted.endsOn());
            case BUDGET -> now.budget(wanted.budget());
            case CONTENT -> now.content(wanted.milestones(), wanted.targets());
        };
    }

    public Outcome<Change> withdraw(Viewer viewer, UUID application, int number) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.applicant(viewer, project)) return no("", "contract.error.notApplicant");
            Optional<Change> found = changes.find(application, number);
            if (found.isEmpty() || found.get().state() != Change.State.OPEN) {
                return no("", "contract.change.error.decided", name(found));
            }
            changes.decide(viewer, found.get(), Change.State.WITHDRAWN, "", desk.clock.instant());
            desk.audit(viewer, "contract.changeWithdraw", project, Map.of("change", number));
            return Outcome.done(changes.find(application, number).orElseThrow());
        });
    }

    /** Approves or refuses; an approved change becomes the text in force. */
    public Outcome<Change> decide(Viewer viewer, UUID application, int number, boolean approve, String reason) {
        return desk.command(viewer, application, project -> {
            if (!ContractRights.bureau(viewer, project)) return no("", "contract.error.notBureau");
            Optional<Change> found = changes.find(application, number);
            if (found.isEmpty() || found.get().state() != Change.State.OPEN) {
                return no("", "contract.change.error.decided", name(found));
            }
            if (reason.isBlank() || reason.length() > 2000) return no("reason", "contract.error.reason");
            if (approve && !running(project)) return no("", "contract.change.error.notRunning");
            Change change = found.get();
            var now = desk.clock.instant();
            changes.decide(viewer, change, approve ? Change.State.APPROVED : Change.State.REFUSED, reason.strip(), now);
            if (approve) {
                ContractText text = ContractDrafting.clauses(
                        project.text().with(change.proposal()),
                        desk.definition(project),
                        store.submission(application));
                store.freeze(viewer, application, text, number, now);
                store.draft(application, text);
            }
            desk.audit(
                    viewer,
                    approve ? "contract.changeApprove" : "contract.changeRefuse",
                    project,
                    Map.of("change", number, "kind", change.kind().code(), "reason", reason.strip()));
            desk.lifecycle.note(
                    viewer,
                    application,
                    reason.strip(),
                    Map.of(
                            "change",
                            number,
                            "approved",
                            approve,
                            "kind",
                            change.kind().code()));
            desk.tellApplicant(
                    project,
                    "contract.changeDecided/" + application + "/" + number,
                    (approve ? "变更申请已批准：" : "变更申请未批准：") + project.application().label(),
                    reason.strip());
            return Outcome.done(changes.find(application, number).orElseThrow());
        });
    }

    private static String name(Optional<Change> change) {
        return change.map(Change::decidedName).orElse("");
    }

    public List<Change> of(UUID application) {
        return changes.of(application);
    }
}
