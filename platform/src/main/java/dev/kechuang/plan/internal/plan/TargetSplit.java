package dev.kechuang.plan.internal.plan;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Proposes the parts of a target (分解): evenly by month, evenly by county, or by county in proportion to what each
 * reached the year before. The parts always make up the whole; nothing is written.
 */
@Service
public class TargetSplit {

    /** How a target is split. */
    public enum How {
        MONTH,
        REGION,
        /** In proportion to last year's actual values (按上年实际). */
        ACTUALS;

        public static @Nullable How of(String code) {
            for (How how : values()) if (how.name().equalsIgnoreCase(code)) return how;
            return null;
        }
    }

    private final Regions regions;
    private final Dictionary dictionary;
    private final IndicatorFigures figures;

    public TargetSplit(Regions regions, Dictionary dictionary, IndicatorFigures figures) {
        this.regions = regions;
        this.dictionary = dictionary;
        this.figures = figures;
    }

    /** The fields of a target with its parts filled in, or why they cannot be. */
    public Outcome<Map<String, String>> fill(Plan plan, Map<String, String> values, How how) {
        var typed = new Typed(values, new ArrayList<>());
        BigDecimal value = typed.number("value", true);
        LocalDate from = values.containsKey("fromOn") ? typed.day("fromOn") : plan.fromOn();
        LocalDate due = values.containsKey("dueOn") ? typed.day("dueOn") : plan.untilOn();
        Indicator indicator = dictionary.find(typed.text("indicator")).orElse(null);
        String unit = typed.text("unit");
        boolean ratio = unit.equals("%") || indicator != null && !Dictionary.additive(indicator);
        if (how != How.MONTH && ratio) typed.wrong("value", "plan.error.splitRatio");
        if (how == How.ACTUALS && indicator == null) typed.wrong("indicator", "plan.error.splitIndicator");
        if (!typed.errors().isEmpty() || value == null || from == null || due == null)
            return Outcome.refused(typed.errors());
        var filled = new HashMap<>(values);
        if (how == How.MONTH) {
            var months = TargetForm.months(from, due);
            boolean stock = indicator == null
                    ? typed.text("nature").equals("stock")
                    : indicator.nature() == Indicator.Nature.STOCK;
            var even = TargetForm.evenly(value, months.size(), stock || ratio);
            for (int i = 0; i < months.size(); i++) filled.put("month." + months.get(i), TargetForm.plain(even.get(i)));
            return Outcome.done(filled);
        }
        String region = typed.text("region").isEmpty() ? plan.region() : typed.text("region");
        var counties = counties(plan, region);
        if (counties.isEmpty()) return refused("region", "plan.error.splitNone");
        List<BigDecimal> weights;
        if (how == How.REGION) {
            weights = counties.stream().map(county -> BigDecimal.ONE).toList();
        } else {
            int year = from.getYear() - 1;
            var before = lastYear(indicator == null ? "" : indicator.code(), region, year);
            weights = counties.stream()
                    .map(county -> before.getOrDefault(county, BigDecimal.ZERO).max(BigDecimal.ZERO))
                    .toList();
            if (weights.stream().allMatch(weight -> weight.signum() == 0))
                return refused("indicator", "plan.error.splitUnknown", String.valueOf(year));
        }
        int scale = Math.max(0, value.stripTrailingZeros().scale());
        // Whole firms stay whole; money may be parted as finely as the indicator is printed.
        if (indicator != null && (unit.isEmpty() || unit.equals(indicator.unit())))
            scale = Math.max(scale, indicator.decimals());
        var parts = largestRemainder(value, weights, Math.min(scale, 6));
        for (int i = 0; i < counties.size(); i++)
            filled.put("region." + counties.get(i), TargetForm.plain(parts.get(i)));
        return Outcome.done(filled);
    }

    /** Functional zones lie within counties: counted beside them, things would count twice. */
    private List<String> counties(Plan plan, String region) {
        return regions.children(region, plan.fromOn()).stream()
                .filter(below -> below.kind() != Region.Kind.ZONE)
                .map(Region::code)
                .toList();
    }

