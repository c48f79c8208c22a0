package dev.kechuang.plan.internal.track;

import dev.kechuang.indicator.Period;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.Sql;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes progress reports. */
@Repository
public class ReportStore {

    private final JdbcClient jdbc;

    public ReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reports on an item, newest first; of other units only for those who see the whole plan. */
    public List<Report> of(UUID item, Viewer viewer) {
        return jdbc.sql("""
                        SELECT r.* FROM plan.report r JOIN plan.item i ON i.id = r.item JOIN plan.plan p ON p.id = i.plan
                        WHERE r.item = :item AND (p.region = ANY(:scope) OR r.unit = :scopeUnit::uuid)
                        ORDER BY r.period DESC, r.filed_at DESC""")
                .params(PlanScope.of(viewer).parameters())
                .param("item", item)
                .query(ReportStore::row)
                .list();
    }

    /** Without a look at who asks; newest first. */
    public List<Report> all(UUID item) {
        return jdbc.sql("SELECT * FROM plan.report WHERE item = :item ORDER BY period DESC, filed_at DESC")
                .param("item", item)
                .query(ReportStore::row)
                .list();
    }

    public Optional<Report> find(UUID id) {
        return jdbc.sql("SELECT * FROM plan.report WHERE id = :id")
                .param("id", id)
                .query(ReportStore::row)
                .optional();
    }

    Optional<Report> lock(UUID id) {
        return jdbc.sql("SELECT * FROM plan.report WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(ReportStore::row)
                .optional();
    }

    /**
     * A report with what it is about.
     *
     * @param mayDecide whether it waits and somebody else than the viewer filed it
     */
    public record Filed(Report report, UUID plan, String planTitle, String name, String unit, boolean mayDecide) {}

    /**
     * What is looked for; empty finds everything.
     *
     * @param state code of a state; {@code waiting} finds what the viewer may decide
     * @param words part of the plan's or the item's name
     */
    public record Query(String state, @Nullable UUID unit, String words) {
        /** As in the address of the list; without a state what waits. */
        public static Query of(Map<String, String> asked) {
            return new Query(
                    asked.getOrDefault("state", "waiting"),
                    Sql.uuid(asked.getOrDefault("unit", "")),
                    asked.getOrDefault("q", "").strip());
        }
    }

    private static final String FILED = """
            FROM plan.report r
            JOIN plan.item i ON i.id = r.item
            JOIN plan.plan p ON p.id = i.plan
            JOIN plan.in_force f ON f.plan = p.id
            LEFT JOIN plan.task t ON t.version = f.version AND t.item = r.item
            LEFT JOIN plan.target g ON g.version = f.version AND g.item = r.item
            LEFT JOIN identity.published_unit u ON u.unit = r.unit
            WHERE p.region = ANY(:scope)""";

    private static final String SHOWN = """
            SELECT r.*, p.id AS plan, p.title, u.name AS unit_name, coalesce(t.heading, g.name, '') AS name,
                   r.state = 'filed' AND r.filed_by <> :self AS may_decide
            """;

    /** Of the viewer's regions: what waits in the order in which it was filed, everything else the newest first. */
    public KeyPage<Filed> page(Viewer viewer, Query query, KeyPage.At at, int size) {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("scope", viewer.regionArray());
        parameters.put("self", viewer.requireAccount());
        var where = new StringBuilder();
        switch (query.state()) {
            case "waiting" -> where.append(" AND r.state = 'filed' AND r.filed_by <> :self");
            case "filed", "confirmed", "returned" -> {
                where.append(" AND r.state = :state");
                parameters.put("state", query.state());
            }
            default -> {}
        }
        if (query.unit() != null) {
            where.append(" AND r.unit = :unit");
            parameters.put("unit", query.unit());
        }
        if (!query.words().isEmpty()) {
            where.append(
                    " AND (p.title ILIKE :words OR t.heading ILIKE :words OR g.name ILIKE :words OR u.name ILIKE :words)");
            parameters.put("words", Sql.contains(query.words()));
        }
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT 1 " + FILED + where + " LIMIT " + (KeyPage.COUNTED_TO + 1)
                        + ") AS counted WHERE :self::uuid IS NOT NULL")
                .params(parameters)
                .query(Integer.class)
                .single();
        boolean rising = query.state().equals("waiting") != at.backwards();
        UUID key = Sql.uuid(at.key());
        if (key != null) {
            where.append(" AND r.id ").append(rising ? ">" : "<").append(" :key");
            parameters.put("key", key);
        }
        var read = jdbc.sql(SHOWN + FILED + where + " ORDER BY r.id" + (rising ? "" : " DESC") + " LIMIT " + (size + 1))
                .params(parameters)
                .query(ReportStore::filed)
                .list();
        return KeyPage.of(read, size, at, one -> one.report().id().toString(), KeyPage.Total.of(counted));
    }

    /** One of the viewer's regions. */
    public Optional<Filed> find(Viewer viewer, UUID id) {
        return jdbc.sql(SHOWN + FILED + " AND r.id = :id")
                .param("scope", viewer.regionArray())
                .param("self", viewer.requireAccount())
                .param("id", id)
                .query(ReportStore::filed)
                .optional();
    }

