package dev.kechuang.programme.internal.decision;

import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Calls that have something to decide, and what waits in them. */
@Repository
public class DecisionStore {

    private static final String CALL = """
            SELECT c.id, c.version, c.number, c.title, c.year, c.region, c.budget_fen, c.budget_line
            FROM programme.call c
            """;

    private final JdbcClient jdbc;

    public DecisionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How far the applications of a call are.
     *
     * @param before handed in, on their way to the decision
     */
    public record Progress(
            CallInfo call, int before, int deciding, int noticed, int approving, int approved, int objections) {}

    /** Calls of the viewer's regions that have something to decide, the latest first. */
    public List<Progress> calls(Viewer viewer) {
        return jdbc.sql("""
                        SELECT c.id, c.version, c.number, c.title, c.year, c.region, c.budget_fen, c.budget_line,
                               n.before, n.deciding, n.noticed, n.approving, n.approved,
                               (SELECT count(*) FROM programme.objection o JOIN programme.notice p ON p.id = o.notice
                                WHERE p.call = c.id AND o.state = 'open') AS objections
                        FROM programme.call c
                        JOIN LATERAL (
                            SELECT count(*) FILTER (WHERE a.status IN ('open', 'returned', 'held')
                                       AND a.stage_kind IN ('recommendation', 'check', 'review')) AS before,
                                   count(*) FILTER (WHERE a.status = 'open' AND a.stage_kind = 'decision') AS deciding,
                                   count(*) FILTER (WHERE a.status IN ('open', 'held')
                                       AND a.stage_kind = 'notice') AS noticed,
                                   count(*) FILTER (WHERE a.status IN ('open', 'held')
                                       AND a.stage_kind = 'approval') AS approving,
                                   count(*) FILTER (WHERE a.status IN ('open', 'returned', 'held', 'completed')
                                       AND a.stage_kind IN ('contract', 'execution', 'acceptance', 'payment')
                                       OR a.status = 'completed') AS approved
                            FROM programme.application a WHERE a.call = c.id AND a.number IS NOT NULL) n ON true
                        WHERE c.region = ANY(:scope) AND c.state = 'published'
                          AND n.deciding + n.noticed + n.approving + n.approved > 0
                        ORDER BY c.closes_at DESC, c.id DESC LIMIT 200""")
                .param("scope", viewer.regionArray())
                .query((rows, number) -> new Progress(
                        call(rows, number),
                        rows.getInt("before"),
                        rows.getInt("deciding"),
                        rows.getInt("noticed"),
                        rows.getInt("approving"),
                        rows.getInt("approved"),
                        rows.getInt("objections")))
                .list();
    }

    public Optional<CallInfo> call(Viewer viewer, UUID id) {
        return jdbc.sql(CALL + "WHERE c.id = :id AND c.region = ANY(:scope) AND c.state = 'published'")
                .param("id", id)
                .param("scope", viewer.regionArray())
                .query(DecisionStore::call)
                .optional();
    }

    /** Whatever is decided of a call is decided one after the other. */
    CallInfo lock(UUID id) {
        return jdbc.sql(CALL + "WHERE c.id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query(DecisionStore::call)
                .single();
    }

    /** Row of an application at the decision; scores and sums are added by whoever asks. */
    record Waiting(
            UUID application,
            int moves,
            String number,
            String title,
            UUID organisation,
            String organisationName,
            String region,
            @Nullable String zone,
            String leader,
            String track,
            String field,
            long requestedFen,
            @Nullable Instant submittedAt,
            @Nullable LocalDate founded) {}

    List<Waiting> waiting(UUID call) {
        return jdbc.sql("""
                        SELECT a.id, a.moves, a.number, a.title, a.organisation, o.name, a.region, a.zone, a.leader,
                               a.track, a.field, a.requested_fen, a.submitted_at, o.founded
                        FROM programme.application a JOIN registry.published_organisation o ON o.id = a.organisation
                        WHERE a.call = :call AND a.stage_kind = 'decision' AND a.status = 'open'""")
                .param("call", call)
                .query((rows, number) -> new Waiting(
                        rows.getObject("id", UUID.class),
                        rows.getInt("moves"),
                        rows.getString("number"),
                        rows.getString("title"),
                        rows.getObject("organisation", UUID.class),
                        rows.getString("name"),
                        rows.getString("region"),
                        rows.getString("zone"),
                        rows.getString("leader"),
                        rows.getString("track"),
                        rows.getString("field"),
                        rows.getLong("requested_fen"),
                        instant(rows, "submitted_at"),
                        rows.getObject("founded", LocalDate.class)))
                .list();
    }

    /**
     * What stands already in a call.
     *
     * @param before applications that have not come to the decision yet
     * @param past those who are past it and not out again
     * @param grantedFen given to them
     * @param taken what tracks and fields have of it
     */
    record Standing(int before, int past, long grantedFen, Bounds.Taken taken) {}

    Standing standing(UUID call) {
        var taken = Bounds.Taken.NOTHING.copy();
        long[] sums = {0, 0, 0};
        jdbc.sql("""
                        SELECT a.stage_kind IN ('recommendation', 'check', 'review')
                                   AND a.status IN ('open', 'returned', 'held') AS before,
                               a.track, a.field, coalesce(a.granted_fen, 0) AS granted
                        FROM programme.application a
                        WHERE a.call = :call AND a.number IS NOT NULL
                          AND a.status IN ('open', 'returned', 'held', 'completed')
                          AND a.stage_kind NOT IN ('application', 'decision')""").param("call", call).query(rows -> {
            if (rows.getBoolean("before")) {
                sums[0]++;
                return;
            }
            sums[2]++;
            sums[1] = Math.addExact(sums[1], rows.getLong("granted"));
            taken.add(Bounds.group("track", rows.getString("track")), rows.getLong("granted"));
            taken.add(Bounds.group("field", rows.getString("field")), rows.getLong("granted"));
        });
        return new Standing((int) sums[0], (int) sums[2], sums[1], taken);
    }

    /** The most money of tracks and fields, as the call says now. */
    List<Bounds.Share> shares(UUID call) {
        return jdbc.sql("""
                        SELECT dimension, code, budget_fen FROM programme.call_quota
                        WHERE call = :call AND budget_fen IS NOT NULL ORDER BY dimension DESC, code""")
                .param("call", call)
                .query((rows, number) -> new Bounds.Share(
                        rows.getString("dimension"), rows.getString("code"), rows.getLong("budget_fen")))
                .list();
    }

    private static CallInfo call(ResultSet rows, int number) throws SQLException {
        return new CallInfo(
                rows.getObject("id", UUID.class),
                rows.getObject("version", UUID.class),
                rows.getString("number"),
                rows.getString("title"),
                rows.getInt("year"),
                rows.getString("region"),
                rows.getLong("budget_fen"),
                rows.getObject("budget_line", UUID.class));
    }

    static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        var at = rows.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
