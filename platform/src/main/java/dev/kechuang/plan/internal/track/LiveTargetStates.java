package dev.kechuang.plan.internal.track;

import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.plan.PlanOverview.Light;
import dev.kechuang.plan.TargetStates;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Duty;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.Version;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reads targets with their lights from the versions in force, and proves what was kept of them. */
@Service
public class LiveTargetStates implements TargetStates {

    private final PlanStore plans;
    private final ContentStore contents;
    private final Lights lights;
    private final LightStore overrules;
    private final IndicatorFigures figures;

    public LiveTargetStates(
            PlanStore plans, ContentStore contents, Lights lights, LightStore overrules, IndicatorFigures figures) {
        this.plans = plans;
        this.contents = contents;
        this.lights = lights;
        this.overrules = overrules;
        this.figures = figures;
    }

    @Override
    public List<State> read(Collection<Ref> refs, LocalDate on, @Nullable Snapshot asOf) {
        LocalDate today = lights.today();
        LocalDate day = on.isAfter(today) ? today : on;
        var byPlan = new LinkedHashMap<UUID, Set<UUID>>();
        for (Ref ref : refs)
            byPlan.computeIfAbsent(ref.plan(), plan -> new LinkedHashSet<>()).add(ref.item());
        var found = new ArrayList<State>();
        byPlan.forEach((id, items) -> {
            var plan = plans.find(id);
            var version = plans.inForce(id);
            if (plan.isEmpty() || version.isEmpty()) return;
            var wanted = contents.of(version.get().id()).targets().stream()
                    .filter(target -> items.contains(target.item()))
                    .toList();
            var shown = lights.of(plan.get(), new Content(wanted, List.of()), day, asOf);
            for (Target target : wanted) {
                var light = shown.get(target.item());
                if (light != null) found.add(state(plan.get(), version.get(), target, light, day));
            }
        });
        return found;
    }

    private static State state(Plan plan, Version version, Target target, Lights.Light light, LocalDate day) {
        var overrule = light.overrule();
        return new State(
                plan.id(),
                plan.title(),
                version.id(),
                version.number(),
                target.item(),
                target.name(),
                target.bound().code(),
                target.value(),
                target.valueTo(),
                target.unit(),
                target.region(),
                target.lead().map(Duty::name).orElse(""),
                target.dueOn(),
                light.value(),
                light.figures(),
                light(light.ruling().colour()),
                light(light.shown()),
                overrule == null ? light.ruling().reason() : overrule.reason(),
                overrule == null ? "" : overrule.byName(),
                day,
                BasisJson.write(light.basis()));
    }

    private static Light light(Colour colour) {
        return switch (colour) {
            case GREEN -> Light.GREEN;
            case AMBER -> Light.AMBER;
            case RED -> Light.RED;
            case NONE -> Light.NONE;
        };
    }

    @Override
    public List<String> verify(Collection<State> kept) {
        var wrong = new ArrayList<String>();
        Map<UUID, Content> versions = new HashMap<>();
        for (State state : kept) {
            String name = "target " + state.name() + " of plan " + state.plan() + " version " + state.number();
            var version = plans.version(state.version());
            if (version.isEmpty()
                    || !version.get().plan().equals(state.plan())
                    || version.get().state() != Version.State.RELEASED) {
                wrong.add(name + " stands in no released version");
                continue;
            }
            var content = versions.computeIfAbsent(state.version(), contents::of);
            var target = content.target(state.item());
            if (target.isEmpty() || !same(target.get(), state))
                wrong.add(name + " is kept as " + state.value().toPlainString() + " " + state.unit()
                        + ", which the version does not say");
            wrong.addAll(light(state, name));
        }
        return wrong;
    }

    private static boolean same(Target target, State state) {
        return target.name().equals(state.name())
                && target.bound().code().equals(state.bound())
                && equal(target.value(), state.value())
                && equal(target.valueTo(), state.valueTo())
                && target.unit().equals(state.unit())
                && target.region().equals(state.region())
                && target.dueOn().equals(state.dueOn());
    }

    private List<String> light(State state, String name) {
        var wrong = new ArrayList<String>();
        if (!(BasisJson.read(state.basis()) instanceof Basis.OfTarget basis)) {
            wrong.add(name + " is kept with the light of a task");
            return wrong;
        }
        if (!equal(basis.value(), state.actual()) || !equal(basis.target(), state.value()))
            wrong.add(name + " was judged by other values than are kept");
        Light ruled = light(LightRule.judge(basis).colour());
        if (ruled != state.ruled()) wrong.add(name + " is kept as " + state.ruled() + ", the rule gives " + ruled);
        if (!state.figures().isEmpty()) {
            BigDecimal now = figures.figures(state.figures()).stream()
                    .map(figure -> figure.value())
                    .filter(Objects::nonNull)
                    .reduce(BigDecimal::add)
                    .orElse(null);
            if (!equal(now, state.actual()))
                wrong.add(name + " is kept with " + text(state.actual()) + ", its evidence gives " + text(now));
        }
        if (state.overruledBy().isEmpty()) {
            if (state.shown() != state.ruled()) wrong.add(name + " shows another light than the rule's without a name");
        } else if (overrules.overrules(state.item()).stream()
                .noneMatch(one -> one.colour() != null
                        && light(one.colour()) == state.shown()
                        && one.byName().equals(state.overruledBy())
                        && one.reason().equals(state.reason()))) {
            wrong.add(name + " is kept as overruled by " + state.overruledBy() + ", who did not");
        }
        return wrong;
    }

    private static boolean equal(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other == null : other != null && one.compareTo(other) == 0;
    }

    private static String text(@Nullable BigDecimal value) {
        return value == null ? "nothing" : value.toPlainString();
    }
}
