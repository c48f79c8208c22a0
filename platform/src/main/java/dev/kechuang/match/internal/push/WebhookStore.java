package dev.kechuang.match.internal.push;

import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Webhooks and what was sent to them. */
@Repository
public class WebhookStore {

    private static final String COLUMNS =
            "SELECT id, name, url, region, states, position, active, created_name, created_at FROM match.webhook ";
    private static final String DELIVERY = """
            SELECT id, webhook, first_change, last_change, matches, replay_of, state, attempts, next_attempt, status,
                   error, created_at, done_at
            FROM match.delivery\s""";

    private final JdbcClient jdbc;

    public WebhookStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Webhook(
            UUID id,
            String name,
            String url,
            String region,
            List<String> states,
            long position,
            boolean active,
            String createdBy,
            Instant createdAt) {}

    /**
     * One call.
     *
     * @param state {@code waiting}, {@code delivered} or {@code failed}
     * @param status of the last answer, null where there was none
     */
    public record Delivery(
            UUID id,
            UUID webhook,
            long firstChange,
            long lastChange,
            int matches,
            @Nullable UUID replayOf,
            String state,
            int attempts,
            Instant nextAttempt,
            @Nullable Integer status,
            String error,
            Instant createdAt,
            @Nullable Instant doneAt) {}

    /** False where the same address gets the same region already. */
    boolean insert(Viewer actor, Webhook webhook, byte[] secret, List<String> regions) {
        return jdbc.sql("""
                        INSERT INTO match.webhook (id, name, url, secret, region, regions, states, position, created_by,
                                                   created_name, created_at)
                        VALUES (:id, :name, :url, :secret, :region, :regions, :states, :position, :by, :byName, :now)
                        ON CONFLICT DO NOTHING
                        """)
                        .param("id", webhook.id())
                        .param("name", webhook.name())
                        .param("url", webhook.url())
                        .param("secret", secret)
                        .param("region", webhook.region())
                        .param("regions", regions.toArray(String[]::new))
                        .param("states", webhook.states().toArray(String[]::new))
                        .param("position", webhook.position())
                        .param("by", actor.requireAccount())
                        .param("byName", webhook.createdBy())
                        .param("now", Timestamp.from(webhook.createdAt()))
                        .update()
                == 1;
    }

    long newestChange() {
        return jdbc.sql("SELECT coalesce(max(id), 0) FROM match.published_change")
                .query((rows, number) -> rows.getLong(1))
                .single();
    }

    /** Those whose regions all are the viewer's. */
    public List<Webhook> list(Viewer viewer) {
        return jdbc.sql(COLUMNS
                        + "WHERE removed_at IS NULL AND regions <@ CAST(:scope AS text[]) ORDER BY created_at, id")
                .param("scope", viewer.regionArray())
                .query((rows, number) -> webhook(rows))
                .list();
    }

    public Optional<Webhook> find(Viewer viewer, UUID id) {
        return jdbc.sql(COLUMNS + "WHERE id = :id AND removed_at IS NULL AND regions <@ CAST(:scope AS text[])")
                .param("id", id)
                .param("scope", viewer.regionArray())
                .query((rows, number) -> webhook(rows))
                .optional();
    }

    void remove(UUID id, Instant now) {
        jdbc.sql("UPDATE match.webhook SET active = false, removed_at = :now WHERE id = :id AND removed_at IS NULL")
                .param("id", id)
                .param("now", Timestamp.from(now))
                .update();
        jdbc.sql("""
                        UPDATE match.delivery SET state = 'failed', error = 'removed', done_at = :now
                        WHERE webhook = :id AND state = 'waiting'
                        """).param("id", id).param("now", Timestamp.from(now)).update();
    }

