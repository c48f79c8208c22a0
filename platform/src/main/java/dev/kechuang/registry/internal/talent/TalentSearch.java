package dev.kechuang.registry.internal.talent;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists of talents by name: three statements a page. */
@Repository
public class TalentSearch {

    private final JdbcClient jdbc;
    private final TalentStore store;
    private final CodeLists codes;

    public TalentSearch(JdbcClient jdbc, TalentStore store, CodeLists codes) {
        this.jdbc = jdbc;
        this.store = store;
        this.codes = codes;
    }

    /**
     * What a list is asked for; empty texts ask for nothing.
     *
     * @param q part of name or unit
     * @param year year of an award
     * @param role leads or works
     */
    public record Query(String q, String level, String plan, String region, String field, String year, String role) {
        /** From the parameters of an address. */
        public static Query of(Map<String, String> parameters) {
            return new Query(
                    text(parameters, "q"),
                    text(parameters, "level"),
                    text(parameters, "plan"),
                    text(parameters, "region"),
                    text(parameters, "field"),
                    text(parameters, "year"),
                    text(parameters, "role"));
        }

        private static String text(Map<String, String> parameters, String name) {
            String value = parameters.getOrDefault(name, "").strip();
            return value.length() > 100 ? value.substring(0, 100) : value;
        }

        public boolean empty() {
            return (q + level + plan + region + field + year + role).isEmpty();
        }
    }

    public KeyPage<Talent> find(Viewer viewer, Query query, KeyPage.At at, int size) {
        var parameters = new HashMap<String, Object>();
        String where = where(viewer, query, parameters);
        int total = jdbc.sql("SELECT count(*) FROM (SELECT FROM registry.talent t WHERE " + where + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") counted")
                .params(parameters)
                .query((rows, number) -> rows.getInt(1))
                .single();
        String behind = "";
        if (at.key() != null) {
            // The key names the row; its place in the order is looked up.
            behind = " AND (t.name_key, t.id) " + (at.backwards() ? "<" : ">")
                    + " (SELECT k.name_key, k.id FROM registry.talent k WHERE k.id::text = :key)";
            parameters.put("key", at.key());
        }
        String order = at.backwards() ? " DESC" : "";
        var read = jdbc.sql("SELECT " + TalentStore.COLUMNS + " FROM registry.talent t WHERE " + where + behind
                        + " ORDER BY t.name_key" + order + ", t.id" + order + " LIMIT " + (size + 1))
                .params(parameters)
                .query(TalentStore::row)
                .list();
        var awards = store.awards(read.stream().map(Talent::id).toList());
        var whole = read.stream()
                .map(talent -> TalentStore.with(talent, awards.getOrDefault(talent.id(), List.of())))
                .toList();
        return KeyPage.of(whole, size, at, talent -> talent.id().toString(), KeyPage.Total.of(total));
    }

    /** Every plan that took somebody, for the filter. */
    public List<String> plans() {
        return jdbc.sql("SELECT DISTINCT plan FROM registry.talent_award WHERE NOT taken_back ORDER BY plan LIMIT 200")
                .query((rows, number) -> rows.getString("plan"))
                .list();
    }

    private String where(Viewer viewer, Query query, Map<String, Object> parameters) {
        if (!viewer.isOfficer() || viewer.roles().stream().anyMatch(Role::isAdministrator)) return "false";
        parameters.put("scope", viewer.regionArray());
        var conditions = new ArrayList<String>(List.of("t.region = ANY(:scope)"));
        if (!query.q().isEmpty()) {
            conditions.add("(t.name || ' ' || t.unit_name) ILIKE :q");
            parameters.put(
                    "q",
                    "%" + query.q().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        }
        if (!query.region().isEmpty()) {
            conditions.add("t.region = :region");
            parameters.put("region", query.region());
        }
        if (!query.field().isEmpty()) {
            var wanted = new ArrayList<String>(List.of(query.field()));
            codes.technicalFieldsBelow(query.field()).forEach(below -> wanted.add(below.code()));
            conditions.add("t.field = ANY(:fields)");
            parameters.put("fields", wanted.toArray(String[]::new));
        }
        var award = new ArrayList<String>();
        equal("level", query.level(), award, parameters);
        equal("plan", query.plan(), award, parameters);
        equal("role", query.role(), award, parameters);
        if (query.year().matches("[0-9]{4}")) {
            award.add("extract(year FROM a.awarded_on) = :year");
            parameters.put("year", Integer.parseInt(query.year()));
        }
        if (!award.isEmpty()) {
            conditions.add("EXISTS (SELECT FROM registry.talent_award a WHERE a.talent = t.id AND NOT a.taken_back AND "
                    + String.join(" AND ", award) + ")");
        }
        return String.join(" AND ", conditions);
    }

    private static void equal(String column, String value, List<String> conditions, Map<String, Object> parameters) {
        if (value.isEmpty()) return;
        conditions.add("a." + column + " = :" + column);
        parameters.put(column, value);
    }
}
