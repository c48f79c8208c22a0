package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.decision.CutLine.Place;
import dev.kechuang.programme.internal.decision.CutLine.Shortfall;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Draft lists (名单) with their entries, as they were fixed and confirmed. */
@Repository
public class DecisionListStore {

    private final JdbcClient jdbc;

    public DecisionListStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    public List<DecisionList> of(UUID call) {
        return jdbc.sql(LIST + "WHERE l.call = :call ORDER BY l.number DESC")
                .param("call", call)
                .query(DecisionListStore::list)
                .list();
    }

    Optional<DecisionList> proposed(UUID call) {
        return jdbc.sql(LIST + "WHERE l.call = :call AND l.state = 'proposed'")
                .param("call", call)
                .query(DecisionListStore::list)
                .optional();
    }

    public Optional<DecisionList> find(UUID call, UUID id) {
        return jdbc.sql(LIST + "WHERE l.call = :call AND l.id = :id")
                .param("call", call)
                .param("id", id)
                .query(DecisionListStore::list)
                .optional();
    }

    /**
     * @param computed whether the ranking takes it
     * @param approve whether the list takes it
     * @param placed what the ranking said; null in lists of before that was kept
     * @param neededFen what it gets when it is taken
     * @param shortOf why the ranking passed it over; null for whoever it takes
     * @param withdrawn whether its applicant has withdrawn it since
     */
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
            String reason,
            @Nullable Place placed,
            long neededFen,
            @Nullable Shortfall shortOf,
            boolean withdrawn) {}

    private static final String ENTRY = """
            SELECT e.application, e.place, a.number, a.title, o.name, e.score, e.computed, e.approve, e.amount_fen,
                   e.reason, e.placed, coalesce(e.needed_fen, e.amount_fen) AS needed_fen, e.short_on, e.short_code,
                   e.short_most, e.short_left, a.status = 'withdrawn' AS withdrawn
            FROM programme.decision_entry e
            JOIN programme.application a ON a.id = e.application
            JOIN registry.published_organisation o ON o.id = a.organisation
            """;

    public List<Entry> entries(UUID list) {
        return jdbc.sql(ENTRY + "WHERE e.list = :list ORDER BY e.place")
                .param("list", list)
                .query(DecisionListStore::entry)
                .list();
    }

    /** The last list that names an application and was not taken back. */
    Optional<DecisionList> naming(UUID application) {
        return jdbc.sql(LIST + """
                        WHERE l.state <> 'withdrawn' AND EXISTS (SELECT FROM programme.decision_entry e
                            WHERE e.list = l.id AND e.application = :application AND e.approve)
                        ORDER BY l.number DESC LIMIT 1""")
                .param("application", application)
                .query(DecisionListStore::list)
                .optional();
    }

    /** What a list says of one application. */
    public Optional<Entry> entry(UUID list, UUID application) {
        return jdbc.sql(ENTRY + "WHERE e.list = :list AND e.application = :application")
                .param("list", list)
                .param("application", application)
                .query(DecisionListStore::entry)
                .optional();
    }

    UUID insert(UUID call, String stage, @Nullable Long budgetFen, UUID account, String name, Instant at) {
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

    /** @param leftFen what is left of the limit for this list */
    void share(UUID list, Bounds.Share share, long leftFen) {
        jdbc.sql("""
                        INSERT INTO programme.decision_share (list, dimension, code, left_fen)
                        VALUES (:list, :on, :code, :left)""")
                .param("list", list)
                .param("on", share.on())
                .param("code", share.code())
                .param("left", leftFen)
                .update();
    }

    void add(UUID list, int place, DecisionBoard.Row row) {
        var change = row.change();
        Shortfall shortOf = row.shortOf();
        jdbc.sql("""
                        INSERT INTO programme.decision_entry
                            (list, application, place, score, computed, approve, amount_fen, reason, placed, needed_fen,
                             short_on, short_code, short_most, short_left)
                        VALUES (:list, :application, :place, :score, :computed, :approve, :amount, :reason, :placed, :needed,
                            :on, :code, :most, :left)""")
                .param("list", list)
                .param("application", row.candidate().application())
                .param("place", place)
                .param("score", row.candidate().score())
                .param("computed", row.place().isAbove())
                .param("approve", row.approve())
                .param("amount", row.approve() ? row.amountFen() : 0)
                .param("reason", change == null || !row.changed() ? "" : change.reason())
                .param("placed", row.place().code())
                .param("needed", row.candidate().fen())
                .param("on", shortOf == null ? null : shortOf.on())
                .param("code", shortOf == null ? null : shortOf.code())
                .param("most", shortOf == null ? null : shortOf.most())
                .param("left", shortOf == null ? null : shortOf.left())
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
                DecisionStore.instant(rows, "decided_at"),
                rows.getString("reason"),
                rows.getInt("entries"),
                rows.getInt("approved"),
                rows.getLong("sum_fen"));
    }

    private static Entry entry(ResultSet rows, int number) throws SQLException {
        String placed = rows.getString("placed");
        String shortOn = rows.getString("short_on");
        return new Entry(
                rows.getObject("application", UUID.class),
                rows.getInt("place"),
                rows.getString("number"),
                rows.getString("title"),
                rows.getString("name"),
                rows.getObject("score", BigDecimal.class),
                rows.getBoolean("computed"),
                rows.getBoolean("approve"),
                rows.getLong("amount_fen"),
                rows.getString("reason"),
                placed == null ? null : Place.of(placed),
                rows.getLong("needed_fen"),
                shortOn == null
                        ? null
                        : new Shortfall(
                                shortOn,
                                rows.getString("short_code"),
                                rows.getLong("short_most"),
                                rows.getLong("short_left")),
                rows.getBoolean("withdrawn"));
    }
}
