package dev.kechuang.plan.internal.plan;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A target as typed: {@code name, indicator, bound, value, valueTo, unit, nature, baseline, region, fromOn, dueOn, task,
 * lead, support, gapReason}, and its parts as {@code region.320585} and {@code month.2026-03}.
 */
public final class TargetForm {

    private final Plan plan;
    private final Content content;
    private final Dictionary dictionary;
    private final Regions regions;
    private final DutyReader duties;

    public TargetForm(Plan plan, Content content, Dictionary dictionary, Regions regions, PlanUnits.Reader units) {
        this.plan = plan;
        this.content = content;
        this.dictionary = dictionary;
        this.regions = regions;
        this.duties = new DutyReader(units);
    }

    /** The target, or what is wrong with every field. */
    public Outcome<Target> read(Map<String, String> values, UUID item, int place, @Nullable TextSpan span, int edits) {
        var typed = new Typed(values, new ArrayList<>());
        String name = typed.text("name", 2, 120);
        Bound bound = Bound.of(typed.text("bound")).orElse(Bound.AT_LEAST);
        BigDecimal value = typed.number("value", true);
        BigDecimal valueTo = typed.number("valueTo", false);
        if (value != null && valueTo != null && valueTo.compareTo(value) <= 0)
            typed.wrong("valueTo", "plan.error.range");
        String unit = typed.text("unit");
        String code = typed.text("indicator");
        Indicator indicator = code.isEmpty() ? null : dictionary.find(code).orElse(null);
        if (!code.isEmpty() && indicator == null) typed.wrong("indicator", "plan.error.indicator", code);
        if (unit.isEmpty()) {
            if (indicator == null) typed.wrong("unit", "plan.error.noUnit", name);
            else unit = indicator.unit();
        } else if (unit.length() > 20) {
            typed.wrong("unit", "plan.error.length", 1, 20);
        }
        boolean flow = !typed.text("nature").equals("stock");
        boolean additive = !unit.equals("%");
        BigDecimal baseline = typed.number("baseline", false);
        if (indicator != null && value != null && !unit.isEmpty()) {
            var factor = Dictionary.factor(unit, indicator.unit());
            if (factor.isEmpty()) {
                typed.wrong("unit", "plan.error.unitDiffers", unit, indicator.name(), indicator.unit());
            } else if (!unit.equals(indicator.unit())) {
                value = times(value, factor.get());
                valueTo = valueTo == null ? null : times(valueTo, factor.get());
                unit = indicator.unit();
            }
            flow = indicator.nature() == Indicator.Nature.FLOW;
            additive = Dictionary.additive(indicator);
        }
        String region = typed.text("region").isEmpty() ? plan.region() : typed.text("region");
        if (!regions.subtree(plan.region()).contains(region)) typed.wrong("region", "plan.error.region");
        LocalDate from = values.containsKey("fromOn") ? typed.day("fromOn") : plan.fromOn();
        LocalDate due = values.containsKey("dueOn") ? typed.day("dueOn") : plan.untilOn();
        days(typed, plan, from, due);
        UUID task = Sql.uuid(typed.text("task"));
        if (task != null && content.task(task).isEmpty()) typed.wrong("task", "plan.error.taskGone");
        var who = duties.read(typed.text("lead"), typed.text("support"), typed.errors());
        var parts = parts(typed, region, from, due);
        String gap = typed.text("gapReason", 0, 500);
        if (!typed.errors().isEmpty()) return Outcome.refused(typed.errors());
        return Outcome.done(new Target(
                item,
                place,
                name,
                indicator == null ? null : indicator.code(),
                bound,
                Objects.requireNonNull(value),
                valueTo,
                unit,
                flow,
                additive,
                baseline,
                region,
                Objects.requireNonNull(from),
                Objects.requireNonNull(due),
                task,
                gap,
                span,
                edits,
                who,
                parts));
    }

    private static BigDecimal times(BigDecimal value, BigDecimal factor) {
        BigDecimal product = value.multiply(factor).stripTrailingZeros();
        return product.scale() < 0 ? product.setScale(0) : product;
    }

