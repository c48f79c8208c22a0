package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.Commands.refused;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Instalment;
import dev.kechuang.fund.internal.Ledger.Entry;
import dev.kechuang.fund.internal.Ledger.Kind;
import dev.kechuang.fund.internal.Ledger.Leg;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Figures;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What stops the payments of an allocation for a while (暂停拨付) or for good (终止), and what is demanded back (追回). */
@Component
public class AllocationEnding {

    private final AllocationSteps steps;
    private final FundMessages messages;

    public AllocationEnding(AllocationSteps steps, FundMessages messages) {
        this.steps = steps;
        this.messages = messages;
    }

    Outcome<Allocation> hold(Viewer actor, UUID allocation, String reason) {
        return steps.locked(allocation, row -> {
            if (row.endedOn() != null) return refused("", "fund.error.ended");
            if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
            if (row.heldOn() != null) return steps.done(allocation);
            steps.store.held(allocation, steps.today(), reason.strip());
            steps.note(actor, "fund.held", row, row.contracted(), reason);
            return steps.done(allocation);
        });
    }

    Outcome<Allocation> resume(Viewer actor, UUID allocation) {
        return steps.locked(allocation, row -> {
            if (row.heldOn() == null) return steps.done(allocation);
            steps.store.held(allocation, null, "");
            steps.note(actor, "fund.resumed", row, row.contracted(), "");
            return steps.done(allocation);
        });
    }

    Outcome<Allocation> end(Viewer actor, String key, UUID allocation, LocalDate day, String reason) {
        String content = "end " + allocation;
        return steps.once(key, content, allocation, row -> {
            if (row.endedOn() != null) return steps.done(allocation);
            if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
            if (day.isAfter(steps.today())) return refused("day", "fund.error.day");
            var own = steps.ledger.accounts(row.line(), allocation);
            boolean underWay = own.balance(AccountKind.TRANSIT) > 0
                    || steps.store.instalments(allocation).stream()
                            .anyMatch(one -> one.state() == Instalment.State.ORDERED);
            if (underWay) return refused("", "fund.error.endUnderWay");
            long reserved = own.balance(AccountKind.RESERVED);
            long committed = own.balance(AccountKind.COMMITTED);
            steps.store.cancelOpen(allocation);
            steps.store.contracted(allocation, new Money(row.contracted().fen() - committed));
            steps.store.end(allocation, day);
            if (reserved + committed == 0) {
                steps.note(actor, "fund.ended", row, Money.ZERO, reason);
                return steps.done(allocation);
            }
            var legs = List.of(
                    new Leg(own.id(AccountKind.RESERVED), -reserved),
                    new Leg(own.id(AccountKind.COMMITTED), -committed),
                    new Leg(steps.available(row), reserved + committed));
            var entry = new Entry(key, content, Kind.RELEASE, day, row.reference(), reason.strip(), legs);
            return steps.posted(actor, entry, allocation, posting -> {
                if (committed > 0) {
                    steps.records.committed(
                            steps.lines.find(row.line()).orElseThrow(),
                            row.payee(),
                            new Money(-committed),
                            0,
                            day,
                            posting);
                }
                steps.note(actor, "fund.ended", row, new Money(reserved + committed), reason);
            });
        });
    }

    Outcome<Allocation> demand(Viewer actor, UUID allocation, Money sum, String reason) {
        return steps.locked(allocation, row -> {
            if (row.endedOn() == null) return refused("", "fund.error.notEnded");
            if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
            var before = steps.store.recovery(allocation);
            long received = before == null ? 0 : before.received().fen();
            long most = steps.ledger.accounts(row.line(), allocation).balance(AccountKind.PAID) + received;
            if (sum.fen() <= 0 || sum.fen() > most || sum.fen() < received) {
                return refused("amount", "fund.error.demand", Figures.yuan(new Money(most)));
            }
            steps.store.demand(allocation, sum, reason.strip(), steps.today());
            steps.note(actor, "fund.demanded", row, sum, reason);
            messages.demanded(row, sum, steps.today(), reason.strip());
            return steps.done(allocation);
        });
    }

    Outcome<Allocation> recovered(
            Viewer actor, String key, UUID allocation, Money sum, LocalDate day, boolean toTreasury) {
        String content = "recovered " + allocation + " " + sum.fen() + " " + day + " " + toTreasury;
        return steps.once(key, content, allocation, row -> {
            var recovery = steps.store.recovery(allocation);
            if (recovery == null) return refused("", "fund.error.notDemanded");
            if (day.isAfter(steps.today()) || day.isBefore(recovery.demandedOn()))
                return refused("day", "fund.error.day");
            Money open = recovery.demanded().minus(recovery.received());
            if (sum.fen() <= 0 || sum.compareTo(open) > 0) {
                return refused("amount", "fund.error.recovered", Figures.yuan(open));
            }
            var own = steps.ledger.accounts(row.line(), allocation);
            var line = steps.ledger.accounts(row.line(), null);
            var legs = List.of(
                    new Leg(own.id(AccountKind.PAID), -sum.fen()),
                    new Leg(line.id(toTreasury ? AccountKind.SURRENDERED : AccountKind.AVAILABLE), sum.fen()));
            steps.store.received(allocation, sum);
            var entry = new Entry(key, content, Kind.RECOVER, day, row.reference(), recovery.reason(), legs);
            return steps.posted(actor, entry, allocation, posting -> {
                steps.records.recovered(steps.lines.find(row.line()).orElseThrow(), row.payee(), sum, day, posting);
                steps.note(actor, "fund.recovered", row, sum, recovery.reason());
                messages.recovered(row, posting, sum, open.minus(sum));
            });
        });
    }
}
