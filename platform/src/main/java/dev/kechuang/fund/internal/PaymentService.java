package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.Commands.refused;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.fund.internal.Ledger.Entry;
import dev.kechuang.fund.internal.Ledger.Kind;
import dev.kechuang.fund.internal.Ledger.Leg;
import dev.kechuang.fund.internal.PaymentOrder.State;
import dev.kechuang.fund.internal.PaymentStore.Due;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Payment orders: made by one person, approved by another. Several at once, all or none. */
@Service
public class PaymentService {

    /** Orders of one command. */
    public static final int MOST = 1_000;

    private final PaymentStore store;
    private final AllocationStore allocations;
    private final Ledger ledger;
    private final Commands commands;
    private final AuditLog audit;
    private final Clock clock;

    public PaymentService(
            PaymentStore store,
            AllocationStore allocations,
            Ledger ledger,
            Commands commands,
            AuditLog audit,
            Clock clock) {
        this.store = store;
        this.allocations = allocations;
        this.ledger = ledger;
        this.commands = commands;
        this.audit = audit;
        this.clock = clock;
    }

    /** An instalment to be paid. */
    public record Wanted(UUID allocation, int instalment) {}

    /** Makes an order for each instalment that is due; refused with a reason for each that cannot be paid. */
    public Outcome<List<PaymentOrder>> make(Viewer officer, List<Wanted> wanted) {
        if (wanted.isEmpty() || wanted.size() > MOST) return refused("choice", "fund.error.choice", MOST);
        return commands.run(() -> {
            var held = new HashMap<UUID, AllocationStore.Row>();
            for (var row : allocations.lock(
                    wanted.stream().map(Wanted::allocation).distinct().toList())) {
                if (row.heldOn() != null) held.put(row.id(), row);
            }
            var errors = new ArrayList<FieldError>();
            var due = new ArrayList<Due>();
            for (Wanted one : wanted.stream().distinct().toList()) {
                var found = store.due(one.allocation(), one.instalment(), officer);
                var stopped = held.get(one.allocation());
                if (stopped != null && allocations.find(officer, stopped.id()).isPresent()) {
                    errors.add(FieldError.of(
                            "choice",
                            "fund.error.held",
                            stopped.title(),
                            String.valueOf(stopped.heldOn()),
                            stopped.heldReason()));
                } else if (found.isEmpty()
                        || !FundScope.handles(officer, found.get().region())) {
                    errors.add(FieldError.of("choice", "fund.error.notDue", one.instalment()));
                } else if (found.get().bankAccount() == null) {
                    errors.add(FieldError.of(
                            "choice", "fund.error.noAccount", found.get().payee()));
                } else {
                    due.add(found.get());
                }
            }
            if (!errors.isEmpty()) return Outcome.refused(errors);
            var made = new ArrayList<UUID>();
            for (Due one : due) {
                UUID id = store.insert(one, officer, clock.instant(), today().getYear());
                store.instalment(one.allocation(), one.instalment(), "ordered", one.returned(), null);
                made.add(id);
            }
            var orders = store.lock(officer, made);
            orders.forEach(order -> note(officer, "fund.paymentMade", order, ""));
            return Outcome.done(orders);
        });
    }

    /** The second pair of eyes: from now on the money is under way. Nobody approves what they made themselves. */
    public Outcome<List<PaymentOrder>> approve(Viewer approver, List<UUID> ids) {
        return each(approver, ids, (order, errors) -> {
            if (order.state() == State.APPROVED) return;
            if (order.state() != State.MADE) {
                errors.add(FieldError.of("choice", "fund.error.notMade", order.number()));
            } else if (order.madeBy().equals(approver.account())) {
                errors.add(FieldError.of("choice", "fund.error.ownPayment", order.number()));
            } else if (order.held()) {
                errors.add(FieldError.of("choice", "fund.error.heldPayment", order.number()));
            } else {
                UUID posting = move(approver, order, Kind.ORDER, today(), AccountKind.COMMITTED, AccountKind.TRANSIT);
                store.approve(order.id(), approver, posting, clock.instant());
                note(approver, "fund.paymentApproved", order, "");
            }
        });
    }