    static void days(Typed typed, Plan plan, @Nullable LocalDate from, @Nullable LocalDate due) {
        if (from == null || due == null) return;
        if (due.isBefore(from)) typed.wrong("dueOn", "plan.error.dueBefore");
        if (from.isBefore(plan.fromOn()) || due.isAfter(plan.untilOn()))
            typed.wrong(
                    "dueOn",
                    "plan.error.outside",
                    plan.fromOn().toString(),
                    plan.untilOn().toString());
    }

    private List<Target.Part> parts(Typed typed, String region, @Nullable LocalDate from, @Nullable LocalDate due) {
        var parts = new ArrayList<Target.Part>();
        for (Region below : below(region)) {
            part(typed, "region." + below.code(), Target.Split.REGION, below.code(), parts);
        }
        if (from != null && due != null && !due.isBefore(from)) {
            for (YearMonth month : months(from, due)) {
                part(typed, "month." + month, Target.Split.MONTH, month.toString(), parts);
            }
        }
        return parts;
    }

    private static void part(Typed typed, String field, Target.Split split, String key, List<Target.Part> parts) {
        BigDecimal value = typed.number(field, false);
        if (value != null) parts.add(new Target.Part(split, key, value));
    }

    /** Counties and parks below a region that a target can be split over. */
    public List<Region> below(String region) {
        return regions.children(region, plan.fromOn());
    }

    /** From the first month to the last; of a long plan at most 36. */
    public static List<YearMonth> months(LocalDate from, LocalDate due) {
        var months = new ArrayList<YearMonth>();
        for (YearMonth month = YearMonth.from(from);
                !month.isAfter(YearMonth.from(due)) && months.size() < 36;
                month = month.plusMonths(1)) months.add(month);
        return months;
    }

    /** Fields of a target as the form shows them. */
    public static Map<String, String> typed(Target target) {
        var typed = new LinkedHashMap<String, String>();
        typed.put("name", target.name());
        typed.put("indicator", Objects.requireNonNullElse(target.indicator(), ""));
        typed.put("bound", target.bound().code());
        typed.put("value", plain(target.value()));
        typed.put("valueTo", plain(target.valueTo()));
        typed.put("unit", target.unit());
        typed.put("nature", target.flow() ? "flow" : "stock");
        typed.put("baseline", plain(target.baseline()));
        typed.put("region", target.region());
        typed.put("fromOn", target.fromOn().toString());
        typed.put("dueOn", target.dueOn().toString());
        typed.put("task", target.task() == null ? "" : target.task().toString());
        typed.put("gapReason", target.gapReason());
        typed.put("lead", names(target.duties(), true));
        typed.put("support", names(target.duties(), false));
        for (Target.Part part : target.parts()) typed.put(part.split().code() + "." + part.key(), plain(part.value()));
        return typed;
    }

    static String names(List<Duty> duties, boolean lead) {
        return String.join(
                "、",
                duties.stream()
                        .filter(duty -> duty.leads() == lead)
                        .map(Duty::name)
                        .toList());
    }

    public static String plain(@Nullable BigDecimal value) {
        if (value == null) return "";
        BigDecimal bare = value.stripTrailingZeros();
        return (bare.scale() < 0 ? bare.setScale(0) : bare).toPlainString();
    }

    /** A whole number stays whole; what is left over goes to the last. Of a stock every part rises evenly to the whole. */
    public static List<BigDecimal> evenly(BigDecimal whole, int parts, boolean rising) {
        int scale = Math.max(0, whole.stripTrailingZeros().scale());
        var values = new ArrayList<BigDecimal>();
        BigDecimal given = BigDecimal.ZERO;
        for (int i = 1; i <= parts; i++) {
            BigDecimal until = i == parts
                    ? whole
                    : whole.multiply(BigDecimal.valueOf(i)).divide(BigDecimal.valueOf(parts), scale, RoundingMode.DOWN);
            values.add(rising ? until : until.subtract(given));
            given = until;
        }
        return values;
    }

    /** Errors of a target are said at its own place in the plan. */
    public static List<FieldError> at(String place, List<FieldError> errors) {
        return errors.stream()
                .map(error -> new FieldError(place, error.key(), error.args()))
                .toList();
    }
}
