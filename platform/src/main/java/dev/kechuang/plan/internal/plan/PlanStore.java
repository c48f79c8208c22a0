package dev.kechuang.plan.internal.plan;

import dev.kechuang.shared.KeyPage;
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
import org.springframework.stereotype.Repository;

/** Reads and writes plans and their versions. */
@Repository
public class PlanStore {

    private static final String PLAN = "SELECT p.* FROM plan.plan p ";

    private final JdbcClient jdbc;

    public PlanStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A plan in a list.
     *
     * @param state of its newest version
     * @param number of the version in force, 0 for none
     * @param targets in the version in force, or in the newest where none is
     */
    public record Line(Plan plan, Version.State state, int number, int targets, int tasks) {}

    /** @param kind empty for all; year 0 for all */
    public record Query(String words, int year, String kind) {}

    /** Newest term first. */
    public KeyPage<Line> page(Viewer viewer, Query query, KeyPage.At at, int size) {
        var scope = PlanScope.of(viewer);
        var parameters = new HashMap<String, Object>(scope.parameters());
        var where = new StringBuilder(scope.plans());
        if (!query.words().isBlank()) {
            where.append(" AND p.title || ' ' || p.number LIKE :words");
            parameters.put("words", Sql.contains(query.words()));
        }
        if (query.year() > 0) {
            where.append(" AND p.from_on <= :last AND p.until_on >= :first");
            parameters.put("first", LocalDate.of(query.year(), 1, 1));
            parameters.put("last", LocalDate.of(query.year(), 12, 31));
        }
        if (!query.kind().isEmpty()) {
            where.append(" AND p.kind = :kind");
            parameters.put("kind", query.kind());
        }
        String[] key = at.key() == null ? new String[0] : at.key().split("~", 2);
        UUID last = key.length == 2 ? Sql.uuid(key[1]) : null;
        boolean from = last != null && key[0].matches("\\d{4}-\\d{2}-\\d{2}");
        KeyPage.At start = from ? at : KeyPage.At.START;
        String paged = "";
        if (from) {
            paged = " AND (p.from_on, p.id) " + (start.backwards() ? ">" : "<") + " (:fromDay::date, :fromId)";
            parameters.put("fromDay", key[0]);
            parameters.put("fromId", last);
        }
        String order = start.backwards() ? "ASC" : "DESC";
        var read = jdbc.sql("""
                        SELECT p.*, n.state, coalesce(f.number, 0) AS in_force,
                               (SELECT count(*) FROM plan.target t WHERE t.version = coalesce(f.version, n.id)) AS targets,
                               (SELECT count(*) FROM plan.task t WHERE t.version = coalesce(f.version, n.id)) AS tasks
                        FROM plan.plan p
                        JOIN LATERAL (SELECT v.id, v.state FROM plan.version v WHERE v.plan = p.id
                                      ORDER BY (v.state = 'discarded'), v.number DESC LIMIT 1) n ON true
                        LEFT JOIN plan.in_force f ON f.plan = p.id
                        WHERE\s""" + where + paged + " ORDER BY p.from_on " + order + ", p.id " + order + " LIMIT :size")
                .params(parameters)
                .param("size", size + 1)
                .query((rows, number) -> new Line(
                        plan(rows, number),
                        Version.State.of(rows.getString("state")),
                        rows.getInt("in_force"),
                        rows.getInt("targets"),
                        rows.getInt("tasks")))
                .list();
        parameters.remove("fromDay");
        parameters.remove("fromId");
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT FROM plan.plan p WHERE " + where + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") c")
                .params(parameters)
                .query(Integer.class)
                .single();
        return KeyPage.of(
                read,
                size,
                start,
                line -> line.plan().fromOn() + "~" + line.plan().id(),
                KeyPage.Total.of(counted));
    }

    public Optional<Plan> find(Viewer viewer, UUID id) {
        var scope = PlanScope.of(viewer);
        return jdbc.sql(PLAN + "WHERE p.id = :id AND " + scope.plans())
                .params(scope.parameters())
                .param("id", id)
                .query(PlanStore::plan)
                .optional();
    }

    /** Without a look at who asks. */
    public Optional<Plan> find(UUID id) {
        return jdbc.sql(PLAN + "WHERE p.id = :id")
                .param("id", id)
                .query(PlanStore::plan)
                .optional();
    }

    /** Plans in force on the day, in all regions. */
    public List<Plan> running(LocalDate day) {
        return jdbc.sql(PLAN + """
                        JOIN plan.in_force f ON f.plan = p.id WHERE p.from_on <= :day AND p.until_on >= :day
                        ORDER BY p.from_on, p.id""").param("day", day).query(PlanStore::plan).list();
    }

    /** The plans of a region and kind whose term begins in the year, oldest first. */
    public List<Plan> of(String region, Plan.Kind kind, int year) {
        return jdbc.sql(PLAN + """
                        WHERE p.region = :region AND p.kind = :kind AND extract(year FROM p.from_on) = :year
                        ORDER BY p.id""")
                .param("region", region)
                .param("kind", kind.code())
                .param("year", year)
                .query(PlanStore::plan)
                .list();
    }

    UUID insert(Plan plan) {
        return jdbc.sql("""
                        INSERT INTO plan.plan (kind, title, number, region, unit, from_on, until_on, rhythm, report_day,
                            source, document, split_from, copied_from, created_by, created_name, created_at)
                        VALUES (:kind, :title, :number, :region, :unit, :from, :until, :rhythm, :day, :source, :document,
                            :split, :copied, :by, :name, :at) RETURNING id""")
                .param("kind", plan.kind().code())
                .param("title", plan.title())
                .param("number", plan.number())
                .param("region", plan.region())
                .param("unit", plan.unit(), Types.OTHER)
                .param("from", plan.fromOn())
                .param("until", plan.untilOn())
                .param("rhythm", plan.rhythm().code())
                .param("day", plan.reportDay())
                .param("source", plan.source())
                .param("document", plan.document(), Types.OTHER)
                .param("split", plan.splitFrom(), Types.OTHER)
                .param("copied", plan.copiedFrom(), Types.OTHER)
                .param("by", plan.createdBy())
                .param("name", plan.createdName())
                .param("at", Timestamp.from(plan.createdAt()))
                .query(UUID.class)
                .single();
    }

    void change(UUID plan, String title, String number, Plan.Rhythm rhythm, int reportDay, String source) {
        jdbc.sql("""
                        UPDATE plan.plan SET title = :title, number = :number, rhythm = :rhythm, report_day = :day,
                            source = :source WHERE id = :id""")
                .param("title", title)
                .param("number", number)
                .param("rhythm", rhythm.code())
                .param("day", reportDay)
                .param("source", source)
                .param("id", plan)
                .update();
    }

    /** All versions, newest first. */
    public List<Version> versions(UUID plan) {
        return jdbc.sql("SELECT * FROM plan.version WHERE plan = :plan ORDER BY number DESC")
                .param("plan", plan)
                .query(PlanStore::version)
                .list();
    }

    public Optional<Version> version(UUID id) {
        return jdbc.sql("SELECT * FROM plan.version WHERE id = :id")
                .param("id", id)
                .query(PlanStore::version)
                .optional();
    }

    /** Until the transaction ends nobody else changes the version or its content. */
    Optional<Version> lock(UUID id) {
        return jdbc.sql("SELECT * FROM plan.version WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(PlanStore::version)
                .optional();
    }

    void lockPlan(UUID plan) {
        jdbc.sql("SELECT id FROM plan.plan WHERE id = :id FOR NO KEY UPDATE")
                .param("id", plan)
                .query(UUID.class)
                .single();
    }

    /** The released version with the highest number. */
    public Optional<Version> inForce(UUID plan) {
        return jdbc.sql(
                        "SELECT * FROM plan.version WHERE plan = :plan AND state = 'released' ORDER BY number DESC LIMIT 1")
                .param("plan", plan)
                .query(PlanStore::version)
                .optional();
    }

    /** The draft, or what waits for release. */
    public Optional<Version> open(UUID plan) {
        return jdbc.sql("SELECT * FROM plan.version WHERE plan = :plan AND state IN ('draft', 'proposed')")
                .param("plan", plan)
                .query(PlanStore::version)
                .optional();
    }

    UUID insertVersion(UUID plan, String reason, @Nullable UUID base, Viewer by, Instant at) {
        return jdbc.sql("""
                        INSERT INTO plan.version (plan, number, reason, base, made_by, made_name, made_at)
                        SELECT :plan, coalesce(max(number), 0) + 1, :reason, :base, :by, :name, :at
                        FROM plan.version WHERE plan = :plan RETURNING id""")
                .param("plan", plan)
                .param("reason", reason)
                .param("base", base, Types.OTHER)
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .query(UUID.class)
                .single();
    }

    void proposed(UUID version, Viewer by, Instant at) {
        jdbc.sql("""
                        UPDATE plan.version SET state = 'proposed', proposed_by = :by, proposed_name = :name,
                            proposed_at = :at WHERE id = :id""")
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .param("id", version)
                .update();
    }

    void decided(UUID version, Version.State state, Viewer by, Instant at, String returned) {
        jdbc.sql("""
                        UPDATE plan.version SET state = :state, decided_by = :by, decided_name = :name, decided_at = :at,
                            returned = :returned WHERE id = :id""")
                .param("state", state.code())
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .param("returned", returned)
                .param("id", version)
                .update();
    }

    /** Versions that wait for release and that the viewer may release, oldest first. */
    public List<Map.Entry<Plan, Version>> waiting(Viewer viewer, int limit) {
        return jdbc.sql("""
                        SELECT p.*, v.id AS v FROM plan.version v JOIN plan.plan p ON p.id = v.plan
                        WHERE v.state = 'proposed' AND p.region = ANY(:scope) AND v.proposed_by <> :self
                        ORDER BY v.proposed_at LIMIT :limit""")
                .param("scope", viewer.regionArray())
                .param("self", viewer.requireAccount())
                .param("limit", limit)
                .query((rows, number) -> Map.entry(
                        plan(rows, number),
                        version(rows.getObject("v", UUID.class)).orElseThrow()))
                .list();
    }

    private static Plan plan(ResultSet rows, int number) throws SQLException {
        return new Plan(
                rows.getObject("id", UUID.class),
                Plan.Kind.of(rows.getString("kind")).orElseThrow(),
                rows.getString("title"),
                rows.getString("number"),
                rows.getString("region"),
                rows.getObject("unit", UUID.class),
                rows.getObject("from_on", LocalDate.class),
                rows.getObject("until_on", LocalDate.class),
                Plan.Rhythm.of(rows.getString("rhythm")).orElseThrow(),
                rows.getInt("report_day"),
                rows.getString("source"),
                rows.getObject("document", UUID.class),
                rows.getObject("split_from", UUID.class),
                rows.getObject("copied_from", UUID.class),
                rows.getObject("created_by", UUID.class),
                rows.getString("created_name"),
                Sql.time(rows, "created_at"));
    }

    private static Version version(ResultSet rows, int number) throws SQLException {
        return new Version(
                rows.getObject("id", UUID.class),
                rows.getObject("plan", UUID.class),
                rows.getInt("number"),
                Version.State.of(rows.getString("state")),
                rows.getString("reason"),
                rows.getObject("base", UUID.class),
                rows.getString("made_name"),
                Sql.time(rows, "made_at"),
                rows.getObject("proposed_by", UUID.class),
                rows.getString("proposed_name"),
                Sql.timeOrNull(rows, "proposed_at"),
                rows.getString("decided_name"),
                Sql.timeOrNull(rows, "decided_at"),
                rows.getString("returned"));
    }
}
