package dev.kechuang.report.internal.reading;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.plan.PlanOverview.Light;
import dev.kechuang.plan.TargetStates;
import dev.kechuang.report.internal.reading.Content.Aim;
import dev.kechuang.report.internal.reading.Content.Source;
import dev.kechuang.report.internal.text.Phrases;
import dev.kechuang.report.internal.text.UnitScale;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Targets of the plans in force, from what the plans publish. */
@Repository
class PlanTargets implements Targets {

    private final JdbcClient jdbc;
    private final Indicators indicators;
    private final TargetStates states;

    PlanTargets(JdbcClient jdbc, Indicators indicators, TargetStates states) {
        this.jdbc = jdbc;
        this.indicators = indicators;
        this.states = states;
    }

    private record Row(UUID plan, UUID item, String bound, BigDecimal value, String unit) {}

    /** A plan of that one year goes before one of several years; among equals the newest. */
    @Override
    public Optional<Target> find(String indicator, String region, int year) {
        String unit = indicators.find(indicator).map(Indicator::unit).orElse("");
        return jdbc
                .sql("""
                SELECT plan, item, bound, value, unit FROM plan.published_target
                WHERE indicator = :indicator AND region = :region AND extract(year FROM due_on) = :year
                ORDER BY extract(year FROM from_on) DESC, plan DESC""")
                .param("indicator", indicator)
                .param("region", region)
                .param("year", year)
                .query((rows, number) -> new Row(
                        rows.getObject("plan", UUID.class),
                        rows.getObject("item", UUID.class),
                        rows.getString("bound"),
                        rows.getBigDecimal("value"),
                        rows.getString("unit")))
                .list()
                .stream()
                .filter(row -> UnitScale.convertible(row.unit, unit))
                .findFirst()
                .map(row -> new Target(
                        UnitScale.convert(row.value, row.unit, unit).orElseThrow(),
                        row.bound.equals("atMost") ? Phrases.Wanted.AT_MOST : Phrases.Wanted.AT_LEAST,
                        "/plans/" + row.plan + "/items/" + row.item,
                        row.plan,
                        row.item));
    }

    @Override
    public List<Aim> aims(Collection<Target> found, LocalDate on, @Nullable Snapshot snapshot) {
        var refs = new ArrayList<TargetStates.Ref>();
        for (Target target : found)
            if (target.plan() != null && target.item() != null)
                refs.add(new TargetStates.Ref(target.plan(), target.item()));
        if (refs.isEmpty()) return List.of();
        return states.read(refs, on, snapshot).stream().map(PlanTargets::aim).toList();
    }

    private static Aim aim(TargetStates.State state) {
        return new Aim(
                state.plan().toString(),
                state.planTitle(),
                state.version().toString(),
                state.number(),
                state.item().toString(),
                state.name(),
                state.bound(),
                state.value(),
                state.valueTo(),
                state.unit(),
                state.region(),
                state.lead(),
                state.dueOn().toString(),
                state.actual(),
                state.figures().stream()
                        .map(at -> new Source(
                                at.indicator(), at.region(), at.period().toString(), at.toDate()))
                        .toList(),
                state.ruled().name(),
                state.shown().name(),
                state.reason(),
                state.overruledBy(),
                state.on().toString(),
                state.basis());
    }

    @Override
    public List<String> verify(Collection<Aim> kept, @Nullable Snapshot snapshot) {
        return states.verify(kept.stream()
                .map(aim -> new TargetStates.State(
                        UUID.fromString(aim.plan()),
                        aim.planTitle(),
                        UUID.fromString(aim.version()),
                        aim.number(),
                        UUID.fromString(aim.item()),
                        aim.name(),
                        aim.bound(),
                        aim.value(),
                        aim.valueTo(),
                        aim.unit(),
                        aim.region(),
                        aim.lead(),
                        LocalDate.parse(aim.dueOn()),
                        aim.actual(),
                        aim.sources().stream()
                                .map(source -> source.at(snapshot))
                                .toList(),
                        Light.valueOf(aim.ruled()),
                        Light.valueOf(aim.light()),
                        aim.reason(),
                        aim.overruledBy(),
                        LocalDate.parse(aim.on()),
                        aim.basis()))
                .toList());
    }
}
