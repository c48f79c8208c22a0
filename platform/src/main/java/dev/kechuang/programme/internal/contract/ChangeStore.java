package dev.kechuang.programme.internal.contract;

import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Changes that were asked for. */
@Repository
public class ChangeStore {

    private final JdbcClient jdbc;

    public ChangeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A change of the contract (变更).
     *
     * @param proposal the contract's typed part as it is to be
     */
    public record Change(
            UUID application,
            int number,
            Kind kind,
            ContractText.Edit proposal,
            String reason,
            State state,
            Instant askedAt,
            @Nullable UUID askedBy,
            String askedName,
            String decision,
            @Nullable Instant decidedAt,
            String decidedName) {

        /** Names stand under {@code contract.change.kind.} in the messages. */
        public enum Kind {
            /** 负责人变更. */
            LEADER,
            /** 延期. */
            TERM,
            /** 预算调整. */
            BUDGET,
            /** 研究内容、进度和指标调整. */
            CONTENT;

            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }

            public static Optional<Kind> of(String code) {
                for (Kind kind : values()) if (kind.code().equals(code)) return Optional.of(kind);
                return Optional.empty();
            }
        }

        /** Names stand under {@code contract.change.state.} in the messages. */
        public enum State {
            OPEN,
            APPROVED,
            REFUSED,
            WITHDRAWN;

            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    public List<Change> of(UUID application) {
        return jdbc.sql("SELECT * FROM programme.contract_change WHERE application = :application ORDER BY number")
                .param("application", application)
                .query(ChangeStore::row)
                .list();
    }

    public Optional<Change> find(UUID application, int number) {
        return jdbc.sql("SELECT * FROM programme.contract_change WHERE application = :application AND number = :number")
                .param("application", application)
                .param("number", number)
                .query(ChangeStore::row)
                .optional();
    }

    int insert(
            Viewer actor, UUID application, Change.Kind kind, ContractText.Edit proposal, String reason, Instant now) {
        return jdbc.sql("""
                        INSERT INTO programme.contract_change (application, number, kind, proposal, reason, asked_at,
                            asked_by, asked_name)
                        SELECT :application, 1 + count(*), :kind, :proposal, :reason, :now, :account, :actor
                        FROM programme.contract_change WHERE application = :application
                        RETURNING number""")
                .param("application", application)
                .param("kind", kind.code())
                .param("proposal", Frozen.write(proposal))
                .param("reason", reason)
                .param("now", Timestamp.from(now))
                .param("account", actor.account())
                .param("actor", actor.name())
                .query(Integer.class)
                .single();
    }

    void decide(Viewer actor, Change change, Change.State state, String decision, Instant now) {
        jdbc.sql("""
                        UPDATE programme.contract_change SET state = :state, decision = :decision, decided_at = :now,
                            decided_by = :account, decided_name = :actor
                        WHERE application = :application AND number = :number""")
                .param("state", state.code())
                .param("decision", decision)
                .param("now", Timestamp.from(now))
                .param("account", actor.account())
                .param("actor", actor.name())
                .param("application", change.application())
                .param("number", change.number())
                .update();
    }

    private static Change row(ResultSet rows, int number) throws SQLException {
        var decided = rows.getObject("decided_at", OffsetDateTime.class);
        return new Change(
                rows.getObject("application", UUID.class),
                rows.getInt("number"),
                Change.Kind.of(rows.getString("kind")).orElseThrow(),
                Frozen.read(rows.getString("proposal"), ContractText.Edit.class),
                rows.getString("reason"),
                Change.State.valueOf(rows.getString("state").toUpperCase(Locale.ROOT)),
                ContractStore.instant(rows, "asked_at"),
                rows.getObject("asked_by", UUID.class),
                rows.getString("asked_name"),
                rows.getString("decision"),
                decided == null ? null : decided.toInstant(),
                rows.getString("decided_name"));
    }
}
