package dev.kechuang.programme.internal.check;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Compares what came in, so that lists show it before anybody opens an application. */
@Configuration(proxyBeanMethods = false)
class CheckJobs {

    @Bean
    Task<Void> checkComparison(Comparison comparison) {
        return Tasks.recurring("programme.compare", FixedDelay.of(Duration.ofSeconds(20)))
                .execute((instance, context) -> {
                    var unused = comparison.waiting();
                });
    }
}
