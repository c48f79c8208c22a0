package dev.kechuang.registry.internal.expert;

import dev.kechuang.registry.Experts.Service;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where people of the pool serve. */
@Repository
public class AssignmentStore {

    private static final String SELECT = """
            SELECT s.id, s.expert, e.name, e.unit_name, s.serves_as, s.organisation, coalesce(o.name, s.place) AS at_place,
                   s.region, s.task, s.since, s.until, s.ended_reason
            FROM registry.expert_assignment s JOIN registry.expert e ON e.id = s.expert
            LEFT JOIN registry.organisation o ON o.id = s.organisation""";

    private final JdbcClient jdbc;

    public AssignmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param organisation null for a town or village
     * @param where its name
     * @param until last day, null for no end yet
     */
    public record Assignment(
            UUID id,
            UUID expert,
            String name,
            String unitName,
            Service as,
            @Nullable UUID organisation,
            String where,
            String region,
            String task,
            LocalDate since,
            @Nullable LocalDate until,
            String endedReason) {

        public boolean runs(LocalDate day) {
            return !since.isAfter(day) && (until == null || !until.isBefore(day));
        }
    }

    /** @param place empty where an organisation is named */
    public record NewAssignment(
            Service as,
            @Nullable UUID organisation,
            String place,
            String region,
            String task,
            LocalDate since,
            @Nullable LocalDate until) {}

    /** @param q part of a name or place @param as what they serve as @param region of the place @param running today only */
    public record Query(String q, String as, String region, boolean running) {}

    public List<Assignment> of(UUID expert) {
        return jdbc.sql(SELECT + " WHERE s.expert = :expert ORDER BY s.since DESC, s.id LIMIT 200")
                .param("expert", expert)
                .query(AssignmentStore::row)
                .list();
    }

    /** Whose it is; the page of that person shows it to those who may see it. */
    public Optional<UUID> expertOf(UUID id) {
        return jdbc.sql("SELECT expert FROM registry.expert_assignment WHERE id = :id")
                .param("id", id)
                .query(UUID.class)
                .optional();
    }

    Optional<Assignment> find(UUID expert, UUID id) {
        return jdbc.sql(SELECT + " WHERE s.expert = :expert AND s.id = :id")
                .param("expert", expert)
                .param("id", id)
                .query(AssignmentStore::row)
                .optional();
    }

    /** Empty when the person serves there at that time already. */
    Optional<UUID> add(UUID expert, NewAssignment assignment, Instant now) {
        return jdbc.sql("""
                INSERT INTO registry.expert_assignment (expert, serves_as, organisation, place, region, task, since, until,
                    created_at)
                VALUES (:expert, :as, :organisation, :place, :region, :task, :since, :until, :now)
                ON CONFLICT DO NOTHING RETURNING id""")
                .param("expert", expert)
                .param("as", assignment.as().code())
                .param("organisation", assignment.organisation(), Types.OTHER)
                .param("place", assignment.place())
                .param("region", assignment.region())
                .param("task", assignment.task())
                .param("since", assignment.since())
                .param("until", assignment.until(), Types.DATE)
                .param("now", ExpertStore.time(now))
                .query(UUID.class)
                .optional();
    }

    void end(UUID id, LocalDate until, String reason) {
        jdbc.sql("UPDATE registry.expert_assignment SET until = :until, ended_reason = :reason WHERE id = :id")
                .param("id", id)
                .param("until", until)
                .param("reason", reason)
                .update();
    }

