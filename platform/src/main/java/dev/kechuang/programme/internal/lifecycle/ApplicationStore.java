package dev.kechuang.programme.internal.lifecycle;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads applications and their events; writes what is not decided by events. */
@Repository
public class ApplicationStore {

    /** Of {@link #FROM}; read by {@link #row}. */
    public static final String COLUMNS = """
            a.id, a.call, c.number AS call_number, c.title AS call_title, c.year, v.programme, a.version, a.organisation,
            o.name AS organisation_name, a.region, a.zone, a.stage, a.stage_kind, a.status, a.moves, a.stage_since,
            a.title, a.track, a.field, a.leader, a.requested_fen, a.granted_fen, a.number, a.submitted_at, a.due_on,
            a.announced_at""";

    public static final String FROM = """
             FROM programme.application a
            JOIN programme.call c ON c.id = a.call
            JOIN programme.version v ON v.id = a.version
            JOIN registry.published_organisation o ON o.id = a.organisation
            """;

    /** Pairs of characters and marks of stage, status, field and place, as the index of words holds them. */
    public static final String FOUND_BY =
            "programme.found_by(a.search_text, a.stage_kind, a.status, a.field, a.region, a.zone)";

    private final JdbcClient jdbc;

    public ApplicationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Application> find(Viewer viewer, UUID id) {
        var scope = ApplicationScope.of(viewer);
        return jdbc.sql("SELECT " + COLUMNS + FROM + " WHERE a.id = :id AND " + scope.sql())
                .param("id", id)
                .params(scope.parameters())
                .query(ApplicationStore::row)
                .optional();
    }

    /** Code of the unit that runs the call (责任单位); empty for calls that nobody's unit made. */
    public Optional<String> unit(UUID call) {
        return jdbc.sql("""
                        SELECT u.code FROM programme.call c JOIN identity.published_unit u ON u.unit = c.unit
                        WHERE c.id = :call""").param("call", call).query(String.class).optional();
    }

