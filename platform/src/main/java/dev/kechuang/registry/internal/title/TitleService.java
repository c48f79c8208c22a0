package dev.kechuang.registry.internal.title;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleDocument;
import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.TitleEvent.Cell;
import dev.kechuang.registry.TitleEvent.What;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.internal.title.TitleHistory.Span;
import dev.kechuang.registry.internal.title.TitleRules.Checked;
import dev.kechuang.registry.internal.title.TitleStore.Entry;
import dev.kechuang.registry.internal.title.TitleStore.Subject;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The commands on titles. Each appends one event, what it changes in the records, an audit entry and a message. */
@Service
public class TitleService implements Titles {

    private final TitleStore store;
    private final TitleRules rules;
    private final TitleKinds kinds;
    private final TitleDocuments documents;
    private final TitleRecords records;
    private final TitleMessages messages;
    private final AuditLog audit;
    private final TransactionTemplate nested;
    private final TitleEvents events;
    private final Clock clock;

    public TitleService(
            TitleStore store,
            TitleRules rules,
            TitleKinds kinds,
            TitleDocuments documents,
            TitleRecords records,
            TitleMessages messages,
            AuditLog audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.rules = rules;
        this.kinds = kinds;
        this.documents = documents;
        this.records = records;
        this.messages = messages;
        this.audit = audit;
        // A savepoint inside a running transaction: what the database refuses leaves the rest of it alive.
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.events = new TitleEvents(clock);
        this.clock = clock;
    }

    @Override
    public Outcome<Title> grant(Viewer actor, Grant wanted) {
        return switch (rules.check(wanted)) {
            case Outcome.Refused<Checked>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<Checked>(var checked) -> guarded(() -> granted(actor, checked));
        };
    }

    private Outcome<Title> granted(Viewer actor, Checked checked) {
        Grant grant = checked.grant();
        var certificate = grant.certificate();
        var place = place(grant);
        if (!(place instanceof Outcome.Done<Cell>(var cell))) return Outcome.refused(errors(place));
        var issuer = documents.issuer(certificate);
        if (!(issuer instanceof Outcome.Done<String>(var grantedBy))) return Outcome.refused(errors(issuer));
        String key = Subject.key(checked.kind().holder(), grant.name(), cell);
        var other = store.overlapping(grant.kind(), checked.level(), key, certificate.from(), certificate.until());
        if (other.isPresent()) return Outcome.refused(TitleEvents.overlap(other.get()));
        var subject = new Subject(
                store.ids(1).getFirst(),
                grant.kind(),
                checked.level(),
                checked.kind().holder(),
                grant.name(),
                cell);
        store.insert(List.of(subject));
        var event = events.certified(
                subject, 1, What.GRANTED, certificate.from(), actor, certificate, grantedBy, cell, checked.kind(), "");
        written(actor, subject, event, List.of(), List.of(event));
        Title made = store.find(subject.id()).orElseThrow();
        audit.append(actor, TitleEvents.audited("registry.titleGranted", made));
        messages.tell(made, checked.kind(), What.GRANTED, "");
        return Outcome.done(made);
    }

    private Outcome<Cell> place(Grant grant) {
        if (grant.organisation() == null) return Outcome.done(new Cell(null, grant.region(), null, ""));
        var holder = store.holder(grant.organisation());
        if (holder.isEmpty()) return Outcome.refused(FieldError.of("organisation", "title.error.organisation"));
        if (!holder.get().stands()) {
            return Outcome.refused(FieldError.of(
                    "organisation", "title.error.notConfirmed", holder.get().name()));
        }
        return Outcome.done(holder.get().cell());
    }

