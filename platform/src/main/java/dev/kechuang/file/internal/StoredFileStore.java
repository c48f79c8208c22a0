package dev.kechuang.file.internal;

import dev.kechuang.file.FileStore.Kind;
import dev.kechuang.file.StoredFile;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of files and of what refers to them. */
final class StoredFileStore {

    /** Lock class of digests, see {@link #lockShared}. */
    private static final int DIGESTS = 730001;

    private final JdbcClient jdbc;

    StoredFileStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Row(
            UUID id,
            String name,
            String sha256,
            long size,
            String contentType,
            java.time.OffsetDateTime uploadedAt,
            @Nullable UUID uploader) {
        StoredFile file() {
            return new StoredFile(id, name, sha256, size, contentType, uploadedAt.toInstant());
        }
    }

    record Reference(String owner, String reference) {}

    StoredFile insert(@Nullable UUID uploader, String name, Kind kind, String sha256, long size, String contentType) {
        return jdbc.sql("""
                INSERT INTO file.stored (sha256, name, size, content_type, kind, uploader)
                VALUES (:sha256, :name, :size, :contentType, :kind, :uploader)
                RETURNING id, name, sha256, size, content_type, uploaded_at, uploader
                """)
                .param("sha256", sha256)
                .param("name", name)
                .param("size", size)
                .param("contentType", contentType)
                .param("kind", kind.name())
                .param("uploader", uploader)
                .query(Row.class)
                .single()
                .file();
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql("""
                SELECT id, name, sha256, size, content_type, uploaded_at, uploader FROM file.stored WHERE id = :id
                """).param("id", id).query(Row.class).optional();
    }

    List<Row> find(Collection<UUID> ids) {
        return jdbc.sql("""
                SELECT id, name, sha256, size, content_type, uploaded_at, uploader FROM file.stored WHERE id = ANY (:ids)
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .query(DataClassRowMapper.newInstance(Row.class))
                .list();
    }

    List<Reference> references(UUID file) {
        return jdbc.sql("SELECT owner, reference FROM file.reference WHERE file = :file ORDER BY owner, reference")
                .param("file", file)
                .query(DataClassRowMapper.newInstance(Reference.class))
                .list();
    }

    void attach(UUID file, String owner, String reference) {
        jdbc.sql("""
                INSERT INTO file.reference (file, owner, reference) VALUES (:file, :owner, :reference)
                ON CONFLICT DO NOTHING
                """)
                .param("file", file)
                .param("owner", owner)
                .param("reference", reference)
                .update();
    }

    void detach(UUID file, String owner, String reference) {
        jdbc.sql("DELETE FROM file.reference WHERE file = :file AND owner = :owner AND reference = :reference")
                .param("file", file)
                .param("owner", owner)
                .param("reference", reference)
                .update();
    }

    /**
     * Bytes of files a person uploaded that nothing refers to yet.
     *
     * @param uploader null for all who are not logged in together
     */
    long unattachedBytes(@Nullable UUID uploader) {
        return jdbc.sql("""
                SELECT coalesce(sum(s.size), 0) FROM file.stored s
                WHERE %s AND NOT EXISTS (SELECT FROM file.reference r WHERE r.file = s.id)
                """.formatted(uploader == null ? "s.uploader IS NULL" : "s.uploader = :uploader"))
                .params(uploader == null ? Map.of() : Map.of("uploader", uploader))
                .query(Long.class)
                .single();
    }

    /**
     * Removes rows nothing refers to that are older than the given time; answers their digests.
     *
     * @param publicBefore the time for those of somebody who was not logged in
     */
    List<String> removeUnattached(Instant before, Instant publicBefore) {
        return jdbc.sql("""
                DELETE FROM file.stored s
                WHERE s.uploaded_at < CASE WHEN s.uploader IS NULL THEN :publicBefore ELSE :before END AND NOT EXISTS (SELECT FROM file.reference r WHERE r.file = s.id)
                RETURNING s.sha256
                """)
                .param("before", java.time.OffsetDateTime.ofInstant(before, java.time.ZoneOffset.UTC))
                .param("publicBefore", java.time.OffsetDateTime.ofInstant(publicBefore, java.time.ZoneOffset.UTC))
                .query((row, number) -> row.getString(1))
                .list();
    }

    boolean known(String sha256) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM file.stored WHERE sha256 = :sha256)")
                .param("sha256", sha256)
                .query(Boolean.class)
                .single();
    }

    /** Held by those who keep bytes until their row is committed; they do not hinder one another. */
    void lockShared(String sha256) {
        jdbc.sql("SELECT pg_advisory_xact_lock_shared(:class, hashtext(:sha256))::text")
                .param("class", DIGESTS)
                .param("sha256", sha256)
                .query(String.class)
                .single();
    }

    /** Taken by whoever removes bytes; false while somebody keeps the same. */
    boolean tryLock(String sha256) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(:class, hashtext(:sha256))")
                .param("class", DIGESTS)
                .param("sha256", sha256)
                .query(Boolean.class)
                .single();
    }

    record Digest(String sha256, long size, UUID id, String name) {}

    /** Each digest once, a page at a time. */
    List<Digest> digests(String after, int limit) {
        return jdbc.sql("""
                SELECT DISTINCT ON (sha256) sha256, size, id, name FROM file.stored WHERE sha256 > :after
                ORDER BY sha256, id LIMIT :limit
                """)
                .param("after", after)
                .param("limit", limit)
                .query(DataClassRowMapper.newInstance(Digest.class))
                .list();
    }
}