    /** Without scope, for those who checked the rights in their own words. */
    public Optional<Application> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + FROM + " WHERE a.id = :id")
                .param("id", id)
                .query(ApplicationStore::row)
                .optional();
    }

    /** Those of the ids that exist; without scope. */
    public Map<UUID, Application> find(Collection<UUID> ids) {
        var found = new HashMap<UUID, Application>();
        if (ids.isEmpty()) return found;
        jdbc.sql("SELECT " + COLUMNS + FROM + " WHERE a.id = ANY(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(ApplicationStore::row)
                .list()
                .forEach(application -> found.put(application.id(), application));
        return found;
    }

    /** Locked against other moves until the transaction ends; without scope. */
    public Optional<Application> lock(UUID id) {
        jdbc.sql("SELECT id FROM programme.application WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query(UUID.class)
                .optional();
        return find(id);
    }

    /** Everything that happened, oldest first. */
    public List<Event> events(UUID application) {
        return jdbc.sql("""
                        SELECT id, application, number, move, kind, stage, to_stage, to_status, account, actor, at,
                               reason, data
                        FROM programme.event WHERE application = :application ORDER BY number""")
                .param("application", application)
                .query(ApplicationStore::event)
                .list();
    }

    /** Whether the table of transitions knows the event there. */
    boolean possible(EventKind event, Status from, Stage.Kind kind) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM programme.transition
                        WHERE event = :event AND from_status = :from AND kind IN (:kind, '*'))""")
                .param("event", event.code())
                .param("from", from.code())
                .param("kind", kind.code())
                .query(Boolean.class)
                .single();
    }

    Optional<Event> lastMove(UUID application) {
        return jdbc.sql("""
                        SELECT id, application, number, move, kind, stage, to_stage, to_status, account, actor, at,
                               reason, data
                        FROM programme.event WHERE application = :application AND move IS NOT NULL
                        ORDER BY move DESC LIMIT 1""")
                .param("application", application)
                .query(ApplicationStore::event)
                .optional();
    }

    /** A draft; its first event has to follow in the same transaction. */
    UUID insert(
            UUID call, UUID organisation, String region, @Nullable String zone, @Nullable UUID account, Instant now) {
        return jdbc.sql("""
                        INSERT INTO programme.application
                            (call, version, organisation, region, zone, created_by, created_at, updated_at)
                        SELECT c.id, c.version, :organisation, :region, :zone, :account, :now, :now
                        FROM programme.call c WHERE c.id = :call
                        RETURNING id""")
                .param("call", call)
                .param("organisation", organisation)
                .param("region", region)
                .param("zone", zone)
                .param("account", account)
                .param("now", Timestamp.from(now))
                .query(UUID.class)
                .single();
    }

    Event append(
            UUID application,
            @Nullable Integer move,
            EventKind kind,
            @Nullable UUID account,
            String actor,
            Instant at,
            String reason,
            String data) {
        return jdbc.sql("""
                        INSERT INTO programme.event (application, move, kind, account, actor, at, reason, data,
                            number, stage, status, to_stage, to_status)
                        VALUES (:application, :move, :kind, :account, :actor, :at, :reason, CAST(:data AS jsonb),
                            1, '', '', '', '')
                        RETURNING id, application, number, move, kind, stage, to_stage, to_status, account, actor, at,
                            reason, data""")
                .param("application", application)
                .param("move", move)
                .param("kind", kind.code())
                .param("account", account)
                .param("actor", actor)
                .param("at", Timestamp.from(at))
                .param("reason", reason)
                .param("data", data)
                .query(ApplicationStore::event)
                .single();
    }

    public void due(UUID application, @Nullable LocalDate day) {
        jdbc.sql("UPDATE programme.application SET due_on = :day WHERE id = :id")
                .param("day", day)
                .param("id", application)
                .update();
    }

    /** The applicants were told how review and decision went; the first time counts. */
    public void announced(Collection<UUID> applications, Instant at) {
        jdbc.sql("UPDATE programme.application SET announced_at = :at WHERE id = ANY(:ids) AND announced_at IS NULL")
                .param("at", Timestamp.from(at))
                .param("ids", applications.toArray(UUID[]::new))
                .update();
    }

    public void grant(UUID application, @Nullable Long fen) {
        jdbc.sql("UPDATE programme.application SET granted_fen = :fen WHERE id = :id")
                .param("fen", fen)
                .param("id", application)
                .update();
    }

    public static Application row(ResultSet rows, int number) throws SQLException {
        var announced = rows.getObject("announced_at", OffsetDateTime.class);
        var submitted = rows.getObject("submitted_at", OffsetDateTime.class);
        return new Application(
                rows.getObject("id", UUID.class),
                rows.getObject("call", UUID.class),
                rows.getString("call_number"),
                rows.getString("call_title"),
                rows.getInt("year"),
                rows.getString("programme"),
                rows.getObject("version", UUID.class),
                rows.getObject("organisation", UUID.class),
                rows.getString("organisation_name"),
                rows.getString("region"),
                rows.getString("zone"),
                rows.getString("stage"),
                Stage.Kind.of(rows.getString("stage_kind")),
                Status.of(rows.getString("status")),
                rows.getInt("moves"),
                rows.getObject("stage_since", OffsetDateTime.class).toInstant(),
                rows.getString("title"),
                rows.getString("track"),
                rows.getString("field"),
                rows.getString("leader"),
                rows.getLong("requested_fen"),
                rows.getObject("granted_fen", Long.class),
                rows.getString("number"),
                submitted == null ? null : submitted.toInstant(),
                rows.getObject("due_on", LocalDate.class),
                announced == null ? null : announced.toInstant());
    }

    private static Event event(ResultSet rows, int number) throws SQLException {
        return new Event(
                rows.getObject("id", UUID.class),
                rows.getObject("application", UUID.class),
                rows.getInt("number"),
                rows.getObject("move", Integer.class),
                EventKind.of(rows.getString("kind")),
                rows.getString("stage"),
                rows.getString("to_stage"),
                Status.of(rows.getString("to_status")),
                rows.getObject("account", UUID.class),
                rows.getString("actor"),
                rows.getObject("at", OffsetDateTime.class).toInstant(),
                rows.getString("reason"),
                rows.getString("data"));
    }

    /**
     * A condition on {@code a}: what was submitted with the words in its number, title, unit or people. Pairs of characters
     * find it by an index.
     */
    public static ApplicationScope matching(String words) {
        String text = words.strip().toLowerCase(Locale.ROOT);
        String like = "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return text.length() > 1
                ? new ApplicationScope(
                        "(" + FOUND_BY + " @> programme.pairs(CAST(:matchText AS text))"
                                + " AND a.search_text LIKE :matchLike)",
                        Map.of("matchText", text, "matchLike", like))
                : new ApplicationScope("a.search_text LIKE :matchLike", Map.of("matchLike", like));
    }
}
