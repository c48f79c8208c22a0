package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.Commands.refused;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
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
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** The life of money set aside for somebody, up to the payment orders. */
@Service
public class AllocationService implements Allocations {

    private final AllocationStore store;
    private final LineStore lines;
    private final Ledger ledger;
    private final Commands commands;
    private final FundRecords records;
    private final AuditLog audit;
    private final Clock clock;

    public AllocationService(
            AllocationStore store,
            LineStore lines,
            Ledger ledger,
            Commands commands,
            FundRecords records,
            AuditLog audit,
            Clock clock) {
        this.store = store;
        this.lines = lines;
        this.ledger = ledger;
        this.commands = commands;
        this.records = records;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Outcome<Allocation> reserve(Viewer actor, String key, NewAllocation wanted) {
        if (wanted.amount().fen() <= 0 || wanted.amount().compareTo(BudgetService.MOST) > 0) {
            return refused("amount", "fund.error.amount");
        }
        if (wanted.title().isBlank() || wanted.title().length() > 300) return refused("title", "fund.error.title");
        return commands.run(() -> {
            var accounts = ledger.accounts(wanted.line(), null);
            if (!accounts.has(AccountKind.AVAILABLE)) return refused("line", "fund.error.gone");
            String content = "reserve " + wanted;
            var inserted = store.insert(wanted, clock.instant());
            if (inserted.isEmpty()) {
                Row there = store.lock(wanted.line(), wanted.reference()).orElseThrow();
                Boolean seen = ledger.seen(key, content);
                if (seen == null) return refused("reference", "fund.error.allocated");
                return seen ? done(there.id()) : Commands.otherContent();
            }
            UUID id = inserted.get();
            var own = ledger.open(
                    wanted.line(),
                    id,
                    AccountKind.RESERVED,
                    AccountKind.COMMITTED,
                    AccountKind.TRANSIT,
                    AccountKind.PAID);
            var legs = List.of(
                    new Leg(accounts.id(AccountKind.AVAILABLE), -wanted.amount().fen()),
                    new Leg(own.id(AccountKind.RESERVED), wanted.amount().fen()));
            var entry = new Entry(key, content, Kind.RESERVE, today(), wanted.reference(), wanted.title(), legs);
            return posted(actor, entry, id, posting -> {
                audit.append(
                        actor,
                        AuditEvent.of("fund.reserved", "allocation", id, wanted.title())
                                .with(Map.of("amount", BudgetService.yuan(wanted.amount()))));
            });
        });
    }

    @Override
    public Outcome<Allocation> release(Viewer actor, String key, UUID allocation, Money sum, String reason) {
        String content = "release " + allocation + " " + sum.fen();
        return once(key, content, allocation, row -> {
            if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
            var own = ledger.accounts(row.line(), allocation);
            long reserved = own.balance(AccountKind.RESERVED);
            if (sum.fen() <= 0 || sum.fen() > reserved) {
                return refused("amount", "fund.error.release", Figures.yuan(new Money(reserved)));
            }
            var legs = List.of(new Leg(own.id(AccountKind.RESERVED), -sum.fen()), new Leg(available(row), sum.fen()));
            var entry = entry(key, content, Kind.RELEASE, row, reason, legs);
            return posted(actor, entry, allocation, posting -> note(actor, "fund.released", row, sum, reason));
        });
    }

    @Override
    public Outcome<Allocation> commit(Viewer actor, String key, UUID allocation, Commitment commitment) {
        String content = "commit " + allocation + " " + commitment.instalments() + " " + sorted(commitment);
        return once(key, content, allocation, row -> {
            if (row.endedOn() != null) return refused("", "fund.error.ended");
            if (row.contracted().fen() > 0) return refused("", "fund.error.committed");
            var errors = CommitmentRules.check(commitment, List.of());
            if (!errors.isEmpty()) return Outcome.refused(errors);
            var own = ledger.accounts(row.line(), allocation);
            long reserved = own.balance(AccountKind.RESERVED);
            Money sum = commitment.sum();
            if (sum.fen() > reserved) {
                return refused("instalments", "fund.error.reserved", Figures.yuan(new Money(reserved)));
            }
            var legs = List.of(
                    new Leg(own.id(AccountKind.RESERVED), -reserved),
                    new Leg(own.id(AccountKind.COMMITTED), sum.fen()),
                    new Leg(available(row), reserved - sum.fen()));
            store.contracted(allocation, sum);
            store.addInstalments(allocation, 1, commitment.instalments(), clock.instant());
            commitment.pledges().forEach((from, pledged) -> store.pledge(allocation, from, pledged));
            var entry = entry(key, content, Kind.COMMIT, row, "", legs);
            return posted(actor, entry, allocation, posting -> {
                records.committed(lines.find(row.line()).orElseThrow(), row.payee(), sum, 1, today(), posting);
                note(actor, "fund.committed", row, sum, "");
            });
        });
    }

    @Override
    public Outcome<Allocation> amend(Viewer actor, String key, UUID allocation, Commitment commitment, String reason) {
        String content = "amend " + allocation + " " + commitment.instalments() + " " + sorted(commitment);
        return once(key, content, allocation, row -> {
            if (row.endedOn() != null) return refused("", "fund.error.ended");
            if (row.contracted().fen() == 0) return refused("", "fund.error.notCommitted");
            if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
            var before = store.instalments(allocation);
            List<Instalment> kept = before.stream()
                    .filter(one -> one.state() == Instalment.State.PAID || one.state() == Instalment.State.ORDERED)
                    .toList();
            var errors = CommitmentRules.check(commitment, kept);
            if (before.size() + commitment.instalments().size() > CommitmentRules.NUMBERS) {
                errors.add(FieldError.of("instalments", "fund.error.instalments", CommitmentRules.NUMBERS));
            }
            if (!errors.isEmpty()) return Outcome.refused(errors);
            if (CommitmentRules.same(commitment, before)) return done(allocation);
            Money fixed = kept.stream().map(Instalment::amount).reduce(Money.ZERO, Money::plus);
            Money sum = fixed.plus(commitment.sum());
            long more = sum.fen() - row.contracted().fen();
            var own = ledger.accounts(row.line(), allocation);
            store.cancelOpen(allocation);
            store.addInstalments(allocation, before.size() + 1, commitment.instalments(), clock.instant());
            store.contracted(allocation, sum);
            commitment.pledges().forEach((from, pledged) -> store.pledge(allocation, from, pledged));
            if (more == 0) {
                note(actor, "fund.amended", row, sum, reason);
                return done(allocation);
            }
            var legs = List.of(new Leg(own.id(AccountKind.COMMITTED), more), new Leg(available(row), -more));
            var entry = entry(key, content, Kind.AMEND, row, reason, legs);
            return posted(actor, entry, allocation, posting -> {
                records.committed(
                        lines.find(row.line()).orElseThrow(), row.payee(), new Money(more), 0, today(), posting);
                note(actor, "fund.amended", row, sum, reason);
            });
        });
    }

    @Override
    public Outcome<Allocation> due(Viewer actor, UUID allocation, int instalment, String evidence) {
        return locked(allocation, row -> {
            if (row.endedOn() != null) return refused("", "fund.error.ended");
            if (BudgetService.blank(evidence)) return refused("evidence", "fund.error.evidence");
            var one = instalment(allocation, instalment);
            if (one.isEmpty()) return refused("instalment", "fund.error.instalment");
            return switch (one.get().state()) {
                case PLANNED -> {
                    store.due(allocation, instalment, evidence.strip(), clock.instant());
                    note(actor, "fund.due", row, one.get().amount(), evidence);
                    yield done(allocation);
                }
                case DUE, ORDERED, PAID -> done(allocation);
                case CANCELLED -> refused("instalment", "fund.error.instalment");
            };
        });
    }

    @Override
    public Outcome<Allocation> notDue(Viewer actor, UUID allocation, int instalment, String reason) {
        return locked(allocation, row -> {
            if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
            var one = instalment(allocation, instalment);
            if (one.isEmpty()) return refused("instalment", "fund.error.instalment");
            return switch (one.get().state()) {
                case DUE -> {
                    store.notDue(allocation, instalment);
                    note(actor, "fund.notDue", row, one.get().amount(), reason);
                    yield done(allocation);
                }
                case PLANNED -> done(allocation);
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
        return once(key, content, allocation, row -> {
            if (sum.fen() <= 0 || sum.compareTo(BudgetService.MOST) > 0) return refused("amount", "fund.error.amount");
            if (day.isAfter(today()) || day.getYear() < 2000) return refused("day", "fund.error.day");
            if (BudgetService.blank(evidence)) return refused("evidence", "fund.error.evidence");
            long source =
                    ledger.open(row.line(), null, AccountKind.source(from)).id(AccountKind.source(from));
            long funds =
                    ledger.open(row.line(), allocation, AccountKind.funds(from)).id(AccountKind.funds(from));
            var legs = List.of(new Leg(source, -sum.fen()), new Leg(funds, sum.fen()));
            var entry = new Entry(key, content, Kind.CONTRIBUTE, day, row.reference(), evidence.strip(), legs);
            return posted(actor, entry, allocation, posting -> {
                records.contributed(lines.find(row.line()).orElseThrow(), row.payee(), from, sum, day, posting);
                note(actor, "fund.contributed", row, sum, evidence);
            });
        });
    }

    @Override
    public Outcome<Allocation> end(Viewer actor, String key, UUID allocation, LocalDate day, String reason) {
        String content = "end " + allocation;
        return once(key, content, allocation, row -> {
            if (row.endedOn() != null) return done(allocation);
            if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
            if (day.isAfter(today())) return refused("day", "fund.error.day");
            var own = ledger.accounts(row.line(), allocation);
            boolean underWay = own.balance(AccountKind.TRANSIT) > 0
                    || store.instalments(allocation).stream().anyMatch(one -> one.state() == Instalment.State.ORDERED);
            if (underWay) return refused("", "fund.error.endUnderWay");
            long reserved = own.balance(AccountKind.RESERVED);
            long committed = own.balance(AccountKind.COMMITTED);
            store.cancelOpen(allocation);
            store.contracted(allocation, new Money(row.contracted().fen() - committed));
            store.end(allocation, day);
            if (reserved + committed == 0) {
                note(actor, "fund.ended", row, Money.ZERO, reason);
                return done(allocation);
            }
            var legs = List.of(
                    new Leg(own.id(AccountKind.RESERVED), -reserved),
                    new Leg(own.id(AccountKind.COMMITTED), -committed),
                    new Leg(available(row), reserved + committed));
            var entry = new Entry(key, content, Kind.RELEASE, day, row.reference(), reason.strip(), legs);
            return posted(actor, entry, allocation, posting -> {
                if (committed > 0) {
                    records.committed(
                            lines.find(row.line()).orElseThrow(), row.payee(), new Money(-committed), 0, day, posting);
                }
                note(actor, "fund.ended", row, new Money(reserved + committed), reason);
            });
        });
    }

    @Override
    public Outcome<Allocation> demand(Viewer actor, UUID allocation, Money sum, String reason) {
        return locked(allocation, row -> {
            if (row.endedOn() == null) return refused("", "fund.error.notEnded");
            if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
            var before = store.recovery(allocation);
            long received = before == null ? 0 : before.received().fen();
            long most = ledger.accounts(row.line(), allocation).balance(AccountKind.PAID) + received;
            if (sum.fen() <= 0 || sum.fen() > most || sum.fen() < received) {
                return refused("amount", "fund.error.demand", Figures.yuan(new Money(most)));
            }
            store.demand(allocation, sum, reason.strip(), today());
            note(actor, "fund.demanded", row, sum, reason);
            return done(allocation);
        });
    }

    @Override
    public Outcome<Allocation> recovered(
            Viewer actor, String key, UUID allocation, Money sum, LocalDate day, boolean toTreasury) {
        String content = "recovered " + allocation + " " + sum.fen() + " " + day + " " + toTreasury;
        return once(key, content, allocation, row -> {
            var recovery = store.recovery(allocation);
            if (recovery == null) return refused("", "fund.error.notDemanded");
            if (day.isAfter(today()) || day.isBefore(recovery.demandedOn())) return refused("day", "fund.error.day");
            Money open = recovery.demanded().minus(recovery.received());
            if (sum.fen() <= 0 || sum.compareTo(open) > 0) {
                return refused("amount", "fund.error.recovered", Figures.yuan(open));
            }
            var own = ledger.accounts(row.line(), allocation);
            var line = ledger.accounts(row.line(), null);
            var legs = List.of(
                    new Leg(own.id(AccountKind.PAID), -sum.fen()),
                    new Leg(line.id(toTreasury ? AccountKind.SURRENDERED : AccountKind.AVAILABLE), sum.fen()));
            store.received(allocation, sum);
            var entry = new Entry(key, content, Kind.RECOVER, day, row.reference(), recovery.reason(), legs);
            return posted(actor, entry, allocation, posting -> {
                records.recovered(lines.find(row.line()).orElseThrow(), row.payee(), sum, day, posting);
                note(actor, "fund.recovered", row, sum, recovery.reason());
            });
        });
    }

    @Override
    public Optional<Allocation> find(Viewer viewer, UUID allocation) {
        return store.find(viewer, allocation);
    }

    @Override
    public List<Allocation> of(Viewer viewer, String reference) {
        return store.of(viewer, reference);
    }

    /** The command on the locked allocation, unless the key says that it was done. */
    private Outcome<Allocation> once(
            String key, String content, UUID allocation, Function<Row, Outcome<Allocation>> command) {
        return locked(allocation, row -> {
            Boolean seen = ledger.seen(key, content);
            if (seen == null) return command.apply(row);
            return seen ? done(allocation) : Commands.otherContent();
        });
    }

    private Outcome<Allocation> locked(UUID allocation, Function<Row, Outcome<Allocation>> command) {
        return commands.run(
                () -> store.lock(allocation).map(command).orElseGet(() -> refused("allocation", "fund.error.gone")));
    }

    private interface After {
        void with(UUID posting);
    }

    private Outcome<Allocation> posted(Viewer actor, Entry entry, UUID allocation, After after) {
        return switch (ledger.post(actor, entry)) {
            case Ledger.Posted(var posting) -> {
                after.with(posting);
                yield done(allocation);
            }
            case Ledger.There ignored -> Commands.otherContent();
            case Ledger.OtherContent ignored -> Commands.otherContent();
            // Only the line's available money can be short: everything else was looked at under the allocation's lock.
            case Ledger.Short(var ignored, var balance) ->
                refused("amount", "fund.error.short", Figures.yuan(new Money(balance)));
        };
    }

    private Outcome<Allocation> done(UUID allocation) {
        return Outcome.done(store.read(allocation));
    }

    private Optional<Instalment> instalment(UUID allocation, int number) {
        return store.instalments(allocation).stream()
                .filter(one -> one.number() == number)
                .findFirst();
    }

    private long available(Row row) {
        return ledger.accounts(row.line(), null).id(AccountKind.AVAILABLE);
    }

    private Entry entry(String key, String content, Kind kind, Row row, String memo, List<Leg> legs) {
        String said = memo.isBlank() ? row.title() : memo.strip();
        return new Entry(key, content, kind, today(), row.reference(), said, legs);
    }

    private static Object sorted(Commitment commitment) {
        return new java.util.TreeMap<>(commitment.pledges());
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private void note(Viewer actor, String action, Row row, Money sum, String reason) {
        var details = new java.util.LinkedHashMap<String, Object>();
        details.put("amount", BudgetService.yuan(sum));
        if (!reason.isBlank()) details.put("reason", reason.strip());
        audit.append(
                actor,
                AuditEvent.of(action, "allocation", row.id(), row.title()).with(details));
    }
}
