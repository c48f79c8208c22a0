package dev.kechuang.indicator.internal.consistency;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.consistency.Operand.Stated;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.Rule;
import dev.kechuang.indicator.internal.observation.Observation;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * The rules of the packs over years. A value is what was stated for the place itself; where nothing was and the indicator
 * is reported by units, their sum. Rules compare only what is known on both sides.
 */
@Component
class RuleAudit {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Dictionary dictionary;
    private final Regions regions;
    private final KnownValues values;

    RuleAudit(Dictionary dictionary, Regions regions, KnownValues values) {
        this.dictionary = dictionary;
        this.regions = regions;
        this.values = values;
    }

    List<Found> run(LocalDate today) {
        var known = values.of(today);
        values.compute(known);
        return found(known, known.places, known.years);
    }

    /** What was found at some places and years. */
    record Around(List<Found> found, Set<String> places, Set<Integer> years) {

        /** Whether findings of the place and year were looked for. */
        boolean covers(String place, String year) {
            return places.contains(place) && years.stream().anyMatch(one -> year.equals(String.valueOf(one)));
        }
    }

    /**
     * What the rules find where these cells count: at their places and those above them, in their years and the next.
     *
     * @param assumed values by cell, in place of those that stand
     */
    Around around(LocalDate today, Collection<Observation.Cell> cells, Map<Stated, BigDecimal> assumed) {
        var known = values.of(today);
        var places = new LinkedHashSet<String>();
        var years = new TreeSet<Integer>();
        for (var cell : cells) {
            for (String place = cell.region(); place != null; ) {
                places.add(place);
                place = regions.find(place).map(Region::parent).orElse(null);
            }
            years.add(cell.period().year());
            years.add(cell.period().year() + 1);
        }
        places.retainAll(known.places);
        years.retainAll(known.years);
        // Of what was taken back nothing may be known any more; its findings are to go.
        for (var cell : cells) {
            if (cell.period().kind() != Period.Kind.YEAR) continue;
            places.add(cell.region());
            years.add(cell.period().year());
        }
        known.places.clear();
        known.years.clear();
        known.places.addAll(places);
        for (int year : years) {
            known.years.add(year - 1);
            known.years.add(year);
            // Totals are compared with the sum of what lies below them.
            for (String place : places) {
                if (regions.find(place).isEmpty()) continue;
                regions.children(place, Period.year(year).last()).forEach(below -> known.places.add(below.code()));
            }
        }
        values.compute(known);
        assumed.forEach((stated, value) -> {
            var cell = new KnownValues.Cell(stated.indicator(), stated.region(), Integer.parseInt(stated.period()));
            known.stated.put(cell, value);
            // What records give is not altered by what is stated beside them.
            if (dictionary.get(stated.indicator()).source() instanceof Source.Observed) known.computed.put(cell, value);
        });
        return new Around(found(known, places, years), places, years);
    }

    static Observation.Cell cell(Stated stated) {
        return new Observation.Cell(
                stated.indicator(),
                stated.region(),
                Period.parse(stated.period()).orElseThrow());
    }

    private List<Found> found(KnownValues.Known known, Set<String> places, Set<Integer> years) {
        var found = new ArrayList<Found>();
        for (Rule rule : dictionary.rules()) {
            for (String place : places) {
                for (int year : years) check(rule, place, year, known, found);
            }
        }
        return found;
    }