    /** What each region below reached in a year; those of which nothing is known are absent. */
    public Map<String, BigDecimal> lastYear(String indicator, String region, int year) {
        var found = new LinkedHashMap<String, BigDecimal>();
        if (dictionary.find(indicator).isEmpty()) return found;
        for (var figure : figures.byRegion(FigureAt.of(indicator, region, Period.year(year))))
            if (figure.value() != null) found.put(figure.at().region(), figure.value());
        return found;
    }

    /**
     * Parts in proportion to their weights that make up the whole exactly: each gets what its share gives, rounded down,
     * and what is left goes, a unit each, to those that lost most (最大余数法); of equals the first.
     *
     * @param scale decimals of the parts
     */
    public static List<BigDecimal> largestRemainder(BigDecimal whole, List<BigDecimal> weights, int scale) {
        BigDecimal all = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (all.signum() <= 0) throw new IllegalArgumentException("no weight");
        BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
        var parts = new ArrayList<BigDecimal>();
        var lost = new ArrayList<BigDecimal>();
        BigDecimal left = whole;
        for (BigDecimal weight : weights) {
            // Compared as numerators over the same denominator, so that nothing is rounded before it is decided.
            BigDecimal share = whole.multiply(weight);
            BigDecimal part = share.divide(all, scale, RoundingMode.DOWN);
            parts.add(part);
            lost.add(share.subtract(part.multiply(all)).abs());
            left = left.subtract(part);
        }
        var order = IntStream.range(0, parts.size())
                .boxed()
                .filter(i -> weights.get(i).signum() > 0)
                .sorted(Comparator.comparing((Integer i) -> lost.get(i)).reversed())
                .toList();
        BigDecimal step = left.signum() < 0 ? unit.negate() : unit;
        for (int i = 0; left.abs().compareTo(unit) >= 0; i = (i + 1) % order.size()) {
            parts.set(order.get(i), parts.get(order.get(i)).add(step));
            left = left.subtract(step);
        }
        // A whole finer than the parts: what no part can carry stays with the one that lost most.
        if (left.signum() != 0)
            parts.set(order.getFirst(), parts.get(order.getFirst()).add(left));
        return parts;
    }

    /** Whether the values of counties do not add up. */
    public boolean ratio(Map<String, String> values) {
        Indicator indicator =
                dictionary.find(values.getOrDefault("indicator", "")).orElse(null);
        return values.getOrDefault("unit", "").strip().equals("%")
                || indicator != null && !Dictionary.additive(indicator);
    }

    /** Whether a month says where the value stands at its end, not what it adds. */
    public boolean stock(Map<String, String> values) {
        return dictionary
                .find(values.getOrDefault("indicator", ""))
                .map(indicator -> indicator.nature() == Indicator.Nature.STOCK)
                .orElse(values.getOrDefault("nature", "").equals("stock"));
    }

    /** @param lacks what the parts lack to make up the whole, negative when they exceed it */
    public record Gap(BigDecimal sum, BigDecimal lacks) {}

    /**
     * What the parts typed so far come to.
     *
     * @param kind {@code region} or {@code month}
     * @return null where there are none, one is no number, or nothing adds up
     */
    public @Nullable Gap gap(Map<String, String> values, String kind) {
        var typed = new Typed(values, new ArrayList<>());
        BigDecimal least = typed.number("value", true);
        BigDecimal to = typed.number("valueTo", false);
        var parts = new ArrayList<BigDecimal>();
        for (String field : new TreeSet<>(values.keySet())) {
            if (!field.startsWith(kind + ".")) continue;
            BigDecimal part = typed.number(field, false);
            if (part != null) parts.add(part);
        }
        if (least == null || parts.isEmpty() || !typed.errors().isEmpty() || kind.equals("region") && ratio(values))
            return null;
        BigDecimal most = to == null ? least : to;
        BigDecimal sum = kind.equals("month") && stock(values)
                ? parts.getLast()
                : parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal lacks = sum.compareTo(least) < 0
                ? least.subtract(sum)
                : sum.compareTo(most) > 0 ? most.subtract(sum) : BigDecimal.ZERO;
        return new Gap(sum, lacks);
    }

    private static Outcome<Map<String, String>> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }
}
