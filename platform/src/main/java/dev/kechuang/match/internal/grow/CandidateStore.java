package dev.kechuang.match.internal.grow;

import static dev.kechuang.shared.desk.Sql.dayOrNull;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.idOrNull;
import static dev.kechuang.shared.desk.Sql.text;

import dev.kechuang.match.internal.found.Found;
import dev.kechuang.match.internal.found.ShownRules;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Firms that a ladder might take: stored matches with its policy, without those that hold the title. */
@Component
public class CandidateStore {

    /** Eligible first, then the near by distance, then the open by what is missing: as the index of matches has them. */
    private static final GrowList.Order NEAREST = new GrowList.Order(
            "((m.state - 1) * 1000 + m.distance + m.missing)::bigint",
            List.of("m.state", "m.distance", "m.missing"),
            CandidateStore::nearness);

    private static final String VISITED = """
            (SELECT max(v.on_day) FROM match.cultivation_visit v JOIN match.cultivation e ON e.id = v.entry
             WHERE e.organisation = m.organisation AND e.ladder = :ladder)""";

    private static final String COLUMNS = """
            SELECT m.organisation, o.name, o.credit_code, coalesce(o.region, '') AS region, o.technical_field,
                   (ARRAY['ELIGIBLE', 'NEAR', 'OPEN'])[m.state] AS state, m.distance, m.missing, c.id AS entry,\s""" + VISITED + " AS visited";

    private static final String FROM = """
             FROM match.found m
             JOIN registry.published_organisation o ON o.id = m.organisation
             LEFT JOIN match.cultivation c
                ON c.ladder = :ladder AND c.year = :year AND c.organisation = m.organisation AND c.left_on IS NULL""";

    private final JdbcClient jdbc;
    private final CodeLists codes;
    private final Regions regions;

    public CandidateStore(JdbcClient jdbc, CodeLists codes, Regions regions) {
        this.jdbc = jdbc;
        this.codes = codes;
        this.regions = regions;
    }

    /**
     * @param year whose store is looked at
     * @param q part of the name, or the credit code
     * @param state empty for all
     * @param distance at most so many per cent for those that are near; 0 for all
     * @param field technical field of the first level, with those below; empty for all
     * @param region county, district or zone; empty for all
     * @param visited {@code never}, or {@code before} for those last visited longer ago than half a year; empty for all
     * @param stored {@code in} those in the store, {@code all} both, else those that are not
     * @param sort {@code visited} for those that were longest without a visit, else the nearest first
     */
    public record Query(
            int year,
            String q,
            String state,
            int distance,
            String field,
            String region,
            String visited,
            String stored,
            String sort) {
        public static Query of(int year) {
            return new Query(year, "", "", 0, "", "", "", "", "");
        }
    }

    private Sql where(Viewer viewer, Ladder ladder, Query query, LocalDate today) {
        var sql = ShownRules.only(jdbc, ladder.policy(), "m");
        if (!viewer.isOfficer()) sql.and("false");
        sql.and("(m.region = ANY(:scope) OR m.zone = ANY(:scope))", "scope", viewer.regionArray())
                .and("o.status = 'confirmed'")
                .and("""
                        NOT EXISTS (SELECT FROM registry.published_title_span t WHERE t.organisation = m.organisation
                            AND t.kind = :title AND t.valid @> CAST(:today AS date))""", "title", ladder.title())
                .like(query.q(), "o.name", "o.credit_code")
                .and(states(query.state()));
        sql.parameters().put("ladder", ladder.id());
        sql.parameters().put("year", query.year());
        sql.parameters().put("today", today);
        if (query.distance() > 0) sql.and("m.distance <= :distance", "distance", query.distance());
        field(sql, query.field(), codes);
        if (!query.region().isEmpty()) {
            sql.and(
                    "(m.region = ANY(:regions) OR m.zone = ANY(:regions))",
                    "regions",
                    regions.subtree(query.region()).toArray(String[]::new));
        }
        if (query.visited().equals("never")) sql.and(VISITED + " IS NULL");
        if (query.visited().equals("before"))
            sql.and("coalesce(" + VISITED + ", '-infinity') < :since", "since", today.minusMonths(6));
        if (query.stored().equals("in")) sql.and("c.id IS NOT NULL");
        // By a column of the join, so that the rows are known to be those without a partner.
        else if (!query.stored().equals("all")) sql.and("c.organisation IS NULL");
        return sql;
    }

