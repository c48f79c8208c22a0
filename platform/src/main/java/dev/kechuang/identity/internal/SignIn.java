package dev.kechuang.identity.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Proves who somebody is (登录). Whoever tries gets the same answer, after the same time, for a login name nobody has and
 * for a wrong password. Hashing runs outside of transactions: it must not hold a connection.
 */
@Service
public class SignIn {

    private final AccountStore accounts;
    private final Passwords passwords;
    private final Lockout lockout;
    private final SecondFactor secondFactor;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public SignIn(
            AccountStore accounts,
            Passwords passwords,
            Lockout lockout,
            SecondFactor secondFactor,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.lockout = lockout;
        this.secondFactor = secondFactor;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What came of an attempt. */
    public sealed interface Result {
        /** Who it is; the session may begin. */
        record Proved(UUID account) implements Result {}

        /** The password was right, a code is needed as well. */
        record CodeNeeded(UUID account) implements Result {}

        /** Login name, password or code is wrong; which, is not said. */
        record Wrong() implements Result {}

        /** Too many failures; the attempt was not looked at. */
        record Wait(Duration time) implements Result {}

        /** The password was right, but the account is locked or closed. */
        record Locked(String reason) implements Result {}
    }

    public Result password(String login, char[] password, String address) {
        var byAddress = lockout.address(address);
        var byLogin = lockout.login(login);
        Optional<Instant> until = lockout.reserve(byAddress);
        if (until.isPresent()) return waitUntil(until.get());
        until = lockout.reserve(byLogin);
        if (until.isPresent()) return waitUntil(until.get());

        Optional<Account> found = accounts.byLogin(login);
        String hash = found.map(Account::passwordHash).orElse(null);
        boolean right = passwords.matches(password, hash);
        if (found.isEmpty() || !right || hash == null) {
            found.ifPresent(account -> failed(account, address, "password"));
            return new Result.Wrong();
        }
        Account account = found.get();
        lockout.clear(byLogin);
        lockout.takeBack(byAddress);
        if (passwords.outdated(hash)) accounts.rehash(account.id(), hash, passwords.hash(password));
        return afterFirstFactor(account);
    }

    /** Goes on after the first factor, whichever it was. */
    public Result afterFirstFactor(Account account) {
        if (!account.active()) return new Result.Locked(account.statusReason());
        return account.secondFactor() ? new Result.CodeNeeded(account.id()) : new Result.Proved(account.id());
    }

    /** @param code six figures from the device, or one of the recovery codes */
    public Result code(UUID id, String code, String address) {
        var key = lockout.secondFactor(id);
        Optional<Instant> until = lockout.reserve(key);
        if (until.isPresent()) return waitUntil(until.get());
        Optional<Account> found = accounts.find(id);
        if (found.isEmpty()) return new Result.Wrong();
        Account account = found.get();
        if (!account.active()) return new Result.Locked(account.statusReason());
        if (!secondFactor.accept(id, code)) {
            failed(account, address, "code");
            return new Result.Wrong();
        }
        lockout.clear(key);
        return new Result.Proved(id);
    }

    /** Writes down that a session began. */
    public void began(Viewer viewer, String address, SessionStore.Method method) {
        transaction.executeWithoutResult(status -> {
            accounts.loggedIn(viewer.requireAccount(), clock.instant());
            audit.append(
                    viewer,
                    AuditEvent.of("identity.login", "account", viewer.requireAccount(), viewer.name())
                            .with(Map.of("address", address, "method", method.name())));
        });
    }

    public void ended(Viewer viewer) {
        transaction.executeWithoutResult(status -> audit.append(
                viewer, AuditEvent.of("identity.logout", "account", viewer.requireAccount(), viewer.name())));
    }

    private void failed(Account account, String address, String what) {
        transaction.executeWithoutResult(status -> audit.appendSystem(
                "identity",
                AuditEvent.of("identity.loginFailed", "account", account.id(), account.name())
                        .with(Map.of("address", address, "wrong", what))));
    }

    private Result waitUntil(Instant until) {
        Duration wait = Duration.between(clock.instant(), until);
        return new Result.Wait(wait.isNegative() ? Duration.ofSeconds(1) : wait.plusSeconds(1));
    }
}
