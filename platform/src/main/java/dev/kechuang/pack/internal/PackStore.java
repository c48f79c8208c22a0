package dev.kechuang.pack.internal;

import dev.kechuang.pack.Industry;
import dev.kechuang.pack.Region;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The versions of the packs, and the rows other modules join. Versions are only ever inserted. */
@Repository
public class PackStore {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    public PackStore(JdbcTemplate batches) {
        this.batches = batches;
        this.jdbc = JdbcClient.create(batches);
    }

    /**
     * One stored version.
     *
     * @param digest 64 hexadecimal digits
     * @param files how many it has
     */
    public record Version(
            UUID id,
            String pack,
            int number,
            String name,
            String en,
            String label,
            String digest,
            Instant importedAt,
            int files) {}

    /** How a file differs between a version and the one before it. */
    public enum Change {
        ADDED,
        CHANGED,
        REMOVED
    }

    public record FileChange(int number, String path, Change change) {}

    private static final String VERSIONS = """
            SELECT v.id, v.pack, v.number, v.name, v.en, v.label, encode(v.digest, 'hex') AS digest, v.imported_at,
                (SELECT count(*) FROM pack.version_file f WHERE f.version = v.id) AS files
            FROM pack.version v
            """;

    /** The newest version of each pack that was ever imported. */
    public Map<String, Version> newest() {
        var found = new LinkedHashMap<String, Version>();
        jdbc.sql(
                        VERSIONS
                                + "WHERE v.number = (SELECT max(w.number) FROM pack.version w WHERE w.pack = v.pack) ORDER BY v.pack")
                .query(PackStore::version)
                .list()
                .forEach(version -> found.put(version.pack(), version));
        return found;
    }

    /** All versions of a pack, the newest first. */
    public List<Version> versions(String pack) {
        return jdbc.sql(VERSIONS + "WHERE v.pack = :pack ORDER BY v.number DESC")
                .param("pack", pack)
                .query(PackStore::version)
                .list();
    }

    private static Version version(java.sql.ResultSet row, int index) throws java.sql.SQLException {
        return new Version(
                row.getObject("id", UUID.class),
                row.getString("pack"),
                row.getInt("number"),
                row.getString("name"),
                row.getString("en"),
                row.getString("label"),
                row.getString("digest"),
                row.getTimestamp("imported_at").toInstant(),
                row.getInt("files"));
    }

    /** What each version of a pack changed against the one before, by number and path; the first version added all. */
    public List<FileChange> changes(String pack) {
        return jdbc.sql("""
                        WITH files AS (
                            SELECT v.number, f.path, f.digest
                            FROM pack.version v JOIN pack.version_file f ON f.version = v.id
                            WHERE v.pack = :pack)
                        SELECT a.number, a.path, CASE WHEN b.path IS NULL THEN 'ADDED' ELSE 'CHANGED' END AS change
                        FROM files a LEFT JOIN files b ON b.number = a.number - 1 AND b.path = a.path
                        WHERE a.digest IS DISTINCT FROM b.digest
                        UNION ALL
                        SELECT b.number + 1, b.path, 'REMOVED'
                        FROM files b LEFT JOIN files a ON a.number = b.number + 1 AND a.path = b.path
                        WHERE a.path IS NULL AND b.number < (SELECT max(f.number) FROM files f)
                        ORDER BY number DESC, path
                        """)
                .param("pack", pack)
                .query((row, index) -> new FileChange(
                        row.getInt("number"), row.getString("path"), Change.valueOf(row.getString("change"))))
                .list();
    }

    /** The content of a file in a version; empty when the version has no such file. */
    public Optional<byte[]> content(String pack, int number, String path) {
        return jdbc.sql("""
                        SELECT c.content
                        FROM pack.version v
                        JOIN pack.version_file f ON f.version = v.id AND f.path = :path
                        JOIN pack.file c ON c.digest = f.digest
                        WHERE v.pack = :pack AND v.number = :number
                        """)
                .param("pack", pack)
                .param("number", number)
                .param("path", path)
                .query((row, index) -> row.getBytes(1))
                .optional();
    }

