package dev.kechuang.record.benchmark;

import dev.kechuang.record.Evidence;
import dev.kechuang.record.Figures;
import dev.kechuang.record.Figures.Cut;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/** What a cockpit and a report ask, of a hundred indicators: 40 of them over the big kind. */
final class Mix {

    /** @param state whether it ends, so that its stock is asked for too */
    record Indicator(RecordFilter filter, boolean state) {}

    static final List<Indicator> INDICATORS = indicators();

    private Mix() {}

    private static List<Indicator> indicators() {
        var all = new ArrayList<Indicator>();
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
            all.add(new Indicator(filter, !big && ManyRecords.state(number)));
        }
        return List.copyOf(all);
    }

    static Indicator one(SplittableRandom random) {
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

    static Map<String, Ask> product(Figures figures, Evidence evidence) {
        var asks = new java.util.LinkedHashMap<String, Ask>();
        asks.put("twelve months by district: flow", random -> {
            var last = december(random);
            return figures.cross(
                    one(random).filter().during(last.withMonth(1).atDay(1), last.atEndOfMonth()),
                    new Cut.Month(),
                    new Cut.Region());
        });
        asks.put("twelve months by district: stock", random -> {
            var last = december(random);
            return figures.stocks(one(random).filter(), last.withMonth(1), last, new Cut.Region());
        });
        asks.put("twelve months by district: distinct", random -> {
            var last = december(random);
            return figures.organisations(
                    kind(random).during(last.withMonth(1).atDay(1), last.atEndOfMonth()), new Cut.Month(), true);
        });
        asks.put("twelve months by district: distinct in stock", random -> {
            var last = december(random);
            return figures.organisationsInStock(kind(random), last.withMonth(1), last, true);
        });
        asks.put("twelve months by district: ratio", random -> {
            var last = december(random);
            LocalDate first = last.withMonth(1).atDay(1);
            var above = figures.cross(
                    one(random).filter().during(first, last.atEndOfMonth()), new Cut.Month(), new Cut.Region());
            var below = figures.cross(
                    one(random).filter().during(first, last.atEndOfMonth()), new Cut.Month(), new Cut.Region());
            return List.of(above, below);
        });
        asks.put("ten-year trend: flow", random -> figures.breakdown(one(random).filter(), new Cut.Year()));
        asks.put(
                "ten-year trend: distinct",
                random -> figures.organisations(
                        kind(random).during(LocalDate.of(2017, 1, 1), LocalDate.of(2026, 12, 31)),
                        new Cut.Year(),
                        false));
        asks.put("ranking of districts with growth", random -> {
            int year = december(random).getYear();
            return figures.cross(
                    one(random).filter().during(LocalDate.of(year - 1, 1, 1), LocalDate.of(year, 12, 31)),
                    new Cut.Year(),
                    new Cut.Region());
        });
        asks.put(
                "stock at a day inside of a month",
                random -> figures.stock(one(random).filter(), december(random).atDay(1 + random.nextInt(28))));
        var officer = new Viewer(
                UUID.randomUUID(),
                "bench",
                Set.of(Role.BUREAU_OFFICER),
                null,
                UUID.randomUUID(),
                "",
                ManyRecords.REGIONS);
        asks.put("drill-down: first page", random -> {
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
