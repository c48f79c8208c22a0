package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Nature;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.Indicator.Take;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigure.Operand;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.Units;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The figures of one call that are read as of one moment: first what they need of every series, then each of them. */
final class Batch {

    private final Dictionary dictionary;
    private final Regions regions;
    private final RecordCube cube;
    private final Organisations organisations;
    private final FactSums facts;
    private final ObservedValues observed;
    private final @Nullable Snapshot asOf;
    private final LocalDate day;

    private final Map<String, Place> places = new HashMap<>();
    private final Map<FigureAt, IndicatorFigure> found = new HashMap<>();

    private final Set<Selection> selections = new LinkedHashSet<>();
    private final Set<Organisations.Wanted> distinct = new LinkedHashSet<>();
    private final Set<FactSums.Wanted> sums = new LinkedHashSet<>();
    private final Set<String> observedIndicators = new LinkedHashSet<>();
    private final Set<String> observedRegions = new LinkedHashSet<>();
    private LocalDate first = LocalDate.MAX;
    private LocalDate last = LocalDate.MIN;

    private RecordCube.@Nullable Reading records;
    private Map<Organisations.Wanted, Long> counted = Map.of();
    private Map<FactSums.Wanted, List<FactSums.Part>> summed = Map.of();
    private ObservedValues.@Nullable Reading values;

    Batch(
            Dictionary dictionary,
            Regions regions,
            RecordCube cube,
            Organisations organisations,
            FactSums facts,
            ObservedValues observed,
            @Nullable Snapshot asOf,
            LocalDate day) {
        this.dictionary = dictionary;
        this.regions = regions;
        this.cube = cube;
        this.organisations = organisations;
        this.facts = facts;
        this.observed = observed;
        this.asOf = asOf;
        this.day = day;
    }

    Map<FigureAt, IndicatorFigure> read(Collection<FigureAt> asked) {
        for (FigureAt at : asked) {
            place(at.region());
            for (String code : dictionary.closure(at.indicator())) need(dictionary.get(code), at.of(code));
        }
        Long position = asOf == null ? null : asOf.position();
        records = cube.read(selections, position, day);
        counted = organisations.count(distinct, position);
        summed = facts.read(sums, asOf, day);
        values = observed.read(observedIndicators, observedRegions, first, last, asOf == null ? null : asOf.revision());
        var answers = new LinkedHashMap<FigureAt, IndicatorFigure>();
        for (FigureAt at : asked) answers.put(at, figure(at));
        return answers;
    }

    private Place place(String code) {
        return places.computeIfAbsent(code, key -> Place.of(regions, key));
    }

    /** First day a figure sums from; null for a stock. */
    private static @Nullable LocalDate from(Indicator indicator, FigureAt at) {
        if (indicator.nature() == Nature.STOCK) return null;
        return at.toDate()
                ? LocalDate.of(at.period().year(), 1, 1)
                : at.period().first();
    }

    /** Last day that counts: a stock of a running period stands as of the reading's day. */
    private LocalDate until(Indicator indicator, FigureAt at) {
        LocalDate end = at.period().last();
        return indicator.nature() == Nature.STOCK && end.isAfter(day) ? day : end;
    }

    private boolean toCome(FigureAt at) {
        return at.period().first().isAfter(day);
    }

    /** Whether the period is shorter than those the indicator is stated for. */
    private static boolean tooShort(Indicator indicator, FigureAt at) {
        return at.period().kind().months() < indicator.shortest().months();
    }

    private void need(Indicator indicator, FigureAt at) {
        if (toCome(at) || tooShort(indicator, at)) return;
        switch (indicator.source()) {
            case Source.OfRecords source -> {
                if (source.take() == Take.ORGANISATIONS) distinct.add(wanted(indicator, source, at));
                else selections.add(Selection.of(source, at.unit()));
            }
            case Source.OfFacts source -> {
                if (at.unit() == null && at.period().kind() == Period.Kind.YEAR) {
                    sums.add(new FactSums.Wanted(source, at.period().year()));
                }
            }
            case Source.Observed(boolean byUnits) -> {
                if (at.unit() != null) return;
                observedIndicators.add(indicator.code());
                observedRegions.add(at.region());
                if (byUnits) observedRegions.addAll(place(at.region()).codes());
                LocalDate start = LocalDate.of(at.period().year(), 1, 1);
                if (start.isBefore(first)) first = start;
                if (at.period().last().isAfter(last)) last = at.period().last();
            }
            case Source.Ratio ignored -> {}
            case Source.Sum ignored -> {}
        }
    }

    private Organisations.Wanted wanted(Indicator indicator, Source.OfRecords source, FigureAt at) {
        return new Organisations.Wanted(
                Selection.of(source, at.unit()), place(at.region()), from(indicator, at), until(indicator, at));
    }

    private IndicatorFigure figure(FigureAt at) {
        IndicatorFigure known = found.get(at);
        if (known != null) return known;
        Indicator indicator = dictionary.get(at.indicator());
        IndicatorFigure figure = switch (indicator.source()) {
            case Source.OfRecords source -> ofRecords(indicator, source, at);
            case Source.OfFacts source -> ofFacts(indicator, source, at);
            case Source.Observed source -> observed(indicator, source, at);
            case Source.Ratio source -> ratio(indicator, source, at);
            case Source.Sum source -> sum(source, at);
        };
        found.put(at, figure);
        return figure;
    }

