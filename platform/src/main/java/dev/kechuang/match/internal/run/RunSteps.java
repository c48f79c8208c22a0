package dev.kechuang.match.internal.run;

import dev.kechuang.match.internal.run.Differences.Difference;
import dev.kechuang.match.internal.run.Run.Cause;
import dev.kechuang.match.internal.run.Run.State;
import dev.kechuang.match.internal.run.RunStore.Block;
import dev.kechuang.match.internal.sheet.PackingLock;
import dev.kechuang.match.internal.sheet.Sheet;
import dev.kechuang.match.internal.sheet.SheetReader;
import dev.kechuang.match.internal.sheet.Sheets;
import dev.kechuang.registry.ChangedOrganisations;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The steps of a run, each one transaction: what is killed in the middle has not happened, and is done again.
 *
 * <ol>
 *   <li>Stale sheets are packed, block by block.
 *   <li>The slot that is not shown is emptied; the number of the last sheet is kept.
 *   <li>It is filled, block by block; beside each block lies how it differs from what is shown.
 *   <li>Its indexes are made. Alone, what was packed since is decided again, the differences go to the log, and the slot is
 *       shown.
 * </ol>
 *
 * <p>Where only some policies are others than on the same day before, nothing is packed and only they are decided; what is
 * found lies beside the slot that is shown and takes the place of their matches there in the last transaction. Sheets that
 * are stale then are left to who packs them, with all their matches. No policy reads what another decides, so no others
 * depend on them.
 */
@Component
public class RunSteps {

    private static final Logger LOG = LoggerFactory.getLogger(RunSteps.class);

    private static final int PACKED_AT_ONCE = 2_000;
    private static final int FILLED_AT_ONCE = 16_384;

    /** Changed policies beyond which a slot is sooner filled anew than mended. */
    private static final int MENDED = 8;

    private final RunStore runs;
    private final Slots slots;
    private final Sheets sheets;
    private final SheetReader reader;
    private final PackingLock lock;
    private final RuleSets rules;
    private final Decider decider;
    private final ChangedOrganisations changed;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final int packedAtOnce;
    private final int filledAtOnce;

    @Autowired
    public RunSteps(
            RunStore runs,
            Slots slots,
            Sheets sheets,
            SheetReader reader,
            PackingLock lock,
            RuleSets rules,
            Decider decider,
            ChangedOrganisations changed,
            TransactionOperations transactions,
            Clock clock) {
        this(
                runs,
                slots,
                sheets,
                reader,
                lock,
                rules,
                decider,
                changed,
                transactions,
                clock,
                PACKED_AT_ONCE,
                FILLED_AT_ONCE);
    }

