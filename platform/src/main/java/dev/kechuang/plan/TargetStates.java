package dev.kechuang.plan;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.plan.PlanOverview.Light;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Targets with what was reached and the light they had (目标完成情况), for those who keep them: everything a state says can
 * be proven later.
 */
public interface TargetStates {

    /** A target of a plan. */
    record Ref(UUID plan, UUID item) {}

    /**
     * As they stand in the versions in force; what is in none is left out.
     *
     * @param on day the lights are judged for; today when it has not come yet
     * @param asOf state the figures are read to, null for live
     */
    List<State> read(Collection<Ref> refs, LocalDate on, @Nullable Snapshot asOf);

    /**
     * What of kept states is no longer what the released version says, the evidence gives and the rule makes of it; in
     * English, empty when all of it holds.
     */
    List<String> verify(Collection<State> kept);

    /**
     * @param version of the plan in which the target stands so; released versions never change
     * @param number of the version, from 1
     * @param bound {@code atLeast}, {@code more}, {@code exact}, {@code atMost} or {@code about}
     * @param valueTo upper end of a range, else null
     * @param actual in the target's unit, null while nothing is known
     * @param figures what the actual value is the sum of; empty when the lead reported it
     * @param ruled the rule's light
     * @param shown the light as it showed: the rule's, or what somebody put in its place
     * @param reason in Chinese: the rule's, or of who overruled it
     * @param overruledBy name; empty where the rule held
     * @param on day it was judged for
     * @param basis everything the rule judged by, as JSON
     */
    record State(
            UUID plan,
            String planTitle,
            UUID version,
            int number,
            UUID item,
            String name,
            String bound,
            BigDecimal value,
            @Nullable BigDecimal valueTo,
            String unit,
            String region,
            String lead,
            LocalDate dueOn,
            @Nullable BigDecimal actual,
            List<FigureAt> figures,
            Light ruled,
            Light shown,
            String reason,
            String overruledBy,
            LocalDate on,
            String basis) {
        public State {
            figures = List.copyOf(figures);
        }
    }
}
