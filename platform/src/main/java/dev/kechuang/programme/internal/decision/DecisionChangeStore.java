package dev.kechuang.programme.internal.decision;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What leaders changed against the ranking (领导调整), kept for good. */
@Repository
public class DecisionChangeStore {

    private final JdbcClient jdbc;

    public DecisionChangeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a leader changed.
     *
     * @param approve null for what the ranking says
     * @param amountFen null for what the programme's rule says
     */
    public record Change(
            UUID application,
            @Nullable Boolean approve,
            @Nullable Long amountFen,
            String reason,
            String actor,
            Instant at) {}

    /** The last change of each application of a call. */
    Map<UUID, Change> latest(UUID call) {
        var changes = new HashMap<UUID, Change>();
        jdbc.sql("""
                        SELECT DISTINCT ON (d.application) d.application, d.approve, d.amount_fen, d.reason, d.actor, d.at
                        FROM programme.decision_change d JOIN programme.application a ON a.id = d.application
                        WHERE a.call = :call ORDER BY d.application, d.number DESC""")
                .param("call", call)
                .query(DecisionChangeStore::change)
                .list()
                .forEach(change -> changes.put(change.application(), change));
        return changes;
    }

    /** Every change of one application, newest first. */
    public List<Change> of(UUID application) {
        return jdbc.sql("""
                        SELECT application, approve, amount_fen, reason, actor, at FROM programme.decision_change
                        WHERE application = :application ORDER BY number DESC""")
                .param("application", application)
                .query(DecisionChangeStore::change)
                .list();
    }

    void add(
            UUID application,
            @Nullable Boolean approve,
            @Nullable Long amountFen,
            String reason,
            UUID account,
            String actor,
            Instant at) {
        jdbc.sql("""
                        INSERT INTO programme.decision_change (application, approve, amount_fen, reason, account, actor, at)
                        VALUES (:application, :approve, :amount, :reason, :account, :actor, :at)""")
                .param("application", application)
                .param("approve", approve)
                .param("amount", amountFen)
                .param("reason", reason)
                .param("account", account)
                .param("actor", actor)
                .param("at", Timestamp.from(at))
                .update();
    }

    private static Change change(ResultSet rows, int number) throws SQLException {
        return new Change(
                rows.getObject("application", UUID.class),
                rows.getObject("approve", Boolean.class),
                rows.getObject("amount_fen", Long.class),
                rows.getString("reason"),
                rows.getString("actor"),
                rows.getObject("at", OffsetDateTime.class).toInstant());
    }
}
