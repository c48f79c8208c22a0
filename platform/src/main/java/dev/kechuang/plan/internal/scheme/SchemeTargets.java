package dev.kechuang.plan.internal.scheme;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.plan.internal.plan.Bound;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.track.LightRule;
import dev.kechuang.plan.internal.track.TargetBases;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Targets of schemes with their live figures, judged by the rule that judges those of plans. */
@Component
public class SchemeTargets {

    private final Indicators indicators;
    private final TargetBases bases;

    public SchemeTargets(Indicators indicators, TargetBases bases) {
        this.indicators = indicators;
        this.bases = bases;
    }

    /**
     * A target as it stands.
     *
     * @param indicator null when the dictionary has it no more; then nothing is known
     * @param since first day of the year from which a flow is counted, null for a stock
     * @param actual null when unknown
     * @param figures what the actual value is the sum of: one figure, or one a year
     */
    public record Standing(
            Scheme.Target target,
            @Nullable Indicator indicator,
            @Nullable LocalDate since,
            @Nullable BigDecimal actual,
            List<FigureAt> figures,
            LightRule.Ruling ruling) {}

    /** As of the day, or of the day on which the scheme was closed. */
    public List<Standing> of(Scheme scheme, List<Scheme.Target> targets, LocalDate today) {
        LocalDate closed = scheme.closedOn();
        var asked = targets.stream().map(one -> target(scheme, one)).toList();
        var measured = bases.of(asked, Map.of(), closed == null ? today : closed, null);
        var standing = new ArrayList<Standing>();
        for (int i = 0; i < targets.size(); i++) {
            var one = targets.get(i);
            var basis = measured.get(i).basis();
            standing.add(new Standing(
                    one,
                    indicators.find(one.indicator()).orElse(null),
                    basis.flow() ? basis.from() : null,
                    basis.value(),
                    measured.get(i).figures(),
                    LightRule.judge(basis)));
        }
        return standing;
    }

    /** Flows are told by whole years, and so they count from the first day of the first. */
    private Target target(Scheme scheme, Scheme.Target one) {
        boolean flow = indicators
                .find(one.indicator())
                .map(indicator -> indicator.nature() == Indicator.Nature.FLOW)
                .orElse(false);
        return new Target(
                scheme.id(),
                1,
                scheme.title(),
                one.indicator(),
                Bound.AT_LEAST,
                one.value(),
                null,
                "",
                flow,
                false,
                null,
                scheme.region(),
                flow ? scheme.startsOn().withDayOfYear(1) : scheme.startsOn(),
                scheme.endsOn(),
                null,
                "",
                null,
                0,
                List.of(),
                List.of());
    }
}
