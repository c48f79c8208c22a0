package dev.kechuang.message.internal;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs by itself. */
@Configuration(proxyBeanMethods = false)
class MessageJobs {

    @Bean
    Task<Void> outgoingMailTask(OutgoingMail mail) {
        return Tasks.recurring("message.mail", FixedDelay.of(Duration.ofSeconds(20)))
                .execute((instance, context) -> {
                    var unused = mail.run();
                });
    }
}
