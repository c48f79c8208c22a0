package dev.kechuang.identity.internal;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ends sessions nobody comes back to, and forgets old failures. */
@Configuration(proxyBeanMethods = false)
class Housekeeping {

    @Bean
    Task<Void> identitySweep(LiveSessions sessions, Lockout lockout) {
        return Tasks.recurring("identity.sweep", FixedDelay.ofMinutes(2)).execute((instance, context) -> {
            sessions.sweep();
            lockout.sweep();
        });
    }
}
