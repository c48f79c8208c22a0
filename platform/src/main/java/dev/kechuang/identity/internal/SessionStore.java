package dev.kechuang.identity.internal;

import static dev.kechuang.identity.internal.Rows.at;

import dev.kechuang.identity.internal.LiveSession.EndReason;
import dev.kechuang.shared.KeyPage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes the rows of sessions. */
@Repository
public class SessionStore {

    private final JdbcClient jdbc;

    public SessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How somebody proved who they are. */
    public enum Method {
        PASSWORD,
        SECOND_FACTOR,
        OIDC
    }

    /** A session (会话) as people see it in a list. */
    public record Session(
            UUID id,
            UUID account,
            String login,
            String name,
            Method method,
            String address,
            String agent,
            Instant startedAt,
            Instant lastSeen,
            @Nullable Instant endedAt,
            @Nullable EndReason endReason) {}

    UUID insert(UUID account, byte[] keyHash, Method method, String address, String agent, Instant now) {
        return jdbc.sql("""
                        INSERT INTO identity.session (account, key_hash, method, address, agent, started_at, last_seen)
                        VALUES (:account, :key, :method, :address, :agent, :now, :now) RETURNING id
                        """)
                .param("account", account)
                .param("key", keyHash)
                .param("method", method.name())
                .param("address", address)
                .param("agent", agent.length() > 300 ? agent.substring(0, 300) : agent)
                .param("now", at(now))
                .query(UUID.class)
                .single();
    }

    void seen(UUID id, Instant now) {
        jdbc.sql(
                        "UPDATE identity.session SET last_seen = greatest(last_seen, :now) WHERE id = :id AND ended_at IS NULL")
                .param("now", at(now))
                .param("id", id)
                .update();
    }

    boolean end(UUID id, EndReason reason, Instant now) {
        return jdbc.sql("""
                        UPDATE identity.session SET ended_at = :now, end_reason = :reason
                        WHERE id = :id AND ended_at IS NULL
                        """)
                        .param("now", at(now))
                        .param("reason", reason.name())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Ends the open sessions of an account but one; returns those ended. */
    List<UUID> endAll(UUID account, @Nullable UUID except, EndReason reason, Instant now) {
        return jdbc.sql("""
                        UPDATE identity.session SET ended_at = :now, end_reason = :reason
                        WHERE account = :account AND ended_at IS NULL AND (:except::uuid IS NULL OR id <> :except)
                        RETURNING id
                        """)
                .param("now", at(now))
                .param("reason", reason.name())
                .param("account", account)
                .param("except", except)
                .query((row, number) -> Rows.uuid(row, "id"))
                .list();
    }

    /** Sessions live in the process: those a former process left open ended with it. */
    int endThoseOfAFormerProcess() {
        return jdbc.sql("""
                        UPDATE identity.session SET ended_at = last_seen, end_reason = 'RESTART' WHERE ended_at IS NULL
                        """).update();
    }

    public Optional<Session> find(UUID id) {
        return jdbc.sql(SELECT + " WHERE s.id = :id")
                .param("id", id)
                .query(SessionStore::session)
                .optional();
    }

    /** The open sessions of an account and the last that ended, the latest first. */
    public List<Session> ofAccount(UUID account, int size) {
        return jdbc.sql(SELECT + """
                         WHERE s.account = :account
                         ORDER BY (s.ended_at IS NULL) DESC, s.started_at DESC, s.id DESC LIMIT :size
                        """)
                .param("account", account)
                .param("size", size)
                .query(SessionStore::session)
                .list();
    }

    /** All open sessions by account and beginning. */
    public KeyPage<Session> open(@Nullable String after, int size) {
        var key = PageKey.parse(after);
        var rows = jdbc.sql(SELECT + """
                         WHERE s.ended_at IS NULL AND (:id::uuid IS NULL OR s.id < :id) ORDER BY s.id DESC LIMIT :size
                        """)
                .param("id", key == null ? null : key.id())
                .param("size", size + 1)
                .query(SessionStore::session)
                .list();
        int count = jdbc.sql(
                        "SELECT count(*) FROM (SELECT 1 FROM identity.session WHERE ended_at IS NULL LIMIT :counted) o")
                .param("counted", KeyPage.COUNTED_TO + 1)
                .query(Integer.class)
                .single();
        boolean more = rows.size() > size;
        var items = more ? rows.subList(0, size) : rows;
        return new KeyPage<>(
                items, more ? new PageKey("", items.getLast().id()).toString() : null, null, KeyPage.Total.of(count));
    }

    private static final String SELECT = """
            SELECT s.id, s.account, a.login, a.name, s.method, s.address, s.agent, s.started_at, s.last_seen, s.ended_at,
                   s.end_reason
            FROM identity.session s JOIN identity.account a ON a.id = s.account
            """;

    private static Session session(ResultSet row, int number) throws SQLException {
        String reason = row.getString("end_reason");
        return new Session(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "account"),
                Rows.text(row, "login"),
                Rows.text(row, "name"),
                Method.valueOf(Rows.text(row, "method")),
                Rows.text(row, "address"),
                Rows.text(row, "agent"),
                Rows.instant(row, "started_at"),
                Rows.instant(row, "last_seen"),
                Rows.instantOrNull(row, "ended_at"),
                reason == null ? null : EndReason.valueOf(reason));
    }
}
