package dev.kechuang.programme.internal.call;

import dev.kechuang.programme.internal.call.Call.Attachment;
import dev.kechuang.programme.internal.call.Call.Quota;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes calls. Everybody sees what is public; drafts only the officers of the call's region. */
@Repository
public class CallStore {

    private static final String COLUMNS = """
            c.id, v.programme, v.name, v.name_en, c.version, c.parent, c.number, c.title, c.year, c.region, c.state,
            c.opens_at, c.closes_at, c.grace_minutes, c.budget_fen, c.budget_line, c.revision, c.guide, c.contact,
            c.cancelled_reason, c.published_at""";

    private static final String FROM = " FROM programme.call c JOIN programme.version v ON v.id = c.version";

    private final JdbcClient jdbc;

    public CallStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Scope(String sql, Map<String, Object> parameters) {
        static Scope of(Viewer viewer) {
            return viewer.isOfficer()
                    ? new Scope("(c.state <> 'draft' OR c.region = ANY(:scope))", Map.of("scope", viewer.regionArray()))
                    : new Scope("c.state <> 'draft'", Map.of());
        }
    }

    public Optional<Call> find(Viewer viewer, UUID id) {
        var scope = Scope.of(viewer);
        return complete(jdbc.sql("SELECT " + COLUMNS + FROM + " WHERE c.id = :id AND " + scope.sql())
                        .param("id", id)
                        .params(scope.parameters())
                        .query(CallStore::row)
                        .list())
                .stream()
                .findFirst();
    }

    /** Without scope. */
    public Optional<Call> find(UUID id) {
        return complete(jdbc.sql("SELECT " + COLUMNS + FROM + " WHERE c.id = :id")
                        .param("id", id)
                        .query(CallStore::row)
                        .list())
                .stream()
                .findFirst();
    }

    /** That is or was public; without scope. */
    public Optional<Call> published(UUID id) {
        return find(id).filter(call -> call.state() != Call.State.DRAFT);
    }

