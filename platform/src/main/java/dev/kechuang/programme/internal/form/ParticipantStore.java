package dev.kechuang.programme.internal.form;

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

/** Organisations that take part in an application, and what they said to it. */
@Repository
public class ParticipantStore {

    private final JdbcClient jdbc;

    public ParticipantStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param state {@code invited}, {@code confirmed} or {@code declined} */
    public record Participant(
            UUID application,
            UUID organisation,
            String name,
            String state,
            Instant invitedAt,
            @Nullable Instant answeredAt,
            @Nullable String answeredBy,
            String reason) {}

    public List<Participant> of(UUID application) {
        return jdbc.sql("""
                        SELECT p.*, o.name FROM programme.participant p
                        JOIN registry.published_organisation o ON o.id = p.organisation
                        WHERE p.application = :application ORDER BY p.invited_at, p.organisation""")
                .param("application", application)
                .query(ParticipantStore::row)
                .list();
    }

    public Optional<Participant> find(UUID application, UUID organisation) {
        return of(application).stream()
                .filter(participant -> participant.organisation().equals(organisation))
                .findFirst();
    }

    /** Asks it, again where it had declined; one that confirmed stays so. */
    void invite(UUID application, UUID organisation, String by, Instant now) {
        jdbc.sql("""
                        INSERT INTO programme.participant (application, organisation, invited_at, invited_by)
                        VALUES (:application, :organisation, :now, :by)
                        ON CONFLICT (application, organisation) DO UPDATE SET state = 'invited', answered_at = NULL,
                            answered_by = NULL, reason = '', invited_at = excluded.invited_at,
                            invited_by = excluded.invited_by
                        WHERE participant.state = 'declined'""")
                .param("application", application)
                .param("organisation", organisation)
                .param("by", by)
                .param("now", Timestamp.from(now))
                .update();
    }

    void remove(UUID application, UUID organisation) {
        jdbc.sql("DELETE FROM programme.participant WHERE application = :application AND organisation = :organisation")
                .param("application", application)
                .param("organisation", organisation)
                .update();
    }

    boolean answer(UUID application, UUID organisation, boolean confirms, String by, String reason, Instant now) {
        return jdbc.sql("""
                        UPDATE programme.participant SET state = :state, answered_at = :now, answered_by = :by,
                            reason = :reason
                        WHERE application = :application AND organisation = :organisation AND state = 'invited'""")
                        .param("state", confirms ? "confirmed" : "declined")
                        .param("now", Timestamp.from(now))
                        .param("by", by)
                        .param("reason", reason)
                        .param("application", application)
                        .param("organisation", organisation)
                        .update()
                == 1;
    }

    private static Participant row(ResultSet rows, int number) throws SQLException {
        var answered = rows.getObject("answered_at", OffsetDateTime.class);
        return new Participant(
                rows.getObject("application", UUID.class),
                rows.getObject("organisation", UUID.class),
                rows.getString("name"),
                rows.getString("state"),
                rows.getObject("invited_at", OffsetDateTime.class).toInstant(),
                answered == null ? null : answered.toInstant(),
                rows.getString("answered_by"),
                rows.getString("reason"));
    }
}
