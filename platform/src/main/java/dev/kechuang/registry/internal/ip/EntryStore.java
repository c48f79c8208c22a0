package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.internal.Scope;
import dev.kechuang.registry.internal.ip.RightEntry.Status;
import dev.kechuang.registry.internal.ip.RightEntry.What;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes what firms entered, and who is known to have no right. */
@Repository
public class EntryStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SELECT = """
            SELECT e.id, e.version, e.organisation, o.name, o.region, e.what, e.ip, e.ip_version, e.fields, e.status,
                   e.reason, e.account, e.actor, e.entered_at, e.decided_name, e.decided_at
            FROM registry.ip_entry e JOIN registry.organisation o ON o.id = e.organisation
            WHERE """ + " ";

    private final JdbcClient jdbc;

    public EntryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty where the organisation has entered the same already and it is not decided. */
    Optional<UUID> insert(
            UUID organisation,
            What what,
            @Nullable UUID right,
            @Nullable Integer rightVersion,
            Map<String, String> fields,
            String number,
            Viewer actor,
            Instant now) {
        return jdbc.sql("""
                INSERT INTO registry.ip_entry (organisation, what, ip, ip_version, fields, number, account, actor, entered_at)
                VALUES (:organisation, :what, :ip, :version, :fields::jsonb, :number, :account, :actor, :now)
                ON CONFLICT DO NOTHING RETURNING id""")
                .param("organisation", organisation)
                .param("what", what.code())
                .param("ip", right, Types.OTHER)
                .param("version", rightVersion, Types.INTEGER)
                .param("fields", JSON.writeValueAsString(fields))
                .param("number", number)
                .param("account", actor.requireAccount())
                .param("actor", actor.name())
                .param("now", RightStore.time(now))
                .query((rows, index) -> rows.getObject("id", UUID.class))
                .optional();
    }

    public Optional<RightEntry> find(Viewer viewer, UUID id) {
        return one(viewer, id, "");
    }

    Optional<RightEntry> lock(Viewer viewer, UUID id) {
        return one(viewer, id, " FOR UPDATE OF e");
    }

    private Optional<RightEntry> one(Viewer viewer, UUID id, String lock) {
        var scope = Scope.of(viewer);
        return jdbc.sql(SELECT + "e.id = :id AND " + scope.sql() + lock)
                .param("id", id)
                .params(scope.parameters())
                .query(EntryStore::row)
                .optional();
    }

    /** What an organisation entered that is not settled, and what was settled last; newest first. */
    public List<RightEntry> of(UUID organisation, int limit) {
        return jdbc.sql(SELECT + """
                        e.organisation = :organisation AND e.status <> 'dropped'
                        ORDER BY e.status IN ('pending', 'returned') DESC, e.entered_at DESC LIMIT :limit""")
                .param("organisation", organisation)
                .param("limit", limit)
                .query(EntryStore::row)
                .list();
    }

    /** What waits for an officer, longest first. */
    public List<RightEntry> waiting(Viewer officer, int limit) {
        var scope = Scope.of(officer);
        return jdbc.sql(SELECT + "e.status = 'pending' AND " + scope.sql()
                        + " ORDER BY e.entered_at, e.id LIMIT :limit")
                .params(scope.parameters())
                .param("limit", limit)
                .query(EntryStore::row)
                .list();
    }

    /** For menus. */
    public int waiting(Viewer viewer) {
        if (!viewer.is(Role.COUNTY_OFFICER)) return 0;
        var scope = Scope.of(viewer);
        return jdbc.sql("SELECT count(*) FROM (SELECT FROM registry.ip_entry e JOIN registry.organisation o"
                        + " ON o.id = e.organisation WHERE e.status = 'pending' AND " + scope.sql()
                        + " LIMIT 1000) waiting")
                .params(scope.parameters())
                .query((rows, number) -> rows.getInt(1))
                .single();
    }

    void rewrite(
            UUID id,
            Map<String, String> fields,
            String number,
            @Nullable Integer rightVersion,
            Viewer actor,
            Instant now) {
        jdbc.sql("""
                UPDATE registry.ip_entry SET version = version + 1, fields = :fields::jsonb, number = :number,
                    ip_version = :rightVersion, status = 'pending', reason = '', account = :account, actor = :actor,
                    entered_at = :now, decided_by = NULL, decided_name = '', decided_at = NULL
                WHERE id = :id""")
                .param("id", id)
                .param("fields", JSON.writeValueAsString(fields))
                .param("number", number)
                .param("rightVersion", rightVersion, Types.INTEGER)
                .param("account", actor.requireAccount())
                .param("actor", actor.name())
                .param("now", RightStore.time(now))
                .update();
    }

    void decide(UUID id, Status status, String reason, @Nullable UUID right, Viewer officer, Instant now) {
        jdbc.sql("""
                UPDATE registry.ip_entry SET version = version + 1, status = :status, reason = :reason,
                    ip = coalesce(:right, ip), decided_by = :account, decided_name = :actor, decided_at = :now
                WHERE id = :id""")
                .param("id", id)
                .param("status", status.code())
                .param("reason", reason)
                .param("right", right, Types.OTHER)
                .param("account", officer.requireAccount())
                .param("actor", officer.name())
                .param("now", RightStore.time(now))
                .update();
    }

    void drop(UUID id) {
        jdbc.sql("UPDATE registry.ip_entry SET version = version + 1, status = 'dropped' WHERE id = :id")
                .param("id", id)
                .update();
    }

    // Who is known to have none

    public Optional<LocalDate> none(UUID organisation) {
        return jdbc.sql("SELECT stated_on FROM registry.ip_none WHERE organisation = :id")
                .param("id", organisation)
                .query((rows, number) -> rows.getObject("stated_on", LocalDate.class))
                .optional();
    }

    void stateNone(RightEntry entry, LocalDate day, Viewer officer, Instant now) {
        jdbc.sql("""
                INSERT INTO registry.ip_none (organisation, stated_on, account, actor, confirmed_by, confirmed_at)
                VALUES (:organisation, :day, :account, :actor, :officer, :now)
                ON CONFLICT (organisation) DO UPDATE SET stated_on = excluded.stated_on, account = excluded.account,
                    actor = excluded.actor, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at""")
                .param("organisation", entry.organisation())
                .param("day", day)
                .param("account", entry.account())
                .param("actor", entry.actor())
                .param("officer", officer.name())
                .param("now", RightStore.time(now))
                .update();
    }

    private static RightEntry row(ResultSet rows, int number) throws SQLException {
        var decided = rows.getObject("decided_at", OffsetDateTime.class);
        return new RightEntry(
                rows.getObject("id", UUID.class),
                rows.getInt("version"),
                rows.getObject("organisation", UUID.class),
                rows.getString("name"),
                rows.getString("region"),
                What.of(rows.getString("what")),
                rows.getObject("ip", UUID.class),
                rows.getObject("ip_version", Integer.class),
                JSON.readValue(rows.getString("fields"), new TypeReference<Map<String, String>>() {}),
                Status.of(rows.getString("status")),
                rows.getString("reason"),
                rows.getObject("account", UUID.class),
                rows.getString("actor"),
                rows.getObject("entered_at", OffsetDateTime.class).toInstant(),
                rows.getString("decided_name"),
                decided == null ? null : decided.toInstant());
    }
}
