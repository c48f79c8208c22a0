package dev.kechuang.programme.internal.upward;

import dev.kechuang.programme.internal.upward.Upward.Level;
import dev.kechuang.programme.internal.upward.Upward.Result;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recommended projects; officers see those of their regions. */
@Component
public class UpwardStore {

    private static final String COLUMNS = """
            SELECT u.id, u.version, u.level, u.programme, u.year, u.organisation, o.name AS organisation_name,
                   o.credit_code, u.region, u.zone, u.title, u.leader, u.recommended_on, u.document, u.requested_fen,
                   u.result, u.decided_on, u.approval, u.granted_fen, u.note, u.cancelled, u.changed_by, u.changed_at
            """;

    private static final String FROM = """
            FROM programme.upward u JOIN registry.published_organisation o ON o.id = u.organisation
            """;

    private final JdbcClient jdbc;

    public UpwardStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param q part of title, organisation, leader or number
     * @param year 0 for all
     * @param level empty for both
     * @param result empty for all
     */
    public record Query(String q, int year, String level, String programme, String result) {}

    private record Where(String sql, Map<String, Object> parameters) {}

    private static Where where(Viewer viewer, Query query) {
        var sql = new StringBuilder(" WHERE NOT u.cancelled AND ");
        var parameters = new HashMap<String, Object>();
        if (viewer.isOfficer() && viewer.roles().stream().noneMatch(Role::isAdministrator)) {
            sql.append("(u.region = ANY(:scope) OR u.zone = ANY(:scope))");
            parameters.put("scope", viewer.regionArray());
        } else {
            sql.append("false");
        }
        if (!query.q().isEmpty()) {
            sql.append(" AND (u.title LIKE :q OR o.name LIKE :q OR u.leader LIKE :q OR u.approval LIKE :q)");
            parameters.put(
                    "q",
                    "%" + query.q().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        }
        if (query.year() > 0) {
            sql.append(" AND u.year = :year");
            parameters.put("year", query.year());
        }
        if (!query.level().isEmpty()) {
            sql.append(" AND u.level = :level");
            parameters.put("level", query.level());
        }
        if (!query.programme().isEmpty()) {
            sql.append(" AND u.programme = :programme");
            parameters.put("programme", query.programme());
        }
        if (!query.result().isEmpty()) {
            sql.append(" AND u.result = :result");
            parameters.put("result", query.result());
        }
        return new Where(sql.toString(), parameters);
    }

    /** The newest year first, within it the last entered. */
    public KeyPage<Upward> page(Viewer viewer, Query query, KeyPage.At at, int size) {
        Where where = where(viewer, query);
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT 1 " + FROM + where.sql() + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") n")
                .params(where.parameters())
                .query(Integer.class)
                .single();
        var parameters = new HashMap<>(where.parameters());
        parameters.put("size", size + 1);
        String behind = "";
        String key = at.key();
        if (key != null && key.matches("[0-9]{4}_.{36}")) {
            behind = " AND (u.year, u.id) " + (at.backwards() ? ">" : "<")
                    + " (CAST(:keyYear AS integer), CAST(:keyId AS uuid))";
            parameters.put("keyYear", Integer.parseInt(key.substring(0, 4)));
            parameters.put("keyId", key.substring(5));
        }
        String order = at.backwards() ? "" : " DESC";
        var rows = jdbc.sql(COLUMNS + FROM + where.sql() + behind + " ORDER BY u.year" + order + ", u.id" + order
                        + " LIMIT :size")
                .params(parameters)
                .query(UpwardStore::row)
                .list();
        return KeyPage.of(rows, size, at, u -> u.year() + "_" + u.id(), KeyPage.Total.of(counted));
    }

    /** Row by row for an export; to be closed, inside a transaction. */
    public Stream<Upward> all(Viewer viewer, Query query, int most) {
        Where where = where(viewer, query);
        return jdbc
                .sql(COLUMNS + FROM + where.sql() + " ORDER BY u.year DESC, u.id DESC LIMIT :most")
                .params(where.parameters())
                .param("most", most)
                .query(UpwardStore::row)
                .stream();
    }

