package dev.kechuang.registry.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.internal.FactStore.Sheet;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** The commands on a year's facts: keep as typed, hand in, confirm, return. */
@Service
public class FactService {

    /** The first year a form can be opened for. */
    public static final int FIRST_YEAR = 2015;

    private final FactStore facts;
    private final FactRules rules;
    private final OrganisationStore organisations;
    private final AuditLog audit;
    private final Accounts accounts;
    private final Messages messages;
    private final TransactionOperations transactions;
    private final Clock clock;

    public FactService(
            FactStore facts,
            FactRules rules,
            OrganisationStore organisations,
            AuditLog audit,
            Accounts accounts,
            Messages messages,
            TransactionOperations transactions,
            Clock clock) {
        this.facts = facts;
        this.rules = rules;
        this.organisations = organisations;
        this.audit = audit;
        this.accounts = accounts;
        this.messages = messages;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Keeps a form as it stands, right or wrong. A confirmed year is opened again as the next revision. */
    public Outcome<Sheet> keep(Viewer viewer, UUID organisation, int year, Map<String, String> typed) {
        return transactions.execute(status -> {
            var refusal = mayState(viewer, organisation, year);
            if (refusal != null) return Outcome.refused(refusal);
            Instant now = clock.instant();
            Sheet sheet = opened(organisation, year, now);
            if (sheet.status().equals("submitted")) {
                return Outcome.refused(FieldError.of("", "registry.fact.error.waiting"));
            }
            facts.keepTyped(organisation, year, known(typed), now);
            return Outcome.done(sheet);
        });
    }

    /** Hands the year in. Refused with every error, and the form stays kept as typed. */
    public Outcome<Sheet> submit(Viewer viewer, UUID organisation, int year, Map<String, String> typed) {
        var visible = organisations.find(viewer, organisation);
        if (visible.isEmpty()) return Outcome.refused(FieldError.of("", "registry.error.gone"));
        var reading = rules.read(visible.get(), typed);
        if (!reading.errors().isEmpty() || reading.values().isEmpty()) {
            Outcome<Sheet> kept = keep(viewer, organisation, year, typed);
            if (kept instanceof Outcome.Refused) return kept;
            return reading.errors().isEmpty()
                    ? Outcome.refused(FieldError.of("", "registry.fact.error.empty"))
                    : Outcome.refused(reading.errors());
        }
        return transactions.execute(status -> {
            var refusal = mayState(viewer, organisation, year);
            if (refusal != null) return Outcome.refused(refusal);
            Instant now = clock.instant();
            Sheet sheet = opened(organisation, year, now);
            if (sheet.status().equals("submitted")) {
                return Outcome.refused(FieldError.of("", "registry.fact.error.waiting"));
            }
            int changed = facts.append(sheet, reading.values(), viewer.isOfficer() ? "officer" : "firm", viewer, now);
            facts.dropTyped(organisation, year);
            facts.moveSheet(sheet, "submitted", sheet.revision(), "", now);
            Organisation o = organisations.lock(organisation).orElseThrow();
            audit.append(
                    viewer, event("registry.factsSubmitted", o, year).with(Map.of("year", year, "changed", changed)));
            tell(
                    accounts.officers(Role.COUNTY_OFFICER, o.region()),
                    sheet,
                    "年度数据待确认：" + o.name() + " " + year + "年",
                    "");
            return Outcome.done(facts.lockSheet(organisation, year).orElseThrow());
        });
    }

    public Outcome<Sheet> confirm(Viewer officer, UUID organisation, int year, int version) {
        return decide(officer, organisation, year, version, true, "");
    }

    public Outcome<Sheet> giveBack(Viewer officer, UUID organisation, int year, int version, String reason) {
        if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "registry.error.reason"));
        return decide(officer, organisation, year, version, false, reason.strip());
    }

    private Outcome<Sheet> decide(
            Viewer officer, UUID organisation, int year, int version, boolean confirmed, String reason) {
        if (!officer.is(Role.COUNTY_OFFICER))
            return Outcome.refused(FieldError.of("", "registry.error.countyConfirms"));
        return transactions.execute(status -> {
            var o = organisations.find(officer, organisation);
            if (o.isEmpty()) return Outcome.refused(FieldError.of("", "registry.error.gone"));
            var sheet = facts.lockSheet(organisation, year);
            if (sheet.isEmpty()
                    || sheet.get().version() != version
                    || !sheet.get().status().equals("submitted")) {
                return Outcome.refused(FieldError.of("", "registry.error.changedMeanwhile"));
            }
            Instant now = clock.instant();
            facts.decide(sheet.get(), confirmed, reason, officer, now);
            facts.moveSheet(
                    sheet.get(),
                    confirmed ? "confirmed" : "returned",
                    sheet.get().revision(),
                    reason,
                    now);
            if (!confirmed) reopen(sheet.get(), now);
            audit.append(
                    officer,
                    event(confirmed ? "registry.factsConfirmed" : "registry.factsReturned", o.get(), year)
                            .with(Map.of("year", year, "reason", reason)));
            tell(
                    accounts.ofOrganisation(organisation),
                    sheet.get(),
                    year + "年度数据" + (confirmed ? "已确认" : "已退回"),
                    confirmed ? "" : "退回原因：" + reason);
            return Outcome.done(facts.lockSheet(organisation, year).orElseThrow());
        });
    }

    /** What was handed in stands in the form again, so that nothing has to be typed twice. */
    private void reopen(Sheet sheet, Instant now) {
        var typed = new HashMap<String, String>();
        for (var version : facts.newest(sheet.organisation())) {
            if (version.year() != sheet.year() || version.value() == null) continue;
            typed.put(version.code(), FactRules.typed(version.value()));
        }
        facts.keepTyped(sheet.organisation(), sheet.year(), typed, now);
    }

    private Sheet opened(UUID organisation, int year, Instant now) {
        Sheet sheet = facts.openSheet(organisation, year, now);
        if (!sheet.status().equals("confirmed")) return sheet;
        facts.moveSheet(sheet, "draft", sheet.revision() + 1, "", now);
        return facts.lockSheet(organisation, year).orElseThrow();
    }

    private @org.jspecify.annotations.Nullable FieldError mayState(Viewer viewer, UUID organisation, int year) {
        var found = organisations.find(viewer, organisation);
        if (found.isEmpty()) return FieldError.of("", "registry.error.gone");
        if (found.get().status() != OrganisationStatus.CONFIRMED) {
            return FieldError.of("", "registry.fact.error.notConfirmed");
        }
        int now = LocalDate.now(clock).getYear();
        if (year < FIRST_YEAR || year > now) {
            return FieldError.of("", "registry.fact.error.year", String.valueOf(FIRST_YEAR), String.valueOf(now));
        }
        return null;
    }

    private Map<String, String> known(Map<String, String> typed) {
        var codes = new LinkedHashSet<String>();
        rules.form().forEach(fact -> codes.add(fact.code()));
        var kept = new HashMap<String, String>();
        typed.forEach((code, value) -> {
            if (codes.contains(code) && !value.isBlank() && value.length() <= 1_000) kept.put(code, value);
        });
        return kept;
    }

    private void tell(Collection<Accounts.Person> people, Sheet sheet, String subject, String text) {
        if (people.isEmpty()) return;
        messages.send(
                people.stream().map(Accounts.Person::account).distinct().toList(),
                "registry.facts/" + sheet.organisation() + "/" + sheet.year() + "/" + sheet.version(),
                subject,
                text,
                "/organisations/" + sheet.organisation() + "/facts/" + sheet.year());
    }

    static AuditEvent event(String action, Organisation o, int year) {
        return AuditEvent.of(action, "organisation", o.id(), o.name() + " " + year);
    }
}
