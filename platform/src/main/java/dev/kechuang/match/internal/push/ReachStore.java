package dev.kechuang.match.internal.push;

import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What officers see of pushing, each within the own regions: new matches, and how far policies reach (触达). */
@Repository
public class ReachStore {

    /** In the order of their numbers in the log. */
    private static final List<String> STATES = List.of("ELIGIBLE", "NEAR", "OPEN");

    private static final String SCOPE = "(o.region = ANY(:scope) OR o.zone = ANY(:scope))";

    private final JdbcClient jdbc;

    public ReachStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A match that is new, or another than before.
     *
     * @param before null when it was none
     * @param distance by how many per cent thresholds would have to be eased, for a near one
     * @param missing how many data are missing, for an open one
     * @param holds whether it still is what it became
     * @param told when the firm was told of it, null while it was not
     * @param opened when the firm first opened what it was told, null while it has not
     */
    public record NewMatch(
            long number,
            UUID organisation,
            String name,
            String region,
            String policy,
            String version,
            @Nullable String before,
            String state,
            @Nullable Long amountFen,
            int distance,
            int missing,
            String cause,
            Instant changedAt,
            boolean holds,
            @Nullable Instant told,
            @Nullable Instant opened) {}

    /** Newest first, before a number; empty texts ask for nothing. */
    public List<NewMatch> newest(
            Viewer viewer, String policy, String state, String region, @Nullable Long before, int limit) {
        return list(
                viewer,
                policy,
                state,
                region,
                "c.id < :at",
                "c.id DESC",
                before == null ? Long.MAX_VALUE : before,
                limit);
    }

    /** Oldest first, behind a number. */
    public List<NewMatch> since(Viewer viewer, String policy, String state, String region, long after, int limit) {
        return list(viewer, policy, state, region, "c.id > :at", "c.id", after, limit);
    }

    private List<NewMatch> list(
            Viewer viewer, String policy, String state, String region, String place, String order, long at, int limit) {
        if (!viewer.isOfficer()) return List.of();
        var where = new StringBuilder("c.after > 0 AND ").append(place);
        var parameters = new HashMap<String, Object>();
        if (!state.isEmpty()) {
            where.append(" AND c.after = :state");
            parameters.put("state", STATES.indexOf(state) + 1);
        }
        if (!region.isEmpty()) {
            where.append(" AND (c.region = ANY(:scope) OR c.zone = ANY(:scope))");
            parameters.put("region", region);
        }
        // The newest of each place, or of each version of the policy, and of these the newest: however few of the
        // city's
        // changes they are, an index has them together.
        String of = """
                SELECT p.id FROM %s
                CROSS JOIN LATERAL (SELECT c.id FROM match.change c WHERE c.%s = at.code AND %s ORDER BY %s LIMIT :limit) p
                """;
        String places = (region.isEmpty() ? "unnest(CAST(:scope AS text[]))" : "unnest(ARRAY[CAST(:region AS text)])")
                + " AS at (code)";
        String page;
        if (policy.isEmpty()) {
            page = of.formatted(places, "region", where, order) + " UNION "
                    + of.formatted(places, "zone", where, order);
        } else {
            String codes = "(SELECT r.code FROM match.rule r WHERE r.policy = :policy) at (code)";
            where.append(" AND (c.region = ANY(:scope) OR c.zone = ANY(:scope))");
            if (!region.isEmpty()) where.append(" AND (c.region = :region OR c.zone = :region)");
            parameters.put("policy", policy);
            page = of.formatted(codes, "rule", where, order);
        }
        return jdbc.sql("WITH page AS (SELECT c.id FROM (" + page + ") c ORDER BY " + order + " LIMIT :limit)" + """
                        SELECT c.id, c.organisation, o.name, o.region, c.policy, c.version, c.before, c.after,
                               c.amount_fen, c.distance, c.missing, c.cause, c.changed_at,
                               coalesce(f.holds, false) AS holds, m.sent_at, coalesce(m.opened_at, (
                                   SELECT min(p.read_at) FROM message.published_message p
                                   WHERE p.key = 'match.push/' || m.id)) AS opened_at
                        FROM page
                        JOIN match.published_change c ON c.id = page.id
                        JOIN registry.published_organisation o ON o.id = c.organisation
                        LEFT JOIN LATERAL (SELECT true AS holds FROM match.published_match f
                            WHERE f.organisation = c.organisation AND f.policy = c.policy AND f.state = c.after
                            LIMIT 1) f ON true
                        LEFT JOIN match.notice n ON n.organisation = c.organisation AND n.policy = c.policy
                                                AND n.version = c.version AND n.state = c.after
                        LEFT JOIN match.mailing m ON m.id = n.mailing
                        ORDER BY\s"""
                        + order)
                .param("scope", viewer.regionArray())
                .param("at", at)
                .param("limit", limit)
                .params(parameters)
                .query((rows, number) -> read(rows))
                .list();
    }

    private static NewMatch read(ResultSet rows) throws SQLException {
        var told = rows.getTimestamp("sent_at");
        var opened = rows.getTimestamp("opened_at");
        return new NewMatch(
                rows.getLong("id"),
                rows.getObject("organisation", UUID.class),
                rows.getString("name"),
                rows.getString("region"),
                rows.getString("policy"),
                rows.getString("version"),
                rows.getString("before"),
                rows.getString("after"),
                rows.getObject("amount_fen", Long.class),
                rows.getInt("distance"),
                rows.getInt("missing"),
                rows.getString("cause"),
                rows.getTimestamp("changed_at").toInstant(),
                rows.getBoolean("holds"),
                told == null ? null : told.toInstant(),
                opened == null ? null : opened.toInstant());
    }

