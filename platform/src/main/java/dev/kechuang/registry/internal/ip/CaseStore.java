package dev.kechuang.registry.internal.ip;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes cases of enforcement. */
@Repository
public class CaseStore {

    private static final String COLUMNS = """
            c.id, c.version, c.number, c.kind, c.subject, c.region, c.zone, c.filed, c.closed, c.result, c.petitioner,
            c.petitioner_id, c.respondent, c.respondent_id, c.right_number, c.ip, c.note, c.cancelled""";

    private final JdbcClient jdbc;

    public CaseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a list is asked for; empty texts and zero ask for nothing. */
    public record Query(String text, String kind, String region, String state, int year) {
        public static Query of(Map<String, String> parameters) {
            String kind = text(parameters, "kind");
            String state = text(parameters, "state");
            String year = text(parameters, "year");
            return new Query(
                    text(parameters, "q"),
                    IpCase.KINDS.contains(kind) ? kind : "",
                    text(parameters, "region"),
                    state.equals("open") || state.equals("closed") ? state : "",
                    year.matches("(19|20|21)[0-9]{2}") ? Integer.parseInt(year) : 0);
        }

        private static String text(Map<String, String> parameters, String name) {
            String value = parameters.getOrDefault(name, "").strip();
            return value.length() > 100 ? value.substring(0, 100) : value;
        }

        public boolean empty() {
            return (text + kind + region + state).isEmpty() && year == 0;
        }
    }

    private record Condition(String sql, Map<String, Object> parameters) {}

    private static Condition condition(Viewer viewer, Query query) {
        var sql = new ArrayList<String>();
        var parameters = new HashMap<String, Object>();
        scope(viewer, sql, parameters);
        sql.add("NOT c.cancelled");
        if (!query.kind().isEmpty()) {
            sql.add("c.kind = :kind");
            parameters.put("kind", query.kind());
        }
        if (!query.region().isEmpty()) {
            sql.add("c.region = :region");
            parameters.put("region", query.region());
        }
        if (!query.state().isEmpty())
            sql.add(query.state().equals("open") ? "c.closed IS NULL" : "c.closed IS NOT NULL");
        if (query.year() > 0) {
            sql.add("c.filed BETWEEN make_date(:year, 1, 1) AND make_date(:year, 12, 31)");
            parameters.put("year", query.year());
        }
        if (!query.text().isEmpty()) {
            sql.add(
                    "(c.number || ' ' || c.subject || ' ' || c.petitioner || ' ' || c.respondent || ' ' || c.right_number)"
                            + " ILIKE :text");
            parameters.put("text", "%" + RightSearch.escaped(query.text()) + "%");
        }
        return new Condition(String.join(" AND ", sql), parameters);
    }

    /** Officers see the cases of their regions, people of an organisation those it is a party of. */
    private static void scope(Viewer viewer, List<String> sql, Map<String, Object> parameters) {
        if (viewer.roles().stream().noneMatch(Role::isAdministrator) && viewer.isOfficer()) {
            sql.add("(c.region = ANY(:scope) OR c.zone = ANY(:scope))");
            parameters.put("scope", viewer.regionArray());
        } else if (viewer.organisation() != null) {
            sql.add("(c.petitioner_id = :own OR c.respondent_id = :own)");
            parameters.put("own", viewer.organisation());
        } else {
            sql.add("false");
        }
    }

