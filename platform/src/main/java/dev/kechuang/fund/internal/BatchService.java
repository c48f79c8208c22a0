package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.Commands.refused;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.fund.internal.PaymentOrder.State;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Puts approved payment orders into a file for the bank. */
@Service
public class BatchService {

    private final BatchStore store;
    private final PaymentStore payments;
    private final Commands commands;
    private final AuditLog audit;
    private final Clock clock;

    public BatchService(BatchStore store, PaymentStore payments, Commands commands, AuditLog audit, Clock clock) {
        this.store = store;
        this.payments = payments;
        this.commands = commands;
        this.audit = audit;
        this.clock = clock;
    }

    /** The file is made once and kept; the orders count as sent. All are of one region's money. */
    public Outcome<Batch> send(Viewer officer, List<UUID> orders) {
        var wanted = orders.stream().distinct().toList();
        if (wanted.isEmpty() || wanted.size() > PaymentService.MOST) {
            return refused("choice", "fund.error.choice", PaymentService.MOST);
        }
        return commands.run(() -> {
            var locked = payments.lock(officer, wanted);
            if (locked.size() != wanted.size()) return refused("choice", "fund.error.gone");
            String region = locked.getFirst().region();
            if (!FundScope.handles(officer, region)) return refused("choice", "fund.error.gone");
            var errors = new ArrayList<FieldError>();
            for (PaymentOrder order : locked) {
                if (order.state() != State.APPROVED) {
                    errors.add(FieldError.of("choice", "fund.error.notApproved", order.number()));
                } else if (order.held()) {
                    errors.add(FieldError.of("choice", "fund.error.heldPayment", order.number()));
                } else if (!order.region().equals(region)) {
                    errors.add(FieldError.of("choice", "fund.error.otherRegion", order.number()));
                }
            }
            if (!errors.isEmpty()) return Outcome.refused(errors);
            var lines = store.payments(wanted);
            String file = BankFile.write(lines);
            String number = store.nextNumber(LocalDate.now(clock).getYear());
            Money total = locked.stream().map(PaymentOrder::amount).reduce(Money.ZERO, Money::plus);
            UUID id = store.insert(
                    number, region, locked.size(), total, file, Digests.sha256(file), officer, clock.instant());
            var byNumber = new java.util.HashMap<String, UUID>();
            locked.forEach(order -> byNumber.put(order.number(), order.id()));
            for (var line : lines) payments.sent(Objects.requireNonNull(byNumber.get(line.number())), id, line.line());
            audit.append(
                    officer,
                    AuditEvent.of("fund.batchSent", "batch", id, number)
                            .with(Map.of("orders", locked.size(), "amount", BudgetService.yuan(total))));
            return Outcome.done(store.find(officer, id).orElseThrow());
        });
    }
}
