package dev.kechuang.indicator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures of indicators, live: a record counts from the moment it commits. Unknown indicators and regions are an
 * {@link IllegalArgumentException}; ask {@link Indicators} first.
 */
public interface IndicatorFigures {

    IndicatorFigure figure(FigureAt at);

    /** In the order asked, with few statements. */
    List<IndicatorFigure> figures(List<FigureAt> at);

    /** The same indicator and time in each region and zone directly below; zones overlap and don't add up to the total. */
    List<IndicatorFigure> byRegion(FigureAt at);

    /** Trend: from the first period to the last, both of one kind. */
    List<IndicatorFigure> series(FigureAt at, Period first, Period last);

    /** Compared with the same period of last year, and ranked among its neighbours. */
    Comparison compare(FigureAt at);

    /** Now, to be read again for ever: every committed record has its position. */
    Snapshot snapshot();

    /**
     * @param before the same period a year earlier
     * @param change difference in the indicator's unit; null when one side is unknown
     * @param growth percent (同比增长), null when a side is unknown, the earlier is zero or the indicator is a percentage
     * @param share percent of the region above, null for ratios and where unknown
     * @param rank place among the regions of the same parent, 1 is the best in the indicator's direction; null where unknown
     * @param of how many are ranked
     */
    record Comparison(
            IndicatorFigure figure,
            IndicatorFigure before,
            java.math.@Nullable BigDecimal change,
            java.math.@Nullable BigDecimal growth,
            java.math.@Nullable BigDecimal share,
            @Nullable Integer rank,
            int of) {}
}
