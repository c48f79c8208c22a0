package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Nature;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.Indicator.Take;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.Invariant;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Every title that is valid on a date is counted by its indicator on that date: of each indicator that is the stock of
 * kinds of titles, on the last day of every year since the first title, and today. On every day in between the records
 * are held to the titles by the registry's own invariant.
 */
@Component
class TitleInvariant implements Invariant {

    private static final String KIND = "registry.title";
    private static final int EXAMPLES = 20;

    private final Dictionary dictionary;
    private final IndicatorFigures figures;
    private final Regions regions;
    private final JdbcClient jdbc;
    private final Clock clock;

    TitleInvariant(Dictionary dictionary, IndicatorFigures figures, Regions regions, JdbcClient jdbc, Clock clock) {
        this.dictionary = dictionary;
        this.figures = figures;
        this.regions = regions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "indicator.titles";
    }

    @Override
    public String claim() {
        return "Every title that is valid on a date is counted by its indicator on that date.";
    }

    /** Kinds of titles of the indicators that count all of them that are valid. */
    private Map<String, List<String>> counted() {
        var found = new HashMap<String, List<String>>();
        for (Indicator one : dictionary.all()) {
            if (one.nature() == Nature.STOCK
                    && one.source() instanceof Source.OfRecords(var kind, var where, var take)
                    && kind.equals(KIND)
                    && take == Take.COUNT
                    && where.keySet().equals(Set.of("title"))) {
                found.put(one.code(), where.getOrDefault("title", List.of()));
            }
        }
        return found;
    }

    @Override
    public Result check() {
        LocalDate today = LocalDate.now(clock);
        int first = jdbc.sql(
                        "SELECT coalesce(extract(year FROM min(lower(valid))), :year)::int FROM registry.published_title_span")
                .param("year", today.getYear())
                .query(Integer.class)
                .single();
        Map<String, List<String>> counted = counted();
        var asked = new ArrayList<FigureAt>();
        for (String code : counted.keySet()) {
            for (int year = Math.min(first, today.getYear()); year <= today.getYear(); year++)
                asked.add(FigureAt.of(code, regions.city().code(), Period.year(year)));
        }
        var wrong = new ArrayList<String>();
        Map<String, Long> valid = valid(Math.min(first, today.getYear()), today);
        for (IndicatorFigure figure : figures.figures(asked)) {
            if (same(figure, counted, valid)) continue;
            // Somebody may have granted a title in between: it is read once more.
            var again = figures.figure(figure.at());
            if (!same(again, counted, valid(Math.min(first, today.getYear()), today)) && wrong.size() < EXAMPLES)
                wrong.add(
                        again.at().path() + " says " + again.value() + ", valid are " + number(again, counted, valid));
        }
        return new Result(asked.size(), wrong);
    }

    private static boolean same(IndicatorFigure figure, Map<String, List<String>> counted, Map<String, Long> valid) {
        BigDecimal value = figure.value();
        return value != null && value.compareTo(BigDecimal.valueOf(number(figure, counted, valid))) == 0;
    }

    private static long number(IndicatorFigure figure, Map<String, List<String>> counted, Map<String, Long> valid) {
        int year = figure.at().period().first().getYear();
        return counted.getOrDefault(figure.at().indicator(), List.of()).stream()
                .mapToLong(kind -> valid.getOrDefault(kind + "/" + year, 0L))
                .sum();
    }

    /** Valid titles of the city by kind and year, on its last day or today. */
    private Map<String, Long> valid(int first, LocalDate today) {
        var found = new HashMap<String, Long>();
        jdbc.sql("""
                        SELECT s.kind || '/' || y.year AS key, count(*) AS n
                        FROM generate_series(:first, :last) AS y (year)
                        JOIN registry.published_title_span s
                            ON s.valid @> least(make_date(y.year, 12, 31), CAST(:today AS date))
                        WHERE s.region = ANY(:regions) GROUP BY 1""")
                .param("first", first)
                .param("last", today.getYear())
                .param("today", today)
                .param("regions", regions.subtree(regions.city().code()).toArray(String[]::new))
                .query((rows, number) -> found.put(String.valueOf(rows.getString("key")), rows.getLong("n")))
                .list();
        return found;
    }
}
