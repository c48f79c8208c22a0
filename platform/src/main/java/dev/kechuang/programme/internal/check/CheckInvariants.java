package dev.kechuang.programme.internal.check;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of the formal check at any time. */
@Configuration(proxyBeanMethods = false)
public class CheckInvariants {

    @Bean
    public Invariant checkSheetsFollowEvents(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.checks",
                "Whatever waits at a formal check has one open sheet, nothing else has, and each decision has the"
                        + " sheet it was taken on.",
                "SELECT count(*) FROM programme.check_sheet",
                """
                                SELECT 'application ' || a.id || ' is at ' || a.stage || ' ' || a.status || ' and has '
                                       || count(s.application) || ' open sheets'
                                FROM programme.application a
                                LEFT JOIN programme.check_sheet s ON s.application = a.id AND s.closed_at IS NULL
                                GROUP BY a.id
                                HAVING count(s.application)
                                    <> CASE WHEN a.stage_kind = 'check' AND a.status = 'open' THEN 1 ELSE 0 END
                                UNION ALL
                                SELECT 'round ' || s.round || ' of ' || s.application || ' was ' || s.outcome
                                       || ' without an event'
                                FROM programme.check_sheet s
                                WHERE s.closed_at IS NOT NULL AND (SELECT count(*) FROM programme.event e
                                        WHERE e.application = s.application AND e.stage = s.stage AND e.kind = s.outcome)
                                    < (SELECT count(*) FROM programme.check_sheet o WHERE o.application = s.application
                                        AND o.stage = s.stage AND o.outcome = s.outcome)
                                UNION ALL
                                SELECT 'round ' || s.round || ' of ' || s.application || ' passed with ' || m.item
                                       || ' not in order'
                                FROM programme.check_sheet s
                                JOIN programme.check_mark m USING (application, stage, round)
                                WHERE s.outcome = 'passed' AND m.result = 'fail'""");
    }
}
