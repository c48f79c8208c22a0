package dev.kechuang.audit.internal;

import dev.kechuang.audit.AuditEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

/** Reads entries from rows. */
final class AuditRows {

    /** The columns of {@link #entry}, of {@code e}. */
    static final String COLUMNS =
            "e.id, e.at, e.origin, e.actor, e.actor_name, e.address, e.action, e.subject_type, e.subject, e.label, e.details";

    private AuditRows() {}

    static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                AuditEntry.Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
                row.getObject("actor", UUID.class),
                row.getString("actor_name"),
                row.getString("address"),
                row.getString("action"),
                row.getString("subject_type"),
                row.getString("subject"),
                row.getString("label"),
                row.getString("details"));
    }
}