    private void check(Rule rule, String place, int year, KnownValues.Known known, List<Found> found) {
        switch (rule) {
            case Rule.Counties one -> counties(one, place, year, known, found);
            case Rule.Cumulative one -> {
                BigDecimal total = known.value(one.total(), place, year);
                BigDecimal before = known.value(one.total(), place, year - 1);
                BigDecimal added = known.value(one.added(), place, year);
                if (total == null || before == null || added == null) return;
                BigDecimal expected = before.add(added);
                boolean holds = one.atMost() ? total.compareTo(expected) <= 0 : total.compareTo(expected) == 0;
                if (!holds) {
                    report(
                            rule,
                            one.total(),
                            place,
                            year,
                            expected,
                            total,
                            true,
                            found,
                            at(known, one.total(), place, year - 1, before),
                            at(known, one.added(), place, year, added),
                            at(known, one.total(), place, year, total));
                }
            }
            case Rule.Bounds one -> {
                BigDecimal value = known.value(one.indicator(), place, year);
                if (value == null) value = known.computed.get(new KnownValues.Cell(one.indicator(), place, year));
                if (value == null) return;
                BigDecimal low = one.low();
                BigDecimal high = one.high();
                BigDecimal bound = low != null && value.compareTo(low) < 0
                        ? low
                        : high != null && value.compareTo(high) > 0 ? high : null;
                if (bound != null) {
                    report(
                            rule,
                            one.indicator(),
                            place,
                            year,
                            bound,
                            value,
                            true,
                            found,
                            at(known, one.indicator(), place, year, value));
                }
            }
            case Rule.Jump one -> {
                BigDecimal now = known.value(one.indicator(), place, year);
                BigDecimal before = known.value(one.indicator(), place, year - 1);
                if (now == null || before == null || before.signum() == 0) return;
                BigDecimal percent =
                        now.subtract(before).abs().multiply(HUNDRED).divide(before.abs(), 4, RoundingMode.HALF_UP);
                if (percent.compareTo(one.percent()) > 0) {
                    report(
                            rule,
                            one.indicator(),
                            place,
                            year,
                            before,
                            now,
                            false,
                            found,
                            at(known, one.indicator(), place, year - 1, before),
                            at(known, one.indicator(), place, year, now));
                }
            }
            case Rule.Quotient one -> {
                BigDecimal stated = known.stated.get(new KnownValues.Cell(one.indicator(), place, year));
                BigDecimal over = known.value(one.numerator(), place, year);
                BigDecimal under = known.value(one.denominator(), place, year);
                if (stated == null || over == null || under == null || under.signum() == 0) return;
                BigDecimal expected =
                        over.multiply(BigDecimal.valueOf(one.factor())).divide(under, 6, RoundingMode.HALF_UP);
                if (stated.subtract(expected).abs().compareTo(one.tolerance()) > 0) {
                    report(
                            rule,
                            one.indicator(),
                            place,
                            year,
                            expected,
                            stated,
                            true,
                            found,
                            at(known, one.numerator(), place, year, over),
                            at(known, one.denominator(), place, year, under),
                            at(known, one.indicator(), place, year, stated));
                }
            }
            case Rule.Parts one -> parts(one, place, year, known, found);
            case Rule.Against one -> {
                BigDecimal stated = known.stated.get(new KnownValues.Cell(one.indicator(), place, year));
                BigDecimal own = known.computed.get(new KnownValues.Cell(one.indicator(), place, year));
                if (year < one.since() || stated == null || own == null) return;
                if (stated.subtract(own).abs().compareTo(one.tolerance()) > 0) {
                    report(
                            rule,
                            one.indicator(),
                            place,
                            year,
                            own,
                            stated,
                            true,
                            found,
                            at(known, one.indicator(), place, year, own),
                            new Operand(
                                    "公布数",
                                    text(stated)
                                            + dictionary.get(one.indicator()).unit(),
                                    cellPath(one.indicator(), place, year),
                                    new Stated(one.indicator(), place, String.valueOf(year)),
                                    null));
                }
            }
        }
    }

    private void counties(Rule.Counties one, String place, int year, KnownValues.Known known, List<Found> found) {
        BigDecimal stated = known.stated.get(new KnownValues.Cell(one.indicator(), place, year));
        if (stated == null || regions.find(place).isEmpty()) return;
        BigDecimal sum = BigDecimal.ZERO;
        var operands = new ArrayList<Operand>();
        for (Region below : regions.children(place, Period.year(year).last())) {
            if (below.kind() == Region.Kind.ZONE) continue;
            BigDecimal part = known.value(one.indicator(), below.code(), year);
            // Where one is missing the sum says nothing.
            if (part == null) return;
            sum = sum.add(part);
            operands.add(at(known, one.indicator(), below.code(), year, part));
        }
        if (operands.isEmpty() || stated.subtract(sum).abs().compareTo(one.tolerance()) <= 0) return;
        operands.add(at(known, one.indicator(), place, year, stated));
        report(one, one.indicator(), place, year, sum, stated, true, found, operands.toArray(Operand[]::new));
    }

