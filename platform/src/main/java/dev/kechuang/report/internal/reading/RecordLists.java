package dev.kechuang.report.internal.reading;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.shared.access.Viewer;
import java.util.List;

/** The newest records behind a figure, in words. */
@FunctionalInterface
public interface RecordLists {

    Found list(Indicator indicator, IndicatorFigure figure, int rows, Viewer viewer);

    /**
     * @param links where each row leads, empty for nowhere
     * @param note how many more there are, empty for none
     */
    record Found(List<String> heads, List<List<String>> rows, List<String> links, String note) {}
}
