package dev.kechuang.indicator.internal.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Nature;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.Indicator.Take;
import dev.kechuang.indicator.IndicatorFigure.Operand;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Units;
import dev.kechuang.record.Figures;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.internal.JdbcFigures;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Figures over random records, seeded, against sums made the plain way. */
class RecordFiguresTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final List<String> REGIONS = List.of("320505", "320506", "320583", "320585");
    private static final List<String> ZONES = List.of("320571", "320591", "320596", "320598");
    private static final List<String> UNITS = List.of("sz-research", "sz-high-tech", "sz-taicang");
    private static final List<String> INDICATORS = List.of(
            "hnte.valid",
            "hnte.new",
            "rd-institutions",
            "rd-institutions.firms",
            "programmes.applied",
            "programmes.applicants",
            "programmes.money",
            "programmes.approved",
            "programmes.rate",
            "hnte.granted");

    private static final FigureFixture CITY = new FigureFixture();
    private static final Random RANDOM = new Random(20260615);
    private static final List<NewRecord> ALL = new ArrayList<>();

    @BeforeAll
    static void fill() {
        append(600);
        long sealed = CITY.sealing.run();
        assertThat(sealed).isPositive();
        append(150);
    }

    @AfterAll
    static void close() {
        CITY.close();
    }

    private static void append(int things) {
        var some = new ArrayList<NewRecord>();
        for (int i = 0; i < things; i++) {
            String region = any(REGIONS);
            String zone = RANDOM.nextInt(3) == 0 ? any(ZONES) : null;
            UUID organisation = new UUID(7, RANDOM.nextInt(40));
            LocalDate day = LocalDate.of(2023, 1, 1).plusDays(RANDOM.nextInt(1300));
            switch (RANDOM.nextInt(4)) {
                case 0 -> {
                    var dims = Map.of(
                            "title",
                            any(List.of("hnte", "engineering-centre", "key-laboratory", "incubator")),
                            "level",
                            "national");
                    // A title that ends, and sometimes moves in between: compensating pairs.
                    LocalDate end = day.plusDays(200 + RANDOM.nextInt(900));
                    some.add(state(day, region, zone, organisation, dims, 1));
                    if (RANDOM.nextBoolean()) {
                        LocalDate moved = day.plusDays(RANDOM.nextInt(200));
                        String other = any(REGIONS);
                        some.add(state(moved, region, zone, organisation, dims, -1));
                        some.add(state(moved, other, null, organisation, dims, 1));
                        some.add(state(end, other, null, organisation, dims, -1));
                    } else {
                        some.add(state(end, region, zone, organisation, dims, -1));
                    }
                }
                case 1 ->
                    some.add(CITY.record(
                            "registry.titleGranted",
                            day.toString(),
                            region,
                            zone,
                            organisation,
                            Map.of(
                                    "title",
                                    any(List.of("hnte", "gazelle")),
                                    "level",
                                    "national",
                                    "how",
                                    any(List.of("new", "renewed"))),
                            1,
                            0));
                case 2 ->
                    some.add(CITY.record(
                            "programme.applied",
                            day.toString(),
                            region,
                            zone,
                            organisation,
                            Map.of(
                                    "programme",
                                    "a",
                                    "gives",
                                    any(List.of("project", "title", "talent")),
                                    "unit",
                                    any(UNITS)),
                            1,
                            RANDOM.nextInt(10_000_000)));
                default ->
                    some.add(CITY.record(
                            "programme.approved",
                            day.toString(),
                            region,
                            zone,
                            organisation,
                            Map.of(
                                    "programme",
                                    "a",
                                    "gives",
                                    any(List.of("project", "award", "talent", "subsidy")),
                                    "unit",
                                    any(UNITS)),
                            1,
                            1_000_000L + RANDOM.nextInt(900_000_000)));
            }
        }
        CITY.append(some);
        ALL.addAll(some);
    }

    private static NewRecord state(
            LocalDate day,
            String region,
            @Nullable String zone,
            UUID organisation,
            Map<String, String> dims,
            int count) {
        return CITY.record("registry.title", day.toString(), region, zone, organisation, dims, count, 0);
    }

    private static <T> T any(List<T> of) {
        return of.get(RANDOM.nextInt(of.size()));
    }

    private static List<FigureAt> questions() {
        var asked = new ArrayList<FigureAt>();
        var places = new ArrayList<>(REGIONS);
        places.addAll(ZONES);
        places.add("320500");
        for (String indicator : INDICATORS) {
            for (String place : places) {
                for (String period : List.of("2023", "2025", "2026", "2025H1", "2025Q3", "2026-05", "2026-06")) {
                    var at = FigureAt.of(indicator, place, Period.parse(period).orElseThrow());
                    asked.add(at);
                    if (period.equals("2026-05")) asked.add(at.fromNewYear());
                }
            }
        }
        return asked;
    }

    @Test
    void everyFigureIsWhatTheRecordsGive() {
        var asked = questions();
        var read = CITY.figures.figures(asked);
        for (int i = 0; i < asked.size(); i++) {
            assertThat(read.get(i).at()).isEqualTo(asked.get(i));
            BigDecimal expected = plainly(asked.get(i), ALL);
            if (expected == null)
                assertThat(read.get(i).value()).as("%s", asked.get(i)).isNull();
            else assertThat(read.get(i).value()).as("%s", asked.get(i)).isEqualByComparingTo(expected);
        }
    }

    @Test
    void oneByOneIsTheSameAsTogether() {
        for (FigureAt at : questions().subList(0, 60)) {
            assertThat(CITY.figures.figure(at))
                    .isEqualTo(
                            CITY.figures.figures(List.of(at, at.in("320500"))).getFirst());
        }
    }

    @Test
    void theFiltersOfAnOperandSumToItsValue() {
        Figures plain = new JdbcFigures(CITY.jdbc, CITY.sealing);
        for (FigureAt at : questions()) {
            if (!List.of("hnte.valid", "programmes.money", "rd-institutions", "programmes.rate")
                    .contains(at.indicator())) continue;
            for (Operand operand : CITY.figures.figure(at).operands()) {
                var records = (Operand.OfRecords) operand;
                var indicator = FigureFixture.DICTIONARY.get(records.indicator());
                long sum = 0;
                for (var filter : records.filters()) {
                    var total = plain.total(filter);
                    sum += records.take() == Take.AMOUNT ? total.amountFen() : total.count();
                }
                BigDecimal value = records.take() == Take.AMOUNT
                        ? Units.ofFen(BigDecimal.valueOf(sum), indicator.unit())
                        : BigDecimal.valueOf(sum);
                assertThat(value).as("%s", at).isEqualByComparingTo(Objects.requireNonNull(records.value()));
            }
        }
    }

    @Test
    void aUnitsFigureIsWhatTheRecordsThatNameItGive() {
        var asked = new ArrayList<FigureAt>();
        for (FigureAt at : questions()) {
            for (String unit : UNITS) if (at.indicator().startsWith("programmes.")) asked.add(at.by(unit));
        }
        var read = CITY.figures.figures(asked);
        for (int i = 0; i < asked.size(); i++) {
            BigDecimal expected = plainly(asked.get(i), ALL);
            var said = assertThat(read.get(i).value()).as("%s", asked.get(i));
            if (expected == null) said.isNull();
            else said.isEqualByComparingTo(expected);
            String unit = Objects.requireNonNull(asked.get(i).unit());
            for (Operand operand : read.get(i).operands()) {
                assertThat(((Operand.OfRecords) operand).filters())
                        .allSatisfy(filter -> assertThat(filter.dimensions()).containsEntry("unit", unit));
            }
            assertThat(read.get(i).at().path()).contains("&unit=" + unit);
        }
    }

    @Test
    void theFigureIsTheSumOfItsPartsInEveryDimensionAndEachPartOpensItsRecords() {
        Figures plain = new JdbcFigures(CITY.jdbc, CITY.sealing);
        var dimensions =
                new Dimensions(FigureFixture.DICTIONARY, FigureFixture.PACKS.regions(), plain, FigureFixture.CLOCK);
        var seen = new TreeSet<String>();
        for (FigureAt at : questions()) {
            for (var breakdown : dimensions.of(at)) {
                seen.add(at.indicator() + " " + breakdown.dimension());
                BigDecimal sum =
                        breakdown.parts().stream().map(Dimensions.Part::value).reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(sum)
                        .as("%s by %s", at, breakdown.dimension())
                        .isEqualByComparingTo(
                                Objects.requireNonNull(CITY.figures.figure(at).value()));
                for (var part : breakdown.parts()) {
                    assertThat(part.filters())
                            .isNotEmpty()
                            .allSatisfy(filter ->
                                    assertThat(filter.dimensions()).containsEntry(breakdown.dimension(), part.key()));
                }
            }
        }
        assertThat(seen)
                .contains("rd-institutions title", "programmes.money gives")
                .doesNotContain("hnte.valid title", "programmes.applicants gives");
    }

    @Test
    void aSnapshotIsReadAgainAsItWasAndTheLiveFigureMovesOn() {
        var snapshot = CITY.figures.snapshot();
        var asked = questions().stream().map(at -> at.asOf(snapshot)).toList();
        var before = List.copyOf(ALL);
        var first = CITY.figures.figures(asked);
        append(700);
        everyFigureIsWhatTheRecordsGive();
        long unused = CITY.sealing.run();
        everyFigureIsWhatTheRecordsGive();
        var again = CITY.figures.figures(asked);
        assertThat(again).isEqualTo(first);
        // A program started later, which has other sums at hand, reads the same.
        assertThat(CITY.engine(FigureFixture.DICTIONARY).figures(asked)).isEqualTo(first);
        for (int i = 0; i < asked.size(); i++) {
            BigDecimal expected = plainly(asked.get(i), before);
            if (expected != null)
                assertThat(first.get(i).value()).as("%s", asked.get(i)).isEqualByComparingTo(expected);
        }
    }

    @Test
    void aCommittedRecordIsInTheNextFigure() {
        var at = FigureAt.of(
                "programmes.applied", "320585", Period.parse("2026-03").orElseThrow());
        BigDecimal before = Objects.requireNonNull(CITY.figures.figure(at).value());
        var one = CITY.record(
                "programme.applied", "2026-03-04", "320585", null, new UUID(7, 1), Map.of("gives", "project"), 1, 5);
        CITY.append(List.of(one));
        ALL.add(one);
        assertThat(CITY.figures.figure(at).value()).isEqualByComparingTo(before.add(BigDecimal.ONE));
    }

    @Test
    void theInvariantSeesAFigureThatItsRecordsDoNotGive() {
        long unused = CITY.sealing.run();
        var invariant = CITY.evidence(CITY.engine(FigureFixture.DICTIONARY));
        assertThat(invariant.check().violations()).isEmpty();
        var owner = CITY.database.owner();
        // A margin, a cell inside of a zone, and a cell of what is asked for with two dimensions.
        for (String bend : List.of("""
                UPDATE record.margin SET count = count + :by WHERE (kind, grain, dimension, value, period, region) = (
                    SELECT kind, grain, dimension, value, period, region FROM record.margin
                    WHERE kind = 'programme.applied' AND grain = 'M' AND dimension = ''
                      AND period BETWEEN '2026-01-01' AND '2026-05-01' ORDER BY period, region LIMIT 1)
                """, """
                UPDATE record.cell SET count = count + :by WHERE (kind, month, region, zone, combination) = (
                    SELECT kind, month, region, zone, combination FROM record.cell
                    WHERE kind = 'programme.applied' AND month BETWEEN '2026-01-01' AND '2026-05-01'
                      AND zone IN ('320571', '320591') ORDER BY month, region, zone, combination LIMIT 1)
                """, """
                UPDATE record.cell SET count = count + :by WHERE (kind, month, region, zone, combination) = (
                    SELECT c.kind, c.month, c.region, c.zone, c.combination
                    FROM record.cell c JOIN record.combination k ON k.id = c.combination
                    WHERE c.kind = 'registry.titleGranted' AND c.month BETWEEN '2026-01-01' AND '2026-05-01'
                      AND k.dimensions @> '{"title":"hnte","how":"new"}' ORDER BY 2, 3, 4, 5 LIMIT 1)
                """)) {
            assertThat(owner.sql(bend).param("by", 1).update()).isEqualTo(1);
            var bent = CITY.evidence(CITY.engine(FigureFixture.DICTIONARY));
            assertThat(bent.check().violations()).as(bend).isNotEmpty();
            assertThat(owner.sql(bend).param("by", -1).update()).isEqualTo(1);
        }
    }

    /** One of each sort: a flow and a stock of counts, money, distinct organisations of both, a ratio and a sum. */
    @Test
    void theInvariantSeesEverySortOfFigureThatIsWrong() {
        long unused = CITY.sealing.run();
        var right = CITY.engine(FigureFixture.DICTIONARY);
        for (String code : List.of(
                "programmes.applied",
                "hnte.valid",
                "programmes.money",
                "programmes.applicants",
                "rd-institutions.firms",
                "programmes.rate",
                "hnte.granted")) {
            var violations =
                    CITY.evidence(new WrongFigures(right, code)).check().violations();
            assertThat(violations).as(code).isNotEmpty().allMatch(said -> said.contains("/" + code + "/"));
        }
    }

    /** A stored count of organisations that nothing gives is found where figures are read from it. */
    @Test
    void theInvariantsSeeAWrongCountOfOrganisations() {
        long unused = CITY.sealing.run();
        var owner = CITY.database.owner();
        String sql =
                "UPDATE record.held SET change = change + :by WHERE kind = 'registry.ip' OR kind = 'registry.title'";
        assertThat(owner.sql(sql).param("by", 1).update()).isPositive();
        var distinct = new dev.kechuang.record.internal.RecordInvariants().recordDistinct(CITY.jdbc);
        assertThat(distinct.check().violations()).isNotEmpty();
        assertThat(owner.sql(sql).param("by", -1).update()).isPositive();
        assertThat(distinct.check().violations()).isEmpty();
    }

    @Test
    void comparesRanksAndShares() {
        var at = FigureAt.of("hnte.valid", "320585", Period.year(2025));
        var compared = CITY.figures.compare(at);
        BigDecimal now = Objects.requireNonNull(plainly(at, ALL));
        BigDecimal before = Objects.requireNonNull(plainly(at.during(Period.year(2024)), ALL));
        assertThat(compared.figure().value()).isEqualByComparingTo(now);
        assertThat(compared.change()).isEqualByComparingTo(now.subtract(before));
        BigDecimal city = Objects.requireNonNull(plainly(at.in("320500"), ALL));
        assertThat(Objects.requireNonNull(compared.share()).multiply(city).movePointLeft(2))
                .isCloseTo(now, org.assertj.core.data.Offset.offset(new BigDecimal("0.000001")));
        var all = CITY.figures.byRegion(at.in("320500"));
        long better = all.stream()
                .filter(one -> one.value() != null && one.value().compareTo(now) > 0)
                .count();
        assertThat(compared.rank()).isEqualTo((int) better + 1);
        assertThat(compared.of()).isEqualTo(all.size());
    }

    @Test
    void whatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> CITY.figures.figure(FigureAt.of("hnte.vaild", "320500", Period.year(2025))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CITY.figures.figure(FigureAt.of("hnte.valid", "999999", Period.year(2025))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPeriodThatHasNotBegunIsUnknown() {
        assertThat(CITY.figures
                        .figure(FigureAt.of("hnte.valid", "320500", Period.year(2027)))
                        .value())
                .isNull();
    }

    private static @Nullable BigDecimal plainly(FigureAt at, List<NewRecord> records) {
        return plainly(
                at,
                records,
                at.asOf() == null ? TODAY : FigureEngine.day(at.asOf().readAt()));
    }

    private static @Nullable BigDecimal plainly(FigureAt at, List<NewRecord> records, LocalDate today) {
        Indicator indicator = FigureFixture.DICTIONARY.get(at.indicator());
        return switch (indicator.source()) {
            case Source.OfRecords source -> plainly(indicator, source, at, records, today);
            case Source.Ratio ratio -> {
                BigDecimal over = Objects.requireNonNull(plainly(at.of(ratio.numerator()), records, today));
                BigDecimal under = Objects.requireNonNull(plainly(at.of(ratio.denominator()), records, today));
                yield under.signum() == 0
                        ? null
                        : over.multiply(BigDecimal.valueOf(ratio.factor()))
                                .divide(under, 12, java.math.RoundingMode.HALF_UP);
            }
            case Source.Sum sum ->
                sum.plus().stream()
                        .map(code -> Objects.requireNonNull(plainly(at.of(code), records, today)))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
            default -> throw new AssertionError(indicator);
        };
    }

    private static BigDecimal plainly(
            Indicator indicator, Source.OfRecords source, FigureAt at, List<NewRecord> records, LocalDate today) {
        boolean zone = ZONES.contains(at.region());
        LocalDate from = at.toDate()
                ? LocalDate.of(at.period().year(), 1, 1)
                : at.period().first();
        LocalDate until = at.period().last();
        if (indicator.nature() == Nature.STOCK) {
            from = LocalDate.MIN;
            if (until.isAfter(today)) until = today;
        }
        long count = 0;
        long fen = 0;
        var organisations = new HashMap<UUID, Integer>();
        for (NewRecord one : records) {
            if (!one.kind().equals(source.kind())) continue;
            if (!source.where().entrySet().stream()
                    .allMatch(
                            where -> where.getValue().contains(one.dimensions().getOrDefault(where.getKey(), ""))))
                continue;
            if (zone
                    ? !at.region().equals(one.zone())
                    : !at.region().equals("320500") && !at.region().equals(one.region())) continue;
            if (at.unit() != null && !at.unit().equals(one.dimensions().get("unit"))) continue;
            if (one.businessDate().isBefore(from) || one.businessDate().isAfter(until)) continue;
            count += one.count();
            fen += one.amountFen();
            if (one.organisation() != null) organisations.merge(one.organisation(), one.count(), Integer::sum);
        }
        return switch (source.take()) {
            case COUNT -> BigDecimal.valueOf(count);
            case AMOUNT -> Units.ofFen(BigDecimal.valueOf(fen), indicator.unit());
            case ORGANISATIONS ->
                BigDecimal.valueOf(
                        organisations.values().stream().filter(refs -> refs > 0).count());
        };
    }
}
