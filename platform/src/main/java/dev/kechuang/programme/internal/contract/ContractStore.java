package dev.kechuang.programme.internal.contract;

import dev.kechuang.programme.internal.contract.Project.State;
import dev.kechuang.programme.internal.lifecycle.ApplicationScope;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Contracts, their frozen texts and signatures. */
@Repository
public class ContractStore {

    static final String COLUMNS = ApplicationStore.COLUMNS + """
            , c.region AS call_region, c.budget_line, k.state AS contract_state, k.revision, k.original, k.draft, k.version AS text_version, k.sum_fen,
            k.starts_on, k.ends_on, k.remark, k.waits_since, k.confirmed_on, k.concluded_on,
            (SELECT encode(t.digest, 'hex') FROM programme.contract_version t
             WHERE t.application = k.application AND t.number = k.version) AS digest""";

    static final String FROM = ApplicationStore.FROM + " JOIN programme.contract k ON k.application = a.id ";

    private final JdbcClient jdbc;

    public ContractStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Project> find(Viewer viewer, UUID application) {
        var scope = ApplicationScope.of(viewer);
        return jdbc.sql("SELECT " + COLUMNS + FROM + " WHERE a.id = :id AND " + scope.sql())
                .param("id", application)
                .params(scope.parameters())
                .query(ContractStore::row)
                .optional();
    }

    /** Without scope, for what the platform does by itself. */
    Optional<Project> find(UUID application) {
        return jdbc.sql("SELECT " + COLUMNS + FROM + " WHERE a.id = :id")
                .param("id", application)
                .query(ContractStore::row)
                .optional();
    }

    /** Locks the application, and with it everything of the project; scoped. */
    Optional<Project> lock(Viewer viewer, UUID application) {
        jdbc.sql("SELECT id FROM programme.application WHERE id = :id FOR NO KEY UPDATE")
                .param("id", application)
                .query(UUID.class)
                .optional();
        return find(viewer, application);
    }

