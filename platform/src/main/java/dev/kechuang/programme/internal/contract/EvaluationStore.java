package dev.kechuang.programme.internal.contract;

import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Performance evaluations of concluded projects. */
@Repository
public class EvaluationStore {

    private final JdbcClient jdbc;

    public EvaluationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * 绩效评价.
     *
     * @param text what the applicant handed in, null before
     * @param score 0 to 100, null before
     */
    public record Evaluation(
            UUID application,
            LocalDate dueOn,
            State state,
            @Nullable ReportText text,
            String actor,
            @Nullable BigDecimal score,
            String opinion,
            String scoredName) {

        /** Names stand under {@code contract.evaluation.state.} in the messages. */
        public enum State {
            /** 待填报. */
            DUE,
            /** 待评价. */
            SUBMITTED,
            /** 已评价. */
            SCORED;

            public String code() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    void insert(UUID application, LocalDate dueOn) {
        jdbc.sql(
                        "INSERT INTO programme.contract_evaluation (application, due_on) VALUES (:application, :due) ON CONFLICT DO NOTHING")
                .param("application", application)
                .param("due", dueOn)
                .update();
    }

    public Optional<Evaluation> find(UUID application) {
        return jdbc.sql("SELECT * FROM programme.contract_evaluation WHERE application = :application")
                .param("application", application)
                .query((rows, number) -> {
                    String content = rows.getString("content");
                    return new Evaluation(
                            rows.getObject("application", UUID.class),
                            rows.getObject("due_on", LocalDate.class),
                            Evaluation.State.valueOf(rows.getString("state").toUpperCase(Locale.ROOT)),
                            content == null ? null : Frozen.read(content, ReportText.class),
                            rows.getString("actor"),
                            rows.getBigDecimal("score"),
                            rows.getString("opinion"),
                            rows.getString("scored_name"));
                })
                .optional();
    }

    void submit(Viewer actor, UUID application, ReportText text, Instant now) {
        String content = Frozen.write(text);
        jdbc.sql("""
                        UPDATE programme.contract_evaluation SET state = 'submitted', content = :content, digest = :digest,
                            submitted_at = :now, account = :account, actor = :actor
                        WHERE application = :application""")
                .param("content", content)
                .param("digest", Frozen.digest(content))
                .param("now", Timestamp.from(now))
                .param("account", actor.account())
                .param("actor", actor.name())
                .param("application", application)
                .update();
    }

    void score(Viewer actor, UUID application, BigDecimal score, String opinion, Instant now) {
        jdbc.sql("""
                        UPDATE programme.contract_evaluation SET state = 'scored', score = :score, opinion = :opinion,
                            scored_at = :now, scored_by = :account, scored_name = :actor
                        WHERE application = :application""")
                .param("score", score)
                .param("opinion", opinion)
                .param("now", Timestamp.from(now))
                .param("account", actor.account())
                .param("actor", actor.name())
                .param("application", application)
                .update();
    }

    List<UUID> dueOn(LocalDate day) {
        return jdbc.sql(
                        "SELECT application FROM programme.contract_evaluation WHERE state = 'due' AND due_on <= :day ORDER BY due_on, application")
                .param("day", day)
                .query((rows, number) -> ContractStore.id(rows, "application"))
                .list();
    }
}