    private void parts(Rule.Parts one, String place, int year, KnownValues.Known known, List<Found> found) {
        BigDecimal whole = known.value(one.whole(), place, year);
        if (whole == null) return;
        BigDecimal sum = BigDecimal.ZERO;
        var operands = new ArrayList<Operand>();
        for (String part : one.parts()) {
            BigDecimal value = known.value(part, place, year);
            if (value == null) return;
            sum = sum.add(value);
            operands.add(at(known, part, place, year, value));
        }
        boolean holds = one.exact() ? sum.compareTo(whole) == 0 : sum.compareTo(whole) <= 0;
        if (holds) return;
        operands.add(at(known, one.whole(), place, year, whole));
        report(one, one.whole(), place, year, sum, whole, true, found, operands.toArray(Operand[]::new));
    }

    private Operand at(KnownValues.Known known, String indicator, String place, int year, BigDecimal value) {
        Indicator one = dictionary.get(indicator);
        BigDecimal stated = known.stated.get(new KnownValues.Cell(indicator, place, year));
        // Of an indicator over records the years before its records are what was published.
        boolean observed = one.source() instanceof Source.Observed || stated != null && stated.compareTo(value) == 0;
        return new Operand(
                name(place) + year + "年" + one.name(),
                text(value) + one.unit(),
                observed
                        ? cellPath(indicator, place, year)
                        : FigureAt.of(indicator, place, Period.year(year)).path(),
                observed ? new Stated(indicator, place, String.valueOf(year)) : null,
                null);
    }

    private static String cellPath(String indicator, String place, int year) {
        return "/indicators/observations/cell?indicator=" + indicator + "&region=" + place + "&period=" + year;
    }

    private String name(String place) {
        return regions.find(place).map(Region::name).orElse(place);
    }

    private void report(
            Rule rule,
            String indicator,
            String place,
            int year,
            BigDecimal expected,
            BigDecimal stated,
            boolean contradicts,
            List<Found> found,
            Operand... operands) {
        Indicator one = dictionary.get(indicator);
        BigDecimal difference = stated.subtract(expected).abs();
        String how = switch (rule) {
            case Rule.Jump jump ->
                "上年为" + text(expected) + "，本年为" + text(stated) + "，变动"
                        + text(difference.multiply(HUNDRED).divide(expected.abs(), 1, RoundingMode.HALF_UP))
                        + "%";
            case Rule.Bounds bounds ->
                (stated.compareTo(expected) < 0 ? "不应低于" : "不应高于") + text(expected) + "，现为" + text(stated) + one.unit();
            case Rule.Parts parts
            when !parts.exact() ->
                "分项为" + text(expected) + "，合计为" + text(stated) + "，多" + text(difference) + one.unit();
            case Rule.Cumulative cumulative
            when cumulative.atMost() ->
                "至多" + text(expected) + "，现为" + text(stated) + "，多" + text(difference) + one.unit();
            default -> "应为" + text(expected) + "，现为" + text(stated) + "，相差" + text(difference) + one.unit();
        };
        String sentence = name(place) + year + "年" + one.name() + "：" + rule.name() + "；" + how + "。";
        found.add(new Found(
                "rule " + rule.code() + " " + place + " " + year,
                rule.code(),
                contradicts,
                one.name(),
                sentence,
                place,
                Integer.toString(year),
                indicator,
                expected,
                stated,
                one.unit(),
                List.of(operands)));
    }

    private static String text(BigDecimal value) {
        BigDecimal short4 = value.setScale(Math.min(4, Math.max(0, value.scale())), RoundingMode.HALF_UP);
        BigDecimal plain = short4.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }
}