    boolean insert(UUID application, State state, ContractText text, Instant now) {
        String json = Frozen.write(text);
        return jdbc.sql("""
                        INSERT INTO programme.contract (application, state, original, draft, sum_fen, starts_on, ends_on,
                            waits_since, opened_at)
                        VALUES (:application, :state, CAST(:text AS jsonb), CAST(:text AS jsonb), :sum, :starts, :ends,
                            :now, :now)
                        ON CONFLICT DO NOTHING""")
                        .param("application", application)
                        .param("state", state.code())
                        .param("text", json)
                        .param("sum", text.grantFen())
                        .param("starts", ordered(text) ? text.startsOn() : null)
                        .param("ends", ordered(text) ? text.endsOn() : null)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    private static boolean ordered(ContractText text) {
        return text.startsOn() == null
                || text.endsOn() == null
                || text.startsOn().isBefore(text.endsOn());
    }

    void draft(UUID application, ContractText text) {
        jdbc.sql("""
                        UPDATE programme.contract SET draft = CAST(:text AS jsonb), revision = revision + 1,
                            starts_on = :starts, ends_on = :ends
                        WHERE application = :application""")
                .param("text", Frozen.write(text))
                .param("starts", ordered(text) ? text.startsOn() : null)
                .param("ends", ordered(text) ? text.endsOn() : null)
                .param("application", application)
                .update();
    }

    void state(UUID application, State state, String remark, Instant now) {
        jdbc.sql("""
                        UPDATE programme.contract SET state = :state, remark = :remark, waits_since = :now,
                            revision = revision + 1
                        WHERE application = :application""")
                .param("state", state.code())
                .param("remark", remark)
                .param("now", Timestamp.from(now))
                .param("application", application)
                .update();
    }

    void confirmed(UUID application, LocalDate day, Instant now) {
        jdbc.sql("""
                        UPDATE programme.contract SET state = 'confirmed', confirmed_on = :day, waits_since = :now,
                            remark = '', revision = revision + 1
                        WHERE application = :application""")
                .param("day", day)
                .param("now", Timestamp.from(now))
                .param("application", application)
                .update();
    }

    void concluded(UUID application, LocalDate day) {
        jdbc.sql("UPDATE programme.contract SET concluded_on = :day WHERE application = :application")
                .param("day", day)
                .param("application", application)
                .update();
    }

    /** The next frozen text; from now on it is the one that counts. */
    int freeze(Viewer actor, UUID application, ContractText text, @Nullable Integer change, Instant now) {
        String content = Frozen.write(text);
        int number = jdbc.sql("""
                        INSERT INTO programme.contract_version (application, number, content, digest, change, frozen_at,
                            account, actor)
                        SELECT :application, 1 + count(*), :content, :digest, :change, :now, :account, :actor
                        FROM programme.contract_version WHERE application = :application
                        RETURNING number""")
                .param("application", application)
                .param("content", content)
                .param("digest", Frozen.digest(content))
                .param("change", change)
                .param("now", Timestamp.from(now))
                .param("account", actor.account())
                .param("actor", actor.name())
                .query(Integer.class)
                .single();
        jdbc.sql("UPDATE programme.contract SET version = :version WHERE application = :application")
                .param("version", number)
                .param("application", application)
                .update();
        return number;
    }

    void sign(Viewer actor, UUID application, int version, String side, Instant now) {
        jdbc.sql("""
                        INSERT INTO programme.contract_signature (application, version, side, digest, account, actor,
                            signed_at)
                        SELECT application, number, :side, digest, :account, :actor, :now
                        FROM programme.contract_version WHERE application = :application AND number = :version""")
                .param("side", side)
                .param("account", actor.requireAccount())
                .param("actor", actor.name())
                .param("now", Timestamp.from(now))
                .param("application", application)
                .param("version", version)
                .update();
    }

    /**
     * A signature under a frozen text (签署).
     *
     * @param side {@code applicant} or {@code bureau}
     */
    public record Signature(int version, String side, String digest, UUID account, String actor, Instant at) {}

    public List<Signature> signatures(UUID application) {
        return jdbc.sql("""
                        SELECT version, side, encode(digest, 'hex') AS digest, account, actor, signed_at
                        FROM programme.contract_signature WHERE application = :application ORDER BY signed_at""")
                .param("application", application)
                .query((rows, number) -> new Signature(
                        rows.getInt("version"),
                        rows.getString("side"),
                        rows.getString("digest"),
                        rows.getObject("account", UUID.class),
                        rows.getString("actor"),
                        instant(rows, "signed_at")))
                .list();
    }

    /** @param change number of the change it comes from, null for the first text */
    public record Version(
            int number, String digest, @Nullable Integer change, Instant frozenAt, String actor, ContractText text) {}

    public List<Version> versions(UUID application) {
        return jdbc.sql("""
                        SELECT number, encode(digest, 'hex') AS digest, change, frozen_at, actor, content
                        FROM programme.contract_version WHERE application = :application ORDER BY number""")
                .param("application", application)
                .query((rows, number) -> new Version(
                        rows.getInt("number"),
                        rows.getString("digest"),
                        rows.getObject("change", Integer.class),
                        instant(rows, "frozen_at"),
                        rows.getString("actor"),
                        Frozen.read(rows.getString("content"), ContractText.class)))
                .list();
    }

    /** Answers of the last submission as JSON; an empty object where nothing was handed in. */
    String submission(UUID application) {
        return jdbc.sql("""
                        SELECT answers::text FROM programme.submission WHERE application = :application
                        ORDER BY number DESC LIMIT 1""")
                .param("application", application)
                .query(String.class)
                .optional()
                .orElse("{}");
    }

    /** Region and budget line of a call. */
    public Map.Entry<String, Optional<UUID>> call(UUID call) {
        return jdbc.sql("SELECT region, budget_line FROM programme.call WHERE id = :id")
                .param("id", call)
                .query((rows, number) -> Map.entry(
                        rows.getString("region"), Optional.ofNullable(rows.getObject("budget_line", UUID.class))))
                .single();
    }

    static Project row(ResultSet rows, int number) throws SQLException {
        String digest = rows.getString("digest");
        return new Project(
                ApplicationStore.row(rows, number),
                rows.getString("call_region"),
                rows.getObject("budget_line", UUID.class),
                State.of(rows.getString("contract_state")),
                rows.getInt("revision"),
                Frozen.read(rows.getString("original"), ContractText.class),
                Frozen.read(rows.getString("draft"), ContractText.class),
                rows.getInt("text_version"),
                digest == null ? "" : digest,
                rows.getLong("sum_fen"),
                rows.getObject("starts_on", LocalDate.class),
                rows.getObject("ends_on", LocalDate.class),
                rows.getString("remark"),
                instant(rows, "waits_since"),
                rows.getObject("confirmed_on", LocalDate.class),
                rows.getObject("concluded_on", LocalDate.class));
    }

    static UUID id(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, UUID.class);
    }

    static Instant instant(ResultSet rows, String column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }
}
