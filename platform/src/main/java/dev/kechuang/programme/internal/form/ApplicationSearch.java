package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationScope;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds applications, the latest first, in the same time among 1,000 and among 100,000.
 *
 * <p>The first statement counts to {@value KeyPage#COUNTED_TO}. Few hits are collected and sorted; where there are more, one
 * row in some dozens is a hit even among 100,000, and walking an index in the order meets a page of them at once.
 */
@Repository
public class ApplicationSearch {

    /** Hits up to which sorting all costs no more than a page does. */
    private static final int FEW = 2_000;

    /** Drafts stand by the time of their last move, before everything submitted earlier. */
    private static final String ORDER = "coalesce(a.submitted_at, a.updated_at)";

    private final JdbcClient jdbc;

    public ApplicationSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Condition(String sql, String order, Map<String, Object> parameters) {}

    public KeyPage<Application> find(Viewer viewer, ApplicationQuery query, KeyPage.At at, int size) {
        var condition = condition(viewer, query);
        int counted = jdbc.sql("SELECT count(*)::int FROM (SELECT 1 FROM programme.application a WHERE "
                        + condition.sql() + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") n")
                .params(condition.parameters())
                .query(Integer.class)
                .single();
        if (counted == 0) return new KeyPage<>(List.of(), null, null, KeyPage.Total.of(0));
        var parameters = new HashMap<>(condition.parameters());
        String beyond = "";
        String direction = at.backwards() ? "ASC" : "DESC";
        String[] key = at.key() == null ? new String[0] : at.key().split("_", 2);
        if (key.length == 2 && key[0].matches("[0-9TZ:.+-]{10,40}") && key[1].matches("[0-9a-f-]{36}")) {
            beyond = " AND (" + condition.order() + ", a.id) " + (at.backwards() ? ">" : "<")
                    + " (CAST(:keyTime AS timestamptz), CAST(:keyId AS uuid))";
            parameters.put("keyTime", key[0]);
            parameters.put("keyId", key[1]);
        }
        String order = " ORDER BY " + condition.order() + " " + direction + ", a.id " + direction;
        boolean few = counted <= FEW;
        // OFFSET 0 makes the planner collect first and sort then; without, it walks the order.
        String from = few
                ? " FROM (SELECT a.id FROM programme.application a WHERE " + condition.sql() + beyond + " OFFSET 0) hit"
                        + " JOIN programme.application a ON a.id = hit.id"
                : " FROM programme.application a";
        var page = jdbc.sql("WITH page AS (SELECT a.id" + from + (few ? "" : " WHERE " + condition.sql() + beyond)
                        + order + " LIMIT " + (size + 1) + ") SELECT " + ApplicationStore.COLUMNS
                        + ApplicationStore.FROM
                        + " WHERE a.id IN (SELECT id FROM page)" + order)
                .params(parameters)
                .query(ApplicationStore::row)
                .list();
        return KeyPage.of(page, size, at, ApplicationSearch::key, KeyPage.Total.of(counted));
    }

    private static String key(Application application) {
        var submitted = application.submittedAt();
        return (submitted == null ? application.stageSince() : submitted) + "_" + application.id();
    }

    /** Every hit, the latest first, at most {@code limit}, handed on as they arrive; within a transaction. */
    public Stream<Application> all(Viewer viewer, ApplicationQuery query, int limit) {
        var condition = condition(viewer, query);
        return jdbc
                .sql("SELECT " + ApplicationStore.COLUMNS + ApplicationStore.FROM + " WHERE " + condition.sql()
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
        // Said once more, so that the planner knows the indexes of what was submitted.
        if (officer) sql.add("a.number IS NOT NULL");
        if (query.year() != null) {
            sql.add("a.call IN (SELECT k.id FROM programme.call k WHERE k.year = :year)");
            parameters.put("year", query.year());
        }
        if (query.call() != null) {
            sql.add("a.call = :call");
            parameters.put("call", query.call());
        }
        if (!query.programme().isEmpty()) {
            sql.add("a.version IN (SELECT v.id FROM programme.version v WHERE v.programme = :programme)");
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
                sql.add(matching.sql());
                parameters.putAll(matching.parameters());
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
            sql.add("a.due_on < :overdueOn AND a.status IN ('open', 'returned')");
            parameters.put("overdueOn", query.overdueOn());
        }
        return new Condition(String.join(" AND ", sql), officer ? "a.submitted_at" : ORDER, parameters);
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