    /** The second person does not agree: the instalment is due again. */
    public Outcome<List<PaymentOrder>> refuse(Viewer approver, List<UUID> ids, String reason) {
        if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
        return each(approver, ids, (order, errors) -> {
            if (order.state() != State.MADE) {
                errors.add(FieldError.of("choice", "fund.error.notMade", order.number()));
            } else {
                store.close(order.id(), State.REFUSED, reason.strip(), null, "", null, clock.instant());
                store.instalment(order.allocation(), order.instalment(), "due", "", null);
                note(approver, "fund.paymentRefused", order, reason);
            }
        });
    }

    /** Takes back an order that has not gone to the bank; the instalment is due again. */
    public Outcome<List<PaymentOrder>> withdraw(Viewer officer, List<UUID> ids, String reason) {
        if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
        return each(officer, ids, (order, errors) -> {
            if (order.state() != State.MADE && order.state() != State.APPROVED) {
                errors.add(FieldError.of("choice", "fund.error.gone.bank", order.number()));
                return;
            }
            UUID posting = order.state() == State.APPROVED
                    ? move(officer, order, Kind.RETURN, today(), AccountKind.TRANSIT, AccountKind.COMMITTED)
                    : null;
            store.close(order.id(), State.WITHDRAWN, reason.strip(), null, "", posting, clock.instant());
            store.instalment(order.allocation(), order.instalment(), "due", "", null);
            note(officer, "fund.paymentWithdrawn", order, reason);
        });
    }

    private interface Step {
        void with(PaymentOrder order, List<FieldError> errors);
    }

    private Outcome<List<PaymentOrder>> each(Viewer viewer, List<UUID> ids, Step step) {
        if (ids.isEmpty() || ids.size() > MOST) return refused("choice", "fund.error.choice", MOST);
        var wanted = ids.stream().distinct().toList();
        return commands.run(() -> {
            var orders = store.lock(viewer, wanted);
            // Locked are those of the viewer's regions only.
            if (orders.size() != wanted.size() || !viewer.isOfficer()) return refused("choice", "fund.error.gone");
            var errors = new ArrayList<FieldError>();
            for (PaymentOrder order : orders) step.with(order, errors);
            return errors.isEmpty() ? Outcome.done(store.lock(viewer, wanted)) : Outcome.refused(errors);
        });
    }

    /** Moves the order's money from one account of its allocation to another, once. */
    UUID move(Viewer actor, PaymentOrder order, Kind kind, LocalDate day, AccountKind from, AccountKind to) {
        UUID line = allocations.line(order.allocation());
        var accounts = ledger.accounts(line, order.allocation());
        var legs = List.of(
                new Leg(accounts.id(from), -order.amount().fen()),
                new Leg(accounts.id(to), order.amount().fen()));
        String key = "fund/payment/" + order.id() + "/" + kind.code();
        var entry = new Entry(key, key, kind, day, order.reference(), order.number(), legs);
        // Under the locks of allocation and order nothing else can have happened.
        if (ledger.post(actor, entry) instanceof Ledger.Posted(var posting)) return posting;
        throw new IllegalStateException("payment " + order.number() + " could not be posted as " + kind);
    }

    private void note(Viewer actor, String action, PaymentOrder order, String reason) {
        var details = reason.isBlank()
                ? Map.<String, Object>of("amount", BudgetService.yuan(order.amount()), "account", order.account())
                : Map.<String, Object>of("amount", BudgetService.yuan(order.amount()), "reason", reason.strip());
        audit.append(
                actor,
                AuditEvent.of(action, "payment", order.id(), order.number() + " " + order.title())
                        .with(details));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
