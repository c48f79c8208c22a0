package dev.kechuang.programme.internal.decision;

import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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

/** Calls, candidates, changes and lists of the decision. */
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
     * @param groups their number by track and field, as {@link CutLine#group} names them
     */
    record Standing(int before, int past, long grantedFen, Map<String, Integer> groups) {}

    Standing standing(UUID call) {
        var groups = new HashMap<String, Integer>();
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
            groups.merge("track:" + rows.getString("track"), 1, Integer::sum);
            groups.merge("field:" + rows.getString("field"), 1, Integer::sum);
        });
        return new Standing((int) sums[0], (int) sums[2], sums[1], groups);
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
    Map<UUID, Change> changes(UUID call) {
        var changes = new HashMap<UUID, Change>();
        jdbc.sql("""
                        SELECT DISTINCT ON (d.application) d.application, d.approve, d.amount_fen, d.reason, d.actor, d.at
                        FROM programme.decision_change d JOIN programme.application a ON a.id = d.application
                        WHERE a.call = :call ORDER BY d.application, d.number DESC""")
                .param("call", call)
                .query(DecisionStore::change)
                .list()
                .forEach(change -> changes.put(change.application(), change));
        return changes;
    }

    /** Every change of one application, newest first. */
    public List<Change> changesOf(UUID application) {
        return jdbc.sql("""
                        SELECT application, approve, amount_fen, reason, actor, at FROM programme.decision_change
                        WHERE application = :application ORDER BY number DESC""")
                .param("application", application)
                .query(DecisionStore::change)
                .list();
    }

    void addChange(
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

    /** @param approved how many of {@code entries} are to be approved */
    public record DecisionList(
            UUID id,
            UUID call,
            String stage,
            int number,
            String state,
            @Nullable Long budgetFen,
            UUID fixedBy,
            String fixedName,
            Instant fixedAt,
            @Nullable String decidedName,
            @Nullable Instant decidedAt,
            String reason,
            int entries,
            int approved,
            long sumFen) {}

    private static final String LIST = """
            SELECT l.id, l.call, l.stage, l.number, l.state, l.budget_fen, l.fixed_by, l.fixed_name, l.fixed_at,
                   l.decided_name, l.decided_at, l.reason, n.entries, n.approved, n.sum_fen
            FROM programme.decision_list l
            JOIN LATERAL (SELECT count(*) AS entries, count(*) FILTER (WHERE e.approve) AS approved,
                                 coalesce(sum(e.amount_fen) FILTER (WHERE e.approve), 0) AS sum_fen
                          FROM programme.decision_entry e WHERE e.list = l.id) n ON true
            """;

    public List<DecisionList> lists(UUID call) {
        return jdbc.sql(LIST + "WHERE l.call = :call ORDER BY l.number DESC")
                .param("call", call)
                .query(DecisionStore::list)
                .list();
    }

    Optional<DecisionList> proposed(UUID call) {
        return jdbc.sql(LIST + "WHERE l.call = :call AND l.state = 'proposed'")
                .param("call", call)
                .query(DecisionStore::list)
                .optional();
    }

    public Optional<DecisionList> list(UUID call, UUID id) {
        return jdbc.sql(LIST + "WHERE l.call = :call AND l.id = :id")
                .param("call", call)
                .param("id", id)
                .query(DecisionStore::list)
                .optional();
    }

    public record Entry(
            UUID application,
            int place,
            String number,
            String title,
            String organisationName,
            @Nullable BigDecimal score,
            boolean computed,
            boolean approve,
            long amountFen,
            String reason) {}

    public List<Entry> entries(UUID list) {
        return jdbc.sql("""
                        SELECT e.application, e.place, a.number, a.title, o.name, e.score, e.computed, e.approve,
                               e.amount_fen, e.reason
                        FROM programme.decision_entry e
                        JOIN programme.application a ON a.id = e.application
                        JOIN registry.published_organisation o ON o.id = a.organisation
                        WHERE e.list = :list ORDER BY e.place""")
                .param("list", list)
                .query((rows, number) -> new Entry(
                        rows.getObject("application", UUID.class),
                        rows.getInt("place"),
                        rows.getString("number"),
                        rows.getString("title"),
                        rows.getString("name"),
                        rows.getObject("score", BigDecimal.class),
                        rows.getBoolean("computed"),
                        rows.getBoolean("approve"),
                        rows.getLong("amount_fen"),
                        rows.getString("reason")))
                .list();
    }

    UUID addList(UUID call, String stage, @Nullable Long budgetFen, UUID account, String name, Instant at) {
        return jdbc.sql("""
                        INSERT INTO programme.decision_list (call, stage, number, budget_fen, fixed_by, fixed_name, fixed_at)
                        VALUES (:call, :stage,
                            (SELECT coalesce(max(number), 0) + 1 FROM programme.decision_list WHERE call = :call),
                            :budget, :account, :name, :at)
                        RETURNING id""")
                .param("call", call)
                .param("stage", stage)
                .param("budget", budgetFen)
                .param("account", account)
                .param("name", name)
                .param("at", Timestamp.from(at))
                .query(UUID.class)
                .single();
    }

    void addEntry(
            UUID list,
            UUID application,
            int place,
            @Nullable BigDecimal score,
            boolean computed,
            boolean approve,
            long amountFen,
            String reason) {
        jdbc.sql("""
                        INSERT INTO programme.decision_entry
                            (list, application, place, score, computed, approve, amount_fen, reason)
                        VALUES (:list, :application, :place, :score, :computed, :approve, :amount, :reason)""")
                .param("list", list)
                .param("application", application)
                .param("place", place)
                .param("score", score)
                .param("computed", computed)
                .param("approve", approve)
                .param("amount", amountFen)
                .param("reason", reason)
                .update();
    }

    /** False when somebody was faster. */
    boolean decide(UUID list, String state, UUID account, String name, Instant at, String reason) {
        return jdbc.sql("""
                                UPDATE programme.decision_list SET state = :state, decided_by = :account,
                                    decided_name = :name, decided_at = :at, reason = :reason
                                WHERE id = :list AND state = 'proposed'""")
                        .param("state", state)
                        .param("account", account)
                        .param("name", name)
                        .param("at", Timestamp.from(at))
                        .param("reason", reason)
                        .param("list", list)
                        .update()
                == 1;
    }

    /** Whether a confirmed list approves the application. */
    boolean approved(UUID application) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM programme.decision_entry e
                        JOIN programme.decision_list l ON l.id = e.list
                        WHERE e.application = :application AND e.approve AND l.state = 'confirmed')""")
                .param("application", application)
                .query(Boolean.class)
                .single();
    }

    /** Place of an application in the last confirmed list that holds it. */
    public Optional<Entry> lastEntry(UUID application) {
        return jdbc.sql("""
                        SELECT e.application, e.place, a.number, a.title, o.name, e.score, e.computed, e.approve,
                               e.amount_fen, e.reason
                        FROM programme.decision_entry e
                        JOIN programme.decision_list l ON l.id = e.list
                        JOIN programme.application a ON a.id = e.application
                        JOIN registry.published_organisation o ON o.id = a.organisation
                        WHERE e.application = :application AND l.state = 'confirmed'
                        ORDER BY l.decided_at DESC LIMIT 1""")
                .param("application", application)
                .query((rows, number) -> new Entry(
                        rows.getObject("application", UUID.class),
                        rows.getInt("place"),
                        rows.getString("number"),
                        rows.getString("title"),
                        rows.getString("name"),
                        rows.getObject("score", BigDecimal.class),
                        rows.getBoolean("computed"),
                        rows.getBoolean("approve"),
                        rows.getLong("amount_fen"),
                        rows.getString("reason")))
                .optional();
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

    private static Change change(ResultSet rows, int number) throws SQLException {
        return new Change(
                rows.getObject("application", UUID.class),
                rows.getObject("approve", Boolean.class),
                rows.getObject("amount_fen", Long.class),
                rows.getString("reason"),
                rows.getString("actor"),
                rows.getObject("at", OffsetDateTime.class).toInstant());
    }

    private static DecisionList list(ResultSet rows, int number) throws SQLException {
        return new DecisionList(
                rows.getObject("id", UUID.class),
                rows.getObject("call", UUID.class),
                rows.getString("stage"),
                rows.getInt("number"),
                rows.getString("state"),
                rows.getObject("budget_fen", Long.class),
                rows.getObject("fixed_by", UUID.class),
                rows.getString("fixed_name"),
                rows.getObject("fixed_at", OffsetDateTime.class).toInstant(),
                rows.getString("decided_name"),
                instant(rows, "decided_at"),
                rows.getString("reason"),
                rows.getInt("entries"),
                rows.getInt("approved"),
                rows.getLong("sum_fen"));
    }

    static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        var at = rows.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
