package dev.kechuang.programme.internal.review;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Who reviews what (评审分配), with the score sheets. */
@Repository
public class SheetStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String ASSIGNMENT = """
            SELECT s.id, s.round, s.application, s.expert, e.account, e.name AS expert_name, e.unit_name, s.draw, s.state, s.reason,
                   s.points::text AS points, s.comment, s.version, s.total, s.signed_at, s.replied_at
            FROM programme.review_assignment s JOIN registry.published_expert e ON e.id = s.expert""";

    private final JdbcClient jdbc;

    public SheetStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param account the expert logs in with, null while the expert cannot
     * @param state invited, accepted, signed, declined, recused or redrawn
     */
    public record Assignment(
            UUID id,
            UUID round,
            UUID application,
            UUID expert,
            @JsonIgnore @Nullable UUID account,
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
                .query(SheetStore::assignment)
                .list();
    }

    /** Those of one application that count. */
    List<Assignment> active(UUID round, UUID application) {
        return jdbc.sql(ASSIGNMENT + " WHERE s.round = :round AND s.application = :application"
                        + " AND s.state IN ('invited', 'accepted', 'signed')")
                .param("round", round)
                .param("application", application)
                .query(SheetStore::assignment)
                .list();
    }

    /** What an expert has in all rounds, what waits first. */
    public List<Assignment> of(UUID expert) {
        return jdbc.sql(ASSIGNMENT + """
                 WHERE s.expert = :expert AND s.state IN ('invited', 'accepted', 'signed')
                ORDER BY s.state = 'signed', s.id LIMIT 500""")
                .param("expert", expert)
                .query(SheetStore::assignment)
                .list();
    }

    public Optional<Assignment> assignment(UUID id, boolean lock) {
        return jdbc.sql(ASSIGNMENT + " WHERE s.id = :id" + (lock ? " FOR UPDATE OF s" : ""))
                .param("id", id)
                .query(SheetStore::assignment)
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

    void save(UUID assignment, Map<String, String> points, String comment, UUID account, Instant now) {
        jdbc.sql("""
                UPDATE programme.review_assignment SET points = :points::jsonb, comment = :comment, version = version + 1,
                    saved_at = :now, saved_by = :account WHERE id = :id""")
                .param("points", JSON.writeValueAsString(points))
                .param("comment", comment)
                .param("account", account)
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

    private static Assignment assignment(ResultSet rows, int number) throws SQLException {
        var signed = rows.getObject("signed_at", OffsetDateTime.class);
        return new Assignment(
                rows.getObject("id", UUID.class),
                rows.getObject("round", UUID.class),
                rows.getObject("application", UUID.class),
                rows.getObject("expert", UUID.class),
                rows.getObject("account", UUID.class),
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
}
