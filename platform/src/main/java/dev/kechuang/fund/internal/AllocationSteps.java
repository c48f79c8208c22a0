package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.Commands.refused;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Instalment;
import dev.kechuang.fund.internal.AllocationStore.Row;
import dev.kechuang.fund.internal.Ledger.Entry;
import dev.kechuang.fund.internal.Ledger.Kind;
import dev.kechuang.fund.internal.Ledger.Leg;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Figures;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** What all commands on an allocation share: its lock, the key that makes it happen once, the posting, the audit entry. */
@Component
public class AllocationSteps {

    final AllocationStore store;
    final LineStore lines;
    final Ledger ledger;
    final Commands commands;
    final FundRecords records;
    final Clock clock;
    private final AuditLog audit;

    public AllocationSteps(
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

    /** The command on the locked allocation, unless the key says that it was done. */
    Outcome<Allocation> once(String key, String content, UUID allocation, Function<Row, Outcome<Allocation>> command) {
        return locked(allocation, row -> {
            Boolean seen = ledger.seen(key, content);
            if (seen == null) return command.apply(row);
            return seen ? done(allocation) : Commands.otherContent();
        });
    }

    Outcome<Allocation> locked(UUID allocation, Function<Row, Outcome<Allocation>> command) {
        return commands.run(
                () -> store.lock(allocation).map(command).orElseGet(() -> refused("allocation", "fund.error.gone")));
    }

    interface After {
        void with(UUID posting);
    }

    Outcome<Allocation> posted(Viewer actor, Entry entry, UUID allocation, After after) {
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

    Outcome<Allocation> done(UUID allocation) {
        return Outcome.done(store.read(allocation));
    }

    Optional<Instalment> instalment(UUID allocation, int number) {
        return store.instalments(allocation).stream()
                .filter(one -> one.number() == number)
                .findFirst();
    }

    long available(Row row) {
        return ledger.accounts(row.line(), null).id(AccountKind.AVAILABLE);
    }

    Entry entry(String key, String content, Kind kind, Row row, String memo, List<Leg> legs) {
        String said = memo.isBlank() ? row.title() : memo.strip();
        return new Entry(key, content, kind, today(), row.reference(), said, legs);
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    void note(Viewer actor, String action, Row row, Money sum, String reason) {
        audit(actor, action, row.id(), row.title(), sum, reason);
    }

    void audit(Viewer actor, String action, UUID allocation, String title, Money sum, String reason) {
        var details = new LinkedHashMap<String, Object>();
        details.put("amount", BudgetService.yuan(sum));
        if (!reason.isBlank()) details.put("reason", reason.strip());
        audit.append(
                actor, AuditEvent.of(action, "allocation", allocation, title).with(details));
    }
}
