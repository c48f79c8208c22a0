package dev.kechuang.registry.internal.expert;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.ExpertInvitations;
import dev.kechuang.identity.ExpertInvitations.Invited;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.Experts.Status;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Everything that happens to a person of the pool. Each change is a version with its row in the history; whoever started
 * from an older version is refused.
 */
@Service
public class ExpertService {

    private static final Set<Status> TO_ACTIVE = Set.of(Status.CANDIDATE, Status.SUSPENDED, Status.LEFT);

    private final ExpertStore store;
    private final ExpertRules rules;
    private final ExpertRecords records;
    private final ExpertInvitations accounts;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public ExpertService(
            ExpertStore store,
            ExpertRules rules,
            ExpertRecords records,
            ExpertInvitations accounts,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.records = records;
        this.accounts = accounts;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    public Optional<Expert> find(Viewer viewer, UUID id) {
        return store.find(viewer, id);
    }

    public Optional<Expert> own(Viewer viewer) {
        return viewer.account() == null ? Optional.empty() : store.ofAccount(viewer.account());
    }

    /** An officer keeps those of the own regions, the bureau those from outside too. */
    public static boolean mayKeep(Viewer viewer, String region) {
        return viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER)
                && viewer.regions().contains(region);
    }

    /** A new person: active at once when the bureau enters it, a candidate when a county proposes it. */
    public Outcome<Expert> create(Viewer officer, Map<String, String> typed) {
        return switch (rules.read(typed)) {
            case Outcome.Refused<ExpertData>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<ExpertData>(var data) ->
                transactions.execute(status -> {
                    if (!mayKeep(officer, data.region())) {
                        return Outcome.refused(FieldError.of("region", "expert.error.notYours"));
                    }
                    var made = created(officer, data, "registry.expertAdded");
                    return made.map(id -> Outcome.done(store.find(officer, id).orElseThrow()))
                            .orElseGet(
                                    () -> Outcome.refused(FieldError.of("phone", "expert.error.twice", data.name())));
                });
        };
    }

