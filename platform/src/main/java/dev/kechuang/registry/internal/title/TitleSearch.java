package dev.kechuang.registry.internal.title;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.internal.Scope;
import dev.kechuang.registry.internal.SearchTokens;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
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

/** Finds titles by holder and filters. */
@Repository
public class TitleSearch {

    private final JdbcClient jdbc;
    private final TitleKinds kinds;
    private final Clock clock;

    public TitleSearch(JdbcClient jdbc, TitleKinds kinds, Clock clock) {
        this.jdbc = jdbc;
        this.kinds = kinds;
        this.clock = clock;
    }

    /** Within what the viewer may see; those taken back only when asked for. */
    public KeyPage<Title> find(Viewer viewer, TitleQuery query, KeyPage.At at, int size) {
        return page(condition(Scope.ofTitles(viewer), query), query, at, size);
    }

    /** What everybody may see: titles that are valid today. */
    public KeyPage<Title> valid(TitleQuery query, KeyPage.At at, int size) {
        var condition = condition(new Scope("true", Map.of()), query);
        condition.sql().add(VALID_TODAY);
        return page(condition, query, at, size);
    }

    private static final String VALID_TODAY = "t.state = 'valid' AND t.valid_from <= :today::date"
            + " AND (t.valid_until IS NULL OR t.valid_until >= :today::date)";

