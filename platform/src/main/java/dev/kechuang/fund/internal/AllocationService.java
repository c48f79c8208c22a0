package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.Commands.refused;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Allocations;
import dev.kechuang.fund.Commitment;
import dev.kechuang.fund.Contribution;
import dev.kechuang.fund.Instalment;
import dev.kechuang.fund.NewAllocation;
import dev.kechuang.fund.internal.AllocationStore.Row;
import dev.kechuang.fund.internal.Ledger.Entry;
import dev.kechuang.fund.internal.Ledger.Kind;
import dev.kechuang.fund.internal.Ledger.Leg;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Figures;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The life of money set aside for somebody, up to the payment orders. */
@Service
public class AllocationService implements Allocations {

    private final AllocationSteps steps;
    private final AllocationEnding ending;

    public AllocationService(AllocationSteps steps, AllocationEnding ending) {
        this.steps = steps;
        this.ending = ending;
    }

    @Override
    public Outcome<Allocation> reserve(Viewer actor, String key, NewAllocation wanted) {
        if (wanted.amount().fen() <= 0 || wanted.amount().compareTo(BudgetService.MOST) > 0) {
            return refused("amount", "fund.error.amount");
        }
        if (wanted.title().isBlank() || wanted.title().length() > 300) return refused("title", "fund.error.title");
        return steps.commands.run(() -> {
            var accounts = steps.ledger.accounts(wanted.line(), null);
            if (!accounts.has(AccountKind.AVAILABLE)) return refused("line", "fund.error.gone");
            String content = "reserve " + wanted;
            var inserted = steps.store.insert(wanted, steps.clock.instant());
            if (inserted.isEmpty()) {
                Row there = steps.store.lock(wanted.line(), wanted.reference()).orElseThrow();
                Boolean seen = steps.ledger.seen(key, content);
                if (seen == null) return refused("reference", "fund.error.allocated");
                return seen ? steps.done(there.id()) : Commands.otherContent();
            }
            UUID id = inserted.get();
            var own = steps.ledger.open(
                    wanted.line(),
                    id,
                    AccountKind.RESERVED,
                    AccountKind.COMMITTED,
                    AccountKind.TRANSIT,
                    AccountKind.PAID);
            var legs = List.of(
                    new Leg(accounts.id(AccountKind.AVAILABLE), -wanted.amount().fen()),
                    new Leg(own.id(AccountKind.RESERVED), wanted.amount().fen()));
            var entry = new Entry(key, content, Kind.RESERVE, steps.today(), wanted.reference(), wanted.title(), legs);
            return steps.posted(actor, entry, id, posting -> {
                steps.audit(actor, "fund.reserved", id, wanted.title(), wanted.amount(), "");
            });
        });
    }

    @Override
    public Outcome<Allocation> release(Viewer actor, String key, UUID allocation, Money sum, String reason) {
        String content = "release " + allocation + " " + sum.fen();
        return steps.once(key, content, allocation, row -> {
            if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
            var own = steps.ledger.accounts(row.line(), allocation);
            long reserved = own.balance(AccountKind.RESERVED);
            if (sum.fen() <= 0 || sum.fen() > reserved) {
                return refused("amount", "fund.error.release", Figures.yuan(new Money(reserved)));
            }
            var legs = List.of(
                    new Leg(own.id(AccountKind.RESERVED), -sum.fen()), new Leg(steps.available(row), sum.fen()));
            var entry = steps.entry(key, content, Kind.RELEASE, row, reason, legs);
            return steps.posted(
                    actor, entry, allocation, posting -> steps.note(actor, "fund.released", row, sum, reason));
        });
    }