    private IndicatorFigure ofRecords(Indicator indicator, Source.OfRecords source, FigureAt at) {
        var selection = Selection.of(source, at.unit());
        Place place = place(at.region());
        LocalDate from = from(indicator, at);
        LocalDate until = until(indicator, at);
        BigDecimal value =
                toCome(at) || tooShort(indicator, at) ? null : value(indicator, source, selection, place, at);
        var filters = toCome(at)
                ? List.<dev.kechuang.record.RecordFilter>of()
                : Organisations.filters(selection, place, from, until, asOf == null ? null : asOf.position());
        return new IndicatorFigure(
                at, value, List.of(new Operand.OfRecords(indicator.code(), value, source.take(), filters)));
    }

    private BigDecimal value(
            Indicator indicator, Source.OfRecords source, Selection selection, Place place, FigureAt at) {
        if (source.take() == Take.ORGANISATIONS) {
            return BigDecimal.valueOf(counted.getOrDefault(wanted(indicator, source, at), 0L));
        }
        var reading = java.util.Objects.requireNonNull(records);
        LocalDate from = from(indicator, at);
        YearMonth end = YearMonth.from(at.period().last());
        long[] both = from == null
                ? reading.stock(selection, place, end)
                : reading.flow(selection, place, YearMonth.from(from), end);
        return source.take() == Take.COUNT
                ? BigDecimal.valueOf(both[0])
                : plain(Units.ofFen(BigDecimal.valueOf(both[1]), indicator.unit()));
    }

    private IndicatorFigure ofFacts(Indicator indicator, Source.OfFacts source, FigureAt at) {
        Place place = place(at.region());
        int year = at.period().year();
        BigDecimal total = BigDecimal.ZERO;
        long number = 0;
        for (FactSums.Part part : summed.getOrDefault(new FactSums.Wanted(source, year), List.of())) {
            if (!place.holds(part.region(), part.zone())) continue;
            total = total.add(part.money() ? Units.ofFen(part.value(), indicator.unit()) : part.value());
            number += part.organisations();
        }
        // Where nobody stated the fact nothing is known; that is not zero.
        boolean known = number > 0 && at.period().kind() == Period.Kind.YEAR && at.unit() == null;
        BigDecimal value = known ? plain(total) : null;
        return new IndicatorFigure(
                at,
                value,
                List.of(new Operand.OfFacts(indicator.code(), value, source.fact(), year, known ? number : 0)));
    }

    private IndicatorFigure observed(Indicator indicator, Source.Observed source, FigureAt at) {
        var revisions = new ArrayList<UUID>();
        BigDecimal value = at.unit() != null || toCome(at) || tooShort(indicator, at) && !at.toDate()
                ? null
                : stated(indicator, source.byUnits(), at, revisions);
        return new IndicatorFigure(at, value, List.of(new Operand.Observed(indicator.code(), value, revisions)));
    }

    /** What was stated for the place itself, or where units report the sum of those below that have. */
    private @Nullable BigDecimal stated(Indicator indicator, boolean byUnits, FigureAt at, List<UUID> revisions) {
        if (byUnits) {
            BigDecimal total = null;
            for (Region below : regions.children(at.region(), at.period().last())) {
                // Zones lie on the ground of counties: the total counts each thing once.
                if (below.kind() == Region.Kind.ZONE) continue;
                BigDecimal part = stated(indicator, true, at.in(below.code()), revisions);
                if (part != null) total = total == null ? part : total.add(part);
            }
            if (total != null) return total;
        }
        var reading = java.util.Objects.requireNonNull(values);
        LocalDate from = from(indicator, at);
        if (from == null) {
            var one = reading.stock(indicator.code(), at.region(), at.period());
            if (one == null) return null;
            revisions.add(one.revision());
            return one.value();
        }
        var parts =
                reading.flow(indicator.code(), at.region(), from, at.period().last());
        if (parts == null) return null;
        BigDecimal total = BigDecimal.ZERO;
        for (var part : parts) {
            revisions.add(part.revision());
            total = total.add(part.value());
        }
        return total;
    }

    private IndicatorFigure ratio(Indicator indicator, Source.Ratio source, FigureAt at) {
        var over = figure(at.of(source.numerator()));
        var under = figure(at.of(source.denominator()));
        var operands = new ArrayList<>(over.operands());
        operands.addAll(under.operands());
        BigDecimal value = null;
        if (!tooShort(indicator, at)
                && over.value() != null
                && under.value() != null
                && under.value().signum() != 0) {
            value = plain(over.value()
                    .multiply(BigDecimal.valueOf(source.factor()))
                    .divide(under.value(), 12, RoundingMode.HALF_UP));
        }
        return new IndicatorFigure(at, value, operands);
    }

    private IndicatorFigure sum(Source.Sum source, FigureAt at) {
        var operands = new ArrayList<Operand>();
        BigDecimal value = BigDecimal.ZERO;
        for (String code : Dictionary.operands(source)) {
            var part = figure(at.of(code));
            operands.addAll(part.operands());
            BigDecimal one = part.value();
            if (value == null || one == null) value = null;
            else value = source.minus().contains(code) ? value.subtract(one) : value.add(one);
        }
        return new IndicatorFigure(at, value, operands);
    }

    private static BigDecimal plain(BigDecimal value) {
        var stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
