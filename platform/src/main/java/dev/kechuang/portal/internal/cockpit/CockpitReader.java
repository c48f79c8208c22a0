package dev.kechuang.portal.internal.cockpit;

import dev.kechuang.indicator.AuditFindings;
import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.pack.Regions;
import dev.kechuang.plan.PlanOverview;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads everything the cockpit shows; all figures together. */
@Service
public class CockpitReader {

    private static final int YEARS = 10;
    private static final int FINDINGS = 5;

    private final CockpitPlan plan;
    private final IndicatorFigures figures;
    private final PlanOverview plans;
    private final AuditFindings findings;
    private final Regions regions;
    private final Clock clock;

    public CockpitReader(
            CockpitPlan plan,
            IndicatorFigures figures,
            PlanOverview plans,
            AuditFindings findings,
            Regions regions,
            Clock clock) {
        this.plan = plan;
        this.figures = figures;
        this.plans = plans;
        this.findings = findings;
        this.regions = regions;
        this.clock = clock;
    }

    /**
     * A headline figure.
     *
     * @param at what is shown; of a year that nothing is known of yet the year before
     * @param growth percent against the same months of last year, null where that says nothing
     */
    public record Headline(
            Indicator indicator,
            FigureAt at,
            @Nullable BigDecimal value,
            @Nullable BigDecimal growth) {}

    /** Ten years, the current one up to today. */
    public record Trend(Indicator indicator, List<IndicatorFigure> years) {}

    /** Regions below by value, best first; what is not known comes last. */
    public record Ranking(Indicator indicator, List<IndicatorFigure> regions) {}

    /** @param findings null for a viewer who does not work them off */
    public record Cockpit(
            String region,
            LocalDate today,
            List<Headline> headlines,
            List<Trend> trends,
            Ranking map,
            List<Ranking> rankings,
            PlanOverview.Overview plans,
            AuditFindings.@Nullable Open findings) {}

    public Cockpit read(Viewer viewer, String region) {
        LocalDate today = clock.instant().atZone(clock.getZone()).toLocalDate();
        var wanted = new ArrayList<FigureAt>();
        for (Indicator one : plan.figures()) {
            FigureAt now = now(one, region, today);
            wanted.add(now);
            wanted.add(earlier(now));
            wanted.add(earlier(earlier(now)));
        }
        for (Indicator one : plan.trends()) wanted.addAll(years(one, region, today));
        wanted.addAll(below(plan.map(), region, today));
        for (Indicator one : plan.ranking()) wanted.addAll(below(one, region, today));
        // Everything in one reading: the page costs as many statements as there are sorts of series.
        var read = figures.figures(wanted).iterator();
        var headlines = new ArrayList<Headline>();
        for (Indicator one : plan.figures()) headlines.add(headline(one, read.next(), read.next(), read.next()));
        var trends = new ArrayList<Trend>();
        for (Indicator one : plan.trends()) trends.add(new Trend(one, next(read, YEARS)));
        Ranking map = ranking(plan.map(), region, today, read);
        var rankings = new ArrayList<Ranking>();
        for (Indicator one : plan.ranking()) rankings.add(ranking(one, region, today, read));
        return new Cockpit(
                region,
                today,
                headlines,
                trends,
                map,
                rankings,
                plans.of(viewer, region),
                findings.open(viewer, FINDINGS).orElse(null));
    }

    private static List<IndicatorFigure> next(Iterator<IndicatorFigure> read, int many) {
        var some = new ArrayList<IndicatorFigure>();
        for (int i = 0; i < many; i++) some.add(read.next());
        return some;
    }

    /** The indicator in each region and zone directly below. */
    private List<FigureAt> below(Indicator indicator, String region, LocalDate today) {
        FigureAt at = now(indicator, region, today);
        return regions.children(region, at.period().last()).stream()
                .map(one -> at.in(one.code()))
                .toList();
    }

    /** The year so far: a flow from its first day, a stock as it stands; of what is stated by years the whole one. */
    private static FigureAt now(Indicator indicator, String region, LocalDate today) {
        Period period = Period.of(indicator.shortest(), today);
        var at = FigureAt.of(indicator.code(), region, period);
        return indicator.nature() == Indicator.Nature.FLOW && period.kind() != Period.Kind.YEAR ? at.fromNewYear() : at;
    }

    /** The same months of last year. */
    private static FigureAt earlier(FigureAt at) {
        return at.during(at.period().lastYear());
    }

    private static List<FigureAt> years(Indicator indicator, String region, LocalDate today) {
        var years = new ArrayList<FigureAt>();
        for (int back = YEARS - 1; back > 0; back--)
            years.add(FigureAt.of(indicator.code(), region, Period.year(today.getYear() - back)));
        years.add(now(indicator, region, today));
        return years;
    }

    private static Headline headline(
            Indicator indicator, IndicatorFigure now, IndicatorFigure before, IndicatorFigure longBefore) {
        // What others publish comes with the next year.
        if (now.value() == null && before.value() != null)
            return new Headline(indicator, before.at(), before.value(), growth(indicator, before, longBefore));
        return new Headline(indicator, now.at(), now.value(), growth(indicator, now, before));
    }

    private static @Nullable BigDecimal growth(Indicator indicator, IndicatorFigure now, IndicatorFigure before) {
        BigDecimal value = now.value();
        BigDecimal then = before.value();
        if (value == null
                || then == null
                || then.signum() <= 0
                || indicator.unit().equals("%")) return null;
        return value.subtract(then).movePointRight(2).divide(then, MathContext.DECIMAL64);
    }

    private Ranking ranking(Indicator indicator, String region, LocalDate today, Iterator<IndicatorFigure> read) {
        var below = next(read, below(indicator, region, today).size());
        Comparator<IndicatorFigure> byValue =
                Comparator.comparing(one -> Objects.requireNonNull(one.value(), "what is not known is left out"));
        if (indicator.better() != Indicator.Better.LOWER) byValue = byValue.reversed();
        var known = below.stream().filter(one -> one.value() != null).sorted(byValue);
        var unknown = below.stream().filter(one -> one.value() == null);
        return new Ranking(indicator, Stream.concat(known, unknown).toList());
    }
}
