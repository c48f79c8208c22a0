package dev.kechuang.plan.internal.scheme;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.Outcome;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reminds lead units of stages and ends, and what must hold of schemes and media reports. */
@Configuration(proxyBeanMethods = false)
public class SchemeJobs {

    private static final int BEFORE = 7;

    static int remind(SchemeStore store, Units units, Desk desk) {
        LocalDate today = desk.today();
        return desk.run(() -> {
                    var due = store.due(today.plusDays(BEFORE));
                    for (var one : due) {
                        boolean late = one.due().isBefore(today);
                        desk.tell(
                                units.people(one.unit()),
                                "plan.schemeDue/" + one.thing() + "/" + one.due() + (late ? "/late" : ""),
                                late ? "scheme.message.late." : "scheme.message.due.",
                                "/schemes/" + one.scheme(),
                                one.number(),
                                one.title(),
                                one.due().toString());
                    }
                    return Outcome.done(due.size());
                })
                .fold(count -> count, errors -> 0);
    }

    @Bean
    Task<Void> schemeReminderTask(SchemeStore store, Units units, Desk desk) {
        return Tasks.recurring("plan.schemeReminders", new Daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(8, 30)))
                .execute((instance, context) -> {
                    int unused = remind(store, units, desk);
                });
    }

    @Bean
    public Invariant schemesAreCounted(JdbcClient jdbc) {
        return new Invariant() {
            @Override
            public String name() {
                return "plan.schemes";
            }

            @Override
            public String claim() {
                return "The records count every scheme, every completed one and every media report once; a completed scheme"
                        + " has no open stage.";
            }

            @Override
            public Result check() {
                long checked = jdbc.sql(
                                "SELECT (SELECT count(*) FROM plan.scheme) + (SELECT count(*) FROM plan.media_report)")
                        .query(Long.class)
                        .single();
                return new Result(
                        checked,
                        jdbc.sql("""
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
                            SELECT FROM plan.scheme_stage g WHERE g.scheme = s.id AND g.done_on IS NULL)
                        LIMIT 20""").query((rows, number) -> rows.getString(1)).list());
            }
        };
    }
}
