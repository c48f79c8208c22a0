package dev.kechuang.plan.internal.bulletin;

import dev.kechuang.plan.internal.plan.Sql;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes bulletins. */
@Repository
public class BulletinStore {

    /** Whoever works for the plan's region sees all; units named in the plan what was issued. */
    private static final String SEEN = """
            FROM plan.bulletin b JOIN plan.plan p ON p.id = b.plan
            WHERE (p.region = ANY(:scope) OR b.state = 'issued' AND EXISTS (
                SELECT FROM plan.in_force f JOIN plan.duty d ON d.version = f.version
                WHERE f.plan = p.id AND d.unit = :unit))""";

    private final JdbcClient jdbc;

    public BulletinStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a plan, or of all when it is null; the last prepared first. */
    public KeyPage<Bulletin> page(Viewer viewer, @Nullable UUID plan, KeyPage.At at, int size) {
        String of = SEEN + " AND (:plan::uuid IS NULL OR b.plan = :plan::uuid)";
        int counted = jdbc.sql(
                        "SELECT count(*) FROM (SELECT 1 " + of + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") AS counted")
                .param("scope", viewer.regionArray())
                .param("unit", viewer.unit(), Types.OTHER)
                .param("plan", plan, Types.OTHER)
                .query(Integer.class)
                .single();
        UUID key = Sql.uuid(at.key());
        String behind = key == null ? "" : at.backwards() ? " AND b.id > :key" : " AND b.id < :key";
        var query = jdbc.sql("SELECT b.* " + of + behind + " ORDER BY b.id" + (at.backwards() ? "" : " DESC")
                        + " LIMIT " + (size + 1))
                .param("scope", viewer.regionArray())
                .param("unit", viewer.unit(), Types.OTHER)
                .param("plan", plan, Types.OTHER);
        if (key != null) query = query.param("key", key);
        return KeyPage.of(
                query.query(BulletinStore::row).list(),
                size,
                at,
                one -> one.id().toString(),
                KeyPage.Total.of(counted));
    }

    public Optional<Bulletin> find(Viewer viewer, UUID id) {
        return jdbc.sql("SELECT b.* " + SEEN + " AND b.id = :id")
                .param("scope", viewer.regionArray())
                .param("unit", viewer.unit(), Types.OTHER)
                .param("id", id)
                .query(BulletinStore::row)
                .optional();
    }

    Optional<Bulletin> lock(UUID id) {
        return jdbc.sql("SELECT * FROM plan.bulletin WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(BulletinStore::row)
                .optional();
    }

    /** Every issued one. */
    List<Bulletin> issued() {
        return jdbc.sql("SELECT * FROM plan.bulletin WHERE state = 'issued' ORDER BY id")
                .query(BulletinStore::row)
                .list();
    }

    /** Empty when there is one for the period, or the number is taken. */
    Optional<UUID> insert(Bulletin b) {
        return jdbc.sql("""
                        INSERT INTO plan.bulletin (plan, period, number, authority, title, addressee, demands, unit, issued_on,
                            prepared_by, prepared_name, prepared_at)
                        VALUES (:plan, :period, :number, :authority, :title, :addressee, :demands, :unit, :on, :by, :name, :at)
                        ON CONFLICT DO NOTHING RETURNING id""")
                .param("plan", b.plan())
                .param("period", b.period())
                .param("number", b.number())
                .param("authority", b.authority())
                .param("title", b.title())
                .param("addressee", b.addressee())
                .param("demands", b.demands())
                .param("unit", b.unit())
                .param("on", b.issuedOn())
                .param("by", b.preparedBy())
                .param("name", b.preparedName())
                .param("at", Timestamp.from(b.preparedAt()))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional();
    }

    void decide(
            UUID id,
            String state,
            Viewer by,
            Instant at,
            String reason,
            @Nullable String content,
            @Nullable String sha256) {
        jdbc.sql("""
                        UPDATE plan.bulletin SET state = :state, decided_by = :by, decided_name = :name, decided_at = :at,
                            reason = :reason, content = :content, sha256 = :sha256 WHERE id = :id""")
                .param("state", state)
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .param("reason", reason)
                .param("content", content, Types.VARCHAR)
                .param("sha256", sha256, Types.VARCHAR)
                .param("id", id)
                .update();
    }

    private static Bulletin row(ResultSet rows, int number) throws SQLException {
        return new Bulletin(
                rows.getObject("id", UUID.class),
                rows.getObject("plan", UUID.class),
                rows.getString("period"),
                rows.getString("number"),
                rows.getString("authority"),
                rows.getString("title"),
                rows.getString("addressee"),
                rows.getString("demands"),
                rows.getString("unit"),
                rows.getObject("issued_on", LocalDate.class),
                rows.getString("state"),
                rows.getObject("prepared_by", UUID.class),
                rows.getString("prepared_name"),
                Sql.time(rows, "prepared_at"),
                rows.getString("decided_name"),
                Sql.timeOrNull(rows, "decided_at"),
                rows.getString("reason"),
                rows.getString("content"),
                rows.getString("sha256"));
    }
}