    List<UUID> active() {
        return jdbc.sql("SELECT id FROM match.webhook WHERE active ORDER BY id")
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    /** Its row is held until the transaction ends; empty while somebody else holds it. */
    Optional<Webhook> lock(UUID id) {
        return jdbc.sql(COLUMNS + "WHERE id = :id AND active FOR UPDATE SKIP LOCKED")
                .param("id", id)
                .query((rows, number) -> webhook(rows))
                .optional();
    }

    void move(UUID id, long position) {
        jdbc.sql("UPDATE match.webhook SET position = :position WHERE id = :id")
                .param("id", id)
                .param("position", position)
                .update();
    }

    /** A match as other systems get it. */
    public record Sent(
            long number,
            UUID organisation,
            String creditCode,
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
            Instant changedAt) {}

    List<Sent> matches(UUID webhook, long after, long upTo) {
        return jdbc.sql("""
                        SELECT c.id, c.organisation, o.credit_code, o.name, o.region, c.policy, c.version, c.before, c.after,
                               c.amount_fen, c.distance, c.missing, c.cause, c.changed_at
                        FROM match.webhook w
                        JOIN match.published_change c ON c.id > :after AND c.id <= :upTo AND c.after = ANY(w.states)
                        JOIN registry.published_organisation o ON o.id = c.organisation
                             AND (o.region = ANY(w.regions) OR o.zone = ANY(w.regions))
                        WHERE w.id = :webhook ORDER BY c.id
                        """)
                .param("webhook", webhook)
                .param("after", after)
                .param("upTo", upTo)
                .query((rows, number) -> new Sent(
                        rows.getLong("id"),
                        rows.getObject("organisation", UUID.class),
                        rows.getString("credit_code"),
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
                        rows.getTimestamp("changed_at").toInstant()))
                .list();
    }

    void enqueue(UUID webhook, long first, long last, int matches, String body, Instant now) {
        jdbc.sql("""
                        INSERT INTO match.delivery (webhook, first_change, last_change, matches, body, next_attempt, created_at)
                        VALUES (:webhook, :first, :last, :matches, :body, :now, :now)
                        """)
                .param("webhook", webhook)
                .param("first", first)
                .param("last", last)
                .param("matches", matches)
                .param("body", body)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** The same once more; empty where there is no such delivery. */
    Optional<UUID> replay(UUID webhook, UUID delivery, Instant now) {
        return jdbc.sql("""
                        INSERT INTO match.delivery (webhook, first_change, last_change, matches, body, replay_of,
                                                    next_attempt, created_at)
                        SELECT webhook, first_change, last_change, matches, body, id, :now, :now FROM match.delivery
                        WHERE id = :delivery AND webhook = :webhook
                        RETURNING id
                        """)
                .param("webhook", webhook)
                .param("delivery", delivery)
                .param("now", Timestamp.from(now))
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional();
    }

    /** What is to be sent now. */
    record Due(UUID id, UUID webhook, String url, byte[] secret, String body, int attempt) {}

    /** The next that is due, claimed until a moment: whoever dies with it leaves it to others then. */
    Optional<Due> claim(Instant now, Instant until) {
        return jdbc.sql("""
                        UPDATE match.delivery d SET attempts = d.attempts + 1, next_attempt = :until
                        FROM match.webhook w
                        WHERE w.id = d.webhook AND d.id = (
                            SELECT waiting.id FROM match.delivery waiting
                            WHERE waiting.state = 'waiting' AND waiting.next_attempt <= :now
                            ORDER BY waiting.next_attempt, waiting.id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING d.id, d.webhook, w.url, w.secret, d.body, d.attempts
                        """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .query((rows, number) -> new Due(
                        rows.getObject("id", UUID.class),
                        rows.getObject("webhook", UUID.class),
                        rows.getString("url"),
                        Objects.requireNonNull(rows.getBytes("secret")),
                        rows.getString("body"),
                        rows.getInt("attempts")))
                .optional();
    }

    void delivered(UUID delivery, int status, Instant now) {
        settle(delivery, "delivered", status, "", null, now);
    }

    /** @param again when it is tried again; null when it is given up */
    void missed(UUID delivery, @Nullable Integer status, String error, @Nullable Instant again, Instant now) {
        settle(delivery, again == null ? "failed" : "waiting", status, error, again, now);
    }

    private void settle(
            UUID delivery, String state, @Nullable Integer status, String error, @Nullable Instant again, Instant now) {
        jdbc.sql("""
                        UPDATE match.delivery
                        SET state = :state, status = :status, error = :error,
                            next_attempt = coalesce(CAST(:again AS timestamptz), next_attempt),
                            done_at = CASE WHEN :state = 'waiting' THEN NULL ELSE CAST(:now AS timestamptz) END
                        WHERE id = :id AND state = 'waiting'
                        """)
                .param("id", delivery)
                .param("state", state)
                .param("status", status, java.sql.Types.INTEGER)
                .param("error", error.length() > 500 ? error.substring(0, 500) : error)
                .param("again", again == null ? null : again.toString(), java.sql.Types.VARCHAR)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Newest first. */
    public List<Delivery> deliveries(UUID webhook, @Nullable UUID before, int limit) {
        return jdbc.sql(DELIVERY + """
                        WHERE webhook = :webhook AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid))
                        ORDER BY id DESC LIMIT :limit""")
                .param("webhook", webhook)
                .param("before", before, java.sql.Types.OTHER)
                .param("limit", limit)
                .query((rows, number) -> delivery(rows))
                .list();
    }

    private static Webhook webhook(ResultSet rows) throws SQLException {
        return new Webhook(
                rows.getObject("id", UUID.class),
                rows.getString("name"),
                rows.getString("url"),
                rows.getString("region"),
                List.of((String[]) rows.getArray("states").getArray()),
                rows.getLong("position"),
                rows.getBoolean("active"),
                rows.getString("created_name"),
                rows.getTimestamp("created_at").toInstant());
    }

    private static Delivery delivery(ResultSet rows) throws SQLException {
        Timestamp done = rows.getTimestamp("done_at");
        return new Delivery(
                rows.getObject("id", UUID.class),
                rows.getObject("webhook", UUID.class),
                rows.getLong("first_change"),
                rows.getLong("last_change"),
                rows.getInt("matches"),
                rows.getObject("replay_of", UUID.class),
                rows.getString("state"),
                rows.getInt("attempts"),
                rows.getTimestamp("next_attempt").toInstant(),
                rows.getObject("status", Integer.class),
                rows.getString("error"),
                rows.getTimestamp("created_at").toInstant(),
                done == null ? null : done.toInstant());
    }
}
