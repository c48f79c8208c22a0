package dev.kechuang.programme.internal.decision;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.programme.internal.decision.DecisionBoard.Group;
import dev.kechuang.programme.internal.decision.DecisionBoard.Row;
import dev.kechuang.programme.internal.decision.DecisionChangeStore.Change;
import dev.kechuang.programme.internal.decision.DecisionListStore.DecisionList;
import dev.kechuang.programme.internal.decision.DecisionListStore.Entry;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Decides whom a call takes: the ranking under the budget, leaders' changes with their reasons, the draft list that one
 * person fixes and a leader confirms. Confirming moves those approved on and sets their money aside; the others stay, so
 * that the next in line can be taken when somebody leaves the list.
 */
@Service
public class DecisionService {

    private final DecisionStore store;
    private final DecisionChangeStore changes;
    private final DecisionListStore lists;
    private final Rankings rankings;
    private final GroupNames names;
    private final ObjectProvider<Definitions> definitions;
    private final ApplicationStore applications;
    private final ObjectProvider<Lifecycle> lifecycle;
    private final Reservations reservations;
    private final DecisionMessages told;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public DecisionService(
            DecisionStore store,
            DecisionChangeStore changes,
            DecisionListStore lists,
            Rankings rankings,
            GroupNames names,
            ObjectProvider<Definitions> definitions,
            ApplicationStore applications,
            ObjectProvider<Lifecycle> lifecycle,
            Reservations reservations,
            DecisionMessages told,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.changes = changes;
        this.lists = lists;
        this.rankings = rankings;
        this.names = names;
        this.definitions = definitions;
        this.applications = applications;
        this.lifecycle = lifecycle;
        this.reservations = reservations;
        this.told = told;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What the call is of. */
    public Definition definition(CallInfo call) {
        return definition(call.version());
    }

    public Definition definition(UUID version) {
        return definitions.getObject().of(version);
    }

    /** {@link Rankings#board(Viewer, UUID, Long)}. */
    public Optional<DecisionBoard> board(Viewer viewer, UUID call, @Nullable Long asked) {
        return rankings.board(viewer, call, asked);
    }

    /**
     * A leader puts an application above or below the line, or changes its sum.
     *
     * @param approve null to leave it to the ranking
     * @param amountFen null to leave it to the programme's rule
     */
    public Outcome<Change> change(
            Viewer leader,
            UUID call,
            UUID application,
            @Nullable Boolean approve,
            @Nullable Long amountFen,
            String reason) {
        return Commands.run(transactions, () -> {
            CallInfo locked = mine(leader, call);
            if (!Commands.mayDecide(leader, locked))
                return Outcome.refused(FieldError.of("", "decision.error.notLeader"));
            if (reason.strip().length() < 2 || reason.strip().length() > 1000)
                return Outcome.refused(FieldError.of("reason", "decision.error.reason"));
            if (lists.proposed(call).isPresent()) return Outcome.refused(FieldError.of("", "decision.error.fixed"));
            DecisionBoard board = rankings.board(locked, null).orElseThrow();
            Row row = board.rows().stream()
                    .filter(each -> each.candidate().application().equals(application))
                    .findFirst()
                    .orElse(null);
            if (row == null) return Outcome.refused(FieldError.of("", "decision.error.notWaiting"));
            if (amountFen != null) {
                var problem = amount(board, amountFen);
                if (problem != null) return Outcome.refused(problem);
            }
            changes.add(
                    application,
                    approve,
                    amountFen,
                    reason.strip(),
                    leader.requireAccount(),
                    leader.name(),
                    clock.instant());
            boolean nowApproved = approve == null ? row.place().isAbove() : approve;
            long nowSum = amountFen == null ? row.candidate().fen() : amountFen;
            audit.append(
                    leader,
                    AuditEvent.of("programme.decisionChanged", "application", application, label(row.candidate()))
                            .with(Map.of("reason", reason.strip()))
                            .changed("approve", row.approve(), nowApproved)
                            .changed("amount", yuan(row.amountFen()), yuan(nowSum)));
            return Outcome.done(changes.of(application).getFirst());
        });
    }

    private static @Nullable FieldError amount(DecisionBoard board, long fen) {
        var money = board.definition().money();
        if (money == null) return fen == 0 ? null : FieldError.of("amount", "decision.error.noMoney");
        if (fen < 0) return FieldError.of("amount", "decision.error.amount");
        if (money.mostFen() > 0 && fen > money.mostFen())
            return FieldError.of("amount", "decision.error.most", Figures.wan(new Money(money.mostFen())));
        if (money.leastFen() > 0 && fen < money.leastFen())
            return FieldError.of("amount", "decision.error.least", Figures.wan(new Money(money.leastFen())));
        return null;
    }

    /** Fixes the ranking as the draft list (拟立项名单), for a leader to confirm. */
    public Outcome<DecisionList> fix(Viewer officer, UUID call) {
        return Commands.run(transactions, () -> {
            CallInfo locked = mine(officer, call);
            if (!Commands.mayPrepare(officer, locked))
                return Outcome.refused(FieldError.of("", "decision.error.notYours"));
            DecisionBoard board = rankings.board(locked, null).orElse(null);
            if (board == null) return Outcome.refused(FieldError.of("", "decision.error.noDecision"));
            if (board.proposed().isPresent()) return Outcome.refused(FieldError.of("", "decision.error.fixed"));
            if (board.before() > 0) return Outcome.refused(FieldError.of("", "decision.error.before", board.before()));
            if (board.approved() == 0) return Outcome.refused(FieldError.of("", "decision.error.nobody"));
            Long available = board.availableFen();
            if (available != null && board.exceedsBudget())
                return Outcome.refused(FieldError.of(
                        "",
                        "decision.error.budget",
                        Figures.wan(new Money(board.sumFen())),
                        Figures.wan(new Money(available))));
            Group exceeded = board.exceeded().orElse(null);
            if (exceeded != null)
                return Outcome.refused(FieldError.of(
                        "",
                        "decision.error.share",
                        names.of(
                                board.definition(),
                                exceeded.share().on(),
                                exceeded.share().code()),
                        Figures.wan(new Money(exceeded.listedFen())),
                        Figures.wan(new Money(exceeded.availableFen()))));
            UUID list = lists.insert(
                    call, board.stage().id(), available, officer.requireAccount(), officer.name(), clock.instant());
            for (Group group : board.groups()) lists.share(list, group.share(), group.availableFen());
            int place = 0;
            for (Row row : board.rows()) {
                lists.add(list, ++place, row);
            }
            audit.append(
                    officer,
                    AuditEvent.of("programme.listFixed", "decisionList", list, locked.number())
                            .with(Map.of("approved", board.approved(), "amount", yuan(board.sumFen()))));
            DecisionList fixed = lists.find(call, list).orElseThrow();
            told.listFixed(locked, fixed);
            return Outcome.done(fixed);
        });
    }

    /** Takes the draft list back, so that the ranking can be changed again. */
    public Outcome<DecisionList> withdraw(Viewer officer, UUID call, UUID list, String reason) {
        return Commands.run(transactions, () -> {
            CallInfo locked = mine(officer, call);
            if (!Commands.mayPrepare(officer, locked))
                return Outcome.refused(FieldError.of("", "decision.error.notYours"));
            if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "decision.error.reason"));
            if (lists.find(call, list).isEmpty()
                    || !lists.decide(
                            list,
                            "withdrawn",
                            officer.requireAccount(),
                            officer.name(),
                            clock.instant(),
                            reason.strip())) return Outcome.refused(FieldError.of("", "decision.error.decided"));
            audit.append(
                    officer,
                    AuditEvent.of("programme.listWithdrawn", "decisionList", list, locked.number())
                            .with(Map.of("reason", reason.strip())));
            return Outcome.done(lists.find(call, list).orElseThrow());
        });
    }

    /** A leader, who is not the one who fixed it, confirms the list: those on it go on, with their money set aside. */
    public Outcome<DecisionList> confirm(Viewer leader, UUID call, UUID list) {
        return Commands.run(transactions, () -> {
            CallInfo locked = mine(leader, call);
            if (!Commands.mayDecide(leader, locked))
                return Outcome.refused(FieldError.of("", "decision.error.notLeader"));
            DecisionList found = lists.find(call, list).orElse(null);
            if (found == null || !found.state().equals("proposed"))
                return Outcome.refused(FieldError.of("", "decision.error.decided"));
            if (found.fixedBy().equals(leader.requireAccount()))
                return Outcome.refused(FieldError.of("", "decision.error.fourEyes"));
            if (!lists.decide(list, "confirmed", leader.requireAccount(), leader.name(), clock.instant(), ""))
                return Outcome.refused(FieldError.of("", "decision.error.decided"));
            var errors = takeOn(leader, locked, found);
            if (!errors.isEmpty()) return Outcome.refused(errors);
            audit.append(
                    leader,
                    AuditEvent.of("programme.listConfirmed", "decisionList", list, locked.number())
                            .with(Map.of("approved", found.approved(), "amount", yuan(found.sumFen()))));
            told.listConfirmed(locked, found);
            return Outcome.done(lists.find(call, list).orElseThrow());
        });
    }

    /** Moves first and sets money aside last, as that locks the budget line. */
    private List<FieldError> takeOn(Viewer leader, CallInfo call, DecisionList list) {
        var moved = new ArrayList<Application>();
        for (Entry entry : lists.entries(list.id())) {
            if (!entry.approve()) continue;
            Application at = applications.lock(entry.application()).orElseThrow();
            if (!at.stage().equals(list.stage()) || at.status() != Status.OPEN)
                return List.of(FieldError.of("", "decision.error.left", entry.number(), entry.title()));
            applications.grant(at.id(), entry.amountFen());
            var outcome = lifecycle.getObject().moveAt(leader, list.stage(), Move.pass(at));
            switch (outcome) {
                case Outcome.Refused<Application>(var errors) -> {
                    return errors;
                }
                case Outcome.Done<Application>(var after) -> moved.add(after);
            }
        }
        for (Application each : moved) {
            var errors = reservations.reserve(leader, call, each);
            if (!errors.isEmpty()) return errors;
        }
        return List.of();
    }

    /** The call, locked; whoever may not see it gets the same answer as for one that is not there. */
    private CallInfo mine(Viewer viewer, UUID call) {
        if (store.call(viewer, call).isEmpty()) throw new NotFound("call");
        return store.lock(call);
    }

    private static String label(Candidate candidate) {
        return candidate.number() + " " + candidate.title();
    }

    private static String yuan(long fen) {
        return Figures.yuan(new Money(fen));
    }
}