    private static String states(String state) {
        return Stream.of(Found.State.values())
                .filter(one -> one.name().equals(state))
                .map(one -> "m.state = " + (one.ordinal() + 1))
                .findFirst()
                .orElse(state.isEmpty() ? "true" : "false");
    }

    private static List<Object> nearness(long place) {
        int state = (int) (place / 1000) + 1;
        int more = (int) (place % 1000);
        return List.of(state, state == 2 ? more : 0, state == 3 ? more : 0);
    }

    static void field(Sql sql, String field, CodeLists codes) {
        if (field.isEmpty()) return;
        var all = Stream.concat(
                        Stream.of(field),
                        codes.technicalFieldsBelow(field).stream().map(CodeLists.Entry::code))
                .toArray(String[]::new);
        sql.and("o.technical_field = ANY(:fields)", "fields", all);
    }

    static void region(Sql sql, String region, Regions regions) {
        if (region.isEmpty()) return;
        sql.and(
                "(o.region = ANY(:regions) OR o.zone = ANY(:regions))",
                "regions",
                regions.subtree(region).toArray(String[]::new));
    }

    public KeyPage<Candidate> page(
            Viewer viewer, Ladder ladder, Query query, LocalDate today, KeyPage.At at, int size) {
        GrowList.Order order = query.sort().equals("visited")
                ? GrowList.Order.by("coalesce(" + VISITED + " - DATE '2000-01-01', 0)::bigint")
                : NEAREST;
        return GrowList.page(
                jdbc,
                where(viewer, ladder, query, today),
                COLUMNS,
                FROM,
                order,
                "m.organisation",
                at,
                size,
                CandidateStore::row);
    }

    /** Organisations of a whole filter, the nearest first, as far as the store does not have them. */
    List<UUID> all(Viewer viewer, Ladder ladder, Query query, LocalDate today, int most) {
        Sql where = where(viewer, ladder, query, today).and("c.organisation IS NULL");
        return jdbc.sql("SELECT m.organisation " + FROM + where.where()
                        + " ORDER BY m.state, m.distance, m.missing, m.organisation LIMIT :most")
                .params(where.parameters())
                .param("most", most)
                .query((rows, number) -> id(rows, "organisation"))
                .list();
    }

    private static Candidate row(ResultSet rows, int number) throws SQLException {
        return new Candidate(
                id(rows, "organisation"),
                text(rows, "name"),
                text(rows, "credit_code"),
                text(rows, "region"),
                text(rows, "technical_field"),
                Found.State.valueOf(text(rows, "state")),
                rows.getInt("distance"),
                rows.getInt("missing"),
                dayOrNull(rows, "visited"),
                idOrNull(rows, "entry"),
                rows.getLong("place"));
    }

    /** A firm that may be entered, with what is stored about it. */
    record Firm(
            UUID id,
            String name,
            String region,
            @Nullable String zone,
            @Nullable String state,
            int distance,
            int missing,
            boolean holds) {}

    /** Confirmed firms the viewer works for. */
    List<Firm> firms(Viewer viewer, Ladder ladder, List<UUID> organisations, LocalDate today) {
        Sql where = GrowList.scope(viewer)
                .and("o.status = 'confirmed'")
                .and("o.id = ANY(:ids)", "ids", organisations.toArray(UUID[]::new));
        return jdbc.sql("""
                        SELECT o.id, o.name, o.region, o.zone, m.state, coalesce(m.distance, 0) AS distance,
                               coalesce(m.missing, 0) AS missing,
                               EXISTS (SELECT FROM registry.published_title_span t WHERE t.organisation = o.id
                                   AND t.kind = :title AND t.valid @> CAST(:today AS date)) AS holds
                        FROM registry.published_organisation o
                        LEFT JOIN LATERAL (SELECT p.state, p.distance, p.missing FROM match.published_match p
                            WHERE p.organisation = o.id AND p.policy = :policy LIMIT 1) m ON true""" + where.where() + " ORDER BY o.id")
                .params(where.parameters())
                .param("title", ladder.title())
                .param("policy", ladder.policy())
                .param("today", today)
                .query((rows, number) -> new Firm(
                        id(rows, "id"),
                        text(rows, "name"),
                        text(rows, "region"),
                        rows.getString("zone"),
                        rows.getString("state"),
                        rows.getInt("distance"),
                        rows.getInt("missing"),
                        rows.getBoolean("holds")))
                .list();
    }
}
