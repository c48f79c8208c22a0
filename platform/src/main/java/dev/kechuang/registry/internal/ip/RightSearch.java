package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.internal.SearchTokens;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds rights by number, title, owner and filters, within what the viewer may see. */
@Repository
public class RightSearch {

    private final JdbcClient jdbc;
    private final Clock clock;

    public RightSearch(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those taken back only when asked for. */
    public KeyPage<Right> find(Viewer viewer, RightQuery query, KeyPage.At at, int size) {
        var condition = condition(viewer, query);
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT FROM registry.ip_right r WHERE " + condition.where()
                        + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") counted")
                .params(condition.parameters())
                .query((row, number) -> row.getInt(1))
                .single();
        String[] key = key(at);
        KeyPage.At start = key == null ? KeyPage.At.START : at;
        boolean down = query.oldestFirst() == start.backwards();
        String order = down ? "DESC" : "ASC";
        var statement = jdbc.sql("SELECT " + RightRows.COLUMNS + RightRows.FROM + "WHERE " + condition.where()
                        + (key == null
                                ? ""
                                : " AND (r.on_day, r.id) " + (down ? "<" : ">") + " (:key::date, :id::uuid)")
                        + " ORDER BY r.on_day " + order + ", r.id " + order + " LIMIT :size")
                .params(condition.parameters())
                .param("size", size + 1);
        if (key != null) statement = statement.param("key", key[0]).param("id", key[1]);
        return KeyPage.of(
                statement.query(RightRows::right).list(),
                size,
                start,
                right -> right.onDay() + "." + right.id(),
                KeyPage.Total.of(counted));
    }

    /** A mangled key starts from the beginning. */
    static String @Nullable [] key(KeyPage.At at) {
        String text = at.key();
        if (text == null || !text.matches("\\d{4}-\\d{2}-\\d{2}\\.[0-9a-f-]{36}")) return null;
        try {
            LocalDate day = LocalDate.parse(text.substring(0, 10));
            return new String[] {
                day.toString(), UUID.fromString(text.substring(11)).toString()
            };
        } catch (java.time.DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Everything the query finds, at most {@code limit}, handed on one by one as they arrive; with all owners' names. */
    public Stream<Exported> all(Viewer viewer, RightQuery query, int limit) {
        var condition = condition(viewer, query);
        String order = query.oldestFirst() ? "ASC" : "DESC";
        return jdbc
                .sql("SELECT " + RightRows.COLUMNS
                        + ", (SELECT string_agg(g.name || coalesce(' ' || w.share || '%', ''), '、' ORDER BY w.position)"
                        + "   FROM registry.ip_owner w JOIN registry.organisation g ON g.id = w.organisation"
                        + "   WHERE w.ip = r.id AND w.until IS NULL) AS all_owners,"
                        + " f.credit_code AS first_code" + RightRows.FROM + "WHERE " + condition.where()
                        + " ORDER BY r.on_day " + order + ", r.id " + order + " LIMIT :limit")
                .params(condition.parameters())
                .param("limit", limit)
                .withFetchSize(1_000)
                .query((rows, number) -> new Exported(
                        RightRows.right(rows, number),
                        RightData.text(rows.getString("all_owners")),
                        rows.getString("first_code")))
                .stream();
    }

    /** A right with its owners in one line. */
    public record Exported(Right right, String owners, String firstCode) {}

    private record Condition(List<String> sql, Map<String, Object> parameters) {
        String where() {
            return String.join(" AND ", sql);
        }
    }

    private Condition condition(Viewer viewer, RightQuery query) {
        LocalDate today = LocalDate.now(clock);
        var scope = RightRows.scope(viewer);
        var sql = new ArrayList<String>();
        var parameters = new HashMap<String, Object>(scope.parameters());
        parameters.put("today", today);
        sql.add(scope.sql());
        equal("kind", query.kind(), sql, parameters);
        equal("class", query.inClass(), sql, parameters);
        equal("region", query.region(), sql, parameters);
        equal("zone", query.zone(), sql, parameters);
        switch (query.state()) {
            case "applied" -> sql.add("r.granted IS NULL AND r.ended_on IS NULL AND NOT r.withdrawn");
            case "valid" -> sql.add("r.valid @> :today::date");
            case "lapsed" -> sql.add("r.granted IS NOT NULL AND upper(r.valid) <= :today::date AND NOT r.withdrawn");
            case "dropped" -> sql.add("r.granted IS NULL AND r.ended_on IS NOT NULL AND NOT r.withdrawn");
            case "withdrawn" -> sql.add("r.withdrawn");
            default -> sql.add("NOT r.withdrawn");
        }
        if (query.year() > 0) {
            sql.add("r.on_day BETWEEN make_date(:year, 1, 1) AND make_date(:year, 12, 31)");
            parameters.put("year", Math.max(query.year(), 1980));
        }
        if (query.organisation() != null) {
            sql.add(
                    "r.id IN (SELECT q.ip FROM registry.ip_owner q WHERE q.organisation = :organisation AND q.until IS NULL)");
            parameters.put("organisation", query.organisation());
        }
        if (query.expiring() > 0) {
            sql.add("r.valid @> :today::date AND upper(r.valid) <= :expiring::date");
            parameters.put("expiring", today.plusMonths(query.expiring()));
        }
        text(query.text(), sql, parameters);
        return new Condition(sql, parameters);
    }

    private static void equal(String column, String value, List<String> sql, Map<String, Object> parameters) {
        if (value.isEmpty()) return;
        sql.add("r." + column + " = :" + column);
        parameters.put(column, value);
    }

    private static void text(String typed, List<String> sql, Map<String, Object> parameters) {
        if (typed.isBlank()) return;
        var asked = SearchTokens.query(typed);
        sql.add("(r.application_number = :number OR r.grant_number = :number OR r.title ILIKE :titled OR r.id IN ("
                + "SELECT t.ip FROM registry.ip_owner t JOIN registry.organisation o ON o.id = t.organisation"
                + " WHERE t.until IS NULL AND o.tokens @> :all::int[]"
                + (asked.any().length > 0 ? " AND o.tokens && :any::int[]" : "")
                + " AND o.search_text LIKE :pattern))");
        parameters.put("number", RightNumbers.sought(typed));
        parameters.put("titled", "%" + escaped(typed.strip()) + "%");
        parameters.put("all", asked.all());
        if (asked.any().length > 0) parameters.put("any", asked.any());
        parameters.put("pattern", "%" + escaped(asked.text()) + "%");
    }

    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
