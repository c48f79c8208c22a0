package dev.kechuang.plan.internal.track;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import dev.kechuang.pack.Packs;
import dev.kechuang.plan.internal.plan.PlanService;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Rules of the packs, and what runs by itself. */
@Configuration(proxyBeanMethods = false)
class TrackConfiguration {

    @Bean
    TrackRules planTrackRules(Packs packs) {
        return new TrackRules(packs.documents(TrackRules.FOLDER));
    }

    @Bean
    Task<Void> planReminders(Reminders reminders) {
        return Tasks.recurring("plan.reminders", new Daily(PlanService.ZONE, LocalTime.of(7, 30)))
                .execute((instance, context) -> {
                    var unused = reminders.run();
                });
    }

    @Bean
    Task<Void> planLights(Lights lights) {
        return Tasks.recurring("plan.lights", new Daily(PlanService.ZONE, LocalTime.of(5, 30)))
                .execute((instance, context) -> {
                    var unused = lights.keep();
                });
    }
}