    @Override
    public Outcome<Title> renew(Viewer actor, UUID id, int version, Certificate typed) {
        return changed(actor, id, version, "registry.titleRenewed", (title, kind) -> {
            var errors = rules.certificate(kind, typed);
            if (!errors.isEmpty()) return Outcome.refused(errors);
            var certificate = TitleRules.complete(kind, typed);
            if (title.state() != Title.State.VALID && title.state() != Title.State.LAPSED) {
                return Outcome.refused(FieldError.of("", "title.error.notRenewable"));
            }
            if (!certificate.from().isAfter(title.validFrom())) {
                return Outcome.refused(FieldError.of(
                        "from", "title.error.renewFrom", title.validFrom().toString()));
            }
            LocalDate old = title.validUntil();
            if (certificate.until() != null
                    && (old == null || certificate.until().isBefore(old))) {
                return Outcome.refused(
                        FieldError.of("until", "title.error.renewUntil", old == null ? "—" : old.toString()));
            }
            var issuer = documents.issuer(certificate);
            if (!(issuer instanceof Outcome.Done<String>(var grantedBy))) return Outcome.refused(errors(issuer));
            return held(title)
                    .fold(
                            cell -> Outcome.done(events.certified(
                                    TitleEvents.subject(title),
                                    version + 1,
                                    What.RENEWED,
                                    certificate.from(),
                                    actor,
                                    certificate,
                                    grantedBy,
                                    cell,
                                    kind,
                                    "")),
                            Outcome::refused);
        });
    }

    /** Where the holder counts now; refused when it no longer stands. */
    private Outcome<Cell> held(Title title) {
        return place(new Grant(
                title.kind(),
                title.level().code(),
                title.organisation(),
                title.region(),
                title.name(),
                Certificate.of("", null, title.validFrom())));
    }

    @Override
    public Outcome<Title> reevaluate(
            Viewer actor,
            UUID id,
            int version,
            LocalDate on,
            @Nullable LocalDate until,
            Map<String, String> details,
            String note) {
        return changed(actor, id, version, "registry.titleReevaluated", (title, kind) -> {
            var errors = new ArrayList<>(rules.details(kind, details));
            if (on.isBefore(title.firstFrom()) || on.isAfter(rules.today())) {
                errors.add(FieldError.of(
                        "on",
                        "title.error.on",
                        title.firstFrom().toString(),
                        rules.today().toString()));
            }
            if (title.state() != Title.State.VALID) errors.add(FieldError.of("", "title.error.notValid"));
            LocalDate old = title.validUntil();
            if (until != null && (old == null || until.isBefore(old))) {
                errors.add(FieldError.of("until", "title.error.renewUntil", old == null ? "—" : old.toString()));
            }
            if (note.strip().length() > 500) errors.add(FieldError.of("reason", "title.error.longReason", 500));
            if (!errors.isEmpty()) return Outcome.refused(errors);
            return Outcome.done(new TitleEvent(
                    id,
                    version + 1,
                    What.REEVALUATED,
                    on,
                    "",
                    null,
                    "",
                    "",
                    null,
                    until,
                    TitleRules.nextEvaluation(kind, on, until == null ? old : until),
                    null,
                    TitleRules.stated(kind, details),
                    note.strip(),
                    actor.name(),
                    clock.instant()));
        });
    }

    @Override
    public Outcome<Title> revoke(Viewer actor, UUID id, int version, LocalDate on, String reason) {
        return end(actor, id, version, What.REVOKED, "registry.titleRevoked", on, reason);
    }

    @Override
    public Outcome<Title> lapse(Viewer actor, UUID id, int version, LocalDate on, String reason) {
        return end(actor, id, version, What.LAPSED, "registry.titleLapsed", on, reason);
    }

    private Outcome<Title> end(
            Viewer actor, UUID id, int version, What what, String action, LocalDate on, String reason) {
        return changed(actor, id, version, action, (title, kind) -> {
            var errors = new ArrayList<>(rules.reason(reason));
            if (title.state() != Title.State.VALID) errors.add(FieldError.of("", "title.error.notValid"));
            LocalDate last = title.validUntil() == null
                    ? rules.today().plusYears(1)
                    : title.validUntil().plusDays(1);
            if (on.isBefore(title.firstFrom()) || on.isAfter(last)) {
                errors.add(
                        FieldError.of("on", "title.error.on", title.firstFrom().toString(), last.toString()));
            }
            if (!errors.isEmpty()) return Outcome.refused(errors);
            return Outcome.done(plain(title, version, what, on, reason.strip(), actor, null));
        });
    }

