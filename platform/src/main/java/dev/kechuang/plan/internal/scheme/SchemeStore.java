package dev.kechuang.plan.internal.scheme;

import static dev.kechuang.shared.desk.Sql.day;
import static dev.kechuang.shared.desk.Sql.dayOrNull;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.text;

import dev.kechuang.plan.internal.desk.Deadlines.Deadline;
import dev.kechuang.plan.internal.scheme.Scheme.Kind;
import dev.kechuang.plan.internal.scheme.Scheme.Level;
import dev.kechuang.plan.internal.scheme.Scheme.Stage;
import dev.kechuang.plan.internal.scheme.Scheme.State;
import dev.kechuang.plan.internal.scheme.Scheme.Target;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Coded;
import dev.kechuang.shared.desk.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Schemes; the bureau sees those of its regions, a county those its unit leads or supports and those of its region. */
@Component
public class SchemeStore {

    private static final String COLUMNS = """
            SELECT s.id, s.number, s.version, s.kind, s.title, s.source, s.document, s.level, s.content, s.region, s.unit,
                   u.name AS unit_name, s.supporting, s.starts_on, s.ends_on, s.likelihood, s.impact, s.state, s.percent,
                   s.closed_on, s.closed_note, s.created_name, s.created_unit
            """;

    private static final String FROM = " FROM plan.scheme s JOIN identity.published_unit u ON u.unit = s.unit ";

    private final JdbcClient jdbc;

    public SchemeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param state empty for all; {@code late} for running ones past their end */
    public record Query(String q, String kind, String state) {
        public static final Query ALL = new Query("", "", "");
    }

