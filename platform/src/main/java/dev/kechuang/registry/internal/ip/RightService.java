package dev.kechuang.registry.internal.ip;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.registry.internal.ip.OwnerNames.Known;
import dev.kechuang.registry.internal.ip.Right.Cell;
import dev.kechuang.registry.internal.ip.Right.End;
import dev.kechuang.registry.internal.ip.Right.Owner;
import dev.kechuang.registry.internal.ip.RightRules.Holding;
import dev.kechuang.registry.internal.ip.RightRules.Stated;
import dev.kechuang.registry.internal.ip.RightStore.Entry;
import dev.kechuang.registry.internal.ip.RightStore.NewRight;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What officers do with rights. Each change is a version with its row in the history, its records and its audit entry;
 * whoever started from an older version is refused.
 */
@Service
public class RightService {

    private final RightStore store;
    private final RightRules rules;
    private final OwnerRules owners;
    private final RightBatch batch;
    private final RightRecords records;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public RightService(
            RightStore store,
            RightRules rules,
            OwnerRules owners,
            RightBatch batch,
            RightRecords records,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.owners = owners;
        this.batch = batch;
        this.records = records;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    public Optional<Right> find(Viewer viewer, UUID id) {
        return store.find(viewer, id);
    }

    /** An officer keeps what counts in the own regions. */
    public static boolean mayKeep(Viewer viewer, Cell cell) {
        return viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER)
                && (viewer.regions().contains(cell.region())
                        || cell.zone() != null && viewer.regions().contains(cell.zone()));
    }

    /** A new right of the organisations named in the field {@code owners}, one a line, its first owner first. */
    public Outcome<Right> create(Viewer officer, Map<String, String> typed) {
        return switch (rules.read(typed)) {
            case Outcome.Refused<Stated>(var errors) -> {
                var all = new ArrayList<>(errors);
                if (owners.read(typed, OwnerRules.NOTHING, LocalDate.now(clock))
                        instanceof Outcome.Refused<List<Owner>>(var more)) {
                    all.addAll(more);
                }
                yield Outcome.refused(all);
            }
            case Outcome.Done<Stated>(var stated) ->
                switch (owners.read(typed, stated.holding(), begin(stated.data()))) {
                    case Outcome.Refused<List<Owner>>(var errors) -> Outcome.refused(errors);
                    case Outcome.Done<List<Owner>>(var of) -> created(officer, stated.data(), of);
                };
        };
    }

    private Outcome<Right> created(Viewer officer, RightData data, List<Owner> of) {
        Cell cell = owners.cell(of.getFirst().organisation());
        if (!mayKeep(officer, cell)) return Outcome.refused(FieldError.of("owners", "ip.error.notYours"));
        return guarded(() -> {
            var right = new NewRight(store.ids(1).getFirst(), data, cell, of);
            return switch (batch.create(officer, List.of(right), "registry.ipEntered")) {
                case Outcome.Refused<Integer>(var wrong) -> Outcome.refused(wrong);
                case Outcome.Done<Integer> done -> Outcome.done(standing(right.id()));
            };
        });
    }

    /** The day from which an owner has it, where none is stated. */
    static LocalDate begin(RightData data) {
        return data.applied() != null ? data.applied() : Objects.requireNonNull(data.granted());
    }

    /** What is stated of the right anew; how its first owner has it along with it. */
    public Outcome<Right> change(Viewer officer, UUID id, int version, Map<String, String> typed, String reason) {
        return switch (rules.read(typed)) {
            case Outcome.Refused<Stated>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<Stated>(var stated) ->
                changed(officer, id, version, before -> {
                    Owner first = first(before.id());
                    Owner holding = first == null ? null : held(first, stated.holding());
                    var changes = RightData.of(before).changesTo(stated.data());
                    if (changes.isEmpty() && Objects.equals(first, holding)) return Outcome.done(before);
                    return rewritten(officer, before, stated.data(), holding, "changed", "registry.ipChanged", reason);
                });
        };
    }

    private @Nullable Owner first(UUID id) {
        return store.owners(List.of(id)).getOrDefault(id, List.of()).stream()
                .filter(owner -> owner.until() == null)
                .findFirst()
                .orElse(null);
    }

    static Owner held(Owner owner, Holding holding) {
        return new Owner(
                owner.organisation(),
                owner.name(),
                owner.since(),
                null,
                owner.position(),
                holding.share(),
                holding.obtained(),
                holding.supportsProduct());
    }

