package dev.kechuang.report.internal.reading;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.IndicatorFigures.Comparison;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures read for one report at one state, each once; what is known to be needed is asked for together. */
final class Readings {

    private static final int EARLIER = 10;

    private final IndicatorFigures figures;
    private final @Nullable Snapshot snapshot;
    private final Map<FigureAt, IndicatorFigure> known = new HashMap<>();
    private final Map<FigureAt, List<IndicatorFigure>> below = new HashMap<>();
    private final Map<FigureAt, Comparison> compared = new HashMap<>();

    Readings(IndicatorFigures figures, @Nullable Snapshot snapshot) {
        this.figures = figures;
        this.snapshot = snapshot;
    }

    void prefetch(Collection<FigureAt> wanted) {
        var missing = new LinkedHashSet<FigureAt>();
        for (FigureAt at : wanted) {
            FigureAt read = at.asOf(snapshot);
            if (!known.containsKey(read)) missing.add(read);
        }
        if (missing.isEmpty()) return;
        var order = new ArrayList<>(missing);
        List<IndicatorFigure> found = figures.figures(order);
        for (int i = 0; i < order.size(); i++) known.put(order.get(i), found.get(i));
    }

    IndicatorFigure figure(FigureAt at) {
        return known.computeIfAbsent(at.asOf(snapshot), figures::figure);
    }

    @Nullable BigDecimal value(FigureAt at) {
        return figure(at).value();
    }

    List<IndicatorFigure> below(FigureAt at) {
        var found = below.get(at.asOf(snapshot));
        if (found == null) {
            found = figures.byRegion(at.asOf(snapshot));
            below.put(at.asOf(snapshot), found);
            for (IndicatorFigure one : found) known.putIfAbsent(one.at(), one);
        }
        return found;
    }

    Comparison compared(FigureAt at) {
        return compared.computeIfAbsent(at.asOf(snapshot), figures::compare);
    }

    /** Whether one of the ten years before knew anything but zero. */
    boolean everBefore(FigureAt at) {
        Period last = at.period().lastYear();
        var years = new ArrayList<FigureAt>();
        Period year = last;
        for (int i = 0; i < EARLIER; i++, year = year.lastYear()) years.add(at.during(year));
        prefetch(years);
        for (FigureAt one : years) {
            BigDecimal value = value(one);
            if (value != null && value.signum() != 0) return true;
        }
        return false;
    }
}