    private static Sql scope(Viewer viewer) {
        var sql = new Sql();
        if (viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.COUNTY_OFFICER)) {
            UUID unit = viewer.unit();
            sql.and(
                    "(s.region = ANY(:scope) OR s.unit = :own OR :own = ANY(s.supporting))",
                    "scope",
                    viewer.regionArray());
            sql.parameters().put("own", unit == null ? new UUID(0, 0) : unit);
        } else {
            sql.and("false");
        }
        return sql;
    }

    private static Sql where(Viewer viewer, Query query, LocalDate today) {
        var sql = scope(viewer)
                .like(query.q(), "s.number", "s.title", "s.source", "s.document")
                .andIf(query.kind(), "s.kind = :kind", "kind");
        if (query.state().equals("late"))
            return sql.and("s.state = 'running' AND s.ends_on < CAST(:today AS date)", "today", today);
        return sql.andIf(query.state(), "s.state = :state", "state");
    }

    public KeyPage<Scheme> page(Viewer viewer, Query query, LocalDate today, KeyPage.At at, int size) {
        return where(viewer, query, today).page(jdbc, COLUMNS, FROM, "s.id", at, size, SchemeStore::row, Scheme::id);
    }

    public Optional<Scheme> find(Viewer viewer, UUID id) {
        Sql where = scope(viewer).and("s.id = :id", "id", id);
        return jdbc.sql(COLUMNS + FROM + where.where())
                .params(where.parameters())
                .query(SchemeStore::row)
                .optional();
    }

    Optional<Scheme> lock(Viewer viewer, UUID id) {
        jdbc.sql("SELECT 1 FROM plan.scheme WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(Integer.class)
                .optional();
        return find(viewer, id);
    }

    boolean same(Kind kind, String title, LocalDate starts, UUID unit) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM plan.scheme
                        WHERE kind = :kind AND title = :title AND starts_on = :starts AND unit = :unit)""")
                .param("kind", kind.code())
                .param("title", title)
                .param("starts", starts)
                .param("unit", unit)
                .query(Boolean.class)
                .single();
    }

    void insert(Scheme s, List<Stage> stages, List<Target> targets, Viewer by, Instant at) {
        jdbc.sql("""
                        INSERT INTO plan.scheme (id, number, kind, title, source, document, level, content, region, unit,
                            supporting, starts_on, ends_on, likelihood, impact, created_by, created_unit, created_name,
                            created_at)
                        VALUES (:id, :number, :kind, :title, :source, :document, :level, :content, :region, :unit,
                            :supporting, :starts, :ends, :likelihood, :impact, :account, :createdUnit, :name,
                            :at)""")
                .param("id", s.id())
                .param("number", s.number())
                .param("kind", s.kind().code())
                .param("title", s.title())
                .param("source", s.source())
                .param("document", s.document())
                .param("level", s.level().code())
                .param("content", s.content())
                .param("region", s.region())
                .param("unit", s.unit())
                .param("supporting", s.supporting().toArray(UUID[]::new))
                .param("starts", s.startsOn())
                .param("ends", s.endsOn())
                .param("likelihood", s.likelihood(), Types.INTEGER)
                .param("impact", s.impact(), Types.INTEGER)
                .param("account", by.requireAccount())
                .param("createdUnit", s.createdUnit(), Types.OTHER)
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .update();
        for (Stage stage : stages) {
            jdbc.sql("INSERT INTO plan.scheme_stage (scheme, number, title, due_on) VALUES (:s, :n, :title, :due)")
                    .param("s", s.id())
                    .param("n", stage.number())
                    .param("title", stage.title())
                    .param("due", stage.dueOn())
                    .update();
        }
        for (Target target : targets) {
            jdbc.sql("INSERT INTO plan.scheme_target (scheme, indicator, value) VALUES (:s, :indicator, :value)")
                    .param("s", s.id())
                    .param("indicator", target.indicator())
                    .param("value", target.value())
                    .update();
        }
    }

    public List<Stage> stages(UUID scheme) {
        return jdbc.sql("""
                        SELECT number, title, due_on, done_on, note FROM plan.scheme_stage
                        WHERE scheme = :scheme ORDER BY number""")
                .param("scheme", scheme)
                .query((rows, number) -> new Stage(
                        rows.getInt("number"),
                        text(rows, "title"),
                        day(rows, "due_on"),
                        dayOrNull(rows, "done_on"),
                        text(rows, "note")))
                .list();
    }

    public List<Target> targets(UUID scheme) {
        return jdbc.sql("SELECT indicator, value FROM plan.scheme_target WHERE scheme = :scheme ORDER BY indicator")
                .param("scheme", scheme)
                .query((rows, number) -> new Target(text(rows, "indicator"), rows.getBigDecimal("value")))
                .list();
    }

    void progress(UUID id, int percent) {
        jdbc.sql("UPDATE plan.scheme SET version = version + 1, percent = :percent WHERE id = :id")
                .param("id", id)
                .param("percent", percent)
                .update();
    }

    void stageDone(UUID scheme, int number, LocalDate day, String note) {
        jdbc.sql(
                        "UPDATE plan.scheme_stage SET done_on = :day, note = :note WHERE scheme = :scheme AND number = :number")
                .param("scheme", scheme)
                .param("number", number)
                .param("day", day)
                .param("note", note)
                .update();
    }

    void close(UUID id, State state, LocalDate day, String note, int percent) {
        jdbc.sql("""
                        UPDATE plan.scheme SET version = version + 1, state = :state, closed_on = :day, closed_note = :note,
                            percent = :percent WHERE id = :id""")
                .param("id", id)
                .param("state", state.code())
                .param("day", day)
                .param("note", note)
                .param("percent", percent)
                .update();
    }

    /** Stages and schemes due up to the day. */
    List<Deadline> due(LocalDate until) {
        return jdbc.sql("""
                        SELECT s.id, s.number, g.title, s.unit, s.id || '/' || g.number AS thing, g.due_on
                        FROM plan.scheme_stage g JOIN plan.scheme s ON s.id = g.scheme
                        WHERE s.state = 'running' AND g.done_on IS NULL AND g.due_on <= :until
                        UNION ALL
                        SELECT s.id, s.number, s.title, s.unit, s.id::text, s.ends_on FROM plan.scheme s
                        WHERE s.state = 'running' AND s.ends_on <= :until ORDER BY due_on, thing""")
                .param("until", until)
                .query((rows, number) -> new Deadline(
                        id(rows, "id"),
                        text(rows, "number"),
                        text(rows, "title"),
                        id(rows, "unit"),
                        text(rows, "thing"),
                        day(rows, "due_on")))
                .list();
    }

    /** Running ones of the viewer's unit with a stage that is due within a month, the most urgent first. */
    public List<Scheme> waiting(Viewer viewer, LocalDate today, int most) {
        UUID unit = viewer.unit();
        if (unit == null) return List.of();
        return jdbc.sql(COLUMNS + FROM + """
                         WHERE s.state = 'running' AND s.unit = :unit AND (s.ends_on <= :until OR EXISTS (
                            SELECT FROM plan.scheme_stage g
                            WHERE g.scheme = s.id AND g.done_on IS NULL AND g.due_on <= :until))
                        ORDER BY s.ends_on, s.id LIMIT :most""")
                .param("unit", unit)
                .param("until", today.plusDays(30))
                .param("most", most)
                .query(SchemeStore::row)
                .list();
    }

    private static Scheme row(ResultSet rows, int number) throws SQLException {
        return new Scheme(
                id(rows, "id"),
                text(rows, "number"),
                rows.getInt("version"),
                Coded.of(Kind.class, text(rows, "kind")),
                text(rows, "title"),
                text(rows, "source"),
                text(rows, "document"),
                Coded.of(Level.class, text(rows, "level")),
                text(rows, "content"),
                text(rows, "region"),
                id(rows, "unit"),
                text(rows, "unit_name"),
                Sql.ids(rows, "supporting"),
                day(rows, "starts_on"),
                day(rows, "ends_on"),
                rows.getObject("likelihood", Integer.class),
                rows.getObject("impact", Integer.class),
                Coded.of(State.class, text(rows, "state")),
                rows.getInt("percent"),
                dayOrNull(rows, "closed_on"),
                text(rows, "closed_note"),
                rows.getObject("created_unit", UUID.class),
                text(rows, "created_name"));
    }
}
