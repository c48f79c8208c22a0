package dev.kechuang.match.internal.found;

import dev.kechuang.match.Matches;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stored matches as officers read them: of their regions. */
@Repository
public class FoundLists implements Matches {

    private static final String SCOPE = "(%1$s.region = ANY(:scope) OR %1$s.zone = ANY(:scope))";

    private final JdbcClient jdbc;

    public FoundLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A firm in the list of a policy. */
    public record Firm(
            UUID organisation,
            String name,
            String creditCode,
            String region,
            @Nullable String zone,
            Found match) {}

    @Override
    public List<Count> counts(Viewer viewer) {
        if (!viewer.isOfficer()) return List.of();
        return jdbc.sql("""
                        SELECT t.policy, t.region, t.zone,
                               coalesce(sum(t.count) FILTER (WHERE t.state = 'ELIGIBLE'), 0)::int AS eligible,
                               coalesce(sum(t.count) FILTER (WHERE t.state = 'NEAR'), 0)::int AS near,
                               coalesce(sum(t.count) FILTER (WHERE t.state = 'OPEN'), 0)::int AS open
                        FROM match.published_tally t WHERE %s
                        GROUP BY t.policy, t.region, t.zone ORDER BY t.policy, t.region, t.zone
                        """.formatted(SCOPE.formatted("t")))
                .param("scope", viewer.regionArray())
                .query((rows, number) -> new Count(
                        rows.getString("policy"),
                        rows.getString("region"),
                        rows.getString("zone"),
                        rows.getInt("eligible"),
                        rows.getInt("near"),
                        rows.getInt("open")))
                .list();
    }

    @Override
    public Optional<Instant> decidedAt() {
        return jdbc.sql("SELECT finished_at FROM match.run WHERE state = 'shown' ORDER BY id DESC LIMIT 1")
                .query((rows, number) -> rows.getTimestamp(1).toInstant())
                .optional();
    }

    /** Firms of a policy: the nearest first, those that lack least, then in the order in which they were entered. */
    public KeyPage<Firm> page(Viewer viewer, MatchQuery query, KeyPage.At at, int size) {
        if (!viewer.isOfficer()) return new KeyPage<>(List.of(), null, null, KeyPage.Total.of(0));
        var shown = ShownRules.only(jdbc, query.policy(), "f")
                .and("f.state = :state", "state", query.state().ordinal() + 1)
                .and(SCOPE.formatted("f"), "scope", viewer.regionArray());
        var parameters = new HashMap<>(shown.parameters());
        String from = "FROM match.found f" + shown.where();
        if (query.distance() != null) {
            from += " AND f.distance <= :distance";
            parameters.put("distance", query.distance());
        }
        if (!query.region().isEmpty()) {
            from += " AND (f.region = :region OR f.zone = :region)";
            parameters.put("region", query.region());
        }
        if (query.leastFen() != null) {
            from += " AND f.amount_fen >= :least";
            parameters.put("least", query.leastFen());
        }
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT " + from + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") x")
                .params(parameters)
                .query(Integer.class)
                .single();
        String direction = at.backwards() ? "DESC" : "ASC";
        String beyond = "";
        Place place = Place.of(at.key());
        if (place != null) {
            beyond = " AND (f.distance, f.missing, f.organisation) " + (at.backwards() ? "<" : ">")
                    + " (:keyDistance, :keyMissing, :keyId)";
            parameters.put("keyDistance", place.distance());
            parameters.put("keyMissing", place.missing());
            parameters.put("keyId", place.organisation());
        }
        parameters.put("most", size + 1);
        var read = jdbc.sql("""
                        SELECT f.organisation, o.name, o.credit_code, f.region, f.zone, r.policy, r.version,
                               (ARRAY['ELIGIBLE', 'NEAR', 'OPEN'])[f.state] AS state,
                               m.amount_fen, f.distance, f.missing, m.day
                        FROM (SELECT f.organisation, f.rule, f.state, f.distance, f.missing, f.region, f.zone, f.slot %1$s %2$s
                              ORDER BY f.distance %3$s, f.missing %3$s, f.organisation %3$s LIMIT :most) f
                        JOIN match.found m ON m.slot = f.slot AND m.organisation = f.organisation AND m.rule = f.rule
                        JOIN match.rule r ON r.code = f.rule
                        JOIN registry.published_organisation o ON o.id = f.organisation
                        ORDER BY f.distance %3$s, f.missing %3$s, f.organisation %3$s
                        """.formatted(from, beyond, direction))
                .params(parameters)
                .query((rows, number) -> new Firm(
                        rows.getObject("organisation", UUID.class),
                        rows.getString("name"),
                        rows.getString("credit_code"),
                        rows.getString("region"),
                        rows.getString("zone"),
                        FoundStore.row(rows)))
                .list();
        return KeyPage.of(
                read,
                size,
                at,
                firm -> firm.match().distance() + "." + firm.match().missing() + "." + firm.organisation(),
                KeyPage.Total.of(counted));
    }

    private record Place(int distance, int missing, UUID organisation) {
        /** Null for no key and one that is none: then the list starts at its beginning. */
        static @Nullable Place of(@Nullable String key) {
            if (key == null || !key.matches("[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9a-f-]{36}")) return null;
            String[] parts = key.split("\\.", -1);
            return Typed.id(parts[2])
                    .map(firm -> new Place(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), firm))
                    .orElse(null);
        }
    }
}
