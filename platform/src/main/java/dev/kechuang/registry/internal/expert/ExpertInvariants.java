package dev.kechuang.registry.internal.expert;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of the pool at any time. */
@Configuration(proxyBeanMethods = false)
public class ExpertInvariants {

    @Bean
    public Invariant expertHistories(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.expertHistory",
                "Every person of the pool has a history row for its version.",
                "SELECT count(*) FROM registry.expert",
                """
                SELECT e.name || ' has no history for version ' || e.version FROM registry.expert e
                WHERE NOT EXISTS (SELECT FROM registry.expert_change c
                                  WHERE c.expert = e.id AND c.version = e.version)""");
    }

    @Bean
    public Invariant expertsCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.expertsCounted",
                "The records count each active person of the pool once for each service, where the person is kept.",
                "SELECT count(*) FROM registry.expert",
                """
                SELECT coalesce(e.name, r.subject) || ' as ' || coalesce(s.service, r.service) || ' counts '
                       || coalesce(r.balance, 0) || ' times in ' || coalesce(r.region, e.region)
                FROM (SELECT subject, region, dimensions ->> 'serves' AS service, sum(count) AS balance
                      FROM record.published_record WHERE kind = 'registry.expert'
                      GROUP BY subject, region, dimensions ->> 'serves') r
                FULL JOIN (registry.expert e CROSS JOIN LATERAL unnest(e.serves) AS s(service))
                    ON r.subject = 'registry/expert/' || e.id AND r.region = e.region AND r.service = s.service
                WHERE coalesce(r.balance, 0) <> CASE e.status WHEN 'active' THEN 1 ELSE 0 END""");
    }

    @Bean
    public Invariant expertAssignmentsCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.expertAssignments",
                "The records count each place where somebody serves from its first day to its last.",
                "SELECT count(*) FROM registry.expert_assignment",
                """
                SELECT 'the assignment of ' || e.name || ' since ' || a.since || ' counts '
                       || coalesce(r.begun, 0) || ' times from its first day and ' || coalesce(r.balance, 0) || ' in all'
                FROM registry.expert_assignment a JOIN registry.expert e ON e.id = a.expert
                LEFT JOIN LATERAL (
                    SELECT sum(p.count) AS balance, sum(p.count) FILTER (WHERE p.business_date = a.since) AS begun
                    FROM record.published_record p
                    WHERE p.kind = 'registry.expertAssignment' AND p.subject = 'registry/expertAssignment/' || a.id) r ON true
                WHERE coalesce(r.balance, 0) <> CASE WHEN a.until IS NULL THEN 1 ELSE 0 END""");
    }
}