    /**
     * Organisations, each counted once.
     *
     * @param key policy or region
     * @param eligible matched and eligible today
     * @param near matched and near or open today
     * @param told of the policy by a message, in any state
     * @param opened of those told, who opened or read it
     * @param applied who submitted an application in a call of the policy
     * @param appliedTold of those, who were told before
     */
    public record Reach(String key, int eligible, int near, int told, int opened, int applied, int appliedTold) {

        static Reach none(String key) {
            return new Reach(key, 0, 0, 0, 0, 0, 0);
        }

        Reach matched(int eligibleNow, int nearNow) {
            return new Reach(key, eligibleNow, nearNow, told, opened, applied, appliedTold);
        }

        Reach told(int toldNow, int openedNow) {
            return new Reach(key, eligible, near, toldNow, openedNow, applied, appliedTold);
        }

        Reach applied(int all, int ofTold) {
            return new Reach(key, eligible, near, told, opened, all, ofTold);
        }
    }

    /** By policy; what is matched today is counted where one policy is looked at. */
    public Map<String, Reach> byPolicy(Viewer viewer, Map<String, List<UUID>> calls) {
        return reach(viewer, "policy", calls, "");
    }

    /** By county, of one policy. */
    public Map<String, Reach> byRegion(Viewer viewer, String policy, List<UUID> calls) {
        var reach = reach(viewer, "region", Map.of(policy, calls), policy);
        if (!viewer.isOfficer()) return reach;
        jdbc.sql("""
                        SELECT t.region, coalesce(sum(t.count) FILTER (WHERE t.state = 'ELIGIBLE'), 0) AS eligible,
                               coalesce(sum(t.count) FILTER (WHERE t.state <> 'ELIGIBLE'), 0) AS near
                        FROM match.published_tally t
                        WHERE t.policy = :policy AND (t.region = ANY(:scope) OR t.zone = ANY(:scope))
                        GROUP BY t.region
                        """)
                .param("policy", policy)
                .param("scope", viewer.regionArray())
                .query(rows -> {
                    String region = rows.getString("region");
                    int eligible = rows.getInt("eligible");
                    int near = rows.getInt("near");
                    reach.compute(
                            region, (key, was) -> (was == null ? Reach.none(region) : was).matched(eligible, near));
                });
        return reach;
    }

    private Map<String, Reach> reach(Viewer viewer, String by, Map<String, List<UUID>> calls, String policy) {
        var reach = new TreeMap<String, Reach>();
        if (!viewer.isOfficer()) return reach;
        String key = by.equals("policy") ? "n.policy" : "sent.region";
        // Whether a message was opened is asked once for each, not for each policy that it names.
        String named = policy.isEmpty()
                ? ""
                : " AND m.id IN (SELECT n.mailing FROM match.notice n WHERE n.policy = :policy AND n.mailing IS NOT NULL)";
        jdbc.sql("""
                        WITH sent AS MATERIALIZED (
                            SELECT m.id, m.organisation, o.region, m.opened_at IS NOT NULL OR EXISTS (
                                       SELECT FROM message.published_message p
                                       WHERE p.key = 'match.push/' || m.id AND p.read_at IS NOT NULL) AS opened
                            FROM match.mailing m
                            JOIN registry.published_organisation o ON o.id = m.organisation
                            WHERE %s%s
                        )
                        SELECT x.key, count(*) AS told, count(*) FILTER (WHERE x.opened) AS opened
                        FROM (SELECT %s AS key, sent.organisation, bool_or(sent.opened) AS opened
                              FROM sent JOIN match.notice n ON n.mailing = sent.id
                              WHERE :policy = '' OR n.policy = :policy GROUP BY 1, 2) x
                        GROUP BY 1
                        """.formatted(SCOPE, named, key))
                .param("policy", policy)
                .param("scope", viewer.regionArray())
                .query(rows -> {
                    String found = rows.getString("key");
                    int told = rows.getInt("told");
                    int opened = rows.getInt("opened");
                    reach.compute(found, (k, was) -> (was == null ? Reach.none(found) : was).told(told, opened));
                });
        var policies = new ArrayList<String>();
        var ids = new ArrayList<UUID>();
        calls.forEach((one, of) -> of.forEach(call -> {
            policies.add(one);
            ids.add(call);
        }));
        if (ids.isEmpty()) return reach;
        jdbc.sql("SELECT " + (by.equals("policy") ? "c.policy" : "o.region") + """
                         AS key, count(DISTINCT a.organisation) AS applied,
                               count(DISTINCT a.organisation) FILTER (WHERE EXISTS (
                                   SELECT FROM match.notice n JOIN match.mailing m ON m.id = n.mailing
                                   WHERE n.organisation = a.organisation AND n.policy = c.policy
                                     AND m.sent_at <= a.submitted_at)) AS of_told
                        FROM programme.published_application a
                        JOIN unnest(:policies::text[], :calls::uuid[]) c (policy, call) ON c.call = a.call
                        JOIN registry.published_organisation o ON o.id = a.organisation
                        WHERE\s""" + SCOPE + " GROUP BY 1")
                .param("policies", policies.toArray(String[]::new))
                .param("calls", ids.toArray(UUID[]::new))
                .param("scope", viewer.regionArray())
                .query(rows -> {
                    String found = rows.getString("key");
                    int applied = rows.getInt("applied");
                    int ofTold = rows.getInt("of_told");
                    reach.compute(found, (k, was) -> (was == null ? Reach.none(found) : was).applied(applied, ofTold));
                });
        return reach;
    }
}