    public Optional<Upward> find(Viewer viewer, UUID id) {
        Where where = where(viewer, new Query("", 0, "", "", ""));
        return jdbc.sql(COLUMNS + FROM + where.sql() + " AND u.id = :id")
                .params(where.parameters())
                .param("id", id)
                .query(UpwardStore::row)
                .optional();
    }

    /** The same project, for imports and against entering twice. */
    Optional<Upward> same(UpwardData data, UUID organisation) {
        return jdbc.sql(COLUMNS + FROM + """
                        WHERE NOT u.cancelled AND u.level = :level AND u.programme = :programme AND u.year = :year
                          AND u.organisation = :organisation AND u.title = :title""")
                .param("level", data.level().code())
                .param("programme", data.programme())
                .param("year", data.year())
                .param("organisation", organisation)
                .param("title", data.title())
                .query(UpwardStore::row)
                .optional();
    }

    void lock(UUID id) {
        jdbc.sql("SELECT id FROM programme.upward WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query((rows, number) -> 1)
                .optional();
    }

    /** Records that count it now, null where there is none. */
    record Counted(@Nullable UUID recommended, @Nullable UUID approved) {}

    Counted counted(UUID id) {
        return jdbc.sql("SELECT recommended_record, approved_record FROM programme.upward WHERE id = :id")
                .param("id", id)
                .query((rows, number) -> new Counted(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class)))
                .single();
    }

    void write(
            UUID id,
            int version,
            UpwardData d,
            UUID organisation,
            String region,
            @Nullable String zone,
            Counted counted,
            boolean cancelled,
            String by,
            Instant at) {
        jdbc.sql("""
                        INSERT INTO programme.upward AS u (id, version, level, programme, year, organisation, region, zone,
                            title, leader, recommended_on, document, requested_fen, result, decided_on, approval,
                            granted_fen, note, cancelled, recommended_record, approved_record, changed_by, changed_at)
                        VALUES (:id, :version, :level, :programme, :year, :organisation, :region, :zone, :title, :leader,
                            :recommended, :document, :requested, :result, :decided, :approval, :granted, :note,
                            :cancelled, :recommendedRecord, :approvedRecord, :by, :at)
                        ON CONFLICT (id) DO UPDATE SET version = excluded.version, level = excluded.level,
                            programme = excluded.programme, year = excluded.year, title = excluded.title,
                            leader = excluded.leader, recommended_on = excluded.recommended_on,
                            document = excluded.document, requested_fen = excluded.requested_fen,
                            result = excluded.result, decided_on = excluded.decided_on, approval = excluded.approval,
                            granted_fen = excluded.granted_fen, note = excluded.note, cancelled = excluded.cancelled,
                            recommended_record = excluded.recommended_record,
                            approved_record = excluded.approved_record, changed_by = excluded.changed_by,
                            changed_at = excluded.changed_at""")
                .param("id", id)
                .param("version", version)
                .param("level", d.level().code())
                .param("programme", d.programme())
                .param("year", d.year())
                .param("organisation", organisation)
                .param("region", region)
                .param("zone", zone)
                .param("title", d.title())
                .param("leader", d.leader())
                .param("recommended", d.recommendedOn())
                .param("document", d.document())
                .param("requested", d.requestedFen())
                .param("result", d.result().code())
                .param("decided", d.decidedOn(), Types.DATE)
                .param("approval", d.approval())
                .param("granted", d.grantedFen())
                .param("note", d.note())
                .param("cancelled", cancelled)
                .param("recommendedRecord", counted.recommended(), Types.OTHER)
                .param("approvedRecord", counted.approved(), Types.OTHER)
                .param("by", by)
                .param("at", Timestamp.from(at))
                .update();
    }

