package dev.kechuang.programme.internal.review;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a round came to; written once, when it is closed. */
@Repository
public class ResultStore {

    private final JdbcClient jdbc;

    public ResultStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Result(
            UUID application,
            int reviews,
            BigDecimal raw,
            BigDecimal normalised,
            BigDecimal counts,
            BigDecimal spread,
            int rank,
            boolean passed,
            String why) {}

    void add(UUID round, Result outcome) {
        jdbc.sql("""
                INSERT INTO programme.review_result (round, application, reviews, raw, normalised, counts, spread, rank,
                    passed, why)
                VALUES (:round, :application, :reviews, :raw, :normalised, :counts, :spread, :rank, :passed, :why)""")
                .param("round", round)
                .param("application", outcome.application())
                .param("reviews", outcome.reviews())
                .param("raw", outcome.raw())
                .param("normalised", outcome.normalised())
                .param("counts", outcome.counts())
                .param("spread", outcome.spread())
                .param("rank", outcome.rank())
                .param("passed", outcome.passed())
                .param("why", outcome.why())
                .update();
    }

    public List<Result> of(UUID round) {
        return jdbc.sql("SELECT * FROM programme.review_result WHERE round = :round ORDER BY rank, application")
                .param("round", round)
                .query((rows, number) -> new Result(
                        rows.getObject("application", UUID.class),
                        rows.getInt("reviews"),
                        rows.getBigDecimal("raw"),
                        rows.getBigDecimal("normalised"),
                        rows.getBigDecimal("counts"),
                        rows.getBigDecimal("spread"),
                        rows.getInt("rank"),
                        rows.getBoolean("passed"),
                        rows.getString("why")))
                .list();
    }
}
