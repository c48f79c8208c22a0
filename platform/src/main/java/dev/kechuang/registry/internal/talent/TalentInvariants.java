package dev.kechuang.registry.internal.talent;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of the talents and the firms they lead at any time. */
@Configuration(proxyBeanMethods = false)
public class TalentInvariants {

    @Bean
    public Invariant talentsCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.talentsCounted",
                "The records count each talent with an award that holds today once, and once for each level, where the"
                        + " person counts; and every award on its day.",
                "SELECT count(*) FROM registry.talent",
                """
                WITH holding AS (
                    SELECT t.id, a.level, (SELECT p.region FROM registry.talent_place p
                                           WHERE p.talent = t.id AND p.since <= current_date
                                           ORDER BY p.since DESC LIMIT 1) AS region
                    FROM registry.talent t JOIN registry.talent_award a ON a.talent = t.id
                    WHERE NOT a.taken_back AND a.awarded_on <= current_date
                      AND (a.until IS NULL OR a.until >= current_date)
                ), due AS (
                    SELECT DISTINCT 'registry.talent' AS kind, 'registry/talent/' || id AS subject, '' AS level, region, 1 AS n
                    FROM holding
                    UNION ALL
                    SELECT DISTINCT 'registry.talentLevel', 'registry/talent/' || id, level, region, 1 FROM holding
                    UNION ALL
                    SELECT 'registry.talentAward', 'registry/talent/' || talent, level, '', count(*)::int
                    FROM registry.talent_award WHERE NOT taken_back AND awarded_on <= current_date GROUP BY talent, level
                ), counted AS (
                    SELECT kind, subject, coalesce(dimensions ->> 'level', '') AS level,
                           CASE kind WHEN 'registry.talentAward' THEN '' ELSE region END AS region, sum(count)::int AS n
                    FROM record.published_record
                    WHERE kind IN ('registry.talent', 'registry.talentLevel', 'registry.talentAward')
                      AND business_date <= current_date
                    GROUP BY 1, 2, 3, 4
                )
                SELECT coalesce(d.kind, c.kind) || ' ' || coalesce(d.subject, c.subject) || ' '
                       || coalesce(d.level, c.level) || ' counts ' || coalesce(c.n, 0) || ' times in '
                       || coalesce(d.region, c.region)
                FROM due d FULL JOIN counted c USING (kind, subject, level, region)
                WHERE coalesce(d.n, 0) <> coalesce(c.n, 0)""");
    }

    @Bean
    public Invariant talentHistories(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.talentHistory",
                "Every talent has a history row for its version, and counts now where the person is.",
                "SELECT count(*) FROM registry.talent",
                """
                SELECT t.name || ' has no history for version ' || t.version || ', or counts elsewhere than in ' || t.region
                FROM registry.talent t
                WHERE NOT EXISTS (SELECT FROM registry.talent_change c WHERE c.talent = t.id AND c.version = t.version)
                   OR t.region <> (SELECT p.region FROM registry.talent_place p
                                   WHERE p.talent = t.id ORDER BY p.since DESC LIMIT 1)""");
    }

    @Bean
    public Invariant talentFirmsCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "registry.talentFirmsCounted",
                "The records count each confirmed half-year of a talent-led firm once with its revenue, and no other.",
                "SELECT count(*) FROM registry.talent_performance",
                """
                SELECT coalesce(o.name || ' ' || p.year || '-' || p.half, r.subject) || ' counts ' || coalesce(r.n, 0)
                       || ' times with ' || coalesce(r.fen, 0) || ' fen'
                FROM (SELECT subject, sum(count) AS n, sum(amount_fen) AS fen FROM record.published_record
                      WHERE kind = 'registry.talentFirm' GROUP BY subject) r
                FULL JOIN registry.talent_performance p
                    ON r.subject = 'registry/talentFirm/' || p.organisation || '/' || p.year || '-' || p.half
                LEFT JOIN registry.organisation o ON o.id = p.organisation
                WHERE coalesce(r.n, 0) <> (CASE p.state WHEN 'confirmed' THEN 1 ELSE 0 END)
                   OR coalesce(r.fen, 0) <> (CASE p.state WHEN 'confirmed' THEN p.revenue_fen ELSE 0 END)""");
    }
}
