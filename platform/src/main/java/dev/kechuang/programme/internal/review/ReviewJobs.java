package dev.kechuang.programme.internal.review;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads attachments for blind reviews before anybody asks. */
@Configuration(proxyBeanMethods = false)
class ReviewJobs {

    private static final int AT_ONCE = 100;

    @Bean
    Task<Void> reviewAttachments(AttachmentCheck check) {
        return Tasks.recurring("programme.reviewAttachments", FixedDelay.of(Duration.ofSeconds(20)))
                .execute((instance, context) -> {
                    var unused = check.run(AT_ONCE);
                });
    }
}
