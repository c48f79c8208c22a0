package dev.kechuang.plan.internal.supervise;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import dev.kechuang.plan.internal.desk.Deadlines;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reminders before and after something is due, and what must hold at any time. */
@Configuration(proxyBeanMethods = false)
public class SuperviseJobs {

    private static final int BEFORE = 5;

    static int remind(SuperviseStore store, Deadlines deadlines) {
        return deadlines.remind(BEFORE, store::due, "plan.supervisionDue", "supervise.message.", "/supervision/");
    }

    @Bean
    Task<Void> supervisionReminderTask(SuperviseStore store, Deadlines deadlines) {
        return Tasks.recurring("plan.supervisionReminders", new Daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(8, 25)))
                .execute((instance, context) -> {
                    int unused = remind(store, deadlines);
                });
    }

    @Bean
    public Invariant supervisionIsCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "plan.supervision",
                "No closed item has an open finding; the records count every item, every finding and every"
                        + " rectification once.",
                "SELECT (SELECT count(*) FROM plan.supervision) + (SELECT count(*) FROM plan.finding)",
                """
                        WITH wanted AS (
                            SELECT 'plan.supervision' AS kind, 'plan/supervision/' || id AS subject FROM plan.supervision
                            UNION ALL SELECT 'plan.finding', 'plan/finding/' || id FROM plan.finding
                            UNION ALL SELECT 'plan.rectified', 'plan/finding/' || id FROM plan.finding
                            WHERE state = 'accepted'),
                        counted AS (
                            SELECT kind, subject, sum(count) AS n FROM record.published_record
                            WHERE kind IN ('plan.supervision', 'plan.finding', 'plan.rectified') GROUP BY 1, 2)
                        SELECT coalesce(w.subject, c.subject) || ' is counted ' || coalesce(c.n, 0) || ' times as '
                               || coalesce(w.kind, c.kind)
                        FROM wanted w FULL JOIN counted c ON c.kind = w.kind AND c.subject = w.subject
                        WHERE coalesce(c.n, 0) <> CASE WHEN w.kind IS NULL THEN 0 ELSE 1 END
                        UNION ALL
                        SELECT s.number || ' is closed with an open finding' FROM plan.supervision s
                        WHERE s.state = 'closed' AND EXISTS (
                            SELECT FROM plan.finding f WHERE f.supervision = s.id AND f.state <> 'accepted')""");
    }
}