    /** Newest first. Officers see those whose place or person lies in their regions. */
    public KeyPage<Assignment> find(Viewer viewer, Query query, LocalDate today, KeyPage.At at, int size) {
        var parameters = new HashMap<String, Object>();
        String where = where(viewer, query, today, parameters);
        var sql = new StringBuilder(SELECT).append(where);
        Cursor cursor = Cursor.of(at.key());
        KeyPage.At start = cursor == null ? KeyPage.At.START : at;
        if (cursor != null) {
            sql.append(" AND (s.since, s.id) ")
                    .append(start.backwards() ? ">" : "<")
                    .append(" (:day, :id)");
            parameters.put("day", cursor.day());
            parameters.put("id", cursor.id());
        }
        String order = start.backwards() ? "ASC" : "DESC";
        sql.append(" ORDER BY s.since ")
                .append(order)
                .append(", s.id ")
                .append(order)
                .append(" LIMIT ")
                .append(size + 1);
        var rows = jdbc.sql(sql.toString())
                .params(parameters)
                .query(AssignmentStore::row)
                .list();
        parameters.remove("day");
        parameters.remove("id");
        int total = jdbc.sql("SELECT count(*) FROM (SELECT FROM (" + SELECT + where + ") x LIMIT 10001) counted")
                .params(parameters)
                .query((found, number) -> found.getInt(1))
                .single();
        return KeyPage.of(rows, size, start, row -> row.since() + "/" + row.id(), KeyPage.Total.of(total));
    }

    private record Cursor(LocalDate day, UUID id) {
        /** Null for no key and one that is none: then the list starts from the beginning. */
        static @Nullable Cursor of(@Nullable String key) {
            if (key == null || !key.matches("\\d{4}-\\d{2}-\\d{2}/[0-9a-f-]{36}")) return null;
            try {
                return new Cursor(LocalDate.parse(key.substring(0, 10)), UUID.fromString(key.substring(11)));
            } catch (DateTimeException | IllegalArgumentException e) {
                return null;
            }
        }
    }

    /** How many serve today, by what they serve as: people, and places. */
    public List<Count> counts(Viewer viewer, LocalDate today) {
        var parameters = new HashMap<String, Object>();
        String where = where(viewer, new Query("", "", "", true), today, parameters);
        return jdbc.sql("SELECT serves_as, count(*)::int AS assignments, count(DISTINCT expert)::int AS people,"
                        + " count(DISTINCT at_place)::int AS places FROM (" + SELECT + where
                        + ") x GROUP BY serves_as ORDER BY serves_as")
                .params(parameters)
                .query((rows, number) -> new Count(
                        Service.of(rows.getString("serves_as")).orElseThrow(),
                        rows.getInt("assignments"),
                        rows.getInt("people"),
                        rows.getInt("places")))
                .list();
    }

    public record Count(Service as, int assignments, int people, int places) {}

    private static String where(Viewer viewer, Query query, LocalDate today, Map<String, Object> parameters) {
        var conditions = new ArrayList<String>();
        if (viewer.isOfficer()) {
            conditions.add("(s.region = ANY(:scope) OR e.region = ANY(:scope))");
            parameters.put("scope", viewer.regionArray());
        } else {
            var scope = ExpertStore.Scope.of(viewer);
            conditions.add(scope.sql());
            parameters.putAll(scope.parameters());
        }
        if (!query.q().isEmpty()) {
            conditions.add("(e.name || ' ' || e.unit_name || ' ' || coalesce(o.name, s.place)) ILIKE :q");
            parameters.put("q", "%" + ExpertSearch.escaped(query.q()) + "%");
        }
        if (!query.as().isEmpty()) {
            conditions.add("s.serves_as = :as");
            parameters.put("as", query.as());
        }
        if (!query.region().isEmpty()) {
            conditions.add("s.region = :region");
            parameters.put("region", query.region());
        }
        if (query.running()) {
            conditions.add("s.since <= :today AND (s.until IS NULL OR s.until >= :today)");
            parameters.put("today", today);
        }
        return " WHERE " + String.join(" AND ", conditions);
    }

    private static Assignment row(ResultSet rows, int number) throws SQLException {
        return new Assignment(
                rows.getObject("id", UUID.class),
                rows.getObject("expert", UUID.class),
                rows.getString("name"),
                rows.getString("unit_name"),
                Service.of(rows.getString("serves_as")).orElseThrow(),
                rows.getObject("organisation", UUID.class),
                rows.getString("at_place"),
                rows.getString("region"),
                rows.getString("task"),
                rows.getObject("since", LocalDate.class),
                rows.getObject("until", LocalDate.class),
                rows.getString("ended_reason"));
    }
}
