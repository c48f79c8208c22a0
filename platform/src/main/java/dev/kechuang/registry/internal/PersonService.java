package dev.kechuang.registry.internal;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.internal.PersonStore.NewPerson;
import dev.kechuang.registry.internal.PersonStore.Person;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Adds, corrects and ends people of an organisation. Each change is a version of the organisation with its row in the
 * history, so that whoever started from an older version is refused.
 */
@Service
public class PersonService {

    /** Fields of the form and of JSON. */
    public static final List<String> FIELDS = List.of("name", "role", "title", "phone", "email", "since");

    private static final String LEGAL_REPRESENTATIVE = "legal-representative";

    private final OrganisationStore store;
    private final PersonStore people;
    private final ChangeStore changes;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public PersonService(
            OrganisationStore store,
            PersonStore people,
            ChangeStore changes,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.changes = changes;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Officers change people of their regions' organisations, an applicant those of the own one. */
    public static boolean mayChange(Viewer viewer, Organisation o) {
        if (!o.status().live()) return false;
        return viewer.isOfficer() || o.id().equals(viewer.organisation()) && o.status() != OrganisationStatus.PENDING;
    }

    /** A new legal representative ends the term of the one before on the same day. */
    public Outcome<Person> add(Viewer viewer, UUID organisation, int version, Map<String, String> typed) {
        return change(viewer, organisation, version, "registry.personAdded", typed, null, data -> {
            if (data.role().equals(LEGAL_REPRESENTATIVE)) {
                people.endLegalRepresentative(organisation, data.since());
            }
            return people.add(organisation, data);
        });
    }

    /** Corrects what was entered; a role that somebody else takes over is ended and added instead. */
    public Outcome<Person> update(Viewer viewer, UUID organisation, UUID id, int version, Map<String, String> typed) {
        return change(viewer, organisation, version, "registry.personChanged", typed, id, data -> {
            people.update(id, data);
            return id;
        });
    }

    private Outcome<Person> change(
            Viewer viewer,
            UUID organisation,
            int version,
            String action,
            Map<String, String> typed,
            @Nullable UUID id,
            Function<NewPerson, UUID> write) {
        return switch (read(typed)) {
            case Outcome.Refused<NewPerson>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<NewPerson>(var data) ->
                transactions.execute(status -> {
                    var found = store.lock(viewer, organisation);
                    var refusal = refusal(viewer, found, version);
                    if (refusal != null) return Outcome.refused(refusal);
                    Person before =
                            id == null ? null : people.find(organisation, id).orElse(null);
                    if (id != null && before == null) return Outcome.refused(gone());
                    if (before != null && before.until() != null && data.since().isAfter(before.until())) {
                        return Outcome.refused(FieldError.of("since", "registry.person.error.order"));
                    }
                    if (before != null && takesOver(organisation, before, data)) {
                        return Outcome.refused(FieldError.of("role", "registry.person.error.legal"));
                    }
                    UUID written = write.apply(data);
                    Person after = people.find(organisation, written).orElseThrow();
                    note(viewer, found.orElseThrow(), action, before, after);
                    return Outcome.done(after);
                });
        };
    }

    private boolean takesOver(UUID organisation, Person before, NewPerson data) {
        return data.role().equals(LEGAL_REPRESENTATIVE)
                && before.until() == null
                && people.of(organisation).stream()
                        .anyMatch(other -> other.role().equals(LEGAL_REPRESENTATIVE)
                                && other.until() == null
                                && !other.id().equals(before.id()));
    }

    /** The last day of a person in the role; the person stays in the list. */
    public Outcome<Person> end(Viewer viewer, UUID organisation, UUID id, int version, String until) {
        var day = OrganisationRules.day(until);
        if (day.isEmpty()) return Outcome.refused(FieldError.of("until", "registry.person.error.day"));
        return transactions.execute(status -> {
            var found = store.lock(viewer, organisation);
            var refusal = refusal(viewer, found, version);
            if (refusal != null) return Outcome.refused(refusal);
            var before = people.find(organisation, id);
            if (before.isEmpty() || before.get().until() != null) return Outcome.refused(gone());
            if (day.get().isBefore(before.get().since())) {
                return Outcome.refused(FieldError.of("until", "registry.person.error.order"));
            }
            people.end(organisation, id, day.get());
            Person after = people.find(organisation, id).orElseThrow();
            note(viewer, found.orElseThrow(), "registry.personEnded", before.get(), after);
            return Outcome.done(after);
        });
    }

    private static @Nullable FieldError refusal(Viewer viewer, Optional<Organisation> found, int version) {
        if (found.isEmpty()) return FieldError.of("", "registry.error.gone");
        if (!mayChange(viewer, found.get())) {
            return FieldError.of("", found.get().status().live() ? "registry.error.waiting" : "registry.error.ended");
        }
        return found.get().version() == version ? null : FieldError.of("", "registry.person.error.changed");
    }

    private static FieldError gone() {
        return FieldError.of("", "registry.person.error.gone");
    }

    private void note(Viewer viewer, Organisation o, String action, @Nullable Person before, Person after) {
        var now = clock.instant();
        store.update(o, OrganisationData.of(o), o.status(), now);
        var change = Map.of("person", List.of(before == null ? "" : text(before), text(after)));
        changes.append(o.id(), o.version() + 1, action, viewer, "", change, now);
        audit.append(
                viewer,
                OrganisationService.event(action, o)
                        .with(Map.of("person", after.id().toString(), "change", change.get("person"))));
    }

    /** As the history shows it: role as a code, then what was entered. */
    private static String text(Person person) {
        var parts = new ArrayList<String>();
        parts.add(person.role());
        parts.add(person.name());
        for (String part : List.of(person.title(), person.phone(), person.email())) {
            if (!part.isEmpty()) parts.add(part);
        }
        parts.add(person.since() + "–" + (person.until() == null ? "" : person.until()));
        return String.join(" · ", parts);
    }

    private Outcome<NewPerson> read(Map<String, String> typed) {
        var errors = new ArrayList<FieldError>();
        var field = new LinkedHashMap<String, String>();
        for (String name : FIELDS) field.put(name, typed.getOrDefault(name, "").strip());
        String name = field.getOrDefault("name", "");
        if (name.isEmpty() || name.length() > 60) errors.add(FieldError.of("name", "registry.person.error.name"));
        String role = field.getOrDefault("role", "");
        if (!PersonStore.ROLES.contains(role)) errors.add(FieldError.of("role", "registry.person.error.role"));
        String title = field.getOrDefault("title", "");
        if (title.length() > 60) errors.add(FieldError.of("title", "registry.person.error.title"));
        String phone = field.getOrDefault("phone", "");
        if (!phone.isEmpty() && !OrganisationRules.phone(phone)) {
            errors.add(FieldError.of("phone", "registry.error.phone"));
        }
        String email = field.getOrDefault("email", "");
        if (!email.isEmpty() && (email.length() > 120 || !OrganisationRules.email(email))) {
            errors.add(FieldError.of("email", "registry.error.email"));
        }
        var since = OrganisationRules.day(field.getOrDefault("since", ""));
        if (since.isEmpty()
                || since.get().isAfter(LocalDate.now(clock))
                || since.get().getYear() < 1900) {
            errors.add(FieldError.of("since", "registry.person.error.since"));
        }
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return Outcome.done(new NewPerson(name, role, title, phone, email, since.orElseThrow()));
    }
}
