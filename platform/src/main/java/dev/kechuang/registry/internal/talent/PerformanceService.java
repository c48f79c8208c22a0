package dev.kechuang.registry.internal.talent;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.registry.internal.talent.Performance.Figures;
import dev.kechuang.registry.internal.talent.Performance.Period;
import dev.kechuang.registry.internal.talent.Performance.State;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The commands on half-years: the firm or an officer of its regions hands in, the county confirms, returns, or opens again.
 * A confirmed one is a record, see {@link TalentRecords}.
 */
@Service
public class PerformanceService {

    private static final BigDecimal MOST_WAN = new BigDecimal("100000000");

    private final PerformanceStore store;
    private final Organisations organisations;
    private final TalentRecords records;
    private final AuditLog audit;
    private final Accounts accounts;
    private final Messages messages;
    private final TransactionOperations transactions;
    private final Clock clock;

    public PerformanceService(
            PerformanceStore store,
            Organisations organisations,
            TalentRecords records,
            AuditLog audit,
            Accounts accounts,
            Messages messages,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.organisations = organisations;
        this.records = records;
        this.audit = audit;
        this.accounts = accounts;
        this.messages = messages;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Reads what was typed; money in 万元. */
    static Outcome<Figures> read(Map<String, String> typed) {
        var errors = new ArrayList<FieldError>();
        var figures = new Figures(
                money(typed, "revenue", true, errors),
                money(typed, "tax", true, errors),
                people(typed, errors),
                money(typed, "financing", false, errors));
        if (errors.isEmpty() && figures.tax().compareTo(figures.revenue()) > 0) {
            errors.add(FieldError.of("tax", "talent.error.tax"));
        }
        return errors.isEmpty() ? Outcome.done(figures) : Outcome.refused(errors);
    }

    private static String plain(Map<String, String> typed, String field) {
        return Normalizer.normalize(typed.getOrDefault(field, ""), Normalizer.Form.NFKC)
                .replace(",", "")
                .strip();
    }

    private static Money money(Map<String, String> typed, String field, boolean required, List<FieldError> errors) {
        String text = plain(typed, field);
        if (text.isEmpty() && !required) return Money.ZERO;
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
            var wan = new BigDecimal(text);
            if (wan.compareTo(MOST_WAN) <= 0) return Money.wan(wan);
        }
        errors.add(FieldError.of(field, "talent.error.money"));
        return Money.ZERO;
    }

    private static int people(Map<String, String> typed, List<FieldError> errors) {
        String text = plain(typed, "staff");
        if (text.matches("[0-9]{1,7}")) return Integer.parseInt(text);
        errors.add(FieldError.of("staff", "talent.error.staff"));
        return 0;
    }

