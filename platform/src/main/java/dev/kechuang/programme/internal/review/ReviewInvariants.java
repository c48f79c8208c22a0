package dev.kechuang.programme.internal.review;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of reviews at any time. */
@Configuration(proxyBeanMethods = false)
public class ReviewInvariants {

    @Bean
    public Invariant recusalsHold(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.recusal",
                "Nobody reviews, or has signed, what recusal forbids.",
                "SELECT count(*) FROM programme.review_recusal",
                """
                SELECT e.name || ' reviews ' || a.number || ' in spite of ' || x.reason
                FROM programme.review_recusal x
                JOIN programme.review_assignment s ON s.round = x.round AND s.application = x.application
                    AND s.expert = x.expert AND (s.state IN ('invited', 'accepted', 'signed') OR s.signed_at IS NOT NULL)
                JOIN programme.application a ON a.id = x.application
                JOIN registry.published_expert e ON e.id = x.expert
                UNION ALL
                SELECT e.name || ' reviews ' || a.number || ' of the own unit'
                FROM programme.review_assignment s
                JOIN programme.application a ON a.id = s.application
                JOIN registry.published_expert e ON e.id = s.expert AND e.organisation = a.organisation
                WHERE s.state IN ('invited', 'accepted', 'signed')
                  AND EXISTS (SELECT FROM programme.review_round r WHERE r.id = s.round AND r.state = 'open')""");
    }

    @Bean
    public Invariant reviewResultsFit(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.reviewResult",
                "Every result of a closed round rests on its signed sheets, and its application moved as it says.",
                "SELECT count(*) FROM programme.review_result",
                """
                SELECT 'the result of ' || a.number || ' in ' || r.stage || ' rests on ' || x.signed || ' sheets and says '
                       || o.reviews
                FROM programme.review_result o
                JOIN programme.review_round r ON r.id = o.round
                JOIN programme.application a ON a.id = o.application
                CROSS JOIN LATERAL (SELECT count(*) AS signed FROM programme.review_assignment s
                    WHERE s.round = o.round AND s.application = o.application AND s.state = 'signed') x
                WHERE x.signed <> o.reviews
                UNION ALL
                SELECT a.number || ' has a result in ' || r.stage || ' and no event that says so'
                FROM programme.review_result o
                JOIN programme.review_round r ON r.id = o.round
                JOIN programme.application a ON a.id = o.application
                WHERE NOT EXISTS (SELECT FROM programme.event e WHERE e.application = o.application
                    AND e.stage = r.stage AND e.kind = CASE WHEN o.passed THEN 'passed' ELSE 'refused' END)""");
    }
}
