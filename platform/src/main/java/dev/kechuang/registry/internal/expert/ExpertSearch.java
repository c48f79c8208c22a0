package dev.kechuang.registry.internal.expert;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds people of the pool by words and filters, by name. */
@Repository
public class ExpertSearch {

    private static final int MOST = 20_000;

    private final JdbcClient jdbc;
    private final CodeLists codes;

    public ExpertSearch(JdbcClient jdbc, CodeLists codes) {
        this.jdbc = jdbc;
        this.codes = codes;
    }

    /**
     * What a list is asked for; empty texts ask for nothing.
     *
     * @param q part of name, unit or specialty
     * @param field of either level; the first includes those below it
     */
    public record Query(String q, String serves, String field, String status, String region, String title) {
        /** From the parameters of an address. */
        public static Query of(Map<String, String> parameters) {
            return new Query(
                    text(parameters, "q"),
                    text(parameters, "serves"),
                    text(parameters, "field"),
                    text(parameters, "status"),
                    text(parameters, "region"),
                    text(parameters, "title"));
        }

        private static String text(Map<String, String> parameters, String name) {
            String value = parameters.getOrDefault(name, "").strip();
            return value.length() > 100 ? value.substring(0, 100) : value;
        }

        public boolean empty() {
            return (q + serves + field + status + region + title).isEmpty();
        }
    }

    public KeyPage<Expert> find(Viewer viewer, Query query, KeyPage.At at, int size) {
        var parameters = new HashMap<String, Object>();
        String where = where(viewer, query, parameters);
        var sql = new StringBuilder("SELECT " + ExpertStore.COLUMNS + " FROM registry.expert e WHERE ").append(where);
        boolean usable = at.key() != null;
        if (usable) {
            // The key names the row; its place in the order is looked up.
            sql.append(" AND (e.name_key, e.id) ")
                    .append(at.backwards() ? "<" : ">")
                    .append(" (SELECT k.name_key, k.id FROM registry.expert k WHERE k.id::text = :key)");
            parameters.put("key", at.key());
        }
        String order = at.backwards() ? "DESC" : "ASC";
        sql.append(" ORDER BY e.name_key ")
                .append(order)
                .append(", e.id ")
                .append(order)
                .append(" LIMIT ")
                .append(size + 1);
        var rows = jdbc.sql(sql.toString())
                .params(parameters)
                .query(ExpertStore::row)
                .list();
        parameters.remove("key");
        int total = jdbc.sql(
                        "SELECT count(*) FROM (SELECT FROM registry.expert e WHERE " + where + " LIMIT 10001) counted")
                .params(parameters)
                .query((found, number) -> found.getInt(1))
                .single();
        return KeyPage.of(rows, size, at, expert -> expert.id().toString(), KeyPage.Total.of(total));
    }

    public List<Expert> all(Viewer viewer, Query query) {
        var parameters = new HashMap<String, Object>();
        String where = where(viewer, query, parameters);
        return jdbc.sql("SELECT " + ExpertStore.COLUMNS + " FROM registry.expert e WHERE " + where
                        + " ORDER BY e.name_key, e.id LIMIT " + MOST)
                .params(parameters)
                .query(ExpertStore::row)
                .list();
    }

    /** How many reviewers stand active in each field of the first level. */
    public Map<String, Integer> reviewersByField(Viewer viewer) {
        var scope = ExpertStore.Scope.of(viewer);
        var byCode = new HashMap<String, Integer>();
        jdbc.sql("SELECT e.fields[1] AS field, count(*)::int AS n FROM registry.expert e WHERE e.status = 'active'"
                        + " AND 'reviewer' = ANY(e.serves) AND " + scope.sql() + " GROUP BY e.fields[1]")
                .params(scope.parameters())
                .query(rows -> {
                    byCode.merge(above(rows.getString("field")), rows.getInt("n"), Integer::sum);
                });
        return byCode;
    }

    private String above(String field) {
        for (var top : codes.technicalFields()) {
            if (top.code().equals(field)) return field;
            for (var below : codes.technicalFieldsBelow(top.code()))
                if (below.code().equals(field)) return top.code();
        }
        return field;
    }

    private String where(Viewer viewer, Query query, Map<String, Object> parameters) {
        var scope = ExpertStore.Scope.of(viewer);
        parameters.putAll(scope.parameters());
        var conditions = new ArrayList<String>();
        conditions.add(scope.sql());
        if (!query.q().isEmpty()) {
            conditions.add("(e.name || ' ' || e.unit_name || ' ' || e.specialty) ILIKE :q");
            parameters.put("q", "%" + escaped(query.q()) + "%");
        }
        if (!query.serves().isEmpty()) {
            conditions.add(":serves = ANY(e.serves)");
            parameters.put("serves", query.serves());
        }
        if (!query.field().isEmpty()) {
            var wanted = new ArrayList<String>();
            wanted.add(query.field());
            codes.technicalFieldsBelow(query.field()).forEach(below -> wanted.add(below.code()));
            conditions.add("e.fields && :fields");
            parameters.put("fields", wanted.toArray(String[]::new));
        }
        equal("status", query.status(), conditions, parameters);
        equal("region", query.region(), conditions, parameters);
        equal("title", query.title(), conditions, parameters);
        return String.join(" AND ", conditions);
    }

    private static void equal(String column, String value, List<String> conditions, Map<String, Object> parameters) {
        if (value.isEmpty()) return;
        conditions.add("e." + column + " = :" + column);
        parameters.put(column, value);
    }

    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
