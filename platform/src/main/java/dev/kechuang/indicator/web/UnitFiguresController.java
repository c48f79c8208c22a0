package dev.kechuang.indicator.web;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorTargets;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.figure.UnitFigures;
import dev.kechuang.indicator.internal.figure.UnitFigures.Compared;
import dev.kechuang.indicator.internal.figure.UnitFigures.Line;
import dev.kechuang.indicator.internal.figure.UnitFigures.Unit;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Figures by the unit that answers for them (责任单位): one unit's indicators, and one indicator's units. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class UnitFiguresController {

    private final UnitFigures units;
    private final FigureController addresses;
    private final Regions regions;
    private final IndicatorTargets targets;
    private final TargetTable targetTable;
    private final Labels labels;
    private final Sheets sheets;

    UnitFiguresController(
            UnitFigures units,
            FigureController addresses,
            Regions regions,
            IndicatorTargets targets,
            TargetTable targetTable,
            Labels labels,
            Sheets sheets) {
        this.targets = targets;
        this.targetTable = targetTable;
        this.units = units;
        this.addresses = addresses;
        this.regions = regions;
        this.labels = labels;
        this.sheets = sheets;
    }

    /**
     * @param chosen whether a unit was asked for
     * @param table null where nothing is known of any
     */
    public record UnitPage(
            Form filter,
            List<Option> units,
            boolean chosen,
            String heading,
            @Nullable Table table,
            @Nullable Table targets,
            String asOf) {}

    @GetMapping("/indicators/units")
    String units(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        Period period = period(asked);
        Unit unit = asked.getOrDefault("unit", "").isEmpty() ? own(viewer) : unit(asked);
        var lines = unit == null ? List.<Compared>of() : units.of(unit, at(period));
        model.addAttribute(
                "model",
                new UnitPage(
                        Form.of(Map.of("unit", unit == null ? "" : unit.code(), "period", period.toString())),
                        units.all().stream()
                                .map(one -> new Option(one.code(), one.name(locale)))
                                .toList(),
                        unit != null,
                        unit == null ? "" : unit.name(locale) + " " + period,
                        lines.isEmpty() ? null : table(locale, period, lines),
                        unit == null
                                ? null
                                : targetTable.of(targets.ofUnit(viewer, unit.code(), period.year()), locale),
                        labels.text(locale, "indicator.asOf", labels.today().toString())));
        return "indicator/units";
    }

    /** Whoever names no unit looks at their own first. */
    private @Nullable Unit own(Viewer viewer) {
        var unit = viewer.unit();
        return unit == null ? null : units.find(unit).orElse(null);
    }

    private Unit unit(Map<String, String> asked) {
        return units.find(asked.getOrDefault("unit", "")).orElseThrow(() -> new NotFound("unit"));
    }

    private Period period(Map<String, String> asked) {
        return labels.period(asked, Period.year(labels.today().getYear()));
    }

    /** Where the indicator is named later. */
    private FigureAt at(Period period) {
        return FigureAt.of("", regions.city().code(), period);
    }

    private Table table(Locale locale, Period period, List<Compared> lines) {
        List<Column<Compared>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.name"),
                        line -> Cell.link(
                                labels.name(locale, line.indicator()),
                                "/indicators/" + line.indicator().code() + "?region="
                                        + line.now().at().region() + "&period=" + period)),
                Column.text(
                        labels.text(locale, "indicator.unit"),
                        line -> Cell.text(line.indicator().unit())),
                Column.figure(period.toString(), "", line -> Labels.figure(line.indicator(), line.now())),
                Column.figure(period.lastYear().toString(), "", line -> Labels.figure(line.indicator(), line.before())),
                Column.figure(labels.text(locale, "indicator.growth"), "%", line -> Labels.percent(growth(line))));
        return Table.of(labels.text(locale, "indicator.units"), columns, lines);
    }

    private static @Nullable BigDecimal growth(Compared line) {
        BigDecimal now = line.now().value();
        BigDecimal before = line.before().value();
        if (line.indicator().unit().equals("%") || now == null || before == null || before.signum() == 0) return null;
        return now.subtract(before).movePointRight(2).divide(before.abs(), 4, RoundingMode.HALF_UP);
    }

    @GetMapping("/indicators/units/export")
    void export(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        Unit unit = unit(asked);
        Period period = period(asked);
        List<Sheets.Column<Compared>> columns = List.of(
                new Sheets.Column<>("indicator.code", line -> line.indicator().code()),
                new Sheets.Column<>("indicator.name", line -> labels.name(locale, line.indicator())),
                new Sheets.Column<>("indicator.unit", line -> line.indicator().unit()),
                new Sheets.Column<>(
                        "indicator.region",
                        line -> labels.region(locale, line.now().at().region())),
                Sheets.Column.named(
                        period.toString(),
                        line -> rounded(line.indicator(), line.now().value())),
                Sheets.Column.named(
                        period.lastYear().toString(),
                        line -> rounded(line.indicator(), line.before().value())),
                new Sheets.Column<>("indicator.growth", UnitFiguresController::growth));
        sheets.write(
                response,
                viewer,
                locale,
                unit.name(locale) + period,
                asked,
                columns,
                units.of(unit, at(period)).iterator());
    }

    private static @Nullable BigDecimal rounded(Indicator one, @Nullable BigDecimal value) {
        return value == null ? null : value.setScale(one.decimals(), RoundingMode.HALF_UP);
    }

    @GetMapping("/indicators/{code}/units/export")
    void export(
            @PathVariable String code,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response) {
        FigureAt at = addresses.at(code, asked);
        Indicator one = addresses.indicator(code);
        List<Sheets.Column<Line>> columns = List.of(
                new Sheets.Column<>("indicator.responsible", line -> line.unit().name(locale)),
                new Sheets.Column<>(
                        "indicator.region",
                        line -> labels.region(locale, line.figure().at().region())),
                new Sheets.Column<>("indicator.unit", line -> one.unit()),
                Sheets.Column.named(
                        at.period().toString(),
                        line -> rounded(one, line.figure().value())));
        sheets.write(
                response,
                viewer,
                locale,
                labels.name(locale, one) + at.period(),
                asked,
                columns,
                units.of(at).iterator());
    }

    /** The figure of each unit that answers for some of it; parameters as in the address of the figure's page. */
    @GetMapping("/api/indicators/{code}/units")
    @ResponseBody
    List<Line> ofIndicator(@PathVariable String code, @RequestParam Map<String, String> asked) {
        return units.of(addresses.at(code, asked));
    }

    /** Units that may answer for something, for the parameter {@code unit}. */
    @GetMapping("/api/indicators/units")
    @ResponseBody
    List<Unit> all() {
        return units.all();
    }

    /** Targets on the indicator in the region and year of the address, with their lights. */
    @GetMapping("/api/indicators/{code}/targets")
    @ResponseBody
    List<IndicatorTargets.Line> targets(
            @PathVariable String code, @RequestParam Map<String, String> asked, Viewer viewer) {
        FigureAt at = addresses.at(code, asked);
        return targets.ofIndicator(viewer, code, at.region(), at.period().year());
    }

    /** Targets that the unit leads in the year of {@code period}, this year when none is given. */
    @GetMapping("/api/indicators/units/{unit}/targets")
    @ResponseBody
    List<IndicatorTargets.Line> targetsOf(
            @PathVariable String unit, @RequestParam Map<String, String> asked, Viewer viewer) {
        Unit one = units.find(unit).orElseThrow(() -> new NotFound("unit"));
        return targets.ofUnit(viewer, one.code(), period(asked).year());
    }

    /** What the unit answers for in {@code period}, this year when none is given, and a year before. */
    @GetMapping("/api/indicators/units/{unit}")
    @ResponseBody
    List<Compared> ofUnit(@PathVariable String unit, @RequestParam Map<String, String> asked) {
        Unit one = units.find(unit).orElseThrow(() -> new NotFound("unit"));
        return units.of(one, at(period(asked)));
    }
}
