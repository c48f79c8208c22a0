package dev.kechuang.registry.internal;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.OrganisationQuery.Sort;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds organisations by name and filters, in the same time on the first page and on the two hundredth.
 *
 * <p>One statement collects at most {@value KeyPage#COUNTED_TO} + 1 hits, of names from the token index, of filters
 * alone from an index that holds all they ask, without reading a row: if that is all, it has the total and the page. If
 * there are more, one in a hundred rows or so is a hit, and walking the index of the wanted order, which holds the
 * filters, meets a page of them soon: the second statement walks a bounded stretch. Only when hits stand far away in
 * that order does a third collect and sort all. Where so many names hold the words that the list will be too long, the
 * first statement proves it from the index of the filters, which holds the names too, and reads no row. The planner is not left to choose: with a LIMIT under an ORDER BY it walks
 * the whole table for rare hits.
 */
@Repository
public class OrganisationSearch {

    /** Entries of an index the second statement walks through before it gives up; some 15 ms. */
    private static final int STRETCH = 60_000;

    /** So many places fit into one condition on tokens; a whole city needs none. */
    private static final int MOST_PLACES = 6;

    /** Entries of the filters' index that are looked through for the proof that a list is too long; some 15 ms. */
    private static final int PROOF = 120_000;

    private static final String TEXT = "o.search_text LIKE :pattern";

    /** How much longer than what is counted a list has to be expected before the proof is tried. */
    private static final double LONG = 1.2 * KeyPage.COUNTED_TO;

    private final JdbcClient jdbc;
    private final TokenFrequencies frequencies;

    public OrganisationSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.frequencies = new TokenFrequencies(jdbc);
    }

    /** A row of the list with the value of the order it stands in. */
    private record Hit(@Nullable Organisation organisation, String key, int count) {}

    /**
     * @param after key of the row before the page, or null
     * @param before key of the row after the page, or null; at most one of the two
     */
    public KeyPage<Organisation> find(
            Viewer viewer, OrganisationQuery query, @Nullable String after, @Nullable String before, int size) {
        return find(condition(Scope.of(viewer), viewer, query), query, after, before, size);
    }

    /** Those that are confirmed, for everybody. */
    public KeyPage<Organisation> confirmed(
            OrganisationQuery query, @Nullable String after, @Nullable String before, int size) {
        var scope = new Scope("o.status = 'confirmed'", Map.of());
        return find(condition(scope, Viewer.PUBLIC, query), query, after, before, size);
    }

    private KeyPage<Organisation> find(
            Condition condition, OrganisationQuery query, @Nullable String after, @Nullable String before, int size) {
        boolean backward = before != null;
        var cursor = Cursor.read(backward ? before : after, query.sort());
        boolean down = query.sort().descending() != backward;

        int count = KeyPage.COUNTED_TO + 1;
        List<Hit> page = List.of();
        // Who comes from a page of a list that is too long to count need not count it again.
        boolean uncounted = cursor != null && cursor.uncounted();
        if (!uncounted && !provedLong(condition)) {
            var hits = collected(condition, query.sort(), cursor, down, size + 1, count);
            count = hits.getFirst().count();
            page = rows(hits);
        }
        if (count > KeyPage.COUNTED_TO) {
            page = walked(condition, query.sort(), cursor, down, size + 1);
            if (page.size() <= size) {
                page = rows(collected(condition, query.sort(), cursor, down, size + 1, Integer.MAX_VALUE));
            }
        }
        return page(page, size, backward, cursor != null, KeyPage.Total.of(count));
    }

    /**
     * Whether names alone hold the words more often than is counted. What stands in a name's key stands in the text that
     * is searched, so that the proof may miss hits and never invents one.
     */
    private boolean provedLong(Condition condition) {
        if (!condition.parameters().containsKey("pattern")
                || !condition.rest().equals(TEXT)
                || frequencies.expected(condition.alternatives()) < LONG) return false;
        String sql = """
                SELECT count(*) FROM (
                    SELECT FROM (SELECT o.name_key FROM registry.organisation o WHERE %s LIMIT %d) o
                    WHERE o.name_key LIKE :pattern LIMIT :most
                ) hit
                """.formatted(condition.filters(), PROOF);
        return jdbc.sql(sql)
                        .params(condition.parameters())
                        .param("most", KeyPage.COUNTED_TO + 1)
                        .query(Integer.class)
                        .single()
                > KeyPage.COUNTED_TO;
    }

    private static List<Hit> rows(List<Hit> hits) {
        return hits.stream().filter(hit -> hit.organisation() != null).toList();
    }

    /** Every hit in the wanted order, at most {@code limit}, handed on one by one as they arrive. */
    public Stream<Organisation> all(Viewer viewer, OrganisationQuery query, int limit) {
        var condition = condition(Scope.of(viewer), viewer, query);
        String order = query.sort().descending() ? "DESC" : "ASC";
        return jdbc
                .sql("SELECT " + OrganisationStore.COLUMNS + " FROM registry.organisation o WHERE " + condition.sql()
                        + (condition.tokens().isEmpty() ? "" : " AND " + condition.tokens()) + " ORDER BY "
                        + query.sort().column() + " " + order + ", id " + order
                        + " LIMIT :limit")
                .params(condition.parameters())
                .param("limit", limit)
                .withFetchSize(1_000)
                .query(OrganisationStore::row)
                .stream();
    }

    private static KeyPage<Organisation> page(
            List<Hit> hits, int size, boolean backward, boolean cursor, KeyPage.Total total) {
        boolean more = hits.size() > size;
        var kept = new ArrayList<>(more ? hits.subList(0, size) : hits);
        if (backward) Collections.reverse(kept);
        if (kept.isEmpty()) return new KeyPage<>(List.of(), null, null, total);
        boolean hasNext = backward || more;
        boolean hasPrevious = backward ? more : cursor;
        return new KeyPage<>(
                kept.stream()
                        .map(Hit::organisation)
                        .map(java.util.Objects::requireNonNull)
                        .toList(),
                hasNext ? Cursor.write(kept.getLast(), total) : null,
                hasPrevious ? Cursor.write(kept.getFirst(), total) : null,
                total);
    }

    private List<Hit> collected(
            Condition condition, Sort sort, @Nullable Cursor cursor, boolean down, int size, int most) {
        String order = down ? "DESC" : "ASC";
        String sql = """
                WITH hit AS MATERIALIZED (
                    SELECT o.id, %s AS key FROM %s o WHERE %s LIMIT :most
                ), page AS (
                    SELECT id, key FROM hit %s ORDER BY key %s, id %s LIMIT :size
                )
                SELECT c.n, h.key::text AS key, %s
                FROM (SELECT count(*)::int AS n FROM hit) c
                LEFT JOIN (page h JOIN registry.organisation o USING (id)) ON true
                ORDER BY h.key %s, o.id %s
                """.formatted(
                sort.column(),
                // OFFSET 0 keeps the two apart: the planner would add a scan of half the filters' index to the tokens.
                condition.tokens().isEmpty()
                        ? "registry.organisation"
                        : "(SELECT * FROM registry.organisation o WHERE " + condition.tokens() + " OFFSET 0)",
                condition.sql(),
                cursor == null ? "" : "WHERE (key, id) " + (down ? "<" : ">") + " (:key::" + sort.cast() + ", :id)",
                order,
                order,
                OrganisationStore.COLUMNS,
                order,
                order);
        return run(sql, condition, cursor, size)
                .param("most", most)
                .query(OrganisationSearch::hit)
                .list();
    }

    private List<Hit> walked(Condition condition, Sort sort, @Nullable Cursor cursor, boolean down, int size) {
        String order = down ? "DESC" : "ASC";
        String sql = """
                SELECT 0 AS n, w.key::text AS key, %s
                FROM (SELECT o.id, o.key
                      FROM (SELECT id, %s AS key, region, zone, industry, scale, status, kind, founded
                            FROM registry.organisation %s ORDER BY %s %s, id %s LIMIT %d) o
                      WHERE %s) w
                JOIN registry.organisation o ON o.id = w.id
                WHERE %s
                ORDER BY w.key %s, w.id %s LIMIT :size
                """.formatted(
                        OrganisationStore.COLUMNS,
                        sort.column(),
                        cursor == null
                                ? ""
                                : "WHERE (" + sort.column() + ", id) " + (down ? "<" : ">") + " (:key::" + sort.cast()
                                        + ", :id)",
                        sort.column(),
                        order,
                        order,
                        STRETCH,
                        condition.filters(),
                        condition.rest(),
                        order,
                        order);
        return run(sql, condition, cursor, size).query(OrganisationSearch::hit).list();
    }

    private JdbcClient.StatementSpec run(String sql, Condition condition, @Nullable Cursor cursor, int size) {
        var statement = jdbc.sql(sql).params(condition.parameters()).param("size", size);
        return cursor == null ? statement : statement.param("key", cursor.key()).param("id", cursor.id());
    }

    private static Hit hit(ResultSet rows, int number) throws SQLException {
        boolean some = rows.getObject("id") != null;
        return new Hit(
                some ? OrganisationStore.row(rows, number) : null, some ? rows.getString("key") : "", rows.getInt("n"));
    }

    /**
     * A condition on {@code o} with its parameters.
     *
     * @param filters what the indexes of the orders hold
     * @param rest what only the row holds
     * @param tokens narrows the same hits by the token index, alone; may be empty
     * @param alternatives what that asks for: of each array one token
     */
    private record Condition(
            String filters, String rest, String tokens, List<int[]> alternatives, Map<String, Object> parameters) {
        String sql() {
            return filters + " AND " + rest;
        }
    }

    private static Condition condition(Scope scope, Viewer viewer, OrganisationQuery query) {
        var sql = new ArrayList<String>();
        var parameters = new HashMap<String, Object>(scope.parameters());
        sql.add(scope.sql());
        var rest = new ArrayList<String>();
        var all = new ArrayList<Integer>();
        var tokens = new ArrayList<String>();
        var any = new ArrayList<int[]>();

        if (query.status().isEmpty()) sql.add("o.status <> 'merged'");
        else {
            equal("status", query.status(), sql, parameters);
            if (!query.status().equals("confirmed")) all.add(SearchTokens.status(query.status()));
        }
        if (!query.kind().isEmpty()) {
            equal("kind", query.kind(), sql, parameters);
            if (!query.kind().equals("enterprise")) all.add(SearchTokens.kind(query.kind()));
        }
        if (!query.region().isEmpty()) equal("region", query.region(), sql, parameters);
        if (!query.zone().isEmpty()) equal("zone", query.zone(), sql, parameters);
        if (!query.industry().isEmpty()) {
            if (query.industry().length() > 1) equal("industry COLLATE \"C\"", query.industry(), sql, parameters);
            else {
                sql.add("o.industry COLLATE \"C\" >= :industry AND o.industry COLLATE \"C\" < :industry || 'Z'");
                parameters.put("industry", query.industry());
            }
        }
        if (!query.scale().isEmpty()) equal("scale", query.scale(), sql, parameters);
        if (!query.technicalField().isEmpty()) {
            equal("technical_field", query.technicalField(), rest, parameters);
            all.add(SearchTokens.technicalField(query.technicalField()));
        }
        founded(query, sql, tokens, any, parameters);
        places(viewer, query, all, tokens, any);
        text(query.text(), all, rest, tokens, any, parameters);
        if (!all.isEmpty()) {
            tokens.add("o.tokens @> " + literal(all.stream().mapToInt(Integer::intValue)));
        }
        all.forEach(token -> any.add(new int[] {token}));
        boolean narrowed = !tokens.isEmpty() && !filtersAlone(viewer, query);
        return new Condition(
                String.join(" AND ", sql),
                rest.isEmpty() ? "true" : String.join(" AND ", rest),
                narrowed ? String.join(" AND ", tokens) : "",
                any,
                parameters);
    }

    /**
     * Whether the index over all filters finds it sooner than tokens do: it begins with the region, and what few
     * organisations have stands in its token anyway.
     */
    private static boolean filtersAlone(Viewer viewer, OrganisationQuery query) {
        if (!query.text().isBlank()
                || !query.zone().isEmpty()
                || !query.technicalField().isEmpty()) return false;
        if (!query.status().isEmpty() && !query.status().equals("confirmed")) return false;
        if (!query.kind().isEmpty() && !query.kind().equals("enterprise")) return false;
        if (!query.region().isEmpty()) return true;
        return viewer.isOfficer()
                && viewer.regions().size() > MOST_PLACES
                && !(query.industry() + query.scale()).isEmpty();
    }

    private static void equal(String column, String value, List<String> sql, Map<String, Object> parameters) {
        String name = column.split(" ", 2)[0];
        sql.add("o." + column + " = :" + name);
        parameters.put(name, value);
    }

    private static void founded(
            OrganisationQuery query,
            List<String> sql,
            List<String> tokens,
            List<int[]> any,
            Map<String, Object> parameters) {
        if (query.foundedFrom() != null) {
            sql.add("o.founded >= make_date(:foundedFrom, 1, 1)");
            parameters.put("foundedFrom", query.foundedFrom());
        }
        if (query.foundedTo() != null) {
            sql.add("o.founded < make_date(:foundedTo + 1, 1, 1)");
            parameters.put("foundedTo", query.foundedTo());
        }
        if (query.foundedFrom() != null && query.foundedTo() != null) {
            int from = query.foundedFrom();
            int to = query.foundedTo();
            if (to >= from && to - from < 12) {
                one(IntStream.rangeClosed(from, to).map(SearchTokens::foundedYear), tokens, any);
            }
        }
    }

    /** Place, industry and scale as one token; officers of few places search within them. */
    private static void places(
            Viewer viewer, OrganisationQuery query, List<Integer> all, List<String> tokens, List<int[]> any) {
        String place = query.zone().isEmpty() ? query.region() : query.zone();
        if (!place.isEmpty() || !viewer.isOfficer() || viewer.regions().size() > MOST_PLACES) {
            if (!(place + query.industry() + query.scale()).isEmpty()) {
                all.add(SearchTokens.filters(place, query.industry(), query.scale()));
            }
            return;
        }
        one(
                viewer.regions().stream()
                        .mapToInt(region -> SearchTokens.filters(region, query.industry(), query.scale())),
                tokens,
                any);
    }

    /** One of several tokens has to be there. */
    private static void one(IntStream alternatives, List<String> tokens, List<int[]> any) {
        int[] several = alternatives.distinct().toArray();
        tokens.add("o.tokens && " + literal(IntStream.of(several)));
        any.add(several);
    }

    private static void text(
            String typed,
            List<Integer> all,
            List<String> sql,
            List<String> tokens,
            List<int[]> any,
            Map<String, Object> parameters) {
        if (typed.isBlank()) return;
        if (creditCode(typed)) {
            String code = typed.strip().toUpperCase(java.util.Locale.ROOT);
            // "Z" does not occur in credit codes and sorts behind all that do.
            String range = "o.credit_code >= :code AND o.credit_code < :code || 'Z'";
            sql.add(range);
            tokens.add(range);
            parameters.put("code", code);
            return;
        }
        var asked = SearchTokens.query(typed);
        if (asked.text().isEmpty()) {
            sql.add("false");
            return;
        }
        for (int token : asked.all()) all.add(token);
        if (asked.any().length > 0) one(IntStream.of(asked.any()), tokens, any);
        sql.add(TEXT);
        parameters.put(
                "pattern",
                "%" + asked.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
    }

    /** At least four characters of a code: two characters of the authority and the beginning of the region. */
    private static boolean creditCode(String typed) {
        return typed.strip()
                .matches("(?i)(11|12|13|19|31|34|5[1239]|9[123]|A1|N[1-9])[0-9]{2}[0-9A-HJ-NPQRTUWXY]{0,14}");
    }

    /**
     * Numbers stand in the statement itself: the planner then knows how long each list is, also after the driver has
     * prepared the statement for good, and plans for rare and common words differently.
     */
    private static String literal(IntStream tokens) {
        return tokens.distinct().mapToObj(String::valueOf).collect(Collectors.joining(",", "'{", "}'::int[]"));
    }

    /** Where a page begins or ends: the row's place in the order, and whether the list is too long to count. */
    private record Cursor(String key, UUID id, boolean uncounted) {

        static String write(Hit hit, KeyPage.Total total) {
            UUID id = java.util.Objects.requireNonNull(hit.organisation()).id();
            String plain = id + (total.more() ? "+" : "=") + hit.key();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        }

        /** Null for none; a mangled one starts from the beginning. */
        static @Nullable Cursor read(@Nullable String text, Sort sort) {
            if (text == null || text.isEmpty()) return null;
            try {
                String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                String key = plain.substring(37);
                boolean ofThisOrder = sort.cast().equals("text")
                        ? key.indexOf('\0') < 0
                        : key.matches("[0-9]{4,5}-[0-9]{2}-[0-9]{2}([0-9:.+ -]*)");
                return ofThisOrder
                        ? new Cursor(key, UUID.fromString(plain.substring(0, 36)), plain.charAt(36) == '+')
                        : null;
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                return null;
            }
        }
    }
}
