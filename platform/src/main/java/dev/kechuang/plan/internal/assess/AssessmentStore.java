package dev.kechuang.plan.internal.assess;

import static dev.kechuang.shared.desk.Sql.dayOrNull;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.idOrNull;
import static dev.kechuang.shared.desk.Sql.text;
import static dev.kechuang.shared.desk.Sql.time;
import static dev.kechuang.shared.desk.Sql.timeOrNull;

import dev.kechuang.indicator.Snapshot;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.plan.internal.assess.Assessment.Entry;
import dev.kechuang.plan.internal.assess.Assessment.Objection;
import dev.kechuang.plan.internal.assess.Assessment.ObjectionState;
import dev.kechuang.plan.internal.assess.Assessment.Score;
import dev.kechuang.plan.internal.assess.Assessment.State;
import dev.kechuang.plan.internal.assess.Assessment.Subject;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Coded;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Assessments; the bureau sees them from the first trial, counties once results are published. */
@Component
public class AssessmentStore {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SELECT = """
            SELECT a.id, a.version, a.year, a.scheme, a.digest, a.place, a.definition, a.region, a.state, a.position,
                   a.revision, a.read_at, a.clock_at, a.objections_until, a.result_digest, a.opened_name, a.opened_at, a.published_by,
                   a.final_name, a.final_at
            FROM plan.assessment a
            WHERE (:bureau AND a.region = ANY(:scope) OR a.state <> 'open' AND EXISTS (
                SELECT FROM plan.assessment_subject s WHERE s.assessment = a.id AND s.unit = :own))
            """;

    private final JdbcClient jdbc;

