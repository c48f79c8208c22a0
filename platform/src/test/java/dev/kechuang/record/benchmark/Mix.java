package dev.kechuang.record.benchmark;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Better;
import dev.kechuang.indicator.Indicator.Nature;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.Indicator.Take;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.figure.BenchEngine;
import dev.kechuang.record.Evidence;
import dev.kechuang.record.Figures;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;

/** What a cockpit and a report ask, of a hundred indicators: 40 of them over the big kind. */
final class Mix {

    /** @param state whether it ends, so that its stock is asked for too */
    record Series(RecordFilter filter, boolean state) {}

    static final List<Series> INDICATORS = indicators();

    static final String TABLE = "twelve months by district: flow";
    static final String STOCK_AT_DAY = "stock at a day inside of a month";
    static final String DRILL_DOWN = "drill-down: first page";

    private Mix() {}

    private static List<Series> indicators() {
        var all = new ArrayList<Series>();
        var random = new SplittableRandom(7);
        var cuts = List.of(
                Map.<String, String>of(),
                Map.of("level", "national"),
                Map.of("field", "field1"),
                Map.of("level", "city", "scale", "small"));
        for (int i = 0; i < 100; i++) {
            boolean big = i < 40;
            int number = random.nextInt(ManyRecords.KINDS);
            var filter = RecordFilter.of(big ? ManyRecords.BIG : ManyRecords.kind(number));
            for (var cut : cuts.get(i % cuts.size()).entrySet()) filter = filter.with(cut.getKey(), cut.getValue());
            all.add(new Series(filter, !big && ManyRecords.state(number)));
        }
        return List.copyOf(all);
    }

    static Series one(SplittableRandom random) {
        return INDICATORS.get(random.nextInt(INDICATORS.size()));
    }

    /** Distinct counts are asked without dimensions. */
    static RecordFilter kind(SplittableRandom random) {
        return RecordFilter.of(one(random).filter().kind());
    }

    static YearMonth december(SplittableRandom random) {
        return YearMonth.of(2018 + random.nextInt(9), 12);
    }

    /** What is asked of the product; each is one figure or table as a page shows it. */
    interface Ask {
        Object ask(SplittableRandom random);
    }

    /** The same as indicators of a dictionary, one of distinct organisations for each kind, and ratios of one to the next. */
    static List<Indicator> dictionary() {
        var all = new ArrayList<Indicator>();
        for (int i = 0; i < INDICATORS.size(); i++) {
            var one = INDICATORS.get(i);
            var where = new TreeMap<String, List<String>>();
            one.filter().dimensions().forEach((name, value) -> where.put(name, List.of(value)));
            var source = new Source.OfRecords(one.filter().kind(), where, Take.COUNT);
            all.add(indicator("flow" + i, Nature.FLOW, source));
            all.add(indicator("stock" + i, Nature.STOCK, source));
            all.add(indicator(
                    "ratio" + i, Nature.FLOW, new Source.Ratio("flow" + i, "flow" + (i + 1) % INDICATORS.size(), 100)));
            var kind = new Source.OfRecords(one.filter().kind(), Map.of(), Take.ORGANISATIONS);
            all.add(indicator("firms" + i, Nature.FLOW, kind));
            all.add(indicator("held" + i, Nature.STOCK, kind));
        }
        return List.copyOf(all);
    }

    private static Indicator indicator(String code, Nature nature, Source source) {
        return new Indicator(
                code,
                code,
                code,
                List.of(),
                "bench",
                "个",
                0,
                Better.HIGHER,
                nature,
                Period.Kind.MONTH,
                source,
                false,
                null,
                null);
    }

    private static String any(SplittableRandom random, String sort) {
        return sort + random.nextInt(INDICATORS.size());
    }

