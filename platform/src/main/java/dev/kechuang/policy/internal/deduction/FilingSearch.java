package dev.kechuang.policy.internal.deduction;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists of filings, newest first: two statements a page. */
@Repository
public class FilingSearch {

    private final JdbcClient jdbc;

    public FilingSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a list is asked for; empty texts ask for nothing. */
    public record Query(String q, String year, String state, String region) {
        /** From the parameters of an address. */
        public static Query of(Map<String, String> parameters) {
            return new Query(
                    text(parameters, "q"),
                    text(parameters, "year"),
                    text(parameters, "state"),
                    text(parameters, "region"));
        }

        private static String text(Map<String, String> parameters, String name) {
            String value = parameters.getOrDefault(name, "").strip();
            return value.length() > 100 ? value.substring(0, 100) : value;
        }
    }

    public KeyPage<Filing> find(Viewer viewer, Query query, KeyPage.At at, int size) {
        var parameters = new HashMap<String, Object>();
        String where = where(viewer, query, parameters);
        int total = jdbc.sql("SELECT count(*) FROM (SELECT 1" + FilingStore.FROM + where + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") counted")
                .params(parameters)
                .query((rows, number) -> rows.getInt(1))
                .single();
        UUID from = uuid(at.key());
        // A mangled key starts from the beginning.
        KeyPage.At start = from == null ? KeyPage.At.START : at;
        if (from != null) parameters.put("from", from);
        parameters.put("size", size + 1);
        var read = jdbc.sql("SELECT " + FilingStore.COLUMNS + FilingStore.FROM + where
                        + (from == null ? "" : " AND f.id " + (start.backwards() ? ">" : "<") + " :from")
                        + " ORDER BY f.id " + (start.backwards() ? "ASC" : "DESC") + " LIMIT :size")
                .params(parameters)
                .query(FilingStore::row)
                .list();
        return KeyPage.of(read, size, start, filing -> filing.id().toString(), KeyPage.Total.of(total));
    }

    /** How many wait for the officer. */
    public int waiting(Viewer viewer) {
        var scope = FilingStore.Scope.of(viewer);
        return jdbc.sql("SELECT count(*)::int" + FilingStore.FROM + "WHERE f.state = 'submitted' AND " + scope.sql())
                .params(scope.parameters())
                .query(Integer.class)
                .single();
    }

    private static String where(Viewer viewer, Query query, Map<String, Object> parameters) {
        var scope = FilingStore.Scope.of(viewer);
        parameters.putAll(scope.parameters());
        var conditions = new ArrayList<String>(List.of(scope.sql()));
        if (!query.q().isEmpty()) {
            conditions.add("(o.name LIKE :q OR o.credit_code = upper(:code))");
            parameters.put(
                    "q",
                    "%" + query.q().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
            parameters.put("code", query.q());
        }
        if (query.year().matches("[0-9]{4}")) {
            conditions.add("f.year = :year");
            parameters.put("year", Integer.parseInt(query.year()));
        }
        if (!query.state().isEmpty()) {
            conditions.add("f.state = :state");
            parameters.put("state", query.state());
        }
        if (!query.region().isEmpty()) {
            conditions.add("(coalesce(f.region, o.region) = :region OR coalesce(f.zone, o.zone) = :region)");
            parameters.put("region", query.region());
        }
        return "WHERE " + String.join(" AND ", conditions);
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
