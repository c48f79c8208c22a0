package dev.kechuang.programme.internal.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a panel (评审会) leaves: its timetable, its discussion and its votes. */
@Repository
public class PanelStore {

    private final JdbcClient jdbc;

    public PanelStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Vote(UUID application, int ballot, int present, int yes, int no, int abstained) {}

    public record Slot(UUID application, int place, Instant beginsAt, int minutes) {}

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

    /** Who may vote on an application: the panel without those who are recused from it. */
    int members(UUID round, UUID application) {
        return jdbc.sql("""
                        SELECT count(*)::int FROM programme.review_assignment
                        WHERE round = :round AND application = :application
                          AND state IN ('invited', 'accepted', 'signed')""")
                .param("round", round)
                .param("application", application)
                .query(Integer.class)
                .single();
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

    /** When an application is interviewed in rounds that still run. */
    public List<Slot> coming(UUID application) {
        return jdbc.sql("SELECT s.application, s.place, s.begins_at, s.minutes FROM programme.review_slot s"
                        + " JOIN programme.review_round r ON r.id = s.round AND r.state = 'open'"
                        + " WHERE s.application = :application ORDER BY s.begins_at")
                .param("application", application)
                .query(PanelStore::slot)
                .list();
    }

    private static Slot slot(ResultSet rows, int number) throws SQLException {
        return new Slot(
                rows.getObject("application", UUID.class),
                rows.getInt("place"),
                rows.getObject("begins_at", OffsetDateTime.class).toInstant(),
                rows.getInt("minutes"));
    }

    public List<Slot> slots(UUID round) {
        return jdbc.sql("SELECT application, place, begins_at, minutes FROM programme.review_slot"
                        + " WHERE round = :round ORDER BY place")
                .param("round", round)
                .query(PanelStore::slot)
                .list();
    }

    /**
     * Something somebody said (发言).
     *
     * @param application null for what concerns the round as a whole
     * @param struckBy who struck it; empty for one that stands
     */
    public record Remark(
            int number,
            @Nullable UUID application,
            String speaker,
            String text,
            String enteredBy,
            Instant enteredAt,
            String struckBy) {
        public boolean stands() {
            return struckBy.isEmpty();
        }
    }

    /** The caller holds the round. */
    void remark(UUID round, @Nullable UUID application, String speaker, String text, String by, Instant now) {
        jdbc.sql("""
                INSERT INTO programme.review_remark (round, number, application, speaker, text, entered_by, entered_at)
                SELECT :round, coalesce(max(number), 0) + 1, :application, :speaker, :text, :by, :now
                FROM programme.review_remark WHERE round = :round""")
                .param("round", round)
                .param("application", application, Types.OTHER)
                .param("speaker", speaker)
                .param("text", text)
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    boolean strike(UUID round, int number, String by, Instant now) {
        return jdbc.sql("UPDATE programme.review_remark SET struck_by = :by, struck_at = :now"
                                + " WHERE round = :round AND number = :number AND struck_at IS NULL")
                        .param("by", by)
                        .param("now", Timestamp.from(now))
                        .param("round", round)
                        .param("number", number)
                        .update()
                > 0;
    }

    /** In the order in which they were made, struck ones too. */
    public List<Remark> remarks(UUID round) {
        return jdbc.sql(
                        "SELECT number, application, speaker, text, entered_by, entered_at, coalesce(struck_by, '') AS struck"
                                + " FROM programme.review_remark WHERE round = :round ORDER BY number")
                .param("round", round)
                .query((rows, number) -> new Remark(
                        rows.getInt("number"),
                        rows.getObject("application", UUID.class),
                        rows.getString("speaker"),
                        rows.getString("text"),
                        rows.getString("entered_by"),
                        rows.getObject("entered_at", OffsetDateTime.class).toInstant(),
                        rows.getString("struck")))
                .list();
    }
}
