package dev.kechuang.indicator;

import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What plans in force want of indicators, beside what is reached (对照目标). The module that keeps plans tells it; here it
 * is shown where the figures are.
 */
public interface IndicatorTargets {

    /** Targets on the indicator for the region whose term has some of the year, the reddest first; what the viewer sees. */
    List<Line> ofIndicator(Viewer viewer, String indicator, String region, int year);

    /** Targets that the unit leads, by its code. */
    List<Line> ofUnit(Viewer viewer, String unit, int year);

    /** Colour of a light (灯). */
    enum Light {
        RED,
        AMBER,
        GREEN,
        /** 未评: nothing is known yet. */
        NONE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A target and what was reached by now, or by the end of a year that is over.
     *
     * @param path page of the target
     * @param wanted with its sign: ≥ 300; a range with both ends; in {@code unit}
     * @param target the bound that the completion is told against
     * @param atMost whether less is better
     * @param actual null while nothing is known
     * @param figures what the actual value is the sum of; empty where the lead reports it
     * @param reason in Chinese: why the light is what it is
     * @param overruledBy name of who put another light in the rule's place, empty where the rule holds
     */
    record Line(
            String name,
            String plan,
            String path,
            String wanted,
            BigDecimal target,
            boolean atMost,
            @Nullable BigDecimal actual,
            String unit,
            List<FigureAt> figures,
            Light light,
            String reason,
            String overruledBy,
            String lead,
            LocalDate dueOn) {
        public Line {
            figures = List.copyOf(figures);
        }
    }
}
