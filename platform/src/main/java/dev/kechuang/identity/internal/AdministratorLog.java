package dev.kechuang.identity.internal;

import static dev.kechuang.identity.internal.Rows.at;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the three administrators did (管理员操作), for one another to see: each keeps an eye on the others without needing
 * the whole audit log, which only the audit administrator reads.
 */
@Repository
public class AdministratorLog {

    private final JdbcClient jdbc;
    private final Clock clock;

    public AdministratorLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param action as in the audit log
     * @param label name of the person or unit it was done to
     */
    public record Entry(
            UUID id,
            Instant at,
            UUID actor,
            String actorName,
            Role role,
            String action,
            @Nullable UUID account,
            String label,
            String detail) {}

    /** Joins the running transaction. Does nothing for people who are no administrators. */
    void write(Viewer viewer, String action, @Nullable UUID account, String label, String detail) {
        Optional<Role> role =
                viewer.roles().stream().filter(Role::isAdministrator).findFirst();
        if (role.isEmpty()) return;
        jdbc.sql("""
                INSERT INTO identity.administrator_action (at, actor, role, action, account, label, detail)
                VALUES (:at, :actor, :role, :action, :account, :label, :detail)
                """)
                .param("at", at(clock.instant()))
                .param("actor", viewer.requireAccount())
                .param("role", role.get().name())
                .param("action", action)
                .param("account", account)
                .param("label", label)
                .param("detail", detail)
                .update();
    }

    /** The latest first; of one account where it is given. */
    public KeyPage<Entry> page(@Nullable UUID account, @Nullable String after, int size) {
        var key = PageKey.parse(after);
        var rows = jdbc.sql("""
                        SELECT l.id, l.at, l.actor, a.name AS actor_name, l.role, l.action, l.account, l.label, l.detail
                        FROM identity.administrator_action l JOIN identity.account a ON a.id = l.actor
                        WHERE (:account::uuid IS NULL OR l.account = :account) AND (:id::uuid IS NULL OR l.id < :id)
                        ORDER BY l.id DESC LIMIT :size
                        """)
                .param("account", account)
                .param("id", key == null ? null : key.id())
                .param("size", size + 1)
                .query((row, number) -> new Entry(
                        Rows.uuid(row, "id"),
                        Rows.instant(row, "at"),
                        Rows.uuid(row, "actor"),
                        Rows.text(row, "actor_name"),
                        Role.valueOf(Rows.text(row, "role")),
                        Rows.text(row, "action"),
                        Rows.uuidOrNull(row, "account"),
                        Rows.text(row, "label"),
                        Rows.text(row, "detail")))
                .list();
        int count = jdbc.sql("""
                        SELECT count(*) FROM (SELECT 1 FROM identity.administrator_action
                            WHERE (:account::uuid IS NULL OR account = :account) LIMIT :counted) l
                        """)
                .param("account", account)
                .param("counted", KeyPage.COUNTED_TO + 1)
                .query(Integer.class)
                .single();
        boolean more = rows.size() > size;
        var items = more ? rows.subList(0, size) : rows;
        return new KeyPage<>(
                items, more ? new PageKey("", items.getLast().id()).toString() : null, null, KeyPage.Total.of(count));
    }
}
