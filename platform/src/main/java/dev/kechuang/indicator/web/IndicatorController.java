package dev.kechuang.indicator.web;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Nature;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.IndicatorTargets;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.figure.Dimensions;
import dev.kechuang.indicator.internal.figure.UnitFigures;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Chart;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.RegionMap;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One indicator: its trend, its regions, its parts and what it means. */
@Controller
@RequestMapping("/indicators")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class IndicatorController {

    private final Dictionary dictionary;
    private final IndicatorFigures figures;
    private final Dimensions dimensions;
    private final UnitFigures units;
    private final IndicatorTargets targets;
    private final TargetTable table;
    private final Labels labels;

    IndicatorController(
            Dictionary dictionary,
            IndicatorFigures figures,
            Dimensions dimensions,
            UnitFigures units,
            IndicatorTargets targets,
            TargetTable table,
            Labels labels) {
        this.dictionary = dictionary;
        this.figures = figures;
        this.dimensions = dimensions;
        this.units = units;
        this.targets = targets;
        this.table = table;
        this.labels = labels;
    }

    public record OnePage(
            Indicator indicator,
            String name,
            Form filter,
            List<Option> places,
            List<Kpi> kpis,
            List<Detail> definition,
            @Nullable Table targets,
            Chart trend,
            Table byRegion,
            RegionMap map,
            List<Table> byDimension,
            @Nullable Table byUnit,
            String exports,
            List<Tab> tabs) {}

    @GetMapping("/{code}")
    String one(
            @PathVariable String code,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model) {
        Indicator indicator = dictionary.find(code).orElseThrow(() -> new NotFound("indicator"));
        String place = labels.place(asked);
        Period period = labels.period(asked, latest(indicator, place));
        var at = FigureAt.of(code, place, period);
        var compared = figures.compare(at);
        String asOf = labels.text(locale, "indicator.asOf", labels.today().toString());
        String note = compared.rank() == null || compared.of() < 2
                ? asOf
                : labels.text(locale, "indicator.rankOf", compared.rank(), compared.of()) + " · " + asOf;
        var kpi = new Kpi(
                labels.region(locale, place) + " " + period,
                Labels.number(indicator, compared.figure().value()),
                indicator.unit(),
                round(compared.growth()),
                note,
                at.path());
        var before = new Kpi(
                labels.text(locale, "indicator.before", period.lastYear()),
                Labels.number(indicator, compared.before().value()),
                indicator.unit(),
                null,
                asOf,
                compared.before().at().path());
        var below = figures.byRegion(at);
        model.addAttribute(
                "model",
                new OnePage(
                        indicator,
                        labels.name(locale, indicator),
                        Form.of(Map.of("region", place, "period", period.toString())),
                        labels.places(locale),
                        List.of(kpi, before),
                        definition(locale, indicator),
                        table.of(targets.ofIndicator(viewer, code, place, period.year()), locale),
                        trend(locale, indicator, at, asOf),
                        byRegion(locale, indicator, at, below, compared.figure()),
                        map(locale, indicator, below, asOf),
                        byDimension(locale, indicator, at, compared.figure()),
                        byUnit(locale, indicator, at, compared.figure()),
                        "/indicators/" + code + "/units/export?region=" + place + "&period=" + period,
                        tabs(locale, code, place, period, indicator)));
        return "indicator/indicator";
    }

    /** This year where something is known of it, else the last year there is. */
    private Period latest(Indicator indicator, String place) {
        Period now = Period.year(labels.today().getYear());
        for (var figure : figures.series(FigureAt.of(indicator.code(), place, now), Period.year(now.year() - 3), now)
                .reversed()) {
            if (figure.value() != null) return figure.at().period();
        }
        return now;
    }

    private static @Nullable BigDecimal round(@Nullable BigDecimal percent) {
        return percent == null ? null : percent.setScale(1, RoundingMode.HALF_UP);
    }

    private List<Tab> tabs(Locale locale, String code, String place, Period period, Indicator indicator) {
        var tabs = new ArrayList<Tab>();
        for (Period.Kind kind : Period.Kind.values()) {
            if (kind.months() < indicator.shortest().months()) continue;
            Period same = Period.of(kind, period.last().isAfter(labels.today()) ? labels.today() : period.last());
            tabs.add(Tab.of(
                    labels.text(locale, "indicator.kind." + kind.name().toLowerCase(Locale.ROOT)),
                    "/indicators/" + code + "?region=" + place + "&period=" + same,
                    kind == period.kind()));
        }
        return tabs;
    }

    private List<Detail> definition(Locale locale, Indicator one) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(labels.text(locale, "indicator.code"), one.code()));
        details.add(Detail.of(labels.text(locale, "indicator.group"), labels.group(locale, one.group())));
        details.add(Detail.of(labels.text(locale, "indicator.unit"), one.unit()));
        details.add(Detail.of(
                labels.text(locale, "indicator.nature"),
                labels.text(locale, "indicator.nature." + one.nature().name().toLowerCase(Locale.ROOT))));
        details.add(Detail.of(
                labels.text(locale, "indicator.better"),
                labels.text(locale, "indicator.better." + one.better().name().toLowerCase(Locale.ROOT))));
        details.add(Detail.of(
                labels.text(locale, "indicator.shortest"),
                labels.text(locale, "indicator.kind." + one.shortest().name().toLowerCase(Locale.ROOT))));
        details.add(Detail.of(labels.text(locale, "indicator.source"), Cell.text(how(locale, one))));
        dictionary
                .duty(one.code())
                .ifPresent(duty -> details.add(Detail.of(
                        labels.text(locale, "indicator.duty"),
                        labels.text(
                                locale,
                                "indicator.duty.of",
                                labels.text(
                                        locale,
                                        "indicator.kind." + duty.every().name().toLowerCase(Locale.ROOT)),
                                duty.days()))));
        details.add(Detail.of(labels.text(locale, "indicator.aliases"), String.join("、", one.aliases())));
        if (one.clause() != null) details.add(Detail.of(labels.text(locale, "indicator.clause"), one.clause()));
        if (one.note() != null) details.add(Detail.of(labels.text(locale, "indicator.note"), one.note()));
        return details;
    }

    /** The source in words: which records, which fact, which operands. */
    private String how(Locale locale, Indicator one) {
        String source = labels.source(locale, one.source());
        return switch (one.source()) {
            case Source.OfRecords(var kind, var where, var take) -> {
                var parts = new ArrayList<String>();
                parts.add(labels.text(locale, "record.kind." + kind));
                where.forEach((dimension, values) -> parts.add(labels.dimension(locale, dimension)
                        + "："
                        + values.stream()
                                .map(value -> labels.value(locale, dimension, value))
                                .collect(java.util.stream.Collectors.joining("、"))));
                parts.add(labels.text(locale, "indicator.take." + take.name().toLowerCase(Locale.ROOT)));
                yield source + "：" + String.join("；", parts);
            }
            case Source.OfFacts(var fact, var title) -> source + "：" + fact + (title == null ? "" : "；" + title);
            case Source.Ratio(var over, var under, var factor) ->
                labels.name(locale, over) + " ÷ " + labels.name(locale, under) + (factor == 1 ? "" : " × " + factor);
            case Source.Sum(var plus, var minus) -> {
                String added = String.join(
                        " + ",
                        plus.stream().map(code -> labels.name(locale, code)).toList());
                yield minus.isEmpty()
                        ? added
                        : added + " − "
                                + String.join(
                                        " − ",
                                        minus.stream()
                                                .map(code -> labels.name(locale, code))
                                                .toList());
            }
            case Source.Observed ignored -> source;
        };
    }

    private Chart trend(Locale locale, Indicator one, FigureAt at, String asOf) {
        int back = switch (at.period().kind()) {
            case YEAR -> 9;
            case HALF -> 7;
            case QUARTER -> 11;
            case MONTH -> 23;
        };
        Period first = at.period();
        for (int i = 0; i < back; i++) first = first.previous();
        var read = figures.series(at, first, at.period());
        int from = 0;
        // What lies before the first thing known says nothing.
        while (from < read.size() - 1 && unknown(read.get(from))) from++;
        read = read.subList(from, read.size());
        return new Chart(
                "trend",
                labels.text(locale, "indicator.trend", labels.region(locale, at.region())),
                one.unit(),
                asOf,
                one.nature() == Nature.STOCK || one.unit().equals("%") ? Chart.Type.LINE : Chart.Type.BAR,
                labels.text(locale, "indicator.period"),
                read.stream().map(figure -> figure.at().period().toString()).toList(),
                List.of(new Chart.Series(
                        labels.name(locale, one),
                        read.stream()
                                .<@Nullable BigDecimal>map(figure -> rounded(one, figure.value()))
                                .toList())));
    }

    private static boolean unknown(IndicatorFigure figure) {
        return figure.value() == null || figure.value().signum() == 0;
    }

    private static @Nullable BigDecimal rounded(Indicator one, @Nullable BigDecimal value) {
        return value == null ? null : value.setScale(one.decimals(), RoundingMode.HALF_UP);
    }

    private record Line(
            IndicatorFigure now,
            @Nullable BigDecimal growth,
            @Nullable BigDecimal share,
            String rank) {}

    private Table byRegion(Locale locale, Indicator one, FigureAt at, List<IndicatorFigure> now, IndicatorFigure all) {
        var more = figures.figures(now.stream()
                .map(figure -> figure.at().during(at.period().lastYear()))
                .toList());
        BigDecimal whole = all.value();
        var lines = new ArrayList<Line>();
        for (int i = 0; i < now.size(); i++) {
            BigDecimal value = now.get(i).value();
            BigDecimal before = more.get(i).value();
            boolean ratio = one.source() instanceof Source.Ratio;
            BigDecimal growth = one.unit().equals("%")
                    ? null
                    : percent(value == null || before == null ? null : value.subtract(before), before);
            lines.add(new Line(now.get(i), growth, ratio ? null : percent(value, whole), rank(one, value, now)));
        }
        List<Column<Line>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.region"),
                        line -> Cell.link(
                                labels.region(locale, line.now().at().region()),
                                "/indicators/" + one.code() + "?region="
                                        + line.now().at().region() + "&period=" + at.period())),
                Column.figure(at.period().toString(), one.unit(), line -> Labels.figure(one, line.now())),
                Column.figure(labels.text(locale, "indicator.growth"), "%", line -> Labels.percent(line.growth())),
                Column.figure(labels.text(locale, "indicator.share"), "%", line -> Labels.percent(line.share())),
                Column.figure(labels.text(locale, "indicator.rank"), "", line -> Cell.text(line.rank())));
        return Table.of(labels.text(locale, "indicator.byRegion"), columns, lines);
    }

    /** The most that one dimension shows; industries are many. */
    private static final int PARTS = 20;

    private List<Table> byDimension(Locale locale, Indicator one, FigureAt at, IndicatorFigure all) {
        BigDecimal whole = all.value();
        var tables = new ArrayList<Table>();
        for (var breakdown : dimensions.of(at)) {
            String title = labels.dimension(locale, breakdown.dimension());
            List<Column<Dimensions.Part>> columns = List.of(
                    Column.title(
                            title,
                            part -> part.filters().size() == 1
                                    ? Cell.link(
                                            labels.value(locale, breakdown.dimension(), part.key()),
                                            part.filters().getFirst().path())
                                    : Cell.text(labels.value(locale, breakdown.dimension(), part.key()))),
                    Column.figure(
                            at.period().toString(), one.unit(), part -> Cell.text(Labels.number(one, part.value()))),
                    Column.figure(
                            labels.text(locale, "indicator.share"),
                            "%",
                            part -> Labels.percent(percent(part.value(), whole))));
            var parts = breakdown.parts();
            tables.add(Table.of(title, columns, parts.subList(0, Math.min(PARTS, parts.size()))));
        }
        return tables;
    }

    /** Null where no unit answers for any of it. */
    private @Nullable Table byUnit(Locale locale, Indicator one, FigureAt at, IndicatorFigure all) {
        var lines = units.of(at);
        if (lines.isEmpty()) return null;
        BigDecimal whole = all.value();
        List<Column<UnitFigures.Line>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.responsible"),
                        line -> Cell.link(
                                line.unit().name(locale),
                                "/indicators/units?unit=" + line.unit().code() + "&period=" + at.period())),
                Column.figure(at.period().toString(), one.unit(), line -> Labels.figure(one, line.figure())),
                Column.figure(
                        labels.text(locale, "indicator.share"),
                        "%",
                        line -> Labels.percent(
                                one.source() instanceof Source.Ratio
                                        ? null
                                        : percent(line.figure().value(), whole))));
        return Table.of(labels.text(locale, "indicator.byUnit"), columns, lines);
    }

    private static @Nullable BigDecimal percent(@Nullable BigDecimal part, @Nullable BigDecimal whole) {
        if (part == null || whole == null || whole.signum() == 0) return null;
        return part.multiply(BigDecimal.valueOf(100)).divide(whole.abs(), 4, RoundingMode.HALF_UP);
    }

    private static String rank(Indicator one, @Nullable BigDecimal value, List<IndicatorFigure> all) {
        if (value == null || one.better() == Indicator.Better.NEITHER) return "—";
        int sign = one.better() == Indicator.Better.HIGHER ? 1 : -1;
        long better = all.stream()
                .filter(other -> other.value() != null && sign * other.value().compareTo(value) > 0)
                .count();
        return Long.toString(better + 1);
    }

    private RegionMap map(Locale locale, Indicator one, List<IndicatorFigure> below, String asOf) {
        var areas = below.stream()
                .map(figure -> new RegionMap.Area(
                        figure.at().region(),
                        labels.region(locale, figure.at().region()),
                        rounded(one, figure.value()),
                        figure.at().path()))
                .toList();
        return new RegionMap("map", labels.text(locale, "indicator.map"), one.unit(), asOf, areas, null);
    }
}
