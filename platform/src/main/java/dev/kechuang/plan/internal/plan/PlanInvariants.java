package dev.kechuang.plan.internal.plan;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of plans at any time. */
@Configuration(proxyBeanMethods = false)
public class PlanInvariants {

    @Bean
    public Invariant planReleases(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "plan.releases",
                "Every released version was proposed by one person and released by another, its parts make up its targets"
                        + " or it says why not, and everything in it has one lead that is a unit.",
                "SELECT count(*) FROM plan.version WHERE state = 'released'",
                """
                SELECT 'version ' || v.number || ' of plan ' || v.plan || ' was proposed and released by one person' AS wrong
                FROM plan.version v WHERE v.state = 'released' AND v.proposed_by = v.decided_by
                UNION ALL
                SELECT 'target ' || t.name || ' of version ' || v.number || ' of plan ' || v.plan
                       || ': its parts do not make it up and no reason is given'
                FROM plan.target t JOIN plan.version v ON v.id = t.version AND v.state = 'released'
                CROSS JOIN LATERAL (
                    SELECT c.kind, sum(c.value) AS sum,
                           (array_agg(c.value ORDER BY c.key DESC))[1] AS last
                    FROM plan.part c WHERE c.version = t.version AND c.item = t.item GROUP BY c.kind) c
                WHERE btrim(t.gap_reason) = '' AND (c.kind = 'month' OR t.additive)
                  AND CASE WHEN c.kind = 'month' AND t.nature = 'stock' THEN c.last <> t.value
                           ELSE c.sum < t.value OR c.sum > coalesce(t.value_to, t.value) END
                UNION ALL
                SELECT i.kind || ' ' || i.id || ' of version ' || v.number || ' of plan ' || v.plan || ' has no lead'
                FROM plan.version v
                JOIN (SELECT version, item FROM plan.target UNION ALL SELECT version, item FROM plan.task) x
                     ON x.version = v.id
                JOIN plan.item i ON i.id = x.item
                WHERE v.state = 'released' AND NOT EXISTS (
                    SELECT FROM plan.duty d WHERE d.version = v.id AND d.item = x.item AND d.role = 'lead'
                                              AND d.unit IS NOT NULL)""");
    }

    @Bean
    public Invariant planItemsAreCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "plan.counted",
                "Every target and task in force is counted by one record, and nothing else is.",
                "SELECT count(*) FROM plan.item",
                """
                WITH live AS (
                    SELECT t.item FROM plan.in_force f JOIN plan.target t ON t.version = f.version
                    UNION ALL SELECT t.item FROM plan.in_force f JOIN plan.task t ON t.version = f.version),
                counted AS (
                    SELECT split_part(subject, '/', 4)::uuid AS item, sum(count) AS n FROM record.published_record
                    WHERE kind IN ('plan.target', 'plan.task') GROUP BY 1)
                SELECT 'item ' || coalesce(l.item, c.item) || ' is counted ' || coalesce(c.n, 0) || ' times' AS wrong
                FROM live l FULL JOIN counted c ON c.item = l.item
                WHERE coalesce(c.n, 0) <> CASE WHEN l.item IS NULL THEN 0 ELSE 1 END""");
    }
}
