package dev.kechuang.plan.internal.plan;

import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
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

/** Reads and writes what stands in a version: targets, tasks, parts, duties. The database lets drafts be changed only. */
@Repository
public class ContentStore {

    private final JdbcClient jdbc;

    public ContentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of a version. */
    public Content of(UUID version) {
        return read(version, "true", "true", Map.of());
    }

    /** As much of a version as the viewer may see. */
    public Content of(UUID version, Viewer viewer) {
        var scope = PlanScope.of(viewer);
        return read(version, scope.items(), scope.parts(), scope.parameters());
    }

    private Content read(UUID version, String condition, String partly, Map<String, Object> parameters) {
        var duties = new HashMap<UUID, List<Duty>>();
        jdbc.sql("SELECT item, name, unit, role, reports FROM plan.duty WHERE version = :version ORDER BY item, place")
                .param("version", version)
                .query(rows -> {
                    duties.computeIfAbsent(rows.getObject("item", UUID.class), item -> new ArrayList<>())
                            .add(new Duty(
                                    rows.getString("name"),
                                    rows.getObject("unit", UUID.class),
                                    rows.getString("role").equals("lead"),
                                    rows.getBoolean("reports")));
                });
        var parts = new HashMap<UUID, List<Target.Part>>();
        jdbc.sql("SELECT c.item, c.kind, c.key, c.value FROM plan.part c WHERE c.version = :version AND " + partly
                        + " ORDER BY c.item, c.kind, c.key")
                .params(parameters)
                .param("version", version)
                .query(rows -> {
                    parts.computeIfAbsent(rows.getObject("item", UUID.class), item -> new ArrayList<>())
                            .add(new Target.Part(
                                    rows.getString("kind").equals("region") ? Target.Split.REGION : Target.Split.MONTH,
                                    rows.getString("key"),
                                    rows.getBigDecimal("value")));
                });
        String from = " t JOIN plan.version v ON v.id = t.version JOIN plan.plan p ON p.id = v.plan"
                + " WHERE t.version = :version AND " + condition + " ORDER BY t.place, t.item";
        var targets = jdbc.sql("SELECT t.* FROM plan.target" + from)
                .params(parameters)
                .param("version", version)
                .query((rows, number) -> target(
                        rows,
                        duties.getOrDefault(rows.getObject("item", UUID.class), List.of()),
                        parts.getOrDefault(rows.getObject("item", UUID.class), List.of())))
                .list();
        var tasks = jdbc.sql("SELECT t.* FROM plan.task" + from)
                .params(parameters)
                .param("version", version)
                .query((rows, number) -> task(rows, duties.getOrDefault(rows.getObject("item", UUID.class), List.of())))
                .list();
        return new Content(targets, tasks);
    }

    UUID newItem(UUID plan, String kind) {
        return jdbc.sql("INSERT INTO plan.item (plan, kind) VALUES (:plan, :kind) RETURNING id")
                .param("plan", plan)
                .param("kind", kind)
                .query(UUID.class)
                .single();
    }

    int nextPlace(UUID version, String table) {
        return jdbc.sql("SELECT coalesce(max(place), 0) + 1 FROM plan." + table + " WHERE version = :version")
                .param("version", version)
                .query(Integer.class)
                .single();
    }

    void write(UUID version, Target target) {
        jdbc.sql("""
                        INSERT INTO plan.target (version, item, place, name, indicator, bound, value, value_to, unit, nature,
                            additive, baseline, region, from_on, due_on, task, gap_reason, span_from, span_until, edits)
                        VALUES (:version, :item, :place, :name, :indicator, :bound, :value, :to, :unit, :nature, :additive,
                            :baseline, :region, :from, :due, :task, :gap, :spanFrom, :spanUntil, :edits)
                        ON CONFLICT (version, item) DO UPDATE SET place = excluded.place, name = excluded.name,
                            indicator = excluded.indicator, bound = excluded.bound, value = excluded.value,
                            value_to = excluded.value_to, unit = excluded.unit, nature = excluded.nature,
                            additive = excluded.additive, baseline = excluded.baseline, region = excluded.region,
                            from_on = excluded.from_on, due_on = excluded.due_on, task = excluded.task,
                            gap_reason = excluded.gap_reason, edits = excluded.edits""")
                .param("version", version)
                .param("item", target.item())
                .param("place", target.place())
                .param("name", target.name())
                .param("indicator", target.indicator(), Types.VARCHAR)
                .param("bound", target.bound().code())
                .param("value", target.value())
                .param("to", target.valueTo(), Types.NUMERIC)
                .param("unit", target.unit())
                .param("nature", target.flow() ? "flow" : "stock")
                .param("additive", target.additive())
                .param("baseline", target.baseline(), Types.NUMERIC)
                .param("region", target.region())
                .param("from", target.fromOn())
                .param("due", target.dueOn())
                .param("task", target.task(), Types.OTHER)
                .param("gap", target.gapReason())
                .param("spanFrom", target.span() == null ? null : target.span().from(), Types.INTEGER)
                .param("spanUntil", target.span() == null ? null : target.span().until(), Types.INTEGER)
                .param("edits", target.edits())
                .update();
        duties(version, target.item(), target.duties());
        jdbc.sql("DELETE FROM plan.part WHERE version = :version AND item = :item")
                .param("version", version)
                .param("item", target.item())
                .update();
        for (Target.Part part : target.parts()) {
            jdbc.sql(
                            "INSERT INTO plan.part (version, item, kind, key, value) VALUES (:version, :item, :kind, :key, :value)")
                    .param("version", version)
                    .param("item", target.item())
                    .param("kind", part.split().code())
                    .param("key", part.key())
                    .param("value", part.value())
                    .update();
        }
    }

