package dev.kechuang.programme.internal.decision;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.document.Document;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.programme.internal.decision.ApprovalStore.Approval;
import dev.kechuang.programme.internal.decision.ApprovalStore.Entry;
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
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Figures;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Approval (立项): the document is prepared by one and issued by another. Issuing approves every application on it, and,
 * when no further list follows, tells those who were not taken.
 */
@Service
public class ApprovalService {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final ApprovalStore store;
    private final DecisionStore calls;
    private final ObjectProvider<Definitions> definitions;
    private final ApplicationStore applications;
    private final ObjectProvider<Lifecycle> lifecycle;
    private final Reservations reservations;
    private final Evaluations evaluations;
    private final GroupNames names;
    private final Accounts accounts;
    private final Messages messages;
    private final DecisionMessages told;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public ApprovalService(
            ApprovalStore store,
            DecisionStore calls,
            ObjectProvider<Definitions> definitions,
            ApplicationStore applications,
            ObjectProvider<Lifecycle> lifecycle,
            Reservations reservations,
            Evaluations evaluations,
            GroupNames names,
            Accounts accounts,
            Messages messages,
            DecisionMessages told,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.calls = calls;
        this.definitions = definitions;
        this.applications = applications;
        this.lifecycle = lifecycle;
        this.reservations = reservations;
        this.evaluations = evaluations;
        this.names = names;
        this.accounts = accounts;
        this.messages = messages;
        this.told = told;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    public Optional<Stage.Approval> stage(CallInfo call) {
        return definitions.getObject().of(call.version()).first(Stage.Approval.class);
    }

    /** What the programme of the call says. */
    public Definition definition(CallInfo call) {
        return definitions.getObject().of(call.version());
    }

    public boolean givesMoney(CallInfo call) {
        return definitions.getObject().of(call.version()).money() != null;
    }

    public Outcome<Approval> prepare(Viewer officer, UUID callId, NewApproval wanted) {
        return Commands.run(transactions, () -> {
            CallInfo call = mine(officer, callId);
            if (!Commands.mayPrepare(officer, call))
                return Outcome.refused(FieldError.of("", "decision.error.notYours"));
            Stage.Approval stage = stage(call).orElse(null);
            if (stage == null) return Outcome.refused(FieldError.of("", "decision.error.noApproval"));
            var errors = problems(wanted);
            if (store.of(callId).stream().anyMatch(each -> each.state().equals("prepared")))
                errors.add(FieldError.of("", "decision.error.prepared"));
            List<Application> ready = store.ready(callId);
            if (ready.isEmpty()) errors.add(FieldError.of("", "decision.error.nothingToApprove"));
            int underWay = store.underWay(callId);
            if (wanted.last() && underWay > 0) errors.add(FieldError.of("last", "decision.error.underWay", underWay));
            errors.addAll(beyondShares(call));
            if (!errors.isEmpty()) return Outcome.refused(errors);
            UUID id = store.insert(callId, stage.id(), wanted, officer, clock.instant());
            int place = 0;
            for (Application each : ready) store.insertEntry(id, ++place, each);
            audit.append(
                    officer,
                    AuditEvent.of(
                                    "programme.approvalPrepared",
                                    "approval",
                                    id,
                                    wanted.number().strip())
                            .with(Map.of("entries", ready.size())));
            Approval prepared = store.find(callId, id).orElseThrow();
            told.approvalPrepared(call, prepared);
            return Outcome.done(prepared);
        });
    }

    /** Where no ranking kept the money of tracks and fields, the document has to. */
    private List<FieldError> beyondShares(CallInfo call) {
        Definition definition = definitions.getObject().of(call.version());
        if (definition.money() == null || definition.first(Stage.Ranking.class).isPresent()) return List.of();
        var shares = calls.shares(call.id());
        if (shares.isEmpty()) return List.of();
        var taken = calls.standing(call.id()).taken();
        return shares.stream()
                .filter(share -> taken.fen(share) > share.fen())
                .map(share -> FieldError.of(
                        "",
                        "decision.error.share",
                        names.of(definition, share.on(), share.code()),
                        Figures.wan(new Money(taken.fen(share))),
                        Figures.wan(new Money(share.fen()))))
                .toList();
    }

    private List<FieldError> problems(NewApproval wanted) {
        var errors = new ArrayList<FieldError>();
        length(errors, "number", wanted.number(), 4, 60);
        length(errors, "authority", wanted.authority(), 2, 60);
        length(errors, "title", wanted.title(), 4, 150);
        length(errors, "addressee", wanted.addressee(), 2, 200);
        length(errors, "body", wanted.body(), 10, 8000);
        length(errors, "unit", wanted.unit(), 2, 60);
        if (wanted.issuedOn().isBefore(LocalDate.ofInstant(clock.instant(), ZONE)))
            errors.add(FieldError.of("issuedOn", "decision.error.past"));
        if (store.numberTaken(wanted.number().strip()))
            errors.add(FieldError.of(
                    "number", "decision.error.numberTaken", wanted.number().strip()));
        return errors;
    }

    private static void length(List<FieldError> errors, String field, String text, int least, int most) {
        if (NoticeService.outside(text, least, most))
            errors.add(FieldError.of(field, "decision.error.length." + field, least, most));
    }

    public Outcome<Approval> withdraw(Viewer officer, UUID callId, UUID approval, String reason) {
        return Commands.run(transactions, () -> {
            CallInfo call = mine(officer, callId);
            if (!Commands.mayPrepare(officer, call))
                return Outcome.refused(FieldError.of("", "decision.error.notYours"));
            if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "decision.error.reason"));
            Approval found = store.find(callId, approval).orElseThrow(() -> new NotFound("approval"));
            if (!store.decide(approval, "withdrawn", officer, clock.instant(), reason.strip()))
                return Outcome.refused(FieldError.of("", "decision.error.decided"));
            audit.append(
                    officer,
                    AuditEvent.of("programme.approvalWithdrawn", "approval", approval, found.number())
                            .with(Map.of("reason", reason.strip())));
            return Outcome.done(store.find(callId, approval).orElseThrow());
        });
    }

    /** A leader, who did not prepare it, issues the document: from now on those on it are approved. */
    public Outcome<Approval> issue(Viewer leader, UUID callId, UUID approval) {
        return Commands.run(transactions, () -> {
            CallInfo call = mine(leader, callId);
            if (!Commands.mayDecide(leader, call))
                return Outcome.refused(FieldError.of("", "decision.error.notLeader"));
            Approval found = store.find(callId, approval).orElseThrow(() -> new NotFound("approval"));
            if (!found.state().equals("prepared")) return Outcome.refused(FieldError.of("", "decision.error.decided"));
            if (found.preparedBy().equals(leader.requireAccount()))
                return Outcome.refused(FieldError.of("", "decision.error.fourEyes"));
            if (!store.decide(approval, "issued", leader, clock.instant(), ""))
                return Outcome.refused(FieldError.of("", "decision.error.decided"));
            audit.append(
                    leader,
                    AuditEvent.of("programme.approvalIssued", "approval", approval, found.number())
                            .with(Map.of("entries", found.entries())));
            List<Application> notTaken = found.last() ? store.notTaken(callId) : List.of();
            var errors = approve(leader, call, found);
            if (errors.isEmpty()) errors = tell(leader, notTaken);
            return errors.isEmpty()
                    ? Outcome.done(store.find(callId, approval).orElseThrow())
                    : Outcome.refused(errors);
        });
    }

    private List<FieldError> approve(Viewer leader, CallInfo call, Approval approval) {
        var approved = new ArrayList<Application>();
        for (Entry entry : store.entries(approval.id())) {
            Application at = applications.lock(entry.application()).orElseThrow();
            if (!at.stage().equals(approval.stage()) || at.status() != Status.OPEN)
                return List.of(FieldError.of("", "decision.error.left", entry.number(), entry.title()));
            var outcome = lifecycle
                    .getObject()
                    .moveAt(leader, approval.stage(), Move.pass(at).with(Map.of("document", approval.number())));
            switch (outcome) {
                case Outcome.Refused<Application>(var errors) -> {
                    return errors;
                }
                case Outcome.Done<Application>(var after) -> approved.add(after);
            }
        }
        applications.announced(approved.stream().map(Application::id).toList(), clock.instant());
        for (Application each : approved) {
            var errors = reservations.reserve(leader, call, each);
            if (!errors.isEmpty()) return errors;
        }
        return List.of();
    }

    /** Those who waited for the next place are out now; all who are out learn it together. */
    private List<FieldError> tell(Viewer leader, List<Application> notTaken) {
        for (Application each : notTaken) {
            if (each.status() == Status.OPEN) {
                var outcome = lifecycle.getObject().move(leader, Move.of(each, EventKind.REFUSED, "未列入公布的名单"));
                if (outcome instanceof Outcome.Refused<Application>(var errors)) return errors;
            }
            var people = accounts.ofOrganisation(each.organisation()).stream()
                    .map(Accounts.Person::account)
                    .toList();
            if (people.isEmpty()) continue;
            String subject = "“" + each.label() + "”未列入公布的名单";
            messages.send(
                    people,
                    "programme.notTaken/" + each.id(),
                    subject.length() > 200 ? subject.substring(0, 200) : subject,
                    each.callTitle() + "的评审和决定已经结束，可以查看评审情况。",
                    "/applications/" + each.id() + "?tab=decision");
        }
        applications.announced(notTaken.stream().map(Application::id).toList(), clock.instant());
        return List.of();
    }

    /** The document as it is prepared or was issued. */
    public Optional<Document> document(Viewer viewer, UUID callId, UUID approval) {
        return calls.call(viewer, callId)
                .flatMap(call -> store.find(callId, approval)
                        .map(found -> ApprovalDocument.of(
                                found, store.entries(approval), givesMoney(call), evaluations.of(call))));
    }

    private CallInfo mine(Viewer viewer, UUID call) {
        if (calls.call(viewer, call).isEmpty()) throw new NotFound("call");
        return calls.lock(call);
    }
}
