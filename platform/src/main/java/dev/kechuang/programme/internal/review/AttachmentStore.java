package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.blind.AttachmentText.Unread;
import dev.kechuang.programme.internal.blind.Identity.Finding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What is known of the attachments of applications that stand in a blind review. */
@Repository
public class AttachmentStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public AttachmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public enum State {
        /** Not read yet. */
        WAITING,
        CLEAN,
        LEAKS,
        /** It, or a part of it, cannot be read. */
        UNREAD;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * @param decision {@code shown}, {@code hidden}, or empty while nothing is decided
     * @param reason why, for a decision
     */
    public record Check(
            UUID application,
            UUID file,
            State state,
            List<Finding> findings,
            List<Unread> unread,
            @Nullable Instant checkedAt,
            String decision,
            String reason,
            String decidedBy) {

        /** Whether experts of a blind round may see it. */
        public boolean shown() {
            return decision.equals("shown") || decision.isEmpty() && state == State.CLEAN;
        }

        /** Read, nothing found, nothing decided. */
        public boolean clean() {
            return decision.isEmpty() && state == State.CLEAN;
        }

        /** Whether an officer has to decide about it. */
        public boolean open() {
            return decision.isEmpty() && (state == State.LEAKS || state == State.UNREAD);
        }
    }

    /** What is there already stays as it is; what is not handed in any more goes. */
    void enter(UUID application, Collection<UUID> files) {
        jdbc.sql("DELETE FROM programme.review_attachment WHERE application = :application AND file <> ALL(:files)")
                .param("application", application)
                .param("files", files.toArray(UUID[]::new))
                .update();
        for (UUID file : files) {
            jdbc.sql("INSERT INTO programme.review_attachment (application, file) VALUES (:application, :file)"
                            + " ON CONFLICT DO NOTHING")
                    .param("application", application)
                    .param("file", file)
                    .update();
        }
    }

    /** Files that nobody has read yet, of these applications. */
    List<Check> waiting(Collection<UUID> applications, int most) {
        return jdbc.sql("SELECT * FROM programme.review_attachment WHERE state = 'waiting'"
                        + " AND application = ANY(:applications) ORDER BY application, file LIMIT :most")
                .param("applications", applications.toArray(UUID[]::new))
                .param("most", most)
                .query(AttachmentStore::row)
                .list();
    }

    /** Files that nobody has read yet. */
    List<Check> waiting(int most) {
        return jdbc.sql("SELECT * FROM programme.review_attachment WHERE state = 'waiting'"
                        + " ORDER BY application, file LIMIT :most")
                .param("most", most)
                .query(AttachmentStore::row)
                .list();
    }

    /** By file, of so many applications. */
    public Map<UUID, Map<UUID, Check>> of(Collection<UUID> applications) {
        var found = new HashMap<UUID, Map<UUID, Check>>();
        jdbc.sql("SELECT * FROM programme.review_attachment WHERE application = ANY(:applications)")
                .param("applications", applications.toArray(UUID[]::new))
                .query(AttachmentStore::row)
                .list()
                .forEach(check -> found.computeIfAbsent(check.application(), id -> new HashMap<>())
                        .put(check.file(), check));
        return found;
    }

    /** Written once: what was found does not change, and neither does what was decided meanwhile. */
    void checked(UUID application, UUID file, State state, List<Finding> findings, List<Unread> unread, Instant now) {
        jdbc.sql("""
                UPDATE programme.review_attachment SET state = :state, findings = :findings::jsonb,
                    unread = :unread::jsonb, checked_at = :now
                WHERE application = :application AND file = :file AND state = 'waiting'""")
                .param("state", state.code())
                .param("findings", JSON.writeValueAsString(findings))
                .param("unread", JSON.writeValueAsString(unread))
                .param("now", Timestamp.from(now))
                .param("application", application)
                .param("file", file)
                .update();
    }

    /** Whether there was such a file that is read already, or is to be hidden. */
    boolean decide(UUID application, UUID file, boolean shown, String reason, String by, Instant now) {
        return jdbc.sql("""
                        UPDATE programme.review_attachment SET decision = :decision, reason = :reason, decided_by = :by,
                            decided_at = :now
                        WHERE application = :application AND file = :file AND (state <> 'waiting' OR :decision = 'hidden')""")
                        .param("decision", shown ? "shown" : "hidden")
                        .param("reason", reason)
                        .param("by", by)
                        .param("now", Timestamp.from(now))
                        .param("application", application)
                        .param("file", file)
                        .update()
                > 0;
    }

    private static Check row(ResultSet rows, int number) throws SQLException {
        var checked = rows.getObject("checked_at", OffsetDateTime.class);
        return new Check(
                rows.getObject("application", UUID.class),
                rows.getObject("file", UUID.class),
                State.valueOf(rows.getString("state").toUpperCase(java.util.Locale.ROOT)),
                JSON.readValue(rows.getString("findings"), new TypeReference<List<Finding>>() {}),
                JSON.readValue(rows.getString("unread"), new TypeReference<List<Unread>>() {}),
                checked == null ? null : checked.toInstant(),
                text(rows, "decision"),
                rows.getString("reason"),
                text(rows, "decided_by"));
    }

    private static String text(ResultSet rows, String column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? "" : text;
    }
}
