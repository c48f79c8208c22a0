package dev.kechuang.indicator.internal.figure;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the sums in memory up to date, so that neither the first page after a start nor one after an import waits. */
@Configuration(proxyBeanMethods = false)
class FigureJobs {

    @Bean
    Task<Void> indicatorSums(Dictionary dictionary, RecordCube cube, Clock clock) {
        var selections = selections(dictionary);
        return Tasks.recurring("indicator.sums", FixedDelay.of(Duration.ofSeconds(2)))
                .execute((instance, context) -> cube.keepUp(selections, FigureEngine.day(clock.instant())));
    }

    /** What the figures of the dictionary are summed from. */
    static Collection<Selection> selections(Dictionary dictionary) {
        var found = new LinkedHashSet<Selection>();
        for (Indicator one : dictionary.all()) {
            if (one.source() instanceof Source.OfRecords source && source.take() != Indicator.Take.ORGANISATIONS)
                found.add(Selection.of(source));
        }
        return found;
    }
}
