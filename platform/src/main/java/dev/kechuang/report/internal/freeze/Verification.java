package dev.kechuang.report.internal.freeze;

import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.report.internal.reading.Content.Used;
import dev.kechuang.report.internal.reading.ContentJson;
import dev.kechuang.report.internal.reading.Targets;
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
    private final Indicators indicators;
    private final Targets targets;

    public Verification(VersionStore versions, IndicatorFigures figures, Indicators indicators, Targets targets) {
        this.versions = versions;
        this.figures = figures;
        this.indicators = indicators;
        this.targets = targets;
    }

    /**
     * @param whole whether the content is what its digest names
     * @param checked how many figures were read again
     * @param aims how many targets were compared with the released plans, with their evidence and with the rule of the
     *     lights
     * @param different figures whose evidence gives something else now
     * @param doubts what of the targets no longer holds, in English
     */
    public record Result(boolean whole, int checked, int aims, List<Difference> different, List<String> doubts) {
        public boolean holds() {
            return whole && different.isEmpty() && doubts.isEmpty();
        }

        /** How much was checked and how much of it does not hold. */
        public int all() {
            return checked + aims;
        }

        public int wrong() {
            return different.size() + doubts.size();
        }
    }

    public record Difference(Used figure, @Nullable BigDecimal now) {}

    public Result verify(Version version) {
        String json = versions.content(version.id());
        boolean whole = ContentJson.digest(json).equals(version.digest());
        Content content = ContentJson.read(json);
        var different = new ArrayList<Difference>();
        var doubts = new ArrayList<String>();
        var known = new ArrayList<Used>();
        for (Used figure : content.figures()) {
            if (indicators.find(figure.indicator()).isPresent()) known.add(figure);
            else
                doubts.add("the dictionary no longer knows " + figure.indicator() + ", which figure " + figure.number()
                        + " states");
        }
        var values = known.stream()
                .filter(figure -> figure.measure() == Content.Measure.VALUE)
                .toList();
        List<IndicatorFigure> read = figures.figures(
                values.stream().map(figure -> figure.at(version.snapshot())).toList());
        for (int i = 0; i < values.size(); i++)
            compare(values.get(i), read.get(i).value(), different);
        int checked = values.size();
        for (Used figure : known) {
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
        doubts.addAll(targets.verify(content.aims(), version.snapshot()));
        return new Result(whole, checked, content.aims().size(), List.copyOf(different), List.copyOf(doubts));
    }

    private static void compare(Used figure, @Nullable BigDecimal now, List<Difference> different) {
        BigDecimal then = figure.value();
        boolean same = then == null ? now == null : now != null && then.compareTo(now) == 0;
        if (!same) different.add(new Difference(figure, now));
    }
}
