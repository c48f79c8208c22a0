package dev.kechuang.match.internal.push;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Push by itself, and what must hold of it at any time. */
@Configuration(proxyBeanMethods = false)
public class PushJobs {

    @Bean
    Task<Void> pushTask(Push push) {
        return Tasks.recurring("match.push", FixedDelay.of(Duration.ofSeconds(30)))
                .execute((instance, context) -> {
                    var unused = push.run();
                });
    }

    @Bean
    Task<Void> webhookTask(Webhooks webhooks) {
        return Tasks.recurring("match.webhooks", FixedDelay.of(Duration.ofSeconds(20)))
                .execute((instance, context) -> {
                    int unused = webhooks.run();
                });
    }

    @Bean
    public Invariant everyMatchIsDeliveredOnce(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "match.webhook",
                "Deliveries of a webhook follow one another without overlapping, and none is ahead of what it has read.",
                "SELECT count(*) FROM match.delivery",
                """
                        SELECT 'delivery ' || d.id || ' begins before ' || d.earlier || ' ends' FROM (
                            SELECT id, first_change, lag(last_change) OVER w AS reached, lag(id) OVER w AS earlier
                            FROM match.delivery WHERE replay_of IS NULL
                            WINDOW w AS (PARTITION BY webhook ORDER BY first_change)) d
                        WHERE d.first_change <= d.reached
                        UNION ALL SELECT 'delivery ' || d.id || ' holds changes that were not read'
                        FROM match.delivery d JOIN match.webhook w ON w.id = d.webhook
                        WHERE d.last_change > w.position
                        UNION ALL SELECT 'replay ' || d.id || ' is not the same' FROM match.delivery d
                        JOIN match.delivery o ON o.id = d.replay_of
                        WHERE d.body <> o.body OR d.webhook <> o.webhook""");
    }

    @Bean
    public Invariant pushIsToldOnce(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "match.push",
                "Every notice that was sent is named by one message of its firm that lies in an inbox, and no message is"
                        + " without a notice.",
                "SELECT (SELECT count(*) FROM match.notice) + (SELECT count(*) FROM match.mailing)",
                """
                        SELECT 'notice ' || n.id || ' was sent to another firm'
                        FROM match.notice n JOIN match.mailing m ON m.id = n.mailing
                        WHERE m.organisation <> n.organisation
                        UNION ALL SELECT 'message ' || m.id || ' names no policy' FROM match.mailing m
                        WHERE NOT EXISTS (SELECT FROM match.notice n WHERE n.mailing = m.id)
                        UNION ALL SELECT 'message ' || m.id || ' lies in ' || count(p.account) || ' inboxes, not in '
                               || m.people
                        FROM match.mailing m
                        LEFT JOIN message.published_message p ON p.key = 'match.push/' || m.id
                        GROUP BY m.id, m.people HAVING count(p.account) <> m.people
                        UNION ALL SELECT 'notices were made up to change ' || n.last || ' but read up to ' || r.position
                        FROM match.reader r, (SELECT max(change) AS last FROM match.notice) n
                        WHERE r.name = 'push' AND n.last > r.position""");
    }
}
