package dev.kechuang.policy.internal;

import dev.kechuang.engine.Decision;
import dev.kechuang.policy.SavedDecision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Saved decisions; inserted and read, never changed. */
@Component
public class SavedDecisionStore {

    private static final String COLUMNS = """
            SELECT d.id, d.version, d.policy, d.organisation, d.on_day, d.verdict, d.facts, d.stated, d.outcome,
                   d.subject, d.decided_at, d.decided_by
            FROM policy.decision d
            """;

    private final JdbcClient jdbc;

    public SavedDecisionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record NewDecision(
            String digest,
            String version,
            String policy,
            UUID organisation,
            LocalDate on,
            Decision.Verdict verdict,
            String facts,
            List<String> stated,
            String outcome,
            String subject,
            Instant decidedAt,
            @Nullable UUID account,
            String decidedBy) {}

    /** The new row's id; empty when the same decision is there already. */
    Optional<UUID> insert(NewDecision d) {
        return jdbc.sql("""
                INSERT INTO policy.decision (digest, version, policy, organisation, on_day, verdict, facts, stated,
                                             outcome, subject, decided_at, account, decided_by)
                VALUES (:digest, :version, :policy, :organisation, :on, :verdict, :facts::jsonb, :stated,
                        :outcome::jsonb, :subject, :at, :account, :by)
                ON CONFLICT (digest) DO NOTHING RETURNING id""")
                .param("digest", d.digest())
                .param("version", d.version())
                .param("policy", d.policy())
                .param("organisation", d.organisation())
                .param("on", d.on())
                .param("verdict", d.verdict().name())
                .param("facts", d.facts())
                .param("stated", d.stated().toArray(String[]::new))
                .param("outcome", d.outcome())
                .param("subject", d.subject())
                .param("at", Timestamp.from(d.decidedAt()))
                .param("account", d.account(), java.sql.Types.OTHER)
                .param("by", d.decidedBy())
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional();
    }

    Optional<SavedDecision> byDigest(String digest) {
        return jdbc.sql(COLUMNS + "WHERE d.digest = :digest")
                .param("digest", digest)
                .query((rows, number) -> read(rows))
                .optional();
    }

    Optional<SavedDecision> find(UUID id) {
        return jdbc.sql(COLUMNS + "WHERE d.id = :id")
                .param("id", id)
                .query((rows, number) -> read(rows))
                .optional();
    }

    /** Those of the organisation and of all that became part of it. */
    private static final String OF =
            "WHERE d.organisation = ANY (ARRAY (SELECT registry.published_predecessors(:organisation)))";

    List<SavedDecision> of(UUID organisation, String policy) {
        return jdbc.sql(COLUMNS + OF + " AND d.policy = :policy ORDER BY d.decided_at DESC LIMIT 50")
                .param("organisation", organisation)
                .param("policy", policy)
                .query((rows, number) -> read(rows))
                .list();
    }

    List<SavedDecision> of(UUID organisation, @Nullable UUID after, int limit) {
        return jdbc.sql(COLUMNS + OF + """
                 AND (CAST(:after AS uuid) IS NULL OR d.id < CAST(:after AS uuid)) ORDER BY d.id DESC LIMIT :limit""")
                .param("organisation", organisation)
                .param("after", after, java.sql.Types.OTHER)
                .param("limit", limit)
                .query((rows, number) -> read(rows))
                .list();
    }

    List<SavedDecision> of(String subject) {
        return jdbc.sql(COLUMNS
                        + "WHERE d.subject = :subject AND d.subject <> '' ORDER BY d.decided_at DESC, d.id DESC")
                .param("subject", subject)
                .query((rows, number) -> read(rows))
                .list();
    }

    /** Every one, oldest first, a thousand at a time. */
    void each(Consumer<SavedDecision> use) {
        UUID after = new UUID(0, 0);
        while (true) {
            var some = jdbc.sql(COLUMNS + "WHERE d.id > :after ORDER BY d.id LIMIT 1000")
                    .param("after", after)
                    .query((rows, number) -> read(rows))
                    .list();
            if (some.isEmpty()) return;
            some.forEach(use);
            after = some.getLast().id();
        }
    }

    private static SavedDecision read(ResultSet rows) throws SQLException {
        return new SavedDecision(
                rows.getObject("id", UUID.class),
                rows.getString("version"),
                rows.getString("policy"),
                rows.getObject("organisation", UUID.class),
                rows.getObject("on_day", LocalDate.class),
                Decision.Verdict.valueOf(rows.getString("verdict")),
                rows.getString("facts"),
                Set.of((String[]) rows.getArray("stated").getArray()),
                rows.getString("outcome"),
                rows.getString("subject"),
                rows.getTimestamp("decided_at").toInstant(),
                rows.getString("decided_by"));
    }
}
