package dev.kechuang.programme.internal.decision;

import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
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

/** Notices with what they showed. */
@Repository
public class NoticeStore {

    private final JdbcClient jdbc;

    public NoticeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param workingDays of the notice's days, by the calendar when it was published */
    public record Notice(
            UUID id,
            UUID call,
            String callNumber,
            String callTitle,
            String callRegion,
            String stage,
            int number,
            String title,
            String body,
            String contact,
            LocalDate fromOn,
            LocalDate untilOn,
            int requiredDays,
            int workingDays,
            String state,
            String publishedName,
            Instant publishedAt,
            String reason,
            int entries,
            int openObjections) {

        public boolean isOpenOn(LocalDate day) {
            return state.equals("published") && !day.isBefore(fromOn) && !day.isAfter(untilOn);
        }
    }

    /**
     * What a notice shows of one application.
     *
     * @param left {@code withdrawn} by its applicant since, {@code struck} from the list since, else empty
     */
    public record Entry(
            UUID application,
            int place,
            String number,
            String title,
            String organisation,
            String leader,
            @Nullable Long amountFen,
            @Nullable BigDecimal score,
            String left) {}

    /** What is to be published: to be approved, and not in a notice that counts. */
    record Ready(
            UUID application,
            String number,
            String title,
            String organisation,
            String leader,
            @Nullable Long amountFen,
            @Nullable BigDecimal score) {}

    static final String NOTICE = """
            SELECT p.id, p.call, c.number AS call_number, c.title AS call_title, c.region AS call_region, p.stage,
                   p.number, p.title, p.body, p.contact, p.from_on, p.until_on, p.required_days, p.working_days, p.state,
                   p.published_name, p.published_at, p.reason,
                   (SELECT count(*) FROM programme.notice_entry e WHERE e.notice = p.id) AS entries,
                   (SELECT count(*) FROM programme.objection o WHERE o.notice = p.id AND o.state = 'open'
                      AND o.kind <> 'anonymous') AS open_objections
            FROM programme.notice p JOIN programme.call c ON c.id = p.call
            """;

    /** For everybody: the latest notices that were not cancelled. */
    public List<Notice> latest(int most) {
        return jdbc.sql(NOTICE + "WHERE p.state <> 'cancelled' ORDER BY p.published_at DESC, p.id DESC LIMIT :most")
                .param("most", most)
                .query(NoticeStore::notice)
                .list();
    }

    /** For everybody, cancelled ones too: they say so. */
    public Optional<Notice> find(UUID id) {
        return jdbc.sql(NOTICE + "WHERE p.id = :id")
                .param("id", id)
                .query(NoticeStore::notice)
                .optional();
    }

    public List<Notice> of(UUID call) {
        return jdbc.sql(NOTICE + "WHERE p.call = :call ORDER BY p.number DESC")
                .param("call", call)
                .query(NoticeStore::notice)
                .list();
    }

    UUID publisher(UUID notice) {
        return jdbc.sql("SELECT published_by FROM programme.notice WHERE id = :id")
                .param("id", notice)
                .query(UUID.class)
                .single();
    }

    public List<Entry> entries(UUID notice) {
        return jdbc.sql("""
                        SELECT e.application, e.place, e.number, e.title, e.organisation, e.leader, e.amount_fen, e.score,
                               CASE WHEN a.status = 'withdrawn' THEN 'withdrawn'
                                    WHEN a.status = 'refused' THEN 'struck' ELSE '' END AS left_as
                        FROM programme.notice_entry e JOIN programme.application a ON a.id = e.application
                        WHERE e.notice = :notice ORDER BY e.place""")
                .param("notice", notice)
                .query((rows, number) -> new Entry(
                        rows.getObject("application", UUID.class),
                        rows.getInt("place"),
                        rows.getString("number"),
                        rows.getString("title"),
                        rows.getString("organisation"),
                        rows.getString("leader"),
                        rows.getObject("amount_fen", Long.class),
                        rows.getObject("score", BigDecimal.class),
                        rows.getString("left_as")))
                .list();
    }

    /** The version of the programme a call is of. */
    UUID version(UUID call) {
        return jdbc.sql("SELECT version FROM programme.call WHERE id = :call")
                .param("call", call)
                .query(UUID.class)
                .single();
    }

    public List<Ready> ready(UUID call) {
        return jdbc.sql("""
                        SELECT a.id, a.number, a.title, o.name, a.leader, a.granted_fen, d.score
                        FROM programme.application a
                        JOIN registry.published_organisation o ON o.id = a.organisation
                        LEFT JOIN LATERAL (
                            SELECT e.score, e.place, l.number FROM programme.decision_entry e
                            JOIN programme.decision_list l ON l.id = e.list
                            WHERE e.application = a.id AND l.state = 'confirmed' ORDER BY l.number DESC LIMIT 1) d ON true
                        WHERE a.call = :call AND a.stage_kind = 'notice' AND a.status = 'open'
                          AND NOT EXISTS (SELECT FROM programme.notice_entry e JOIN programme.notice p ON p.id = e.notice
                                          WHERE e.application = a.id AND p.stage = a.stage AND p.state <> 'cancelled')
                        ORDER BY d.number, d.place, a.number""")
                .param("call", call)
                .query((rows, number) -> new Ready(
                        rows.getObject("id", UUID.class),
                        rows.getString("number"),
                        rows.getString("title"),
                        rows.getString("name"),
                        rows.getString("leader"),
                        rows.getObject("granted_fen", Long.class),
                        rows.getObject("score", BigDecimal.class)))
                .list();
    }