    /** With blocks of other sizes. */
    RunSteps(
            RunStore runs,
            Slots slots,
            Sheets sheets,
            SheetReader reader,
            PackingLock lock,
            RuleSets rules,
            Decider decider,
            ChangedOrganisations changed,
            TransactionOperations transactions,
            Clock clock,
            int packedAtOnce,
            int filledAtOnce) {
        this.packedAtOnce = packedAtOnce;
        this.filledAtOnce = filledAtOnce;
        this.runs = runs;
        this.slots = slots;
        this.sheets = sheets;
        this.reader = reader;
        this.lock = lock;
        this.rules = rules;
        this.decider = decider;
        this.changed = changed;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The rules or the definitions of facts are no longer those that the run began with. */
    static final class RulesChanged extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The rules that a run decides: kept as one object, since they are compiled once for each. */
    private record Narrowed(RuleSet all, List<String> only, RuleSet rules) {}

    private volatile @Nullable Narrowed narrowed;

    private RuleSet rules(Run run) {
        RuleSet now = rules.on(run.day());
        if (!now.digest().equals(run.rules()) || sheets.layout() != run.layout()) throw new RulesChanged();
        if (run.whole()) return now;
        Narrowed known = narrowed;
        if (known == null || known.all() != now || !known.only().equals(run.only())) {
            known = new Narrowed(now, run.only(), now.only(run.only()));
            narrowed = known;
        }
        return known.rules();
    }

    /** Joins the running transaction. Empty when another run is under way. */
    Optional<Long> start(Cause cause, @Nullable UUID by, String name, RuleSet rules, int layout) {
        Optional<Long> run = runs.start(cause, by, name, clock.instant(), rules, layout);
        run.ifPresent(id -> {
            Set<String> only = cause == Cause.RULES ? changedPolicies(rules, layout) : Set.of();
            if (!only.isEmpty()) {
                runs.narrow(id, only);
                return;
            }
            // What waits is packed with the rest, and not once more after it.
            lock.alone();
            runs.mark(changed.take(Integer.MAX_VALUE));
            runs.blocksToPack(id, rules.day(), layout, packedAtOnce);
        });
        return run;
    }

    /**
     * Policies that some organisation may be shown with in another version than today's, or without it; empty where that
     * can't be said, or all had better be decided.
     */
    private Set<String> changedPolicies(RuleSet now, int layout) {
        Run shown = runs.shown().orElse(null);
        if (shown == null || shown.layout() != layout || !shown.day().equals(now.day())) return Set.of();
        var is = new HashSet<>(now.codes());
        var others = new HashSet<Short>();
        // Also those of runs that were given up: meanwhile changed organisations were decided by them.
        var sets = new ArrayList<>(runs.setsSinceShown());
        if (sets.stream().anyMatch(Set::isEmpty)) return Set.of();
        for (Set<Short> was : sets) {
            was.stream().filter(code -> !is.contains(code)).forEach(others::add);
            is.stream().filter(code -> !was.contains(code)).forEach(others::add);
        }
        slots.rules(slots.shown()).stream().filter(code -> !is.contains(code)).forEach(others::add);
        var policies = slots.policies();
        var changed = new HashSet<String>();
        others.forEach(code -> changed.add(Objects.requireNonNull(policies.get(code))));
        return changed.size() <= MENDED ? changed : Set.of();
    }

    /** Does one block of the run's step. False when there is none that others do not do. */
    boolean block(Run run) {
        String step = run.state() == State.PACKING ? "packing" : "filling";
        return Objects.requireNonNull(transactions.execute(status -> {
            // Whoever gives the run up waits until the block is done, so that it writes into no later run.
            Optional<Block> block = runs.hold(run.id(), step) ? runs.take(run.id(), step) : Optional.empty();
            if (block.isEmpty()) return false;
            if (run.state() == State.PACKING) pack(run, block.get());
            else fill(run, block.get());
            return true;
        }));
    }

    private void pack(Run run, Block block) {
        lock.together();
        if (sheets.layout() != run.layout()) throw new RulesChanged();
        List<UUID> stale = runs.stale(block, run.day(), sheets.layout());
        sheets.pack(stale, run.day());
        runs.done(run.id(), "packing", block, stale.size(), 0, clock.instant());
    }

    private void fill(Run run, Block block) {
        RuleSet set = rules(run);
        int slot = Objects.requireNonNull(run.slot());
        var some = new ArrayList<Sheet>();
        reader.read(sheets.layout(), block.from(), block.until(), some::add);
        MatchRows found = decider.decide(set, some);
        if (run.whole()) {
            var shown = slots.between(1 - slot, block.from(), block.until());
            var differences = Differences.of(shown, found, set, slots.policies());
            slots.keep(news(differences, () -> slots.logged(block.from(), block.until())));
            slots.write(slot, found, run.day());
        } else {
            slots.putAside(slot, found, run.day());
        }
        runs.done(run.id(), "filling", block, some.size(), found.size(), clock.instant());
    }

    /**
     * What of differences goes to the log: before anything was ever shown, what is found for the first time is the state to
     * begin with and no news.
     */
    private List<Difference> news(List<Difference> differences, Supplier<Set<UUID>> logged) {
        if (differences.isEmpty() || runs.shown().isPresent()) return differences;
        Set<UUID> known = logged.get();
        return differences.stream()
                .filter(one -> one.before() != 0 || known.contains(one.organisation()))
                .toList();
    }

    /** From packing to filling, when all is packed. */
    void fill(long id) {
        transactions.executeWithoutResult(status -> {
            lock.alone();
            Run run = runs.lock(id).orElseThrow();
            if (run.state() != State.PACKING || !runs.allDone(id, "packing")) return;
            int slot = run.whole() ? 1 - slots.shown() : slots.shown();
            if (run.whole()) slots.clear(slot);
            else slots.clearKept();
            runs.fill(id, slot, filledAtOnce);
        });
    }

    /** Shows what was filled, when all is. */
    void show(long id) {
        Run filled = runs.find(id).orElseThrow();
        int slot = Objects.requireNonNull(filled.slot());
        if (filled.whole()) transactions.executeWithoutResult(status -> slots.index(slot));
        boolean shown = Objects.requireNonNull(transactions.execute(status -> {
            lock.alone();
            Run run = runs.lock(id).orElseThrow();
            if (run.state() != State.FILLING || !runs.allDone(id, "filling")) return false;
            RuleSet set = rules(run);
            decideLate(run, slot, set);
            int changes;
            if (run.whole()) {
                changes = slots.logKept(id, clock.instant());
                slots.show(slot);
                slots.tally(slot);
            } else {
                changes = slots.mend(slot, run.only(), set.codes(), id, clock.instant());
            }
            runs.shown(id, slots.counts(slot), changes, clock.instant());
            return true;
        }));
        if (shown) clear(filled.whole() ? 1 - slot : -1);
    }

    private void decideLate(Run run, int slot, RuleSet set) {
        var late = new ArrayList<Sheet>();
        reader.readAfter(Objects.requireNonNull(run.afterNumber()), late::add);
        if (late.isEmpty()) return;
        var organisations = late.stream().map(Sheet::organisation).toList();
        var counting = late.stream().filter(sheet -> sheet.facts() != null).toList();
        MatchRows found = decider.decide(set, counting);
        if (!run.whole()) {
            slots.takeBack(organisations);
            slots.putAside(slot, found, run.day());
            return;
        }
        slots.delete(slot, organisations);
        slots.forget(organisations);
        var differences = Differences.of(slots.of(1 - slot, organisations), found, set, slots.policies());
        slots.keep(news(differences, () -> slots.logged(organisations)));
        slots.write(slot, found, run.day());
    }

    /**
     * Takes the room back; when somebody reads there for long, the next run does.
     *
     * @param slot −1 for what was kept beside the slots alone
     */
    private void clear(int slot) {
        try {
            transactions.executeWithoutResult(status -> {
                if (slot < 0) slots.clearKept();
                else slots.clear(slot);
            });
        } catch (DataAccessException e) {
            LOG.info("slot {} stays until the next run: {}", slot, e.getMessage());
        }
    }
}
