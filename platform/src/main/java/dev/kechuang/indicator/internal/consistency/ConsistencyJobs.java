package dev.kechuang.indicator.internal.consistency;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The audit runs before people come in; and whenever somebody asks for it. */
@Configuration(proxyBeanMethods = false)
class ConsistencyJobs {

    @Bean
    Task<Void> indicatorAudit(Findings findings) {
        return Tasks.recurring("indicator.audit", new Daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(5, 30)))
                .execute((instance, context) -> {
                    var unused = findings.run();
                });
    }
}
