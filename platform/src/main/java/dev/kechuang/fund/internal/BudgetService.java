package dev.kechuang.fund.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.fund.BudgetLine;
import dev.kechuang.fund.Budgets;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.internal.Ledger.Entry;
import dev.kechuang.fund.internal.Ledger.Leg;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Figures;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** Opens, raises, cuts and carries over budgets. */
@Service
public class BudgetService implements Budgets {

    /** No budget of a city's programme is near a hundred billion yuan. */
    static final Money MOST = new Money(10_000_000_000_000L);

    private final LineStore lines;
    private final Ledger ledger;
    private final Commands commands;
    private final FundRecords records;
    private final AuditLog audit;
    private final Regions regions;
    private final Clock clock;

    public BudgetService(
            LineStore lines,
            Ledger ledger,
            Commands commands,
            FundRecords records,
            AuditLog audit,
            Regions regions,
            Clock clock) {
        this.lines = lines;
        this.ledger = ledger;
        this.commands = commands;
        this.records = records;
        this.audit = audit;
        this.regions = regions;
        this.clock = clock;
    }

    @Override
    public Outcome<BudgetLine> open(Viewer officer, String key, NewBudgetLine line) {
        return commands.run(() -> {
            var errors = check(line);
            if (!FundScope.handles(officer, line.region())) {
                errors.add(FieldError.of("region", "fund.error.region"));
            }
            if (!errors.isEmpty()) return Outcome.refused(errors);
            var inserted = lines.insert(officer, line, clock.instant());
            if (inserted.isEmpty()) {
                // By somebody else, or by the same command before.
                Boolean seen = ledger.seen(key, line.toString());
                if (seen == null) return Commands.refused("name", "fund.error.lineExists");
                return seen ? Outcome.done(read(lines.find(line).orElseThrow())) : Commands.otherContent();
            }
            UUID id = inserted.get();
            var accounts = ledger.open(
                    id, null, AccountKind.FUNDING, AccountKind.CARRIED, AccountKind.AVAILABLE, AccountKind.SURRENDERED);
            if (line.budget().fen() > 0) {
                var legs = List.of(
                        new Leg(accounts.id(AccountKind.FUNDING), -line.budget().fen()),
                        new Leg(
                                accounts.id(AccountKind.AVAILABLE),
                                line.budget().fen()));
                var entry =
                        new Entry(key, line.toString(), Ledger.Kind.BUDGET, today(), reference(id), line.basis(), legs);
                if (!(ledger.post(officer, entry) instanceof Ledger.Posted(var posting))) {
                    return Commands.otherContent();
                }
                records.budget(read(id), line.budget(), 1, today(), posting);
            }
            audit.append(officer, event("fund.budgetOpened", read(id)).changed("amount", null, yuan(line.budget())));
            return Outcome.done(read(id));
        });
    }

    private List<FieldError> check(NewBudgetLine line) {
        var errors = new ArrayList<FieldError>();
        if (line.year() < 2000 || line.year() > 2100) errors.add(FieldError.of("year", "fund.error.year"));
        if (!line.programme().matches("[a-z0-9][a-z0-9-]{0,59}")) {
            errors.add(FieldError.of("programme", "fund.error.programme"));
        }
        String name = line.name();
        if (name.length() < 2 || name.length() > 100 || !name.equals(name.strip())) {
            errors.add(FieldError.of("name", "fund.error.name"));
        }
        if (regions.find(line.region()).isEmpty()) errors.add(FieldError.of("region", "fund.error.region"));
        if (!line.subjectCode().matches("([0-9]{7})?")) errors.add(FieldError.of("subjectCode", "fund.error.subject"));
        if (line.budget().fen() < 0 || line.budget().compareTo(MOST) > 0) {
            errors.add(FieldError.of("budget", "fund.error.amount"));
        }
        if (line.basis().isBlank() || line.basis().length() > 500) {
            errors.add(FieldError.of("basis", "fund.error.basis"));
        }
        return errors;
    }

