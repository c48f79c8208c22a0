package dev.kechuang.indicator.web;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigure.Operand;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.Units;
import dev.kechuang.indicator.internal.figure.FactEvidence;
import dev.kechuang.indicator.internal.figure.UnitFigures;
import dev.kechuang.indicator.internal.observation.Observation;
import dev.kechuang.indicator.internal.observation.ObservationStore;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.Evidence;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
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

/** One figure with the evidence of every operand: the address that reports and the cockpit link to. */
@Controller
@RequestMapping("/indicators")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class FigureController {

    private final Dictionary dictionary;
    private final IndicatorFigures figures;
    private final Evidence evidence;
    private final FactEvidence facts;
    private final ObservationStore observations;
    private final Regions regions;
    private final UnitFigures units;
    private final Labels labels;

    FigureController(
            Dictionary dictionary,
            IndicatorFigures figures,
            Evidence evidence,
            FactEvidence facts,
            ObservationStore observations,
            Regions regions,
            UnitFigures units,
            Labels labels) {
        this.dictionary = dictionary;
        this.figures = figures;
        this.evidence = evidence;
        this.facts = facts;
        this.observations = observations;
        this.regions = regions;
        this.units = units;
        this.labels = labels;
    }

    public record FigurePage(
            Indicator indicator, String name, String value, String title, List<Detail> details, List<Part> parts) {

        /** @param note what the evidence does not show */
        public record Part(
                String title, String value, @Nullable Table table, String note) {}
    }

    @GetMapping("/{code}/figure")
    String figure(
            @PathVariable String code,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model) {
        FigureAt at = at(code, asked);
        Indicator indicator = dictionary.get(code);
        IndicatorFigure figure = figures.figure(at);
        var details = new ArrayList<Detail>();
        details.add(Detail.of(
                labels.text(locale, "indicator.indicator"),
                Cell.link(labels.name(locale, indicator), "/indicators/" + code)));
        details.add(Detail.of(labels.text(locale, "indicator.region"), labels.region(locale, at.region())));
        if (at.unit() != null)
            details.add(Detail.of(
                    labels.text(locale, "indicator.responsible"),
                    units.find(at.unit()).map(unit -> unit.name(locale)).orElse(at.unit())));
        String period = at.period().toString();
        details.add(Detail.of(
                labels.text(locale, "indicator.period"),
                at.toDate() ? labels.text(locale, "indicator.toDate", period) : period));
        details.add(Detail.of(
                labels.text(locale, "indicator.readAt"),
                at.asOf() == null
                        ? labels.text(locale, "indicator.live")
                        : labels.text(
                                locale,
                                "indicator.snapshot",
                                Labels.minute(at.asOf().readAt()),
                                at.asOf().position(),
                                at.asOf().revision())));
        details.add(Detail.of(
                labels.text(locale, "indicator.exact"),
                figure.value() == null ? "—" : Figures.exact(figure.value()) + " " + indicator.unit()));
        var parts = figure.operands().stream()
                .map(operand -> part(viewer, locale, at, operand))
                .toList();
        model.addAttribute(
                "model",
                new FigurePage(
                        indicator,
                        labels.name(locale, indicator),
                        Labels.number(indicator, figure.value()),
                        labels.region(locale, at.region()) + " " + period,
                        details,
                        parts));
        return "indicator/figure";
    }

    /** What the address asks for; what it names has to exist. */
    FigureAt at(String code, Map<String, String> asked) {
        if (dictionary.find(code).isEmpty()) throw new NotFound("indicator");
        String region = asked.getOrDefault("region", regions.city().code());
        if (regions.find(region).isEmpty()) throw new NotFound("region");
        Period period = Period.parse(asked.getOrDefault("period", "")).orElseThrow(() -> new NotFound("period"));
        String unit = asked.getOrDefault("unit", "");
        if (!unit.isEmpty() && units.find(unit).isEmpty()) throw new NotFound("unit");
        return new FigureAt(
                code,
                region,
                period,
                asked.getOrDefault("toDate", "").equals("true"),
                snapshot(asked),
                unit.isEmpty() ? null : unit);
    }

    Indicator indicator(String code) {
        return dictionary.find(code).orElseThrow(() -> new NotFound("indicator"));
    }

    /** Code of the city served. */
    String city() {
        return regions.city().code();
    }

    private static @Nullable Snapshot snapshot(Map<String, String> asked) {
        String position = asked.getOrDefault("position", "");
        if (position.isEmpty()) return null;
        try {
            Instant at = Instant.parse(asked.getOrDefault("at", ""));
            return new Snapshot(
                    Long.parseLong(position),
                    Long.parseLong(asked.getOrDefault("revision", "")),
                    at,
                    asked.containsKey("read") ? Instant.parse(asked.get("read")) : at);
        } catch (NumberFormatException | DateTimeException e) {
            throw new NotFound("snapshot");
        }
    }

    private FigurePage.Part part(Viewer viewer, Locale locale, FigureAt at, Operand operand) {
        Indicator own = dictionary.get(operand.indicator());
        String title = labels.name(locale, own) + " · " + labels.source(locale, own.source());
        String value = Labels.number(own, operand.value()) + " " + own.unit();
        return switch (operand) {
            case Operand.OfRecords(var code, var sum, var take, var filters) ->
                new FigurePage.Part(title, value, records(viewer, locale, filters), "");
            case Operand.Observed(var code, var sum, var revisions) -> {
                var stated = observations.find(revisions);
                yield new FigurePage.Part(
                        title,
                        value,
                        stated.isEmpty() ? null : observed(locale, own, stated),
                        stated.isEmpty() ? labels.text(locale, "indicator.noObservation") : "");
            }
            case Operand.OfFacts(var code, var sum, var fact, var year, var organisations) -> {
                var source = (Source.OfFacts) own.source();
                var shown = facts.of(viewer, source, year, at.region(), labels.today());
                String note = labels.text(locale, "indicator.factsOf", organisations, shown.inside(), shown.outside());
                yield new FigurePage.Part(
                        title,
                        value,
                        shown.values().isEmpty() ? null : organisations(locale, own, shown.values()),
                        note);
            }
        };
    }

    private record Kept(RecordFilter filter, Evidence.Summary sum) {}

    private Table records(Viewer viewer, Locale locale, List<RecordFilter> filters) {
        var kept = filters.stream()
                .map(filter -> new Kept(filter, evidence.summary(filter, viewer)))
                .toList();
        List<Column<Kept>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.records"),
                        one -> Cell.link(
                                labels.text(
                                                locale,
                                                "record.kind." + one.filter().kind())
                                        + dimensions(locale, one.filter()),
                                one.filter().path())),
                Column.figure(
                        labels.text(locale, "indicator.take.count"),
                        "",
                        one -> Cell.count(one.sum().figure().count())),
                Column.figure(
                        labels.text(locale, "indicator.take.amount"),
                        "万元",
                        one -> Cell.money(
                                new dev.kechuang.shared.Money(one.sum().figure().amountFen()))),
                Column.figure(
                        labels.text(locale, "indicator.recordCount"),
                        "",
                        one -> Cell.count(one.sum().figure().records())),
                Column.figure(
                        labels.text(locale, "indicator.outside"),
                        "",
                        one -> Cell.count(one.sum().outside())));
        return Table.of(labels.text(locale, "indicator.records"), columns, kept);
    }

    private String dimensions(Locale locale, RecordFilter filter) {
        if (filter.dimensions().isEmpty()) return "";
        var parts = new ArrayList<String>();
        new java.util.TreeMap<>(filter.dimensions())
                .forEach((name, value) ->
                        parts.add(labels.dimension(locale, name) + "：" + labels.value(locale, name, value)));
        return "（" + String.join("，", parts) + (filter.zone() == null ? "" : "，" + labels.region(locale, filter.zone()))
                + "）";
    }

    private Table observed(Locale locale, Indicator own, List<Observation> stated) {
        List<Column<Observation>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.region"),
                        one -> Cell.link(labels.region(locale, one.region()), ObservationController.path(one.cell()))),
                Column.text(
                        labels.text(locale, "indicator.period"),
                        one -> Cell.text(one.period().toString())),
                Column.figure(labels.text(locale, "indicator.field.value"), own.unit(), one -> value(own, one.value())),
                Column.text(labels.text(locale, "indicator.field.source"), one -> Cell.text(one.source())),
                Column.text(labels.text(locale, "indicator.enteredBy"), one -> Cell.text(one.enteredName())),
                Column.text(labels.text(locale, "indicator.confirmedBy"), one -> Cell.text(one.decidedName())));
        return Table.of(labels.text(locale, "indicator.observations"), columns, stated);
    }

    private static Cell value(Indicator own, @Nullable BigDecimal value) {
        return value == null ? Cell.NONE : Cell.decimal(value, own.decimals());
    }

    private Table organisations(Locale locale, Indicator own, List<FactEvidence.Value> values) {
        List<Column<FactEvidence.Value>> columns = List.of(
                Column.title(
                        labels.text(locale, "indicator.organisation"),
                        one -> Cell.link(one.name(), "/organisations/" + one.organisation() + "/facts")),
                Column.text(
                        labels.text(locale, "indicator.region"), one -> Cell.text(labels.region(locale, one.region()))),
                Column.figure(labels.text(locale, "indicator.field.value"), own.unit(), one -> fact(own, one)));
        return Table.of(labels.text(locale, "indicator.organisation"), columns, values);
    }

    private static Cell fact(Indicator own, FactEvidence.Value one) {
        if (one.fen() != null) return Cell.decimal(Units.ofFen(BigDecimal.valueOf(one.fen()), own.unit()), 4);
        return one.number() != null ? Cell.decimal(one.number(), own.decimals()) : Cell.text(one.text());
    }
}
