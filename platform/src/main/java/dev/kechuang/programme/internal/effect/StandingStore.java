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
 * How the confirmed lists of a call have its applications. The first list an application stood on counts: everybody who
 * was evaluated stands on it, while a later one numbers those that were left from 1 again. Not scoped: the caller has
 * checked who may see the call.
 */
@Repository
public class StandingStore {

    private final JdbcClient jdbc;

    public StandingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param list number of the list in its call
     * @param place on that list, from 1
     * @param ranked how many stood on it (参评数)
     * @param struck whether the application has ended since without a result: withdrawn, or struck while it was public or
     *     waited for approval
     */
    public record Standing(
            UUID application, int list, @Nullable BigDecimal score, int place, int ranked, boolean struck) {}

    private static final String STANDING = """
            WITH l AS MATERIALIZED (
                SELECT d.id, d.number,
                       (SELECT count(*)::int FROM programme.decision_entry o WHERE o.list = d.id) AS ranked
                FROM programme.decision_list d WHERE d.call = :call AND d.state = 'confirmed')
            SELECT DISTINCT ON (e.application) e.application, l.number, e.score, e.place, l.ranked,
                   a.status = 'withdrawn' OR a.status = 'refused' AND a.stage_kind <> 'decision' AS struck
            FROM l JOIN programme.decision_entry e ON e.list = l.id
            JOIN programme.application a ON a.id = e.application
            """;

    /** Of every application of a call that stands on a confirmed list. */
    public Map<UUID, Standing> of(UUID call) {
        return jdbc
                .sql(STANDING + "ORDER BY e.application, l.number")
                .param("call", call)
                .query(StandingStore::standing)
                .list()
                .stream()
                .collect(Collectors.toMap(Standing::application, Function.identity()));
    }

    /** Of one application; empty where it stands on no confirmed list. */
    Optional<Standing> of(Application application) {
        return jdbc.sql(STANDING + "WHERE e.application = :application ORDER BY e.application, l.number")
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
                rows.getBoolean("struck"));
    }
}
