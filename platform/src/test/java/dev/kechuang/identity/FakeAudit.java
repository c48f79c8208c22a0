package dev.kechuang.identity;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Remembers what was written, and insists on a transaction as the real one does. */
public final class FakeAudit implements AuditLog {

    public final List<AuditEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void append(Viewer actor, AuditEvent event) {
        appendSystem(String.valueOf(actor.account()), event);
    }

    @Override
    public void appendSystem(String actor, AuditEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive())
            throw new IllegalStateException("an audit entry without a transaction: " + event.action());
        events.add(event);
    }

    public List<String> actions() {
        return events.stream().map(AuditEvent::action).toList();
    }
}