    UUID insert(
            UUID call,
            String stage,
            NewNotice notice,
            LocalDate from,
            int requiredDays,
            int workingDays,
            Viewer officer,
            Instant at) {
        return jdbc.sql("""
                        INSERT INTO programme.notice (call, stage, number, title, body, contact, from_on, until_on,
                            required_days, working_days, published_by, published_name, published_at)
                        VALUES (:call, :stage,
                            (SELECT coalesce(max(number), 0) + 1 FROM programme.notice WHERE call = :call),
                            :title, :body, :contact, :from, :until, :required, :working, :account, :name, :at)
                        RETURNING id""")
                .param("call", call)
                .param("stage", stage)
                .param("title", notice.title().strip())
                .param("body", notice.body().strip())
                .param("contact", notice.contact().strip())
                .param("from", Date.valueOf(from))
                .param("until", Date.valueOf(notice.until()))
                .param("required", requiredDays)
                .param("working", workingDays)
                .param("account", officer.requireAccount())
                .param("name", officer.name())
                .param("at", Timestamp.from(at))
                .query(UUID.class)
                .single();
    }

    void insertEntry(UUID notice, int place, Ready ready, boolean leader, boolean amount, boolean score) {
        jdbc.sql("""
                        INSERT INTO programme.notice_entry
                            (notice, application, place, number, title, organisation, leader, amount_fen, score)
                        VALUES (:notice, :application, :place, :number, :title, :organisation, :leader, :amount, :score)""")
                .param("notice", notice)
                .param("application", ready.application())
                .param("place", place)
                .param("number", ready.number())
                .param("title", ready.title())
                .param("organisation", ready.organisation())
                .param("leader", leader ? ready.leader() : "")
                .param("amount", amount ? ready.amountFen() : null)
                .param("score", score ? ready.score() : null)
                .update();
    }

    /** False when it was ended before. */
    boolean end(UUID notice, String state, String name, Instant at, String reason) {
        return jdbc.sql("""
                                UPDATE programme.notice SET state = :state, closed_name = :name, closed_at = :at,
                                    reason = :reason
                                WHERE id = :notice AND state = 'published'""")
                        .param("state", state)
                        .param("name", name)
                        .param("at", Timestamp.from(at))
                        .param("reason", reason)
                        .param("notice", notice)
                        .update()
                == 1;
    }

    /** Notices whose last day is over. */
    List<UUID> over(LocalDate today) {
        return jdbc.sql(
                        "SELECT id FROM programme.notice WHERE state = 'published' AND until_on < :today ORDER BY until_on")
                .param("today", Date.valueOf(today))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    /** Of a notice: what can go on, because nothing is objected to. */
    List<UUID> unopposed(UUID notice) {
        return jdbc.sql("""
                        SELECT e.application FROM programme.notice_entry e
                        JOIN programme.notice p ON p.id = e.notice
                        JOIN programme.application a ON a.id = e.application
                        WHERE e.notice = :notice AND a.stage = p.stage AND a.status = 'open'
                          AND NOT EXISTS (SELECT FROM programme.objection o
                                          WHERE o.application = a.id AND o.state = 'open'
                                            AND o.kind <> 'anonymous')
                        ORDER BY e.place""")
                .param("notice", notice)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    /** Whether the application stood in a notice of enough working days that is over. */
    boolean noticed(UUID application, String stage, int days, LocalDate today) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM programme.notice_entry e JOIN programme.notice p ON p.id = e.notice
                        WHERE e.application = :application AND p.stage = :stage AND p.state <> 'cancelled'
                          AND p.working_days >= :days AND p.until_on < :today)""")
                .param("application", application)
                .param("stage", stage)
                .param("days", days)
                .param("today", Date.valueOf(today))
                .query(Boolean.class)
                .single();
    }

    static Notice notice(ResultSet rows, int number) throws SQLException {
        return new Notice(
                rows.getObject("id", UUID.class),
                rows.getObject("call", UUID.class),
                rows.getString("call_number"),
                rows.getString("call_title"),
                rows.getString("call_region"),
                rows.getString("stage"),
                rows.getInt("number"),
                rows.getString("title"),
                rows.getString("body"),
                rows.getString("contact"),
                rows.getObject("from_on", LocalDate.class),
                rows.getObject("until_on", LocalDate.class),
                rows.getInt("required_days"),
                rows.getInt("working_days"),
                rows.getString("state"),
                rows.getString("published_name"),
                rows.getObject("published_at", OffsetDateTime.class).toInstant(),
                rows.getString("reason"),
                rows.getInt("entries"),
                rows.getInt("open_objections"));
    }
}
