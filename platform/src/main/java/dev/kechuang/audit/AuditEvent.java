package dev.kechuang.audit;

import java.util.Map;

/**
 * What happened.
 *
 * @param action {@code module.verb}, e.g. {@code registry.confirm}; its name stands under {@code audit.action.} in the
 *     messages
 * @param subjectType what it happened to, e.g. {@code organisation}
 * @param subject its id
 * @param label its name at that time, for people who read the log
 * @param details what changed, old and new values by field; no secrets, no whole documents
 */
public record AuditEvent(String action, String subjectType, String subject, String label, Map<String, Object> details) {

    public static AuditEvent of(String action, String subjectType, Object subject, String label) {
        return new AuditEvent(action, subjectType, String.valueOf(subject), label, Map.of());
    }

    public AuditEvent with(Map<String, Object> more) {
        return new AuditEvent(action, subjectType, subject, label, more);
    }
}