    Optional<Call> lock(UUID id) {
        jdbc.sql("SELECT id FROM programme.call WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query(UUID.class)
                .optional();
        return find(id);
    }

    /** Published calls an applicant can still submit to, those that end first at the front. */
    public List<Call> open(Instant now) {
        return complete(jdbc.sql("SELECT " + COLUMNS + FROM
                        + " WHERE c.state = 'published' AND c.opens_at <= :now AND c.closes_at > :now"
                        + " ORDER BY c.closes_at, c.id")
                .param("now", Timestamp.from(now))
                .query(CallStore::row)
                .list());
    }

    /** What a list of calls is asked for; empty texts and null ask for nothing. */
    public record Query(
            String text,
            String programme,
            String region,
            String phase,
            @Nullable Integer year) {}

    public KeyPage<Call> list(
            Viewer viewer, Query query, Instant now, @Nullable String after, @Nullable String before, int size) {
        var scope = Scope.of(viewer);
        var parameters = new HashMap<String, Object>(scope.parameters());
        var where = new StringBuilder(scope.sql());
        if (!query.text().isBlank()) {
            where.append(" AND (c.title ILIKE :text OR c.number ILIKE :text)");
            parameters.put("text", "%" + query.text().strip().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        if (!query.programme().isEmpty()) {
            where.append(" AND v.programme = :programme");
            parameters.put("programme", query.programme());
        }
        if (!query.region().isEmpty()) {
            where.append(" AND c.region = :region");
            parameters.put("region", query.region());
        }
        if (query.year() != null) {
            where.append(" AND c.year = :year");
            parameters.put("year", query.year());
        }
        parameters.put("now", Timestamp.from(now));
        where.append(
                switch (query.phase()) {
                    case "draft" -> " AND c.state = 'draft'";
                    case "cancelled" -> " AND c.state = 'cancelled'";
                    case "upcoming" -> " AND c.state = 'published' AND c.opens_at > :now";
                    case "open" -> " AND c.state = 'published' AND c.opens_at <= :now AND c.closes_at > :now";
                    case "closed" -> " AND c.state = 'published' AND c.closes_at <= :now";
                    default -> "";
                });
        String matching = FROM + " WHERE " + where;
        int counted = jdbc.sql(
                        "SELECT count(*) FROM (SELECT 1" + matching + " LIMIT " + (KeyPage.COUNTED_TO + 1) + ") n")
                .params(parameters)
                .query(Integer.class)
                .single();
        var at = KeyPage.At.of(after, before);
        if (at.key() != null) {
            where.append(" AND (c.closes_at, c.id) ")
                    .append(at.backwards() ? ">" : "<")
                    .append(" (CAST(:keyTime AS timestamptz), CAST(:keyId AS uuid))");
            String[] key = at.key().split("_", 2);
            parameters.put("keyTime", key[0]);
            parameters.put("keyId", key.length > 1 ? key[1] : "00000000-0000-0000-0000-000000000000");
        }
        String order = at.backwards() ? " ORDER BY c.closes_at, c.id" : " ORDER BY c.closes_at DESC, c.id DESC";
        var read = jdbc.sql("SELECT " + COLUMNS + FROM + " WHERE " + where + order + " LIMIT " + (size + 1))
                .params(parameters)
                .query(CallStore::row)
                .list();
        return KeyPage.of(
                complete(read), size, at, call -> call.closesAt() + "_" + call.id(), KeyPage.Total.of(counted));
    }

    /** Calls of districts that were delegated by this one. */
    public List<Call> delegated(Viewer viewer, UUID parent) {
        var scope = Scope.of(viewer);
        return complete(jdbc.sql("SELECT " + COLUMNS + FROM + " WHERE c.parent = :parent AND " + scope.sql()
                        + " ORDER BY c.region, c.id")
                .param("parent", parent)
                .params(scope.parameters())
                .query(CallStore::row)
                .list());
    }

    /** Version id and name of each programme that is released and whose region is one of these, or above all. */
    public List<Released> released(Collection<String> regions) {
        return jdbc.sql("""
                        SELECT id, programme, name, name_en, region FROM programme.version
                        WHERE state = 'released' AND (region = '' OR region = ANY(:regions)) ORDER BY region, programme""")
                .param("regions", regions.toArray(String[]::new))
                .query((rows, number) -> new Released(
                        rows.getObject("id", UUID.class),
                        rows.getString("programme"),
                        rows.getString("name"),
                        rows.getString("name_en"),
                        rows.getString("region")))
                .list();
    }

    public record Released(UUID version, String programme, String name, String english, String region) {}

    /** Organisations with a draft or a submission in the call that is not ended. */
    List<UUID> applicants(UUID call) {
        return jdbc.sql("""
                        SELECT DISTINCT organisation FROM programme.application
                        WHERE call = :call AND status IN ('open', 'returned', 'held')""")
                .param("call", call)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    int nextInYear(int year) {
        return jdbc.sql("""
                        INSERT INTO programme.call_number (year, next) VALUES (:year, 2)
                        ON CONFLICT (year) DO UPDATE SET next = call_number.next + 1
                        RETURNING next - 1""").param("year", year).query(Integer.class).single();
    }

    /**
     * The next application number of a call. Holds the call's row until the transaction ends: to be asked last.
     */
    public int nextApplication(UUID call) {
        return jdbc.sql("""
                        UPDATE programme.call SET next_number = next_number + 1 WHERE id = :call
                        RETURNING next_number - 1""").param("call", call).query(Integer.class).single();
    }

    UUID insert(CallData data, String number, @Nullable UUID parent, Viewer by, Instant now) {
        return jdbc.sql("""
                        INSERT INTO programme.call (version, parent, number, title, year, region, unit, opens_at,
                            closes_at, grace_minutes, budget_fen, budget_line, guide, contact, created_by, created_at)
                        VALUES (:version, :parent, :number, :title, :year, :region, :unit, :opens, :closes, :grace,
                            :budget, :line, :guide, :contact, :account, :now)
                        RETURNING id""")
                .params(parameters(data))
                .param("parent", parent)
                .param("number", number)
                .param("unit", by.unit())
                .param("account", by.account())
                .param("now", Timestamp.from(now))
                .query(UUID.class)
                .single();
    }

    void update(UUID id, CallData data) {
        jdbc.sql("""
                        UPDATE programme.call SET version = :version, title = :title, year = :year, region = :region,
                            opens_at = :opens, closes_at = :closes, grace_minutes = :grace, budget_fen = :budget,
                            budget_line = :line, guide = :guide, contact = :contact, revision = revision + 1
                        WHERE id = :id""").params(parameters(data)).param("id", id).update();
    }

    /** One more revision, for what stands beside the call's own row. */
    void revise(UUID id) {
        jdbc.sql("UPDATE programme.call SET revision = revision + 1 WHERE id = :id")
                .param("id", id)
                .update();
    }

    private static Map<String, @Nullable Object> parameters(CallData data) {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        parameters.put("version", data.version());
        parameters.put("title", data.title());
        parameters.put("year", data.year());
        parameters.put("region", data.region());
        parameters.put("opens", Timestamp.from(data.opensAt()));
        parameters.put("closes", Timestamp.from(data.closesAt()));
        parameters.put("grace", data.graceMinutes());
        parameters.put("budget", data.budget().fen());
        parameters.put("line", data.budgetLine());
        parameters.put("guide", data.guide());
        parameters.put("contact", data.contact());
        return parameters;
    }

    void quotas(UUID call, List<Quota> quotas) {
        jdbc.sql("DELETE FROM programme.call_quota WHERE call = :call")
                .param("call", call)
                .update();
        for (Quota quota : quotas) {
            var budget = quota.budget();
            jdbc.sql("""
                            INSERT INTO programme.call_quota (call, dimension, code, applications, budget_fen)
                            VALUES (:call, :on, :code, :applications, :budget)""")
                    .param("call", call)
                    .param("on", quota.on())
                    .param("code", quota.code())
                    .param("applications", quota.applications())
                    .param("budget", budget == null ? null : budget.fen())
                    .update();
        }
    }

    void attach(UUID call, Attachment file, Instant now) {
        jdbc.sql("""
                        INSERT INTO programme.call_file (call, file, name, size, added_at)
                        VALUES (:call, :file, :name, :size, :now) ON CONFLICT DO NOTHING""")
                .param("call", call)
                .param("file", file.file())
                .param("name", file.name())
                .param("size", file.size())
                .param("now", Timestamp.from(now))
                .update();
    }

    boolean detach(UUID call, UUID file) {
        return jdbc.sql("DELETE FROM programme.call_file WHERE call = :call AND file = :file")
                        .param("call", call)
                        .param("file", file)
                        .update()
                == 1;
    }

    void publish(UUID id, Instant now) {
        jdbc.sql("UPDATE programme.call SET state = 'published', published_at = :now WHERE id = :id")
                .param("now", Timestamp.from(now))
                .param("id", id)
                .update();
    }

    void cancel(UUID id, String reason) {
        jdbc.sql("UPDATE programme.call SET state = 'cancelled', cancelled_reason = :reason WHERE id = :id")
                .param("reason", reason)
                .param("id", id)
                .update();
    }

    /** Adds quotas and files to what was read, in two statements for all. */
    private List<Call> complete(List<Call> calls) {
        if (calls.isEmpty()) return calls;
        var ids = calls.stream().map(Call::id).toArray(UUID[]::new);
        var quotas = new HashMap<UUID, List<Quota>>();
        jdbc.sql("SELECT * FROM programme.call_quota WHERE call = ANY(:ids) ORDER BY dimension DESC, code")
                .param("ids", ids)
                .query((rows, number) -> {
                    Long fen = rows.getObject("budget_fen", Long.class);
                    quotas.computeIfAbsent(rows.getObject("call", UUID.class), id -> new java.util.ArrayList<>())
                            .add(new Quota(
                                    rows.getString("dimension"),
                                    rows.getString("code"),
                                    rows.getObject("applications", Integer.class),
                                    fen == null ? null : new Money(fen)));
                    return true;
                })
                .list();
        var files = new HashMap<UUID, List<Attachment>>();
        jdbc.sql(
                        "SELECT call, file, name, size FROM programme.call_file WHERE call = ANY(:ids) ORDER BY added_at, file")
                .param("ids", ids)
                .query((rows, number) -> files.computeIfAbsent(
                                rows.getObject("call", UUID.class), id -> new java.util.ArrayList<>())
                        .add(new Attachment(
                                rows.getObject("file", UUID.class), rows.getString("name"), rows.getLong("size"))))
                .list();
        return calls.stream()
                .map(call ->
                        call.with(quotas.getOrDefault(call.id(), List.of()), files.getOrDefault(call.id(), List.of())))
                .toList();
    }

    private static Call row(ResultSet rows, int number) throws SQLException {
        var published = rows.getObject("published_at", OffsetDateTime.class);
        return new Call(
                rows.getObject("id", UUID.class),
                rows.getString("programme"),
                rows.getString("name"),
                rows.getString("name_en"),
                rows.getObject("version", UUID.class),
                rows.getObject("parent", UUID.class),
                rows.getString("number"),
                rows.getString("title"),
                rows.getInt("year"),
                rows.getString("region"),
                Call.State.valueOf(rows.getString("state").toUpperCase(java.util.Locale.ROOT)),
                rows.getObject("opens_at", OffsetDateTime.class).toInstant(),
                rows.getObject("closes_at", OffsetDateTime.class).toInstant(),
                rows.getInt("grace_minutes"),
                new Money(rows.getLong("budget_fen")),
                rows.getObject("budget_line", UUID.class),
                rows.getInt("revision"),
                rows.getString("guide"),
                rows.getString("contact"),
                rows.getString("cancelled_reason"),
                published == null ? null : published.toInstant(),
                List.of(),
                List.of());
    }
}
