package dev.kechuang.programme.internal.contract;

import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reports that are due, and each time one was handed in. */
@Repository
public class ReportStore {

    private final JdbcClient jdbc;

    public ReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A report the definition asks for (进展报告、中期报告).
     *
     * @param midterm an officer has to accept it
     * @param filings how often it was handed in
     * @param handedInOn the first time, null before
     * @param late noted as late
     * @param remark what the officer said
     */
    public record Report(
            UUID application,
            String id,
            String name,
            @Nullable LocalDate dueOn,
            boolean midterm,
            State state,
            int filings,
            @Nullable LocalDate handedInOn,
            boolean late,
            String remark,
            String decidedName,
            @Nullable Instant decidedAt) {

        /** Names stand under {@code contract.report.state.} in the messages. */
        public enum State {
            /** 待提交. */
            DUE,
            /** 待审核. */
            SUBMITTED,
            /** 退回修改. */
            RETURNED,
            /** 已通过. */
            ACCEPTED;

            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /** Whether the applicant may hand it in now. */
        public boolean open() {
            return state == State.DUE || state == State.RETURNED;
        }
    }

    void insert(UUID application, String report, String name, LocalDate dueOn, boolean midterm) {
        jdbc.sql("""
                        INSERT INTO programme.contract_report (application, report, name, due_on, midterm)
                        VALUES (:application, :report, :name, :due, :midterm) ON CONFLICT DO NOTHING""")
                .param("application", application)
                .param("report", report)
                .param("name", name)
                .param("due", dueOn)
                .param("midterm", midterm)
                .update();
    }

    public List<Report> of(UUID application) {
        return jdbc.sql(
                        "SELECT * FROM programme.contract_report WHERE application = :application ORDER BY due_on, report")
                .param("application", application)
                .query(ReportStore::row)
                .list();
    }

    public Optional<Report> find(UUID application, String report) {
        return jdbc.sql("SELECT * FROM programme.contract_report WHERE application = :application AND report = :report")
                .param("application", application)
                .param("report", report)
                .query(ReportStore::row)
                .optional();
    }

    /** @param digest in hexadecimal digits */
    public record Filing(String report, int number, ReportText text, String digest, Instant at, String actor) {}

    public List<Filing> filings(UUID application) {
        return jdbc.sql("""
                        SELECT report, number, content, encode(digest, 'hex') AS digest, filed_at, actor
                        FROM programme.contract_report_filing WHERE application = :application
                        ORDER BY filed_at, number""")
                .param("application", application)
                .query((rows, number) -> new Filing(
                        rows.getString("report"),
                        rows.getInt("number"),
                        Frozen.read(rows.getString("content"), ReportText.class),
                        rows.getString("digest"),
                        ContractStore.instant(rows, "filed_at"),
                        rows.getString("actor")))
                .list();
    }

    void file(Viewer actor, Report report, ReportText text, Report.State state, LocalDate today, Instant now) {
        String content = Frozen.write(text);
        jdbc.sql("""
                        INSERT INTO programme.contract_report_filing (application, report, number, content, digest,
                            filed_at, account, actor)
                        VALUES (:application, :report, :number, :content, :digest, :now, :account, :actor)""")
                .param("application", report.application())
                .param("report", report.id())
                .param("number", report.filings() + 1)
                .param("content", content)
                .param("digest", Frozen.digest(content))
                .param("now", Timestamp.from(now))
                .param("account", actor.account())
                .param("actor", actor.name())
                .update();
        jdbc.sql("""
                        UPDATE programme.contract_report SET state = :state, filings = filings + 1,
                            handed_in_on = coalesce(handed_in_on, :today)
                        WHERE application = :application AND report = :report""")
                .param("state", state.code())
                .param("today", today)
                .param("application", report.application())
                .param("report", report.id())
                .update();
    }

    void decide(Viewer actor, Report report, Report.State state, String remark, Instant now) {
        jdbc.sql("""
                        UPDATE programme.contract_report SET state = :state, remark = :remark, decided_by = :account,
                            decided_name = :actor, decided_at = :now
                        WHERE application = :application AND report = :report""")
                .param("state", state.code())
                .param("remark", remark)
                .param("account", actor.account())
                .param("actor", actor.name())
                .param("now", Timestamp.from(now))
                .param("application", report.application())
                .param("report", report.id())
                .update();
    }

    void late(UUID application, String report) {
        jdbc.sql(
                        "UPDATE programme.contract_report SET late = true WHERE application = :application AND report = :report")
                .param("application", application)
                .param("report", report)
                .update();
    }

    /** Reports of running projects that are not handed in and due by the day, longest first. */
    List<Report> outstanding(LocalDate dueBy) {
        return jdbc.sql("""
                        SELECT r.* FROM programme.contract_report r JOIN programme.application a ON a.id = r.application
                        WHERE r.state IN ('due', 'returned') AND r.due_on <= :day AND a.status IN ('open', 'returned')
                        ORDER BY r.due_on, r.application, r.report""").param("day", dueBy).query(ReportStore::row).list();
    }

    private static Report row(ResultSet rows, int number) throws SQLException {
        var decided = rows.getObject("decided_at", OffsetDateTime.class);
        return new Report(
                rows.getObject("application", UUID.class),
                rows.getString("report"),
                rows.getString("name"),
                rows.getObject("due_on", LocalDate.class),
                rows.getBoolean("midterm"),
                Report.State.valueOf(rows.getString("state").toUpperCase(Locale.ROOT)),
                rows.getInt("filings"),
                rows.getObject("handed_in_on", LocalDate.class),
                rows.getBoolean("late"),
                rows.getString("remark"),
                rows.getString("decided_name"),
                decided == null ? null : decided.toInstant());
    }
}
