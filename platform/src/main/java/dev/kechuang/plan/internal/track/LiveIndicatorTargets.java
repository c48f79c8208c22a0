package dev.kechuang.plan.internal.track;

import dev.kechuang.indicator.IndicatorTargets;
import dev.kechuang.plan.TargetStates;
import dev.kechuang.plan.TargetStates.Ref;
import dev.kechuang.plan.TargetStates.State;
import dev.kechuang.plan.internal.plan.Bound;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Targets of the plans in force for the pages of indicators and units. */
@Service
class LiveIndicatorTargets implements IndicatorTargets {

    private final JdbcClient jdbc;
    private final TargetStates states;

    LiveIndicatorTargets(JdbcClient jdbc, TargetStates states) {
        this.jdbc = jdbc;
        this.states = states;
    }

    @Override
    public List<Line> ofIndicator(Viewer viewer, String indicator, String region, int year) {
        return lines(
                viewer,
                year,
                "t.indicator = :indicator AND t.region = :region",
                Map.of("indicator", indicator, "region", region));
    }

    @Override
    public List<Line> ofUnit(Viewer viewer, String unit, int year) {
        return lines(
                viewer,
                year,
                "t.lead = (SELECT u.unit FROM identity.published_unit u WHERE u.code = :unit)",
                Map.of("unit", unit));
    }

    private List<Line> lines(Viewer viewer, int year, String condition, Map<String, Object> named) {
        var scope = PlanScope.of(viewer);
        var parameters = new HashMap<>(scope.parameters());
        parameters.putAll(named);
        parameters.put("year", year);
        var refs = jdbc.sql("""
                        SELECT t.plan, t.item FROM plan.published_target t JOIN plan.plan p ON p.id = t.plan
                        WHERE :year BETWEEN extract(year FROM t.from_on) AND extract(year FROM t.due_on)
                          AND %s AND %s AND %s
                        ORDER BY t.due_on, t.plan, t.place
                        """.formatted(condition, scope.plans(), scope.items()))
                .params(parameters)
                .query((rows, number) ->
                        new Ref(rows.getObject("plan", UUID.class), rows.getObject("item", UUID.class)))
                .list();
        if (refs.isEmpty()) return List.of();
        return states.read(refs, LocalDate.of(year, 12, 31), null).stream()
                .map(LiveIndicatorTargets::line)
                .sorted(Comparator.comparing(Line::light).thenComparing(Line::dueOn))
                .toList();
    }

    private static Line line(State state) {
        BigDecimal upper = state.valueTo();
        Bound bound = Bound.of(state.bound()).orElseThrow();
        return new Line(
                state.name(),
                state.planTitle(),
                "/plans/" + state.plan() + "/items/" + state.item(),
                bound.sign() + " " + plain(state.value()) + (upper == null ? "" : "–" + plain(upper)),
                state.value(),
                bound == Bound.AT_MOST,
                state.actual(),
                state.unit(),
                state.figures(),
                switch (state.shown()) {
                    case RED -> Light.RED;
                    case AMBER -> Light.AMBER;
                    case GREEN -> Light.GREEN;
                    case NONE -> Light.NONE;
                },
                state.reason(),
                state.overruledBy(),
                state.lead(),
                state.dueOn());
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
