package dev.kechuang.report.internal.yearbook;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Makes yearbook tables (年鉴): indicators by region and year, read at one moment. */
@Service
public class Yearbook {

    /** More than this nobody reads on one sheet. */
    static final int CELLS = 60_000;

    private final Indicators indicators;
    private final IndicatorFigures figures;
    private final Regions regions;
    private final Clock clock;

    public Yearbook(Indicators indicators, IndicatorFigures figures, Regions regions, Clock clock) {
        this.indicators = indicators;
        this.figures = figures;
        this.regions = regions;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param codes of indicators, empty for all that are published
     * @param below whether the regions directly below stand in it too
     */
    public record Wanted(List<String> codes, String region, boolean below, int from, int until) {
        public Wanted {
            codes = List.copyOf(codes);
        }
    }

    /** @param values one a year, null where nothing is known */
    public record Row(Indicator indicator, Region region, List<@Nullable BigDecimal> values, List<String> paths) {
        public Row {
            values = Collections.unmodifiableList(new ArrayList<>(values));
            paths = List.copyOf(paths);
        }
    }

    /** @param readOn day of reading */
    public record Book(Wanted wanted, List<Integer> years, List<Row> rows, LocalDate readOn) {
        public Book {
            years = List.copyOf(years);
            rows = List.copyOf(rows);
        }
    }

    /** Refused at the fields {@code indicator}, {@code region}, {@code from} and {@code until}. */
    public Outcome<Book> read(Wanted wanted) {
        var errors = new ArrayList<FieldError>();
        var chosen = new ArrayList<Indicator>();
        if (wanted.codes().isEmpty())
            indicators.all().stream().filter(Indicator::published).forEach(chosen::add);
        for (String code : wanted.codes()) {
            indicators
                    .find(code)
                    .ifPresentOrElse(
                            chosen::add, () -> errors.add(FieldError.of("indicator", "report.error.indicator", code)));
        }
        LocalDate today = clock.instant().atZone(clock.getZone()).toLocalDate();
        if (regions.find(wanted.region()).isEmpty()) errors.add(FieldError.of("region", "report.error.region"));
        if (wanted.from() < 1949 || wanted.from() > today.getYear())
            errors.add(FieldError.of("from", "report.error.year", Integer.toString(today.getYear())));
        if (wanted.until() < wanted.from() || wanted.until() > today.getYear())
            errors.add(FieldError.of("until", "report.error.until", Integer.toString(today.getYear())));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        var places = new ArrayList<Region>();
        places.add(regions.find(wanted.region()).orElseThrow());
        if (wanted.below())
            places.addAll(regions.children(
                    wanted.region(), Period.year(wanted.until()).last()));
        int years = wanted.until() - wanted.from() + 1;
        long cells = (long) chosen.size() * places.size() * years;
        if (cells > CELLS) return Outcome.refused(FieldError.of("indicator", "report.error.cells", cells, CELLS));
        return Outcome.done(read(wanted, chosen, places, years, today));
    }

    private Book read(Wanted wanted, List<Indicator> chosen, List<Region> places, int years, LocalDate today) {
        var all = new ArrayList<FigureAt>();
        for (Indicator indicator : chosen)
            for (Region place : places)
                for (int i = 0; i < years; i++)
                    all.add(FigureAt.of(indicator.code(), place.code(), Period.year(wanted.from() + i)));
        List<IndicatorFigure> read = figures.figures(all);
        var rows = new ArrayList<Row>();
        int at = 0;
        for (Indicator indicator : chosen) {
            for (Region place : places) {
                var values = new ArrayList<@Nullable BigDecimal>();
                var paths = new ArrayList<String>();
                for (int i = 0; i < years; i++, at++) {
                    values.add(read.get(at).value());
                    paths.add(read.get(at).at().path());
                }
                // A county that is in no table of a source has no row, the place itself always has one.
                boolean known = values.stream().anyMatch(Objects::nonNull);
                if (known || place.code().equals(wanted.region())) rows.add(new Row(indicator, place, values, paths));
            }
        }
        var span = new ArrayList<Integer>();
        for (int i = 0; i < years; i++) span.add(wanted.from() + i);
        return new Book(wanted, span, rows, today);
    }
}
