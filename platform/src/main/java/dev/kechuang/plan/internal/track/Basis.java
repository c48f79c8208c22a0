package dev.kechuang.plan.internal.track;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Everything a light was judged by: the same basis gives the same light for ever. */
public sealed interface Basis {

    Thresholds thresholds();

    /**
     * In percent.
     *
     * @param green share of what should be reached by now from which a target is green
     * @param amber share from which it is amber
     * @param taskGreen points a task may lag behind the elapsed time and still be green
     * @param taskAmber points it may lag and still be amber
     */
    record Thresholds(int green, int amber, int taskGreen, int taskAmber) {
        public static final Thresholds STANDARD = new Thresholds(95, 80, 10, 25);
    }

    /**
     * Of a target.
     *
     * @param bound code of the bound
     * @param target in the unit of all values
     * @param baseline where a stock stood at the beginning, null when unknown
     * @param planned what the months plan for the day, null without such a plan
     * @param value null when unknown
     * @param earlier value on {@code earlierOn}, for the trend; null when unknown
     */
    record OfTarget(
            Thresholds thresholds,
            String bound,
            BigDecimal target,
            boolean flow,
            @Nullable BigDecimal baseline,
            @Nullable BigDecimal planned,
            LocalDate from,
            LocalDate due,
            LocalDate today,
            @Nullable BigDecimal value,
            @Nullable BigDecimal earlier,
            @Nullable LocalDate earlierOn)
            implements Basis {

        /**
         * This part of a whole that is planned by months: by now as far on its own way as the whole plans to be.
         *
         * @param whole of the target it is a part of
         */
        OfTarget plannedAs(OfTarget whole) {
            if (whole.planned() == null) return this;
            BigDecimal start = BigDecimal.ZERO;
            BigDecimal wholeStart = BigDecimal.ZERO;
            if (!flow && baseline != null && whole.baseline() != null) {
                start = baseline;
                wholeStart = whole.baseline();
            }
            BigDecimal way = whole.target().subtract(wholeStart);
            // A whole that stays where it is has no way whose share could be taken.
            if (way.signum() == 0) return this;
            BigDecimal planned = start.add(target.subtract(start)
                    .multiply(whole.planned().subtract(wholeStart))
                    .divide(way, 6, RoundingMode.HALF_UP));
            return new OfTarget(
                    thresholds, bound, target, flow, baseline, planned, from, due, today, value, earlier, earlierOn);
        }
    }

    /**
     * Of a task.
     *
     * @param percent of the lead's newest report, null without one
     * @param blocked whether somebody reports what stands in the way
     * @param late whether a report is overdue
     * @param done whether it was confirmed as done
     */
    record OfTask(
            Thresholds thresholds,
            LocalDate from,
            LocalDate due,
            LocalDate today,
            @Nullable Integer percent,
            boolean blocked,
            boolean late,
            boolean done)
            implements Basis {}
}
