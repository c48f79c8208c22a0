package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.assign.Problem.Reason;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Draws with what went into them, and whom recusal keeps apart. */
@Repository
public class DrawStore {

    private final JdbcClient jdbc;

    public DrawStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
}
