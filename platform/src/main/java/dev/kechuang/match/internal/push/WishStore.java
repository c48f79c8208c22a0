package dev.kechuang.match.internal.push;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What firms want to be told of. */
@Repository
public class WishStore {

    private final JdbcClient jdbc;

    public WishStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param near also of policies it is near to
     * @param open also of policies that few data decide
     * @param nothing of nothing at all
     * @param groups ids of the packs whose policies it does not want to hear of
     * @param policies ids of policies it does not want to hear of
     */
    public record Wishes(boolean near, boolean open, boolean nothing, Set<String> groups, Set<String> policies) {

        /** @param pack of the policy */
        boolean wants(String policy, String pack, String state) {
            if (nothing || groups.contains(pack) || policies.contains(policy)) return false;
            return switch (state) {
                case "ELIGIBLE" -> true;
                case "NEAR" -> near;
                default -> open;
            };
        }
    }

    public Wishes of(UUID organisation) {
        var groups = new TreeSet<String>();
        var policies = new TreeSet<String>();
        boolean[] nothing = new boolean[1];
        jdbc.sql("SELECT kind, code FROM match.opt_out WHERE organisation = :organisation")
                .param("organisation", organisation)
                .query(rows -> {
                    switch (rows.getString("kind")) {
                        case "all" -> nothing[0] = true;
                        case "group" -> groups.add(rows.getString("code"));
                        default -> policies.add(rows.getString("code"));
                    }
                });
        return jdbc.sql("SELECT near, open FROM match.push_choice WHERE organisation = :organisation")
                .param("organisation", organisation)
                .query((rows, number) ->
                        new Wishes(rows.getBoolean("near"), rows.getBoolean("open"), nothing[0], groups, policies))
                .optional()
                .orElse(new Wishes(false, false, nothing[0], groups, policies));
    }

    void set(UUID organisation, Wishes wishes, String by, Instant now) {
        jdbc.sql("""
                        INSERT INTO match.push_choice (organisation, near, open, changed_at)
                        VALUES (:organisation, :near, :open, :now)
                        ON CONFLICT (organisation) DO UPDATE
                        SET near = excluded.near, open = excluded.open, changed_at = excluded.changed_at
                        """)
                .param("organisation", organisation)
                .param("near", wishes.near())
                .param("open", wishes.open())
                .param("now", Timestamp.from(now))
                .update();
        var kinds = new java.util.ArrayList<String>();
        var codes = new java.util.ArrayList<String>();
        if (wishes.nothing()) {
            kinds.add("all");
            codes.add("");
        }
        wishes.groups().forEach(group -> {
            kinds.add("group");
            codes.add(group);
        });
        wishes.policies().forEach(policy -> {
            kinds.add("policy");
            codes.add(policy);
        });
        String[] kind = kinds.toArray(String[]::new);
        String[] code = codes.toArray(String[]::new);
        jdbc.sql("""
                        DELETE FROM match.opt_out WHERE organisation = :organisation
                        AND (kind, code) NOT IN (SELECT kind, code FROM unnest(:kinds::text[], :codes::text[]) u (kind, code))
                        """)
                .param("organisation", organisation)
                .param("kinds", kind)
                .param("codes", code)
                .update();
        jdbc.sql("""
                        INSERT INTO match.opt_out (organisation, kind, code, since, by_name)
                        SELECT :organisation, kind, code, :now, :by FROM unnest(:kinds::text[], :codes::text[]) u (kind, code)
                        ON CONFLICT DO NOTHING
                        """)
                .param("organisation", organisation)
                .param("kinds", kind)
                .param("codes", code)
                .param("now", Timestamp.from(now))
                .param("by", by)
                .update();
    }
}
