package dev.kechuang.registry.internal.ip;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of intellectual property at any time. */
@Configuration(proxyBeanMethods = false)
public class RightInvariants {

    /** Not on sampled days only: every step of every count, in every cell. */
    @Bean
    public Invariant rightsCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.ipCounted",
                "On every day and in every cell the records sum to the rights applied for, granted and valid.",
                "SELECT count(*) FROM registry.ip_right",
                """
                SELECT what || ' of ' || right_kind || ' in ' || region || ' on ' || day || ': the records are '
                       || abs(sum(count)) || CASE WHEN sum(count) > 0 THEN ' short' ELSE ' too many' END
                FROM (SELECT what, day, organisation, region, coalesce(zone, '') AS zone, industry, kind AS right_kind,
                             class, count
                      FROM registry.ip_step
                      UNION ALL
                      SELECT kind, business_date, organisation, region, coalesce(zone, ''),
                             coalesce(dimensions ->> 'industry', ''), coalesce(dimensions ->> 'right', ''),
                             coalesce(dimensions ->> 'class', ''), -count
                      FROM record.published_record
                      WHERE kind IN ('registry.ip', 'registry.ipApplied', 'registry.ipGranted')) step
                GROUP BY what, day, organisation, region, zone, industry, right_kind, class
                HAVING sum(count) <> 0""");
    }

    @Bean
    public Invariant rightNumbersOnce(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.ipNumberOnce",
                "No application number and no grant number stands twice, and every patent's number fits its check character.",
                "SELECT count(*) FROM registry.ip_right",
                """
                SELECT kind || ' ' || application_number || ' stands ' || count(*) || ' times'
                FROM registry.ip_right WHERE application_number <> '' AND NOT withdrawn
                GROUP BY kind, application_number HAVING count(*) > 1
                UNION ALL
                SELECT kind || ' ' || grant_number || ' stands ' || count(*) || ' times'
                FROM registry.ip_right WHERE grant_number <> '' AND NOT withdrawn
                GROUP BY kind, grant_number HAVING count(*) > 1
                UNION ALL
                SELECT application_number || ' does not fit its check character'
                FROM registry.ip_right
                WHERE kind IN ('invention', 'utility-model', 'design')
                  AND right(application_number, 1) <> registry.ip_check_character(left(application_number, -1))""");
    }

    @Bean
    public Invariant rightsOwned(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.ipOwned",
                "Every standing right counts for its first owner, no owner has it twice on a day, and shares are no more"
                        + " than the whole.",
                "SELECT count(*) FROM registry.ip_owner",
                """
                SELECT r.title || ' counts for ' || r.counts_for || ', its first owner is '
                       || coalesce(o.organisation::text, 'nobody')
                FROM registry.ip_right r
                LEFT JOIN LATERAL (SELECT organisation FROM registry.ip_owner w WHERE w.ip = r.id AND w.until IS NULL
                                   ORDER BY position LIMIT 1) o ON true
                WHERE NOT r.withdrawn AND (o.organisation IS NOT NULL
                      OR r.ended_on IS NULL AND coalesce(r.term_until >= current_date, true))
                  AND o.organisation IS DISTINCT FROM r.counts_for
                UNION ALL
                SELECT a.ip || ' is owned twice by ' || a.organisation || ' on ' || b.since
                FROM registry.ip_owner a JOIN registry.ip_owner b ON b.ip = a.ip AND b.organisation = a.organisation
                  AND b.since > a.since AND b.since < coalesce(a.until, DATE 'infinity')
                  AND b.until IS DISTINCT FROM b.since
                UNION ALL
                SELECT ip || ' has shares of ' || sum(share) || ' percent'
                FROM registry.ip_owner WHERE until IS NULL AND share IS NOT NULL GROUP BY ip HAVING sum(share) > 100""");
    }

    @Bean
    public Invariant rightHistories(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.ipHistory",
                "Every right has a history row for its version.",
                "SELECT count(*) FROM registry.ip_right",
                """
                SELECT r.title || ' has no history for version ' || r.version FROM registry.ip_right r
                WHERE NOT EXISTS (SELECT FROM registry.ip_change c WHERE c.ip = r.id AND c.version = r.version)""");
    }

    @Bean
    public Invariant ipCasesCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.ipCaseCounted",
                "The records of enforcement cases are the cases filed and closed.",
                "SELECT count(*) FROM registry.ip_case",
                """
                SELECT what || ' in ' || region || ' on ' || day || ': the records are ' || abs(sum(count))
                       || CASE WHEN sum(count) > 0 THEN ' short' ELSE ' too many' END
                FROM (SELECT what, day, region, coalesce(zone, '') AS zone, organisation, kind AS case_kind, result,
                             1 AS count
                      FROM registry.ip_case_step
                      UNION ALL
                      SELECT kind, business_date, region, coalesce(zone, ''), organisation,
                             coalesce(dimensions ->> 'case', ''), coalesce(dimensions ->> 'result', ''), -count
                      FROM record.published_record WHERE kind IN ('registry.ipCase', 'registry.ipCaseClosed')) step
                GROUP BY what, day, region, zone, organisation, case_kind, result
                HAVING sum(count) <> 0""");
    }
}
