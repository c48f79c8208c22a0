package dev.kechuang.match.internal.run;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What runs by itself. */
@Configuration(proxyBeanMethods = false)
class RunJobs {

    @Bean
    Task<Void> changedMatchesTask(ChangedMatches changed) {
        return Tasks.recurring("match.changed", FixedDelay.of(Duration.ofSeconds(3)))
                .execute((instance, context) -> {
                    int unused = changed.decide();
                });
    }

    /** Goes on with what was started, here or by a node that is gone. */
    @Bean
    Task<Void> cityRunTask(CityRuns runs) {
        return Tasks.recurring("match.run", FixedDelay.of(Duration.ofSeconds(5)))
                .execute((instance, context) -> {
                    var unused = runs.startIfRulesChanged();
                    runs.work();
                });
    }

    /** A new day: what depends on it is decided again. */
    @Bean
    Task<Void> nightlyRunTask(CityRuns runs) {
        return Tasks.recurring("match.night", Schedules.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(0, 10)))
                .execute((instance, context) -> {
                    var unused = runs.start(Run.Cause.NIGHT);
                });
    }
}
