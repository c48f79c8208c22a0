package dev.kechuang.identity.internal;

import static dev.kechuang.identity.internal.Rows.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes units. */
@Repository
public class UnitStore {

    private final JdbcClient jdbc;

    public UnitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public enum Kind {
        /** 市科技局, the root of the tree. */
        BUREAU,
        /** 处室. */
        DIVISION,
        /** 县区、园区科技部门. */
        REGION_BUREAU
    }

    /**
     * A unit (机构).
     *
     * @param region code of the region it works for
     * @param alsoRegions further regions, for a zone's office that also answers for the district it lies in
     * @param people number of active accounts
     */
    public record Unit(
            UUID id,
            String code,
            String name,
            String en,
            Kind kind,
            String region,
            List<String> alsoRegions,
            @Nullable UUID parent,
            boolean active,
            int people) {}

    private static final String SELECT = """
            SELECT u.*, (SELECT count(*) FROM identity.account a WHERE a.unit = u.id AND a.status = 'ACTIVE') AS people
            FROM identity.unit u
            """;

    /** The bureau first, then its divisions, then the offices of counties and parks. */
    public List<Unit> all() {
        return jdbc.sql(
                        SELECT
                                + " ORDER BY CASE u.kind WHEN 'BUREAU' THEN 0 WHEN 'DIVISION' THEN 1 ELSE 2 END, u.created_at, u.id")
                .query(UnitStore::unit)
                .list();
    }

    public Optional<Unit> find(UUID id) {
        return jdbc.sql(SELECT + " WHERE u.id = :id")
                .param("id", id)
                .query(UnitStore::unit)
                .optional();
    }

    public Optional<Unit> byCode(String code) {
        return jdbc.sql(SELECT + " WHERE u.code = :code")
                .param("code", code)
                .query(UnitStore::unit)
                .optional();
    }

    /** Empty when the code is taken. */
    public Optional<UUID> insert(
            String code,
            String name,
            String en,
            Kind kind,
            String region,
            List<String> alsoRegions,
            @Nullable UUID parent,
            Instant now) {
        return jdbc.sql("""
                        INSERT INTO identity.unit (code, name, en, kind, region, also_regions, parent, created_at)
                        VALUES (:code, :name, :en, :kind, :region, :also, :parent, :now)
                        ON CONFLICT (code) DO NOTHING RETURNING id
                        """)
                .param("code", code)
                .param("name", name)
                .param("en", en)
                .param("kind", kind.name())
                .param("region", region)
                .param("also", alsoRegions.toArray(String[]::new))
                .param("parent", parent)
                .param("now", at(now))
                .query(UUID.class)
                .optional();
    }

    public void update(UUID id, String name, String en, boolean active) {
        jdbc.sql("UPDATE identity.unit SET name = :name, en = :en, active = :active WHERE id = :id")
                .param("name", name)
                .param("en", en)
                .param("active", active)
                .param("id", id)
                .update();
    }

    private static Unit unit(ResultSet row, int number) throws SQLException {
        return new Unit(
                Rows.uuid(row, "id"),
                Rows.text(row, "code"),
                Rows.text(row, "name"),
                Rows.text(row, "en"),
                Kind.valueOf(Rows.text(row, "kind")),
                Rows.text(row, "region"),
                List.of(Rows.texts(row, "also_regions")),
                Rows.uuidOrNull(row, "parent"),
                row.getBoolean("active"),
                row.getInt("people"));
    }
}
