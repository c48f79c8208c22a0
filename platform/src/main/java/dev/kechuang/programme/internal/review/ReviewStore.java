package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.assign.Problem.Reason;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rounds, draws, assignments with their sheets, votes and results. */
@Repository
public class ReviewStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String ASSIGNMENT = """
            SELECT s.id, s.round, s.application, s.expert, e.name AS expert_name, e.unit_name, s.draw, s.state, s.reason,
                   s.points::text AS points, s.comment, s.version, s.total, s.signed_at, s.replied_at
            FROM programme.review_assignment s JOIN registry.published_expert e ON e.id = s.expert""";

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

    /** @param state invited, accepted, signed, declined, recused or redrawn */
    public record Assignment(
            UUID id,
            UUID round,
            UUID application,
            UUID expert,
            String expertName,
            String unitName,
            int draw,
            String state,
            String reason,
            Map<String, String> points,
            String comment,
            int version,
            @Nullable BigDecimal total,
            @Nullable Instant signedAt) {

        public boolean active() {
            return state.equals("invited") || state.equals("accepted") || state.equals("signed");
        }

        public boolean signed() {
            return state.equals("signed");
        }
    }

    public record Draw(
            int number,
            String kind,
            String seed,
            String reason,
            String digest,
            int pairs,
            int missing,
            long cost,
            String shortage,
            String by,
            Instant at) {}

    public record Vote(UUID application, int ballot, int present, int yes, int no, int abstained) {}

    public record Slot(UUID application, int place, Instant beginsAt, int minutes) {}

    public record Outcome(
            UUID application,
            int reviews,
            BigDecimal raw,
            BigDecimal normalised,
            BigDecimal counts,
            BigDecimal spread,
            int rank,
            boolean passed,
            String why) {}

    public Optional<Round> round(UUID call, String stage, boolean lock) {
        return jdbc.sql("SELECT * FROM programme.review_round WHERE call = :call AND stage = :stage"
                        + (lock ? " FOR UPDATE" : ""))
                .param("call", call)
                .param("stage", stage)
                .query(ReviewStore::round)
                .optional();
    }

    public Optional<Round> round(UUID id) {
        return jdbc.sql("SELECT * FROM programme.review_round WHERE id = :id")
                .param("id", id)
                .query(ReviewStore::round)
                .optional();
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

    /** Submitted applications of a call, whatever became of them: whoever leads or applies for one reviews none. */
    public List<Application> submitted(UUID call) {
        return jdbc.sql("SELECT " + ApplicationStore.COLUMNS + ApplicationStore.FROM
                        + " WHERE a.call = :call AND a.number IS NOT NULL ORDER BY a.number")
                .param("call", call)
                .query(ApplicationStore::row)
                .list();
    }

    /** The frozen answers that were handed in last. */
    public Optional<String> answers(UUID application) {
        return jdbc.sql("SELECT answers::text FROM programme.submission WHERE application = :application"
                        + " ORDER BY number DESC LIMIT 1")
                .param("application", application)
                .query(String.class)
                .optional();
    }

    int nextDraw(UUID round) {
        return jdbc.sql("SELECT coalesce(max(number), 0) + 1 FROM programme.review_draw WHERE round = :round")
                .param("round", round)
                .query(Integer.class)
                .single();
    }

    void draw(
            UUID round,
            int number,
            String kind,
            String seed,
            String reason,
            String input,
            int pairs,
            int missing,
            long cost,
            String shortage,
            String by,
            Instant now) {
        jdbc.sql("""
                INSERT INTO programme.review_draw (round, number, kind, seed, reason, input, digest, pairs, missing, cost,
                    shortage, drawn_by, drawn_at)
                VALUES (:round, :number, :kind, :seed, :reason, :input::jsonb,
                    sha256(convert_to(:input::jsonb::text, 'UTF8')), :pairs, :missing, :cost, :shortage::jsonb, :by, :now)""")
                .param("round", round)
                .param("number", number)
                .param("kind", kind)
                .param("seed", seed)
                .param("reason", reason)
                .param("input", input)
                .param("pairs", pairs)
                .param("missing", missing)
                .param("cost", cost)
                .param("shortage", shortage)
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    public List<Draw> draws(UUID round) {
        return jdbc.sql("""
                SELECT number, kind, seed, reason, encode(digest, 'hex') AS digest, pairs, missing, cost,
                       shortage::text AS shortage, drawn_by, drawn_at
                FROM programme.review_draw WHERE round = :round ORDER BY number DESC""")
                .param("round", round)
                .query((rows, number) -> new Draw(
                        rows.getInt("number"),
                        rows.getString("kind"),
                        rows.getString("seed"),
                        rows.getString("reason"),
                        rows.getString("digest"),
                        rows.getInt("pairs"),
                        rows.getInt("missing"),
                        rows.getLong("cost"),
                        rows.getString("shortage"),
                        rows.getString("drawn_by"),
                        rows.getObject("drawn_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** What went into a draw, as JSON. */
    public Optional<String> input(UUID round, int number) {
        return jdbc.sql("SELECT input::text FROM programme.review_draw WHERE round = :round AND number = :number")
                .param("round", round)
                .param("number", number)
                .query(String.class)
                .optional();
    }

    // Recusal

    public record Recusal(UUID application, UUID expert, Reason reason, String evidence) {}

    void recuse(UUID round, UUID application, UUID expert, Reason reason, String evidence, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO programme.review_recusal (round, application, expert, reason, evidence, noted_by, noted_at)
                VALUES (:round, :application, :expert, :reason, :evidence, :by, :now) ON CONFLICT DO NOTHING""")
                .param("round", round)
                .param("application", application)
                .param("expert", expert)
                .param("reason", reason.name().toLowerCase(Locale.ROOT))
                .param("evidence", evidence.length() > 400 ? evidence.substring(0, 400) : evidence)
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    public List<Recusal> recusals(UUID round) {
        return jdbc.sql(
                        "SELECT application, expert, reason, evidence FROM programme.review_recusal WHERE round = :round")
                .param("round", round)
                .query((rows, number) -> new Recusal(
                        rows.getObject("application", UUID.class),
                        rows.getObject("expert", UUID.class),
                        Reason.valueOf(rows.getString("reason").toUpperCase(Locale.ROOT)),
                        rows.getString("evidence")))
                .list();
    }

    // Assignments

    /** Takes up again somebody who was put back by an earlier draw. */
    void assign(UUID round, UUID application, UUID expert, int draw) {
        jdbc.sql("""
                INSERT INTO programme.review_assignment (round, application, expert, draw)
                VALUES (:round, :application, :expert, :draw)
                ON CONFLICT (round, application, expert) DO UPDATE SET state = 'invited', reason = ''
                    WHERE review_assignment.state = 'redrawn'""")
                .param("round", round)
                .param("application", application)
                .param("expert", expert)
                .param("draw", draw)
                .update();
    }

    void putBack(UUID assignment, String state, String reason, Instant now) {
        jdbc.sql("UPDATE programme.review_assignment SET state = :state, reason = :reason, replied_at = :now"
                        + " WHERE id = :id")
                .param("state", state)
                .param("reason", reason)
                .param("now", Timestamp.from(now))
                .param("id", assignment)
                .update();
    }

    public List<Assignment> assignments(UUID round) {
        return jdbc.sql(ASSIGNMENT + " WHERE s.round = :round ORDER BY s.application, e.name_key, s.id")
                .param("round", round)
                .query(ReviewStore::assignment)
                .list();
    }

    /** What an expert has in all rounds, what waits first. */
    public List<Assignment> of(UUID expert) {
        return jdbc.sql(ASSIGNMENT + """
                 WHERE s.expert = :expert AND s.state IN ('invited', 'accepted', 'signed')
                ORDER BY s.state = 'signed', s.id LIMIT 500""")
                .param("expert", expert)
                .query(ReviewStore::assignment)
                .list();
    }

    public Optional<Assignment> assignment(UUID id, boolean lock) {
        return jdbc.sql(ASSIGNMENT + " WHERE s.id = :id" + (lock ? " FOR UPDATE OF s" : ""))
                .param("id", id)
                .query(ReviewStore::assignment)
                .optional();
    }

    /** How many reviews an expert has in the rounds of a call before this one, as a burden. */
    Map<UUID, Integer> burdens(UUID call, UUID round) {
        var burdens = new java.util.HashMap<UUID, Integer>();
        jdbc.sql("""
                SELECT s.expert, count(*)::int AS n FROM programme.review_assignment s
                JOIN programme.review_round r ON r.id = s.round
                WHERE r.call = :call AND r.id <> :round AND s.state IN ('invited', 'accepted', 'signed')
                GROUP BY s.expert""").param("call", call).param("round", round).query(rows -> {
            burdens.put(rows.getObject("expert", UUID.class), rows.getInt("n"));
        });
        return burdens;
    }

    void accept(UUID assignment, Instant now) {
        jdbc.sql("UPDATE programme.review_assignment SET state = 'accepted', replied_at = :now WHERE id = :id"
                        + " AND state = 'invited'")
                .param("now", Timestamp.from(now))
                .param("id", assignment)
                .update();
    }

    void save(UUID assignment, Map<String, String> points, String comment, Instant now) {
        jdbc.sql("""
                UPDATE programme.review_assignment SET points = :points::jsonb, comment = :comment, version = version + 1,
                    saved_at = :now WHERE id = :id""")
                .param("points", JSON.writeValueAsString(points))
                .param("comment", comment)
                .param("now", Timestamp.from(now))
                .param("id", assignment)
                .update();
    }

    void sign(
            UUID assignment, Map<String, String> points, String comment, BigDecimal total, UUID account, Instant now) {
        jdbc.sql("""
                UPDATE programme.review_assignment SET state = 'signed', points = :points::jsonb, comment = :comment,
                    version = version + 1, saved_at = :now, total = :total, signed_at = :now, signed_by = :account
                WHERE id = :id""")
                .param("points", JSON.writeValueAsString(points))
                .param("comment", comment)
                .param("total", total)
                .param("account", account)
                .param("now", Timestamp.from(now))
                .param("id", assignment)
                .update();
    }

    // Votes, timetable, results

    void vote(UUID round, Vote vote, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO programme.review_vote (round, application, ballot, present, yes, no, abstained, entered_by,
                    entered_at)
                VALUES (:round, :application, :ballot, :present, :yes, :no, :abstained, :by, :now)
                ON CONFLICT (round, application, ballot) DO UPDATE SET present = excluded.present, yes = excluded.yes,
                    no = excluded.no, abstained = excluded.abstained, entered_by = excluded.entered_by,
                    entered_at = excluded.entered_at""")
                .param("round", round)
                .param("application", vote.application())
                .param("ballot", vote.ballot())
                .param("present", vote.present())
                .param("yes", vote.yes())
                .param("no", vote.no())
                .param("abstained", vote.abstained())
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    public List<Vote> votes(UUID round) {
        return jdbc.sql("SELECT application, ballot, present, yes, no, abstained FROM programme.review_vote"
                        + " WHERE round = :round ORDER BY application, ballot")
                .param("round", round)
                .query((rows, number) -> new Vote(
                        rows.getObject("application", UUID.class),
                        rows.getInt("ballot"),
                        rows.getInt("present"),
                        rows.getInt("yes"),
                        rows.getInt("no"),
                        rows.getInt("abstained")))
                .list();
    }

    void slots(UUID round, Collection<Slot> slots) {
        jdbc.sql("DELETE FROM programme.review_slot WHERE round = :round")
                .param("round", round)
                .update();
        for (Slot slot : slots) {
            jdbc.sql("""
                    INSERT INTO programme.review_slot (round, application, place, begins_at, minutes)
                    VALUES (:round, :application, :place, :begins, :minutes)""")
                    .param("round", round)
                    .param("application", slot.application())
                    .param("place", slot.place())
                    .param("begins", Timestamp.from(slot.beginsAt()))
                    .param("minutes", slot.minutes())
                    .update();
        }
    }

    public List<Slot> slots(UUID round) {
        return jdbc.sql("SELECT application, place, begins_at, minutes FROM programme.review_slot"
                        + " WHERE round = :round ORDER BY place")
                .param("round", round)
                .query((rows, number) -> new Slot(
                        rows.getObject("application", UUID.class),
                        rows.getInt("place"),
                        rows.getObject("begins_at", OffsetDateTime.class).toInstant(),
                        rows.getInt("minutes")))
                .list();
    }

    void result(UUID round, Outcome outcome) {
        jdbc.sql("""
                INSERT INTO programme.review_result (round, application, reviews, raw, normalised, counts, spread, rank,
                    passed, why)
                VALUES (:round, :application, :reviews, :raw, :normalised, :counts, :spread, :rank, :passed, :why)""")
                .param("round", round)
                .param("application", outcome.application())
                .param("reviews", outcome.reviews())
                .param("raw", outcome.raw())
                .param("normalised", outcome.normalised())
                .param("counts", outcome.counts())
                .param("spread", outcome.spread())
                .param("rank", outcome.rank())
                .param("passed", outcome.passed())
                .param("why", outcome.why())
                .update();
    }

    public List<Outcome> results(UUID round) {
        return jdbc.sql("SELECT * FROM programme.review_result WHERE round = :round ORDER BY rank, application")
                .param("round", round)
                .query((rows, number) -> new Outcome(
                        rows.getObject("application", UUID.class),
                        rows.getInt("reviews"),
                        rows.getBigDecimal("raw"),
                        rows.getBigDecimal("normalised"),
                        rows.getBigDecimal("counts"),
                        rows.getBigDecimal("spread"),
                        rows.getInt("rank"),
                        rows.getBoolean("passed"),
                        rows.getString("why")))
                .list();
    }

    private static Assignment assignment(ResultSet rows, int number) throws SQLException {
        var signed = rows.getObject("signed_at", OffsetDateTime.class);
        return new Assignment(
                rows.getObject("id", UUID.class),
                rows.getObject("round", UUID.class),
                rows.getObject("application", UUID.class),
                rows.getObject("expert", UUID.class),
                rows.getString("expert_name"),
                rows.getString("unit_name"),
                rows.getInt("draw"),
                rows.getString("state"),
                rows.getString("reason"),
                JSON.readValue(rows.getString("points"), new TypeReference<Map<String, String>>() {}),
                rows.getString("comment"),
                rows.getInt("version"),
                rows.getBigDecimal("total"),
                signed == null ? null : signed.toInstant());
    }

    // Calls with a review

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
        return jdbc.sql("""
                SELECT c.id, c.number, c.title, s.stage, c.version, r.id AS round, coalesce(r.state = 'closed', false) AS closed,
                       (SELECT count(*)::int FROM programme.application a
                        WHERE a.call = c.id AND a.stage = s.stage AND a.status = 'open') AS waiting
                FROM programme.call c
                JOIN programme.version_stage s ON s.version = c.version AND s.kind = 'review'
                LEFT JOIN programme.review_round r ON r.call = c.id AND r.stage = s.stage
                WHERE c.region = ANY(:regions) AND c.state = 'published'
                  AND (r.id IS NOT NULL OR EXISTS (SELECT FROM programme.application a
                       WHERE a.call = c.id AND a.stage = s.stage AND a.status = 'open'))
                ORDER BY c.id DESC, s.position LIMIT 200""")
                .param("regions", regions)
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

    /** The version a call opened with, if the call is of these regions. */
    public Optional<Board> board(UUID call, String stage, String[] regions) {
        return boards(regions).stream()
                .filter(board -> board.call().equals(call) && board.stage().equals(stage))
                .findFirst();
    }
}
