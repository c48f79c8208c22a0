package dev.kechuang.identity.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.internal.LiveSession.EndReason;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What everybody does to the own account. Anything that weakens it asks for the password again. */
@Service
public class MyAccount {

    private final AccountStore accounts;
    private final Passwords passwords;
    private final Lockout lockout;
    private final SecondFactor secondFactor;
    private final LiveSessions sessions;
    private final SessionStore rows;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Restrictions restrictions;

    public MyAccount(
            AccountStore accounts,
            Passwords passwords,
            Lockout lockout,
            SecondFactor secondFactor,
            LiveSessions sessions,
            SessionStore rows,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock,
            Restrictions restrictions) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.lockout = lockout;
        this.secondFactor = secondFactor;
        this.sessions = sessions;
        this.rows = rows;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.restrictions = restrictions;
    }

    /** Phone and e-mail; the name is the system administrator's to change. */
    @Transactional
    public Outcome<UUID> contact(Viewer viewer, String phone, String email) {
        Account account = accounts.lock(viewer.requireAccount()).orElseThrow();
        List<FieldError> errors = PersonRules.person(account.name(), phone, email);
        if (!errors.isEmpty()) return Outcome.refused(errors);
        accounts.update(account.id(), account.name(), phone.strip(), email.strip(), account.unit());
        audit.append(
                viewer,
                AuditEvent.of("identity.contactChanged", "account", account.id(), account.name())
                        .with(Map.of(
                                "phone", account.phone() + " → " + phone.strip(),
                                "email", account.email() + " → " + email.strip())));
        return Outcome.done(account.id());
    }

    /** @param session the one that goes on; all others of the account end */
    public Outcome<UUID> changePassword(Viewer viewer, char[] present, char[] wanted, @Nullable UUID session) {
        Account account = accounts.find(viewer.requireAccount()).orElseThrow();
        Optional<FieldError> wrong = checkPassword(account, present, "present");
        if (wrong.isPresent()) return Outcome.refused(wrong.get());
        List<FieldError> errors = PasswordRules.check(
                "password",
                wanted,
                account.login(),
                account.name(),
                candidate ->
                        accounts.passwords(account.id()).stream().anyMatch(hash -> passwords.matches(candidate, hash)));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        String hash = passwords.hash(wanted);
        transaction.executeWithoutResult(status -> {
            accounts.setPassword(account.id(), hash, false, clock.instant());
            sessions.endAll(account.id(), session, EndReason.PASSWORD);
            sessions.refresh(account.id());
            audit.append(viewer, AuditEvent.of("identity.passwordChanged", "account", account.id(), account.name()));
        });
        return Outcome.done(account.id());
    }

    public Outcome<UUID> removeSecondFactor(Viewer viewer, char[] present) {
        Account account = accounts.find(viewer.requireAccount()).orElseThrow();
        if (!account.secondFactor()) return Outcome.refused(FieldError.of("", "identity.second.none"));
        if (restrictions.secondFactorRequired(account))
            return Outcome.refused(FieldError.of("", "identity.second.required"));
        Optional<FieldError> wrong = checkPassword(account, present, "present");
        if (wrong.isPresent()) return Outcome.refused(wrong.get());
        transaction.executeWithoutResult(status -> {
            secondFactor.remove(account.id());
            audit.append(
                    viewer, AuditEvent.of("identity.secondFactorRemoved", "account", account.id(), account.name()));
        });
        return Outcome.done(account.id());
    }

    public Outcome<List<String>> renewRecoveryCodes(Viewer viewer, char[] present) {
        Account account = accounts.find(viewer.requireAccount()).orElseThrow();
        if (!account.secondFactor()) return Outcome.refused(FieldError.of("", "identity.second.none"));
        Optional<FieldError> wrong = checkPassword(account, present, "present");
        if (wrong.isPresent()) return Outcome.refused(wrong.get());
        return Outcome.done(secondFactor.renewRecoveryCodes(viewer));
    }

    /** Ends one of the own sessions; refused when it is somebody else's or over. */
    @Transactional
    public Outcome<UUID> endSession(Viewer viewer, UUID session) {
        var row = rows.find(session).filter(found -> found.account().equals(viewer.requireAccount()));
        if (row.isEmpty() || !sessions.end(session, EndReason.SELF))
            return Outcome.refused(FieldError.of("", "identity.session.over"));
        audit.append(viewer, AuditEvent.of("identity.sessionEnded", "session", session, viewer.name()));
        return Outcome.done(session);
    }

    private Optional<FieldError> checkPassword(Account account, char[] present, String field) {
        var key = new Lockout.Key(
                "confirm:" + account.id(), lockout.login(account.login()).limit());
        if (lockout.reserve(key).isPresent()) return Optional.of(FieldError.of(field, "identity.password.wait"));
        if (!passwords.matches(present, account.passwordHash()))
            return Optional.of(FieldError.of(field, "identity.password.wrong"));
        lockout.clear(key);
        return Optional.empty();
    }

    /** Whether the person may do without the second factor. */
    public boolean secondFactorOptional(Viewer viewer) {
        return viewer.roles().stream().noneMatch(Role::isAdministrator)
                || accounts.find(viewer.requireAccount())
                        .map(account -> !restrictions.secondFactorRequired(account))
                        .orElse(true);
    }
}
