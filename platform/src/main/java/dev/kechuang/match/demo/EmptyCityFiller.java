package dev.kechuang.match.demo;

import dev.kechuang.match.internal.run.CityRuns;
import dev.kechuang.match.internal.run.Run;
import dev.kechuang.shared.DemoFiller;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/** A new installation's first run finds nobody: what comes later is news. */
@Component
class EmptyCityFiller implements DemoFiller {

    private final CityRuns runs;

    EmptyCityFiller(CityRuns runs) {
        this.runs = runs;
    }

    @Override
    public int order() {
        return 190;
    }

    @Override
    public String label() {
        return "matchRun.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        var unused = runs.start(Run.Cause.NIGHT);
        runs.work();
        progress.accept(0);
    }
}
