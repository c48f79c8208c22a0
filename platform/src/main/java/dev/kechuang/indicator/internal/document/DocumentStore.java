package dev.kechuang.indicator.internal.document;

import dev.kechuang.shared.access.Viewer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Documents as taken in; never altered. */
@Component
public class DocumentStore {

    private static final String COLUMNS = "id, name, digest, file, taken_at, taken_name";

    private final JdbcClient jdbc;

    public DocumentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Without its text. */
    public record Row(UUID id, String name, String digest, UUID file, Instant takenAt, String takenBy) {}

    /** Empty when the same bytes are there already. */
    Optional<UUID> insert(Viewer viewer, String name, String digest, UUID file, String text, Instant now) {
        return jdbc.sql("""
                        INSERT INTO indicator.document (name, digest, file, text, taken_at, taken_by, taken_name)
                        VALUES (:name, :digest, :file, :text, :now, :by, :byName)
                        ON CONFLICT (digest) DO NOTHING RETURNING id
                        """)
                .param("name", name)
                .param("digest", digest)
                .param("file", file)
                .param("text", text)
                .param("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .param("by", viewer.requireAccount())
                .param("byName", viewer.name())
                .query(UUID.class)
                .optional();
    }

    Optional<Row> byDigest(String digest) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM indicator.document WHERE digest = :digest")
                .param("digest", digest)
                .query((row, number) -> row(row))
                .optional();
    }

    public Optional<Row> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM indicator.document WHERE id = :id")
                .param("id", id)
                .query((row, number) -> row(row))
                .optional();
    }

    public String text(UUID id) {
        return jdbc.sql("SELECT text FROM indicator.document WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    /** Newest first; a bureau takes in some dozens a year. */
    public List<Row> all() {
        return jdbc.sql("SELECT " + COLUMNS + " FROM indicator.document ORDER BY taken_at DESC, id DESC LIMIT 500")
                .query((row, number) -> row(row))
                .list();
    }

    private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("digest"),
                row.getObject("file", UUID.class),
                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                row.getString("taken_name"));
    }
}
