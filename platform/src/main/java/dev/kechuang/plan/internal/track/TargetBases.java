package dev.kechuang.plan.internal.track;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.plan.internal.plan.Dictionary;
import dev.kechuang.plan.internal.plan.Duty;
import dev.kechuang.plan.internal.plan.Target;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What targets are judged by (亮灯依据): their figures now, at the start and a while ago, all asked for together. */
@Component
public class TargetBases {

    /** Months back that the trend looks. */
    private static final int TREND_MONTHS = 3;

    private final Dictionary dictionary;
    private final IndicatorFigures figures;
    private final TrackRules rules;

    public TargetBases(Dictionary dictionary, IndicatorFigures figures, TrackRules rules) {
        this.dictionary = dictionary;
        this.figures = figures;
        this.rules = rules;
    }

    /** @param figures what the value is the sum of: one figure, or one a year; empty when it is reported */
    public record Measured(Basis.OfTarget basis, List<FigureAt> figures) {}

    /**
     * In the order of the targets.
     *
     * @param latest newest reports by item, for the targets that no indicator measures
     * @param asOf a state the figures are read to, null for live
     */
    public List<Measured> of(
            Collection<Target> targets, Map<UUID, List<Report>> latest, LocalDate today, @Nullable Snapshot asOf) {
        var asked = targets.stream().map(target -> ask(target, today, asOf)).toList();
        var read = read(asked.stream().flatMap(Asked::all).distinct().toList());
        return asked.stream()
                .map(one -> new Measured(
                        basis(one, read, latest.getOrDefault(one.target().item(), List.of()), today), one.now()))
                .toList();
    }

    /**
     * Figures that a target asks for.
     *
     * @param earlier of the trend, on {@code earlierOn}
     * @param before where a stock stood at the beginning
     */
    private record Asked(
            Target target,
            List<FigureAt> now,
            List<FigureAt> earlier,
            @Nullable LocalDate earlierOn,
            List<FigureAt> before) {

        Stream<FigureAt> all() {
            return Stream.of(now, earlier, before).flatMap(List::stream);
        }
    }

    private Asked ask(Target target, LocalDate today, @Nullable Snapshot asOf) {
        String code = target.indicator();
        Indicator indicator = code == null ? null : dictionary.find(code).orElse(null);
        if (indicator == null) return new Asked(target, List.of(), List.of(), null, List.of());
        LocalDate day = today.isAfter(target.dueOn()) ? target.dueOn() : today;
        if (day.isBefore(target.fromOn())) day = target.fromOn();
        LocalDate earlierOn = null;
        LocalDate back = day.minusMonths(TREND_MONTHS);
        if (indicator.shortest() != Period.Kind.YEAR && !back.isBefore(target.fromOn())) {
            // A quarter is over only at its end.
            LocalDate stood = Period.of(indicator.shortest(), back).last();
            if (stood.isBefore(day)) earlierOn = stood;
        }
        var before = target.flow() || target.baseline() != null
                ? List.<FigureAt>of()
                : List.of(FigureAt.of(
                                indicator.code(),
                                target.region(),
                                Period.of(indicator.shortest(), target.fromOn().minusDays(1)))
                        .asOf(asOf));
        return new Asked(
                target,
                at(indicator, target, day, asOf),
                earlierOn == null ? List.of() : at(indicator, target, earlierOn, asOf),
                earlierOn,
                before);
    }

    /** A stock at the day; a flow from the target's first year up to it, a figure a year. */
    private static List<FigureAt> at(Indicator indicator, Target target, LocalDate day, @Nullable Snapshot asOf) {
        Period current = Period.of(indicator.shortest(), day);
        if (!target.flow())
            return List.of(
                    FigureAt.of(indicator.code(), target.region(), current).asOf(asOf));
        var years = new ArrayList<FigureAt>();
        for (int year = target.fromOn().getYear(); year < day.getYear(); year++)
            years.add(FigureAt.of(indicator.code(), target.region(), Period.year(year))
                    .asOf(asOf));
        years.add(FigureAt.of(indicator.code(), target.region(), current)
                .fromNewYear()
                .asOf(asOf));
        return years;
    }

    private Map<FigureAt, BigDecimal> read(List<FigureAt> wanted) {
        var read = new HashMap<FigureAt, BigDecimal>();
        if (wanted.isEmpty()) return read;
        var answered = figures.figures(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            IndicatorFigure figure = answered.get(i);
            if (figure.value() != null) read.put(wanted.get(i), figure.value());
        }
        return read;
    }

    /** Null when nothing of it is known. */
    private static @Nullable BigDecimal sum(List<FigureAt> of, Map<FigureAt, BigDecimal> read) {
        return of.stream()
                .map(read::get)
                .filter(Objects::nonNull)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    private Basis.OfTarget basis(Asked asked, Map<FigureAt, BigDecimal> read, List<Report> latest, LocalDate today) {
        Target target = asked.target();
        return new Basis.OfTarget(
                rules.thresholds(),
                target.bound().code(),
                target.value(),
                target.flow(),
                target.baseline() == null ? sum(asked.before(), read) : target.baseline(),
                planned(target, today),
                target.fromOn(),
                target.dueOn(),
                today,
                target.indicator() == null ? reported(target, latest) : sum(asked.now(), read),
                sum(asked.earlier(), read),
                asked.earlierOn());
    }

    private static @Nullable BigDecimal reported(Target target, List<Report> latest) {
        UUID lead = target.lead().map(Duty::unit).orElse(null);
        return latest.stream()
                .filter(report -> report.unit().equals(lead))
                .map(Report::value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What the months plan to be reached by the end of the last month that is over. */
    private static @Nullable BigDecimal planned(Target target, LocalDate today) {
        var months = target.parts(Target.Split.MONTH);
        if (months.isEmpty()) return null;
        YearMonth last = YearMonth.from(today).minusMonths(1);
        BigDecimal planned = null;
        for (Target.Part part : months) {
            if (YearMonth.parse(part.key()).isAfter(last)) continue;
            planned = planned == null || !target.flow() ? part.value() : planned.add(part.value());
        }
        return planned == null ? BigDecimal.ZERO : planned;
    }
}