    /** Joins the running transaction; empty for somebody who is there already. */
    Optional<UUID> created(Viewer officer, ExpertData data, String action) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.now(clock);
        boolean active = officer.is(Role.BUREAU_OFFICER);
        var id = store.insert(data, active ? Status.ACTIVE : Status.CANDIDATE, active ? today : null, now);
        if (id.isEmpty()) return id;
        var all = new LinkedHashMap<String, List<String>>();
        data.texts().forEach((field, value) -> {
            if (!value.isEmpty()) all.put(field, List.of("", value));
        });
        store.change(id.get(), 1, action, officer, "", all, now);
        if (active) records.joined(id.get(), 1, data, today);
        audit.append(officer, AuditEvent.of(action, "expert", id.get(), data.name()));
        return id;
    }

    /** Officers change everything, an expert what is one's own. */
    public Outcome<Expert> update(Viewer viewer, UUID id, int version, Map<String, String> typed, String reason) {
        return change(viewer, id, version, before -> {
            var texts = new LinkedHashMap<>(ExpertData.of(before).texts());
            boolean officer = mayKeep(viewer, before.region());
            (officer ? ExpertData.FIELDS : ExpertData.OWN_FIELDS)
                    .forEach(field -> texts.put(field, typed.getOrDefault(field, "")));
            return switch (rules.read(texts)) {
                case Outcome.Refused<ExpertData>(var errors) -> Outcome.refused(errors);
                case Outcome.Done<ExpertData>(var data) -> {
                    if (officer && !mayKeep(viewer, data.region())) {
                        yield Outcome.refused(FieldError.of("region", "expert.error.notYours"));
                    }
                    yield updated(viewer, before, data, reason, "registry.expertChanged");
                }
            };
        });
    }

    /** Joins the running transaction. */
    Outcome<Expert> updated(Viewer viewer, Expert before, ExpertData data, String reason, String action) {
        var old = ExpertData.of(before);
        var differences = old.changesTo(data);
        if (differences.isEmpty() && java.util.Objects.equals(old.organisation(), data.organisation())) {
            return Outcome.done(before);
        }
        Instant now = clock.instant();
        if (!store.update(before.id(), data, now)) {
            return Outcome.refused(FieldError.of("phone", "expert.error.twice", data.name()));
        }
        store.change(before.id(), before.version() + 1, action, viewer, reason.strip(), differences, now);
        if (before.status() == Status.ACTIVE) {
            records.moved(before.id(), before.version() + 1, old, data, LocalDate.now(clock));
        }
        audit.append(
                viewer,
                AuditEvent.of(action, "expert", before.id(), data.name())
                        .with(Map.of("changed", List.copyOf(differences.keySet()))));
        return Outcome.done(after(before));
    }

    private Expert after(Expert before) {
        return java.util.Objects.requireNonNull(store.all(List.of(before.id())).get(before.id()));
    }

    Outcome<Expert> change(Viewer viewer, UUID id, int version, Function<Expert, Outcome<Expert>> command) {
        return transactions.execute(status -> {
            var found = store.lock(viewer, id);
            if (found.isEmpty()) return Outcome.refused(FieldError.of("", "expert.error.gone"));
            Expert before = found.get();
            if (before.version() != version) return Outcome.refused(FieldError.of("", "expert.error.stale"));
            if (!mayKeep(viewer, before.region()) && !java.util.Objects.equals(viewer.account(), before.account())) {
                return Outcome.refused(FieldError.of("", "expert.error.notYours"));
            }
            var outcome = command.apply(before);
            if (outcome instanceof Outcome.Refused<Expert>) status.setRollbackOnly();
            return outcome;
        });
    }

    /** Taken in, or taken in again. The bureau decides. */
    public Outcome<Expert> activate(Viewer officer, UUID id, int version) {
        return move(officer, id, version, Status.ACTIVE, "", "registry.expertActivated");
    }

    /** For a time nobody draws the person. */
    public Outcome<Expert> suspend(Viewer officer, UUID id, int version, String reason) {
        return move(officer, id, version, Status.SUSPENDED, reason, "registry.expertSuspended");
    }

    public Outcome<Expert> leave(Viewer officer, UUID id, int version, String reason) {
        return move(officer, id, version, Status.LEFT, reason, "registry.expertLeft");
    }

    private Outcome<Expert> move(Viewer officer, UUID id, int version, Status to, String reason, String action) {
        if (!officer.is(Role.BUREAU_OFFICER)) return Outcome.refused(FieldError.of("", "expert.error.bureau"));
        if (to != Status.ACTIVE && reason.isBlank())
            return Outcome.refused(FieldError.of("reason", "expert.error.reason"));
        if (reason.length() > 200) return Outcome.refused(FieldError.of("reason", "expert.error.long", 200));
        return change(officer, id, version, before -> {
            boolean allowed = switch (to) {
                case ACTIVE -> TO_ACTIVE.contains(before.status());
                case SUSPENDED -> before.status() == Status.ACTIVE;
                case LEFT -> before.status() != Status.LEFT;
                case CANDIDATE -> false;
            };
            if (!allowed) return Outcome.refused(FieldError.of("", "expert.error.stale"));
            Instant now = clock.instant();
            LocalDate today = LocalDate.now(clock);
            LocalDate joined = before.joinedOn() == null && to == Status.SUSPENDED ? today : before.joinedOn();
            if (to == Status.ACTIVE || joined == null) joined = today;
            store.move(id, to, reason.strip(), joined, to == Status.LEFT ? today : null, now);
            store.change(
                    id,
                    before.version() + 1,
                    action,
                    officer,
                    reason.strip(),
                    Map.of("status", List.of(before.status().code(), to.code())),
                    now);
            var data = ExpertData.of(before);
            if (to == Status.ACTIVE) records.joined(id, before.version() + 1, data, today);
            if (before.status() == Status.ACTIVE) records.left(id, before.version() + 1, data, today);
            audit.append(
                    officer, AuditEvent.of(action, "expert", id, before.name()).with(Map.of("reason", reason.strip())));
            return Outcome.done(after(before));
        });
    }

    Outcome<Expert> noted(
            Viewer viewer, Expert before, String action, String field, String was, String is, String reason) {
        Instant now = clock.instant();
        store.update(before.id(), ExpertData.of(before), now);
        store.change(
                before.id(),
                before.version() + 1,
                action,
                viewer,
                reason.strip(),
                Map.of(field, List.of(was, is)),
                now);
        audit.append(
                viewer,
                AuditEvent.of(action, "expert", before.id(), before.name()).with(Map.of(field, List.of(was, is))));
        return Outcome.done(after(before));
    }

    /**
     * Invites the person to log in as an expert. The account has that one role, which opens the own page and what is
     * assigned; any other role only the security administrator grants.
     *
     * @return with the link that sets the password, shown once
     */
    public Outcome<Invited> invite(Viewer officer, UUID id, int version, String login) {
        if (!officer.is(Role.BUREAU_OFFICER)) return Outcome.refused(FieldError.of("", "expert.error.bureau"));
        return transactions.execute(status -> {
            var found = store.lock(officer, id);
            if (found.isEmpty()) return Outcome.refused(FieldError.of("", "expert.error.gone"));
            Expert before = found.get();
            if (before.version() != version) return Outcome.refused(FieldError.of("", "expert.error.stale"));
            if (before.account() != null) return Outcome.refused(FieldError.of("", "expert.error.hasAccount"));
            if (before.status() != Status.ACTIVE || !before.reviewer()) {
                return Outcome.refused(FieldError.of("", "expert.error.notActive"));
            }
            var outcome = accounts.inviteExpert(
                    officer, new ExpertInvitations.NewExpert(login, before.name(), before.phone(), before.email()));
            if (!(outcome instanceof Outcome.Done<Invited>(var invited))) {
                status.setRollbackOnly();
                return outcome;
            }
            Instant now = clock.instant();
            store.link(id, invited.account(), now);
            store.change(
                    id,
                    before.version() + 1,
                    "registry.expertInvited",
                    officer,
                    "",
                    Map.of("login", List.of("", login.strip())),
                    now);
            audit.append(officer, AuditEvent.of("registry.expertInvited", "expert", id, before.name()));
            return outcome;
        });
    }
}
