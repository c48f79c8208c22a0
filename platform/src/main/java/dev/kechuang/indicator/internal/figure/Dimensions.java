package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Nature;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.Indicator.Take;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.Units;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.Figures;
import dev.kechuang.record.Figures.Cut;
import dev.kechuang.record.RecordFilter;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.springframework.stereotype.Service;

/** Cuts a figure from records by what else its records tell (维度): level, field, industry. */
@Service
public class Dimensions {

    private final Dictionary dictionary;
    private final Regions regions;
    private final Figures figures;
    private final Clock clock;

    Dimensions(Dictionary dictionary, Regions regions, Figures figures, Clock clock) {
        this.dictionary = dictionary;
        this.regions = regions;
        this.figures = figures;
        this.clock = clock;
    }

    /** @param parts the largest first */
    public record Breakdown(String dimension, List<Part> parts) {}

    /**
     * @param key value of the dimension, empty for records without it
     * @param value in the indicator's unit
     * @param filters open the part's records
     */
    public record Part(String key, BigDecimal value, List<RecordFilter> filters) {}

    /**
     * The parts of each dimension add up to the figure. Empty for figures that are not sums of records, for functional
     * zones, whose own records and those inside them are different sets, and for periods that have not begun. A dimension
     * with a single part tells nothing and is left out; who answers for them is told by {@link UnitFigures}.
     */
    public List<Breakdown> of(FigureAt at) {
        Indicator indicator = dictionary.get(at.indicator());
        Place place = Place.of(regions, at.region());
        LocalDate today = FigureEngine.day(clock.instant());
        if (!(indicator.source() instanceof Source.OfRecords source)
                || source.take() == Take.ORGANISATIONS
                || place.zone()
                || at.period().first().isAfter(today)) {
            return List.of();
        }
        boolean stock = indicator.nature() == Nature.STOCK;
        LocalDate first = at.toDate()
                ? LocalDate.of(at.period().year(), 1, 1)
                : at.period().first();
        LocalDate last = at.period().last();
        LocalDate until = stock && last.isAfter(today) ? today : last;
        var filters = Organisations.filters(Selection.of(source, at.unit()), place, stock ? null : first, until, null);
        var all = new ArrayList<Breakdown>();
        for (String dimension : figures.dimensions(source.kind())) {
            // What the indicator filters by already is the same for every record.
            var by = source.where().get(dimension);
            if (by != null && by.size() == 1 || dimension.equals(Selection.UNIT)) continue;
            var parts = parts(indicator, source, filters, dimension);
            if (parts.size() > 1) all.add(new Breakdown(dimension, parts));
        }
        return all;
    }

    private List<Part> parts(
            Indicator indicator, Source.OfRecords source, List<RecordFilter> filters, String dimension) {
        var sums = new TreeMap<String, Part>();
        for (RecordFilter filter : filters) {
            for (var group : figures.breakdown(filter, new Cut.Dimension(dimension))) {
                BigDecimal value = source.take() == Take.COUNT
                        ? BigDecimal.valueOf(group.count())
                        : Units.ofFen(BigDecimal.valueOf(group.amountFen()), indicator.unit());
                var opened =
                        group.key().isEmpty() ? List.<RecordFilter>of() : List.of(filter.with(dimension, group.key()));
                sums.merge(group.key(), new Part(group.key(), value, opened), Dimensions::joined);
            }
        }
        return sums.values().stream()
                .filter(part -> part.value().signum() != 0)
                .sorted(Comparator.comparing(Part::value).reversed())
                .toList();
    }

    private static Part joined(Part one, Part other) {
        var filters = new ArrayList<>(one.filters());
        filters.addAll(other.filters());
        return new Part(one.key(), one.value().add(other.value()), filters);
    }
}
