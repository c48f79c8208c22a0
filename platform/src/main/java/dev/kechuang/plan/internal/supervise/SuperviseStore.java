package dev.kechuang.plan.internal.supervise;

import static dev.kechuang.shared.desk.Sql.day;
import static dev.kechuang.shared.desk.Sql.dayOrNull;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.idOrNull;
import static dev.kechuang.shared.desk.Sql.text;

import dev.kechuang.plan.internal.desk.Deadlines.Deadline;
import dev.kechuang.plan.internal.supervise.Supervision.Evidence;
import dev.kechuang.plan.internal.supervise.Supervision.Finding;
import dev.kechuang.plan.internal.supervise.Supervision.FindingState;
import dev.kechuang.plan.internal.supervise.Supervision.Kind;
import dev.kechuang.plan.internal.supervise.Supervision.State;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Coded;
import dev.kechuang.shared.desk.Sql;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Supervision items and findings; the bureau sees those of its regions, a county those given to its unit. */
@Component
public class SuperviseStore {

    private static final String COLUMNS = """
            SELECT s.id, s.number, s.version, s.kind, s.title, s.basis, s.task, s.unit, u.name AS unit_name, s.region,
                   s.issued_on, s.due_on, s.state, s.closed_on, s.closed_note, s.reopened, s.evaluator, s.policy, s.score,
                   s.conclusion, s.issued_name,
                   (SELECT count(*) FROM plan.finding f WHERE f.supervision = s.id) AS findings,
                   (SELECT count(*) FROM plan.finding f WHERE f.supervision = s.id AND f.state <> 'accepted') AS open
            """;

    private static final String FROM = " FROM plan.supervision s JOIN identity.published_unit u ON u.unit = s.unit ";

    private static final String FINDING = """
            SELECT f.id, f.supervision, f.number, f.version, f.text, f.due_on, f.state, f.report, f.reported_on,
                   f.reported_name, f.review, f.reviewed_on, f.found_name, f.found_on
            FROM plan.finding f JOIN plan.supervision s ON s.id = f.supervision
            """;

    private final JdbcClient jdbc;

    public SuperviseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param q part of number, title or policy
     * @param state empty for all; {@code late} for open ones past their due date
     * @param unit null for all
     */
    public record Query(
            String q, String kind, String state, @Nullable UUID unit) {
        public static final Query ALL = new Query("", "", "", null);
    }

