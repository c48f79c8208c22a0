package dev.kechuang.message.internal;

import dev.kechuang.message.Message;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.UnreadCounter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The inbox (收件箱) of one account: every statement names the account, so nobody reaches another's. */
@Component
public class Inbox implements UnreadCounter {

    static final int PAGE = 30;

    /** Counting stops where the frame shows 99+. */
    private static final int COUNTED = 100;

    private final JdbcClient jdbc;

    public Inbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int unread(Viewer viewer) {
        if (viewer.account() == null) return 0;
        return jdbc.sql("""
                SELECT count(*) FROM (SELECT FROM message.message WHERE account = :account AND read_at IS NULL
                                      LIMIT :counted) AS counted
                """)
                .param("account", viewer.account())
                .param("counted", COUNTED)
                .query(Integer.class)
                .single();
    }

    /** Newest first. */
    public KeyPage<Message> page(Viewer viewer, boolean unreadOnly, KeyPage.At at) {
        var params = new HashMap<String, Object>();
        params.put("account", viewer.requireAccount());
        String where = "account = :account" + (unreadOnly ? " AND read_at IS NULL" : "");
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT FROM message.message WHERE " + where + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") AS counted")
                .params(params)
                .query(Integer.class)
                .single();
        String bound = "";
        var key = uuid(at.key());
        if (key.isPresent()) {
            params.put("key", key.get());
            bound = at.backwards() ? " AND id > :key" : " AND id < :key";
        }
        List<Message> read = jdbc.sql("SELECT id, subject, text, link, sent_at, read_at FROM message.message WHERE "
                        + where + bound + " ORDER BY id " + (at.backwards() ? "" : "DESC ") + "LIMIT " + (PAGE + 1))
                .params(params)
                .query((row, number) -> message(row))
                .list();
        return KeyPage.of(read, PAGE, at, message -> message.id().toString(), KeyPage.Total.of(counted));
    }

    /** Marks one as read and answers it; empty when it is not the viewer's. */
    public Optional<Message> open(Viewer viewer, UUID id) {
        return jdbc.sql("""
                UPDATE message.message SET read_at = coalesce(read_at, clock_timestamp())
                WHERE id = :id AND account = :account
                RETURNING id, subject, text, link, sent_at, read_at
                """)
                .param("id", id)
                .param("account", viewer.requireAccount())
                .query((row, number) -> message(row))
                .optional();
    }

    /** Marks everything as read; answers how many were unread. */
    public int readAll(Viewer viewer) {
        return jdbc.sql("""
                UPDATE message.message SET read_at = clock_timestamp() WHERE account = :account AND read_at IS NULL
                """).param("account", viewer.requireAccount()).update();
    }

    /** Whether the person wants messages as e-mail too; yes until told otherwise. */
    public boolean email(Viewer viewer) {
        return jdbc.sql("SELECT email FROM message.preference WHERE account = :account")
                .param("account", viewer.requireAccount())
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    public void email(Viewer viewer, boolean wanted) {
        jdbc.sql("""
                INSERT INTO message.preference (account, email) VALUES (:account, :email)
                ON CONFLICT (account) DO UPDATE SET email = excluded.email
                """)
                .param("account", viewer.requireAccount())
                .param("email", wanted)
                .update();
    }

    private static Optional<UUID> uuid(@Nullable String key) {
        try {
            return key == null ? Optional.empty() : Optional.of(UUID.fromString(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Message message(ResultSet row) throws SQLException {
        OffsetDateTime readAt = row.getObject("read_at", OffsetDateTime.class);
        return new Message(
                row.getObject("id", UUID.class),
                row.getString("subject"),
                row.getString("text"),
                row.getString("link"),
                row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                readAt == null ? null : readAt.toInstant());
    }
}
