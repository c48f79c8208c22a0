package dev.kechuang.indicator.web;

import dev.kechuang.indicator.IndicatorTargets;
import dev.kechuang.indicator.IndicatorTargets.Line;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Targets against actuals with their lights (对照目标), as the pages of indicators and units show them. */
@Component
class TargetTable {

    private final Labels labels;

    TargetTable(Labels labels) {
        this.labels = labels;
    }

    /** Null where no plan wants anything. */
    @Nullable Table of(List<Line> lines, Locale locale) {
        if (lines.isEmpty()) return null;
        List<Column<Line>> columns = List.of(
                Column.text(labels.text(locale, "indicator.target.light"), line -> light(line.light(), locale)),
                Column.title(
                        labels.text(locale, "indicator.target"),
                        line -> new Cell.Lines(line.name(), line.path(), line.plan())),
                Column.figure(
                        labels.text(locale, "indicator.target.wanted"),
                        "",
                        line -> new Cell.Figure(line.wanted() + " " + line.unit(), "", "")),
                Column.figure(labels.text(locale, "indicator.target.actual"), "", TargetTable::actual),
                Column.figure(labels.text(locale, "indicator.target.rate"), "", line -> Cell.text(rate(line, locale))),
                Column.text(labels.text(locale, "indicator.target.reason"), line -> Cell.text(reason(line, locale))),
                Column.text(
                        labels.text(locale, "indicator.target.lead"),
                        line -> new Cell.Lines(
                                line.lead().isEmpty() ? "—" : line.lead(),
                                "",
                                labels.text(
                                        locale,
                                        "indicator.target.dueOn",
                                        line.dueOn().toString()))));
        return Table.of(labels.text(locale, "indicator.targets"), columns, lines);
    }

    private Tag light(IndicatorTargets.Light light, Locale locale) {
        return new Tag(
                labels.text(locale, "indicator.light." + light.code()),
                switch (light) {
                    case GREEN -> Tone.PASSED;
                    case AMBER -> Tone.RETURNED;
                    case RED -> Tone.FAILED;
                    case NONE -> Tone.DRAFT;
                });
    }

    private static Cell actual(Line line) {
        BigDecimal value = line.actual();
        if (value == null) return Cell.NONE;
        String said = value.scale() > 2 ? Figures.decimal(value, 2) : Figures.exact(value);
        return new Cell.Figure(
                said + " " + line.unit(),
                Figures.exact(value) + " " + line.unit(),
                line.figures().isEmpty()
                        ? line.path()
                        : line.figures().getLast().path());
    }

    /** In percent; of a ceiling whether it is kept. */
    private String rate(Line line, Locale locale) {
        BigDecimal value = line.actual();
        if (value == null) return "—";
        if (line.atMost()) {
            return labels.text(
                    locale,
                    value.compareTo(line.target()) <= 0 ? "indicator.target.kept" : "indicator.target.exceeded");
        }
        if (line.target().signum() <= 0) return "—";
        return value.movePointRight(2).divide(line.target(), 1, RoundingMode.HALF_UP) + "%";
    }

    private String reason(Line line, Locale locale) {
        return line.overruledBy().isEmpty()
                ? line.reason()
                : labels.text(locale, "indicator.target.overruled", line.overruledBy(), line.reason());
    }
}
