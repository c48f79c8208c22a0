package dev.kechuang.match.internal.run;

import dev.kechuang.match.internal.sheet.PackingLock;
import dev.kechuang.match.internal.sheet.Sheet;
import dev.kechuang.match.internal.sheet.Sheets;
import dev.kechuang.registry.ChangedOrganisations;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps what is shown fresh: packs the sheets of organisations whose facts changed, decides every rule of the day for
 * them, and stores the difference, all in one transaction. However often it is done, and by however many nodes, it comes
 * to the same.
 */
@Service
public class ChangedMatches {

    /** Organisations of one transaction: some seconds of work. */
    private static final int BATCH = 4_000;

    private final ChangedOrganisations changed;
    private final Sheets sheets;
    private final PackingLock lock;
    private final RuleSets rules;
    private final Decider decider;
    private final Slots slots;
    private final RunStore runs;
    private final TransactionOperations transactions;
    private final Clock clock;

    public ChangedMatches(
            ChangedOrganisations changed,
            Sheets sheets,
            PackingLock lock,
            RuleSets rules,
            Decider decider,
            Slots slots,
            RunStore runs,
            TransactionOperations transactions,
            Clock clock) {
        this.changed = changed;
        this.sheets = sheets;
        this.lock = lock;
        this.rules = rules;
        this.decider = decider;
        this.slots = slots;
        this.runs = runs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Decides until nothing waits, or another node is at it. */
    public int decide() {
        int all = 0;
        for (int some = batch(); some > 0; some = batch()) all += some;
        return all;
    }

    /** @return how many organisations were decided; 0 when nothing waits or another node is at it */
    int batch() {
        return Objects.requireNonNull(transactions.execute(status -> {
            if (!lock.aloneIfFree()) return 0;
            LocalDate day = LocalDate.now(clock);
            var organisations = new LinkedHashSet<>(changed.take(BATCH));
            organisations.addAll(runs.due(day, BATCH));
            if (!organisations.isEmpty()) decide(organisations, day);
            return organisations.size();
        }));
    }

    private void decide(LinkedHashSet<UUID> organisations, LocalDate day) {
        RuleSet today = rules.on(day);
        List<Sheet> counting = sheets.pack(organisations, day).stream()
                .filter(sheet -> sheet.facts() != null)
                .toList();
        MatchRows now = decider.decide(today, counting);
        int slot = slots.shown();
        var differences = Differences.of(slots.of(slot, organisations), now, today, slots.policies());
        slots.replace(slot, organisations, now, day);
        slots.log(differences, null, clock.instant());
    }
}
