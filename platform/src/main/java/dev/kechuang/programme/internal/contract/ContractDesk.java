package dev.kechuang.programme.internal.contract;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** What all commands on projects share: the lock, the transaction, audit, records, messages, incidents. */
@Component
public class ContractDesk {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    final ContractStore store;
    final Definitions definitions;
    final Lifecycle lifecycle;
    final ContractMoney money;
    final Clock clock;
    private final ApplicationStore applications;
    private final AuditLog audit;
    private final Records records;
    private final Messages messages;
    private final Accounts accounts;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transactions;

    public ContractDesk(
            ContractStore store,
            ApplicationStore applications,
            Definitions definitions,
            Lifecycle lifecycle,
            ContractMoney money,
            AuditLog audit,
            Records records,
            Messages messages,
            Accounts accounts,
            ApplicationEventPublisher events,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.applications = applications;
        this.definitions = definitions;
        this.lifecycle = lifecycle;
        this.money = money;
        this.audit = audit;
        this.records = records;
        this.messages = messages;
        this.accounts = accounts;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * One command on one project: locked, and as a whole or not at all.
     *
     * @param work sees the project as it is now; whatever it refuses is taken back
     */
    <T> Outcome<T> command(Viewer viewer, UUID application, Function<Project, Outcome<T>> work) {
        return transactions.execute(status -> {
            Optional<Project> found = store.lock(viewer, application);
            Outcome<T> outcome = found.isEmpty()
                    ? Outcome.refused(FieldError.of("", "contract.error.gone"))
                    : work.apply(found.get());
            if (outcome instanceof Outcome.Refused<T>) status.setRollbackOnly();
            return outcome;
        });
    }

    /** The project after a command. */
    Outcome<Project> now(Viewer viewer, UUID application) {
        return Outcome.done(store.find(viewer, application).orElseThrow());
    }

    /** An application that has ended, if the viewer is an officer who sees it. */
    Optional<Application> ended(Viewer viewer, UUID application) {
        return viewer.isOfficer()
                ? applications
                        .find(viewer, application)
                        .filter(at -> at.status().isEnded())
                : Optional.empty();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    Definition definition(Project project) {
        return definitions.of(project.application().version());
    }

    Optional<Stage.Acceptance> acceptance(Project project) {
        return definition(project).first(Stage.Acceptance.class);
    }

    void audit(Viewer actor, String action, Project project, Map<String, Object> details) {
        var event = AuditEvent.of(action, "application", project.id(), label(project))
                .with(details);
        if (actor.account() == null) audit.appendSystem("system", event);
        else audit.append(actor, event);
    }

    static String label(Project project) {
        String number = project.application().number();
        return (number == null ? "" : number + " ") + project.application().label();
    }

    /** A record of the project, with the dimensions that all records of applications have. */
    void record(Project project, String kind, LocalDate day, int count, long fen, String key) {
        record(project, kind, day, count, fen, key, Map.of());
    }

    void record(
            Project project, String kind, LocalDate day, int count, long fen, String key, Map<String, String> more) {
        var application = project.application();
        var dimensions = new LinkedHashMap<String, String>();
        dimensions.put("programme", application.programme());
        dimensions.put("gives", definition(project).gives().name().toLowerCase(Locale.ROOT));
        dimensions.put("year", String.valueOf(application.year()));
        if (!application.track().isEmpty()) dimensions.put("track", application.track());
        if (!application.field().isEmpty()) dimensions.put("field", application.field());
        applications.unit(application.call()).ifPresent(unit -> dimensions.put("unit", unit));
        dimensions.putAll(more);
        records.append(new NewRecord(
                kind,
                day,
                application.region(),
                application.zone(),
                application.organisation(),
                dimensions,
                count,
                fen,
                project.reference(),
                key));
    }

    /** Kept as a note of the application and told to whoever keeps the credit record. */
    void incident(Viewer actor, Project project, Incident.Code code, LocalDate day, String text, String about) {
        lifecycle.note(actor, project.id(), text, Map.of("incident", code.code(), "about", about));
        events.publishEvent(new Incident(project.id(), project.application().organisation(), code, day, text));
    }

    /** Tells the applicant's people. */
    void tellApplicant(Project project, String key, String subject, String text) {
        var people = accounts.ofOrganisation(project.application().organisation()).stream()
                .map(Accounts.Person::account)
                .toList();
        tell(people, project, key, subject, text);
    }

    /** Tells the officers of the call's region. */
    void tellBureau(Project project, String key, String subject, String text) {
        Set<UUID> people = new LinkedHashSet<>();
        for (Role role : List.of(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER)) {
            for (var person : accounts.officers(role, project.callRegion())) people.add(person.account());
        }
        tell(List.copyOf(people), project, key, subject, text);
    }

    private void tell(List<UUID> people, Project project, String key, String subject, String text) {
        if (people.isEmpty()) return;
        messages.send(
                people,
                key,
                subject.length() > 200 ? subject.substring(0, 200) : subject,
                text.isEmpty() ? project.application().callTitle() : text,
                "/contracts/" + project.id());
    }

    static <T> Outcome<T> no(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }
}
