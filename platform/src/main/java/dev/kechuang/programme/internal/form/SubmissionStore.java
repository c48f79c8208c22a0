package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.lifecycle.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** What was handed in; appended, never changed. Without scope: who asks has found the application for the viewer. */
@Repository
public class SubmissionStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SELECT =
            "SELECT application, number, submitted_at, actor, digest, (answers -> 'sections')::text AS sections"
                    + " FROM programme.submission ";
    private static final JavaType SECTIONS =
            JSON.getTypeFactory().constructCollectionType(List.class, Submission.Section.class);

    private final JdbcClient jdbc;

    public SubmissionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What counts: the last that was handed in. */
    public Optional<Submission> latest(UUID application) {
        return jdbc.sql(SELECT + "WHERE application = :application ORDER BY number DESC LIMIT 1")
                .param("application", application)
                .query(SubmissionStore::row)
                .optional();
    }

    /** What counts of each of many. */
    public Map<UUID, Submission> latest(Collection<UUID> applications) {
        return jdbc
                .sql("SELECT DISTINCT ON (application)" + SELECT.substring("SELECT".length())
                        + "WHERE application = ANY (:applications) ORDER BY application, number DESC")
                .param("applications", applications.toArray(UUID[]::new))
                .query(SubmissionStore::row)
                .list()
                .stream()
                .collect(Collectors.toMap(Submission::application, submission -> submission));
    }

    /** Oldest first. */
    public List<Submission> all(UUID application) {
        return jdbc.sql(SELECT + "WHERE application = :application ORDER BY number")
                .param("application", application)
                .query(SubmissionStore::row)
                .list();
    }

    int append(Event event, Submission.Content content) {
        return jdbc.sql("""
                        INSERT INTO programme.submission
                            (application, number, event, answers, digest, submitted_at, account, actor)
                        SELECT :application,
                               1 + (SELECT count(*) FROM programme.submission WHERE application = :application),
                               :event, j, sha256(convert_to(j::text, 'UTF8')), :at, :account, :actor
                        FROM (SELECT CAST(:json AS jsonb) AS j) c
                        RETURNING number""")
                .param("application", event.application())
                .param("event", event.id())
                .param("json", JSON.writeValueAsString(frozen(content)))
                .param("at", Timestamp.from(event.at()))
                .param("account", event.account())
                .param("actor", event.actor())
                .query(Integer.class)
                .single();
    }

    /**
     * What is kept: every plain value under its path, for those who compare and count, and under {@code sections} the whole
     * in words.
     */
    private static Map<String, Object> frozen(Submission.Content content) {
        var frozen = new LinkedHashMap<String, Object>();
        content.entries().forEach(entry -> {
            if (!entry.value().isEmpty()) frozen.put(entry.path(), entry.value());
            Submission.Table table = entry.table();
            if (table == null) return;
            for (int i = 0; i < table.rows().size(); i++) {
                String row = entry.path() + "." + Paths.fixedRow(i + 1) + ".";
                for (int j = 0; j < table.columns().size(); j++) {
                    String value = table.rows().get(i).values().get(j);
                    if (!value.isEmpty())
                        frozen.put(row + table.columns().get(j).id(), value);
                }
            }
        });
        frozen.put("sections", content.sections());
        return frozen;
    }

    private static Submission row(ResultSet rows, int number) throws SQLException {
        List<Submission.Section> sections = JSON.readValue(rows.getString("sections"), SECTIONS);
        return new Submission(
                rows.getObject("application", UUID.class),
                rows.getInt("number"),
                rows.getObject("submitted_at", OffsetDateTime.class).toInstant(),
                rows.getString("actor"),
                HexFormat.of().formatHex(rows.getBytes("digest")),
                new Submission.Content(sections));
    }
}