    private static Sql scope(Viewer viewer) {
        var sql = new Sql();
        UUID unit = viewer.unit();
        if (viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER)) {
            sql.and("s.region = ANY(:scope)", "scope", viewer.regionArray());
        } else if (viewer.is(Role.COUNTY_OFFICER) && unit != null) {
            sql.and("s.unit = :own", "own", unit);
        } else {
            sql.and("false");
        }
        return sql;
    }

    private static Sql where(Viewer viewer, Query query, LocalDate today) {
        var sql = scope(viewer)
                .like(query.q(), "s.number", "s.title", "s.policy")
                .andIf(query.kind(), "s.kind = :kind", "kind");
        if (query.state().equals("late"))
            sql.and("s.state = 'open' AND s.due_on < CAST(:today AS date)", "today", today);
        else sql.andIf(query.state(), "s.state = :state", "state");
        UUID unit = query.unit();
        if (unit != null) sql.and("s.unit = :unit", "unit", unit);
        return sql;
    }

    public KeyPage<Supervision> page(Viewer viewer, Query query, LocalDate today, KeyPage.At at, int size) {
        return where(viewer, query, today)
                .page(jdbc, COLUMNS, FROM, "s.id", at, size, SuperviseStore::row, Supervision::id);
    }

    public Optional<Supervision> find(Viewer viewer, UUID id) {
        Sql where = scope(viewer).and("s.id = :id", "id", id);
        return jdbc.sql(COLUMNS + FROM + where.where())
                .params(where.parameters())
                .query(SuperviseStore::row)
                .optional();
    }

    Optional<Supervision> lock(Viewer viewer, UUID id) {
        jdbc.sql("SELECT 1 FROM plan.supervision WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(Integer.class)
                .optional();
        return find(viewer, id);
    }

    record New(
            UUID id,
            String number,
            Kind kind,
            String title,
            String basis,
            @Nullable UUID task,
            UUID unit,
            String region,
            LocalDate issuedOn,
            LocalDate dueOn,
            String evaluator,
            String policy) {}

    void insert(New s, Viewer by, Instant at) {
        jdbc.sql("""
                        INSERT INTO plan.supervision (id, number, kind, title, basis, task, unit, region, issued_on, due_on,
                            evaluator, policy, issued_by, issued_name, issued_at)
                        VALUES (:id, :number, :kind, :title, :basis, :task, :unit, :region, :issued, :due, :evaluator,
                            :policy, :account, :name, :at)""")
                .param("id", s.id())
                .param("number", s.number())
                .param("kind", s.kind().code())
                .param("title", s.title())
                .param("basis", s.basis())
                .param("task", s.task(), Types.OTHER)
                .param("unit", s.unit())
                .param("region", s.region())
                .param("issued", s.issuedOn())
                .param("due", s.dueOn())
                .param("evaluator", s.evaluator())
                .param("policy", s.policy())
                .param("account", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Heading of a task in force, empty where there is none. */
    public Optional<String> task(UUID task) {
        return jdbc.sql("SELECT heading FROM plan.published_task WHERE item = :task LIMIT 1")
                .param("task", task)
                .query((rows, number) -> text(rows, "heading"))
                .optional();
    }

    /**
     * A task or target in force, as an item of supervision starts from it.
     *
     * @param lead unit that answers for it, null when nobody does
     */
    public record Planned(
            UUID item,
            boolean task,
            String name,
            String planTitle,
            @Nullable UUID lead) {}

    public Optional<Planned> planned(UUID item) {
        return jdbc.sql("""
                        SELECT item, true AS task, heading AS name, plan_title, lead FROM plan.published_task
                        WHERE item = :item
                        UNION ALL
                        SELECT item, false, name, plan_title, lead FROM plan.published_target WHERE item = :item
                        LIMIT 1""")
                .param("item", item)
                .query((rows, number) -> new Planned(
                        rows.getObject("item", UUID.class),
                        rows.getBoolean("task"),
                        text(rows, "name"),
                        text(rows, "plan_title"),
                        rows.getObject("lead", UUID.class)))
                .optional();
    }

    void result(UUID id, BigDecimal score, String conclusion) {
        jdbc.sql("""
                        UPDATE plan.supervision SET version = version + 1, score = :score, conclusion = :conclusion
                        WHERE id = :id""")
                .param("id", id)
                .param("score", score)
                .param("conclusion", conclusion)
                .update();
    }

    void close(UUID id, LocalDate day, String note) {
        jdbc.sql("""
                        UPDATE plan.supervision SET version = version + 1, state = 'closed', closed_on = :day,
                            closed_note = :note WHERE id = :id""").param("id", id).param("day", day).param("note", note).update();
    }

    void reopen(UUID id, LocalDate due) {
        jdbc.sql("""
                        UPDATE plan.supervision SET version = version + 1, state = 'open', closed_on = NULL,
                            closed_note = '', due_on = :due, reopened = reopened + 1 WHERE id = :id""").param("id", id).param("due", due).update();
    }

    /** By number; with what proves each. */
    public List<Finding> findings(Viewer viewer, UUID supervision) {
        Sql where = scope(viewer).and("f.supervision = :id", "id", supervision);
        var evidence = evidence(where);
        return jdbc.sql(FINDING + where.where() + " ORDER BY f.number")
                .params(where.parameters())
                .query((rows, number) -> finding(rows, evidence))
                .list();
    }

    public Optional<Finding> finding(Viewer viewer, UUID id) {
        Sql where = scope(viewer).and("f.id = :id", "id", id);
        var evidence = evidence(where);
        return jdbc.sql(FINDING + where.where())
                .params(where.parameters())
                .query((rows, number) -> finding(rows, evidence))
                .optional();
    }

    private Map<UUID, List<Evidence>> evidence(Sql where) {
        record Row(UUID finding, Evidence evidence) {}
        return jdbc
                .sql("SELECT e.finding, e.file, e.name, e.part FROM plan.finding_evidence e JOIN plan.finding f"
                        + " ON f.id = e.finding JOIN plan.supervision s ON s.id = f.supervision" + where.where()
                        + " ORDER BY e.part, e.name")
                .params(where.parameters())
                .query((rows, number) -> new Row(
                        id(rows, "finding"), new Evidence(id(rows, "file"), text(rows, "name"), text(rows, "part"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::finding, Collectors.mapping(Row::evidence, Collectors.toList())));
    }

    UUID add(UUID supervision, String text, LocalDate due, String name, LocalDate day) {
        return jdbc.sql("""
                        INSERT INTO plan.finding (supervision, number, text, due_on, found_name, found_on)
                        SELECT :item, coalesce(max(number), 0) + 1, :text, :due, :name, :day
                        FROM plan.finding WHERE supervision = :item RETURNING id""")
                .param("item", supervision)
                .param("text", text)
                .param("due", due)
                .param("name", name)
                .param("day", day)
                .query((rows, number) -> id(rows, "id"))
                .single();
    }

    void attach(UUID finding, UUID file, String name, String part) {
        jdbc.sql("""
                        INSERT INTO plan.finding_evidence (finding, file, name, part)
                        VALUES (:finding, :file, :name, :part) ON CONFLICT DO NOTHING""")
                .param("finding", finding)
                .param("file", file)
                .param("name", name)
                .param("part", part)
                .update();
    }

    void report(UUID finding, String report, LocalDate day, String name) {
        jdbc.sql("""
                        UPDATE plan.finding SET version = version + 1, state = 'reported', report = :report,
                            reported_on = :day, reported_name = :name, reviewed_on = NULL WHERE id = :id""")
                .param("id", finding)
                .param("report", report)
                .param("day", day)
                .param("name", name)
                .update();
    }

    void review(UUID finding, FindingState state, String review, LocalDate day, LocalDate due) {
        jdbc.sql("""
                        UPDATE plan.finding SET version = version + 1, state = :state, review = :review,
                            reviewed_on = :day, due_on = :due WHERE id = :id""")
                .param("id", finding)
                .param("state", state.code())
                .param("review", review)
                .param("day", day)
                .param("due", due)
                .update();
    }

    /** What waits: findings for the unit to rectify, reports for the bureau to review. */
    public int countWaiting(Viewer viewer) {
        Sql where = waitingFor(viewer);
        return jdbc.sql("SELECT count(*) FROM plan.finding f JOIN plan.supervision s ON s.id = f.supervision"
                        + where.where())
                .params(where.parameters())
                .query(Integer.class)
                .single();
    }

    public List<Finding> waiting(Viewer viewer, int most) {
        Sql where = waitingFor(viewer);
        return jdbc.sql(FINDING + where.where() + " ORDER BY f.due_on, f.id LIMIT :most")
                .params(where.parameters())
                .param("most", most)
                .query((rows, number) -> finding(rows, Map.of()))
                .list();
    }

    private static Sql waitingFor(Viewer viewer) {
        UUID unit = viewer.unit() == null ? new UUID(0, 0) : viewer.unit();
        var sql = scope(viewer).and("s.state = 'open'");
        String own = "f.state IN ('open', 'returned') AND s.unit = :mine";
        if (viewer.is(Role.BUREAU_OFFICER)) sql.and("(" + own + " OR f.state = 'reported' AND s.unit <> :mine)");
        else if (viewer.is(Role.BUREAU_LEADER))
            sql.and("f.state = 'reported' AND f.due_on < current_date AND s.unit <> :mine");
        else sql.and(own);
        sql.parameters().put("mine", unit);
        return sql;
    }

    /** Open items and findings due up to the day. */
    List<Deadline> due(LocalDate until) {
        return jdbc.sql("""
                        SELECT s.id AS item, s.number, s.title, s.unit, f.id AS thing, f.due_on
                        FROM plan.finding f JOIN plan.supervision s ON s.id = f.supervision
                        WHERE f.state IN ('open', 'returned') AND f.due_on <= :until
                        UNION ALL
                        SELECT s.id, s.number, s.title, s.unit, s.id, s.due_on FROM plan.supervision s
                        WHERE s.state = 'open' AND s.due_on <= :until ORDER BY due_on, thing""")
                .param("until", until)
                .query((rows, number) -> new Deadline(
                        id(rows, "item"),
                        text(rows, "number"),
                        text(rows, "title"),
                        id(rows, "unit"),
                        id(rows, "thing").toString(),
                        day(rows, "due_on")))
                .list();
    }

    private static Supervision row(ResultSet rows, int number) throws SQLException {
        return new Supervision(
                id(rows, "id"),
                text(rows, "number"),
                rows.getInt("version"),
                Coded.of(Kind.class, text(rows, "kind")),
                text(rows, "title"),
                text(rows, "basis"),
                idOrNull(rows, "task"),
                id(rows, "unit"),
                text(rows, "unit_name"),
                text(rows, "region"),
                day(rows, "issued_on"),
                day(rows, "due_on"),
                Coded.of(State.class, text(rows, "state")),
                dayOrNull(rows, "closed_on"),
                text(rows, "closed_note"),
                rows.getInt("reopened"),
                text(rows, "evaluator"),
                text(rows, "policy"),
                rows.getBigDecimal("score"),
                text(rows, "conclusion"),
                text(rows, "issued_name"),
                rows.getInt("findings"),
                rows.getInt("open"));
    }

    private static Finding finding(ResultSet rows, Map<UUID, List<Evidence>> evidence) throws SQLException {
        UUID id = id(rows, "id");
        return new Finding(
                id,
                id(rows, "supervision"),
                rows.getInt("number"),
                rows.getInt("version"),
                text(rows, "text"),
                day(rows, "due_on"),
                Coded.of(FindingState.class, text(rows, "state")),
                text(rows, "report"),
                dayOrNull(rows, "reported_on"),
                text(rows, "reported_name"),
                text(rows, "review"),
                dayOrNull(rows, "reviewed_on"),
                text(rows, "found_name"),
                day(rows, "found_on"),
                evidence.getOrDefault(id, List.of()));
    }
}
