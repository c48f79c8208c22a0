package dev.kechuang.registry.internal;

import dev.kechuang.registry.internal.OrganisationStore.Change;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The history of organisations: one row a version, appended and never altered. */
@Repository
public class ChangeStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public ChangeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void append(
            UUID organisation,
            int version,
            String action,
            Viewer actor,
            String reason,
            Map<String, List<String>> changes,
            Instant now) {
        jdbc.sql("""
                INSERT INTO registry.organisation_change
                    (organisation, version, action, changed_at, account, actor, reason, changes)
                VALUES (:organisation, :version, :action, :now, :account, :actor, :reason, :changes::jsonb)""")
                .param("organisation", organisation)
                .param("version", version)
                .param("action", action)
                .param("now", OrganisationStore.time(now))
                .param("account", actor.account(), Types.OTHER)
                .param("actor", actor.name())
                .param("reason", reason)
                .param("changes", JSON.writeValueAsString(changes))
                .update();
    }

    /** Newest first; the caller has checked that the viewer may see the organisation. */
    public List<Change> of(UUID organisation) {
        return since(organisation, 0);
    }

    /** What changed after a version, newest first. */
    List<Change> since(UUID organisation, int version) {
        return jdbc.sql("""
                SELECT version, action, changed_at, actor, reason, changes
                FROM registry.organisation_change
                WHERE organisation = :organisation AND version > :version
                ORDER BY version DESC LIMIT 500""")
                .param("organisation", organisation)
                .param("version", version)
                .query(ChangeStore::row)
                .list();
    }

    private static Change row(ResultSet rows, int number) throws SQLException {
        return new Change(
                rows.getInt("version"),
                rows.getString("action"),
                rows.getObject("changed_at", OffsetDateTime.class).toInstant(),
                rows.getString("actor"),
                rows.getString("reason"),
                JSON.readValue(rows.getString("changes"), new TypeReference<Map<String, List<String>>>() {}));
    }
}
