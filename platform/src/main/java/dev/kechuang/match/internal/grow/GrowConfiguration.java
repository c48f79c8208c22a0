package dev.kechuang.match.internal.grow;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.kechuang.pack.Packs;
import dev.kechuang.policy.Decisions;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ladders, what runs by itself, and what must hold at any time. */
@Configuration(proxyBeanMethods = false)
public class GrowConfiguration {

    private static final Duration SLICE = Duration.ofSeconds(20);

    @Bean
    Ladders ladders(Packs packs, Decisions decisions) {
        return Ladders.of(packs, decisions);
    }

    /** Every minute: applications and titles of firms in the store. */
    @Bean
    Task<Void> cultivationFunnelTask(FunnelFollower follower) {
        return Tasks.recurring("match.cultivationFunnel", FixedDelay.ofMinutes(1))
                .execute((instance, context) -> {
                    var unused = follower.run();
                });
    }

    /** Pre-reviews of many that are not done yet, also after a restart. */
    @Bean
    Task<Void> prereviewRunTask(PrereviewService prereviews) {
        return Tasks.recurring("match.prereviewRuns", FixedDelay.ofSeconds(5)).execute((instance, context) -> {
            int unused = prereviews.workAll(SLICE);
        });
    }

    /** Every morning. */
    @Bean
    Task<Void> cultivationReminderTask(CareService care) {
        return Tasks.recurring("match.cultivationReminders", new Daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(8, 35)))
                .execute((instance, context) -> {
                    int unused = care.remind();
                });
    }

    @Bean
    public Invariant cultivationIsCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "match.cultivationCounted",
                "Every stage that a firm in a store reached is counted once, on its day and in its cell.",
                "SELECT count(*) FROM match.cultivation_stage WHERE undone_at IS NULL",
                """
                SELECT 'stage ' || coalesce(s.stage, r.stage) || ' of ' || coalesce(s.subject, r.subject) || ' counts '
                       || coalesce(s.n, 0) || ', the records say ' || coalesce(r.n, 0)
                FROM (SELECT 'match/cultivation/' || c.id AS subject, c.ladder, c.year::text AS year, g.on_day AS day,
                             (ARRAY['stored', 'prereviewed', 'applied', 'recognised'])[g.stage] AS stage, count(*) AS n
                      FROM match.cultivation_stage g JOIN match.cultivation c ON c.id = g.entry
                      WHERE g.undone_at IS NULL GROUP BY 1, 2, 3, 4, 5) s
                FULL JOIN (SELECT subject, dimensions ->> 'ladder' AS ladder, dimensions ->> 'year' AS year,
                                  business_date AS day, dimensions ->> 'stage' AS stage, sum(count) AS n
                           FROM record.published_record WHERE kind = 'match.cultivation'
                           GROUP BY 1, 2, 3, 4, 5 HAVING sum(count) <> 0) r
                    ON r.subject = s.subject AND r.ladder = s.ladder AND r.year = s.year AND r.day = s.day
                       AND r.stage = s.stage
                WHERE coalesce(s.n, 0) <> coalesce(r.n, 0)""");
    }

    @Bean
    public Invariant cultivationStagesFollow(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "match.cultivationStages",
                "Whoever was pre-reviewed, applied or was recognised is in a store; whoever was recognised has applied.",
                "SELECT count(*) FROM match.cultivation",
                """
                SELECT 'entry ' || c.id || ' of ' || c.ladder || ' ' || c.year || ' reached '
                       || array_to_string(array_agg(s.stage ORDER BY s.stage), ', ')
                FROM match.cultivation c
                LEFT JOIN match.cultivation_stage s ON s.entry = c.id AND s.undone_at IS NULL
                GROUP BY c.id
                HAVING NOT coalesce(bool_or(s.stage = 1), false) AND (count(s.id) > 0 OR c.left_for IS DISTINCT FROM 'mistake')
                    OR bool_or(s.stage = 4) AND NOT bool_or(s.stage = 3)
                    OR bool_or(s.stage = 2) AND NOT EXISTS (SELECT FROM match.prereview p WHERE p.entry = c.id)""");
    }

    @Bean
    public Invariant prereviewsAreFrozen(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "match.prereviewFrozen",
                "Every pre-review shows a decision that was saved for it, of the same firm, policy and verdict.",
                "SELECT count(*) FROM match.prereview",
                """
                SELECT 'pre-review ' || p.id || ' shows ' || p.verdict || ', its decision says '
                       || coalesce(d.verdict, 'nothing')
                FROM match.prereview p
                LEFT JOIN policy.published_decision d ON d.id = p.decision AND d.subject = 'match/prereview/' || p.id
                    AND d.organisation = p.organisation AND d.policy = p.policy
                WHERE d.verdict IS DISTINCT FROM p.verdict""");
    }
}
