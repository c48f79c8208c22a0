package dev.kechuang.match.internal.grow;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Sql;
import dev.kechuang.shared.desk.Typed;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists of cultivation: scoped, sorted by a number and the id, paged by both. */
final class GrowList {

    private GrowList() {}

    /** A row that knows its place in the list. */
    interface Placed {
        long place();

        UUID key();
    }

    /** What officers see: organisations of their regions and zones. */
    static Sql scope(Viewer viewer) {
        var sql = new Sql();
        if (!viewer.isOfficer()) return sql.and("false");
        return sql.and("(o.region = ANY(:scope) OR o.zone = ANY(:scope))", "scope", viewer.regionArray());
    }

    /**
     * @param place expression of the number that sorts, ascending
     * @param id column of the id that breaks ties
     */
    static <T extends Placed> KeyPage<T> page(
            JdbcClient jdbc,
            Sql where,
            String columns,
            String from,
            String place,
            String id,
            KeyPage.At at,
            int size,
            RowMapper<T> row) {
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT 1 " + from + where.where() + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") n")
                .params(where.parameters())
                .query(Integer.class)
                .single();
        var all = new HashMap<>(where.parameters());
        all.put("size", size + 1);
        String behind = "";
        String key = at.key();
        int cut = key == null ? -1 : key.indexOf('~');
        if (key != null && cut > 0 && key.substring(0, cut).matches("-?[0-9]{1,12}")) {
            var last = Typed.id(key.substring(cut + 1));
            if (last.isPresent()) {
                behind = " AND (" + place + ", " + id + ") " + (at.backwards() ? "<" : ">") + " (:place, :last)";
                all.put("place", Long.parseLong(key.substring(0, cut)));
                all.put("last", last.get());
            }
        }
        String down = at.backwards() ? " DESC" : "";
        List<T> rows = jdbc.sql(columns + ", " + place + " AS place " + from + where.where() + behind + " ORDER BY "
                        + place + down + ", " + id + down + " LIMIT :size")
                .params(all)
                .query(row)
                .list();
        return KeyPage.of(rows, size, at, one -> one.place() + "~" + one.key(), KeyPage.Total.of(counted));
    }
}
