package dev.kechuang.audit.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.shared.access.Viewer;
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

    private void insert(String origin, @Nullable UUID actor, String actorName, AuditEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an audit entry needs the transaction of the change it tells of");
        }
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
