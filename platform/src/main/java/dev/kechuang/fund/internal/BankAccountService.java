package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.Commands.refused;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.fund.internal.BankAccount.State;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Bank accounts: entered by the organisation, confirmed by an officer of its region. */
@Service
public class BankAccountService {

    private final BankAccountStore store;
    private final Organisations organisations;
    private final Commands commands;
    private final FundMessages messages;
    private final AuditLog audit;
    private final Clock clock;

    public BankAccountService(
            BankAccountStore store,
            Organisations organisations,
            Commands commands,
            FundMessages messages,
            AuditLog audit,
            Clock clock) {
        this.store = store;
        this.organisations = organisations;
        this.commands = commands;
        this.messages = messages;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The organisation enters where it is to be paid. What waited before is replaced; what is in use stays in use until
     * an officer has confirmed the new one.
     *
     * @param typed fields {@code holder}, {@code bank}, {@code bankCode}, {@code number}
     */
    public Outcome<BankAccount> enter(Viewer viewer, Map<String, String> typed) {
        UUID organisation = viewer.organisation();
        if (organisation == null || !viewer.is(Role.APPLICANT)) return refused("", "fund.error.gone");
        Optional<Organisation> own = organisations.find(viewer, organisation);
        if (own.isEmpty()) return refused("", "fund.error.gone");
        String holder = typed.getOrDefault("holder", "").strip();
        String bank = typed.getOrDefault("bank", "").strip();
        String bankCode = typed.getOrDefault("bankCode", "").replaceAll("\\s", "");
        String number = typed.getOrDefault("number", "").replaceAll("[\\s-]", "");
        var errors = new ArrayList<FieldError>();
        if (!holder.equals(own.get().name())) {
            errors.add(FieldError.of("holder", "fund.error.holder", own.get().name()));
        }
        if (bank.length() < 4 || bank.length() > 120) errors.add(FieldError.of("bank", "fund.error.bank"));
        if (!bankCode.matches("[0-9]{12}")) errors.add(FieldError.of("bankCode", "fund.error.bankCode"));
        if (!number.matches("[0-9]{8,32}")) errors.add(FieldError.of("number", "fund.error.bankNumber"));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return commands.run(() -> {
            for (BankAccount before : store.lock(organisation)) {
                boolean same = before.bankCode().equals(bankCode)
                        && before.number().equals(number)
                        && before.bank().equals(bank)
                        && before.holder().equals(holder);
                if (same && before.state() == State.CONFIRMED) return refused("number", "fund.error.sameAccount");
                if (before.state() == State.ENTERED) store.replace(before.id());
            }
            UUID id = store.insert(organisation, holder, bank, bankCode, number, viewer, clock.instant());
            audit.append(
                    viewer,
                    AuditEvent.of("fund.accountEntered", "bankAccount", id, holder)
                            .with(Map.of("bank", bank, "number", BankAccount.mask(number))));
            return Outcome.done(store.find(id).orElseThrow());
        });
    }

    /** From now on the organisation is paid to this account. */
    public Outcome<BankAccount> confirm(Viewer officer, UUID id) {
        return decide(officer, id, State.CONFIRMED, "");
    }

    public Outcome<BankAccount> refuse(Viewer officer, UUID id, String reason) {
        if (BudgetService.blank(reason)) return refused("reason", "fund.error.reason");
        return decide(officer, id, State.REFUSED, reason.strip());
    }

    private Outcome<BankAccount> decide(Viewer officer, UUID id, State wanted, String reason) {
        return commands.run(() -> {
            var found = store.find(id);
            if (found.isEmpty()) return refused("", "fund.error.gone");
            var organisation = organisations.find(officer, found.get().organisation());
            if (!officer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER) || organisation.isEmpty()) {
                return refused("", "fund.error.gone");
            }
            var all = store.lock(found.get().organisation());
            BankAccount account =
                    all.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
            if (account.state() == wanted) return Outcome.done(account);
            boolean possible =
                    account.state() == State.ENTERED || account.state() == State.DOUBTFUL && wanted == State.CONFIRMED;
            if (!possible) return refused("", "fund.error.accountDecided");
            if (account.enteredBy().equals(officer.account())) return refused("", "fund.error.fourEyes");
            if (wanted == State.CONFIRMED) {
                for (BankAccount other : all) {
                    boolean inUse = other.state() == State.CONFIRMED || other.state() == State.DOUBTFUL;
                    if (inUse && !other.id().equals(id)) store.replace(other.id());
                }
            }
            store.decide(id, wanted, officer, reason, clock.instant());
            audit.append(
                    officer,
                    AuditEvent.of(
                                    wanted == State.CONFIRMED ? "fund.accountConfirmed" : "fund.accountRefused",
                                    "bankAccount",
                                    id,
                                    account.holder())
                            .with(Map.of("number", account.masked(), "reason", reason)));
            messages.accountDecided(account, wanted == State.CONFIRMED, reason);
            return Outcome.done(store.find(id).orElseThrow());
        });
    }
}
