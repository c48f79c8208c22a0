package dev.kechuang.identity.internal;

import static dev.kechuang.identity.internal.Rows.at;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whose subject at the identity provider belongs to which account. */
@Service
public class OidcLinks {

    private final JdbcClient jdbc;
    private final AccountStore accounts;
    private final AuditLog audit;
    private final Clock clock;

    public OidcLinks(JdbcClient jdbc, AccountStore accounts, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /** By which verified claim an account is found that was not linked before. */
    public enum Match {
        NONE,
        EMAIL,
        PHONE
    }

    /** Who logged in at the provider; claims that were not verified are empty. */
    public record Identity(String issuer, String subject, String email, String phone) {}

    /** The account of an identity; by a verified claim only when exactly one account has it and is linked to nobody. */
    @Transactional
    public Optional<Account> account(Identity identity, Match match) {
        Optional<UUID> known = jdbc.sql(
                        "SELECT account FROM identity.oidc_link WHERE issuer = :issuer AND subject = :subject")
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .query(UUID.class)
                .optional();
        if (known.isPresent()) return accounts.find(known.get());
        String column = match == Match.EMAIL ? "lower(email)" : "phone";
        String claim = match == Match.EMAIL ? identity.email().toLowerCase(java.util.Locale.ROOT) : identity.phone();
        if (match == Match.NONE || claim.isBlank()) return Optional.empty();
        // Administrators are linked by themselves only: their contact details are not theirs alone to change.
        List<UUID> found = jdbc.sql("SELECT a.id FROM identity.account a WHERE " + column + " = :claim"
                        + " AND a.status <> 'CLOSED'"
                        + " AND NOT EXISTS (SELECT FROM identity.account_role r"
                        + " WHERE r.account = a.id AND r.apart <> 'BUSINESS') LIMIT 2")
                .param("claim", claim)
                .query((row, number) -> Rows.uuid(row, "id"))
                .list();
        if (found.size() != 1) return Optional.empty();
        Optional<Account> account = accounts.find(found.getFirst());
        if (account.isEmpty() || !insert(identity, account.get().id())) return Optional.empty();
        audit.appendSystem(
                "oidc",
                AuditEvent.of(
                                "identity.oidcLinked",
                                "account",
                                account.get().id(),
                                account.get().name())
                        .with(Map.of("by", match.name())));
        return account;
    }

    /** The person who is logged in links the own account. */
    @Transactional
    public Outcome<UUID> link(Viewer viewer, Identity identity) {
        UUID account = viewer.requireAccount();
        if (!insert(identity, account)) return Outcome.refused(FieldError.of("", "identity.oidc.taken"));
        audit.append(viewer, AuditEvent.of("identity.oidcLinked", "account", account, viewer.name()));
        return Outcome.done(account);
    }

    @Transactional
    public boolean unlink(Viewer viewer, String issuer) {
        boolean removed = jdbc.sql("DELETE FROM identity.oidc_link WHERE issuer = :issuer AND account = :account")
                        .param("issuer", issuer)
                        .param("account", viewer.requireAccount())
                        .update()
                == 1;
        if (removed)
            audit.append(
                    viewer, AuditEvent.of("identity.oidcUnlinked", "account", viewer.requireAccount(), viewer.name()));
        return removed;
    }

    public boolean linked(String issuer, UUID account) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM identity.oidc_link WHERE issuer = :issuer AND account = :account)")
                .param("issuer", issuer)
                .param("account", account)
                .query(Boolean.class)
                .single();
    }

    private boolean insert(Identity identity, UUID account) {
        return jdbc.sql("""
                        INSERT INTO identity.oidc_link (issuer, subject, account, linked_at)
                        VALUES (:issuer, :subject, :account, :now) ON CONFLICT DO NOTHING
                        """)
                        .param("issuer", identity.issuer())
                        .param("subject", identity.subject())
                        .param("account", account)
                        .param("now", at(clock.instant()))
                        .update()
                == 1;
    }
}
