package dev.kechuang.programme.internal.credit;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.programme.internal.credit.CreditEntry.Objection;
import dev.kechuang.programme.internal.credit.CreditRules.EventRule;
import dev.kechuang.programme.internal.credit.CreditRules.Grade;
import dev.kechuang.programme.internal.credit.CreditStore.NewEntry;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Enters, confirms, hears objections, and says how somebody stands on a day. */
@Service
public class Credit {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final CreditStore store;
    private final CreditSums sums;
    private final CreditRules rules;
    private final Organisations organisations;
    private final Accounts accounts;
    private final Messages messages;
    private final Records records;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public Credit(
            CreditStore store,
            CreditSums sums,
            CreditRules rules,
            Organisations organisations,
            Accounts accounts,
            Messages messages,
            Records records,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.sums = sums;
        this.rules = rules;
        this.organisations = organisations;
        this.accounts = accounts;
        this.messages = messages;
        this.records = records;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    public CreditRules rules() {
        return rules;
    }

    /**
     * How somebody stands.
     *
     * @param blockedUntil the first day on which applications are possible again, null where nothing blocks by itself
     */
    public record Standing(
            int points, Grade grade, @Nullable LocalDate blockedUntil) {
        public boolean blocked() {
            return blockedUntil != null || grade.effect() == CreditRules.Effect.BLOCKED;
        }
    }

    public Standing ofOrganisation(UUID organisation, LocalDate day) {
        return standing(sums.ofOrganisation(organisation, day));
    }

    /**
     * How each of many stands.
     *
     * @param later is told of the days after that one on which somebody will stand otherwise
     */
    public Map<UUID, Standing> ofOrganisations(
            Collection<UUID> organisations, LocalDate day, BiConsumer<UUID, LocalDate> later) {
        var found = sums.ofOrganisations(organisations, day, later);
        var standings = new HashMap<UUID, Standing>();
        Standing nothing = standing(new CreditSums.Sum(0, null));
        for (UUID organisation : organisations) {
            var sum = found.get(organisation);
            standings.put(organisation, sum == null ? nothing : standing(sum));
        }
        return standings;
    }

    /** @param key as formal checks know people */
    public Standing ofPerson(String key, LocalDate day) {
        return standing(sums.ofPerson(key, day));
    }

    private Standing standing(CreditSums.Sum sum) {
        int points = rules.base() + sum.points();
        return new Standing(points, rules.grade(points), sum.blockedUntil());
    }

    /**
     * What follows from an event of a project; counts at once. Joins the running transaction; the same event of the same
     * project enters once, and one the rules do not know enters nothing.
     *
     * @param key tells events of the same kind apart, e.g. the report that is late; empty where there is one only
     */
    public void happened(UUID organisation, UUID application, String event, LocalDate on, String key, String text) {
        Optional<EventRule> rule = rules.event(event);
        if (rule.isEmpty()) return;
        var leader = store.leader(application);
        Instant now = clock.instant();
        store.rules(rules, now);
        var id = store.insert(entry(
                organisation,
                leader.map(Map.Entry::getKey).orElse(""),
                leader.map(Map.Entry::getValue).orElse(""),
                rule.get(),
                on,
                application,
                text,
                "application/" + application + "/" + event + (key.isEmpty() ? "" : "/" + key),
                null,
                "system",
                now));
        id.ifPresent(entry -> {
            takeEffect(entry, null, "system", now);
            audit.appendSystem(
                    "credit",
                    AuditEvent.of(
                                    "programme.creditEntered",
                                    "creditEntry",
                                    entry,
                                    rule.get().name().zh())
                            .with(Map.of(
                                    "organisation",
                                    organisation.toString(),
                                    "points",
                                    rule.get().points())));
        });
    }

    private NewEntry entry(
            UUID organisation,
            String personKey,
            String personName,
            EventRule rule,
            LocalDate on,
            @Nullable UUID application,
            String text,
            String key,
            @Nullable UUID by,
            String name,
            Instant now) {
        return new NewEntry(
                organisation,
                personKey,
                personName,
                rule.code(),
                rule.points(),
                on,
                on.plusMonths(rule.months()),
                rule.blocks() == 0 ? null : on.plusMonths(rule.blocks()),
                application,
                text,
                rules.source().digest(),
                key,
                by,
                name,
                now);
    }

    /** From now on it counts: the record, and word to the organisation. */
    private void takeEffect(UUID id, @Nullable UUID by, String name, Instant now) {
        CreditEntry entry = unscoped(id);
        UUID record = records.append(new NewRecord(
                CreditEntry.RECORD,
                entry.on(),
                entry.region(),
                entry.zone(),
                entry.organisation(),
                Map.of("event", entry.event(), "sort", entry.points() < 0 ? "bad" : "good"),
                1,
                0,
                "programme/credit/" + id,
                id.toString()));
        store.confirm(id, by, name, now, record);
        String event = rules.event(entry.event()).map(rule -> rule.name().zh()).orElse(entry.event());
        var people = accounts.ofOrganisation(entry.organisation()).stream()
                .map(Accounts.Person::account)
                .toList();
        if (people.isEmpty()) return;
        messages.send(
                people,
                "programme.credit/" + id,
                "科技信用记录新增：" + event + "（" + (entry.points() > 0 ? "+" : "") + entry.points() + " 分）",
                entry.text() + "\n如有异议，请于 " + rules.objectionDays() + " 日内提出。",
                "/credit/entries/" + id);
    }

    private CreditEntry unscoped(UUID id) {
        return store.unscoped(id).orElseThrow();
    }

    /** @param application whose project it is about, null for none */
    public record NewByHand(
            String creditCode,
            String event,
            @Nullable LocalDate on,
            @Nullable UUID application,
            String text) {}

    /** An officer enters something; it counts when another has confirmed it. */
    public Outcome<CreditEntry> enter(Viewer officer, NewByHand wanted) {
        var errors = new ArrayList<FieldError>();
        var organisation = organisations
                .live(wanted.creditCode().strip().toUpperCase(java.util.Locale.ROOT))
                .flatMap(o -> organisations.find(officer, o.id()));
        if (organisation.isEmpty()) errors.add(FieldError.of("creditCode", "credit.error.organisation"));
        var rule = rules.event(wanted.event());
        if (rule.isEmpty()) errors.add(FieldError.of("event", "credit.error.event"));
        LocalDate on = wanted.on();
        if (on == null || on.isAfter(LocalDate.now(clock)) || on.getYear() < 2000) {
            errors.add(FieldError.of("on", "credit.error.day"));
        }
        String text = wanted.text().strip();
        if (text.length() < 2 || text.length() > 2000) errors.add(FieldError.of("text", "credit.error.text"));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        LocalDate day = Objects.requireNonNull(on);
        return Objects.requireNonNull(transactions.execute(status -> {
            Instant now = clock.instant();
            store.rules(rules, now);
            UUID firm = organisation.orElseThrow().id();
            var person = wanted.application() == null
                    ? Optional.<Map.Entry<String, String>>empty()
                    : store.leader(wanted.application());
            var id = store.insert(entry(
                    firm,
                    person.map(Map.Entry::getKey).orElse(""),
                    person.map(Map.Entry::getValue).orElse(""),
                    rule.orElseThrow(),
                    day,
                    wanted.application(),
                    text,
                    "hand/" + firm + "/" + wanted.event() + "/" + day + "/" + Integer.toHexString(text.hashCode()),
                    officer.requireAccount(),
                    officer.name(),
                    now));
            if (id.isEmpty()) return Outcome.refused(FieldError.of("", "credit.error.twice"));
            audit.append(officer, event("programme.creditProposed", unscoped(id.get())));
            return Outcome.done(unscoped(id.get()));
        }));
    }

    private AuditEvent event(String action, CreditEntry entry) {
        return AuditEvent.of(action, "creditEntry", entry.id(), entry.organisationName())
                .with(Map.of("event", entry.event(), "points", entry.points()));
    }

    /** A second person confirms what the first entered. */
    public Outcome<CreditEntry> confirm(Viewer officer, UUID id) {
        return Objects.requireNonNull(transactions.execute(status -> {
            store.lock(id);
            var found = store.find(officer, id);
            if (found.isEmpty()) return Outcome.refused(FieldError.of("", "credit.error.gone"));
            CreditEntry entry = found.get();
            if (entry.confirmedAt() != null) {
                return Outcome.refused(FieldError.of("", "credit.error.confirmed", entry.confirmedName()));
            }
            if (officer.requireAccount().equals(entry.enteredBy())) {
                return Outcome.refused(FieldError.of("", "credit.error.fourEyes"));
            }
            takeEffect(id, officer.requireAccount(), officer.name(), clock.instant());
            audit.append(officer, event("programme.creditConfirmed", entry));
            return Outcome.done(unscoped(id));
        }));
    }

    /** The organisation objects, within the days of the rules. */
    public Outcome<CreditEntry> object(Viewer applicant, UUID id, String text) {
        String said = text.strip();
        if (said.length() < 2 || said.length() > 2000) {
            return Outcome.refused(FieldError.of("text", "credit.error.text"));
        }
        return Objects.requireNonNull(transactions.execute(status -> {
            store.lock(id);
            var found = store.find(applicant, id);
            if (found.isEmpty() || !found.get().organisation().equals(applicant.organisation())) {
                return Outcome.refused(FieldError.of("", "credit.error.gone"));
            }
            CreditEntry entry = found.get();
            var objections = store.objections(id);
            if (entry.objected()) return Outcome.refused(FieldError.of("", "credit.error.objected"));
            if (!objections.isEmpty()) return Outcome.refused(FieldError.of("", "credit.error.ruled"));
            Instant confirmed = Objects.requireNonNull(entry.confirmedAt());
            LocalDate last = LocalDate.ofInstant(confirmed, ZONE).plusDays(rules.objectionDays());
            if (LocalDate.now(clock).isAfter(last)) {
                return Outcome.refused(FieldError.of("", "credit.error.late", last.toString()));
            }
            store.object(id, applicant, said, clock.instant());
            audit.append(applicant, event("programme.creditObjected", entry));
            var officers = accounts.officers(Role.BUREAU_OFFICER, entry.region()).stream()
                    .map(Accounts.Person::account)
                    .toList();
            if (!officers.isEmpty()) {
                messages.send(
                        officers,
                        "programme.credit.objection/" + id,
                        entry.organisationName() + " 对科技信用记录提出异议",
                        said,
                        "/credit/entries/" + id);
            }
            return Outcome.done(unscoped(id));
        }));
    }

    /** Rules on the open objection; upheld, the entry is taken back with its record. */
    public Outcome<CreditEntry> rule(Viewer officer, UUID id, boolean upheld, String reason) {
        String said = reason.strip();
        if (said.isEmpty() || said.length() > 2000)
            return Outcome.refused(FieldError.of("ruling", "credit.error.text"));
        return Objects.requireNonNull(transactions.execute(status -> {
            store.lock(id);
            var found = store.find(officer, id);
            if (found.isEmpty()) return Outcome.refused(FieldError.of("", "credit.error.gone"));
            CreditEntry entry = found.get();
            var open = store.objections(id).stream()
                    .filter(objection -> objection.upheld() == null)
                    .map(Objection::id)
                    .findFirst();
            if (open.isEmpty()) return Outcome.refused(FieldError.of("", "credit.error.noObjection"));
            if (officer.requireAccount().equals(entry.enteredBy())) {
                return Outcome.refused(FieldError.of("", "credit.error.fourEyes"));
            }
            store.rule(open.get(), upheld, said, officer, clock.instant());
            if (upheld) {
                var unused = records.reverse(store.record(id), LocalDate.now(clock), "credit objection upheld");
            }
            audit.append(officer, event(upheld ? "programme.creditRevoked" : "programme.creditUpheld", entry));
            var people = accounts.ofOrganisation(entry.organisation()).stream()
                    .map(Accounts.Person::account)
                    .toList();
            if (!people.isEmpty()) {
                messages.send(
                        people,
                        "programme.credit.ruling/" + open.get(),
                        upheld ? "科技信用异议成立，该记录已撤销" : "科技信用异议不成立，维持该记录",
                        said,
                        "/credit/entries/" + id);
            }
            return Outcome.done(unscoped(id));
        }));
    }
}
