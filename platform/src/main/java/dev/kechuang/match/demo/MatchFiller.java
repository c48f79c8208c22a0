package dev.kechuang.match.demo;

import dev.kechuang.match.internal.run.CityRuns;
import dev.kechuang.match.internal.run.Run;
import dev.kechuang.match.internal.run.RunStore;
import dev.kechuang.shared.DemoFiller;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/** Decides the demonstration city once, when its firms, facts, rights and titles are there. */
@Component
class MatchFiller implements DemoFiller {

    private final CityRuns runs;
    private final RunStore store;

    MatchFiller(CityRuns runs, RunStore store) {
        this.runs = runs;
        this.store = store;
    }

    @Override
    public int order() {
        return 820;
    }

    @Override
    public String label() {
        return "matchRun.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        long run = runs.start(Run.Cause.NIGHT).orElseThrow();
        runs.work();
        Run.Figures figures = store.find(run).orElseThrow().figures();
        if (figures == null) throw new IllegalStateException("the demonstration city could not be decided");
        progress.accept(figures.matches());
    }
}
