package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rounds of review, and which calls have one. */
@Repository
public class ReviewStore {

    private final JdbcClient jdbc;

    public ReviewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Round(
            UUID id,
            UUID call,
            String stage,
            String seed,
            String seedSource,
            String publishedBy,
            Instant publishedAt,
            boolean closed,
            @Nullable LocalDate dueOn) {}

    public Optional<Round> round(UUID call, String stage, boolean lock) {
        return jdbc.sql("SELECT * FROM programme.review_round WHERE call = :call AND stage = :stage"
                        + (lock ? " FOR UPDATE" : ""))
                .param("call", call)
                .param("stage", stage)
                .query(ReviewStore::round)
                .optional();
    }

    /** Keeps the round from being drawn anew or closed until the transaction ends, and nobody from signing beside it. */
    void hold(UUID round) {
        jdbc.sql("SELECT id FROM programme.review_round WHERE id = :id FOR KEY SHARE")
                .param("id", round)
                .query(UUID.class)
                .optional();
    }

    /** The same for the round of an assignment. */
    void holdOf(UUID assignment) {
        jdbc.sql("""
                SELECT id FROM programme.review_round
                WHERE id = (SELECT round FROM programme.review_assignment WHERE id = :id) FOR KEY SHARE""").param("id", assignment).query(UUID.class).optional();
    }

