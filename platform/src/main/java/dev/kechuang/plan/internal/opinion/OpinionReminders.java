package dev.kechuang.plan.internal.opinion;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.shared.Outcome;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Reminds firms before a form closes, and units before and after an answer is due; each date is told once. */
@Component
public class OpinionReminders {

    private static final int BEFORE = 3;

    private final OpinionStore opinions;
    private final CollectionStore collections;
    private final Units units;
    private final Desk desk;

    OpinionReminders(OpinionStore opinions, CollectionStore collections, Units units, Desk desk) {
        this.opinions = opinions;
        this.collections = collections;
        this.units = units;
        this.desk = desk;
    }

    /** @param reminded forms and opinions somebody was reminded of */
    public record Run(int reminded) {}

    public Run run() {
        LocalDate today = desk.today();
        var done = desk.run(() -> {
            int count = 0;
            for (OpinionForm form : collections.closing(today.plusDays(BEFORE))) {
                if (form.closesOn().isBefore(today)) continue;
                desk.tell(
                        collections.invitedPeople(form.id(), true),
                        "plan.opinionFormDue/" + form.id(),
                        "opinion.message.closing.",
                        "/my/opinions/forms/" + form.id(),
                        form.title(),
                        form.closesOn().toString());
                collections.reminded(form.id(), today);
                count++;
            }
            for (Opinion opinion : opinions.due(today.plusDays(BEFORE))) {
                UUID unit = opinion.unit();
                LocalDate due = opinion.dueOn();
                if (unit == null || due == null) continue;
                boolean late = due.isBefore(today);
                desk.tell(
                        units.people(unit),
                        "plan.opinionDue/" + opinion.id() + "/" + due + (late ? "/late" : ""),
                        late ? "opinion.message.late." : "opinion.message.due.",
                        "/opinions/" + opinion.id(),
                        opinion.number(),
                        due.toString());
                count++;
            }
            return Outcome.done(count);
        });
        return new Run(done.fold(count -> count, errors -> 0));
    }

    /** Every working morning. */
    @Configuration(proxyBeanMethods = false)
    static class Job {
        @Bean
        Task<Void> opinionReminderTask(OpinionReminders reminders) {
            return Tasks.recurring("plan.opinionReminders", new Daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(8, 20)))
                    .execute((instance, context) -> {
                        var unused = reminders.run();
                    });
        }
    }
}
