package dev.kechuang.policy.internal;

import dev.kechuang.policy.PolicyRelease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Releases in the order in which they were made; inserted and read, never changed. */
@Component
public class ReleaseStore {

    private static final String COLUMNS = """
            SELECT r.id, r.policy, r.number, r.position, r.version, v.sources[1] AS text, r.pack, r.path, r.region,
                   r.pack_digest, r.in_force_from, r.document, r.reason, r.authored_name, r.submitted_name,
                   r.submitted_at, r.released_name, r.released_at
            FROM policy.release r JOIN policy.version v ON v.digest = r.version
            """;

    private final JdbcClient jdbc;

    public ReleaseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How many releases the running transaction sees.
     *
     * @param own whether one of them is its own, which nobody else sees yet
     */
    public record Position(long value, boolean own) {}

    Position position() {
        return jdbc.sql("""
                SELECT position, coalesce(xmin = pg_current_xact_id_if_assigned()::xid, false) AS own FROM policy.book""")
                .query((rows, number) -> new Position(rows.getLong("position"), rows.getBoolean("own")))
                .single();
    }

    /** All up to a position, oldest first. */
    List<PolicyRelease> until(long position) {
        return jdbc.sql(COLUMNS + "WHERE r.position <= :position ORDER BY r.position")
                .param("position", position)
                .query(ReleaseStore::release)
                .list();
    }

    public List<PolicyRelease> all() {
        return until(Long.MAX_VALUE);
    }

    /** Newest first. */
    public List<PolicyRelease> of(String policy) {
        return jdbc.sql(COLUMNS + "WHERE r.policy = :policy ORDER BY r.number DESC")
                .param("policy", policy)
                .query(ReleaseStore::release)
                .list();
    }

    public Optional<PolicyRelease> find(UUID id) {
        return jdbc.sql(COLUMNS + "WHERE r.id = :id")
                .param("id", id)
                .query(ReleaseStore::release)
                .optional();
    }

    /** A text that is kept under its digest. */
    public String text(String digest) {
        return jdbc.sql("SELECT content FROM policy.text WHERE digest = :digest")
                .param("digest", digest)
                .query((rows, number) -> rows.getString(1))
                .single();
    }

    /** Who did what of the four-eyes release. */
    public record By(UUID account, String name) {}

    /** A release to be made; the version is kept already. */
    public record NewRelease(
            String policy,
            String version,
            String pack,
            String path,
            String region,
            @Nullable String packDigest,
            LocalDate inForceFrom,
            String document,
            String reason,
            By author,
            By submitter,
            Instant submittedAt,
            By releaser,
            Instant releasedAt) {}

    /** Waits until whoever else releases has finished. */
    public PolicyRelease insert(NewRelease release) {
        UUID id = jdbc.sql("""
                INSERT INTO policy.release (policy, number, position, version, pack, path, region, pack_digest,
                    in_force_from, document, reason, authored_by, authored_name, submitted_by, submitted_name,
                    submitted_at, released_by, released_name, released_at)
                VALUES (:policy, 1, 1, :version, :pack, :path, :region, :packDigest, :inForceFrom, :document, :reason,
                    :authoredBy, :authoredName, :submittedBy, :submittedName, :submittedAt, :releasedBy, :releasedName,
                    :releasedAt)
                RETURNING id""")
                .param("policy", release.policy())
                .param("version", release.version())
                .param("pack", release.pack())
                .param("path", release.path())
                .param("region", release.region())
                .param("packDigest", release.packDigest())
                .param("inForceFrom", release.inForceFrom())
                .param("document", release.document())
                .param("reason", release.reason())
                .param("authoredBy", release.author().account())
                .param("authoredName", release.author().name())
                .param("submittedBy", release.submitter().account())
                .param("submittedName", release.submitter().name())
                .param("submittedAt", Timestamp.from(release.submittedAt()))
                .param("releasedBy", release.releaser().account())
                .param("releasedName", release.releaser().name())
                .param("releasedAt", Timestamp.from(release.releasedAt()))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .single();
        return find(id).orElseThrow();
    }

    private static PolicyRelease release(ResultSet rows, int number) throws SQLException {
        return new PolicyRelease(
                rows.getObject("id", UUID.class),
                rows.getString("policy"),
                rows.getInt("number"),
                rows.getLong("position"),
                rows.getString("version"),
                rows.getString("text"),
                rows.getString("pack"),
                rows.getString("path"),
                rows.getString("region"),
                rows.getString("pack_digest"),
                rows.getObject("in_force_from", LocalDate.class),
                rows.getString("document"),
                rows.getString("reason"),
                rows.getString("authored_name"),
                rows.getString("submitted_name"),
                rows.getTimestamp("submitted_at").toInstant(),
                rows.getString("released_name"),
                rows.getTimestamp("released_at").toInstant());
    }
}
