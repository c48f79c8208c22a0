package dev.kechuang.programme.internal.credit;

import dev.kechuang.programme.internal.credit.CreditEntry.Objection;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Entries and objections; what a viewer sees is narrowed in SQL. */
@Component
public class CreditStore {

    private static final String COLUMNS = """
            SELECT e.id, e.organisation, o.name AS organisation_name, o.region, o.zone, e.person_name, e.event, e.points,
                   e.on_day, e.until_day, e.blocks_until, e.application, coalesce(a.number, '') AS number, e.text,
                   e.entered_by, e.entered_name, e.entered_at, e.confirmed_name, e.confirmed_at,
                   (SELECT bool_or(x.upheld) FROM programme.credit_objection x WHERE x.entry = e.id) AS upheld,
                   EXISTS (SELECT FROM programme.credit_objection x WHERE x.entry = e.id AND x.upheld IS NULL) AS objected
            """;

    private static final String FROM = """
            FROM programme.credit_entry e
            JOIN registry.published_organisation o ON o.id = e.organisation
            LEFT JOIN programme.application a ON a.id = e.application
            """;

    private final JdbcClient jdbc;

    public CreditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Officers see organisations of their regions, an applicant what counts for or against the own one. */
    private record Scope(String sql, Map<String, Object> parameters) {
        static Scope of(Viewer viewer) {
            if (viewer.roles().stream().anyMatch(Role::isAdministrator)) return new Scope("false", Map.of());
            if (viewer.isOfficer()) {
                return new Scope(
                        "(o.region = ANY(:scope) OR o.zone = ANY(:scope))", Map.of("scope", viewer.regionArray()));
            }
            if (viewer.organisation() != null && viewer.is(Role.APPLICANT)) {
                return new Scope(
                        "(e.organisation = :own AND e.confirmed_at IS NOT NULL)", Map.of("own", viewer.organisation()));
            }
            return new Scope("false", Map.of());
        }
    }

    /** @param state proposed, objected, or empty for all */
    public record Query(
            String q, String event, String state, @Nullable UUID organisation) {
        public static final Query ALL = new Query("", "", "", null);
    }

