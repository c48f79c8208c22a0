package dev.kechuang.plan.internal.desk;

import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Sql;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened to a thing of this part, appended and never changed (办理过程). */
@Component
public class History {

    private final JdbcClient jdbc;

    public History(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param note what was said about it; empty for nothing */
    public record Entry(int number, String action, String note, String actor, String unit, Instant at) {}

    /** Numbered within the thing; whoever changes a thing holds its row, so numbers have no rivals. */
    public void append(UUID subject, String action, String note, Viewer actor, Instant at) {
        jdbc.sql("""
                        INSERT INTO plan.history (subject, number, action, note, account, actor, unit, at)
                        SELECT :subject, coalesce(max(number), 0) + 1, :action, :note, :account, :actor, :unit, :at
                        FROM plan.history WHERE subject = :subject""")
                .param("subject", subject)
                .param("action", action)
                .param("note", note)
                .param("account", actor.account(), Types.OTHER)
                .param("actor", actor.name())
                .param("unit", actor.unitName())
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Newest first. */
    public List<Entry> of(UUID subject) {
        return jdbc.sql("""
                        SELECT number, action, note, actor, unit, at FROM plan.history
                        WHERE subject = :subject ORDER BY number DESC""")
                .param("subject", subject)
                .query((rows, number) -> new Entry(
                        rows.getInt("number"),
                        Sql.text(rows, "action"),
                        Sql.text(rows, "note"),
                        Sql.text(rows, "actor"),
                        Sql.text(rows, "unit"),
                        Sql.time(rows, "at")))
                .list();
    }
}