    /** An indicator in each district and month of a year, as a table of a page. */
    private static Ask months(IndicatorFigures figures, String sort) {
        return random -> {
            int year = december(random).getYear();
            String code = any(random, sort);
            var asked = new ArrayList<FigureAt>();
            for (String region : ManyRecords.REGIONS)
                for (int month = 1; month <= 12; month++)
                    asked.add(FigureAt.of(code, region, Period.month(year, month)));
            return figures.figures(asked);
        };
    }

    private static Ask trend(IndicatorFigures figures, String sort) {
        return random -> figures.series(
                FigureAt.of(any(random, sort), City.CODE, Period.year(2026)), Period.year(2017), Period.year(2026));
    }

    /**
     * @param engine whose today is the last day there is
     * @param midMonth whose today lies inside of a month
     */
    static Map<String, Ask> product(BenchEngine engine, BenchEngine midMonth, Figures records, Evidence evidence) {
        IndicatorFigures figures = engine.figures;
        var asks = new LinkedHashMap<String, Ask>();
        asks.put(TABLE, months(figures, "flow"));
        asks.put("twelve months by district: stock", months(figures, "stock"));
        asks.put("twelve months by district: distinct", months(figures, "firms"));
        asks.put("twelve months by district: distinct in stock", months(figures, "held"));
        asks.put("twelve months by district: ratio", months(figures, "ratio"));
        asks.put("ten-year trend: flow", trend(figures, "flow"));
        asks.put("ten-year trend: distinct", trend(figures, "firms"));
        asks.put("ranking of districts with growth", random -> {
            int year = december(random).getYear();
            var at = FigureAt.of(any(random, "flow"), City.CODE, Period.year(year));
            var both = new ArrayList<>(figures.byRegion(at));
            both.addAll(figures.byRegion(at.during(Period.year(year - 1))));
            return both;
        });
        asks.put(
                "stock as of today, inside of a month, by district",
                random -> midMonth.figures.byRegion(FigureAt.of(any(random, "stock"), City.CODE, Period.year(2026))));
        asks.put("a hundred indicators, this year and last", random -> {
            var asked = new ArrayList<FigureAt>();
            for (int i = 0; i < INDICATORS.size(); i++) {
                String code = (INDICATORS.get(i).state() ? "stock" : "flow") + i;
                asked.add(FigureAt.of(code, City.CODE, Period.year(2026)));
                asked.add(FigureAt.of(code, City.CODE, Period.year(2025)));
            }
            return figures.figures(asked);
        });
        asks.put(
                "a figure by each of its dimensions",
                random -> engine.dimensions.of(FigureAt.of(
                        any(random, "flow"),
                        City.CODE,
                        Period.year(december(random).getYear()))));
        asks.put(
                STOCK_AT_DAY,
                random -> records.stock(one(random).filter(), december(random).atDay(1 + random.nextInt(28))));
        var officer = new Viewer(
                UUID.randomUUID(),
                "bench",
                Set.of(Role.BUREAU_OFFICER),
                null,
                UUID.randomUUID(),
                "",
                ManyRecords.REGIONS);
        asks.put(DRILL_DOWN, random -> {
            int year = december(random).getYear();
            var filter = one(random).filter().during(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
            return evidence.records(filter, officer, KeyPage.At.START);
        });
        asks.put("drill-down: first page of a district's month", random -> {
            var month = december(random).minusMonths(random.nextInt(12));
            var region = ManyRecords.REGIONS.get(random.nextInt(12));
            var filter = one(random)
                    .filter()
                    .during(month.atDay(1), month.atEndOfMonth())
                    .in(List.of(region));
            return evidence.records(filter, officer, KeyPage.At.START);
        });
        asks.put("drill-down: page deep inside", random -> {
            int year = december(random).getYear();
            var filter = one(random).filter().during(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
            String key = LocalDate.of(year, 1 + random.nextInt(12), 15) + "_" + new UUID(0, 0);
            return evidence.records(filter, officer, KeyPage.At.of(key, null));
        });
        return asks;
    }
}
