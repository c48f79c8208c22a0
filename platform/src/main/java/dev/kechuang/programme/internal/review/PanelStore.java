package dev.kechuang.programme.internal.review;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a panel (评审会) leaves: its timetable and its votes. */
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

    public List<Slot> slots(UUID round) {
        return jdbc.sql("SELECT application, place, begins_at, minutes FROM programme.review_slot"
                        + " WHERE round = :round ORDER BY place")
                .param("round", round)
                .query((rows, number) -> new Slot(
                        rows.getObject("application", UUID.class),
                        rows.getInt("place"),
                        rows.getObject("begins_at", OffsetDateTime.class).toInstant(),
                        rows.getInt("minutes")))
                .list();
    }
}
