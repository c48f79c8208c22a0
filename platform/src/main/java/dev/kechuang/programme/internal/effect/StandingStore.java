package dev.kechuang.programme.internal.effect;

import dev.kechuang.programme.internal.lifecycle.Application;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * How the confirmed lists of a call have its applications. The place is that on the first list an application stood on:
 * everybody who was evaluated stands on it, while a later one numbers those that were left from 1 again. Whether it is
 * taken, the last one says. Not scoped: the caller has checked who may see the call.
 */
@Repository
public class StandingStore {

    private final JdbcClient jdbc;

    public StandingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param list number of the first list in its call
     * @param place on that list, from 1
     * @param listed whether the last list it stood on takes it
     * @param last id of that list
     * @param ranked how many stood on it (参评数)
     * @param struck whether the application has ended since without a result: withdrawn, or struck while it was public or
     *     waited for approval
     */
    public record Standing(
            UUID application,
            int list,
            @Nullable BigDecimal score,
            int place,
            int ranked,
            boolean listed,
            UUID last,
            boolean struck) {}

    private static final String STANDING = """
            WITH l AS MATERIALIZED (
                SELECT d.id, d.number,
                       (SELECT count(*)::int FROM programme.decision_entry o WHERE o.list = d.id) AS ranked
                FROM programme.decision_list d WHERE d.call = :call AND d.state = 'confirmed')
            SELECT DISTINCT ON (e.application) e.application, l.number, e.score, e.place, l.ranked,
                   last_value(e.approve) OVER w AS listed, last_value(l.id) OVER w AS last,
                   a.status = 'withdrawn' OR a.status = 'refused' AND a.stage_kind <> 'decision' AS struck
            FROM l JOIN programme.decision_entry e ON e.list = l.id
            JOIN programme.application a ON a.id = e.application
            %s
            WINDOW w AS (PARTITION BY e.application ORDER BY l.number
                         ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
            ORDER BY e.application, l.number""";

    /** Of every application of a call that stands on a confirmed list. */
    public Map<UUID, Standing> of(UUID call) {
        return jdbc.sql(STANDING.formatted("")).param("call", call).query(StandingStore::standing).list().stream()
                .collect(Collectors.toMap(Standing::application, Function.identity()));
    }

    /** Of one application; empty where it stands on no confirmed list. */
    public Optional<Standing> of(Application application) {
        return jdbc.sql(STANDING.formatted("WHERE e.application = :application"))
                .param("call", application.call())
                .param("application", application.id())
                .query(StandingStore::standing)
                .optional();
    }

    private static Standing standing(ResultSet rows, int number) throws SQLException {
        return new Standing(
                rows.getObject("application", UUID.class),
                rows.getInt("number"),
                rows.getBigDecimal("score"),
                rows.getInt("place"),
                rows.getInt("ranked"),
                rows.getBoolean("listed"),
                rows.getObject("last", UUID.class),
                rows.getBoolean("struck"));
    }
}
