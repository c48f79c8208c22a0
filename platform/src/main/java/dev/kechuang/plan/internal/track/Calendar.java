package dev.kechuang.plan.internal.track;

import dev.kechuang.indicator.Period;
import dev.kechuang.plan.internal.plan.Plan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The periods a plan is reported by (报告周期). */
public final class Calendar {

    /** Days before a period's end from which its report is asked for. */
    private static final int OPENS_BEFORE = 5;

    private Calendar() {}

    /**
     * @param opens first day on which the report is asked for
     * @param due last day
     */
    public record Reporting(Period period, LocalDate opens, LocalDate due) {}

    /** All periods of the plan's term. */
    public static List<Reporting> of(Plan plan) {
        var kind = plan.rhythm() == Plan.Rhythm.MONTH ? Period.Kind.MONTH : Period.Kind.QUARTER;
        var periods = new ArrayList<Reporting>();
        for (Period period = Period.of(kind, plan.fromOn());
                !period.first().isAfter(plan.untilOn());
                period = period.next()) {
            periods.add(new Reporting(
                    period,
                    period.last().minusDays(OPENS_BEFORE),
                    period.last().plusDays(1).withDayOfMonth(plan.reportDay())));
        }
        return periods;
    }

    /** The newest period whose report is asked for on the day. */
    public static Optional<Reporting> asked(Plan plan, LocalDate day) {
        Reporting newest = null;
        for (Reporting one : of(plan)) if (!one.opens().isAfter(day)) newest = one;
        return Optional.ofNullable(newest);
    }

    /** Those a unit may report on the day: begun, newest first. */
    public static List<Reporting> begun(Plan plan, LocalDate day) {
        return of(plan).stream()
                .filter(one -> !one.period().first().isAfter(day))
                .toList()
                .reversed();
    }
}