    private static Filed filed(ResultSet rows, int number) throws SQLException {
        String unit = rows.getString("unit_name");
        return new Filed(
                row(rows, number),
                rows.getObject("plan", UUID.class),
                rows.getString("title"),
                rows.getString("name"),
                unit == null ? "" : unit,
                rows.getBoolean("may_decide"));
    }

    int waiting(Viewer viewer) {
        return jdbc.sql("""
                        SELECT count(*) FROM plan.report r JOIN plan.item i ON i.id = r.item
                        JOIN plan.plan p ON p.id = i.plan
                        WHERE r.state = 'filed' AND p.region = ANY(:scope) AND r.filed_by <> :self""")
                .param("scope", viewer.regionArray())
                .param("self", viewer.requireAccount())
                .query(Integer.class)
                .single();
    }

    /** The newest report of each unit on the items, filed until the day, that was not returned. */
    public Map<UUID, List<Report>> latest(List<UUID> items, LocalDate day) {
        var found = new HashMap<UUID, List<Report>>();
        if (items.isEmpty()) return found;
        jdbc.sql("""
                        SELECT DISTINCT ON (item, unit) * FROM plan.report
                        WHERE item = ANY(:items) AND state <> 'returned' AND filed_on <= :day
                        ORDER BY item, unit, period DESC, filing DESC""")
                .param("items", items.toArray(UUID[]::new))
                .param("day", day)
                .query(ReportStore::row)
                .list()
                .forEach(report -> found.computeIfAbsent(report.item(), item -> new java.util.ArrayList<>())
                        .add(report));
        return found;
    }

    /** Those that were done by the day. */
    public Set<UUID> done(List<UUID> items, LocalDate day) {
        if (items.isEmpty()) return Set.of();
        return new HashSet<>(jdbc.sql("SELECT item FROM plan.done WHERE item = ANY(:items) AND on_day <= :day")
                .param("items", items.toArray(UUID[]::new))
                .param("day", day)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list());
    }

    int nextFiling(UUID item, UUID unit, Period period) {
        return jdbc.sql("""
                        SELECT coalesce(max(filing), 0) + 1 FROM plan.report
                        WHERE item = :item AND unit = :unit AND period = :period""")
                .param("item", item)
                .param("unit", unit)
                .param("period", period.toString())
                .query(Integer.class)
                .single();
    }

    /** Empty when the unit has reported for the period already. */
    Optional<UUID> insert(Report report) {
        return jdbc.sql("""
                        INSERT INTO plan.report (item, unit, period, filing, percent, value, text, blockers, files, due_on,
                            filed_on, filed_by, filed_name, filed_at)
                        VALUES (:item, :unit, :period, :filing, :percent, :value, :text, :blockers, :files, :due, :on, :by,
                            :name, :at) ON CONFLICT DO NOTHING RETURNING id""")
                .param("item", report.item())
                .param("unit", report.unit())
                .param("period", report.period().toString())
                .param("filing", report.filing())
                .param("percent", report.percent(), Types.INTEGER)
                .param("value", report.value(), Types.NUMERIC)
                .param("text", report.text())
                .param("blockers", report.blockers())
                .param("files", report.files().toArray(UUID[]::new))
                .param("due", report.dueOn())
                .param("on", report.filedOn())
                .param("by", report.filedBy())
                .param("name", report.filedName())
                .param("at", Timestamp.from(report.filedAt()))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional();
    }

    void decide(UUID report, Report.State state, Viewer by, Instant at, String remark) {
        jdbc.sql("""
                        UPDATE plan.report SET state = :state, decided_by = :by, decided_name = :name, decided_at = :at,
                            remark = :remark WHERE id = :id""")
                .param("state", state.code())
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .param("remark", remark)
                .param("id", report)
                .update();
    }

    boolean isDone(UUID item) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM plan.done WHERE item = :item)")
                .param("item", item)
                .query(Boolean.class)
                .single();
    }

    Optional<LocalDate> doneOn(UUID item) {
        return jdbc.sql("SELECT on_day FROM plan.done WHERE item = :item")
                .param("item", item)
                .query((rows, number) -> rows.getObject(1, LocalDate.class))
                .optional();
    }

    void done(UUID item, UUID report, LocalDate day, UUID record) {
        jdbc.sql("INSERT INTO plan.done (item, report, on_day, record) VALUES (:item, :report, :day, :record)")
                .param("item", item)
                .param("report", report)
                .param("day", day)
                .param("record", record)
                .update();
    }

    static Report row(ResultSet rows, int number) throws SQLException {
        return new Report(
                rows.getObject("id", UUID.class),
                rows.getObject("item", UUID.class),
                rows.getObject("unit", UUID.class),
                Period.parse(rows.getString("period")).orElseThrow(),
                rows.getInt("filing"),
                rows.getObject("percent", Integer.class),
                rows.getBigDecimal("value"),
                rows.getString("text"),
                rows.getString("blockers"),
                List.of((UUID[]) rows.getArray("files").getArray()),
                rows.getObject("due_on", LocalDate.class),
                rows.getObject("filed_on", LocalDate.class),
                rows.getObject("filed_by", UUID.class),
                rows.getString("filed_name"),
                Sql.time(rows, "filed_at"),
                Report.State.of(rows.getString("state")),
                rows.getString("decided_name"),
                Sql.timeOrNull(rows, "decided_at"),
                rows.getString("remark"));
    }
}
