package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.Indicator.Take;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigure.Operand;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.TitleSets;
import dev.kechuang.indicator.internal.dictionary.Units;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.Invariant;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every figure is what its evidence gives: of every indicator, for the city and each region and zone below it, this year,
 * last year and the running month, read at one snapshot and computed again, from the records, facts and observations it
 * names up to the ratios and sums made of them.
 */
final class EvidenceGivesFigures implements Invariant {

    private static final int EXAMPLES = 20;

    private final Dictionary dictionary;
    private final IndicatorFigures figures;
    private final Regions regions;
    private final TitleSets titles;
    private final JdbcClient jdbc;
    private final Clock clock;

    EvidenceGivesFigures(
            Dictionary dictionary,
            IndicatorFigures figures,
            Regions regions,
            TitleSets titles,
            JdbcClient jdbc,
            Clock clock) {
        this.dictionary = dictionary;
        this.figures = figures;
        this.regions = regions;
        this.titles = titles;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "indicator.figures";
    }

    @Override
    public String claim() {
        return "Every figure of every indicator is what its records, facts and observations give.";
    }

    @Override
    public Result check() {
        LocalDate today = LocalDate.now(clock);
        Snapshot snapshot = figures.snapshot();
        var asked = new ArrayList<FigureAt>();
        for (Indicator one : dictionary.all()) {
            for (String place : places(today)) {
                for (Period period : List.of(
                        Period.year(today.getYear()),
                        Period.year(today.getYear() - 1),
                        Period.of(Period.Kind.MONTH, today)))
                    asked.add(FigureAt.of(one.code(), place, period).asOf(snapshot));
            }
        }
        var read = new LinkedHashMap<FigureAt, IndicatorFigure>();
        for (IndicatorFigure figure : figures.figures(asked)) read.put(figure.at(), figure);
        var evidence = new Evidence(read, snapshot);
        var found = new ArrayList<String>();
        for (IndicatorFigure figure : read.values()) {
            BigDecimal given = evidence.of(figure.at());
            BigDecimal value = figure.value();
            boolean same = value == null ? given == null : given != null && value.compareTo(given) == 0;
            if (!same && found.size() < EXAMPLES)
                found.add(figure.at().path() + " says " + value + ", its evidence gives " + given);
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

    /** What the figures' evidence gives, each series read once for all of them. */
    private final class Evidence {
        private final Map<FigureAt, IndicatorFigure> read;
        private final Snapshot snapshot;
        private final RecordEvidence records;
        private final Map<UUID, BigDecimal> observed;
        private final Map<String, List<Stated>> facts = new HashMap<>();

        Evidence(Map<FigureAt, IndicatorFigure> read, Snapshot snapshot) {
            this.read = read;
            this.snapshot = snapshot;
            var of = new ArrayList<Operand.OfRecords>();
            var revisions = new ArrayList<UUID>();
            read.values()
                    .forEach(figure -> figure.operands().forEach(operand -> {
                        if (operand instanceof Operand.OfRecords one) of.add(one);
                        if (operand instanceof Operand.Observed one) revisions.addAll(one.observations());
                    }));
            records = new RecordEvidence(jdbc, of, snapshot.position());
            observed = observed(revisions);
        }

        @Nullable BigDecimal of(FigureAt at) {
            IndicatorFigure figure = Objects.requireNonNull(read.get(at));
            Indicator indicator = dictionary.get(at.indicator());
            return switch (indicator.source()) {
                case Source.Ratio ratio -> {
                    BigDecimal over = of(at.of(ratio.numerator()));
                    BigDecimal under = of(at.of(ratio.denominator()));
                    boolean told =
                            at.period().kind().months() >= indicator.shortest().months();
                    yield !told || over == null || under == null || under.signum() == 0
                            ? null
                            : over.multiply(BigDecimal.valueOf(ratio.factor())).divide(under, 12, RoundingMode.HALF_UP);
                }
                case Source.Sum sum -> {
                    BigDecimal total = BigDecimal.ZERO;
                    for (String code : Dictionary.operands(sum)) {
                        BigDecimal part = of(at.of(code));
                        if (part == null) yield null;
                        total = sum.minus().contains(code) ? total.subtract(part) : total.add(part);
                    }
                    yield total;
                }
                case Source.OfRecords ignored -> series(indicator, figure);
                case Source.OfFacts ignored -> series(indicator, figure);
                case Source.Observed ignored -> series(indicator, figure);
            };
        }

        private @Nullable BigDecimal series(Indicator indicator, IndicatorFigure figure) {
            return switch (figure.operands().getFirst()) {
                case Operand.OfRecords operand -> {
                    if (operand.value() == null) yield null;
                    long sum = records.of(operand);
                    yield operand.take() == Take.AMOUNT
                            ? Units.ofFen(BigDecimal.valueOf(sum), indicator.unit())
                            : BigDecimal.valueOf(sum);
                }
                case Operand.Observed operand ->
                    operand.observations().isEmpty()
                            ? null
                            : operand.observations().stream()
                                    .map(revision -> observed.getOrDefault(revision, BigDecimal.ZERO))
                                    .reduce(BigDecimal.ZERO, BigDecimal::add);
                case Operand.OfFacts operand ->
                    operand.value() == null ? null : facts(indicator, figure.at(), operand.year());
            };
        }

        private Map<UUID, BigDecimal> observed(List<UUID> revisions) {
            var found = new HashMap<UUID, BigDecimal>();
            if (revisions.isEmpty()) return found;
            jdbc.sql("SELECT id, value FROM indicator.revision WHERE id = ANY (:ids) AND value IS NOT NULL")
                    .param("ids", revisions.stream().distinct().toArray(UUID[]::new))
                    .query(row -> {
                        found.put(row.getObject("id", UUID.class), row.getBigDecimal("value"));
                    });
            return found;
        }

        private BigDecimal facts(Indicator indicator, FigureAt at, int year) {
            var source = (Source.OfFacts) indicator.source();
            var stated = facts.computeIfAbsent(
                    source.fact() + "/" + source.title() + "/" + year + "/" + indicator.unit(),
                    key -> stated(indicator, source, year, snapshot));
            Place place = Place.of(regions, at.region());
            return stated.stream()
                    .filter(each -> place.holds(each.region(), each.zone()))
                    .map(Stated::value)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    private record Stated(BigDecimal value, String region, String zone) {}

    /** The newest value that each organisation had confirmed by the snapshot, of those that held the title. */
    private List<Stated> stated(Indicator one, Source.OfFacts source, int year, Snapshot snapshot) {
        String title = source.title();
        LocalDate held = LocalDate.of(year, 12, 31);
        LocalDate day = FigureEngine.day(snapshot.at());
        var titled = title == null
                ? null
                : new HashSet<>(jdbc.sql("""
                                SELECT organisation FROM record.published_sealed
                                WHERE kind = 'registry.title' AND position <= :position AND business_date <= :held
                                  AND dimensions ->> 'title' = ANY (:titles) AND organisation IS NOT NULL
                                GROUP BY organisation HAVING sum(count) > 0
                                """)
                        .param("position", snapshot.position())
                        .param("held", held.isAfter(day) ? day : held)
                        .param("titles", titles.codes(title).toArray(String[]::new))
                        .query(UUID.class)
                        .list());
        var found = new ArrayList<Stated>();
        jdbc.sql("""
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
                .param("at", OffsetDateTime.ofInstant(snapshot.at(), ZoneOffset.UTC))
                .query(row -> {
                    if (titled != null && !titled.contains(row.getObject("organisation", UUID.class))) return;
                    Long fen = row.getObject("fen", Long.class);
                    BigDecimal counted = row.getBigDecimal("number");
                    String text = row.getString("text");
                    BigDecimal value = fen != null
                            ? Units.ofFen(BigDecimal.valueOf(fen), one.unit())
                            : counted != null || text == null
                                    ? counted
                                    : text.equals("true") || text.equals("是") ? BigDecimal.ONE : BigDecimal.ZERO;
                    if (value != null) found.add(new Stated(value, row.getString("region"), row.getString("zone")));
                });
        return found;
    }
}
