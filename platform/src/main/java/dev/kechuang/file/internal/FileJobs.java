package dev.kechuang.file.internal;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs by itself. */
@Configuration(proxyBeanMethods = false)
class FileJobs {

    @Bean
    Task<Void> fileCleanUp(DigestFileStore files) {
        return Tasks.recurring("file.cleanUp", new Daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(3, 30)))
                .execute((instance, context) -> {
                    try {
                        var unused = files.cleanUp();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
