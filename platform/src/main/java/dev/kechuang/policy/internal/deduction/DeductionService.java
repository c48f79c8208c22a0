package dev.kechuang.policy.internal.deduction;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.internal.deduction.Filing.Confirmed;
import dev.kechuang.policy.internal.deduction.Filing.State;
import dev.kechuang.policy.internal.deduction.FilingCheck.Checked;
import dev.kechuang.registry.FactStatements;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationKind;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** The commands on filings: a firm opens, keeps and submits its own; the county's officer returns, confirms, opens again. */
@Service
public class DeductionService {

    /** The first year with a policy on record (财税〔2006〕88号). */
    public static final int FIRST_YEAR = 2006;

    public static final int MOST_PROJECTS = 500;
    private static final int LONGEST = 300;

    private final FilingStore store;
    private final FilingCheck check;
    private final Decisions decisions;
    private final DeductionPolicy policies;
    private final FactStatements facts;
    private final Organisations organisations;
    private final DeductionRecords records;
    private final AuditLog audit;
    private final Accounts accounts;
    private final Messages messages;
    private final TransactionOperations transactions;
    private final Clock clock;

    public DeductionService(
            FilingStore store,
            FilingCheck check,
            Decisions decisions,
            DeductionPolicy policies,
            FactStatements facts,
            Organisations organisations,
            DeductionRecords records,
            AuditLog audit,
            Accounts accounts,
            Messages messages,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.check = check;
        this.decisions = decisions;
        this.policies = policies;
        this.facts = facts;
        this.organisations = organisations;
        this.records = records;
        this.audit = audit;
        this.accounts = accounts;
        this.messages = messages;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A filing with what the rules say about it. */
    public record Looked(Filing filing, Organisation organisation, List<Project> projects, Checked checked) {}

    public Optional<Looked> look(Viewer viewer, UUID id) {
        return store.find(viewer, id)
                .flatMap(filing ->
                        organisations.find(viewer, filing.organisation()).map(firm -> looked(filing, firm)));
    }

    private Looked looked(Filing filing, Organisation firm) {
        var projects = store.projects(filing.id());
        return new Looked(filing, firm, projects, check.check(filing, projects, firm));
    }

    /** The firm's filing for a year that is over; the one that is there already when there is one. */
    public Outcome<Filing> open(Viewer viewer, int year) {
        UUID own = viewer.organisation();
        if (!viewer.is(Role.APPLICANT) || own == null)
            return Outcome.refused(FieldError.of("", "deduction.error.firm"));
        int last = LocalDate.now(clock).getYear() - 1;
        if (year < FIRST_YEAR || year > last) {
            return Outcome.refused(FieldError.of(
                    "year", "deduction.error.openYear", String.valueOf(FIRST_YEAR), String.valueOf(last)));
        }
        var firm = organisations.find(viewer, own);
        if (firm.isEmpty()
                || firm.get().status() != OrganisationStatus.CONFIRMED
                || firm.get().kind() != OrganisationKind.ENTERPRISE) {
            return Outcome.refused(FieldError.of("", "deduction.error.firm"));
        }
        return transactions.execute(status -> {
            Instant now = clock.instant();
            var opened = store.open(own, year, now);
            Filing filing = store.find(viewer, opened.getKey()).orElseThrow();
            if (opened.getValue()) {
                store.note(filing.id(), 1, "opened", viewer, "", now);
                audit.append(viewer, event("policy.deductionOpened", filing));
            }
            return Outcome.done(filing);
        });
    }

    /** Keeps the statement as typed, right or wrong. */
    public Outcome<Filing> keep(Viewer viewer, UUID id, Map<String, String> typed) {
        return change(viewer, id, filing -> {
            var known = new HashMap<String, String>();
            policies.of(filing.year())
                    .ifPresent(version ->
                            policies.asked(version.policy()).forEach(fact -> take(typed, fact.code(), known)));
            take(typed, Filing.LEDGER, known);
            store.keep(id, known, clock.instant());
            return Outcome.done(store.find(viewer, id).orElseThrow());
        });
    }

    private static void take(Map<String, String> typed, String field, Map<String, String> into) {
        String text = typed.getOrDefault(field, "").strip();
        if (!text.isEmpty()) into.put(field, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }

    private static Map<String, String> projectFields(Map<String, String> typed) {
        var known = new LinkedHashMap<String, String>();
        Project.FIELDS.forEach(field -> take(typed, field, known));
        return known;
    }

    /** Adds a project as typed, right or wrong. */
    public Outcome<UUID> addProject(Viewer viewer, UUID id, Map<String, String> typed) {
        return change(viewer, id, filing -> {
            int there = store.projects(id).size();
            if (there >= MOST_PROJECTS) {
                return Outcome.refused(FieldError.of("", "deduction.error.most", MOST_PROJECTS));
            }
            UUID project = store.add(id, there + 1, projectFields(typed));
            touch(filing);
            return Outcome.done(project);
        });
    }

    /** Changes a project as typed, right or wrong. */
    public Outcome<UUID> changeProject(Viewer viewer, UUID id, UUID project, Map<String, String> typed) {
        return change(viewer, id, filing -> {
            if (!store.change(id, project, projectFields(typed))) return gone();
            touch(filing);
            return Outcome.done(project);
        });
    }

    public Outcome<UUID> removeProject(Viewer viewer, UUID id, UUID project) {
        return change(viewer, id, filing -> {
            if (!store.remove(id, project)) return gone();
            touch(filing);
            return Outcome.done(project);
        });
    }

    /** How many projects a file added and changed. */
    public record Loaded(int added, int changed) {}

    /** Takes over the rows of a file as they are: those with the number of a project change it, the others are added. */
    public Outcome<Loaded> load(Viewer viewer, UUID id, List<Map<String, String>> rows) {
        return change(viewer, id, filing -> {
            var there = store.projects(id);
            var byNumber = new HashMap<String, UUID>();
            there.forEach(project -> byNumber.putIfAbsent(
                    project.typed().getOrDefault("number", "").strip(), project.id()));
            byNumber.remove("");
            int position = there.size();
            int changed = 0;
            int added = 0;
            for (var row : rows) {
                var typed = projectFields(row);
                // Two rows of a file with one number stay two, so that the check names both.
                UUID known = byNumber.remove(typed.getOrDefault("number", ""));
                if (known != null) {
                    store.change(id, known, typed);
                    changed++;
                } else if (++position > MOST_PROJECTS) {
                    return Outcome.refused(FieldError.of("file", "deduction.error.most", MOST_PROJECTS));
                } else {
                    store.add(id, position, typed);
                    added++;
                }
            }
            touch(filing);
            return Outcome.done(new Loaded(added, changed));
        });
    }

    /** Hands it in. Refused with everything the rules find; nothing typed is lost. */
    public Outcome<Filing> submit(Viewer viewer, UUID id, int version) {
        return change(viewer, id, filing -> {
            if (filing.version() != version) return changedMeanwhile();
            var looked = looked(
                    filing, organisations.find(viewer, filing.organisation()).orElseThrow());
            if (!looked.checked().right())
                return Outcome.refused(looked.checked().errors());
            Instant now = clock.instant();
            store.costs(id, looked.projects(), looked.checked().read());
            store.submit(filing, viewer, now);
            store.note(id, version + 1, "submitted", viewer, "", now);
            audit.append(viewer, event("policy.deductionSubmitted", filing));
            tell(
                    accounts.officers(Role.COUNTY_OFFICER, looked.organisation().region()),
                    filing,
                    version + 1,
                    "研发费用加计扣除备案待确认：" + filing.organisationName() + " " + filing.year() + "年度",
                    "");
            return Outcome.done(store.find(viewer, id).orElseThrow());
        });
    }

    /** Confirms it: the facts of the year are written, the policy decides on them, and what it decided is frozen. */
    public Outcome<Filing> confirm(Viewer officer, UUID id, int version) {
        return decide(officer, id, version, State.SUBMITTED, filing -> {
            var firm = organisations.find(officer, filing.organisation()).orElseThrow();
            var looked = looked(filing, firm);
            var checked = looked.checked();
            if (!checked.right()) return Outcome.refused(checked.errors());
            Instant now = clock.instant();
            var stated = facts.confirm(
                    officer,
                    new FactStatements.Statement(
                            filing.organisation(),
                            filing.year(),
                            checked.values(),
                            filing.submittedBy(),
                            filing.submittedName(),
                            Objects.requireNonNull(filing.submittedAt()),
                            filing.subject()));
            if (stated instanceof Outcome.Refused<Integer>(var errors)) return Outcome.refused(errors);
            var policy = policies.of(filing.year()).orElseThrow();
            var decided = decisions.decide(policy.id(), filing.organisation(), filing.day());
            var figures = DeductionPolicy.figures(decided, checked.sums().foreign());
            Long deduction = figures.deduction();
            Long saved = figures.saved();
            if (!decided.eligible() || deduction == null || saved == null) {
                return Outcome.refused(FieldError.of("", "deduction.error.notEligible"));
            }
            var confirmed = new Confirmed(
                    decisions.save(officer, decided, filing.subject()).id(),
                    checked.sums().projects(),
                    checked.sums().total(),
                    deduction,
                    saved,
                    firm.region(),
                    firm.zone(),
                    firm.industry());
            store.confirm(filing, confirmed, now);
            records.confirmed(filing, confirmed, filing.confirmations() + 1, looked.projects(), checked.read());
            store.note(id, version + 1, "confirmed", officer, "", now);
            audit.append(
                    officer,
                    event("policy.deductionConfirmed", filing)
                            .with(Map.of(
                                    "deductionFen",
                                    deduction,
                                    "savedFen",
                                    saved,
                                    "facts",
                                    stated.fold(n -> n, e -> 0))));
            tellFirm(filing, version + 1, filing.year() + "年度研发费用加计扣除备案已确认", "");
            return Outcome.done(store.find(officer, id).orElseThrow());
        });
    }

    /** Returns it for correction. */
    public Outcome<Filing> giveBack(Viewer officer, UUID id, int version, String reason) {
        return giveBack(officer, id, version, reason, State.SUBMITTED);
    }

    /** Opens a confirmed one again for correction: it no longer counts until it is confirmed again. */
    public Outcome<Filing> reopen(Viewer officer, UUID id, int version, String reason) {
        return giveBack(officer, id, version, reason, State.CONFIRMED);
    }

    private Outcome<Filing> giveBack(Viewer officer, UUID id, int version, String given, State from) {
        String reason = given.strip();
        if (reason.isEmpty() || reason.length() > 500) {
            return Outcome.refused(FieldError.of("reason", "deduction.error.reason"));
        }
        return decide(officer, id, version, from, filing -> {
            Instant now = clock.instant();
            boolean reopened = from == State.CONFIRMED;
            if (reopened) {
                var rows = store.projects(id);
                var firm = organisations.find(officer, filing.organisation()).orElseThrow();
                var read = check.check(filing, rows, firm).read();
                records.takenBack(filing, Objects.requireNonNull(filing.confirmed()), rows, read);
            }
            store.giveBack(filing, reason, now);
            store.note(id, version + 1, reopened ? "reopened" : "returned", officer, reason, now);
            audit.append(
                    officer,
                    event(reopened ? "policy.deductionReopened" : "policy.deductionReturned", filing)
                            .with(Map.of("reason", reason)));
            tellFirm(filing, version + 1, filing.year() + "年度研发费用加计扣除备案退回补正", "退回原因：" + reason);
            return Outcome.done(store.find(officer, id).orElseThrow());
        });
    }

    /** A step of the officer on a filing in a state; a refusal undoes everything. */
    private Outcome<Filing> decide(
            Viewer officer, UUID id, int version, State from, Function<Filing, Outcome<Filing>> step) {
        if (!officer.is(Role.COUNTY_OFFICER)) return Outcome.refused(FieldError.of("", "deduction.error.county"));
        return transactions.execute(status -> {
            var found = store.lock(officer, id);
            if (found.isEmpty()) return gone();
            if (found.get().version() != version || found.get().state() != from) return changedMeanwhile();
            var outcome = step.apply(found.get());
            if (outcome instanceof Outcome.Refused) status.setRollbackOnly();
            return outcome;
        });
    }

    /** A command of the firm on its own open filing. */
    private <T> Outcome<T> change(Viewer viewer, UUID id, Function<Filing, Outcome<T>> step) {
        return transactions.execute(status -> {
            var found = store.lock(viewer, id);
            if (found.isEmpty()) return gone();
            if (!viewer.is(Role.APPLICANT) || !found.get().organisation().equals(viewer.organisation())) {
                return Outcome.refused(FieldError.of("", "deduction.error.firm"));
            }
            if (!found.get().open()) return Outcome.refused(FieldError.of("", "deduction.error.closed"));
            var outcome = step.apply(found.get());
            if (outcome instanceof Outcome.Refused) status.setRollbackOnly();
            return outcome;
        });
    }

    private void touch(Filing filing) {
        store.keep(filing.id(), filing.typed(), clock.instant());
    }

    private static <T> Outcome<T> gone() {
        return Outcome.refused(FieldError.of("", "deduction.error.gone"));
    }

    private static <T> Outcome<T> changedMeanwhile() {
        return Outcome.refused(FieldError.of("", "deduction.error.changed"));
    }

    private static AuditEvent event(String action, Filing filing) {
        return AuditEvent.of(action, "deductionFiling", filing.id(), filing.organisationName() + " " + filing.year());
    }

    private void tellFirm(Filing filing, int version, String subject, String text) {
        tell(accounts.ofOrganisation(filing.organisation()), filing, version, subject, text);
    }

    private void tell(Collection<Accounts.Person> people, Filing filing, int version, String subject, String text) {
        if (people.isEmpty()) return;
        messages.send(
                people.stream().map(Accounts.Person::account).distinct().toList(),
                filing.subject() + "/" + version,
                subject,
                text,
                "/deductions/" + filing.id());
    }
}