    private Optional<FieldError> mayHandIn(Viewer viewer, UUID organisation, Period period) {
        boolean own = viewer.is(Role.APPLICANT) && organisation.equals(viewer.organisation());
        if (!own && !viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER)) {
            return Optional.of(FieldError.of("", "talent.error.handIn"));
        }
        if (period.year() < Period.FIRST_YEAR || !period.end().isBefore(LocalDate.now(clock))) {
            return Optional.of(FieldError.of("period", "talent.error.period", String.valueOf(Period.FIRST_YEAR)));
        }
        return store.led(organisation, period)
                ? Optional.empty()
                : Optional.of(FieldError.of("", "talent.error.notLed"));
    }

    /** Hands in a half-year, or one that was returned or still waits with other figures. */
    public Outcome<Performance> handIn(Viewer viewer, UUID organisation, Period period, Map<String, String> typed) {
        return switch (read(typed)) {
            case Outcome.Refused<Figures>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<Figures>(var figures) ->
                transactions.execute(status -> handedIn(viewer, organisation, period, figures));
        };
    }

    /** Joins the running transaction; a county officer's file carries the officer's confirmation. */
    Outcome<Performance> loaded(Viewer officer, UUID organisation, Period period, Figures figures) {
        var outcome = handedIn(officer, organisation, period, figures);
        return outcome instanceof Outcome.Done<Performance>(var done) && officer.is(Role.COUNTY_OFFICER)
                ? confirmed(officer, done)
                : outcome;
    }

    private Outcome<Performance> handedIn(Viewer viewer, UUID organisation, Period period, Figures figures) {
        var firm = organisations.find(viewer, organisation);
        if (firm.isEmpty()) return Outcome.refused(FieldError.of("", "registry.error.gone"));
        var refusal = mayHandIn(viewer, organisation, period);
        if (refusal.isPresent()) return Outcome.refused(refusal.get());
        var now = clock.instant();
        var before = store.lock(organisation, period);
        if (before.isPresent() && before.get().state() == State.CONFIRMED) {
            return Outcome.refused(FieldError.of("", "talent.error.confirmed"));
        }
        if (before.isPresent()) store.submit(before.get(), figures, viewer, now);
        else if (!store.insert(organisation, period, figures, viewer, now)) return changed();
        var after = store.lock(organisation, period).orElseThrow();
        audit.append(
                viewer,
                event("registry.talentPerformanceSubmitted", firm.get(), period)
                        .with(Map.of("revenueFen", figures.revenue().fen())));
        if (!viewer.isOfficer()) {
            tell(
                    accounts.officers(Role.COUNTY_OFFICER, firm.get().region()),
                    after,
                    "人才企业经营情况待确认：" + firm.get().name() + " " + said(period),
                    "");
        }
        return Outcome.done(after);
    }

    public Outcome<Performance> confirm(Viewer officer, UUID organisation, Period period, int version) {
        return decide(officer, organisation, period, version, State.SUBMITTED, before -> confirmed(officer, before));
    }

    private Outcome<Performance> confirmed(Viewer officer, Performance before) {
        Organisation firm = organisations.find(officer, before.organisation()).orElseThrow();
        store.confirm(before, firm, officer, clock.instant());
        var after = store.lock(before.organisation(), before.period()).orElseThrow();
        records.halfYear(after, firm.region(), firm.zone(), 1);
        audit.append(officer, event("registry.talentPerformanceConfirmed", firm, before.period()));
        tell(accounts.ofOrganisation(firm.id()), after, said(before.period()) + "经营情况已确认", "");
        return Outcome.done(after);
    }

    /** Returns one that waits, or opens a confirmed one again: it no longer counts. */
    public Outcome<Performance> giveBack(Viewer officer, UUID organisation, Period period, int version, String given) {
        String reason = given.strip();
        if (reason.isEmpty() || reason.length() > 500) {
            return Outcome.refused(FieldError.of("reason", "talent.error.reason"));
        }
        return decide(officer, organisation, period, version, null, before -> {
            Organisation firm = organisations.find(officer, organisation).orElseThrow();
            String region = before.region();
            if (region != null) records.halfYear(before, region, before.zone(), -1);
            store.giveBack(before, reason, clock.instant());
            var after = store.lock(organisation, period).orElseThrow();
            audit.append(
                    officer,
                    event("registry.talentPerformanceReturned", firm, period).with(Map.of("reason", reason)));
            tell(accounts.ofOrganisation(organisation), after, said(period) + "经营情况已退回", "退回原因：" + reason);
            return Outcome.done(after);
        });
    }

    /** @param from the state it has to be in; null for any but returned */
    private Outcome<Performance> decide(
            Viewer officer,
            UUID organisation,
            Period period,
            int version,
            @Nullable State from,
            Function<Performance, Outcome<Performance>> step) {
        if (!officer.is(Role.COUNTY_OFFICER)) {
            return Outcome.refused(FieldError.of("", "registry.error.countyConfirms"));
        }
        return transactions.execute(status -> {
            if (organisations.find(officer, organisation).isEmpty()) {
                return Outcome.refused(FieldError.of("", "registry.error.gone"));
            }
            var before = store.lock(organisation, period);
            boolean fits = before.isPresent()
                    && before.get().version() == version
                    && (from == null
                            ? before.get().state() != State.RETURNED
                            : before.get().state() == from);
            return fits ? step.apply(before.orElseThrow()) : changed();
        });
    }

    private static <T> Outcome<T> changed() {
        return Outcome.refused(FieldError.of("", "registry.error.changedMeanwhile"));
    }

    private static String said(Period period) {
        return period.year() + "年" + (period.half() == 1 ? "上半年" : "下半年");
    }

    private static AuditEvent event(String action, Organisation firm, Period period) {
        return AuditEvent.of(action, "organisation", firm.id(), firm.name() + " " + period);
    }

    private void tell(Collection<Accounts.Person> people, Performance p, String subject, String text) {
        if (people.isEmpty()) return;
        messages.send(
                people.stream().map(Accounts.Person::account).distinct().toList(),
                "registry.talentFirm/" + p.id() + "/" + p.version(),
                subject,
                text,
                "/talent-firms/" + p.organisation() + "/" + p.period());
    }
}