    @Override
    public Outcome<Title> withdraw(Viewer actor, UUID id, int version, String reason) {
        return changed(actor, id, version, "registry.titleWithdrawn", (title, kind) -> {
            var errors = new ArrayList<>(rules.reason(reason));
            if (title.state() == Title.State.WITHDRAWN) errors.add(FieldError.of("", "title.error.withdrawn"));
            if (!errors.isEmpty()) return Outcome.refused(errors);
            return Outcome.done(plain(title, version, What.WITHDRAWN, title.firstFrom(), reason.strip(), actor, null));
        });
    }

    @FunctionalInterface
    private interface Change {
        Outcome<TitleEvent> event(Title title, TitleKind kind);
    }

    private Outcome<Title> changed(Viewer actor, UUID id, int version, String action, Change change) {
        return guarded(() -> {
            var found = store.find(id);
            if (found.isEmpty()) return Outcome.refused(FieldError.of("", "title.error.gone"));
            // Its organisation may be moving or merging: what it does to the title comes first.
            if (found.get().organisation() != null) store.holder(found.get().organisation());
            Title title = store.find(id).orElseThrow();
            if (title.version() != version) return Outcome.refused(FieldError.of("", "title.error.changedMeanwhile"));
            var kind = kinds.byCode(title.kind());
            if (kind.isEmpty()) return Outcome.refused(FieldError.of("kind", "title.error.kind", title.kind()));
            return switch (change.event(title, kind.get())) {
                case Outcome.Refused<TitleEvent>(var errors) -> Outcome.refused(errors);
                case Outcome.Done<TitleEvent>(var event) -> {
                    Title after = applied(actor, title, event);
                    audit.append(actor, TitleEvents.audited(action, after).with(Map.of("reason", event.reason())));
                    messages.tell(after, kind.get(), event.what(), event.reason());
                    yield Outcome.done(after);
                }
            };
        });
    }

    /** Appends an event with what follows from it. Joins the running transaction. */
    Title applied(Viewer actor, Title title, TitleEvent event) {
        var before = store.events(title.id());
        var all = new ArrayList<>(before);
        all.add(event);
        written(actor, TitleEvents.subject(title), event, TitleHistory.spans(before), all);
        return store.find(title.id()).orElseThrow();
    }

    private void written(Viewer actor, Subject subject, TitleEvent event, List<Span> before, List<TitleEvent> all) {
        store.append(List.of(new Entry(subject.kind(), subject.level(), event, actor.account())));
        var after = TitleHistory.spans(all);
        store.replaceSpans(subject, after);
        records.changed(subject, before, after, all);
    }

    /** An event that brings no certificate. */
    TitleEvent plain(
            Title title, int version, What what, LocalDate on, String reason, Viewer actor, @Nullable Cell cell) {
        return events.plain(title, version, what, on, reason, actor, cell);
    }

    /** Runs a command; what the database refuses because somebody was faster becomes a refusal. */
    private Outcome<Title> guarded(Supplier<Outcome<Title>> command) {
        try {
            return nested.execute(status -> {
                var outcome = command.get();
                if (outcome instanceof Outcome.Refused<Title>) status.setRollbackOnly();
                return outcome;
            });
        } catch (DataIntegrityViolationException e) {
            return Outcome.refused(TitleEvents.refusal(e));
        }
    }

    private static List<FieldError> errors(Outcome<?> outcome) {
        return outcome.fold(value -> List.of(), errors -> errors);
    }

    @Override
    public Optional<Title> find(Viewer viewer, UUID id) {
        return store.find(viewer, id);
    }

    @Override
    public List<TitleEvent> events(UUID title) {
        return store.events(title);
    }

    @Override
    public List<Title> of(UUID organisation) {
        return store.of(organisation);
    }

    @Override
    public List<Title> validOn(UUID organisation, LocalDate day) {
        return store.validOn(organisation, day);
    }

    @Override
    public List<DatedTitle> dated(Collection<UUID> organisations) {
        var byCode = new LinkedHashMap<String, TitleKind>();
        kinds.all().forEach(kind -> byCode.put(kind.code(), kind));
        return store.dated(organisations, byCode);
    }

    @Override
    public Outcome<TitleDocument> document(Viewer actor, NewDocument document) {
        return documents.enter(actor, document);
    }

    @Override
    public Optional<TitleDocument> document(UUID id) {
        return store.document(id);
    }
}
