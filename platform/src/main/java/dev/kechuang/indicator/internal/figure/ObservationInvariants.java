package dev.kechuang.indicator.internal.figure;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What holds for observations at any time; each is one statement. */
@Configuration(proxyBeanMethods = false)
public class ObservationInvariants {

    @Bean
    Invariant indicatorCurrent(JdbcClient jdbc) {
        return current(jdbc);
    }

    public static Invariant current(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "indicator.current",
                "The value of every observation is its last confirmed revision, and what waits is undecided.",
                "SELECT count(*) FROM indicator.current",
                """
                WITH last AS (
                    SELECT DISTINCT ON (r.indicator, r.region, r.first_day, r.months)
                           r.indicator, r.region, r.first_day, r.months, r.period, r.id, d.number, r.value
                    FROM indicator.revision r JOIN indicator.decision d ON d.revision = r.id AND d.outcome = 'confirmed'
                    ORDER BY r.indicator, r.region, r.first_day, r.months, d.number DESC)
                (SELECT 'observation ' || coalesce(l.indicator, c.indicator) || ' ' || coalesce(l.region, c.region) || ' '
                       || coalesce(l.period, c.period) || ' stands at ' || coalesce(c.value::text, 'nothing')
                       || ', last confirmed is ' || coalesce(l.value::text, 'nothing')
                 FROM last l FULL JOIN indicator.current c USING (indicator, region, first_day, months)
                 WHERE (l.id, l.number, l.value) IS DISTINCT FROM (c.revision, c.number, c.value) LIMIT 20)
                UNION ALL
                (SELECT 'revision ' || r.id || ' is undecided and does not wait, or waits and is decided'
                 FROM indicator.revision r
                 LEFT JOIN indicator.decision d ON d.revision = r.id
                 LEFT JOIN indicator.waiting w ON w.revision = r.id
                 WHERE (d.revision IS NULL) <> (w.revision IS NOT NULL) LIMIT 20)
                LIMIT 20
                """);
    }

    @Bean
    Invariant indicatorFourEyes(JdbcClient jdbc) {
        return fourEyes(jdbc);
    }

    public static Invariant fourEyes(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "indicator.fourEyes",
                "No observation was confirmed by who entered it, and confirmations are numbered without a gap.",
                "SELECT count(*) FROM indicator.decision WHERE outcome = 'confirmed'",
                """
                (SELECT 'revision ' || r.id || ' was entered and confirmed by ' || r.entered_name
                 FROM indicator.decision d JOIN indicator.revision r ON r.id = d.revision
                 WHERE d.outcome = 'confirmed' AND d.decided_by = r.entered_by LIMIT 20)
                UNION ALL
                (SELECT 'confirmation ' || n.number || ' is missing'
                 FROM generate_series(1, (SELECT max(number) FROM indicator.decision)) AS n (number)
                 WHERE NOT EXISTS (SELECT FROM indicator.decision d WHERE d.number = n.number) LIMIT 20)
                LIMIT 20
                """);
    }
}
