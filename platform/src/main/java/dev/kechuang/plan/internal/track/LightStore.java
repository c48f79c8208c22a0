package dev.kechuang.plan.internal.track;

import dev.kechuang.plan.internal.plan.Sql;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lights as they were judged, and who overruled them. */
@Repository
public class LightStore {

    private final JdbcClient jdbc;

    public LightStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param colour null where the rule holds again */
    public record Overrule(UUID item, @Nullable Colour colour, String reason, String byName, Instant at) {}

    /** A light as it was judged on a day. */
    public record Kept(UUID item, LocalDate day, Colour ruled, String basis, String reason) {}

    /** The last word on each of the items until the day. */
    public Map<UUID, Overrule> overrules(List<UUID> items, LocalDate day) {
        var found = new HashMap<UUID, Overrule>();
        if (items.isEmpty()) return found;
        jdbc.sql("""
                        SELECT DISTINCT ON (item) * FROM plan.overrule WHERE item = ANY(:items) AND on_day <= :day
                        ORDER BY item, at DESC, id DESC""")
                .param("items", items.toArray(UUID[]::new))
                .param("day", day)
                .query(LightStore::overrule)
                .list()
                .forEach(one -> found.put(one.item(), one));
        return found;
    }

    /** Newest first. */
    public List<Overrule> overrules(UUID item) {
        return jdbc.sql("SELECT * FROM plan.overrule WHERE item = :item ORDER BY at DESC, id DESC")
                .param("item", item)
                .query(LightStore::overrule)
                .list();
    }

    void overrule(UUID item, @Nullable Colour colour, String reason, Viewer by, Instant at, LocalDate day) {
        jdbc.sql("""
                        INSERT INTO plan.overrule (item, colour, reason, by, by_name, at, on_day)
                        VALUES (:item, :colour, :reason, :by, :name, :at, :day)""")
                .param("item", item)
                .param("colour", colour == null ? null : colour.code(), java.sql.Types.VARCHAR)
                .param("reason", reason)
                .param("by", by.requireAccount())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .param("day", day)
                .update();
    }

    /** The newest kept light of each item. */
    Map<UUID, Kept> newest(List<UUID> items) {
        var found = new HashMap<UUID, Kept>();
        if (items.isEmpty()) return found;
        jdbc.sql("""
                        SELECT DISTINCT ON (item) item, on_day, ruled, basis::text AS basis, reason FROM plan.light
                        WHERE item = ANY(:items) ORDER BY item, on_day DESC""")
                .param("items", items.toArray(UUID[]::new))
                .query(LightStore::kept)
                .list()
                .forEach(one -> found.put(one.item(), one));
        return found;
    }

    /** Newest first. */
    public List<Kept> history(UUID item) {
        return jdbc.sql("""
                        SELECT item, on_day, ruled, basis::text AS basis, reason FROM plan.light WHERE item = :item
                        ORDER BY on_day DESC LIMIT 60""").param("item", item).query(LightStore::kept).list();
    }

    /** At most one an item and day; the first of a day stays. */
    void keep(UUID item, LocalDate day, Colour ruled, String basis, String reason, Instant at) {
        jdbc.sql("""
                        INSERT INTO plan.light (item, on_day, ruled, basis, reason, at)
                        VALUES (:item, :day, :ruled, :basis::jsonb, :reason, :at) ON CONFLICT DO NOTHING""")
                .param("item", item)
                .param("day", day)
                .param("ruled", ruled.code())
                .param("basis", basis)
                .param("reason", reason)
                .param("at", Timestamp.from(at))
                .update();
    }

    private static Overrule overrule(ResultSet rows, int number) throws SQLException {
        String colour = rows.getString("colour");
        return new Overrule(
                rows.getObject("item", UUID.class),
                colour == null ? null : Colour.of(colour).orElseThrow(),
                rows.getString("reason"),
                rows.getString("by_name"),
                Sql.time(rows, "at"));
    }

    private static Kept kept(ResultSet rows, int number) throws SQLException {
        return new Kept(
                rows.getObject("item", UUID.class),
                rows.getObject("on_day", LocalDate.class),
                Colour.of(rows.getString("ruled")).orElseThrow(),
                rows.getString("basis"),
                rows.getString("reason"));
    }
}
