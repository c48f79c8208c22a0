package dev.kechuang.audit.internal;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs by itself. */
@Configuration(proxyBeanMethods = false)
class AuditJobs {

    @Bean
    Task<Void> auditSealing(ChainSealing sealing) {
        return Tasks.recurring("audit.seal", FixedDelay.of(Duration.ofSeconds(5)))
                .execute((instance, context) -> {
                    var unused = sealing.run();
                });
    }

    @Bean
    Task<Void> auditHeads(DayHeads heads) {
        return Tasks.recurring("audit.heads", FixedDelay.of(Duration.ofMinutes(10)))
                .execute((instance, context) -> heads.run());
    }
}
