package dev.kechuang.programme.internal.decision;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs by itself. */
@Configuration(proxyBeanMethods = false)
class DecisionJobs {

    @Bean
    Task<Void> noticesOver(NoticeService notices) {
        return Tasks.recurring("programme.noticesOver", new Daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(0, 10)))
                .execute((instance, context) -> {
                    int ignored = notices.endThoseOver();
                });
    }
}
