package dev.kechuang.programme.internal.lifecycle;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of every application at any time. */
@Configuration(proxyBeanMethods = false)
public class LifecycleInvariants {

    @Bean
    public Invariant programmeStateIsItsEvents(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.state",
                "Every application stands where its events, in their order and by the transitions allowed, lead.",
                "SELECT count(*) FROM programme.application",
                """
                WITH e AS (
                    SELECT e.*, lag(e.to_stage) OVER w AS came_from, lag(e.to_status) OVER w AS came_status,
                           row_number() OVER w AS place, count(e.move) OVER w AS moves_so_far,
                           lead(e.number) OVER w IS NULL AS is_last
                    FROM programme.event e WINDOW w AS (PARTITION BY e.application ORDER BY e.number))
                SELECT 'application ' || a.id || ': event ' || coalesce(e.number::text, 'none') || ' does not lead to '
                    || a.stage || ' ' || a.status
                FROM programme.application a
                LEFT JOIN e ON e.application = a.id
                LEFT JOIN programme.version_stage s ON s.version = a.version AND s.stage = e.stage
                LEFT JOIN programme.version_stage t ON t.version = a.version AND t.stage = e.to_stage
                WHERE e.id IS NULL
                   OR e.number <> e.place
                   OR e.move IS NOT NULL AND e.move <> e.moves_so_far
                   OR e.number = 1 AND (e.kind <> 'created' OR t.position <> 1)
                   OR e.number > 1 AND (e.stage <> e.came_from OR e.status <> e.came_status)
                   OR e.number > 1 AND e.kind <> 'noted' AND NOT EXISTS (
                        SELECT FROM programme.transition x WHERE x.event = e.kind AND x.from_status = e.status
                          AND x.kind IN (s.kind, '*') AND (x.to_status = e.to_status OR e.to_status = 'completed'))
                   OR e.kind = 'passed' AND e.to_status = 'open' AND t.position <> s.position + 1
                   OR e.kind = 'passed' AND e.to_status = 'completed' AND EXISTS (
                        SELECT FROM programme.version_stage n WHERE n.version = a.version AND n.position > s.position)
                   OR e.kind NOT IN ('passed', 'created') AND e.stage <> e.to_stage
                   OR e.is_last AND (a.stage, a.status, a.events, a.moves)
                        IS DISTINCT FROM (e.to_stage, e.to_status, e.number, e.moves_so_far::integer)
                   OR e.is_last AND a.stage_kind <> t.kind""");
    }

    @Bean
    public Invariant programmeSubmissionsUnchanged(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.submission",
                "Every submitted application has what was handed in, unchanged, one submission for each time it was.",
                "SELECT count(*) FROM programme.submission",
                """
                SELECT 'submission ' || s.number || ' of ' || s.application || ' is not what its digest says'
                FROM programme.submission s WHERE s.digest <> sha256(convert_to(s.answers::text, 'UTF8'))
                UNION ALL
                SELECT 'application ' || a.id || ' was handed in without a submission'
                FROM programme.application a
                WHERE a.number IS NOT NULL
                  AND NOT EXISTS (SELECT FROM programme.submission s WHERE s.application = a.id)
                UNION ALL
                SELECT 'submission ' || s.number || ' of ' || s.application || ' belongs to no handing in'
                FROM programme.submission s JOIN programme.event e ON e.id = s.event
                WHERE e.application <> s.application OR e.kind NOT IN ('passed', 'resubmitted')""");
    }
}