    public KeyPage<CreditEntry> page(Viewer viewer, Query query, KeyPage.At at, int size) {
        Scope scope = Scope.of(viewer);
        var where = new StringBuilder(" WHERE ").append(scope.sql());
        var parameters = new HashMap<>(scope.parameters());
        if (!query.q().isEmpty()) {
            where.append(" AND (o.name LIKE :like OR e.person_name LIKE :like OR a.number LIKE :like)");
            parameters.put(
                    "like",
                    "%" + query.q().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        }
        if (!query.event().isEmpty()) {
            where.append(" AND e.event = :event");
            parameters.put("event", query.event());
        }
        if (query.organisation() != null) {
            where.append(" AND e.organisation = :organisation");
            parameters.put("organisation", query.organisation());
        }
        if (query.state().equals("proposed")) where.append(" AND e.confirmed_at IS NULL");
        if (query.state().equals("objected")) {
            where.append(" AND EXISTS (SELECT FROM programme.credit_objection x"
                    + " WHERE x.entry = e.id AND x.upheld IS NULL)");
        }
        int counted = jdbc.sql(
                        "SELECT count(*) FROM (SELECT 1 " + FROM + where + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") n")
                .params(parameters)
                .query(Integer.class)
                .single();
        String key = at.key();
        if (key != null) {
            where.append(" AND e.id ").append(at.backwards() ? ">" : "<").append(" CAST(:key AS uuid)");
            parameters.put("key", key);
        }
        parameters.put("size", size + 1);
        var rows = jdbc.sql(
                        COLUMNS + FROM + where + " ORDER BY e.id " + (at.backwards() ? "" : "DESC") + " LIMIT :size")
                .params(parameters)
                .query(CreditStore::row)
                .list();
        return KeyPage.of(rows, size, at, entry -> entry.id().toString(), KeyPage.Total.of(counted));
    }

    public Optional<CreditEntry> find(Viewer viewer, UUID id) {
        Scope scope = Scope.of(viewer);
        return jdbc.sql(COLUMNS + FROM + " WHERE e.id = :id AND " + scope.sql())
                .param("id", id)
                .params(scope.parameters())
                .query(CreditStore::row)
                .optional();
    }

    /** For what the caller has just written or locked. */
    Optional<CreditEntry> unscoped(UUID id) {
        return jdbc.sql(COLUMNS + FROM + " WHERE e.id = :id")
                .param("id", id)
                .query(CreditStore::row)
                .optional();
    }

    void lock(UUID id) {
        jdbc.sql("SELECT id FROM programme.credit_entry WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query((rows, number) -> 1)
                .optional();
    }

    public List<Objection> objections(UUID entry) {
        return jdbc.sql("""
                        SELECT id, text, actor, raised_at, upheld, ruling, ruled_name, ruled_at
                        FROM programme.credit_objection WHERE entry = :entry ORDER BY raised_at""")
                .param("entry", entry)
                .query((rows, number) -> new Objection(
                        rows.getObject("id", UUID.class),
                        rows.getString("text"),
                        rows.getString("actor"),
                        rows.getTimestamp("raised_at").toInstant(),
                        (Boolean) rows.getObject("upheld"),
                        rows.getString("ruling"),
                        rows.getString("ruled_name"),
                        instant(rows, "ruled_at")))
                .list();
    }

    void rules(CreditRules rules, Instant now) {
        jdbc.sql("""
                        INSERT INTO programme.credit_rules (digest, content, seen_at) VALUES (:digest, :content, :now)
                        ON CONFLICT DO NOTHING""")
                .param("digest", rules.source().digest())
                .param("content", rules.source().text())
                .param("now", Timestamp.from(now))
                .update();
    }

    record NewEntry(
            UUID organisation,
            String personKey,
            String personName,
            String event,
            int points,
            LocalDate on,
            LocalDate until,
            @Nullable LocalDate blocksUntil,
            @Nullable UUID application,
            String text,
            String rules,
            String key,
            @Nullable UUID enteredBy,
            String enteredName,
            Instant enteredAt) {}

    /** Empty when the same thing was entered before. */
    Optional<UUID> insert(NewEntry e) {
        return jdbc.sql("""
                        INSERT INTO programme.credit_entry (organisation, person_key, person_name, event, points, on_day,
                            until_day, blocks_until, application, text, rules, key, entered_by, entered_name, entered_at)
                        VALUES (:organisation, :personKey, :personName, :event, :points, :on, :until, :blocks,
                            :application, :text, :rules, :key, :by, :name, :at)
                        ON CONFLICT (key) DO NOTHING RETURNING id""")
                .param("organisation", e.organisation())
                .param("personKey", e.personKey())
                .param("personName", e.personName())
                .param("event", e.event())
                .param("points", e.points())
                .param("on", e.on())
                .param("until", e.until())
                .param("blocks", e.blocksUntil(), Types.DATE)
                .param("application", e.application(), Types.OTHER)
                .param("text", e.text())
                .param("rules", e.rules())
                .param("key", e.key())
                .param("by", e.enteredBy(), Types.OTHER)
                .param("name", e.enteredName())
                .param("at", Timestamp.from(e.enteredAt()))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional();
    }

    void confirm(UUID id, @Nullable UUID by, String name, Instant at, UUID record) {
        jdbc.sql("""
                        UPDATE programme.credit_entry
                        SET confirmed_by = :by, confirmed_name = :name, confirmed_at = :at, record = :record
                        WHERE id = :id""")
                .param("by", by, Types.OTHER)
                .param("name", name)
                .param("at", Timestamp.from(at))
                .param("record", record)
                .param("id", id)
                .update();
    }

    UUID record(UUID entry) {
        return jdbc.sql("SELECT record FROM programme.credit_entry WHERE id = :id")
                .param("id", entry)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .single();
    }

    void object(UUID entry, Viewer actor, String text, Instant at) {
        jdbc.sql("""
                        INSERT INTO programme.credit_objection (entry, text, account, actor, raised_at)
                        VALUES (:entry, :text, :account, :actor, :at)""")
                .param("entry", entry)
                .param("text", text)
                .param("account", actor.requireAccount())
                .param("actor", actor.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    void rule(UUID objection, boolean upheld, String ruling, Viewer actor, Instant at) {
        jdbc.sql("""
                        UPDATE programme.credit_objection
                        SET upheld = :upheld, ruling = :ruling, ruled_by = :by, ruled_name = :name, ruled_at = :at
                        WHERE id = :id""")
                .param("upheld", upheld)
                .param("ruling", ruling)
                .param("by", actor.requireAccount())
                .param("name", actor.name())
                .param("at", Timestamp.from(at))
                .param("id", objection)
                .update();
    }

    /** How many wait for confirmation or for a ruling in the viewer's scope. */
    public int waiting(Viewer viewer) {
        Scope scope = Scope.of(viewer);
        return jdbc.sql("SELECT count(*) FROM (SELECT 1 " + FROM + " WHERE " + scope.sql() + """
                 AND (e.confirmed_at IS NULL AND e.entered_by <> :me
                      OR EXISTS (SELECT FROM programme.credit_objection x WHERE x.entry = e.id AND x.upheld IS NULL))
                LIMIT 100) n""")
                .params(scope.parameters())
                .param("me", viewer.requireAccount())
                .query(Integer.class)
                .single();
    }

    /** What waits for confirmation by another, or for a ruling, the oldest first. */
    public List<CreditEntry> toHandle(Viewer viewer, int limit) {
        Scope scope = Scope.of(viewer);
        return jdbc.sql(COLUMNS + FROM + " WHERE " + scope.sql() + """
                 AND (e.confirmed_at IS NULL AND e.entered_by <> :me
                      OR EXISTS (SELECT FROM programme.credit_objection x WHERE x.entry = e.id AND x.upheld IS NULL))
                ORDER BY e.id LIMIT :limit""")
                .params(scope.parameters())
                .param("me", viewer.requireAccount())
                .param("limit", limit)
                .query(CreditStore::row)
                .list();
    }

    /** The leader of an application, as the formal check knows people. */
    Optional<Map.Entry<String, String>> leader(UUID application) {
        return jdbc.sql(
                        "SELECT key, name FROM programme.check_person WHERE application = :id AND role = 'leader' LIMIT 1")
                .param("id", application)
                .query((rows, number) -> Map.entry(rows.getString("key"), rows.getString("name")))
                .optional();
    }

    /** People of an application by key, the leader first. */
    List<Map.Entry<String, String>> people(UUID application) {
        return jdbc.sql("""
                        SELECT key, name FROM programme.check_person WHERE application = :id
                        ORDER BY role, name""")
                .param("id", application)
                .query((rows, number) -> Map.entry(rows.getString("key"), rows.getString("name")))
                .list();
    }

    private static CreditEntry row(ResultSet rows, int number) throws SQLException {
        return new CreditEntry(
                rows.getObject("id", UUID.class),
                rows.getObject("organisation", UUID.class),
                rows.getString("organisation_name"),
                rows.getString("region"),
                rows.getString("zone"),
                rows.getString("person_name"),
                rows.getString("event"),
                rows.getInt("points"),
                rows.getObject("on_day", LocalDate.class),
                rows.getObject("until_day", LocalDate.class),
                rows.getObject("blocks_until", LocalDate.class),
                rows.getObject("application", UUID.class),
                rows.getString("number"),
                rows.getString("text"),
                rows.getObject("entered_by", UUID.class),
                rows.getString("entered_name"),
                rows.getTimestamp("entered_at").toInstant(),
                rows.getString("confirmed_name"),
                instant(rows, "confirmed_at"),
                (Boolean) rows.getObject("upheld"),
                rows.getBoolean("objected"));
    }

    private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        Timestamp at = rows.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
