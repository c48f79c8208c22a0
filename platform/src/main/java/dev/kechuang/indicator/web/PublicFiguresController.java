package dev.kechuang.indicator.web;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.Figures.Group;
import dev.kechuang.record.SmallCells;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Chart;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * What everybody may see: the indicators marked public, by year for the city and its counties. Counts of things of single
 * organisations are hidden where they are small, and one more where the hidden one could be found by subtraction.
 */
@Controller
public class PublicFiguresController {

    private static final int YEARS = 6;

    private final Dictionary dictionary;
    private final IndicatorFigures figures;
    private final Regions regions;
    private final Labels labels;

    PublicFiguresController(Dictionary dictionary, IndicatorFigures figures, Regions regions, Labels labels) {
        this.dictionary = dictionary;
        this.figures = figures;
        this.regions = regions;
        this.labels = labels;
    }

    public record ListPage(List<Table> tables, String asOf) {}

    private record Line(Indicator indicator, List<IndicatorFigure> years) {}

    @Allow(everyone = true)
    @GetMapping("/figures")
    String list(Locale locale, Model model) {
        var published = dictionary.all().stream().filter(Indicator::published).toList();
        Period last = Period.year(labels.today().getYear());
        var asked = new ArrayList<FigureAt>();
        for (Indicator one : published) {
            for (int back = 3; back >= 0; back--) {
                asked.add(FigureAt.of(one.code(), regions.city().code(), Period.year(last.year() - back)));
            }
        }
        var read = figures.figures(asked);
        var lines = new ArrayList<Line>();
        for (int i = 0; i < published.size(); i++)
            lines.add(new Line(published.get(i), read.subList(4 * i, 4 * i + 4)));
        var tables = new ArrayList<Table>();
        for (Dictionary.Group group : dictionary.groups()) {
            var own = lines.stream()
                    .filter(line -> line.indicator().group().equals(group.code()))
                    .toList();
            if (own.isEmpty()) continue;
            var columns = new ArrayList<Column<Line>>();
            columns.add(Column.title(
                    labels.group(locale, group.code()),
                    line -> Cell.link(
                            labels.name(locale, line.indicator()),
                            "/figures/" + line.indicator().code())));
            columns.add(Column.text(
                    labels.text(locale, "indicator.unit"),
                    line -> Cell.text(line.indicator().unit())));
            for (int back = 0; back < 4; back++) {
                int at = back;
                columns.add(Column.figure(
                        Integer.toString(last.year() - 3 + back),
                        "",
                        line -> Cell.text(
                                shown(line.indicator(), line.years().get(at).value()))));
            }
            tables.add(Table.of(labels.group(locale, group.code()), columns, own));
        }
        model.addAttribute(
                "model",
                new ListPage(
                        tables,
                        labels.text(locale, "indicator.asOf", labels.today().toString())));
        return "indicator/publicFigures";
    }

    private static String shown(Indicator one, @Nullable BigDecimal value) {
        return Labels.number(one, value);
    }

    public record OnePage(
            String name,
            String unit,
            String note,
            Chart trend,
            @Nullable Table regions,
            int hidden) {}

    @Allow(everyone = true)
    @GetMapping("/figures/{code}")
    String one(@PathVariable String code, Locale locale, Model model) {
        Indicator indicator =
                dictionary.find(code).filter(Indicator::published).orElseThrow(() -> new NotFound("indicator"));
        Period last = Period.year(labels.today().getYear());
        var at = FigureAt.of(code, regions.city().code(), last);
        var series = figures.series(at, Period.year(last.year() - YEARS + 1), last);
        String asOf = labels.text(locale, "indicator.asOf", labels.today().toString());
        var chart = new Chart(
                "trend",
                labels.name(locale, indicator),
                indicator.unit(),
                asOf,
                Chart.Type.LINE,
                labels.text(locale, "indicator.period"),
                series.stream().map(one -> one.at().period().toString()).toList(),
                List.of(new Chart.Series(
                        labels.name(locale, indicator),
                        series.stream()
                                .<@Nullable BigDecimal>map(one -> one.value() == null
                                        ? null
                                        : one.value().setScale(indicator.decimals(), java.math.RoundingMode.HALF_UP))
                                .toList())));
        var published = published(indicator, last);
        List<Column<IndicatorFigure>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.region"),
                        one -> Cell.text(labels.region(locale, one.at().region()))),
                Column.figure(last.toString(), indicator.unit(), one -> Cell.text(shown(indicator, one.value()))));
        model.addAttribute(
                "model",
                new OnePage(
                        labels.name(locale, indicator),
                        indicator.unit(),
                        indicator.note() == null ? "" : indicator.note(),
                        chart,
                        published.shown().isEmpty()
                                ? null
                                : Table.of(labels.text(locale, "indicator.byRegion"), columns, published.shown()),
                        published.hidden()));
        return "indicator/publicFigure";
    }

    private record Published(List<IndicatorFigure> shown, int hidden) {}

    /**
     * By region, small cells hidden. What is made of single organisations' records or facts is told for regions only where
     * the total and every part are plain counts; amounts and ratios of them are told for the city alone.
     */
    private Published published(Indicator indicator, Period year) {
        var all = figures.byRegion(FigureAt.of(indicator.code(), regions.city().code(), year)).stream()
                // Zones overlap the counties: what is hidden in one could be read in the other.
                .filter(one -> regions.find(one.at().region())
                        .map(region -> region.kind() != Region.Kind.ZONE)
                        .orElse(false))
                .filter(one -> one.value() != null)
                .toList();
        if (indicator.source() instanceof Source.Observed) return new Published(all, 0);
        boolean counted = indicator.source() instanceof Source.OfRecords(var kind, var where, var take)
                && take != Indicator.Take.AMOUNT;
        if (!counted) return new Published(List.of(), all.size());
        var groups = all.stream()
                .map(one -> new Group(
                        one.at().region(), Objects.requireNonNull(one.value()).longValue(), 0, 0))
                .toList();
        var published = SmallCells.publish(groups);
        Set<String> shown = new HashSet<>();
        published.shown().forEach(group -> shown.add(group.key()));
        return new Published(
                all.stream().filter(one -> shown.contains(one.at().region())).toList(), published.hidden());
    }
}
