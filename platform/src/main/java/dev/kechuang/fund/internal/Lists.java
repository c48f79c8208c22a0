package dev.kechuang.fund.internal;

import dev.kechuang.shared.KeyPage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists that are paged by an id that grows with time, newest first: two statements a page. */
final class Lists {

    private Lists() {}

    /**
     * @param select with its joins, without a condition
     * @param id column of the id, e.g. {@code o.id}
     */
    static <T> KeyPage<T> page(
            JdbcClient jdbc,
            String select,
            String id,
            String where,
            Map<String, Object> parameters,
            KeyPage.At at,
            int size,
            RowMapper<T> row,
            Function<T, UUID> key) {
        UUID from = uuid(at.key());
        // A mangled key starts from the beginning.
        KeyPage.At start = from == null ? KeyPage.At.START : at;
        boolean backwards = start.backwards();
        var statement = jdbc.sql(select + " WHERE " + where
                        + (from == null ? "" : " AND " + id + (backwards ? " > :from" : " < :from")) + " ORDER BY " + id
                        + (backwards ? " ASC" : " DESC") + " LIMIT :size")
                .params(parameters)
                .param("size", size + 1);
        if (from != null) statement = statement.param("from", from);
        List<T> read = statement.query(row).list();
        int counted = jdbc.sql("SELECT count(*) FROM (" + select + " WHERE " + where + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") counted")
                .params(parameters)
                .query((rows, number) -> rows.getInt(1))
                .single();
        return KeyPage.of(read, size, start, one -> key.apply(one).toString(), KeyPage.Total.of(counted));
    }

    static @Nullable UUID uuid(@Nullable String text) {
        if (text == null) return null;
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A pattern that finds the text anywhere. */
    static String contains(String text) {
        return "%" + text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