    @Override
    public Outcome<Allocation> commit(Viewer actor, String key, UUID allocation, Commitment commitment) {
        String content = "commit " + allocation + " " + commitment.instalments() + " " + sorted(commitment);
        return steps.once(key, content, allocation, row -> {
            if (row.endedOn() != null) return refused("", "fund.error.ended");
            if (row.contracted().fen() > 0) return refused("", "fund.error.committed");
            var errors = CommitmentRules.check(commitment, List.of());
            if (!errors.isEmpty()) return Outcome.refused(errors);
            var own = steps.ledger.accounts(row.line(), allocation);
            long reserved = own.balance(AccountKind.RESERVED);
            Money sum = commitment.sum();
            if (sum.fen() > reserved) {
                return refused("instalments", "fund.error.reserved", Figures.yuan(new Money(reserved)));
            }
            var legs = List.of(
                    new Leg(own.id(AccountKind.RESERVED), -reserved),
                    new Leg(own.id(AccountKind.COMMITTED), sum.fen()),
                    new Leg(steps.available(row), reserved - sum.fen()));
            steps.store.contracted(allocation, sum);
            steps.store.addInstalments(allocation, 1, commitment.instalments(), steps.clock.instant());
            commitment.pledges().forEach((from, pledged) -> steps.store.pledge(allocation, from, pledged));
            var entry = steps.entry(key, content, Kind.COMMIT, row, "", legs);
            return steps.posted(actor, entry, allocation, posting -> {
                steps.records.committed(
                        steps.lines.find(row.line()).orElseThrow(), row.payee(), sum, 1, steps.today(), posting);
                steps.note(actor, "fund.committed", row, sum, "");
            });
        });
    }

    @Override
    public Outcome<Allocation> amend(Viewer actor, String key, UUID allocation, Commitment commitment, String reason) {
        String content = "amend " + allocation + " " + commitment.instalments() + " " + sorted(commitment);
        return steps.once(key, content, allocation, row -> {
            if (row.endedOn() != null) return refused("", "fund.error.ended");
            if (row.contracted().fen() == 0) return refused("", "fund.error.notCommitted");
            if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
            var before = steps.store.instalments(allocation);
            List<Instalment> kept = before.stream()
                    .filter(one -> one.state() == Instalment.State.PAID || one.state() == Instalment.State.ORDERED)
                    .toList();
            var errors = CommitmentRules.check(commitment, kept);
            if (before.size() + commitment.instalments().size() > CommitmentRules.NUMBERS) {
                errors.add(FieldError.of("instalments", "fund.error.instalments", CommitmentRules.NUMBERS));
            }
            if (!errors.isEmpty()) return Outcome.refused(errors);
            if (CommitmentRules.same(commitment, before)) return steps.done(allocation);
            Money fixed = kept.stream().map(Instalment::amount).reduce(Money.ZERO, Money::plus);
            Money sum = fixed.plus(commitment.sum());
            long more = sum.fen() - row.contracted().fen();
            var own = steps.ledger.accounts(row.line(), allocation);
            steps.store.cancelOpen(allocation);
            steps.store.addInstalments(allocation, before.size() + 1, commitment.instalments(), steps.clock.instant());
            steps.store.contracted(allocation, sum);
            commitment.pledges().forEach((from, pledged) -> steps.store.pledge(allocation, from, pledged));
            if (more == 0) {
                steps.note(actor, "fund.amended", row, sum, reason);
                return steps.done(allocation);
            }
            var legs = List.of(new Leg(own.id(AccountKind.COMMITTED), more), new Leg(steps.available(row), -more));
            var entry = steps.entry(key, content, Kind.AMEND, row, reason, legs);
            return steps.posted(actor, entry, allocation, posting -> {
                steps.records.committed(
                        steps.lines.find(row.line()).orElseThrow(),
                        row.payee(),
                        new Money(more),
                        0,
                        steps.today(),
                        posting);
                steps.note(actor, "fund.amended", row, sum, reason);
            });
        });
    }

