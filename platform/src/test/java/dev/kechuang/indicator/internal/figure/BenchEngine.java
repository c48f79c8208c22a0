package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.internal.dictionary.BenchDictionary;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.TitleSets;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.Figures;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The figures that the pages read, over other indicators and regions than the packs have. */
public final class BenchEngine {

    public final FigureEngine figures;
    public final Dimensions dimensions;
    private final RecordCube cube;
    private final Dictionary dictionary;
    private final Clock clock;

    public BenchEngine(
            JdbcClient jdbc, Figures records, List<Indicator> indicators, Regions regions, Packs packs, Clock clock) {
        this.clock = clock;
        dictionary = BenchDictionary.of(indicators);
        cube = new RecordCube(jdbc);
        figures = new FigureEngine(
                dictionary,
                regions,
                cube,
                new Organisations(jdbc, records),
                new FactSums(jdbc, new TitleSets(packs)),
                new ObservedValues(jdbc),
                records,
                jdbc,
                clock);
        dimensions = new Dimensions(dictionary, regions, records, clock);
    }

    /** What the job does that runs beside the pages. */
    public void keepUp() {
        cube.keepUp(FigureJobs.selections(dictionary), FigureEngine.day(clock.instant()));
    }
}
