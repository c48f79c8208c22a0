package dev.kechuang.indicator.internal.observation;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import dev.kechuang.pack.Packs;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who has to report is reminded in the morning. */
@Configuration(proxyBeanMethods = false)
class ReportingJobs {

    @Bean
    RemindDays indicatorRemindDays(Packs packs) {
        return RemindDays.read(packs.documents(RemindDays.FOLDER));
    }

    @Bean
    Task<Void> indicatorReportingReminders(ReportingReminders reminders) {
        return Tasks.recurring("indicator.reminders", new Daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(7, 40)))
                .execute((instance, context) -> {
                    var unused = reminders.run();
                });
    }
}