    public KeyPage<IpCase> find(Viewer viewer, Query query, KeyPage.At at, int size) {
        var condition = condition(viewer, query);
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT FROM registry.ip_case c WHERE " + condition.sql()
                        + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") counted")
                .params(condition.parameters())
                .query((row, number) -> row.getInt(1))
                .single();
        String[] key = RightSearch.key(at);
        KeyPage.At start = key == null ? KeyPage.At.START : at;
        String order = start.backwards() ? "ASC" : "DESC";
        var statement = jdbc.sql("SELECT " + COLUMNS + " FROM registry.ip_case c WHERE " + condition.sql()
                        + (key == null
                                ? ""
                                : " AND (c.filed, c.id) " + (start.backwards() ? ">" : "<")
                                        + " (:key::date, :id::uuid)")
                        + " ORDER BY c.filed " + order + ", c.id " + order + " LIMIT :size")
                .params(condition.parameters())
                .param("size", size + 1);
        if (key != null) statement = statement.param("key", key[0]).param("id", key[1]);
        return KeyPage.of(
                statement.query(CaseStore::row).list(),
                size,
                start,
                each -> each.filed() + "." + each.id(),
                KeyPage.Total.of(counted));
    }

    public List<IpCase> all(Viewer viewer, Query query, int limit) {
        var condition = condition(viewer, query);
        return jdbc.sql("SELECT " + COLUMNS + " FROM registry.ip_case c WHERE " + condition.sql()
                        + " ORDER BY c.filed DESC, c.id DESC LIMIT :limit")
                .params(condition.parameters())
                .param("limit", limit)
                .query(CaseStore::row)
                .list();
    }

    public Optional<IpCase> find(Viewer viewer, UUID id) {
        return one(viewer, id, "");
    }

    Optional<IpCase> lock(Viewer viewer, UUID id) {
        return one(viewer, id, " FOR UPDATE");
    }

    private Optional<IpCase> one(Viewer viewer, UUID id, String lock) {
        var sql = new ArrayList<String>();
        var parameters = new HashMap<String, Object>();
        scope(viewer, sql, parameters);
        return jdbc.sql("SELECT " + COLUMNS + " FROM registry.ip_case c WHERE c.id = :id AND " + sql.getFirst() + lock)
                .params(parameters)
                .param("id", id)
                .query(CaseStore::row)
                .optional();
    }

    /** Empty where a standing case has the number. */
    Optional<UUID> insert(IpCase data, Instant now) {
        return jdbc.sql("""
                INSERT INTO registry.ip_case (number, kind, subject, region, zone, filed, closed, result, petitioner,
                    petitioner_id, respondent, respondent_id, right_number, ip, note, updated_at)
                VALUES (:number, :kind, :subject, :region, :zone, :filed, :closed, :result, :petitioner, :petitionerId,
                    :respondent, :respondentId, :rightNumber, :ip, :note, :now)
                ON CONFLICT DO NOTHING RETURNING id""")
                .params(values(data))
                .param("now", RightStore.time(now))
                .query((rows, number) -> rows.getObject("id", UUID.class))
                .optional();
    }

    /** Whether the number was free. */
    boolean update(UUID id, IpCase data, Instant now) {
        return jdbc.sql("""
                UPDATE registry.ip_case SET version = version + 1, number = :number, kind = :kind, subject = :subject,
                    region = :region, zone = :zone, filed = :filed, closed = :closed, result = :result,
                    petitioner = :petitioner, petitioner_id = :petitionerId, respondent = :respondent,
                    respondent_id = :respondentId, right_number = :rightNumber, ip = :ip, note = :note, updated_at = :now
                WHERE id = :id AND NOT EXISTS (
                    SELECT FROM registry.ip_case o WHERE o.number = :number AND o.id <> :id AND NOT o.cancelled)""")
                        .params(values(data))
                        .param("id", id)
                        .param("now", RightStore.time(now))
                        .update()
                == 1;
    }

    void cancel(UUID id, Instant now) {
        jdbc.sql(
                        "UPDATE registry.ip_case SET version = version + 1, cancelled = true, updated_at = :now WHERE id = :id")
                .param("id", id)
                .param("now", RightStore.time(now))
                .update();
    }

    /** A registered right by its number as typed, whatever its kind; empty where none or several have it. */
    Optional<UUID> right(String typed) {
        var found = jdbc.sql("""
                SELECT id FROM registry.ip_right
                WHERE NOT withdrawn AND (application_number = :number OR grant_number = :number) LIMIT 2""")
                .param("number", RightNumbers.sought(typed))
                .query((rows, number) -> rows.getObject("id", UUID.class))
                .list();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static Map<String, Object> values(IpCase data) {
        var values = new HashMap<String, Object>();
        values.put("number", data.number());
        values.put("kind", data.kind());
        values.put("subject", data.subject());
        values.put("region", data.region());
        values.put("zone", value(Types.VARCHAR, data.zone()));
        values.put("filed", data.filed());
        values.put("closed", value(Types.DATE, data.closed()));
        values.put("result", data.result());
        values.put("petitioner", data.petitioner());
        values.put("petitionerId", value(Types.OTHER, data.petitionerId()));
        values.put("respondent", data.respondent());
        values.put("respondentId", value(Types.OTHER, data.respondentId()));
        values.put("rightNumber", data.rightNumber());
        values.put("ip", value(Types.OTHER, data.right()));
        values.put("note", data.note());
        return values;
    }

    private static Object value(int type, @org.jspecify.annotations.Nullable Object value) {
        return new org.springframework.jdbc.core.SqlParameterValue(type, value);
    }

    private static IpCase row(ResultSet rows, int number) throws SQLException {
        return new IpCase(
                rows.getObject("id", UUID.class),
                rows.getInt("version"),
                rows.getString("number"),
                rows.getString("kind"),
                rows.getString("subject"),
                rows.getString("region"),
                rows.getString("zone"),
                Objects.requireNonNull(rows.getObject("filed", LocalDate.class)),
                rows.getObject("closed", LocalDate.class),
                rows.getString("result"),
                rows.getString("petitioner"),
                rows.getObject("petitioner_id", UUID.class),
                rows.getString("respondent"),
                rows.getObject("respondent_id", UUID.class),
                rows.getString("right_number"),
                rows.getObject("ip", UUID.class),
                rows.getString("note"),
                rows.getBoolean("cancelled"));
    }
}
