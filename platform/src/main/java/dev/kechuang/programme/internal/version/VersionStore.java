package dev.kechuang.programme.internal.version;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definition.Gives;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.definition.Words;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes versions of programmes. */
@Repository
public class VersionStore {

    private static final String COLUMNS = """
            v.id, v.programme, v.number, v.name, v.name_en, v.gives, v.region, v.place, encode(v.digest, 'hex') AS digest,
            v.state, v.drafted_by, v.drafted_name, v.drafted_at, v.released_by, v.released_name, v.released_at""";

    /** What is released everybody may see, what was released officers, drafts those whose region it is. */
    private static final String SCOPE = """
            (v.state = 'released' OR v.state = 'retired' AND :officer
             OR v.state = 'draft' AND (v.region = '' AND :bureau OR v.region = ANY(:regions)))""";

    private final JdbcClient jdbc;

    public VersionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Everything the viewer may see: by programme, the newest version first. There are some hundreds at most. */
    public List<Version> all(Viewer viewer) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM programme.version v WHERE " + SCOPE
                        + " ORDER BY v.region COLLATE \"C\", v.programme COLLATE \"C\", v.number DESC")
                .params(scope(viewer))
                .query(VersionStore::version)
                .list();
    }

    /** Versions of a programme the viewer may see, the newest first. */
    public List<Version> of(Viewer viewer, String programme) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM programme.version v WHERE v.programme = :programme AND " + SCOPE
                        + " ORDER BY v.number DESC")
                .params(scope(viewer))
                .param("programme", programme)
                .query(VersionStore::version)
                .list();
    }

    private static Map<String, Object> scope(Viewer viewer) {
        return Map.of(
                "officer", viewer.isOfficer(),
                "bureau", viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER),
                "regions", viewer.isOfficer() ? viewer.regionArray() : new String[0]);
    }

    public Optional<Version> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM programme.version v WHERE v.id = :id")
                .param("id", id)
                .query(VersionStore::version)
                .optional();
    }

    public String text(UUID id) {
        return jdbc.sql("SELECT text FROM programme.version WHERE id = :id")
                .param("id", id)
                .query((rows, number) -> rows.getString("text"))
                .single();
    }

    /** Every version of a programme, unscoped, the newest first, after whoever else writes them has finished. */
    List<Version> lock(String programme) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('programme.version:' || :programme, 0))")
                .param("programme", programme)
                .query((rows, number) -> 0)
                .list();
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM programme.version v WHERE v.programme = :programme ORDER BY v.number DESC")
                .param("programme", programme)
                .query(VersionStore::version)
                .list();
    }

    UUID insert(
            Definition definition,
            int number,
            String place,
            String text,
            @Nullable UUID draftedBy,
            String draftedName,
            Instant at) {
        UUID id = jdbc.sql("""
                        INSERT INTO programme.version (programme, number, name, name_en, gives, region, place, text, digest,
                            drafted_by, drafted_name, drafted_at)
                        VALUES (:programme, :number, :name, :nameEn, :gives, :region, :place, :text,
                            sha256(convert_to(:text, 'UTF8')), :draftedBy, :draftedName, :at)
                        RETURNING id""")
                .param("programme", definition.code())
                .param("number", number)
                .param("name", definition.name().zh())
                .param("nameEn", definition.name().en())
                .param("gives", definition.gives().name().toLowerCase(Locale.ROOT))
                .param("region", definition.region())
                .param("place", place)
                .param("text", text)
                .param("draftedBy", draftedBy)
                .param("draftedName", draftedName)
                .param("at", Timestamp.from(at))
                .query((rows, row) -> rows.getObject("id", UUID.class))
                .single();
        List<Stage> stages = definition.stages();
        jdbc.sql("""
                        INSERT INTO programme.version_stage (version, position, stage, kind)
                        SELECT :id, s.position, s.stage, s.kind
                        FROM unnest(CAST(:stages AS text[]), CAST(:kinds AS text[])) WITH ORDINALITY
                            AS s(stage, kind, position)""")
                .param("id", id)
                .param("stages", stages.stream().map(Stage::id).toArray(String[]::new))
                .param(
                        "kinds",
                        stages.stream().map(stage -> stage.kind().code()).toArray(String[]::new))
                .update();
        return id;
    }

    void retire(UUID id) {
        jdbc.sql("UPDATE programme.version SET state = 'retired' WHERE id = :id")
                .param("id", id)
                .update();
    }

    void release(UUID id, UUID account, String name, Instant at) {
        jdbc.sql("""
                        UPDATE programme.version SET state = 'released', released_by = :account, released_name = :name,
                            released_at = :at
                        WHERE id = :id""")
                .param("id", id)
                .param("account", account)
                .param("name", name)
                .param("at", Timestamp.from(at))
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("DELETE FROM programme.version WHERE id = :id").param("id", id).update();
    }

    /** Stages as the database keeps them, in order: for the invariant that they are those of the text. */
    List<String> stages(UUID version) {
        return jdbc.sql(
                        "SELECT stage || ' ' || kind FROM programme.version_stage WHERE version = :id ORDER BY position")
                .param("id", version)
                .query((rows, number) -> rows.getString(1))
                .list();
    }

    List<UUID> ids() {
        return jdbc.sql("SELECT id FROM programme.version ORDER BY id")
                .query((rows, number) -> rows.getObject("id", UUID.class))
                .list();
    }

    private static Version version(ResultSet rows, int number) throws SQLException {
        Timestamp releasedAt = rows.getTimestamp("released_at");
        return new Version(
                rows.getObject("id", UUID.class),
                rows.getString("programme"),
                rows.getInt("number"),
                new Words(rows.getString("name"), rows.getString("name_en")),
                Gives.valueOf(rows.getString("gives").toUpperCase(Locale.ROOT)),
                rows.getString("region"),
                rows.getString("place"),
                rows.getString("digest"),
                Version.State.of(rows.getString("state")),
                rows.getObject("drafted_by", UUID.class),
                rows.getString("drafted_name"),
                rows.getTimestamp("drafted_at").toInstant(),
                rows.getObject("released_by", UUID.class),
                rows.getString("released_name"),
                releasedAt == null ? null : releasedAt.toInstant());
    }
}