    /** One import at a time, until the transaction ends. */
    void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('pack.import', 0))")
                .query((row, index) -> 0)
                .single();
    }

    UUID insert(Pack pack, int number, Instant now) {
        UUID id = jdbc.sql("""
                        INSERT INTO pack.version (pack, number, name, en, region, parent, label, digest, imported_at)
                        VALUES (:pack, :number, :name, :en, :region, :parent, :label, :digest, :now)
                        RETURNING id
                        """)
                .param("pack", pack.id())
                .param("number", number)
                .param("name", pack.name())
                .param("en", pack.en())
                .param("region", pack.region())
                .param("parent", pack.parent())
                .param("label", pack.label())
                .param("digest", bytes(pack.digest()))
                .param("now", java.sql.Timestamp.from(now))
                .query(UUID.class)
                .single();
        var files = new ArrayList<Object[]>();
        var names = new ArrayList<Object[]>();
        pack.files().forEach((path, content) -> {
            byte[] digest = bytes(PackDigest.ofFile(content));
            files.add(new Object[] {digest, content});
            names.add(new Object[] {id, path, digest});
        });
        batches.batchUpdate("INSERT INTO pack.file (digest, content) VALUES (?, ?) ON CONFLICT DO NOTHING", files);
        batches.batchUpdate("INSERT INTO pack.version_file (version, path, digest) VALUES (?, ?, ?)", names);
        return id;
    }

    /** Digest of what is published now, 64 hexadecimal digits; empty before the first import. */
    Optional<String> publishedDigest() {
        return jdbc.sql("SELECT encode(digest, 'hex') FROM pack.published")
                .query(String.class)
                .optional();
    }

    /** Replaces all published rows. */
    void publish(Published rows, String city) {
        batches.execute("DELETE FROM pack.region");
        batches.execute("DELETE FROM pack.region_subtree");
        batches.execute("DELETE FROM pack.industry");
        batches.batchUpdate("""
                INSERT INTO pack.region (code, name, en, kind, parent, valid_from, valid_until, successors, lies_in,
                    own_code, position)
                VALUES (?, ?, ?, ?, ?, ?, ?, string_to_array(?, ','), string_to_array(?, ','), ?, ?)
                """, rows.regions().stream().map(PackStore::values).toList());
        batches.batchUpdate(
                "INSERT INTO pack.region_subtree (ancestor, descendant) VALUES (?, ?)",
                rows.subtrees().stream()
                        .map(pair -> new Object[] {pair.ancestor(), pair.descendant()})
                        .toList());
        var industries = new ArrayList<Object[]>();
        for (Industry industry : rows.industries()) {
            industries.add(
                    new Object[] {industry.code(), industry.section(), industry.name(), industry.en(), industries.size()
                    });
        }
        batches.batchUpdate(
                "INSERT INTO pack.industry (code, section, name, en, position) VALUES (?, ?, ?, ?, ?)", industries);
        jdbc.sql("""
                        INSERT INTO pack.published (city, digest) VALUES (:city, :digest)
                        ON CONFLICT (only_row) DO UPDATE SET city = excluded.city, digest = excluded.digest
                        """).param("city", city).param("digest", bytes(rows.digest())).update();
    }

    private static @Nullable Object[] values(Published.PublishedRegion row) {
        Region region = row.region();
        return new @Nullable Object[] {
            region.code(),
            region.name(),
            region.en(),
            region.kind().name(),
            region.parent(),
            Date.valueOf(region.validFrom()),
            region.validUntil() == null ? null : Date.valueOf(region.validUntil()),
            String.join(",", region.successors()),
            String.join(",", region.overlaps()),
            row.own(),
            row.position()
        };
    }

    /** What the published tables hold now, to be compared with what the packs say. */
    Published stored() {
        var regions = jdbc.sql("""
                        SELECT code, name, en, kind, parent, valid_from, valid_until, successors, lies_in, own_code, position
                        FROM pack.region ORDER BY position
                        """)
                .query((row, index) -> new Published.PublishedRegion(
                        new Region(
                                row.getString("code"),
                                row.getString("name"),
                                row.getString("en"),
                                Region.Kind.valueOf(row.getString("kind")),
                                row.getString("parent"),
                                row.getObject("valid_from", LocalDate.class),
                                row.getObject("valid_until", LocalDate.class),
                                texts(row.getArray("successors")),
                                texts(row.getArray("lies_in"))),
                        row.getBoolean("own_code"),
                        row.getInt("position")))
                .list();
        var subtrees = jdbc.sql(
                        "SELECT ancestor, descendant FROM pack.region_subtree ORDER BY ancestor COLLATE \"C\", descendant COLLATE \"C\"")
                .query((row, index) -> new Published.Pair(row.getString(1), row.getString(2)))
                .list();
        var industries = jdbc.sql("SELECT code, section, name, en FROM pack.industry ORDER BY position")
                .query((row, index) ->
                        new Industry(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
        return new Published(regions, subtrees, industries);
    }

    private static List<String> texts(java.sql.Array array) throws java.sql.SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    static byte[] bytes(String digest) {
        return HexFormat.of().parseHex(digest);
    }
}