    @Override
    public Outcome<Allocation> due(Viewer actor, UUID allocation, int instalment, String evidence) {
        return steps.locked(allocation, row -> {
            if (row.endedOn() != null) return refused("", "fund.error.ended");
            if (BudgetService.blank(evidence)) return refused("evidence", "fund.error.evidence");
            var one = steps.instalment(allocation, instalment);
            if (one.isEmpty()) return refused("instalment", "fund.error.instalment");
            return switch (one.get().state()) {
                case PLANNED -> {
                    steps.store.due(allocation, instalment, evidence.strip(), steps.clock.instant());
                    steps.note(actor, "fund.due", row, one.get().amount(), evidence);
                    yield steps.done(allocation);
                }
                case DUE, ORDERED, PAID -> steps.done(allocation);
                case CANCELLED -> refused("instalment", "fund.error.instalment");
            };
        });
    }

    @Override
    public Outcome<Allocation> notDue(Viewer actor, UUID allocation, int instalment, String reason) {
        return steps.locked(allocation, row -> {
            if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
            var one = steps.instalment(allocation, instalment);
            if (one.isEmpty()) return refused("instalment", "fund.error.instalment");
            return switch (one.get().state()) {
                case DUE -> {
                    steps.store.notDue(allocation, instalment);
                    steps.note(actor, "fund.notDue", row, one.get().amount(), reason);
                    yield steps.done(allocation);
                }
                case PLANNED -> steps.done(allocation);
                case ORDERED, PAID, CANCELLED -> refused("instalment", "fund.error.underWay");
            };
        });
    }

    @Override
    public Outcome<Allocation> contributed(
            Viewer actor,
            String key,
            UUID allocation,
            Contribution.From from,
            Money sum,
            LocalDate day,
            String evidence) {
        String content = "contributed " + allocation + " " + from + " " + sum.fen() + " " + day;
        return steps.once(key, content, allocation, row -> {
            if (sum.fen() <= 0 || sum.compareTo(BudgetService.MOST) > 0) return refused("amount", "fund.error.amount");
            if (day.isAfter(steps.today()) || day.getYear() < 2000) return refused("day", "fund.error.day");
            if (BudgetService.blank(evidence)) return refused("evidence", "fund.error.evidence");
            long source = steps.ledger
                    .open(row.line(), null, AccountKind.source(from))
                    .id(AccountKind.source(from));
            long funds = steps.ledger
                    .open(row.line(), allocation, AccountKind.funds(from))
                    .id(AccountKind.funds(from));
            var legs = List.of(new Leg(source, -sum.fen()), new Leg(funds, sum.fen()));
            var entry = new Entry(key, content, Kind.CONTRIBUTE, day, row.reference(), evidence.strip(), legs);
            return steps.posted(actor, entry, allocation, posting -> {
                steps.records.contributed(
                        steps.lines.find(row.line()).orElseThrow(), row.payee(), from, sum, day, posting);
                steps.note(actor, "fund.contributed", row, sum, evidence);
            });
        });
    }

    @Override
    public Outcome<Allocation> hold(Viewer actor, UUID allocation, String reason) {
        return ending.hold(actor, allocation, reason);
    }

    @Override
    public Outcome<Allocation> resume(Viewer actor, UUID allocation) {
        return ending.resume(actor, allocation);
    }

    @Override
    public Outcome<Allocation> end(Viewer actor, String key, UUID allocation, LocalDate day, String reason) {
        return ending.end(actor, key, allocation, day, reason);
    }

    @Override
    public Outcome<Allocation> demand(Viewer actor, UUID allocation, Money sum, String reason) {
        return ending.demand(actor, allocation, sum, reason);
    }

    @Override
    public Outcome<Allocation> recovered(
            Viewer actor, String key, UUID allocation, Money sum, LocalDate day, boolean toTreasury) {
        return ending.recovered(actor, key, allocation, sum, day, toTreasury);
    }

    @Override
    public Optional<Allocation> find(Viewer viewer, UUID allocation) {
        return steps.store.find(viewer, allocation);
    }

    @Override
    public List<Allocation> of(Viewer viewer, String reference) {
        return steps.store.of(viewer, reference);
    }

    private static Object sorted(Commitment commitment) {
        return new TreeMap<>(commitment.pledges());
    }
}
