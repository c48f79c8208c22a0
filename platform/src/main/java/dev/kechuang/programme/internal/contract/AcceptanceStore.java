package dev.kechuang.programme.internal.contract;

import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Requests for acceptance with their outcome, spending audits, and what projects brought about. */
@Repository
public class AcceptanceStore {

    private final JdbcClient jdbc;

    public AcceptanceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Acceptance asked for once (验收申请).
     *
     * @param score mean of the panel's totals, null without a panel
     * @param rectifyBy day by which it has to be put right, null unless that was asked
     */
    public record Acceptance(
            UUID application,
            int number,
            Method method,
            ReportText text,
            String digest,
            LocalDate askedOn,
            String actor,
            State state,
            @Nullable Panel panel,
            @Nullable BigDecimal score,
            String opinion,
            @Nullable LocalDate rectifyBy,
            @Nullable LocalDate decidedOn,
            String decidedName) {

        /** Names stand under {@code contract.acceptance.method.} in the messages. */
        public enum Method {
            /** 材料验收. */
            MATERIALS,
            /** 会议验收. */
            PANEL;

            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }

            public static Optional<Method> of(String code) {
                for (Method method : values()) if (method.code().equals(code)) return Optional.of(method);
                return Optional.empty();
            }
        }

        /** Names stand under {@code contract.acceptance.state.} in the messages. */
        public enum State {
            /** 待验收. */
            ASKED,
            /** 通过验收. */
            PASSED,
            /** 限期整改. */
            RECTIFY,
            /** 不通过验收. */
            FAILED;

            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }

            public static Optional<State> of(String code) {
                for (State state : values()) if (state.code().equals(code)) return Optional.of(state);
                return Optional.empty();
            }
        }
    }

    /** A panel's sheet (验收专家组). */
    public record Panel(List<Member> members) {
        public Panel {
            members = List.copyOf(members);
        }

        /** @param scores points by the sheet's item */
        public record Member(String name, String unit, Map<String, BigDecimal> scores) {
            public Member {
                scores = Map.copyOf(scores);
            }

            public BigDecimal total() {
                return scores.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            }
        }
    }

    public List<Acceptance> of(UUID application) {
        return jdbc.sql("""
                        SELECT *, encode(digest, 'hex') AS hex FROM programme.contract_acceptance
                        WHERE application = :application ORDER BY number""")
                .param("application", application)
                .query(AcceptanceStore::row)
                .list();
    }

    void insert(
            Viewer actor,
            UUID application,
            int number,
            Acceptance.Method method,
            ReportText text,
            LocalDate day,
            Instant now) {
        String content = Frozen.write(text);
        jdbc.sql("""
                        INSERT INTO programme.contract_acceptance (application, number, method, content, digest, asked_on,
                            asked_at, account, actor)
                        VALUES (:application, :number, :method, :content, :digest, :day, :now, :account, :actor)""")
                .param("application", application)
                .param("number", number)
                .param("method", method.code())
                .param("content", content)
                .param("digest", Frozen.digest(content))
                .param("day", day)
                .param("now", Timestamp.from(now))
                .param("account", actor.account())
                .param("actor", actor.name())
                .update();
    }

    /** @param rectifyBy only with {@code RECTIFY} */
    void decide(
            Viewer actor,
            Acceptance asked,
            Acceptance.Method method,
            Acceptance.State state,
            @Nullable Panel panel,
            @Nullable BigDecimal score,
            String opinion,
            @Nullable LocalDate rectifyBy,
            LocalDate day,
            Instant now) {
        jdbc.sql("""
                        UPDATE programme.contract_acceptance SET method = :method, state = :state,
                            panel = CAST(:panel AS jsonb), score = :score, opinion = :opinion, rectify_by = :rectify,
                            decided_on = :day, decided_at = :now, decided_by = :account, decided_name = :actor
                        WHERE application = :application AND number = :number""")
                .param("method", method.code())
                .param("state", state.code())
                .param("panel", panel == null ? null : Frozen.write(panel))
                .param("score", score)
                .param("opinion", opinion)
                .param("rectify", rectifyBy)
                .param("day", day)
                .param("now", Timestamp.from(now))
                .param("account", actor.account())
                .param("actor", actor.name())
                .param("application", asked.application())
                .param("number", asked.number())
                .update();
    }

    /**
     * What a project brought about, as accepted (成果).
     *
     * @param value fen where it is money, else a whole number in the unit
     */
    public record Outcome(String code, String name, String unit, boolean money, long value) {}

    void outcome(UUID application, Outcome outcome) {
        jdbc.sql("""
                        INSERT INTO programme.contract_outcome (application, code, name, unit, money, value)
                        VALUES (:application, :code, :name, :unit, :money, :value)""")
                .param("application", application)
                .param("code", outcome.code())
                .param("name", outcome.name())
                .param("unit", outcome.unit())
                .param("money", outcome.money())
                .param("value", outcome.value())
                .update();
    }

    public List<Outcome> outcomes(UUID application) {
        return jdbc.sql("""
                        SELECT code, name, unit, money, value FROM programme.contract_outcome
                        WHERE application = :application ORDER BY code""")
                .param("application", application)
                .query((rows, number) -> new Outcome(
                        rows.getString("code"),
                        rows.getString("name"),
                        rows.getString("unit"),
                        rows.getBoolean("money"),
                        rows.getLong("value")))
                .list();
    }

    /** What a third party found in the accounts (经费专项审计). */
    public record Audit(
            String auditor, LocalDate reportedOn, Result outcome, long disallowedFen, String findings, UUID file) {

        /** Names stand under {@code contract.audit.outcome.} in the messages. */
        public enum Result {
            /** 无保留意见. */
            CLEAN,
            /** 保留意见. */
            QUALIFIED,
            /** 否定意见. */
            ADVERSE;

            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }

            public static Optional<Result> of(String code) {
                for (Result result : values()) if (result.code().equals(code)) return Optional.of(result);
                return Optional.empty();
            }
        }
    }

    void audit(Viewer actor, UUID application, Audit audit, Instant now) {
        jdbc.sql("""
                        INSERT INTO programme.contract_audit AS u (application, auditor, reported_on, outcome,
                            disallowed_fen, findings, file, entered_at, account, actor)
                        VALUES (:application, :auditor, :day, :outcome, :fen, :findings, :file, :now, :account, :actor)
                        ON CONFLICT (application) DO UPDATE SET auditor = EXCLUDED.auditor,
                            reported_on = EXCLUDED.reported_on, outcome = EXCLUDED.outcome,
                            disallowed_fen = EXCLUDED.disallowed_fen, findings = EXCLUDED.findings,
                            file = EXCLUDED.file, entered_at = EXCLUDED.entered_at, account = EXCLUDED.account,
                            actor = EXCLUDED.actor""")
                .param("application", application)
                .param("auditor", audit.auditor())
                .param("day", audit.reportedOn())
                .param("outcome", audit.outcome().code())
                .param("fen", audit.disallowedFen())
                .param("findings", audit.findings())
                .param("file", audit.file())
                .param("now", Timestamp.from(now))
                .param("account", actor.account())
                .param("actor", actor.name())
                .update();
    }

    public Optional<Audit> audit(UUID application) {
        return jdbc.sql("SELECT * FROM programme.contract_audit WHERE application = :application")
                .param("application", application)
                .query((rows, number) -> new Audit(
                        rows.getString("auditor"),
                        rows.getObject("reported_on", LocalDate.class),
                        Audit.Result.of(rows.getString("outcome")).orElseThrow(),
                        rows.getLong("disallowed_fen"),
                        rows.getString("findings"),
                        rows.getObject("file", UUID.class)))
                .optional();
    }

    private static Acceptance row(ResultSet rows, int number) throws SQLException {
        String panel = rows.getString("panel");
        return new Acceptance(
                rows.getObject("application", UUID.class),
                rows.getInt("number"),
                Acceptance.Method.of(rows.getString("method")).orElseThrow(),
                Frozen.read(rows.getString("content"), ReportText.class),
                rows.getString("hex"),
                rows.getObject("asked_on", LocalDate.class),
                rows.getString("actor"),
                Acceptance.State.of(rows.getString("state")).orElseThrow(),
                panel == null ? null : Frozen.read(panel, Panel.class),
                rows.getBigDecimal("score"),
                rows.getString("opinion"),
                rows.getObject("rectify_by", LocalDate.class),
                rows.getObject("decided_on", LocalDate.class),
                rows.getString("decided_name"));
    }
}
