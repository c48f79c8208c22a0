package dev.kechuang.match.internal.grow;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Sql;
import dev.kechuang.shared.desk.Typed;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;
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

    /**
     * How a list is sorted.
     *
     * @param place expression of the number that sorts, ascending
     * @param columns what sorts alike, as an index has it
     * @param values of the columns at a number
     */
    record Order(String place, List<String> columns, LongFunction<List<Object>> values) {
        /** By the number itself. */
        static Order by(String place) {
            return new Order(place, List.of(place), List::of);
        }
    }

    /** What officers see: organisations of their regions and zones. */
    static Sql scope(Viewer viewer) {
        var sql = new Sql();
        if (!viewer.isOfficer()) return sql.and("false");
        return sql.and("(o.region = ANY(:scope) OR o.zone = ANY(:scope))", "scope", viewer.regionArray());
    }

    /** @param id column of the id that breaks ties */
    static <T extends Placed> KeyPage<T> page(
            JdbcClient jdbc,
            Sql where,
            String columns,
            String from,
            Order order,
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
                var values = order.values().apply(Long.parseLong(key.substring(0, cut)));
                var names = new StringBuilder();
                for (int i = 0; i < values.size(); i++) {
                    names.append(":place").append(i).append(", ");
                    all.put("place" + i, values.get(i));
                }
                behind = " AND (" + String.join(", ", order.columns()) + ", " + id + ") " + (at.backwards() ? "<" : ">")
                        + " (" + names + ":last)";
                all.put("last", last.get());
            }
        }
        String down = at.backwards() ? " DESC" : "";
        String sorted = String.join(down + ", ", order.columns()) + down + ", " + id + down;
        List<T> rows = jdbc.sql(columns + ", " + order.place() + " AS place " + from + where.where() + behind
                        + " ORDER BY " + sorted + " LIMIT :size")
                .params(all)
                .query(row)
                .list();
        return KeyPage.of(rows, size, at, one -> one.place() + "~" + one.key(), KeyPage.Total.of(counted));
    }
}
