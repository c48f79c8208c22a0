package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.access.Viewer;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Documents of approval with their entries. */
@Repository
public class ApprovalStore {

    private final JdbcClient jdbc;

    public ApprovalStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param state prepared, issued or withdrawn */
    public record Approval(
            UUID id,
            UUID call,
            String stage,
            String number,
            String authority,
            String title,
            String addressee,
            String body,
            String unit,
            LocalDate issuedOn,
            boolean last,
            String state,
            UUID preparedBy,
            String preparedName,
            Instant preparedAt,
            @Nullable String decidedName,
            @Nullable Instant decidedAt,
            String reason,
            int entries,
            long sumFen) {}

    public record Entry(
            UUID application,
            int place,
            String number,
            String title,
            String organisation,
            String leader,
            long amountFen) {}

    static final String APPROVAL = """
            SELECT p.*, n.entries, n.sum_fen FROM programme.approval p
            JOIN LATERAL (SELECT count(*) AS entries, coalesce(sum(e.amount_fen), 0) AS sum_fen
                          FROM programme.approval_entry e WHERE e.approval = p.id) n ON true
            """;

    public List<Approval> of(UUID call) {
        return jdbc.sql(APPROVAL + "WHERE p.call = :call ORDER BY p.prepared_at DESC")
                .param("call", call)
                .query(ApprovalStore::approval)
                .list();
    }

    public Optional<Approval> find(UUID call, UUID id) {
        return jdbc.sql(APPROVAL + "WHERE p.call = :call AND p.id = :id")
                .param("call", call)
                .param("id", id)
                .query(ApprovalStore::approval)
                .optional();
    }

    public List<Entry> entries(UUID approval) {
        return jdbc.sql("""
                        SELECT application, place, number, title, organisation, leader, amount_fen
                        FROM programme.approval_entry WHERE approval = :approval ORDER BY place""")
                .param("approval", approval)
                .query((rows, number) -> new Entry(
                        rows.getObject("application", UUID.class),
                        rows.getInt("place"),
                        rows.getString("number"),
                        rows.getString("title"),
                        rows.getString("organisation"),
                        rows.getString("leader"),
                        rows.getLong("amount_fen")))
                .list();
    }

    /** What waits for approval and is not held, in the order of the confirmed lists. */
    public List<Application> ready(UUID call) {
        return jdbc.sql("SELECT " + ApplicationStore.COLUMNS + ApplicationStore.FROM + """
                        LEFT JOIN LATERAL (
                            SELECT l.number, e.place FROM programme.decision_entry e
                            JOIN programme.decision_list l ON l.id = e.list
                            WHERE e.application = a.id AND l.state = 'confirmed' ORDER BY l.number DESC LIMIT 1) d ON true
                        WHERE a.call = :call AND a.stage_kind = 'approval' AND a.status = 'open'
                        ORDER BY d.number, d.place, a.number""")
                .param("call", call)
                .query(ApplicationStore::row)
                .list();
    }

    /** Those of a call that were not taken: still at the decision, or out before without having been told. */
    List<Application> notTaken(UUID call) {
        return jdbc.sql("SELECT " + ApplicationStore.COLUMNS + ApplicationStore.FROM + """
                        WHERE a.call = :call AND a.announced_at IS NULL
                          AND (a.stage_kind = 'decision' AND a.status = 'open'
                               OR a.stage_kind IN ('review', 'decision') AND a.status = 'refused')
                        ORDER BY a.number""")
                .param("call", call)
                .query(ApplicationStore::row)
                .list();
    }

    /** How many of a call stand before the notice's end, so that another list may follow. */
    int underWay(UUID call) {
        return jdbc.sql("""
                        SELECT count(*) FROM programme.application a
                        WHERE a.call = :call AND a.number IS NOT NULL AND a.status IN ('open', 'returned', 'held')
                          AND (a.stage_kind IN ('recommendation', 'check', 'review', 'notice')
                               OR a.stage_kind = 'approval' AND a.status = 'held')""").param("call", call).query(Integer.class).single();
    }

    boolean numberTaken(String number) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT FROM programme.approval WHERE number = :number AND state <> 'withdrawn')")
                .param("number", number)
                .query(Boolean.class)
                .single();
    }

    UUID insert(UUID call, String stage, NewApproval approval, Viewer officer, Instant at) {
        return jdbc.sql("""
                        INSERT INTO programme.approval (call, stage, number, authority, title, addressee, body, unit,
                            issued_on, last, prepared_by, prepared_name, prepared_at)
                        VALUES (:call, :stage, :number, :authority, :title, :addressee, :body, :unit, :on, :last,
                            :account, :name, :at)
                        RETURNING id""")
                .param("call", call)
                .param("stage", stage)
                .param("number", approval.number().strip())
                .param("authority", approval.authority().strip())
                .param("title", approval.title().strip())
                .param("addressee", approval.addressee().strip())
                .param("body", approval.body().strip())
                .param("unit", approval.unit().strip())
                .param("on", Date.valueOf(approval.issuedOn()))
                .param("last", approval.last())
                .param("account", officer.requireAccount())
                .param("name", officer.name())
                .param("at", Timestamp.from(at))
                .query(UUID.class)
                .single();
    }

    void insertEntry(UUID approval, int place, Application application) {
        Long granted = application.grantedFen();
        jdbc.sql("""
                        INSERT INTO programme.approval_entry
                            (approval, application, place, number, title, organisation, leader, amount_fen)
                        VALUES (:approval, :application, :place, :number, :title, :organisation, :leader, :amount)""")
                .param("approval", approval)
                .param("application", application.id())
                .param("place", place)
                .param("number", application.number())
                .param("title", application.title())
                .param("organisation", application.organisationName())
                .param("leader", application.leader())
                .param("amount", granted == null ? 0L : granted)
                .update();
    }

    /** False when somebody was faster. */
    boolean decide(UUID approval, String state, Viewer who, Instant at, String reason) {
        return jdbc.sql("""
                                UPDATE programme.approval SET state = :state, decided_by = :account,
                                    decided_name = :name, decided_at = :at, reason = :reason
                                WHERE id = :approval AND state = 'prepared'""")
                        .param("state", state)
                        .param("account", who.requireAccount())
                        .param("name", who.name())
                        .param("at", Timestamp.from(at))
                        .param("reason", reason)
                        .param("approval", approval)
                        .update()
                == 1;
    }

    /** Whether an issued document names the application. */
    boolean issued(UUID application) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM programme.approval_entry e JOIN programme.approval p ON p.id = e.approval
                        WHERE e.application = :application AND p.state = 'issued')""")
                .param("application", application)
                .query(Boolean.class)
                .single();
    }

    static Approval approval(ResultSet rows, int number) throws SQLException {
        return new Approval(
                rows.getObject("id", UUID.class),
                rows.getObject("call", UUID.class),
                rows.getString("stage"),
                rows.getString("number"),
                rows.getString("authority"),
                rows.getString("title"),
                rows.getString("addressee"),
                rows.getString("body"),
                rows.getString("unit"),
                rows.getObject("issued_on", LocalDate.class),
                rows.getBoolean("last"),
                rows.getString("state"),
                rows.getObject("prepared_by", UUID.class),
                rows.getString("prepared_name"),
                rows.getObject("prepared_at", OffsetDateTime.class).toInstant(),
                rows.getString("decided_name"),
                DecisionStore.instant(rows, "decided_at"),
                rows.getString("reason"),
                rows.getInt("entries"),
                rows.getLong("sum_fen"));
    }
}
