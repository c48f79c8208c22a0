package dev.kechuang.registry.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationIdentity;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** The commands on organisations: enter, edit, hand in, confirm, return, close. Each is one transaction. */
@Service
public class OrganisationService implements Organisations {

    private final OrganisationStore store;
    private final ChangeStore changes;
    private final OrganisationRules rules;
    private final OrganisationRecords records;
    private final AuditLog audit;
    private final Accounts accounts;
    private final Messages messages;
    private final List<OrganisationFollower> followers;
    private final TransactionOperations transactions;
    private final Clock clock;

    public OrganisationService(
            OrganisationStore store,
            ChangeStore changes,
            OrganisationRules rules,
            OrganisationRecords records,
            AuditLog audit,
            Accounts accounts,
            Messages messages,
            List<OrganisationFollower> followers,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.changes = changes;
        this.rules = rules;
        this.records = records;
        this.audit = audit;
        this.accounts = accounts;
        this.messages = messages;
        this.followers = List.copyOf(followers);
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Optional<Organisation> find(Viewer viewer, UUID id) {
        return store.find(viewer, id);
    }

    @Override
    public Optional<Organisation> live(String creditCode) {
        return store.live(creditCode);
    }

    @Override
    public Map<UUID, OrganisationIdentity> identities(Collection<UUID> ids) {
        return store.identities(ids);
    }

    /** An officer enters an organisation of the own region: it counts at once. */
    public Outcome<Organisation> create(Viewer officer, Map<String, String> typed) {
        return rules.read(typed)
                .fold(
                        data -> transactions.execute(status -> created(officer, data, "registry.create")),
                        Outcome::refused);
    }

    /** Joins the running transaction. */
    Outcome<Organisation> created(Viewer officer, OrganisationData data, String action) {
        if (!within(officer, data)) return Outcome.refused(FieldError.of("region", "registry.error.notYours"));
        Instant now = clock.instant();
        LocalDate today = LocalDate.now(clock);
        var id = store.insert(data, OrganisationStatus.CONFIRMED, today, now);
        if (id.isEmpty()) return Outcome.refused(taken(data.creditCode()));
        Organisation made = store.lock(id.get()).orElseThrow();
        var all = new LinkedHashMap<String, List<String>>();
        data.texts().forEach((field, value) -> {
            if (!value.isEmpty()) all.put(field, List.of("", value));
        });
        changes.append(made.id(), made.version(), action, officer, "", all, now);
        records.confirmed(made, data, today);
        audit.append(officer, event(action, made).with(Map.of("creditCode", made.creditCode())));
        return Outcome.done(made);
    }

    /**
     * Changes an organisation. Officers change those of their regions; people of an organisation their own, and of a
     * confirmed one only what does not identify it.
     *
     * @param version the version the form was opened with
     * @param reason why, for the history; may be empty
     */
    public EditResult update(Viewer viewer, UUID id, int version, Map<String, String> typed, String reason) {
        return switch (rules.read(typed)) {
            case Outcome.Refused<OrganisationData>(var errors) -> new EditResult.Refused(errors);
            case Outcome.Done<OrganisationData>(var data) ->
                transactions.execute(status -> {
                    var result = updated(viewer, id, version, data, reason, "registry.update");
                    if (!(result instanceof EditResult.Saved)) status.setRollbackOnly();
                    return result;
                });
        };
    }

    /** Joins the running transaction. */
    EditResult updated(Viewer viewer, UUID id, int version, OrganisationData data, String reason, String action) {
        Optional<Organisation> found = store.lock(viewer, id);
        if (found.isEmpty()) return EditResult.refused("", "registry.error.gone");
        Organisation before = found.get();
        if (!before.status().live()) return EditResult.refused("", "registry.error.ended");
        if (before.version() != version) return new EditResult.Conflict(before, changes.since(id, version));
        var old = OrganisationData.of(before);
        var differences = old.changesTo(data);
        if (differences.isEmpty()) return new EditResult.Saved(before);
        var refusals = refusals(viewer, before, data, differences);
        if (!refusals.isEmpty()) return new EditResult.Refused(refusals);
        Instant now = clock.instant();
        LocalDate today = LocalDate.now(clock);
        boolean confirmed = before.status() == OrganisationStatus.CONFIRMED;
        if (differences.containsKey("creditCode")) {
            Optional<Organisation> other = store.live(data.creditCode());
            if (other.isPresent() && !other.get().id().equals(id)) {
                return new EditResult.Refused(List.of(taken(data.creditCode())));
            }
        }
        if (confirmed && differences.containsKey("name")) store.addFormerName(id, before.name(), today);
        store.update(before, data, before.status(), now);
        changes.append(id, before.version() + 1, action, viewer, reason, differences, now);
        if (confirmed && !old.countsAs(data)) {
            records.moved(before, data, today);
            followers.forEach(follower -> follower.moved(viewer, before, data, today));
        }
        audit.append(viewer, event(action, before).with(Map.copyOf(differences)));
        return new EditResult.Saved(store.lock(id).orElseThrow());
    }

    private List<FieldError> refusals(
            Viewer viewer, Organisation before, OrganisationData data, Map<String, List<String>> differences) {
        var refusals = new ArrayList<FieldError>();
        if (viewer.isOfficer()) {
            if (!within(viewer, data)) refusals.add(FieldError.of("region", "registry.error.movesAway"));
        } else if (before.status() == OrganisationStatus.CONFIRMED) {
            differences.keySet().stream()
                    .filter(field -> !OrganisationData.OWN_FIELDS.contains(field))
                    .forEach(field -> refusals.add(FieldError.of(field, "registry.error.officerChanges")));
        } else if (before.status() == OrganisationStatus.PENDING) {
            refusals.add(FieldError.of("", "registry.error.waiting"));
        }
        return refusals;
    }

    /** The organisation hands itself in again after a return, or an officer hands in a draft. */
    public Outcome<Organisation> submit(Viewer viewer, UUID id, int version) {
        return move(
                viewer,
                id,
                version,
                "registry.submit",
                "",
                before -> before.status() == OrganisationStatus.RETURNED || before.status() == OrganisationStatus.DRAFT,
                OrganisationStatus.PENDING);
    }

    /** The county officer of its region or zone confirms: from today on it counts. */
    public Outcome<Organisation> confirm(Viewer officer, UUID id, int version) {
        if (!officer.is(Role.COUNTY_OFFICER))
            return Outcome.refused(FieldError.of("", "registry.error.countyConfirms"));
        return move(
                officer,
                id,
                version,
                "registry.confirm",
                "",
                before -> before.status() == OrganisationStatus.PENDING,
                OrganisationStatus.CONFIRMED);
    }

    /** Sends it back with a reason the applicant reads. */
    public Outcome<Organisation> giveBack(Viewer officer, UUID id, int version, String reason) {
        if (!officer.is(Role.COUNTY_OFFICER))
            return Outcome.refused(FieldError.of("", "registry.error.countyConfirms"));
        if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "registry.error.reason"));
        return move(
                officer,
                id,
                version,
                "registry.return",
                reason.strip(),
                before -> before.status() == OrganisationStatus.PENDING,
                OrganisationStatus.RETURNED);
    }

    /** It has ceased to exist (注销); it stops counting today. */
    public Outcome<Organisation> close(Viewer officer, UUID id, int version, String reason) {
        if (!officer.isOfficer()) return Outcome.refused(FieldError.of("", "registry.error.gone"));
        if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "registry.error.reason"));
        return move(
                officer,
                id,
                version,
                "registry.close",
                reason.strip(),
                before -> before.status().live(),
                OrganisationStatus.CLOSED);
    }

    private Outcome<Organisation> move(
            Viewer viewer,
            UUID id,
            int version,
            String action,
            String reason,
            java.util.function.Predicate<Organisation> allowed,
            OrganisationStatus to) {
        return transactions.execute(status -> {
            Optional<Organisation> found = store.lock(viewer, id);
            if (found.isEmpty()) return Outcome.refused(FieldError.of("", "registry.error.gone"));
            Organisation before = found.get();
            if (before.version() != version || !allowed.test(before)) {
                return Outcome.refused(FieldError.of("", "registry.error.changedMeanwhile"));
            }
            return Outcome.done(moved(viewer, before, to, action, reason, null));
        });
    }

    /** Writes the new status with history, record, audit and message. Joins the running transaction. */
    Organisation moved(
            Viewer viewer,
            Organisation before,
            OrganisationStatus to,
            String action,
            String reason,
            @Nullable UUID mergedInto) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.now(clock);
        boolean ends = !to.live();
        LocalDate confirmedOn = to == OrganisationStatus.CONFIRMED ? today : before.confirmedOn();
        store.move(
                before,
                to,
                to == OrganisationStatus.RETURNED ? reason : "",
                confirmedOn,
                ends ? today : null,
                mergedInto,
                now);
        changes.append(
                before.id(),
                before.version() + 1,
                action,
                viewer,
                reason,
                Map.of("status", List.of(before.status().code(), to.code())),
                now);
        if (to == OrganisationStatus.CONFIRMED) records.confirmed(before, OrganisationData.of(before), today);
        if (ends && before.status() == OrganisationStatus.CONFIRMED) records.ended(before, today);
        if (to == OrganisationStatus.CLOSED) {
            followers.forEach(follower -> follower.closed(viewer, before, today, reason));
        }
        audit.append(
                viewer,
                event(action, before)
                        .with(Map.of("reason", reason, "from", before.status().code())));
        tell(before, to, reason);
        return store.lock(before.id()).orElseThrow();
    }

    private void tell(Organisation o, OrganisationStatus to, String reason) {
        String link = "/organisations/" + o.id();
        switch (to) {
            case PENDING -> tellOfficers(o);
            case CONFIRMED -> tellPeople(o, "confirmed", "“" + o.name() + "”已通过确认", "现在可以填报年度数据、申报项目。", link);
            case RETURNED -> tellPeople(o, "returned", "“" + o.name() + "”的登记已退回", "退回原因：" + reason, link);
            case CLOSED -> tellPeople(o, "closed", "“" + o.name() + "”已登记为注销", "原因：" + reason, link);
            case DRAFT, MERGED -> {
                // Nobody waits for these.
            }
        }
    }

    private void tellPeople(Organisation o, String what, String subject, String text, String link) {
        var people = accounts.ofOrganisation(o.id()).stream()
                .map(Accounts.Person::account)
                .toList();
        if (people.isEmpty()) return;
        messages.send(people, "registry." + what + "/" + o.id() + "/" + o.version(), subject, text, link);
    }

    /** Everybody who may confirm it, of its region and of its zone. */
    void tellOfficers(Organisation o) {
        var officers = new ArrayList<UUID>();
        accounts.officers(Role.COUNTY_OFFICER, o.region()).forEach(person -> officers.add(person.account()));
        if (o.zone() != null) {
            accounts.officers(Role.COUNTY_OFFICER, o.zone()).forEach(person -> officers.add(person.account()));
        }
        var once = officers.stream().distinct().toList();
        if (once.isEmpty()) return;
        messages.send(
                once,
                "registry.pending/" + o.id() + "/" + o.version(),
                "待确认：" + o.name(),
                "统一社会信用代码 " + o.creditCode(),
                "/organisations/" + o.id());
    }

    /** Whom to ask when the code is registered already, without telling strangers more than that. */
    FieldError taken(String creditCode) {
        return store.live(creditCode)
                .map(o -> accounts.ofOrganisation(o.id()).stream()
                        .findFirst()
                        .map(person -> FieldError.of(
                                "creditCode", "registry.error.takenPerson", o.name(), masked(person.name())))
                        .orElseGet(() -> FieldError.of("creditCode", "registry.error.taken", o.name())))
                .orElseGet(() -> FieldError.of("creditCode", "registry.error.takenNow"));
    }

    private static String masked(String name) {
        return name.isEmpty() ? "*" : name.substring(0, 1) + "*".repeat(Math.max(1, name.length() - 1));
    }

    static boolean within(Viewer officer, OrganisationData data) {
        return officer.isOfficer()
                && (officer.regions().contains(data.region())
                        || data.zone() != null && officer.regions().contains(data.zone()));
    }

    static AuditEvent event(String action, Organisation o) {
        return AuditEvent.of(action, "organisation", o.id(), o.name());
    }
}
