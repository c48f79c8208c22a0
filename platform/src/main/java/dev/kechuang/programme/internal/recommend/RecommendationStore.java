package dev.kechuang.programme.internal.recommend;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.DayKey;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
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

    /**
     * How many wait at one stage of one call.
     *
     * @param version says who recommends there
     */
    record Waiting(UUID call, String title, UUID version, String stage, int count) {

        String place() {
            return call + "/" + stage;
        }
    }

    /** Where something waits in the viewer's scope, the call that closed first at the front; one statement. */
    List<Waiting> counts(Viewer viewer) {
        Optional<Scope> scope = scope(viewer);
        if (scope.isEmpty()) return List.of();
        return jdbc.sql("""
                        SELECT c.id, c.title, n.version, n.stage, n.waiting
                        FROM (SELECT a.call, a.version, a.stage, count(*) AS waiting FROM programme.application a
                              WHERE a.stage_kind = 'recommendation' AND a.status = 'open' AND """ + " " + scope.get().sql() + """

                              GROUP BY 1, 2, 3) n
                        JOIN programme.call c ON c.id = n.call ORDER BY c.closes_at, c.id""")
                .params(scope.get().parameters())
                .query((rows, number) -> new Waiting(
                        rows.getObject("id", UUID.class),
                        rows.getString("title"),
                        rows.getObject("version", UUID.class),
                        rows.getString("stage"),
                        rows.getInt("waiting")))
                .list();
    }

    /**
     * By due day, the earliest first; from the start where the key is none.
     *
     * @param places where the viewer's side recommends
     * @param words searched for; empty for all
     */
    KeyPage<Application> page(Viewer viewer, List<Waiting> places, String words, KeyPage.At at, int size) {
        Optional<Scope> scope = scope(viewer);
        if (scope.isEmpty() || places.isEmpty()) return new KeyPage<>(List.of(), null, null, KeyPage.Total.of(0));
        var parameters = new HashMap<String, Object>(scope.get().parameters());
        parameters.put("places", places.stream().map(Waiting::place).toArray(String[]::new));
        String where = " FROM programme.application a WHERE a.stage_kind = 'recommendation' AND a.status = 'open' AND "
                + scope.get().sql() + " AND a.call || '/' || a.stage = ANY(:places)";
        if (!words.isEmpty()) {
            var matching = ApplicationStore.matching(words);
            where += " AND " + matching.sql();
            parameters.putAll(matching.parameters());
        }
        int counted = words.isEmpty()
                ? places.stream().mapToInt(Waiting::count).sum()
                : jdbc.sql("SELECT count(*) FROM (SELECT 1" + where + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") n")
                        .params(parameters)
                        .query(Integer.class)
                        .single();
        String key = at.key();
        String behind = "";
        String[] parts = key == null ? new String[0] : key.split("_", 2);
        var from = parts.length == 2 ? DayKey.of(parts[0], parts[1]) : Optional.<DayKey>empty();
        if (from.isPresent()) {
            behind = " AND (coalesce(a.due_on, DATE '9999-12-31'), a.id) " + (at.backwards() ? "<" : ">")
                    + " (CAST(:keyDay AS date), CAST(:keyId AS uuid))";
            parameters.put("keyDay", from.get().day());
            parameters.put("keyId", from.get().id());
        }
        String order = at.backwards() ? " DESC" : "";
        String ordered = " ORDER BY coalesce(a.due_on, DATE '9999-12-31')" + order + ", a.id" + order;
        // The page is found in the index; rows are read of what it shows alone.
        var read = jdbc.sql("SELECT " + ApplicationStore.COLUMNS + ApplicationStore.FROM + " WHERE a.id IN (SELECT a.id"
                        + where + behind + ordered + " LIMIT " + (size + 1) + ")" + ordered)
                .params(parameters)
                .query(ApplicationStore::row)
                .list();
        return KeyPage.of(read, size, at, RecommendationStore::key, KeyPage.Total.of(counted));
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
