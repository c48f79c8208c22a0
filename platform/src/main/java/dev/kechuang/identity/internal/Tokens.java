package dev.kechuang.identity.internal;

import static dev.kechuang.identity.internal.Rows.at;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tokens with which a person's programs use {@code /api} (访问令牌). A token may do what the person may. Administrators
 * have none: it would go around their second factor.
 */
@Service
public class Tokens {

    static final int LONGEST_DAYS = 366;
    static final int MOST = 20;
    private static final String PREFIX = "kc_";
    private static final Duration WRITE_EVERY = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final ViewerStore viewers;
    private final AuditLog audit;
    private final Clock clock;

    public Tokens(JdbcClient jdbc, ViewerStore viewers, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    public record Token(
            UUID id,
            String name,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsed,
            @Nullable Instant revokedAt) {
        public boolean good(Instant now) {
            return revokedAt == null && now.isBefore(expiresAt);
        }
    }

    /** @param secret shown once: only its digest is kept */
    public record Created(UUID id, String name, String secret, Instant expiresAt) {}

    @Transactional
    public Outcome<Created> create(Viewer viewer, String name, int days) {
        UUID account = viewer.requireAccount();
        if (viewer.roles().stream().anyMatch(Role::isAdministrator)) {
            return Outcome.refused(FieldError.of("", "identity.token.administrator"));
        }
        String label = name.strip();
        if (label.isEmpty() || label.length() > 60)
            return Outcome.refused(FieldError.of("name", "identity.token.name"));
        if (days < 1 || days > LONGEST_DAYS)
            return Outcome.refused(FieldError.of("days", "identity.token.days", LONGEST_DAYS));
        Instant now = clock.instant();
        // The account's row, so that two requests together do not pass the limit.
        jdbc.sql("SELECT 1 FROM identity.account WHERE id = :account FOR NO KEY UPDATE")
                .param("account", account)
                .query(Integer.class)
                .optional();
        int good = jdbc.sql("""
                        SELECT count(*) FROM identity.token
                        WHERE account = :account AND revoked_at IS NULL AND expires_at > :now
                        """)
                .param("account", account)
                .param("now", at(now))
                .query(Integer.class)
                .single();
        if (good >= MOST) return Outcome.refused(FieldError.of("", "identity.token.most", MOST));
        String secret = PREFIX + Secrets.random();
        Instant expires = now.plus(Duration.ofDays(days));
        UUID id = jdbc.sql("""
                        INSERT INTO identity.token (account, name, hash, created_at, expires_at)
                        VALUES (:account, :name, :hash, :now, :expires) RETURNING id
                        """)
                .param("account", account)
                .param("name", label)
                .param("hash", Secrets.digest(secret))
                .param("now", at(now))
                .param("expires", at(expires))
                .query(UUID.class)
                .single();
        audit.append(
                viewer,
                AuditEvent.of("identity.tokenCreated", "token", id, label).with(Map.of("expires", expires.toString())));
        return Outcome.done(new Created(id, label, secret, expires));
    }

    /** False when it is not the viewer's or was revoked before. */
    @Transactional
    public boolean revoke(Viewer viewer, UUID id) {
        Optional<String> name = jdbc.sql("""
                        UPDATE identity.token SET revoked_at = :now
                        WHERE id = :id AND account = :account AND revoked_at IS NULL RETURNING name
                        """)
                .param("now", at(clock.instant()))
                .param("id", id)
                .param("account", viewer.requireAccount())
                .query(String.class)
                .optional();
        name.ifPresent(label -> audit.append(viewer, AuditEvent.of("identity.tokenRevoked", "token", id, label)));
        return name.isPresent();
    }

    public List<Token> of(UUID account) {
        return jdbc.sql("""
                        SELECT id, name, created_at, expires_at, last_used, revoked_at FROM identity.token
                        WHERE account = :account ORDER BY created_at DESC, id DESC LIMIT 100
                        """)
                .param("account", account)
                .query((row, number) -> new Token(
                        Rows.uuid(row, "id"),
                        Rows.text(row, "name"),
                        Rows.instant(row, "created_at"),
                        Rows.instant(row, "expires_at"),
                        Rows.instantOrNull(row, "last_used"),
                        Rows.instantOrNull(row, "revoked_at")))
                .list();
    }

    /** Who a token stands for; empty when it is unknown, revoked or expired, or the person may no longer log in. */
    public Optional<Viewer> viewer(String secret) {
        if (!secret.startsWith(PREFIX) || secret.length() > 100) return Optional.empty();
        Instant now = clock.instant();
        return jdbc.sql("""
                        SELECT id, account, last_used FROM identity.token
                        WHERE hash = :hash AND revoked_at IS NULL AND expires_at > :now
                        """)
                .param("hash", Secrets.digest(secret))
                .param("now", at(now))
                .query((row, number) ->
                        new Used(Rows.uuid(row, "id"), Rows.uuid(row, "account"), Rows.instantOrNull(row, "last_used")))
                .optional()
                .flatMap(used -> {
                    var viewer = viewers.load(used.account)
                            .filter(found -> found.roles().stream().noneMatch(Role::isAdministrator));
                    if (viewer.isPresent() && (used.last == null || !now.isBefore(used.last.plus(WRITE_EVERY)))) {
                        jdbc.sql("UPDATE identity.token SET last_used = :now WHERE id = :id")
                                .param("now", at(now))
                                .param("id", used.id)
                                .update();
                    }
                    return viewer;
                });
    }

    /** Joins the running transaction. */
    void revokeAll(UUID account) {
        jdbc.sql("UPDATE identity.token SET revoked_at = :now WHERE account = :account AND revoked_at IS NULL")
                .param("now", at(clock.instant()))
                .param("account", account)
                .update();
    }

    private record Used(UUID id, UUID account, @Nullable Instant last) {}
}