    @Override
    public Outcome<BudgetLine> change(Viewer officer, String key, UUID line, Money change, String reason) {
        return withLine(officer, line, before -> {
            if (change.fen() == 0 || Math.abs(change.fen()) > MOST.fen()) {
                return Commands.refused("amount", "fund.error.amount");
            }
            if (blank(reason)) return Commands.refused("reason", "fund.error.reason");
            var accounts = ledger.accounts(line, null);
            var legs = List.of(
                    new Leg(accounts.id(AccountKind.FUNDING), -change.fen()),
                    new Leg(accounts.id(AccountKind.AVAILABLE), change.fen()));
            String content = "change " + line + " " + change.fen();
            var entry = new Entry(key, content, Ledger.Kind.BUDGET, today(), reference(line), reason.strip(), legs);
            return switch (ledger.post(officer, entry)) {
                case Ledger.Posted(var posting) -> {
                    records.budget(before, change, 0, today(), posting);
                    var after = read(line);
                    audit.append(
                            officer,
                            event("fund.budgetChanged", after)
                                    .changed("amount", yuan(before.budget()), yuan(after.budget()))
                                    .with(Map.of("reason", reason.strip())));
                    yield Outcome.done(after);
                }
                case Ledger.There ignored -> Outcome.done(read(line));
                case Ledger.OtherContent ignored -> Commands.otherContent();
                case Ledger.Short(var ignored, var balance) ->
                    Commands.refused("amount", "fund.error.cut", Figures.yuan(new Money(balance)));
            };
        });
    }

    @Override
    public Outcome<BudgetLine> carryOver(Viewer officer, String key, UUID from, UUID to, Money sum, String reason) {
        return withLine(officer, from, before -> {
            var target = lines.find(to);
            if (target.isEmpty() || !FundScope.handles(officer, target.get().region())) {
                return Commands.refused("to", "fund.error.gone");
            }
            if (target.get().year() <= before.year()) return Commands.refused("to", "fund.error.carryYear");
            if (sum.fen() <= 0 || sum.compareTo(MOST) > 0) return Commands.refused("amount", "fund.error.amount");
            if (blank(reason)) return Commands.refused("reason", "fund.error.reason");
            var here = ledger.accounts(from, null);
            var there = ledger.accounts(to, null);
            var legs = List.of(
                    new Leg(here.id(AccountKind.AVAILABLE), -sum.fen()),
                    new Leg(here.id(AccountKind.CARRIED), sum.fen()),
                    new Leg(there.id(AccountKind.CARRIED), -sum.fen()),
                    new Leg(there.id(AccountKind.AVAILABLE), sum.fen()));
            String content = "carry " + from + " " + to + " " + sum.fen();
            var entry = new Entry(key, content, Ledger.Kind.CARRY, today(), reference(from), reason.strip(), legs);
            return switch (ledger.post(officer, entry)) {
                case Ledger.Posted(var posting) -> {
                    records.budget(before, new Money(-sum.fen()), 0, today(), posting);
                    records.budget(target.get(), sum, 0, today(), posting);
                    audit.append(
                            officer,
                            event("fund.budgetCarried", before)
                                    .with(Map.of(
                                            "amount", yuan(sum), "to", label(target.get()), "reason", reason.strip())));
                    yield Outcome.done(read(from));
                }
                case Ledger.There ignored -> Outcome.done(read(from));
                case Ledger.OtherContent ignored -> Commands.otherContent();
                case Ledger.Short(var ignored, var balance) ->
                    Commands.refused("amount", "fund.error.cut", Figures.yuan(new Money(balance)));
            };
        });
    }

    private Outcome<BudgetLine> withLine(Viewer officer, UUID id, Function<BudgetLine, Outcome<BudgetLine>> command) {
        return commands.run(() -> {
            lines.lock(id);
            var line = lines.find(officer, id);
            if (line.isEmpty()) return Commands.refused("", "fund.error.gone");
            if (!FundScope.handles(officer, line.get().region())) return Commands.refused("", "fund.error.region");
            return command.apply(line.get());
        });
    }

    @Override
    public Optional<BudgetLine> find(Viewer viewer, UUID line) {
        return lines.find(viewer, line);
    }

    @Override
    public List<BudgetLine> of(Viewer viewer, int year, String programme) {
        return lines.of(viewer, year, programme);
    }

    private BudgetLine read(UUID id) {
        return lines.find(id).orElseThrow();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    static String reference(UUID line) {
        return "fund/line/" + line;
    }

    static boolean blank(String reason) {
        return reason.isBlank() || reason.length() > 500;
    }

    private static String label(BudgetLine line) {
        return line.year() + " " + line.name();
    }

    private static AuditEvent event(String action, BudgetLine line) {
        return AuditEvent.of(action, "budgetLine", line.id(), label(line));
    }

    static String yuan(Money money) {
        return money.inYuan().toPlainString();
    }
}