    public AssessmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private JdbcClient.StatementSpec select(Viewer viewer, String more) {
        UUID unit = viewer.unit();
        return jdbc.sql(SELECT + more)
                .param("bureau", viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER))
                .param("scope", viewer.regionArray())
                .param("own", unit == null || !viewer.isOfficer() ? new UUID(0, 0) : unit);
    }

    /** The newest year first. */
    public List<Assessment> all(Viewer viewer) {
        return select(viewer, " ORDER BY a.year DESC, a.scheme LIMIT 100")
                .query(AssessmentStore::row)
                .list();
    }

    public Optional<Assessment> find(Viewer viewer, UUID id) {
        return select(viewer, " AND a.id = :id")
                .param("id", id)
                .query(AssessmentStore::row)
                .optional();
    }

    Optional<Assessment> lock(Viewer viewer, UUID id) {
        jdbc.sql("SELECT 1 FROM plan.assessment WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(Integer.class)
                .optional();
        return find(viewer, id);
    }

    List<Assessment> finals() {
        return jdbc.sql(SELECT + " OR a.state = 'final' ORDER BY a.year")
                .param("bureau", false)
                .param("scope", new String[0])
                .param("own", new UUID(0, 0))
                .query(AssessmentStore::row)
                .list();
    }

    boolean exists(String scheme, int year) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM plan.assessment WHERE scheme = :scheme AND year = :year)")
                .param("scheme", scheme)
                .param("year", year)
                .query(Boolean.class)
                .single();
    }

    void insert(UUID id, int year, String scheme, PackDocument text, String region, Viewer by, Instant at) {
        jdbc.sql("""
                        INSERT INTO plan.assessment (id, year, scheme, digest, place, definition, region, opened_by,
                            opened_name, opened_at)
                        VALUES (:id, :year, :scheme, :digest, :place, :definition, :region, :account, :name, :at)""")
                .param("id", id)
                .param("year", year)
                .param("scheme", scheme)
                .param("digest", text.digest())
                .param("place", text.place())
                .param("definition", text.text())
                .param("region", region)
                .param("account", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    void subject(UUID assessment, String unitCode, String group) {
        jdbc.sql("""
                        INSERT INTO plan.assessment_subject (assessment, unit, grouping_code)
                        SELECT :assessment, unit, :group FROM identity.published_unit WHERE code = :code AND active""")
                .param("assessment", assessment)
                .param("group", group)
                .param("code", unitCode)
                .update();
    }

    public List<Subject> subjects(UUID assessment) {
        return jdbc.sql("""
                        SELECT s.unit, u.code, u.name, s.grouping_code, u.region
                        FROM plan.assessment_subject s JOIN identity.published_unit u ON u.unit = s.unit
                        WHERE s.assessment = :assessment ORDER BY u.unit""")
                .param("assessment", assessment)
                .query((rows, number) -> new Subject(
                        id(rows, "unit"),
                        text(rows, "code"),
                        text(rows, "name"),
                        text(rows, "grouping_code"),
                        text(rows, "region")))
                .list();
    }

    public List<Score> scores(UUID assessment) {
        return jdbc.sql("""
                        SELECT unit, item, scorer, account, name, points, reason FROM plan.assessment_score
                        WHERE assessment = :assessment ORDER BY unit, item, scorer""")
                .param("assessment", assessment)
                .query((rows, number) -> new Score(
                        id(rows, "unit"),
                        text(rows, "item"),
                        rows.getInt("scorer"),
                        id(rows, "account"),
                        text(rows, "name"),
                        rows.getBigDecimal("points"),
                        text(rows, "reason")))
                .list();
    }

    void score(UUID assessment, Score s, Instant at) {
        jdbc.sql("""
                        INSERT INTO plan.assessment_score (assessment, unit, item, scorer, account, name, points, reason, at)
                        VALUES (:assessment, :unit, :item, :scorer, :account, :name, :points, :reason, :at)
                        ON CONFLICT (assessment, unit, item, scorer) DO UPDATE
                        SET points = excluded.points, reason = excluded.reason, at = excluded.at""")
                .param("assessment", assessment)
                .param("unit", s.unit())
                .param("item", s.item())
                .param("scorer", s.scorer())
                .param("account", s.account())
                .param("name", s.name())
                .param("points", s.points())
                .param("reason", s.reason())
                .param("at", Timestamp.from(at))
                .update();
    }

    public List<Entry> entries(UUID assessment) {
        return jdbc.sql("""
                        SELECT id, unit, item, points, reason, name, at, withdrawn FROM plan.assessment_entry
                        WHERE assessment = :assessment ORDER BY id""")
                .param("assessment", assessment)
                .query((rows, number) -> new Entry(
                        id(rows, "id"),
                        id(rows, "unit"),
                        text(rows, "item"),
                        rows.getBigDecimal("points"),
                        text(rows, "reason"),
                        text(rows, "name"),
                        time(rows, "at"),
                        text(rows, "withdrawn")))
                .list();
    }

    void enter(UUID assessment, UUID unit, String item, BigDecimal points, String reason, Viewer by, Instant at) {
        jdbc.sql("""
                        INSERT INTO plan.assessment_entry (assessment, unit, item, points, reason, account, name, at)
                        VALUES (:assessment, :unit, :item, :points, :reason, :account, :name, :at)""")
                .param("assessment", assessment)
                .param("unit", unit)
                .param("item", item)
                .param("points", points)
                .param("reason", reason)
                .param("account", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    void withdraw(UUID entry, String reason) {
        jdbc.sql("UPDATE plan.assessment_entry SET withdrawn = :reason WHERE id = :id")
                .param("id", entry)
                .param("reason", reason)
                .update();
    }

    /** The last run's, by group and place. */
    public List<Result> results(UUID assessment) {
        return jdbc.sql("""
                        SELECT unit, grouping_code, total, rank, vetoed, items::text AS items FROM plan.assessment_result
                        WHERE assessment = :assessment ORDER BY grouping_code, rank, unit""")
                .param("assessment", assessment)
                .query((rows, number) -> new Result(
                        id(rows, "unit"),
                        text(rows, "grouping_code"),
                        rows.getBigDecimal("total"),
                        rows.getInt("rank"),
                        rows.getBoolean("vetoed"),
                        JSON.readValue(text(rows, "items"), new TypeReference<List<Result.Scored>>() {})))
                .list();
    }

    void replace(UUID assessment, List<Result> results, Snapshot read) {
        jdbc.sql("DELETE FROM plan.assessment_result WHERE assessment = :assessment")
                .param("assessment", assessment)
                .update();
        for (Result result : results) {
            jdbc.sql("""
                            INSERT INTO plan.assessment_result (assessment, unit, grouping_code, total, rank, vetoed, items)
                            VALUES (:assessment, :unit, :group, :total, :rank, :vetoed, :items::jsonb)""")
                    .param("assessment", assessment)
                    .param("unit", result.unit())
                    .param("group", result.group())
                    .param("total", result.total())
                    .param("rank", result.rank())
                    .param("vetoed", result.vetoed())
                    .param("items", JSON.writeValueAsString(result.items()))
                    .update();
        }
        jdbc.sql("""
                        UPDATE plan.assessment SET version = version + 1, position = :position, revision = :revision,
                            read_at = :at, clock_at = :clock WHERE id = :id""")
                .param("id", assessment)
                .param("position", read.position())
                .param("revision", read.revision())
                .param("at", Timestamp.from(read.at()))
                .param("clock", Timestamp.from(read.readAt()))
                .update();
    }

    void publish(UUID id, LocalDate until, UUID by) {
        jdbc.sql("""
                        UPDATE plan.assessment SET version = version + 1, state = 'published', objections_until = :until,
                            published_by = :by WHERE id = :id""").param("id", id).param("until", until).param("by", by).update();
    }

    void reopen(UUID id) {
        jdbc.sql("""
                        UPDATE plan.assessment SET version = version + 1, state = 'open', objections_until = NULL,
                            published_by = NULL WHERE id = :id""").param("id", id).update();
    }

    void finish(UUID id, String digest, Viewer by, Instant at) {
        jdbc.sql("""
                        UPDATE plan.assessment SET version = version + 1, state = 'final', result_digest = :digest,
                            final_by = :by, final_name = :name, final_at = :at WHERE id = :id""")
                .param("id", id)
                .param("digest", digest)
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    public List<Objection> objections(UUID assessment) {
        return jdbc.sql("""
                        SELECT o.id, o.unit, u.name AS unit_name, o.item, o.text, o.state, o.answer, o.raised_name,
                               o.raised_at, coalesce(o.handled_name, '') AS handled_name
                        FROM plan.assessment_objection o JOIN identity.published_unit u ON u.unit = o.unit
                        WHERE o.assessment = :assessment ORDER BY o.id""")
                .param("assessment", assessment)
                .query((rows, number) -> new Objection(
                        id(rows, "id"),
                        id(rows, "unit"),
                        text(rows, "unit_name"),
                        text(rows, "item"),
                        text(rows, "text"),
                        Coded.of(ObjectionState.class, text(rows, "state")),
                        text(rows, "answer"),
                        text(rows, "raised_name"),
                        time(rows, "raised_at"),
                        text(rows, "handled_name")))
                .list();
    }

    void raise(UUID assessment, UUID unit, String item, String said, Viewer by, Instant at) {
        jdbc.sql("""
                        INSERT INTO plan.assessment_objection (assessment, unit, item, text, raised_by, raised_name, raised_at)
                        VALUES (:assessment, :unit, :item, :text, :by, :name, :at)""")
                .param("assessment", assessment)
                .param("unit", unit)
                .param("item", item)
                .param("text", said)
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    void handle(UUID objection, ObjectionState state, String answer, Viewer by, Instant at) {
        jdbc.sql("""
                        UPDATE plan.assessment_objection SET state = :state, answer = :answer, handled_by = :by,
                            handled_name = :name, handled_at = :at WHERE id = :id""")
                .param("id", objection)
                .param("state", state.code())
                .param("answer", answer)
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Objections that wait for the bureau. */
    public int countRaised(Viewer viewer) {
        if (!viewer.is(Role.BUREAU_OFFICER)) return 0;
        return jdbc.sql("SELECT count(*) FROM plan.assessment_objection WHERE state = 'raised'")
                .query(Integer.class)
                .single();
    }

    private static Assessment row(ResultSet rows, int number) throws SQLException {
        Instant read = timeOrNull(rows, "read_at");
        return new Assessment(
                id(rows, "id"),
                rows.getInt("version"),
                rows.getInt("year"),
                text(rows, "scheme"),
                text(rows, "digest"),
                text(rows, "place"),
                text(rows, "definition"),
                text(rows, "region"),
                Coded.of(State.class, text(rows, "state")),
                read == null
                        ? null
                        : new Snapshot(
                                rows.getLong("position"), rows.getLong("revision"), read, time(rows, "clock_at")),
                dayOrNull(rows, "objections_until"),
                rows.getString("result_digest"),
                text(rows, "opened_name"),
                time(rows, "opened_at"),
                idOrNull(rows, "published_by"),
                rows.getString("final_name"),
                timeOrNull(rows, "final_at"));
    }
}
