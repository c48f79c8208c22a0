package dev.kechuang.audit;

import dev.kechuang.shared.access.Viewer;
import java.util.Collection;

/** Where every change of state is written down (审计日志), in the transaction that makes it. */
public interface AuditLog {

    /** Joins the running transaction; without one it is an {@link IllegalStateException}. */
    void append(Viewer actor, AuditEvent event);

    /** Many at once, for imports: as {@link #append} for each, in their order. */
    default void appendAll(Viewer actor, Collection<AuditEvent> events) {
        events.forEach(event -> append(actor, event));
    }

    /** For what the platform does by itself: {@code actor} is the job's name. */
    void appendSystem(String actor, AuditEvent event);
}
