package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.Indicator.Take;
import dev.kechuang.indicator.IndicatorFigure.Operand;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.TitleSets;
import dev.kechuang.indicator.internal.dictionary.Units;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.shared.Invariant;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every figure is what its evidence gives: of every indicator, for the city and each region and zone below it, this year
 * and last year, read at one snapshot and computed again from the records and observations it names.
 */
@Configuration(proxyBeanMethods = false)
class FigureInvariants {

    @Bean
    Invariant indicatorFigures(
            Dictionary dictionary,
            IndicatorFigures figures,
            Regions regions,
            TitleSets titles,
            JdbcClient jdbc,
            Clock clock) {
        return new EvidenceGivesFigures(dictionary, figures, regions, titles, jdbc, clock);
    }

    record EvidenceGivesFigures(
            Dictionary dictionary,
            IndicatorFigures figures,
            Regions regions,
            TitleSets titles,
            JdbcClient jdbc,
            Clock clock)
            implements Invariant {

        private static final JsonMapper JSON = JsonMapper.builder().build();

        @Override
        public String name() {
            return "indicator.figures";
        }

        @Override
        public String claim() {
            return "Every figure of every indicator is what its records and observations give.";
        }

        @Override
        public Result check() {
            LocalDate today = LocalDate.now(clock);
            Snapshot snapshot = figures.snapshot();
            var asked = new ArrayList<FigureAt>();
            for (Indicator one : dictionary.all()) {
                if (!Dictionary.operands(one.source()).isEmpty()) continue;
                for (String place : places(today)) {
                    asked.add(FigureAt.of(one.code(), place, Period.year(today.getYear()))
                            .asOf(snapshot));
                    asked.add(FigureAt.of(one.code(), place, Period.year(today.getYear() - 1))
                            .asOf(snapshot));
                }
            }
            var read = figures.figures(asked);
            var filters = new ArrayList<RecordFilter>();
            read.forEach(figure -> figure.operands().forEach(operand -> {
                if (operand instanceof Operand.OfRecords records) filters.addAll(records.filters());
            }));
            Map<RecordFilter, long[]> plain = sums(filters);
            var found = new ArrayList<String>();
            for (var figure : read) {
                for (Operand operand : figure.operands()) {
                    BigDecimal given = evidence(operand, plain, figure.at(), snapshot);
                    BigDecimal value = operand.value();
                    boolean same = value == null ? given == null : given != null && value.compareTo(given) == 0;
                    if (!same && found.size() < 20) {
                        found.add(figure.at().path() + " says " + value + ", its evidence gives " + given);
                    }
                }
            }
            return new Result(read.size(), found);
        }

        private List<String> places(LocalDate today) {
            var places = new ArrayList<String>();
            places.add(regions.city().code());
            regions.children(regions.city().code(), today).stream()
                    .map(Region::code)
                    .forEach(places::add);
            return places;
        }

        private @Nullable BigDecimal evidence(
                Operand operand, Map<RecordFilter, long[]> plain, FigureAt at, Snapshot snapshot) {
            return switch (operand) {
                case Operand.OfRecords(var code, var value, var take, var filters) -> {
                    if (value == null) yield null;
                    if (take == Take.ORGANISATIONS) yield BigDecimal.valueOf(organisations(filters));
                    long sum = 0;
                    for (RecordFilter filter : filters) {
                        sum += plain.getOrDefault(filter, new long[2])[take == Take.COUNT ? 0 : 1];
                    }
                    yield take == Take.AMOUNT
                            ? Units.ofFen(
                                    BigDecimal.valueOf(sum),
                                    dictionary.get(code).unit())
                            : BigDecimal.valueOf(sum);
                }
                case Operand.Observed(var code, var value, var revisions) ->
                    revisions.isEmpty()
                            ? null
                            : jdbc.sql("SELECT sum(value) FROM indicator.revision WHERE id = ANY (:ids)")
                                    .param("ids", revisions.toArray(java.util.UUID[]::new))
                                    .query(BigDecimal.class)
                                    .single();
                case Operand.OfFacts(var code, var value, var fact, var year, var organisations) ->
                    value == null ? null : facts(dictionary.get(code), at, year, snapshot);
            };
        }

        /** Organisations with more begun than ended over all of the filters together. */
        private long organisations(List<RecordFilter> filters) {
            return jdbc.sql("""
                            SELECT count(*) FROM (
                                SELECT s.organisation FROM record.published_sealed s
                                WHERE s.organisation IS NOT NULL AND s.kind = :kind AND EXISTS (
                                    SELECT FROM jsonb_to_recordset(:filters::jsonb) AS q (ix integer, kind text, dims jsonb,
                                        codes text[], zone text, "from" date, until date, position bigint)
                                    WHERE s.business_date BETWEEN q."from" AND q.until AND s.position <= q.position
                                      AND s.dimensions @> q.dims
                                      AND (q.zone <> '' OR s.region = ANY (q.codes)) AND (q.zone = '' OR s.zone = q.zone))
                                GROUP BY s.organisation HAVING sum(s.count) > 0) AS present
                            """)
                    .param("kind", filters.isEmpty() ? "" : filters.getFirst().kind())
                    .param("filters", JSON.writeValueAsString(rows(filters)))
                    .query(Long.class)
                    .single();
        }

        /** The newest value each organisation of the place had confirmed by the snapshot, one organisation at a time. */
        private @Nullable BigDecimal facts(Indicator one, FigureAt at, int year, Snapshot snapshot) {
            var source = (Source.OfFacts) one.source();
            String title = source.title();
            LocalDate held = LocalDate.of(year, 12, 31);
            LocalDate day = FigureEngine.day(snapshot.at());
            Place place = Place.of(regions, at.region());
            BigDecimal total = BigDecimal.ZERO;
            var titled = title == null
                    ? null
                    : new java.util.HashSet<>(jdbc.sql("""
                                    SELECT organisation FROM record.published_sealed
                                    WHERE kind = 'registry.title' AND position <= :position AND business_date <= :held
                                      AND dimensions ->> 'title' = ANY (:titles) AND organisation IS NOT NULL
                                    GROUP BY organisation HAVING sum(count) > 0
                                    """)
                            .param("position", snapshot.position())
                            .param("held", held.isAfter(day) ? day : held)
                            .param("titles", titles.codes(title).toArray(String[]::new))
                            .query(java.util.UUID.class)
                            .list());
            record Stated(
                    java.util.UUID organisation, @Nullable BigDecimal value, String region, String zone) {}
            var stated = jdbc.sql("""
                            SELECT h.organisation, h.fen, h.number, h.text, p.region, coalesce(p.zone, '') AS zone
                            FROM registry.published_fact_history h
                            JOIN registry.published_place p ON p.organisation = h.organisation AND p.counts
                            WHERE h.code = :fact AND h.year = :year AND h.recorded_at <= :at AND p.since <= :at
                              AND NOT EXISTS (SELECT FROM registry.published_fact_history n
                                  WHERE n.organisation = h.organisation AND n.code = h.code AND n.year = h.year
                                    AND n.version > h.version AND n.recorded_at <= :at)
                              AND NOT EXISTS (SELECT FROM registry.published_place n
                                  WHERE n.organisation = p.organisation AND n.since <= :at
                                    AND (n.since, n.number) > (p.since, p.number))
                            """)
                    .param("fact", source.fact())
                    .param("year", year)
                    .param("at", java.time.OffsetDateTime.ofInstant(snapshot.at(), java.time.ZoneOffset.UTC))
                    .query((row, number) -> {
                        Long fen = row.getObject("fen", Long.class);
                        BigDecimal counted = row.getBigDecimal("number");
                        String text = row.getString("text");
                        BigDecimal value = fen != null
                                ? Units.ofFen(BigDecimal.valueOf(fen), one.unit())
                                : counted != null || text == null
                                        ? counted
                                        : text.equals("true") || text.equals("是") ? BigDecimal.ONE : BigDecimal.ZERO;
                        return new Stated(
                                row.getObject("organisation", java.util.UUID.class),
                                value,
                                row.getString("region"),
                                row.getString("zone"));
                    })
                    .list();
            for (Stated each : stated) {
                if (each.value() == null || !place.holds(each.region(), each.zone())) continue;
                if (titled == null || titled.contains(each.organisation())) total = total.add(each.value());
            }
            return total;
        }

        private static List<Map<String, Object>> rows(List<RecordFilter> filters) {
            var rows = new ArrayList<Map<String, Object>>();
            for (int ix = 0; ix < filters.size(); ix++) {
                RecordFilter filter = filters.get(ix);
                var row = new TreeMap<String, Object>();
                row.put("ix", ix);
                row.put("kind", filter.kind());
                row.put("dims", filter.dimensions());
                row.put("codes", filter.regions());
                row.put("zone", filter.zone() == null ? "" : filter.zone());
                row.put(
                        "from",
                        filter.from() == null ? "1900-01-01" : filter.from().toString());
                row.put(
                        "until",
                        filter.until() == null ? "2199-12-31" : filter.until().toString());
                row.put("position", filter.asOf() == null ? Long.MAX_VALUE : filter.asOf());
                rows.add(row);
            }
            return rows;
        }

        /** Count and fen of each filter, summed from the records themselves in one statement. */
        private Map<RecordFilter, long[]> sums(List<RecordFilter> filters) {
            var found = new HashMap<RecordFilter, long[]>();
            var distinct = filters.stream().distinct().toList();
            jdbc.sql("""
                            SELECT q.ix, sum(s.count) AS count, sum(s.amount_fen) AS amount
                            FROM jsonb_to_recordset(:filters::jsonb) AS q (ix integer, kind text, dims jsonb, codes text[],
                                zone text, "from" date, until date, position bigint)
                            JOIN record.published_sealed s
                              ON s.kind = q.kind AND s.business_date BETWEEN q."from" AND q.until
                             AND s.position <= q.position AND s.dimensions @> q.dims
                             AND (q.zone <> '' OR s.region = ANY (q.codes)) AND (q.zone = '' OR s.zone = q.zone)
                            GROUP BY q.ix
                            """)
                    .param("filters", JSON.writeValueAsString(rows(distinct)))
                    .query((row, number) -> {
                        found.put(
                                distinct.get(row.getInt("ix")),
                                new long[] {row.getLong("count"), row.getLong("amount")});
                        return row;
                    })
                    .list();
            return found;
        }
    }
}
