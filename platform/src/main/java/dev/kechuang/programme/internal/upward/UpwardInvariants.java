package dev.kechuang.programme.internal.upward;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of recommended projects at any time. */
@Configuration(proxyBeanMethods = false)
public class UpwardInvariants {

    @Bean
    public Invariant upwardIsCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.upward",
                "The records count every recommended project once with what was asked for, and every approved one"
                        + " with the money it got.",
                "SELECT count(*) FROM programme.upward",
                """
                                WITH counted AS (
                                    SELECT subject, kind, sum(count) AS n, sum(amount_fen) AS fen
                                    FROM record.published_record
                                    WHERE kind IN ('programme.upwardRecommended', 'programme.upwardApproved')
                                    GROUP BY subject, kind),
                                wanted AS (
                                    SELECT 'programme/upward/' || id AS subject, 'programme.upwardRecommended' AS kind,
                                           1 AS n, requested_fen AS fen, title FROM programme.upward WHERE NOT cancelled
                                    UNION ALL
                                    SELECT 'programme/upward/' || id, 'programme.upwardApproved', 1, granted_fen, title
                                    FROM programme.upward WHERE NOT cancelled AND result = 'approved')
                                SELECT coalesce(w.title, c.subject) || ' is counted ' || coalesce(c.n, 0) || ' times with '
                                       || coalesce(c.fen, 0) || ' fen as ' || coalesce(w.kind, c.kind)
                                FROM wanted w FULL JOIN counted c ON c.subject = w.subject AND c.kind = w.kind
                                WHERE coalesce(c.n, 0) <> coalesce(w.n, 0) OR coalesce(c.fen, 0) <> coalesce(w.fen, 0)""");
    }
}
