package dev.kechuang.plan.internal.scheme;

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

/** Reminds lead units of stages and ends, and what must hold of schemes and media reports. */
@Configuration(proxyBeanMethods = false)
public class SchemeJobs {

    private static final int BEFORE = 7;

    static int remind(SchemeStore store, Deadlines deadlines) {
        return deadlines.remind(BEFORE, store::due, "plan.schemeDue", "scheme.message.", "/schemes/");
    }

    @Bean
    Task<Void> schemeReminderTask(SchemeStore store, Deadlines deadlines) {
        return Tasks.recurring("plan.schemeReminders", new Daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(8, 30)))
                .execute((instance, context) -> {
                    int unused = remind(store, deadlines);
                });
    }

    @Bean
    public Invariant schemesAreCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "plan.schemes",
                "The records count every scheme, every completed one and every media report once; a completed scheme"
                        + " has no open stage.",
                "SELECT (SELECT count(*) FROM plan.scheme) + (SELECT count(*) FROM plan.media_report)",
                """
                        WITH wanted AS (
                            SELECT 'plan.scheme' AS kind, 'plan/scheme/' || id AS subject FROM plan.scheme
                            UNION ALL SELECT 'plan.schemeDone', 'plan/scheme/' || id FROM plan.scheme
                            WHERE state = 'completed'
                            UNION ALL SELECT 'plan.mediaReport', 'plan/mediaReport/' || id FROM plan.media_report
                            WHERE withdrawn = ''),
                        counted AS (
                            SELECT kind, subject, sum(count) AS n FROM record.published_record
                            WHERE kind IN ('plan.scheme', 'plan.schemeDone', 'plan.mediaReport') GROUP BY 1, 2)
                        SELECT coalesce(w.subject, c.subject) || ' is counted ' || coalesce(c.n, 0) || ' times as '
                               || coalesce(w.kind, c.kind)
                        FROM wanted w FULL JOIN counted c ON c.kind = w.kind AND c.subject = w.subject
                        WHERE coalesce(c.n, 0) <> CASE WHEN w.kind IS NULL THEN 0 ELSE 1 END
                        UNION ALL
                        SELECT s.number || ' is completed with an open stage' FROM plan.scheme s
                        WHERE s.state = 'completed' AND EXISTS (
                            SELECT FROM plan.scheme_stage g WHERE g.scheme = s.id AND g.done_on IS NULL)""");
    }
}
