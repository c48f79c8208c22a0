package dev.kechuang.audit.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.shared.access.Viewer;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/** Writes entries with the transaction that makes the change: both are kept, or neither. */
@Component
public class JdbcAuditLog implements AuditLog {

    private static final int BATCH = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public JdbcAuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void append(Viewer actor, AuditEvent event) {
        insert(actor.isPublic() ? "public" : "person", actor.account(), actor.name(), event);
    }

    @Override
    public void appendSystem(String actor, AuditEvent event) {
        insert("system", null, actor, event);
    }

    @Override
    public void appendAll(Viewer actor, Collection<AuditEvent> events) {
        var all = List.copyOf(events);
        for (int from = 0; from < all.size(); from += BATCH) {
            insert(actor, all.subList(from, Math.min(from + BATCH, all.size())));
        }
    }

    private void insert(Viewer actor, List<AuditEvent> batch) {
        requireTransaction();
        var rows = batch.stream()
                .map(event -> Map.of(
                        "action", event.action(),
                        "subjectType", event.subjectType(),
                        "subject", event.subject(),
                        "label", cut(event.label(), 500),
                        "details", JSON.writeValueAsString(event.details())))
                .toList();
        jdbc.sql("""
                INSERT INTO audit.entry (origin, actor, actor_name, address, action, subject_type, subject, label, details)
                SELECT :origin, :actor, :actorName, :address, r.action, r."subjectType", r.subject, r.label, r.details
                FROM json_to_recordset(:rows::json) AS r (
                    action text, "subjectType" text, subject text, label text, details text)
                """)
                .param("origin", actor.isPublic() ? "public" : "person")
                .param("actor", actor.account(), Types.OTHER)
                .param("actorName", cut(actor.name(), 200))
                .param("address", address(), Types.VARCHAR)
                .param("rows", JSON.writeValueAsString(rows))
                .update();
    }

    private void insert(String origin, @Nullable UUID actor, String actorName, AuditEvent event) {
        requireTransaction();
        jdbc.sql("""
                INSERT INTO audit.entry (origin, actor, actor_name, address, action, subject_type, subject, label, details)
                VALUES (:origin, :actor, :actorName, :address, :action, :subjectType, :subject, :label, :details)
                """)
                .param("origin", origin)
                .param("actor", actor)
                .param("actorName", cut(actorName, 200))
                .param("address", address())
                .param("action", event.action())
                .param("subjectType", event.subjectType())
                .param("subject", event.subject())
                .param("label", cut(event.label(), 500))
                .param("details", JSON.writeValueAsString(event.details()))
                .update();
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an audit entry needs the transaction of the change it tells of");
        }
    }

    /** Where the request came from; null for what the platform does by itself. */
    private static @Nullable String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? cut(request.getRequest().getRemoteAddr(), 60)
                : null;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
