package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationScope;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds applications, the latest first, in the same time among 1,000 and among 100,000: lists count to
 * {@value #COUNTED_TO}, more than a year brings, and walk an index in their order ({@link ApplicationWalk}). Words are found
 * by an index of their own; many hits are so dense that the order meets a page of them soon.
 */
@Repository
public class ApplicationSearch {

    /** Lists of applications count to here. */
    public static final int COUNTED_TO = 2_000;

    /** Drafts stand by the time of their last move, before everything submitted earlier. */
    private static final String ORDER = "coalesce(a.submitted_at, a.updated_at)";

    private final JdbcClient jdbc;

    public ApplicationSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param sql what every hit fulfils
     * @param found the same as an index of words or days finds it; empty where the walk alone finds it
     */
    private record Condition(String sql, String found, String order, Map<String, Object> parameters) {
        String whole() {
            return found.isEmpty() ? sql : sql + " AND " + found;
        }
    }

    public KeyPage<Application> find(Viewer viewer, ApplicationQuery query, KeyPage.At at, int size) {
        var condition = condition(viewer, query);
        var walk = viewer.isOfficer() ? ApplicationWalk.of(viewer, query) : null;
        int counted = jdbc.sql(
                        walk != null && condition.found().isEmpty()
                                ? walk.count(condition.sql(), COUNTED_TO + 1)
                                : "SELECT count(*)::int FROM (SELECT 1 FROM programme.application a WHERE "
                                        + condition.whole() + " LIMIT " + (COUNTED_TO + 1) + ") n")
                .params(condition.parameters())
                .query(Integer.class)
                .single();
        if (counted == 0) return new KeyPage<>(List.of(), null, null, KeyPage.Total.of(0));
        var parameters = new HashMap<>(condition.parameters());
        String beyond = "";
        String direction = at.backwards() ? "ASC" : "DESC";
        Place from = Place.of(at.key());
        if (from != null) {
            beyond = " AND (" + condition.order() + ", a.id) " + (at.backwards() ? ">" : "<")
                    + " (CAST(:keyTime AS timestamptz), CAST(:keyId AS uuid))";
            parameters.put("keyTime", from.time().toString());
            parameters.put("keyId", from.id());
        }
        String order = " ORDER BY " + condition.order() + " " + direction + ", a.id " + direction;
        // OFFSET 0 makes the planner collect first and sort then.
        String page = walk != null && (condition.found().isEmpty() || counted > COUNTED_TO)
                ? walk.first(condition.sql() + beyond, direction, size + 1)
                : "SELECT hit.id FROM (SELECT a.id, " + condition.order() + " AS at FROM programme.application a WHERE "
                        + condition.whole() + beyond + " OFFSET 0) hit ORDER BY hit.at " + direction + ", hit.id "
                        + direction + " LIMIT " + (size + 1);
        var read = jdbc.sql("WITH page AS MATERIALIZED (" + page + ") SELECT " + ApplicationStore.COLUMNS
                        + ApplicationStore.FROM
                        + " WHERE a.id IN (SELECT id FROM page)" + order)
                .params(parameters)
                .query(ApplicationStore::row)
                .list();
        return KeyPage.of(read, size, at, ApplicationSearch::key, KeyPage.Total.of(counted, COUNTED_TO));
    }

    private record Place(Instant time, UUID id) {
        /** Null for no key and one that is none: then the list starts at its beginning. */
        static @Nullable Place of(@Nullable String key) {
            String[] parts = key == null ? new String[0] : key.split("_", 2);
            if (parts.length < 2 || !parts[0].matches("[1-9][0-9]{3}-[0-9TZ:.-]{6,30}")) return null;
            try {
                Instant time = Instant.parse(parts[0]);
                return Typed.id(parts[1]).map(id -> new Place(time, id)).orElse(null);
            } catch (DateTimeParseException e) {
                return null;
            }
        }
    }

    private static String key(Application application) {
        var submitted = application.submittedAt();
        return (submitted == null ? application.stageSince() : submitted) + "_" + application.id();
    }

    /** Every hit, the latest first, at most {@code limit}, handed on as they arrive; within a transaction. */
    public Stream<Application> all(Viewer viewer, ApplicationQuery query, int limit) {
        var condition = condition(viewer, query);
        return jdbc
                .sql("SELECT " + ApplicationStore.COLUMNS + ApplicationStore.FROM + " WHERE " + condition.whole()
                        + " ORDER BY " + condition.order() + " DESC, a.id DESC LIMIT :limit")
                .params(condition.parameters())
                .param("limit", limit)
                .withFetchSize(1_000)
                .query(ApplicationStore::row)
                .stream();
    }

    private static Condition condition(Viewer viewer, ApplicationQuery query) {
        var scope = ApplicationScope.of(viewer);
        var sql = new ArrayList<String>();
        var parameters = new HashMap<String, Object>(scope.parameters());
        sql.add(scope.sql());
        boolean officer = viewer.isOfficer();
        var found = new ArrayList<String>();
        // Said once more, so that the planner knows the indexes of what was submitted.
        if (officer) sql.add("a.number IS NOT NULL");
        if (query.year() != null) {
            sql.add("a.call = ANY(ARRAY(SELECT k.id FROM programme.call k WHERE k.year = :year))");
            parameters.put("year", query.year());
        }
        if (query.call() != null) {
            sql.add("a.call = :call");
            parameters.put("call", query.call());
        }
        if (!query.programme().isEmpty()) {
            sql.add("a.version = ANY(ARRAY(SELECT v.id FROM programme.version v WHERE v.programme = :programme))");
            parameters.put("programme", query.programme());
        }
        if (!query.stage().isEmpty()) {
            sql.add("a.stage_kind = :stage");
            parameters.put("stage", query.stage());
        }
        if (!query.status().isEmpty()) {
            sql.add("a.status = :status");
            parameters.put("status", query.status());
            if (!officer) {
                // What review or decision refused is no applicant's business before it is announced.
                sql.add(
                        "(a.status <> 'refused' OR a.announced_at IS NOT NULL OR a.stage_kind NOT IN ('review', 'decision'))");
            }
        }
        if (!query.region().isEmpty()) {
            sql.add("(a.region = :region OR a.zone = :region)");
            parameters.put("region", query.region());
        }
        if (!query.field().isEmpty()) {
            sql.add("a.field = :field");
            parameters.put("field", query.field());
        }
        if (!query.text().isEmpty()) {
            var matching = ApplicationStore.matching(query.text());
            if (officer) {
                found.add(matching.sql());
                found.add(ApplicationStore.FOUND_BY + " @> CAST(:marks AS text[])");
                sql.add("a.search_text LIKE :matchLike");
                parameters.putAll(matching.parameters());
                parameters.put("marks", marks(viewer, query));
            } else {
                // Drafts have no text to search by yet; an applicant has few.
                sql.add("(lower(a.title) LIKE :like OR lower(coalesce(a.number, '')) LIKE :like"
                        + " OR lower(a.leader) LIKE :like OR a.search_text LIKE :like)");
                parameters.put(
                        "like",
                        java.util.Objects.requireNonNull(matching.parameters().get("matchLike")));
            }
        }
        if (query.overdueOn() != null) {
            String late = "a.due_on < :overdueOn AND a.status IN ('open', 'returned')";
            sql.add(late);
            found.add(late);
            parameters.put("overdueOn", query.overdueOn());
        }
        return new Condition(
                String.join(" AND ", sql), String.join(" AND ", found), officer ? "a.submitted_at" : ORDER, parameters);
    }

    /** What the index of words knows beside them. */
    private static String[] marks(Viewer officer, ApplicationQuery query) {
        var marks = new ArrayList<String>();
        if (!query.stage().isEmpty()) marks.add("stage:" + query.stage());
        if (!query.status().isEmpty()) marks.add("status:" + query.status());
        if (!query.field().isEmpty()) marks.add("field:" + query.field());
        if (!query.region().isEmpty()) marks.add("place:" + query.region());
        if (officer.regions().size() == 1)
            marks.add("place:" + officer.regions().getFirst());
        return marks.toArray(String[]::new);
    }

    /**
     * Something that waits for an organisation.
     *
     * @param invited whether it is asked to take part in another's application
     */
    public record Waiting(Application application, Instant closesAt, boolean invited) {}

    /** Returned applications, invitations and drafts, the most urgent first; a draft until a day after its call's end. */
    public List<Waiting> waiting(UUID organisation, Instant now, int limit) {
        return jdbc.sql("SELECT " + ApplicationStore.COLUMNS + ", c.closes_at, a.organisation <> :own AS invited"
                        + ApplicationStore.FROM + """
                         WHERE a.status IN ('open', 'returned') AND (
                            a.organisation = :own AND (a.status = 'returned'
                                OR a.stage_kind = 'application' AND c.closes_at > :since)
                            OR a.stage_kind = 'application' AND a.id = ANY(ARRAY(
                                SELECT p.application FROM programme.participant p
                                WHERE p.organisation = :own AND p.state = 'invited')))
                        ORDER BY a.status = 'returned' DESC, coalesce(a.due_on, CAST(c.closes_at AS date)), a.id
                        LIMIT :limit""")
                .param("own", organisation)
                .param("since", Timestamp.from(now.minus(Duration.ofDays(1))))
                .param("limit", limit)
                .query((rows, number) -> new Waiting(
                        ApplicationStore.row(rows, number),
                        rows.getObject("closes_at", OffsetDateTime.class).toInstant(),
                        rows.getBoolean("invited")))
                .list();
    }
}
