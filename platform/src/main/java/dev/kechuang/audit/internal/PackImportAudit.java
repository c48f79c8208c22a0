package dev.kechuang.audit.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.pack.PackImported;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Packs stand below the audit log and cannot call it; what they import is written down from here, in their transaction. */
@Component
class PackImportAudit {

    private final AuditLog audit;

    PackImportAudit(AuditLog audit) {
        this.audit = audit;
    }

    @EventListener
    void imported(PackImported version) {
        audit.appendSystem(
                "pack",
                AuditEvent.of(
                                "pack.import",
                                "pack-version",
                                version.version(),
                                version.name() + "（" + version.pack() + "）第" + version.number() + "版")
                        .with(Map.of(
                                "digest", version.digest(),
                                "added", version.added(),
                                "changed", version.changed(),
                                "removed", version.removed())));
    }
}