    void write(UUID version, Task task) {
        jdbc.sql("""
                        INSERT INTO plan.task (version, item, place, heading, text, from_on, due_on, span_from, span_until,
                            edits)
                        VALUES (:version, :item, :place, :heading, :text, :from, :due, :spanFrom, :spanUntil, :edits)
                        ON CONFLICT (version, item) DO UPDATE SET place = excluded.place, heading = excluded.heading,
                            text = excluded.text, from_on = excluded.from_on, due_on = excluded.due_on,
                            edits = excluded.edits""")
                .param("version", version)
                .param("item", task.item())
                .param("place", task.place())
                .param("heading", task.heading())
                .param("text", task.text())
                .param("from", task.fromOn())
                .param("due", task.dueOn())
                .param("spanFrom", task.span() == null ? null : task.span().from(), Types.INTEGER)
                .param("spanUntil", task.span() == null ? null : task.span().until(), Types.INTEGER)
                .param("edits", task.edits())
                .update();
        duties(version, task.item(), task.duties());
    }

    private void duties(UUID version, UUID item, List<Duty> duties) {
        jdbc.sql("DELETE FROM plan.duty WHERE version = :version AND item = :item")
                .param("version", version)
                .param("item", item)
                .update();
        int place = 0;
        for (Duty duty : duties) {
            jdbc.sql("""
                            INSERT INTO plan.duty (version, item, place, name, unit, role, reports)
                            VALUES (:version, :item, :place, :name, :unit, :role, :reports)""")
                    .param("version", version)
                    .param("item", item)
                    .param("place", ++place)
                    .param("name", duty.name())
                    .param("unit", duty.unit(), Types.OTHER)
                    .param("role", duty.leads() ? "lead" : "support")
                    .param("reports", duty.reports())
                    .update();
        }
    }

    void remove(UUID version, UUID item) {
        for (String table : List.of("duty", "part", "target")) delete(table, version, item);
        jdbc.sql("UPDATE plan.target SET task = NULL WHERE version = :version AND task = :item")
                .param("version", version)
                .param("item", item)
                .update();
        delete("task", version, item);
    }

    private void delete(String table, UUID version, UUID item) {
        jdbc.sql("DELETE FROM plan." + table + " WHERE version = :version AND item = :item")
                .param("version", version)
                .param("item", item)
                .update();
    }

    /** The plan an item belongs to. */
    public Optional<UUID> planOf(UUID item) {
        return jdbc.sql("SELECT plan FROM plan.item WHERE id = :item")
                .param("item", item)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional();
    }

    /** The record that counts an item since its release. */
    Optional<UUID> record(UUID item) {
        return jdbc.sql("SELECT record FROM plan.item WHERE id = :item AND record IS NOT NULL")
                .param("item", item)
                .query(UUID.class)
                .optional();
    }

    void counted(UUID item, @Nullable UUID record) {
        jdbc.sql("UPDATE plan.item SET record = :record WHERE id = :item")
                .param("record", record, Types.OTHER)
                .param("item", item)
                .update();
    }

    private static Target target(ResultSet rows, List<Duty> duties, List<Target.Part> parts) throws SQLException {
        return new Target(
                rows.getObject("item", UUID.class),
                rows.getInt("place"),
                rows.getString("name"),
                rows.getString("indicator"),
                Bound.of(rows.getString("bound")).orElseThrow(),
                number(rows, "value"),
                rows.getBigDecimal("value_to"),
                rows.getString("unit"),
                rows.getString("nature").equals("flow"),
                rows.getBoolean("additive"),
                rows.getBigDecimal("baseline"),
                rows.getString("region"),
                rows.getObject("from_on", LocalDate.class),
                rows.getObject("due_on", LocalDate.class),
                rows.getObject("task", UUID.class),
                rows.getString("gap_reason"),
                span(rows),
                rows.getInt("edits"),
                duties,
                parts);
    }

    private static Task task(ResultSet rows, List<Duty> duties) throws SQLException {
        return new Task(
                rows.getObject("item", UUID.class),
                rows.getInt("place"),
                rows.getString("heading"),
                rows.getString("text"),
                rows.getObject("from_on", LocalDate.class),
                rows.getObject("due_on", LocalDate.class),
                span(rows),
                rows.getInt("edits"),
                duties);
    }

    private static BigDecimal number(ResultSet rows, String column) throws SQLException {
        return rows.getBigDecimal(column);
    }

    private static @Nullable TextSpan span(ResultSet rows) throws SQLException {
        Integer from = rows.getObject("span_from", Integer.class);
        Integer until = rows.getObject("span_until", Integer.class);
        return from == null || until == null ? null : new TextSpan(from, until);
    }
}
