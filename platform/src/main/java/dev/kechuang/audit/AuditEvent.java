package dev.kechuang.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened.
 *
 * @param action {@code module.verb}, e.g. {@code registry.confirm}; its name stands under {@code audit.action.} in the
 *     messages
 * @param subjectType what it happened to, e.g. {@code organisation}
 * @param subject its id
 * @param label its name at that time, for people who read the log
 * @param details what changed, old and new values by field (see {@link Change}); no secrets, no whole documents
 */
public record AuditEvent(String action, String subjectType, String subject, String label, Map<String, Object> details) {

    public static AuditEvent of(String action, String subjectType, Object subject, String label) {
        return new AuditEvent(action, subjectType, String.valueOf(subject), label, Map.of());
    }

    public AuditEvent with(Map<String, Object> more) {
        return new AuditEvent(action, subjectType, subject, label, more);
    }

    /** Adds a field's old and new value; nothing is added when they are equal. */
    public AuditEvent changed(String field, @Nullable Object before, @Nullable Object after) {
        if (Objects.equals(before, after)) return this;
        var more = new LinkedHashMap<String, Object>(details);
        more.put(field, new Change(before, after));
        return with(Collections.unmodifiableMap(more));
    }

    /** Old and new value of one field; null where there was or is none. */
    public record Change(@Nullable Object before, @Nullable Object after) {}
}
