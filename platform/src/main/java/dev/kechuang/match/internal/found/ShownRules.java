package dev.kechuang.match.internal.found;

import dev.kechuang.shared.desk.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The versions by which matches with a policy are shown: nearly always one, by which their index is in the order of lists.
 */
public final class ShownRules {

    private ShownRules() {}

    /** Of the matches under an alias only those that are shown, and with the policy. */
    public static Sql only(JdbcClient jdbc, String policy, String alias) {
        Short[] codes = jdbc.sql("""
                        SELECT r.code FROM match.rule r
                        CROSS JOIN LATERAL (
                            SELECT FROM match.found f
                            WHERE f.slot = (SELECT s.slot FROM match.shown s) AND f.rule = r.code
                            ORDER BY f.rule, f.state, f.distance LIMIT 1) f
                        WHERE r.policy = :policy
                        """)
                .param("policy", policy)
                .query((rows, number) -> rows.getShort(1))
                .list()
                .toArray(Short[]::new);
        var sql = new Sql().and(alias + ".slot = (SELECT s.slot FROM match.shown s)");
        return codes.length == 1
                ? sql.and(alias + ".rule = :rule", "rule", codes[0])
                : sql.and(alias + ".rule = ANY(:rules)", "rules", codes);
    }
}
