package dev.kechuang.report.internal.freeze;

import dev.kechuang.indicator.Snapshot;
import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and appends frozen versions. */
@Repository
public class VersionStore {

    private static final String COLUMNS = """
            SELECT id, report, number, title, unit, digest, figures, position, revision, read_at, clock_at,
                reason, submitted_name, frozen_name, frozen_at
            FROM report.version""";

    private final JdbcClient jdbc;

    public VersionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID insert(
            Report report,
            int number,
            String title,
            String unit,
            String content,
            String digest,
            int figures,
            Snapshot snapshot,
            Viewer by,
            Instant now) {
        return jdbc.sql("""
                INSERT INTO report.version (report, number, title, unit, content, digest, figures, position, revision,
                    read_at, clock_at, reason, submitted_by, submitted_name, frozen_by, frozen_name, frozen_at)
                VALUES (:report, :number, :title, :unit, :content, :digest, :figures, :position, :revision,
                    :read, :clock, :reason, :submitter, :submitterName, :by, :name, :now) RETURNING id""")
                .param("report", report.id())
                .param("number", number)
                .param("title", title)
                .param("unit", unit)
                .param("content", content)
                .param("digest", digest)
                .param("figures", figures)
                .param("position", snapshot.position())
                .param("revision", snapshot.revision())
                .param("read", snapshot.at().toString())
                .param("clock", snapshot.readAt().toString())
                .param("reason", report.reason())
                .param("submitter", Objects.requireNonNull(report.submittedBy()))
                .param("submitterName", Objects.requireNonNull(report.submittedName()))
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((rows, row) -> rows.getObject(1, UUID.class))
                .single();
    }

    /** Newest first. */
    public List<Version> of(UUID report) {
        return jdbc.sql(COLUMNS + " WHERE report = :report ORDER BY number DESC")
                .param("report", report)
                .query(VersionStore::version)
                .list();
    }

    public Optional<Version> find(UUID report, int number) {
        return jdbc.sql(COLUMNS + " WHERE report = :report AND number = :number")
                .param("report", report)
                .param("number", number)
                .query(VersionStore::version)
                .optional();
    }

    /** @param digest all 64 digits */
    public Optional<Version> withDigest(String digest) {
        return jdbc.sql(COLUMNS + " WHERE digest = :digest")
                .param("digest", digest)
                .query(VersionStore::version)
                .optional();
    }

    public String content(UUID version) {
        return jdbc.sql("SELECT content FROM report.version WHERE id = :id")
                .param("id", version)
                .query((rows, number) -> rows.getString(1))
                .single();
    }

    List<Version> all() {
        return jdbc.sql(COLUMNS + " ORDER BY id").query(VersionStore::version).list();
    }

    private static Version version(ResultSet rows, int number) throws SQLException {
        return new Version(
                rows.getObject("id", UUID.class),
                rows.getObject("report", UUID.class),
                rows.getInt("number"),
                rows.getString("title"),
                rows.getString("unit"),
                rows.getString("digest"),
                rows.getInt("figures"),
                new Snapshot(
                        rows.getLong("position"),
                        rows.getLong("revision"),
                        Instant.parse(rows.getString("read_at")),
                        Instant.parse(rows.getString("clock_at"))),
                rows.getString("reason"),
                rows.getString("submitted_name"),
                rows.getString("frozen_name"),
                rows.getObject("frozen_at", OffsetDateTime.class).toInstant());
    }
}
