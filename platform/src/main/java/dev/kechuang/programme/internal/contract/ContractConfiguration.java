package dev.kechuang.programme.internal.contract;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.Regions;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Rules of the packs, and what runs by itself. */
@Configuration(proxyBeanMethods = false)
class ContractConfiguration {

    @Bean
    ContractRules contractRules(Packs packs, Regions regions) {
        return new ContractRules(packs.documents(ContractRules.FOLDER), regions);
    }

    @Bean
    Task<Void> projectReminders(ProjectReminders reminders) {
        return Tasks.recurring("programme.reminders", new Daily(ContractDesk.ZONE, LocalTime.of(6, 30)))
                .execute((instance, context) -> {
                    var unused = reminders.run();
                });
    }

    @Bean
    Task<Void> paymentStages(Payments payments) {
        return Tasks.recurring("programme.payments", FixedDelay.of(Duration.ofMinutes(10)))
                .execute((instance, context) -> {
                    var unused = payments.settle();
                });
    }
}
