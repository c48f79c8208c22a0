package dev.kechuang.registry.internal.ip;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.registry.internal.ip.Right.Owner;
import dev.kechuang.registry.internal.ip.RightBatch.Becomes;
import dev.kechuang.registry.internal.ip.RightEntry.Status;
import dev.kechuang.registry.internal.ip.RightEntry.What;
import dev.kechuang.registry.internal.ip.RightRules.Stated;
import dev.kechuang.registry.internal.ip.RightStore.NewRight;
import dev.kechuang.registry.internal.ip.RightStore.Sought;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What people of an organisation enter themselves, and the county officer who confirms it or gives it back. A right that
 * somebody else entered before becomes owned by both.
 */
@Service
public class EntryService {

    private static final List<String> HOLDING = List.of("since", "share", "obtained", "supportsProduct");

    private final EntryStore store;
    private final RightStore rights;
    private final RightRules rules;
    private final RightService service;
    private final OwnerRules owners;
    private final RightBatch batch;
    private final Accounts accounts;
    private final Messages messages;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public EntryService(
            EntryStore store,
            RightStore rights,
            RightRules rules,
            RightService service,
            OwnerRules owners,
            RightBatch batch,
            Accounts accounts,
            Messages messages,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.rights = rights;
        this.rules = rules;
        this.service = service;
        this.owners = owners;
        this.batch = batch;
        this.accounts = accounts;
        this.messages = messages;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What of a form an entry keeps. */
    private static Map<String, String> kept(Map<String, String> typed) {
        var fields = new LinkedHashMap<String, String>();
        RightData.FIELDS.forEach(field -> fields.put(field, RightRules.value(typed, field)));
        HOLDING.forEach(field -> fields.put(field, RightRules.value(typed, field)));
        return fields;
    }

    private static UUID own(Viewer viewer) {
        UUID own = viewer.organisation();
        if (own == null || !viewer.is(Role.APPLICANT)) throw new IllegalStateException("nobody's right");
        return own;
    }

    /** A right of one's own organisation. */
    public Outcome<UUID> enter(Viewer viewer, Map<String, String> typed) {
        UUID own = own(viewer);
        return switch (rules.read(typed)) {
            case Outcome.Refused<Stated>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<Stated>(var stated) ->
                inTransaction(() -> {
                    if (owns(own, stated.data())) return Outcome.refused(RightBatch.twice(stated.data()));
                    return inserted(viewer, own, What.NEW, null, kept(typed), stated.data());
                });
        };
    }

    private boolean owns(UUID organisation, RightData data) {
        Right there = known(data);
        return there != null
                && rights.owners(List.of(there.id())).getOrDefault(there.id(), List.of()).stream()
                        .anyMatch(owner ->
                                owner.until() == null && owner.organisation().equals(organisation));
    }

    private @Nullable Right known(RightData data) {
        var found = rights.byNumber(List.of(new Sought(data.kind(), data.applicationNumber(), data.grantNumber())));
        Right byApplication = data.applicationNumber().isEmpty()
                ? null
                : found.get(RightNumbers.key(data.kind(), data.applicationNumber(), ""));
        return byApplication != null ? byApplication : found.get(RightNumbers.key(data.kind(), "", data.grantNumber()));
    }

    private Outcome<UUID> inserted(
            Viewer viewer,
            UUID own,
            What what,
            @Nullable Right right,
            Map<String, String> fields,
            @Nullable RightData data) {
        var id = store.insert(
                own,
                what,
                right == null ? null : right.id(),
                right == null ? null : right.version(),
                fields,
                data == null ? "" : data.key(),
                viewer,
                clock.instant());
        if (id.isEmpty()) return Outcome.refused(FieldError.of("", "ip.error.entryWaits"));
        audit.append(viewer, AuditEvent.of("registry.ipStated", "ipEntry", id.get(), label(fields)));
        return Outcome.done(id.get());
    }

    private static String label(Map<String, String> fields) {
        return fields.getOrDefault("title", "");
    }

    /** What is to be different about a right of one's own. Who is not its first owner states the own holding only. */
    public Outcome<UUID> change(Viewer viewer, UUID id, int version, Map<String, String> typed) {
        UUID own = own(viewer);
        return inTransaction(() -> {
            var right = rights.find(viewer, id);
            if (right.isEmpty()) return Outcome.refused(FieldError.of("", "ip.error.gone"));
            if (right.get().version() != version || right.get().withdrawn()) {
                return Outcome.refused(FieldError.of("", "ip.error.stale"));
            }
            var texts = kept(typed);
            boolean first = right.get().cell().organisation().equals(own);
            if (!first) texts.putAll(RightData.of(right.get()).texts());
            return switch (rules.read(texts)) {
                case Outcome.Refused<Stated>(var errors) -> Outcome.refused(errors);
                case Outcome.Done<Stated>(var stated) -> {
                    Owner owner = owner(right.get().id(), own);
                    if (owner == null) yield Outcome.refused(FieldError.of("", "ip.error.gone"));
                    boolean same = RightData.of(right.get()).equals(stated.data())
                            && RightService.held(owner, stated.holding()).equals(owner);
                    if (same) yield Outcome.refused(FieldError.of("", "ip.error.nothingChanged"));
                    yield inserted(viewer, own, What.CHANGE, right.get(), texts, stated.data());
                }
            };
        });
    }

    private @Nullable Owner owner(UUID right, UUID organisation) {
        return rights.owners(List.of(right)).getOrDefault(right, List.of()).stream()
                .filter(owner -> owner.until() == null && owner.organisation().equals(organisation))
                .findFirst()
                .orElse(null);
    }

    /** That one's organisation has no right, so that policies know. */
    public Outcome<UUID> none(Viewer viewer) {
        UUID own = own(viewer);
        return inTransaction(() -> {
            if (!rights.owned(own).isEmpty()) return Outcome.refused(FieldError.of("", "ip.error.hasRights"));
            return inserted(viewer, own, What.NONE, null, Map.of(), null);
        });
    }

    /** Corrects what waits or was given back, and hands it in again. */
    public Outcome<UUID> correct(Viewer viewer, UUID id, int version, Map<String, String> typed) {
        own(viewer);
        return decided(viewer, id, version, true, entry -> {
            if (entry.what() == What.NONE) return Outcome.refused(FieldError.of("", "ip.error.nothingChanged"));
            var texts = kept(typed);
            Integer seen = null;
            if (entry.right() != null) {
                Right right = service.standing(entry.right());
                seen = right.version();
                if (!right.cell().organisation().equals(entry.organisation())) {
                    texts.putAll(RightData.of(right).texts());
                }
            }
            Integer rightVersion = seen;
            return switch (rules.read(texts)) {
                case Outcome.Refused<Stated>(var errors) -> Outcome.refused(errors);
                case Outcome.Done<Stated>(var stated) -> {
                    store.rewrite(id, texts, stated.data().key(), rightVersion, viewer, clock.instant());
                    audit.append(viewer, AuditEvent.of("registry.ipStated", "ipEntry", id, label(texts)));
                    yield Outcome.done(id);
                }
            };
        });
    }

    public Outcome<UUID> drop(Viewer viewer, UUID id, int version) {
        own(viewer);
        return decided(viewer, id, version, true, entry -> {
            store.drop(id);
            audit.append(viewer, AuditEvent.of("registry.ipDropped", "ipEntry", id, label(entry.fields())));
            return Outcome.done(id);
        });
    }

    public Outcome<UUID> giveBack(Viewer officer, UUID id, int version, String reason) {
        if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "ip.error.required"));
        if (reason.length() > 500) return Outcome.refused(FieldError.of("reason", "ip.error.long", 500));
        return decided(officer, id, version, false, entry -> {
            store.decide(id, Status.RETURNED, reason.strip(), null, officer, clock.instant());
            audit.append(
                    officer,
                    AuditEvent.of("registry.ipGivenBack", "ipEntry", id, label(entry.fields()))
                            .with(Map.of("reason", reason.strip())));
            tell(entry, "知识产权申报被退回：" + subject(entry), reason.strip(), "/ip/entries/" + id);
            return Outcome.done(id);
        });
    }

    /** It is so: a new right, a further owner of one that is there, a change, or none at all. */
    public Outcome<UUID> accept(Viewer officer, UUID id, int version) {
        return decided(officer, id, version, false, entry -> {
            Outcome<UUID> outcome = switch (entry.what()) {
                case NEW -> entered(officer, entry);
                case CHANGE -> changed(officer, entry);
                case NONE -> none(officer, entry);
            };
            if (outcome instanceof Outcome.Done<UUID>(var right)) {
                boolean of = entry.what() != What.NONE;
                store.decide(id, Status.ACCEPTED, "", of ? right : null, officer, clock.instant());
                audit.append(officer, AuditEvent.of("registry.ipAccepted", "ipEntry", id, label(entry.fields())));
                tell(entry, "知识产权申报已确认：" + subject(entry), "", of ? "/ip/" + right : "/my/ip");
                return Outcome.done(id);
            }
            return outcome;
        });
    }

    private Outcome<UUID> entered(Viewer officer, RightEntry entry) {
        return switch (rules.read(entry.fields())) {
            case Outcome.Refused<Stated>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<Stated>(var stated) -> {
                Right there = known(stated.data());
                yield there == null ? created(officer, entry, stated) : joined(officer, entry, stated, there);
            }
        };
    }

    private Outcome<UUID> created(Viewer officer, RightEntry entry, Stated stated) {
        UUID id = rights.ids(1).getFirst();
        var right =
                new NewRight(id, stated.data(), owners.cell(entry.organisation()), List.of(first(entry, stated, 1)));
        return switch (batch.create(officer, List.of(right), "registry.ipEntered")) {
            case Outcome.Refused<Integer>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<Integer> done -> Outcome.done(id);
        };
    }

    private static Owner first(RightEntry entry, Stated stated, int position) {
        var holding = stated.holding();
        return new Owner(
                entry.organisation(),
                entry.organisationName(),
                holding.since() == null ? RightService.begin(stated.data()) : holding.since(),
                null,
                position,
                holding.share(),
                holding.obtained(),
                holding.supportsProduct());
    }

    private Outcome<UUID> joined(Viewer officer, RightEntry entry, Stated stated, Right there) {
        var all = rights.owners(List.of(there.id())).getOrDefault(there.id(), List.of());
        if (all.stream().anyMatch(owner -> owner.organisation().equals(entry.organisation()))) {
            return Outcome.refused(RightBatch.twice(stated.data()));
        }
        int last = all.stream()
                .filter(owner -> owner.until() == null)
                .mapToInt(Owner::position)
                .max()
                .orElse(0);
        var becomes = new Becomes(RightData.of(there), List.of(first(entry, stated, last + 1)), List.of());
        return switch (batch.change(officer, Map.of(there, becomes), "registry.ipTransferred")) {
            case Outcome.Refused<Integer>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<Integer> done -> Outcome.done(there.id());
        };
    }

    private Outcome<UUID> changed(Viewer officer, RightEntry entry) {
        UUID id = Objects.requireNonNull(entry.right());
        Right before = service.standing(id);
        if (!Objects.equals(before.version(), entry.rightVersion()) || before.withdrawn()) {
            return Outcome.refused(FieldError.of("", "ip.error.entryStale"));
        }
        Owner owner = owner(id, entry.organisation());
        if (owner == null) return Outcome.refused(FieldError.of("", "ip.error.entryStale"));
        return switch (rules.read(entry.fields())) {
            case Outcome.Refused<Stated>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<Stated>(var stated) ->
                switch (service.rewritten(
                        officer,
                        before,
                        stated.data(),
                        RightService.held(owner, stated.holding()),
                        "changed",
                        "registry.ipChanged",
                        "")) {
                    case Outcome.Refused<Right>(var errors) -> Outcome.refused(errors);
                    case Outcome.Done<Right> done -> Outcome.done(id);
                };
        };
    }

    private Outcome<UUID> none(Viewer officer, RightEntry entry) {
        if (!rights.owned(entry.organisation()).isEmpty()) {
            return Outcome.refused(FieldError.of("", "ip.error.hasRights"));
        }
        LocalDate day = LocalDate.ofInstant(entry.enteredAt(), ZoneId.of("Asia/Shanghai"));
        store.stateNone(entry, day, officer, clock.instant());
        return Outcome.done(entry.id());
    }

    private static String subject(RightEntry entry) {
        return entry.what() == What.NONE ? "本单位没有知识产权" : label(entry.fields());
    }

    private void tell(RightEntry entry, String subject, String text, String link) {
        var people = accounts.ofOrganisation(entry.organisation()).stream()
                .map(Accounts.Person::account)
                .toList();
        if (people.isEmpty()) return;
        messages.send(people, "registry.ipEntry/" + entry.id() + "/" + entry.version(), subject, text, link);
    }

    private Outcome<UUID> decided(
            Viewer viewer, UUID id, int version, boolean byOwner, Function<RightEntry, Outcome<UUID>> command) {
        return inTransaction(() -> {
            var found = store.lock(viewer, id);
            if (found.isEmpty()) return Outcome.refused(FieldError.of("", "ip.error.gone"));
            RightEntry entry = found.get();
            boolean fits = byOwner ? entry.open() : entry.status() == Status.PENDING;
            if (entry.version() != version || !fits) return Outcome.refused(FieldError.of("", "ip.error.stale"));
            boolean may = byOwner
                    ? entry.organisation().equals(viewer.organisation())
                    : viewer.is(Role.COUNTY_OFFICER) && !entry.account().equals(viewer.account());
            if (!may) return Outcome.refused(FieldError.of("", "ip.error.notYours"));
            return command.apply(entry);
        });
    }

    private interface Command {
        Outcome<UUID> run();
    }

    private Outcome<UUID> inTransaction(Command command) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                var outcome = command.run();
                if (outcome instanceof Outcome.Refused<UUID>) status.setRollbackOnly();
                return outcome;
            }));
        } catch (DataIntegrityViolationException e) {
            return Outcome.refused(RightService.refusal(e));
        }
    }
}
