package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import java.math.BigDecimal;
import java.util.List;

/**
 * Figures of which one indicator's are wrong by a little.
 *
 * @param code of the indicator that is wrong
 */
record WrongFigures(IndicatorFigures right, String code) implements IndicatorFigures {

    @Override
    public IndicatorFigure figure(FigureAt at) {
        return bent(right.figure(at));
    }

    @Override
    public List<IndicatorFigure> figures(List<FigureAt> at) {
        return right.figures(at).stream().map(this::bent).toList();
    }

    private IndicatorFigure bent(IndicatorFigure figure) {
        BigDecimal value = figure.value();
        return value == null || !figure.at().indicator().equals(code)
                ? figure
                : new IndicatorFigure(figure.at(), value.add(new BigDecimal("0.01")), figure.operands());
    }

    @Override
    public List<IndicatorFigure> byRegion(FigureAt at) {
        return right.byRegion(at);
    }

    @Override
    public List<IndicatorFigure> series(FigureAt at, Period first, Period last) {
        return right.series(at, first, last);
    }

    @Override
    public Comparison compare(FigureAt at) {
        return right.compare(at);
    }

    @Override
    public Snapshot snapshot() {
        return right.snapshot();
    }
}
