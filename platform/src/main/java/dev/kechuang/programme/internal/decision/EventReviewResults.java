package dev.kechuang.programme.internal.decision;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads what review keeps with the event by which an application left its stage: {@code score}, a number, and
 * {@code opinions}, texts.
 */
@Repository
public class EventReviewResults implements ReviewResults {

    private final JdbcClient jdbc;

    public EventReviewResults(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Result> of(UUID call) {
        return jdbc.sql("""
                        SELECT DISTINCT ON (e.application, e.stage) e.application, e.stage,
                               CAST(e.data ->> 'score' AS numeric) AS score
                        FROM programme.application a
                        JOIN programme.event e ON e.application = a.id
                        JOIN programme.version_stage s ON s.version = a.version AND s.stage = e.stage
                        WHERE a.call = :call AND s.kind = 'review' AND e.kind IN ('passed', 'refused')
                          AND jsonb_typeof(e.data -> 'score') IN ('number', 'string')
                        ORDER BY e.application, e.stage, e.number DESC""")
                .param("call", call)
                .query((rows, number) -> new Result(
                        rows.getObject("application", UUID.class),
                        rows.getString("stage"),
                        rows.getObject("score", BigDecimal.class)))
                .list();
    }

    @Override
    public List<Opinion> opinions(UUID application) {
        return jdbc.sql("""
                        SELECT e.stage, o.text FROM programme.event e
                        CROSS JOIN LATERAL jsonb_array_elements_text(e.data -> 'opinions') WITH ORDINALITY o (text, place)
                        WHERE e.application = :application AND e.kind IN ('passed', 'refused')
                          AND jsonb_typeof(e.data -> 'opinions') = 'array'
                        ORDER BY e.number, o.place""")
                .param("application", application)
                .query((rows, number) -> new Opinion(rows.getString("stage"), rows.getString("text")))
                .list();
    }
}
