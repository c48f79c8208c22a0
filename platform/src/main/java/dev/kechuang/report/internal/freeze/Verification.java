package dev.kechuang.report.internal.freeze;

import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.report.internal.reading.Content.Used;
import dev.kechuang.report.internal.reading.ContentJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a frozen version again from its evidence and tells what differs. */
@Component
public class Verification {

    private final VersionStore versions;
    private final IndicatorFigures figures;

    public Verification(VersionStore versions, IndicatorFigures figures) {
        this.versions = versions;
        this.figures = figures;
    }

    /**
     * @param whole whether the content is what its digest names
     * @param checked how many figures were read again; targets are stated by plans and are covered by the digest
     * @param different figures whose evidence gives something else now
     */
    public record Result(boolean whole, int checked, List<Difference> different) {
        public boolean holds() {
            return whole && different.isEmpty();
        }
    }

    public record Difference(Used figure, @Nullable BigDecimal now) {}

    public Result verify(Version version) {
        String json = versions.content(version.id());
        boolean whole = ContentJson.digest(json).equals(version.digest());
        Content content = ContentJson.read(json);
        var different = new ArrayList<Difference>();
        var values = content.figures().stream()
                .filter(figure -> figure.measure() == Content.Measure.VALUE)
                .toList();
        List<IndicatorFigure> read = figures.figures(
                values.stream().map(figure -> figure.at(version.snapshot())).toList());
        for (int i = 0; i < values.size(); i++)
            compare(values.get(i), read.get(i).value(), different);
        int checked = values.size();
        for (Used figure : content.figures()) {
            switch (figure.measure()) {
                case RANK -> {
                    Integer rank =
                            figures.compare(figure.at(version.snapshot())).rank();
                    compare(figure, rank == null ? null : BigDecimal.valueOf(rank), different);
                    checked++;
                }
                case SHARE -> {
                    compare(
                            figure,
                            figures.compare(figure.at(version.snapshot())).share(),
                            different);
                    checked++;
                }
                case VALUE, TARGET -> {}
            }
        }
        return new Result(whole, checked, List.copyOf(different));
    }

    private static void compare(Used figure, @Nullable BigDecimal now, List<Difference> different) {
        BigDecimal then = figure.value();
        boolean same = then == null ? now == null : now != null && then.compareTo(now) == 0;
        if (!same) different.add(new Difference(figure, now));
    }
}
