package dev.kechuang.identity.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.internal.LiveSession.EndReason;
import dev.kechuang.identity.internal.UnitStore.Kind;
import dev.kechuang.identity.internal.UnitStore.Unit;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the administrators do to accounts. The system administrator makes accounts, which can do nothing until the
 * security administrator grants a role; neither does anything to the own account, and nobody removes the last of a kind.
 * A link for a new password, which the system administrator gives, does not open an account that has a second factor;
 * that one only the security administrator takes away. So no single person takes over an administrator's account.
 */
@Service
public class Administration {

    private final AccountStore accounts;
    private final UnitStore units;
    private final Links links;
    private final SecondFactor secondFactor;
    private final Tokens tokens;
    private final LiveSessions sessions;
    private final SessionStore sessionRows;
    private final AdministratorLog log;
    private final AuditLog audit;
    private final Clock clock;

    public Administration(
            AccountStore accounts,
            UnitStore units,
            Links links,
            SecondFactor secondFactor,
            Tokens tokens,
            LiveSessions sessions,
            SessionStore sessionRows,
            AdministratorLog log,
            AuditLog audit,
            Clock clock) {
        this.accounts = accounts;
        this.units = units;
        this.links = links;
        this.secondFactor = secondFactor;
        this.tokens = tokens;
        this.sessions = sessions;
        this.sessionRows = sessionRows;
        this.log = log;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param unit null for people who belong to no unit, such as experts and administrators */
    public record NewAccount(
            String login,
            String name,
            String phone,
            String email,
            @Nullable UUID unit) {}

    /** An account that waits for its person to set a password by the link. */
    public record Invited(UUID account, Links.Issued link) {}

    @Transactional
    public Outcome<Invited> createAccount(Viewer viewer, NewAccount account) {
        require(viewer, Role.SYSTEM_ADMIN);
        var errors = new ArrayList<FieldError>();
        errors.addAll(PersonRules.login(account.login()));
        errors.addAll(PersonRules.person(account.name(), account.phone(), account.email()));
        errors.addAll(unit(account.unit(), List.of()));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        Optional<UUID> id = accounts.insert(
                account.login(),
                account.name().strip(),
                account.phone().strip(),
                account.email().strip(),
                account.unit(),
                null,
                null,
                clock.instant(),
                viewer.requireAccount());
        if (id.isEmpty()) return Outcome.refused(FieldError.of("login", "identity.person.loginTaken"));
        var link = links.forAccount(id.get(), Links.Purpose.INVITATION, viewer.requireAccount());
        write(
                viewer,
                "identity.accountCreated",
                id.get(),
                account.name().strip(),
                AccountStore.normalise(account.login()));
        return Outcome.done(new Invited(id.get(), link));
    }

    @Transactional
    public Outcome<UUID> updateAccount(
            Viewer viewer, UUID id, String name, String phone, String email, @Nullable UUID unit) {
        require(viewer, Role.SYSTEM_ADMIN);
        Optional<Account> found = accounts.lock(id);
        if (found.isEmpty()) return gone();
        Account before = found.get();
        var errors = new ArrayList<FieldError>();
        errors.addAll(PersonRules.person(name, phone, email));
        if (before.organisation() != null) {
            if (unit != null) errors.add(FieldError.of("unit", "identity.account.ofOrganisation"));
        } else if (!java.util.Objects.equals(unit, before.unit())) errors.addAll(unit(unit, before.roles()));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        accounts.update(id, name.strip(), phone.strip(), email.strip(), unit);
        sessions.refresh(id);
        write(viewer, "identity.accountChanged", id, name.strip(), changes(before, name, phone, email, unit));
        return Outcome.done(id);
    }

    private static String changes(Account before, String name, String phone, String email, @Nullable UUID unit) {
        var changed = new ArrayList<String>();
        if (!before.name().equals(name.strip())) changed.add(before.name() + " → " + name.strip());
        if (!before.phone().equals(phone.strip())) changed.add("phone");
        if (!before.email().equals(email.strip())) changed.add("email");
        if (!java.util.Objects.equals(before.unit(), unit)) changed.add("unit");
        return String.join(", ", changed);
    }

    /** Locks an account (停用): its sessions end at the next request and it cannot log in. */
    @Transactional
    public Outcome<UUID> lock(Viewer viewer, UUID id, String reason) {
        return stop(viewer, id, reason, Account.Status.LOCKED, "identity.accountLocked");
    }

    /** Closes an account for good (销号); what it did stays. */
    @Transactional
    public Outcome<UUID> close(Viewer viewer, UUID id, String reason) {
        return stop(viewer, id, reason, Account.Status.CLOSED, "identity.accountClosed");
    }

    private Outcome<UUID> stop(Viewer viewer, UUID id, String reason, Account.Status status, String action) {
        require(viewer, Role.SYSTEM_ADMIN);
        if (id.equals(viewer.requireAccount())) return self();
        Optional<Account> found = accounts.lock(id);
        if (found.isEmpty()) return gone();
        Account account = found.get();
        String why = reason.strip();
        if (why.isEmpty() || why.length() > 200)
            return Outcome.refused(FieldError.of("reason", "identity.account.reason", 200));
        if (account.status() == status || account.status() == Account.Status.CLOSED)
            return Outcome.refused(FieldError.of("", "identity.account.already"));
        for (Role role : account.roles()) {
            if (last(account, role)) return Outcome.refused(FieldError.of("", "identity.account.last"));
        }
        accounts.setStatus(id, status, why);
        sessions.endAll(id, null, EndReason.LOCKED);
        links.revokeAll(id);
        if (status == Account.Status.CLOSED) tokens.revokeAll(id);
        write(viewer, action, id, account.name(), why);
        return Outcome.done(id);
    }

    @Transactional
    public Outcome<UUID> unlock(Viewer viewer, UUID id) {
        require(viewer, Role.SYSTEM_ADMIN);
        Optional<Account> found = accounts.lock(id);
        if (found.isEmpty()) return gone();
        if (found.get().status() != Account.Status.LOCKED)
            return Outcome.refused(FieldError.of("", "identity.account.notLocked"));
        accounts.setStatus(id, Account.Status.ACTIVE, "");
        write(viewer, "identity.accountUnlocked", id, found.get().name(), "");
        return Outcome.done(id);
    }

    /** A link with which the person sets a new password; the present one works until it is used. */
    @Transactional
    public Outcome<Links.Issued> resetPassword(Viewer viewer, UUID id) {
        require(viewer, Role.SYSTEM_ADMIN);
        if (id.equals(viewer.requireAccount())) return Outcome.refused(FieldError.of("", "identity.account.self"));
        Optional<Account> found = accounts.lock(id);
        if (found.isEmpty()) return Outcome.refused(FieldError.of("", "identity.account.gone"));
        if (!found.get().active()) return Outcome.refused(FieldError.of("", "identity.account.notActive"));
        var link = links.forAccount(
                id, found.get().invited() ? Links.Purpose.INVITATION : Links.Purpose.RESET, viewer.requireAccount());
        write(viewer, "identity.passwordReset", id, found.get().name(), "");
        return Outcome.done(link);
    }

    /** Ends all sessions of an account; the number of those that were open. */
    @Transactional
    public Outcome<Integer> endSessions(Viewer viewer, UUID id) {
        requireAny(viewer, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN);
        Optional<Account> found = accounts.find(id);
        if (found.isEmpty()) return Outcome.refused(FieldError.of("", "identity.account.gone"));
        int ended = sessions.endAll(id, null, EndReason.ADMINISTRATOR);
        write(viewer, "identity.sessionsEnded", id, found.get().name(), Integer.toString(ended));
        return Outcome.done(ended);
    }

    @Transactional
    public Outcome<UUID> endSession(Viewer viewer, UUID session) {
        requireAny(viewer, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN);
        var row = sessionRows.find(session);
        if (row.isEmpty() || !sessions.end(session, EndReason.ADMINISTRATOR))
            return Outcome.refused(FieldError.of("", "identity.session.over"));
        write(viewer, "identity.sessionsEnded", row.get().account(), row.get().name(), "1");
        return Outcome.done(session);
    }

    @Transactional
    public Outcome<UUID> grant(Viewer viewer, UUID id, Role role) {
        require(viewer, Role.SECURITY_ADMIN);
        if (id.equals(viewer.requireAccount())) return self();
        Optional<Account> found = accounts.lock(id);
        if (found.isEmpty()) return gone();
        Account account = found.get();
        if (account.status() == Account.Status.CLOSED)
            return Outcome.refused(FieldError.of("", "identity.account.notActive"));
        if (account.roles().contains(role)) return Outcome.refused(FieldError.of("role", "identity.role.has"));
        boolean apart = role.isAdministrator()
                ? !account.roles().isEmpty()
                : account.roles().stream().anyMatch(Role::isAdministrator);
        if (apart) return Outcome.refused(FieldError.of("role", "identity.role.apart"));
        Optional<String> misfit = misfit(role, account);
        if (misfit.isPresent()) return Outcome.refused(FieldError.of("role", misfit.get()));
        accounts.grant(id, role, "GRANT", viewer.requireAccount(), clock.instant());
        if (role.isAdministrator()) tokens.revokeAll(id);
        sessions.refresh(id);
        write(viewer, "identity.roleGranted", id, account.name(), role.name());
        return Outcome.done(id);
    }

    @Transactional
    public Outcome<UUID> revoke(Viewer viewer, UUID id, Role role) {
        require(viewer, Role.SECURITY_ADMIN);
        if (id.equals(viewer.requireAccount())) return self();
        Optional<Account> found = accounts.lock(id);
        if (found.isEmpty()) return gone();
        Account account = found.get();
        if (!account.roles().contains(role)) return Outcome.refused(FieldError.of("role", "identity.role.hasNot"));
        if (last(account, role)) return Outcome.refused(FieldError.of("role", "identity.account.last"));
        accounts.revoke(id, role);
        sessions.refresh(id);
        write(viewer, "identity.roleRevoked", id, account.name(), role.name());
        return Outcome.done(id);
    }

    /** For somebody who lost the device and the recovery codes. */
    @Transactional
    public Outcome<UUID> resetSecondFactor(Viewer viewer, UUID id) {
        require(viewer, Role.SECURITY_ADMIN);
        if (id.equals(viewer.requireAccount())) return self();
        Optional<Account> found = accounts.lock(id);
        if (found.isEmpty()) return gone();
        if (!found.get().secondFactor()) return Outcome.refused(FieldError.of("", "identity.second.none"));
        secondFactor.remove(id);
        sessions.endAll(id, null, EndReason.ADMINISTRATOR);
        write(viewer, "identity.secondFactorReset", id, found.get().name(), "");
        return Outcome.done(id);
    }

    /** Whether taking the role from the account, or the account away, would leave no active administrator of the kind. */
    private boolean last(Account account, Role role) {
        if (!role.isAdministrator() || !account.active() || account.invited()) return false;
        return accounts.countAdministratorsLocked(role) <= 1;
    }

    private List<FieldError> unit(@Nullable UUID id, List<Role> roles) {
        Optional<Unit> unit = id == null ? Optional.empty() : units.find(id);
        if (id != null && (unit.isEmpty() || !unit.get().active()))
            return List.of(FieldError.of("unit", "identity.account.unitGone"));
        for (Role role : roles) {
            if (fits(role, unit.map(Unit::kind).orElse(null), false).isPresent())
                return List.of(FieldError.of("unit", "identity.account.unitMisfit"));
        }
        return List.of();
    }

    private Optional<String> misfit(Role role, Account account) {
        Kind kind = account.unit() == null
                ? null
                : units.find(account.unit()).map(Unit::kind).orElse(null);
        return fits(role, kind, account.organisation() != null);
    }

    /** What the database's trigger checks too, here with the reason for people to read. */
    private static Optional<String> fits(Role role, @Nullable Kind kind, boolean organisation) {
        boolean fits = switch (role) {
            case APPLICANT, BANK_OFFICER, INSTRUMENT_OWNER -> organisation;
            case COUNTY_OFFICER -> kind == Kind.REGION_BUREAU;
            case BUREAU_OFFICER, BUREAU_LEADER -> kind == Kind.BUREAU || kind == Kind.DIVISION;
            case EXPERT, BROKER -> true;
            case SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN -> !organisation;
        };
        if (fits) return Optional.empty();
        return Optional.of(
                switch (role) {
                    case COUNTY_OFFICER -> "identity.role.needsRegionBureau";
                    case BUREAU_OFFICER, BUREAU_LEADER -> "identity.role.needsDivision";
                    case APPLICANT, BANK_OFFICER, INSTRUMENT_OWNER -> "identity.role.needsOrganisation";
                    default -> "identity.role.noOrganisation";
                });
    }

    private void write(Viewer viewer, String action, UUID account, String label, String detail) {
        log.write(viewer, action, account, label, detail);
        audit.append(
                viewer,
                AuditEvent.of(action, "account", account, label)
                        .with(detail.isEmpty() ? Map.of() : Map.of("detail", detail)));
    }

    private static void require(Viewer viewer, Role role) {
        requireAny(viewer, role);
    }

    private static void requireAny(Viewer viewer, Role... roles) {
        if (!viewer.isAny(roles))
            throw new org.springframework.security.access.AccessDeniedException("not for this role");
    }

    private static <T> Outcome<T> gone() {
        return Outcome.refused(FieldError.of("", "identity.account.gone"));
    }

    private static <T> Outcome<T> self() {
        return Outcome.refused(FieldError.of("", "identity.account.self"));
    }
}
