package dev.kechuang.plan.internal.supervise;

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
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reminders before and after something is due, and what must hold at any time. */
@Configuration(proxyBeanMethods = false)
public class SuperviseJobs {

    private static final int BEFORE = 5;

    /** Tells the units; each date is told once before and once after. */
    static int remind(SuperviseStore store, Units units, Desk desk) {
        LocalDate today = desk.today();
        return desk.run(() -> {
                    List<SuperviseStore.Due> due = store.due(today.plusDays(BEFORE));
                    for (var one : due) {
                        boolean late = one.due().isBefore(today);
                        desk.tell(
                                units.people(one.unit()),
                                "plan.supervisionDue/" + one.thing() + "/" + one.due() + (late ? "/late" : ""),
                                late ? "supervise.message.late." : "supervise.message.due.",
                                "/supervision/" + one.item(),
                                one.number(),
                                one.title(),
                                one.due().toString());
                    }
                    return Outcome.done(due.size());
                })
                .fold(count -> count, errors -> 0);
    }

    @Bean
    Task<Void> supervisionReminderTask(SuperviseStore store, Units units, Desk desk) {
        return Tasks.recurring("plan.supervisionReminders", new Daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(8, 25)))
                .execute((instance, context) -> {
                    int unused = remind(store, units, desk);
                });
    }

    @Bean
    public Invariant supervisionIsCounted(JdbcClient jdbc) {
        return new Invariant() {
            @Override
            public String name() {
                return "plan.supervision";
            }

            @Override
            public String claim() {
                return "No closed item has an open finding; the records count every item, every finding and every"
                        + " rectification once.";
            }

            @Override
            public Result check() {
                long checked = jdbc.sql(
                                "SELECT (SELECT count(*) FROM plan.supervision) + (SELECT count(*) FROM plan.finding)")
                        .query(Long.class)
                        .single();
                return new Result(
                        checked,
                        jdbc.sql("""
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
                            SELECT FROM plan.finding f WHERE f.supervision = s.id AND f.state <> 'accepted')
                        LIMIT 20""").query((rows, number) -> rows.getString(1)).list());
            }
        };
    }
}
