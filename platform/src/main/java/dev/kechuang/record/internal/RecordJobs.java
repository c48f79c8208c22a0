package dev.kechuang.record.internal;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs by itself. */
@Configuration(proxyBeanMethods = false)
class RecordJobs {

    @Bean
    Task<Void> recordSealing(Sealing sealing) {
        return Tasks.recurring("record.seal", FixedDelay.of(Duration.ofSeconds(2)))
                .execute((instance, context) -> {
                    var unused = sealing.run();
                });
    }
}