    private KeyPage<Title> page(Condition condition, TitleQuery query, KeyPage.At at, int size) {
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT FROM registry.title t WHERE " + condition.where()
                        + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") counted")
                .params(condition.parameters())
                .query((row, number) -> row.getInt(1))
                .single();
        String[] key = key(at);
        KeyPage.At start = key == null ? KeyPage.At.START : at;
        boolean down = query.sort().descending() != start.backwards();
        String order = down ? "DESC" : "ASC";
        String column = query.sort().column();
        var statement = jdbc.sql("SELECT " + TitleRows.TITLE + " FROM registry.title t" + TitleRows.JOINS + "WHERE "
                        + condition.where()
                        + (key == null
                                ? ""
                                : " AND (" + column + ", t.id) " + (down ? "<" : ">") + " (:key::date, :id::uuid)")
                        + " ORDER BY " + column + " " + order + ", t.id " + order + " LIMIT :size")
                .params(condition.parameters())
                .param("size", size + 1);
        if (key != null) statement = statement.param("key", key[0]).param("id", key[1]);
        return KeyPage.of(
                statement.query(TitleRows::title).list(),
                size,
                start,
                title -> write(query, title),
                KeyPage.Total.of(counted));
    }

    private static String write(TitleQuery query, Title title) {
        LocalDate until = title.validUntil() == null ? LocalDate.of(9999, 12, 31) : title.validUntil();
        boolean byFrom = query.sort() == TitleQuery.Sort.FROM || query.sort() == TitleQuery.Sort.FROM_DOWN;
        return (byFrom ? title.validFrom() : until) + "." + title.id();
    }

    /** A mangled key starts from the beginning. */
    private static String @Nullable [] key(KeyPage.At at) {
        String text = at.key();
        if (text == null || !text.matches("\\d{4}-\\d{2}-\\d{2}\\.[0-9a-f-]{36}")) return null;
        if (TitleRules.day(text.substring(0, 10)) == null) return null;
        try {
            return new String[] {
                text.substring(0, 10), UUID.fromString(text.substring(11)).toString()
            };
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Everything the query finds, at most {@code limit}, handed on one by one as they arrive. */
    public Stream<Title> all(Viewer viewer, TitleQuery query, int limit) {
        var condition = condition(Scope.ofTitles(viewer), query);
        String order = query.sort().descending() ? "DESC" : "ASC";
        return jdbc
                .sql("SELECT " + TitleRows.TITLE + " FROM registry.title t" + TitleRows.JOINS + "WHERE "
                        + condition.where() + " ORDER BY " + query.sort().column() + " " + order + ", t.id " + order
                        + " LIMIT :limit")
                .params(condition.parameters())
                .param("limit", limit)
                .withFetchSize(1_000)
                .query(TitleRows::title)
                .stream();
    }

    /** How many valid titles end within the months; for menus, so one statement on an index. */
    public int expiring(Viewer viewer, int months) {
        if (!viewer.is(Role.COUNTY_OFFICER)) return 0;
        var scope = Scope.ofTitles(viewer);
        LocalDate today = LocalDate.now(clock);
        return jdbc.sql("SELECT count(*) FROM (SELECT FROM registry.title t WHERE t.state = 'valid'"
                        + " AND t.valid_until >= :today AND t.valid_until < :until AND " + scope.sql()
                        + " LIMIT 1000) near")
                .params(scope.parameters())
                .param("today", today)
                .param("until", today.plusMonths(months))
                .query((row, number) -> row.getInt(1))
                .single();
    }

    /** @param count how many of the kind and level are valid today */
    public record Count(String kind, TitleKind.Level level, int count) {}

    /** Valid today, of the groups, by kind and level. */
    public List<Count> counts(Viewer viewer, TitleQuery query) {
        var condition = condition(Scope.ofTitles(viewer), query);
        condition.sql().add(VALID_TODAY);
        return jdbc.sql("SELECT t.kind, t.level, count(*)::int AS n FROM registry.title t WHERE " + condition.where()
                        + " GROUP BY t.kind, t.level")
                .params(condition.parameters())
                .query((row, number) -> new Count(
                        row.getString("kind"),
                        TitleKind.Level.of(row.getString("level")).orElseThrow(),
                        row.getInt("n")))
                .list();
    }

    private record Condition(List<String> sql, Map<String, Object> parameters) {
        String where() {
            return String.join(" AND ", sql);
        }
    }

    private Condition condition(Scope scope, TitleQuery query) {
        LocalDate today = LocalDate.now(clock);
        var sql = new ArrayList<String>();
        var parameters = new HashMap<String, Object>(scope.parameters());
        parameters.put("today", today);
        sql.add(scope.sql());
        equal("kind", query.kind(), sql, parameters);
        equal("level", query.level(), sql, parameters);
        equal("region", query.region(), sql, parameters);
        equal("zone", query.zone(), sql, parameters);
        equal("field", query.field(), sql, parameters);
        if (!query.groups().isEmpty()) {
            sql.add("t.kind = ANY(:kinds)");
            parameters.put(
                    "kinds",
                    kinds.all().stream()
                            .filter(kind -> query.groups().contains(kind.group()))
                            .map(TitleKind::code)
                            .toArray(String[]::new));
        }
        switch (query.state()) {
            case "" -> sql.add("t.state <> 'withdrawn'");
            // Between midnight and the morning's job, what ended yesterday is still noted as valid.
            case "valid" -> sql.add("t.state = 'valid' AND (t.valid_until IS NULL OR t.valid_until >= :today::date)");
            case "lapsed" -> sql.add("(t.state = 'lapsed' OR t.state = 'valid' AND t.valid_until < :today::date)");
            default -> equal("state", query.state(), sql, parameters);
        }
        if (query.on() != null) {
            sql.add("EXISTS (SELECT FROM registry.title_span s WHERE s.title = t.id AND s.valid @> :on::date)");
            parameters.put("on", query.on());
        }
        if (query.expiring() > 0) {
            sql.add("t.state = 'valid' AND t.valid_until >= :today::date AND t.valid_until < :expiring::date");
            parameters.put("expiring", today.plusMonths(query.expiring()));
        }
        if (query.due()) sql.add("t.state = 'valid' AND t.next_evaluation < :today::date");
        if (query.year() > 0) {
            sql.add("t.valid_from >= make_date(:year, 1, 1) AND t.valid_from <= make_date(:year, 12, 31)");
            parameters.put("year", Math.max(query.year(), 1980));
        }
        if (Typed.id(query.document()).isPresent()) {
            sql.add(
                    "EXISTS (SELECT FROM registry.title_event e WHERE e.title = t.id AND e.document = :document::uuid)");
            parameters.put("document", query.document());
        }
        text(query.text(), sql, parameters);
        return new Condition(sql, parameters);
    }

    private static void equal(String column, String value, List<String> sql, Map<String, Object> parameters) {
        if (value.isEmpty()) return;
        sql.add("t." + column + " = :" + column);
        parameters.put(column, value);
    }

    private static void text(String typed, List<String> sql, Map<String, Object> parameters) {
        if (typed.isBlank()) return;
        var asked = SearchTokens.query(typed);
        String pattern = asked.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        sql.add("(t.number = :typed OR t.name <> '' AND t.name ILIKE :named OR t.organisation IN ("
                + "SELECT o.id FROM registry.organisation o WHERE o.tokens @> :all::int[]"
                + (asked.any().length > 0 ? " AND o.tokens && :any::int[]" : "")
                + " AND o.search_text LIKE :pattern))");
        parameters.put("typed", typed.strip());
        parameters.put(
                "named",
                "%" + typed.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        parameters.put("all", asked.all());
        if (asked.any().length > 0) parameters.put("any", asked.any());
        parameters.put("pattern", "%" + pattern + "%");
    }
}
