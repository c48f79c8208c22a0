package dev.kechuang.plan.internal.reading;

import dev.kechuang.plan.internal.plan.Sql;
import dev.kechuang.plan.internal.plan.TextSpan;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes readings with their candidates. */
@Repository
public class ReadingStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public ReadingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A document that is read into a plan.
     *
     * @param head the plan's own fields as typed
     * @param state {@code open}, {@code applied} or {@code dropped}
     * @param plan the plan that came of it, null before
     */
    public record Import(
            UUID id,
            UUID document,
            String name,
            String region,
            Map<String, String> head,
            String madeName,
            Instant madeAt,
            String state,
            @Nullable UUID plan) {
        public boolean open() {
            return state.equals("open");
        }
    }

    /** Of the viewer's regions. */
    public Optional<Import> find(Viewer viewer, UUID id) {
        return jdbc.sql("SELECT * FROM plan.reading WHERE id = :id AND region = ANY(:scope)")
                .param("id", id)
                .param("scope", viewer.regionArray())
                .query(ReadingStore::row)
                .optional();
    }

    /** Those nobody has finished, newest first. */
    public List<Import> open(Viewer viewer) {
        return jdbc.sql("""
                        SELECT * FROM plan.reading WHERE state = 'open' AND region = ANY(:scope)
                        ORDER BY id DESC LIMIT 20""")
                .param("scope", viewer.regionArray())
                .query(ReadingStore::row)
                .list();
    }

    Optional<Import> lock(Viewer viewer, UUID id) {
        return jdbc.sql("SELECT * FROM plan.reading WHERE id = :id AND region = ANY(:scope) FOR UPDATE")
                .param("id", id)
                .param("scope", viewer.regionArray())
                .query(ReadingStore::row)
                .optional();
    }

    UUID insert(UUID document, String name, String region, Map<String, String> head, Viewer by, Instant at) {
        return jdbc.sql("""
                        INSERT INTO plan.reading (document, name, region, head, made_by, made_name, made_at)
                        VALUES (:document, :name, :region, :head::jsonb, :by, :byName, :at) RETURNING id""")
                .param("document", document)
                .param("name", name)
                .param("region", region)
                .param("head", JSON.writeValueAsString(head))
                .param("by", by.requireAccount())
                .param("byName", by.name())
                .param("at", Timestamp.from(at))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .single();
    }

    void finish(UUID reading, String state, @Nullable UUID plan) {
        jdbc.sql("UPDATE plan.reading SET state = :state, plan = :plan WHERE id = :id")
                .param("state", state)
                .param("plan", plan, Types.OTHER)
                .param("id", reading)
                .update();
    }

    void insert(UUID reading, Candidate candidate) {
        jdbc.sql("""
                        INSERT INTO plan.candidate (id, reading, kind, place, fields, mark, span_from, span_until, task, sure,
                            why)
                        VALUES (:id, :reading, :kind, :place, :fields::jsonb, :mark, :from, :until, :task, :sure, :why)""")
                .param("id", candidate.id())
                .param("reading", reading)
                .param("kind", candidate.target() ? "target" : "task")
                .param("place", candidate.place())
                .param("fields", JSON.writeValueAsString(candidate.fields()))
                .param("mark", candidate.mark(), Types.INTEGER)
                .param(
                        "from",
                        candidate.span() == null ? null : candidate.span().from(),
                        Types.INTEGER)
                .param(
                        "until",
                        candidate.span() == null ? null : candidate.span().until(),
                        Types.INTEGER)
                .param("task", candidate.task(), Types.OTHER)
                .param("sure", candidate.sure())
                .param("why", candidate.why())
                .update();
    }

    /** In the document's order; merged ones are left out. */
    public List<Candidate> candidates(UUID reading) {
        return jdbc.sql("""
                        SELECT * FROM plan.candidate WHERE reading = :reading AND state <> 'merged'
                        ORDER BY place, kind DESC, id""")
                .param("reading", reading)
                .query(ReadingStore::candidate)
                .list();
    }

    public Optional<Candidate> candidate(UUID reading, UUID id) {
        return jdbc.sql("SELECT * FROM plan.candidate WHERE reading = :reading AND id = :id")
                .param("reading", reading)
                .param("id", id)
                .query(ReadingStore::candidate)
                .optional();
    }

    void decide(UUID candidate, Candidate.State state, @Nullable UUID into, String by, Instant at) {
        boolean open = state == Candidate.State.OPEN;
        jdbc.sql("""
                        UPDATE plan.candidate SET state = :state, merged_into = :into, decided_name = :by, decided_at = :at,
                            edits = edits + 1 WHERE id = :id""")
                .param("state", state.code())
                .param("into", into, Types.OTHER)
                .param("by", open ? null : by, Types.VARCHAR)
                .param("at", open ? null : Timestamp.from(at), Types.TIMESTAMP)
                .param("id", candidate)
                .update();
    }

    void change(UUID candidate, Map<String, String> fields, boolean sure, String why) {
        jdbc.sql("""
                        UPDATE plan.candidate SET fields = :fields::jsonb, sure = :sure, why = :why, edits = edits + 1
                        WHERE id = :id""")
                .param("fields", JSON.writeValueAsString(fields))
                .param("sure", sure)
                .param("why", why)
                .param("id", candidate)
                .update();
    }

    private static Import row(ResultSet rows, int number) throws SQLException {
        return new Import(
                rows.getObject("id", UUID.class),
                rows.getObject("document", UUID.class),
                rows.getString("name"),
                rows.getString("region"),
                map(rows.getString("head")),
                rows.getString("made_name"),
                Sql.time(rows, "made_at"),
                rows.getString("state"),
                rows.getObject("plan", UUID.class));
    }

    private static Candidate candidate(ResultSet rows, int number) throws SQLException {
        Integer from = rows.getObject("span_from", Integer.class);
        Integer until = rows.getObject("span_until", Integer.class);
        return new Candidate(
                rows.getObject("id", UUID.class),
                rows.getString("kind").equals("target"),
                rows.getObject("place", BigDecimal.class),
                map(rows.getString("fields")),
                rows.getObject("mark", Integer.class),
                from == null || until == null ? null : new TextSpan(from, until),
                rows.getObject("task", UUID.class),
                rows.getBoolean("sure"),
                rows.getString("why"),
                Candidate.State.of(rows.getString("state")),
                rows.getInt("edits"));
    }

    private static Map<String, String> map(String json) {
        var map = new LinkedHashMap<String, String>();
        JSON.readTree(json)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asString()));
        return map;
    }
}
