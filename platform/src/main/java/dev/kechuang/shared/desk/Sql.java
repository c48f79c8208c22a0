package dev.kechuang.shared.desk;

import dev.kechuang.shared.KeyPage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A condition put together with its parameters, and the lists read by it: paged by key, counted to 10,000. */
public final class Sql {

    private final StringBuilder where = new StringBuilder(" WHERE true");
    private final Map<String, Object> parameters = new HashMap<>();

    public Sql and(String condition) {
        where.append(" AND ").append(condition);
        return this;
    }

    public Sql and(String condition, String name, Object value) {
        parameters.put(name, value);
        return and(condition);
    }

    /** Left out when the text is empty. */
    public Sql andIf(String text, String condition, String name) {
        return text.isEmpty() ? this : and(condition, name, text);
    }

    /** Part of one of the texts; left out when nothing is looked for. */
    public Sql like(String words, String... columns) {
        if (words.isEmpty()) return this;
        parameters.put(
                "words", "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        return and("(" + String.join(" LIKE :words OR ", columns) + " LIKE :words)");
    }

    public String where() {
        return where.toString();
    }

    public Map<String, Object> parameters() {
        return parameters;
    }

    /**
     * A page by id, the newest first: ids grow with time.
     *
     * @param id column of the id
     */
    public <T> KeyPage<T> page(
            JdbcClient jdbc,
            String columns,
            String from,
            String id,
            KeyPage.At at,
            int size,
            RowMapper<T> row,
            java.util.function.Function<T, UUID> key) {
        int counted = jdbc.sql(
                        "SELECT count(*) FROM (SELECT 1 " + from + where + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") n")
                .params(parameters)
                .query(Integer.class)
                .single();
        var all = new HashMap<>(parameters);
        all.put("size", size + 1);
        String behind = "";
        String place = at.key();
        if (place != null && Typed.id(place).isPresent()) {
            behind = " AND " + id + (at.backwards() ? " > " : " < ") + ":place";
            all.put("place", UUID.fromString(place));
        }
        var rows = jdbc.sql(columns + from + where + behind + " ORDER BY " + id + (at.backwards() ? "" : " DESC")
                        + " LIMIT :size")
                .params(all)
                .query(row)
                .list();
        return KeyPage.of(rows, size, at, one -> key.apply(one).toString(), KeyPage.Total.of(counted));
    }

    public static UUID id(ResultSet rows, String column) throws SQLException {
        return Objects.requireNonNull(rows.getObject(column, UUID.class), column);
    }

    public static @Nullable UUID idOrNull(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, UUID.class);
    }

    public static LocalDate day(ResultSet rows, String column) throws SQLException {
        return Objects.requireNonNull(rows.getObject(column, LocalDate.class), column);
    }

    public static @Nullable LocalDate dayOrNull(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, LocalDate.class);
    }

    public static Instant time(ResultSet rows, String column) throws SQLException {
        return Objects.requireNonNull(rows.getTimestamp(column), column).toInstant();
    }

    public static @Nullable Instant timeOrNull(ResultSet rows, String column) throws SQLException {
        Timestamp time = rows.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    public static String text(ResultSet rows, String column) throws SQLException {
        return Objects.requireNonNull(rows.getString(column), column);
    }

    public static List<UUID> ids(ResultSet rows, String column) throws SQLException {
        var array = rows.getArray(column);
        if (array == null) return List.of();
        var found = new ArrayList<UUID>();
        for (Object one : (Object[]) array.getArray()) found.add((UUID) one);
        return found;
    }

    public static List<String> texts(ResultSet rows, String column) throws SQLException {
        var array = rows.getArray(column);
        return array == null
                ? List.of()
                : Arrays.stream((Object[]) array.getArray())
                        .map(String::valueOf)
                        .toList();
    }
}