    void changed(UUID id, int version, String action, String changes, Viewer actor, Instant at) {
        jdbc.sql("""
                        INSERT INTO programme.upward_change (upward, version, action, changes, account, actor, changed_at)
                        VALUES (:id, :version, :action, :changes::jsonb, :account, :actor, :at)""")
                .param("id", id)
                .param("version", version)
                .param("action", action)
                .param("changes", changes)
                .param("account", actor.account(), Types.OTHER)
                .param("actor", actor.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    /** @param changes JSON, field to old and new value */
    public record Change(int version, String action, String changes, String actor, Instant at) {}

    /** Newest first. */
    public List<Change> history(UUID id) {
        return jdbc.sql("""
                        SELECT version, action, changes::text AS changes, actor, changed_at FROM programme.upward_change
                        WHERE upward = :id ORDER BY version DESC""")
                .param("id", id)
                .query((rows, number) -> new Change(
                        rows.getInt("version"),
                        rows.getString("action"),
                        rows.getString("changes"),
                        rows.getString("actor"),
                        rows.getTimestamp("changed_at").toInstant()))
                .list();
    }

    /**
     * One line of the statistics.
     *
     * @param programme empty for the sum of a level, and with an empty level for the sum of all
     */
    public record Line(
            String level,
            String programme,
            long recommended,
            long approved,
            long open,
            long requestedFen,
            long grantedFen) {}

    /** By level and programme with their sums, for projects recommended in a year (0 for all years). */
    public List<Line> statistics(Viewer viewer, int year) {
        Where where = where(viewer, new Query("", year, "", "", ""));
        return jdbc.sql("""
                        SELECT coalesce(u.level, '') AS level, coalesce(u.programme, '') AS programme,
                               count(*) AS recommended, count(*) FILTER (WHERE u.result = 'approved') AS approved,
                               count(*) FILTER (WHERE u.result = 'open') AS open,
                               coalesce(sum(u.requested_fen), 0) AS requested, coalesce(sum(u.granted_fen), 0) AS granted
                        """ + FROM + where.sql() + """
                         GROUP BY GROUPING SETS ((u.level, u.programme), (u.level), ())
                        ORDER BY grouping(u.level) DESC, u.level, grouping(u.programme) DESC, granted DESC, u.programme""")
                .params(where.parameters())
                .query((rows, number) -> new Line(
                        rows.getString("level"),
                        rows.getString("programme"),
                        rows.getLong("recommended"),
                        rows.getLong("approved"),
                        rows.getLong("open"),
                        rows.getLong("requested"),
                        rows.getLong("granted")))
                .list();
    }

    /** Names used so far, for suggestions. */
    public List<String> programmes() {
        return jdbc.sql("""
                        SELECT programme FROM programme.upward WHERE NOT cancelled
                        GROUP BY programme ORDER BY count(*) DESC, programme LIMIT 100""").query((rows, number) -> rows.getString(1)).list();
    }

    private static Upward row(ResultSet rows, int number) throws SQLException {
        return new Upward(
                rows.getObject("id", UUID.class),
                rows.getInt("version"),
                Level.of(rows.getString("level")),
                rows.getString("programme"),
                rows.getInt("year"),
                rows.getObject("organisation", UUID.class),
                rows.getString("organisation_name"),
                rows.getString("credit_code"),
                rows.getString("region"),
                rows.getString("zone"),
                rows.getString("title"),
                rows.getString("leader"),
                rows.getObject("recommended_on", LocalDate.class),
                rows.getString("document"),
                rows.getLong("requested_fen"),
                Result.of(rows.getString("result")),
                rows.getObject("decided_on", LocalDate.class),
                rows.getString("approval"),
                rows.getLong("granted_fen"),
                rows.getString("note"),
                rows.getBoolean("cancelled"),
                rows.getString("changed_by"),
                rows.getTimestamp("changed_at").toInstant());
    }
}