    /** Joins the running transaction. */
    Outcome<Right> rewritten(
            Viewer actor,
            Right before,
            RightData data,
            @Nullable Owner holding,
            String what,
            String action,
            String reason) {
        Instant now = clock.instant();
        var changes = RightData.of(before).changesTo(data);
        store.update(Map.of(before, data), now);
        if (holding != null) store.updateHoldings(Map.of(before.id(), List.of(holding)));
        store.history(
                List.of(new Entry(before.id(), before.version() + 1, data.endedOn(), changes)),
                what,
                actor,
                reason,
                now);
        records.settle(List.of(before.id()));
        var more = new LinkedHashMap<String, Object>(changes);
        if (!reason.isEmpty()) more.put("reason", reason);
        audit.append(actor, RightBatch.event(action, before.id(), data).with(more));
        return Outcome.done(standing(before.id()));
    }

    /** Ends a right or an application before its term (失效). */
    public Outcome<Right> end(Viewer officer, UUID id, int version, Map<String, String> typed) {
        var errors = new ArrayList<FieldError>();
        LocalDate day = RightRules.day(typed, "endedOn", errors);
        var why = End.of(RightRules.value(typed, "endReason"));
        if (day == null && errors.isEmpty()) errors.add(FieldError.of("endedOn", "ip.error.required"));
        if (why.isEmpty()) errors.add(FieldError.of("endReason", "ip.error.required"));
        String note = note(typed, errors);
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return changed(officer, id, version, before -> {
            if (before.endedOn() != null) return Outcome.refused(FieldError.of("", "ip.error.endedAlready"));
            var texts = new LinkedHashMap<>(RightData.of(before).texts());
            texts.put("endedOn", String.valueOf(day));
            texts.put("endReason", why.get().code());
            return switch (rules.read(texts)) {
                case Outcome.Refused<Stated>(var wrong) -> Outcome.refused(wrong);
                case Outcome.Done<Stated>(var stated) ->
                    rewritten(officer, before, stated.data(), null, "ended", "registry.ipEnded", note);
            };
        });
    }

