package dev.kechuang.indicator.internal.consistency;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.Rule;
import dev.kechuang.pack.Regions;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the rules compare: what was stated for a place and year itself, and what the figures give. */
@Component
class KnownValues {

    private final Dictionary dictionary;
    private final Regions regions;
    private final IndicatorFigures figures;
    private final JdbcClient jdbc;

    KnownValues(Dictionary dictionary, Regions regions, IndicatorFigures figures, JdbcClient jdbc) {
        this.dictionary = dictionary;
        this.regions = regions;
        this.figures = figures;
        this.jdbc = jdbc;
    }

    record Cell(String indicator, String region, int year) {}

    /** What is known when the rules run. */
    final class Known {
        final Map<Cell, BigDecimal> stated = new HashMap<>();
        final Map<Cell, BigDecimal> computed = new HashMap<>();
        final Set<String> places = new LinkedHashSet<>();
        final TreeSet<Integer> years = new TreeSet<>();

        @Nullable BigDecimal value(String indicator, String region, int year) {
            BigDecimal own = stated.get(new Cell(indicator, region, year));
            if (own != null) return own;
            return dictionary.get(indicator).source() instanceof Source.Observed
                    ? computed.get(new Cell(indicator, region, year))
                    : null;
        }
    }

    /** What was stated for whole years, at the places and in the years that are checked. */
    Known of(LocalDate today) {
        var known = new Known();
        jdbc.sql(
                        "SELECT indicator, region, first_day, value FROM indicator.current WHERE months = 12 AND value IS NOT NULL")
                .query((row, number) -> {
                    int year = row.getObject("first_day", LocalDate.class).getYear();
                    known.stated.put(
                            new Cell(row.getString("indicator"), row.getString("region"), year),
                            row.getBigDecimal("value"));
                    known.places.add(row.getString("region"));
                    known.years.add(year);
                    return row;
                })
                .list();
        String city = regions.city().code();
        known.places.add(city);
        regions.children(city, today).forEach(region -> known.places.add(region.code()));
        for (int year = today.getYear() - 5; year < today.getYear(); year++) known.years.add(year);
        return known;
    }

    /** Figures of everything the rules name, read together. */
    void compute(Known known) {
        var named = new LinkedHashSet<String>();
        for (Rule rule : dictionary.rules()) named.addAll(named(rule));
        var asked = new ArrayList<FigureAt>();
        for (String indicator : named) {
            for (String place : known.places) {
                if (regions.find(place).isEmpty()) continue;
                for (int year : known.years) asked.add(FigureAt.of(indicator, place, Period.year(year)));
            }
        }
        for (var figure : figures.figures(asked)) {
            if (figure.value() == null) continue;
            var at = figure.at();
            known.computed.put(new Cell(at.indicator(), at.region(), at.period().year()), figure.value());
        }
    }

    private static List<String> named(Rule rule) {
        return switch (rule) {
            case Rule.Counties one -> List.of(one.indicator());
            case Rule.Cumulative one -> List.of(one.total(), one.added());
            case Rule.Bounds one -> List.of(one.indicator());
            case Rule.Jump one -> List.of(one.indicator());
            case Rule.Quotient one -> List.of(one.indicator(), one.numerator(), one.denominator());
            case Rule.Parts one -> {
                var all = new ArrayList<>(one.parts());
                all.add(one.whole());
                yield all;
            }
            case Rule.Against one -> List.of(one.indicator());
        };
    }
}
