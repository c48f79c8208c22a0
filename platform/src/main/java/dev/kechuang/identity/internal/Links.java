package dev.kechuang.identity.internal;

import static dev.kechuang.identity.internal.Rows.at;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.FirstRun;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One-time links (一次性链接): to become one of the first administrators, to accept an invitation, to set a new password.
 * Kept as a digest, good for 72 hours and for one use: two who open it at once find out which of them was first.
 */
@Service
public class Links implements FirstRun {

    private final JdbcClient jdbc;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final SecondFactor secondFactor;
    private final Lockout lockout;
    private final LiveSessions sessions;
    private final AdministratorLog log;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Settings settings;
    private final boolean demo;

    public Links(
            JdbcClient jdbc,
            AccountStore accounts,
            Passwords passwords,
            SecondFactor secondFactor,
            Lockout lockout,
            LiveSessions sessions,
            AdministratorLog log,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock,
            Settings settings,
            @Value("${kc.demo:false}") boolean demo) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.passwords = passwords;
        this.secondFactor = secondFactor;
        this.lockout = lockout;
        this.sessions = sessions;
        this.log = log;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
        this.demo = demo;
    }

    public enum Purpose {
        FIRST_RUN,
        INVITATION,
        RESET,
        /** Takes the second factor away as well; made on the machine only. */
        RECOVERY
    }

    /** @param path with the secret in it: shown once */
    public record Issued(String path, Instant expires) {}

    /**
     * A link that is good now.
     *
     * @param role for the first administrators, else null
     * @param account whose password it sets, null for the first administrators
     */
    public record Open(
            UUID id,
            Purpose purpose,
            @Nullable Role role,
            @Nullable Account account,
            Instant expires) {

        /** Whether a code of the device is asked for before the password is set. */
        public boolean codeNeeded() {
            return purpose != Purpose.RECOVERY && account != null && account.secondFactor();
        }
    }

    @Override
    public List<Link> links() {
        return transaction.execute(status -> {
            var links = new ArrayList<Link>();
            for (Role role : List.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)) {
                if (accounts.countAdministratorsLocked(role) > 0) continue;
                jdbc.sql("""
                        UPDATE identity.one_time_link SET revoked_at = :now
                        WHERE purpose = 'FIRST_RUN' AND role = :role AND used_at IS NULL AND revoked_at IS NULL
                        """)
                        .param("now", at(clock.instant()))
                        .param("role", role.name())
                        .update();
                Issued issued = issue(Purpose.FIRST_RUN, role, null, null);
                audit.appendSystem("first run", AuditEvent.of("identity.linkIssued", "role", role.name(), role.name()));
                links.add(new Link(role, issued.path(), issued.expires()));
            }
            return links;
        });
    }

    /** A link for somebody's password; those given before stop working. Joins the running transaction. */
    Issued forAccount(UUID account, Purpose purpose, @Nullable UUID by) {
        revokeAll(account);
        return issue(purpose, null, account, by);
    }

    void revokeAll(UUID account) {
        jdbc.sql("""
                UPDATE identity.one_time_link SET revoked_at = :now
                WHERE account = :account AND used_at IS NULL AND revoked_at IS NULL
                """)
                .param("now", at(clock.instant()))
                .param("account", account)
                .update();
    }

    private Issued issue(Purpose purpose, @Nullable Role role, @Nullable UUID account, @Nullable UUID by) {
        String secret = Secrets.random();
        Instant now = clock.instant();
        Instant expires = now.plus(settings.linkLife());
        jdbc.sql("""
                INSERT INTO identity.one_time_link (hash, purpose, role, account, created_by, created_at, expires_at)
                VALUES (:hash, :purpose, :role, :account, :by, :now, :expires)
                """)
                .param("hash", Secrets.digest(secret))
                .param("purpose", purpose.name())
                .param("role", role == null ? null : role.name())
                .param("account", account)
                .param("by", by)
                .param("now", at(now))
                .param("expires", at(expires))
                .update();
        return new Issued("/link/" + secret, expires);
    }

    /** Empty when it is unknown, used, revoked or expired, or its account is closed. */
    public Optional<Open> open(String secret) {
        return jdbc.sql("""
                        SELECT id, purpose, role, account, expires_at FROM identity.one_time_link
                        WHERE hash = :hash AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :now
                        """)
                .param("hash", Secrets.digest(secret))
                .param("now", at(clock.instant()))
                .query((row, number) -> opened(row))
                .optional()
                .filter(open -> open.purpose() == Purpose.FIRST_RUN
                        || (open.account() != null && open.account().active()));
    }

    private Open opened(ResultSet row) throws SQLException {
        String role = row.getString("role");
        UUID account = Rows.uuidOrNull(row, "account");
        return new Open(
                Rows.uuid(row, "id"),
                Purpose.valueOf(Rows.text(row, "purpose")),
                role == null ? null : Role.valueOf(role),
                account == null ? null : accounts.find(account).orElse(null),
                Rows.instant(row, "expires_at"));
    }

    /** Whether whoever becomes an administrator by a link sets up the second factor at once. */
    public boolean secondFactorAtOnce() {
        return settings.secondFactorForAdministrators() && !demo;
    }

    /**
     * @param secret of the second factor, empty where none is needed
     * @param code the device's code for it
     */
    public record NewAdministrator(String login, String name, char[] password, String secret, String code) {}

    /** @param recoveryCodes to be shown once; empty without a second factor */
    public record Accepted(UUID account, List<String> recoveryCodes) {}

    /** Somebody becomes one of the first administrators. */
    public Outcome<Accepted> becomeAdministrator(String link, NewAdministrator person) {
        Optional<Open> open = open(link);
        if (open.isEmpty() || open.get().role() == null) return gone();
        Role role = open.get().role();
        var errors = new ArrayList<FieldError>();
        errors.addAll(PersonRules.login(person.login()));
        errors.addAll(PersonRules.person(person.name(), "", ""));
        errors.addAll(PasswordRules.check("password", person.password(), person.login(), person.name(), used -> false));
        Optional<Long> step = Optional.empty();
        if (secondFactorAtOnce()) {
            step = secondFactor.step(person.secret(), person.code().replaceAll("\\s", ""));
            if (step.isEmpty()) errors.add(FieldError.of("code", "identity.second.wrong"));
        }
        if (!errors.isEmpty()) return Outcome.refused(errors);
        String hash = passwords.hash(person.password());
        Optional<Long> proven = step;
        return transaction.execute(status -> {
            if (!take(open.get().id())) return gone();
            Instant now = clock.instant();
            Optional<UUID> account =
                    accounts.insert(person.login(), person.name().strip(), "", "", null, null, hash, now, null);
            if (account.isEmpty()) {
                // The link stays good: nothing of this attempt is kept.
                status.setRollbackOnly();
                return Outcome.refused(FieldError.of("login", "identity.person.loginTaken"));
            }
            accounts.grant(account.get(), role, "FIRST_RUN", null, now);
            List<String> codes = List.of();
            if (proven.isPresent()) {
                secondFactor.store(account.get(), person.secret(), proven.get());
                codes = secondFactor.newRecoveryCodes(account.get());
            }
            audit.appendSystem(
                    "first run",
                    AuditEvent.of(
                                    "identity.firstAdministrator",
                                    "account",
                                    account.get(),
                                    person.name().strip())
                            .with(Map.of("role", role.name())));
            return Outcome.done(new Accepted(account.get(), codes));
        });
    }

    /** Sets the password of an invited person, or a new one. Ends the sessions of the account. */
    public Outcome<Accepted> setPassword(String link, char[] password, String code) {
        Optional<Open> found = open(link);
        Account account = found.map(Open::account).orElse(null);
        if (found.isEmpty() || account == null) return gone();
        List<FieldError> errors = PasswordRules.check(
                "password",
                password,
                account.login(),
                account.name(),
                candidate ->
                        accounts.passwords(account.id()).stream().anyMatch(hash -> passwords.matches(candidate, hash)));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        if (found.get().codeNeeded()) {
            // Whoever gave the link must not get in with it alone. Guesses are counted outside the transaction.
            var key = lockout.secondFactor(account.id());
            if (lockout.reserve(key).isPresent() || !secondFactor.accept(account.id(), code))
                return Outcome.refused(FieldError.of("code", "identity.second.wrong"));
            lockout.clear(key);
        }
        String hash = passwords.hash(password);
        return transaction.execute(status -> {
            if (!take(found.get().id())) return gone();
            accounts.setPassword(account.id(), hash, false, clock.instant());
            sessions.endAll(account.id(), null, LiveSession.EndReason.PASSWORD);
            lockout.clear(lockout.login(account.login()));
            var person =
                    new Viewer(account.id(), account.name(), Set.copyOf(account.roles()), null, null, "", List.of());
            audit.append(person, AuditEvent.of("identity.passwordSetByLink", "account", account.id(), account.name()));
            if (found.get().purpose() == Purpose.RECOVERY && account.secondFactor()) {
                secondFactor.remove(account.id());
                log.write(person, "identity.secondFactorReset", account.id(), account.name(), "");
                audit.append(
                        person, AuditEvent.of("identity.secondFactorReset", "account", account.id(), account.name()));
            }
            return Outcome.done(new Accepted(account.id(), List.of()));
        });
    }

    /** The one who uses it; everybody after finds it used. */
    private boolean take(UUID id) {
        return jdbc.sql("""
                        UPDATE identity.one_time_link SET used_at = :now
                        WHERE id = :id AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :now
                        """).param("now", at(clock.instant())).param("id", id).update() == 1;
    }

    private static Outcome<Accepted> gone() {
        return Outcome.refused(FieldError.of("", "identity.link.gone"));
    }
}