    /** Takes an early end back (恢复权利): a fee paid within the time for restoration, an invalidation overturned. */
    public Outcome<Right> restore(Viewer officer, UUID id, int version, String reason) {
        if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "ip.error.required"));
        if (reason.length() > 500) return Outcome.refused(FieldError.of("reason", "ip.error.long", 500));
        return changed(officer, id, version, before -> {
            if (before.endedOn() == null) return Outcome.refused(FieldError.of("", "ip.error.notEnded"));
            return rewritten(
                    officer,
                    before,
                    RightData.of(before).ended(null, null),
                    null,
                    "restored",
                    "registry.ipRestored",
                    reason.strip());
        });
    }

    /** Takes back what was entered by mistake: it never counted, and its numbers are free again. */
    public Outcome<Right> withdraw(Viewer officer, UUID id, int version, String reason) {
        if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "ip.error.required"));
        if (reason.length() > 500) return Outcome.refused(FieldError.of("reason", "ip.error.long", 500));
        return changed(officer, id, version, before -> {
            Instant now = clock.instant();
            store.withdraw(id, now);
            store.history(
                    List.of(new Entry(id, before.version() + 1, null, Map.of())),
                    "withdrawn",
                    officer,
                    reason.strip(),
                    now);
            records.settle(List.of(id));
            audit.append(
                    officer,
                    RightBatch.event("registry.ipWithdrawn", id, RightData.of(before))
                            .with(Map.of("reason", reason.strip())));
            return Outcome.done(standing(id));
        });
    }

    /**
     * Who owns it from a day on (转让、变更权利人): field {@code owners} as in {@link #create}, {@code since} the day, {@code
     * obtained} how the new ones got it. Who is no longer named stops owning it on that day.
     */
    public Outcome<Right> transfer(Viewer officer, UUID id, int version, Map<String, String> typed) {
        var errors = new ArrayList<FieldError>();
        LocalDate day = RightRules.day(typed, "since", errors);
        if (day == null && errors.isEmpty()) errors.add(FieldError.of("since", "ip.error.required"));
        if (day != null && day.isAfter(LocalDate.now(clock))) errors.add(FieldError.of("since", "ip.error.ahead"));
        String note = note(typed, errors);
        Holding holding = rules.holding(typed, errors);
        Outcome<List<Owner>> named = owners.read(typed, holding, day == null ? LocalDate.now(clock) : day);
        errors.addAll(named.fold(all -> List.<FieldError>of(), wrong -> wrong));
        if (!errors.isEmpty() || day == null) return Outcome.refused(errors);
        List<Owner> after = named.fold(all -> all, wrong -> List.of());
        return changed(officer, id, version, before -> owned(officer, before, after, day, note));
    }

    private Outcome<Right> owned(Viewer actor, Right before, List<Owner> named, LocalDate day, String reason) {
        UUID id = before.id();
        if (day.isBefore(begin(RightData.of(before)))) {
            return Outcome.refused(FieldError.of(
                    "since", "ip.error.order", begin(RightData.of(before)).toString()));
        }
        var history = store.owners(List.of(id)).getOrDefault(id, List.of());
        var standing = history.stream().filter(owner -> owner.until() == null).toList();
        for (Owner owner : standing) {
            if (named.stream().noneMatch(next -> next.organisation().equals(owner.organisation()))
                    && day.isBefore(owner.since())) {
                return Outcome.refused(
                        FieldError.of("since", "ip.error.order", owner.since().toString()));
            }
        }
        var kept = new ArrayList<Owner>();
        var added = new ArrayList<Owner>();
        for (Owner next : named) {
            var was = standing.stream()
                    .filter(owner -> owner.organisation().equals(next.organisation()))
                    .findFirst();
            if (was.isEmpty()) {
                boolean again = history.stream()
                        .anyMatch(owner -> owner.organisation().equals(next.organisation())
                                && owner.until() != null
                                && owner.until().isAfter(day));
                if (again) return Outcome.refused(FieldError.of("since", "ip.error.ownedThen", next.name()));
                added.add(next);
            } else {
                kept.add(new Owner(
                        next.organisation(),
                        next.name(),
                        was.get().since(),
                        null,
                        next.position(),
                        next.share(),
                        was.get().obtained(),
                        was.get().supportsProduct()));
            }
        }
        var left = standing.stream()
                .filter(owner ->
                        named.stream().noneMatch(next -> next.organisation().equals(owner.organisation())))
                .toList();
        String was = names(standing);
        String is = names(named);
        if (was.equals(is)) return Outcome.done(before);
        Instant now = clock.instant();
        left.forEach(owner -> store.endOwner(id, owner.organisation(), day));
        store.updateOwners(id, kept);
        added.forEach(owner -> store.addOwner(id, owner));
        Cell cell = owners.cell(named.getFirst().organisation());
        if (cell.equals(before.cell())) store.touch(List.of(id), now);
        else store.move(Map.of(before, cell), day, now);
        store.history(
                List.of(new Entry(id, before.version() + 1, day, Map.of("owners", List.of(was, is)))),
                "owners",
                actor,
                reason,
                now);
        records.settle(List.of(id));
        audit.append(
                actor,
                RightBatch.event("registry.ipTransferred", id, RightData.of(before))
                        .with(Map.of("owners", List.of(was, is), "on", day.toString())));
        return Outcome.done(standing(id));
    }

    /** In their order, with what each has of it. */
    static String names(List<Owner> owners) {
        return String.join(
                "、",
                owners.stream()
                        .map(owner -> (owner.name() + " " + owner.shown()).strip())
                        .toList());
    }

    private static String note(Map<String, String> typed, List<FieldError> errors) {
        String note = RightRules.value(typed, "reason");
        if (note.length() > 500) errors.add(FieldError.of("reason", "ip.error.long", 500));
        return note;
    }

    Right standing(UUID id) {
        return Objects.requireNonNull(store.lock(List.of(id)).get(id));
    }

    private Outcome<Right> changed(Viewer officer, UUID id, int version, Function<Right, Outcome<Right>> command) {
        return guarded(() -> {
            if (store.find(officer, id).isEmpty()) return Outcome.refused(FieldError.of("", "ip.error.gone"));
            Right before = standing(id);
            if (before.version() != version || before.withdrawn()) {
                return Outcome.refused(FieldError.of("", "ip.error.stale"));
            }
            if (!mayKeep(officer, before.cell())) return Outcome.refused(FieldError.of("", "ip.error.notYours"));
            return command.apply(before);
        });
    }

    interface Command {
        Outcome<Right> run();
    }

    /** In one transaction, or nothing; what the database refuses is told as people read it. */
    Outcome<Right> guarded(Command command) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                var outcome = command.run();
                if (outcome instanceof Outcome.Refused<Right>) status.setRollbackOnly();
                return outcome;
            }));
        } catch (DataIntegrityViolationException e) {
            return Outcome.refused(refusal(e));
        }
    }

    static FieldError refusal(DataIntegrityViolationException e) {
        String message = String.valueOf(e.getMostSpecificCause().getMessage());
        if (message.contains("ip_application_number_once")) {
            return FieldError.of("applicationNumber", "ip.error.twice", "");
        }
        if (message.contains("ip_grant_number_once")) return FieldError.of("grantNumber", "ip.error.twice", "");
        if (message.contains("shares of the owners")) return FieldError.of("owners", "ip.error.shares");
        if (message.contains("ip_owner")) return FieldError.of("owners", "ip.error.ownerTwice");
        throw e;
    }

    /** The organisation as an owner from a day on. */
    static Owner owner(Known known, int position, Holding holding, LocalDate since) {
        return new Owner(
                known.id(),
                known.name(),
                holding.since() == null ? since : holding.since(),
                null,
                position,
                holding.share(),
                holding.obtained(),
                holding.supportsProduct());
    }
}
