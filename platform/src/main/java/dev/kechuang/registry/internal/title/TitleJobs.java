package dev.kechuang.registry.internal.title;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs by itself. */
@Configuration(proxyBeanMethods = false)
class TitleJobs {

    /** Before people come to work. */
    @Bean
    Task<Void> titleExpiryTask(TitleExpiry expiry) {
        return Tasks.recurring("registry.titles", Schedules.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(5, 30)))
                .execute((instance, context) -> {
                    var unused = expiry.run();
                });
    }
}
