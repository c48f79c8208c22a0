package dev.kechuang.programme.internal.recommend;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * What waits for somebody's recommendation: for county officers what their county's organisations submitted, for people of
 * an organisation its own. Which of the two a stage asks for stands in the definition; both are looked up there.
 */
@Repository
public class RecommendationStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LATEST = "9999-12-31";

    private final JdbcClient jdbc;

    public RecommendationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Scope(String sql, Map<String, Object> parameters) {}

    private static Optional<Scope> scope(Viewer viewer) {
        if (viewer.is(Role.COUNTY_OFFICER)) {
            return Optional.of(new Scope(
                    "(a.region = ANY(:scope) OR a.zone = ANY(:scope))", Map.of("scope", viewer.regionArray())));
        }
        UUID own = viewer.organisation();
        return own != null && viewer.is(Role.APPLICANT)
                ? Optional.of(new Scope("a.organisation = :own", Map.of("own", own)))
                : Optional.empty();
    }

    /** Versions with recommendation stages, for the service to look up who recommends. */
    Map<UUID, String[]> stages() {
        var found = new HashMap<UUID, String[]>();
        jdbc.sql("""
                        SELECT version, array_agg(stage) AS stages FROM programme.version_stage
                        WHERE kind = 'recommendation' GROUP BY version""")
                .query((rows, number) -> found.put(rows.getObject("version", UUID.class), (String[])
                        rows.getArray("stages").getArray()))
                .list();
        return found;
    }

    /** By due day, the earliest first. {@code stages}: version and stage, joined by a slash. */
    KeyPage<Application> waiting(Viewer viewer, String[] stages, KeyPage.At at, int size) {
        var scope = scope(viewer).orElse(new Scope("false", Map.of()));
        String where = " WHERE a.stage_kind = 'recommendation' AND a.status = 'open' AND " + scope.sql()
                + " AND a.version || '/' || a.stage = ANY(:stages)";
        var parameters = new HashMap<String, Object>(scope.parameters());
        parameters.put("stages", stages);
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT 1 FROM programme.application a" + where + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") n")
                .params(parameters)
                .query(Integer.class)
                .single();
        String key = at.key();
        String behind = "";
        if (key != null) {
            behind = " AND (coalesce(a.due_on, DATE '9999-12-31'), a.id) " + (at.backwards() ? "<" : ">")
                    + " (CAST(:keyDay AS date), CAST(:keyId AS uuid))";
            String[] parts = key.split("_", 2);
            parameters.put("keyDay", parts[0]);
            parameters.put("keyId", parts.length > 1 ? parts[1] : "00000000-0000-0000-0000-000000000000");
        }
        String order = at.backwards() ? " DESC" : "";
        var read = jdbc.sql("SELECT " + ApplicationStore.COLUMNS + ApplicationStore.FROM + where + behind
                        + " ORDER BY coalesce(a.due_on, DATE '9999-12-31')" + order + ", a.id" + order + " LIMIT "
                        + (size + 1))
                .params(parameters)
                .query(ApplicationStore::row)
                .list();
        return KeyPage.of(read, size, at, RecommendationStore::key, KeyPage.Total.of(counted));
    }

    /** How many wait, by version and stage: one statement, for the menu. */
    Map<String, Integer> counts(Viewer viewer) {
        var counts = new HashMap<String, Integer>();
        scope(viewer)
                .ifPresent(scope -> jdbc.sql("SELECT a.version || '/' || a.stage AS stage, count(*) AS waiting"
                                + " FROM programme.application a"
                                + " WHERE a.stage_kind = 'recommendation' AND a.status = 'open' AND " + scope.sql()
                                + " GROUP BY 1")
                        .params(scope.parameters())
                        .query((rows, number) -> counts.put(rows.getString("stage"), rows.getInt("waiting")))
                        .list());
        return counts;
    }

    private static String key(Application application) {
        LocalDate due = application.dueOn();
        return (due == null ? LATEST : due.toString()) + "_" + application.id();
    }

    /** Who submitted last; null for somebody without an account. */
    @Nullable UUID submitter(UUID application) {
        return jdbc.sql("""
                        SELECT account FROM programme.submission WHERE application = :id ORDER BY number DESC LIMIT 1""")
                .param("id", application)
                .query((rows, number) -> Optional.ofNullable(rows.getObject(1, UUID.class)))
                .optional()
                .flatMap(found -> found)
                .orElse(null);
    }

    /** The opinion of the last recommendation of an application, empty where there is none. */
    public Optional<Opinion> opinion(UUID application) {
        return jdbc.sql("""
                        SELECT e.data, e.actor, e.at::date AS day, e.reason FROM programme.event e
                        WHERE e.application = :id AND e.kind IN ('passed', 'refused') AND e.data ? 'recommended'
                        ORDER BY e.number DESC LIMIT 1""")
                .param("id", application)
                .query((rows, number) -> new Opinion(
                        JSON.readTree(rows.getString("data")).get("recommended").asBoolean(),
                        rows.getString("actor"),
                        rows.getObject("day", LocalDate.class),
                        rows.getString("reason")))
                .optional();
    }

    /** @param recommended false where it was declined */
    public record Opinion(boolean recommended, String actor, LocalDate day, String text) {}
}