    /** Those who sign sheets of the same application wait for each other; taken before any other lock. */
    void oneAfterAnother(UUID round, UUID application) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 50))::text")
                .param("key", "programme.review " + round + " " + application)
                .query(String.class)
                .optional();
    }

    public Optional<Round> round(UUID id) {
        return jdbc.sql("SELECT * FROM programme.review_round WHERE id = :id")
                .param("id", id)
                .query(ReviewStore::round)
                .optional();
    }

    /** Rounds of a call of these regions, in the order of their stages. */
    public List<Round> rounds(UUID call, String[] regions) {
        return jdbc.sql("""
                SELECT r.* FROM programme.review_round r
                JOIN programme.call c ON c.id = r.call
                JOIN programme.version_stage s ON s.version = c.version AND s.stage = r.stage
                WHERE r.call = :call AND c.region = ANY(:regions) ORDER BY s.position""")
                .param("call", call)
                .param("regions", regions)
                .query(ReviewStore::round)
                .list();
    }

    /** Rounds that have come to a result for an application, in the order of their stages. */
    public List<Round> closedRounds(UUID application) {
        return jdbc.sql("""
                SELECT r.* FROM programme.review_result o
                JOIN programme.review_round r ON r.id = o.round
                JOIN programme.call c ON c.id = r.call
                JOIN programme.version_stage s ON s.version = c.version AND s.stage = r.stage
                WHERE o.application = :application ORDER BY s.position""")
                .param("application", application)
                .query(ReviewStore::round)
                .list();
    }

    private static Round round(ResultSet rows, int number) throws SQLException {
        return new Round(
                rows.getObject("id", UUID.class),
                rows.getObject("call", UUID.class),
                rows.getString("stage"),
                rows.getString("seed"),
                rows.getString("seed_source"),
                rows.getString("published_by"),
                rows.getObject("published_at", OffsetDateTime.class).toInstant(),
                rows.getString("state").equals("closed"),
                rows.getObject("due_on", LocalDate.class));
    }

    /** Empty when the stage's seed is published already. */
    Optional<UUID> open(
            UUID call, String stage, String seed, String source, String by, @Nullable LocalDate due, Instant now) {
        return jdbc.sql("""
                INSERT INTO programme.review_round (call, stage, seed, seed_source, published_by, published_at, due_on)
                VALUES (:call, :stage, :seed, :source, :by, :now, :due) ON CONFLICT DO NOTHING RETURNING id""")
                .param("call", call)
                .param("stage", stage)
                .param("seed", seed)
                .param("source", source)
                .param("by", by)
                .param("now", Timestamp.from(now))
                .param("due", due, Types.DATE)
                .query(UUID.class)
                .optional();
    }

    void close(UUID round, String by, Instant now) {
        jdbc.sql("UPDATE programme.review_round SET state = 'closed', closed_by = :by, closed_at = :now WHERE id = :id")
                .param("by", by)
                .param("now", Timestamp.from(now))
                .param("id", round)
                .update();
    }

    /** Applications of a call that stand open at a stage, by number. */
    public List<Application> waiting(UUID call, String stage) {
        return jdbc.sql("SELECT " + ApplicationStore.COLUMNS + ApplicationStore.FROM
                        + " WHERE a.call = :call AND a.stage = :stage AND a.status = 'open' ORDER BY a.number")
                .param("call", call)
                .param("stage", stage)
                .query(ApplicationStore::row)
                .list();
    }

    /**
     * What may still come to a stage.
     *
     * @param accepting until when, with the minutes of grace, null once nobody can submit any more
     * @param before applications that stand at an earlier stage
     */
    record Coming(@Nullable Instant accepting, int before) {}

    Coming coming(UUID call, String stage, Instant now) {
        return jdbc.sql("""
                SELECT CASE WHEN c.closes_at + make_interval(mins => c.grace_minutes) > :now
                            THEN c.closes_at + make_interval(mins => c.grace_minutes) END AS accepting,
                       (SELECT count(*)::int FROM programme.application a
                        JOIN programme.version_stage b ON b.version = c.version AND b.stage = a.stage
                        WHERE a.call = c.id AND a.status IN ('open', 'returned', 'held')
                          AND b.position < s.position AND b.kind <> 'application') AS before
                FROM programme.call c
                JOIN programme.version_stage s ON s.version = c.version AND s.stage = :stage
                WHERE c.id = :call""")
                .param("call", call)
                .param("stage", stage)
                .param("now", Timestamp.from(now))
                .query((rows, number) -> {
                    var accepting = rows.getObject("accepting", OffsetDateTime.class);
                    return new Coming(accepting == null ? null : accepting.toInstant(), rows.getInt("before"));
                })
                .single();
    }

    /** Those that stand open at a stage and those that their applicants correct, by number. */
    public List<Application> there(UUID call, String stage) {
        return jdbc.sql("SELECT " + ApplicationStore.COLUMNS + ApplicationStore.FROM + """
                         WHERE a.call = :call AND a.stage = :stage AND a.status IN ('open', 'returned')
                        ORDER BY a.number""")
                .param("call", call)
                .param("stage", stage)
                .query(ApplicationStore::row)
                .list();
    }

    /** When applications were last corrected while they stood at a stage: sheets signed before do not know it. */
    public Map<UUID, Instant> corrected(UUID call, String stage) {
        var corrected = new HashMap<UUID, Instant>();
        jdbc.sql("""
                SELECT e.application, max(e.at) AS at FROM programme.event e
                JOIN programme.application a ON a.id = e.application
                WHERE a.call = :call AND e.stage = :stage AND e.kind = 'resubmitted' GROUP BY e.application""").param("call", call).param("stage", stage).query(rows -> {
            corrected.put(
                    rows.getObject("application", UUID.class),
                    rows.getObject("at", OffsetDateTime.class).toInstant());
        });
        return corrected;
    }

    /** When one application was last corrected while it stood at a stage; empty for never. */
    public Optional<Instant> lastCorrected(UUID application, String stage) {
        return jdbc.sql("""
                SELECT e.at FROM programme.event e
                WHERE e.application = :application AND e.stage = :stage AND e.kind = 'resubmitted'
                ORDER BY e.at DESC LIMIT 1""")
                .param("application", application)
                .param("stage", stage)
                .query((rows, number) ->
                        rows.getObject("at", OffsetDateTime.class).toInstant())
                .optional();
    }

    /** Submitted applications of a call, whatever became of them: whoever leads or applies for one reviews none. */
    public List<Application> submitted(UUID call) {
        return jdbc.sql("SELECT " + ApplicationStore.COLUMNS + ApplicationStore.FROM
                        + " WHERE a.call = :call AND a.number IS NOT NULL ORDER BY a.number")
                .param("call", call)
                .query(ApplicationStore::row)
                .list();
    }

    /** @param waiting applications that stand open at the stage @param closed whether its round is closed */
    public record Board(
            UUID call,
            String number,
            String title,
            String stage,
            UUID version,
            int waiting,
            @Nullable UUID round,
            boolean closed) {}

    /** Review stages of calls that the viewer works for, where something waits or a round was held; newest call first. */
    public List<Board> boards(String[] regions) {
        return boards(regions, null, null);
    }

    /** One of them. */
    public Optional<Board> board(UUID call, String stage, String[] regions) {
        return boards(regions, call, stage).stream().findFirst();
    }

    private List<Board> boards(String[] regions, @Nullable UUID call, @Nullable String stage) {
        return jdbc.sql("""
                SELECT c.id, c.number, c.title, s.stage, c.version, r.id AS round,
                       coalesce(r.state = 'closed', false) AS closed,
                       (SELECT count(*)::int FROM programme.application a
                        WHERE a.call = c.id AND a.stage = s.stage AND a.status IN ('open', 'returned')) AS waiting
                FROM programme.call c
                JOIN programme.version_stage s ON s.version = c.version AND s.kind = 'review'
                LEFT JOIN programme.review_round r ON r.call = c.id AND r.stage = s.stage
                WHERE c.region = ANY(:regions) AND c.state = 'published'
                  AND (:call::uuid IS NULL OR c.id = :call AND s.stage = :stage)
                  AND (r.id IS NOT NULL OR EXISTS (SELECT FROM programme.application a
                       WHERE a.call = c.id AND a.stage = s.stage AND a.status IN ('open', 'returned')))
                ORDER BY c.id DESC, s.position LIMIT 200""")
                .param("regions", regions)
                .param("call", call, Types.OTHER)
                .param("stage", stage, Types.VARCHAR)
                .query((rows, number) -> new Board(
                        rows.getObject("id", UUID.class),
                        rows.getString("number"),
                        rows.getString("title"),
                        rows.getString("stage"),
                        rows.getObject("version", UUID.class),
                        rows.getInt("waiting"),
                        rows.getObject("round", UUID.class),
                        rows.getBoolean("closed")))
                .list();
    }
}
