package dev.kechuang.plan.internal.assess;

import dev.kechuang.plan.internal.assess.AssessmentScheme.Item;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of an assessment, from inputs alone: the same inputs give the same points for ever. Points are rounded
 * half up to two digits once, for each item.
 */
final class Points {

    private static final MathContext EXACT = MathContext.DECIMAL64;

    private Points() {}

    /**
     * Points of an item from its inputs; a missing input gives none.
     *
     * @param in by name: actual, target; growth; place, of; ontime, owed; done, late, due; first, second; entries; figure
     */
    static BigDecimal of(Item item, Map<String, BigDecimal> in) {
        BigDecimal points = switch (item.kind()) {
            case TARGET -> target(item, in.get("actual"), in.get("target"));
            case GROWTH -> growth(item, in.get("growth"));
            case RANK -> rank(item, in.get("place"), in.get("of"));
            case REPORTING -> share(item.weight(), in.get("ontime"), in.get("owed"));
            case TASKS -> {
                BigDecimal done = in.get("done");
                BigDecimal late = in.get("late");
                yield done == null || late == null
                        ? BigDecimal.ZERO
                        : share(item.weight(), done.add(late.multiply(item.late())), in.get("due"));
            }
            case MANUAL -> {
                BigDecimal first = in.get("first");
                BigDecimal second = in.get("second");
                yield first == null || second == null
                        ? BigDecimal.ZERO
                        : first.add(second).divide(BigDecimal.TWO, EXACT).min(item.weight());
            }
            case BONUS, DEDUCTION -> {
                BigDecimal figure = in.get("figure");
                BigDecimal sum = item.indicator().isEmpty()
                        ? in.getOrDefault("entries", BigDecimal.ZERO)
                        : figure == null ? BigDecimal.ZERO : figure.multiply(item.points());
                yield sum.max(BigDecimal.ZERO).min(item.cap());
            }
            case VETO -> BigDecimal.ZERO;
        };
        return points.setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal target(Item item, @Nullable BigDecimal actual, @Nullable BigDecimal target) {
        if (actual == null || target == null || target.signum() <= 0) return BigDecimal.ZERO;
        BigDecimal share = actual.divide(target, EXACT).max(BigDecimal.ZERO);
        if (share.compareTo(item.floor()) < 0) return BigDecimal.ZERO;
        return share.min(item.cap()).multiply(item.weight());
    }

    private static BigDecimal growth(Item item, @Nullable BigDecimal growth) {
        if (growth == null) return BigDecimal.ZERO;
        BigDecimal share = growth.subtract(item.zeroAt()).divide(item.fullAt().subtract(item.zeroAt()), EXACT);
        return share.max(BigDecimal.ZERO).min(BigDecimal.ONE).multiply(item.weight());
    }

    private static BigDecimal rank(Item item, @Nullable BigDecimal place, @Nullable BigDecimal of) {
        if (place == null || of == null) return BigDecimal.ZERO;
        if (of.compareTo(BigDecimal.ONE) <= 0) return item.weight();
        BigDecimal down = place.subtract(BigDecimal.ONE).divide(of.subtract(BigDecimal.ONE), EXACT);
        BigDecimal share = BigDecimal.ONE.subtract(down.multiply(BigDecimal.ONE.subtract(item.least())));
        return share.multiply(item.weight());
    }

    /** Nothing owed is nothing missed: full points. */
    private static BigDecimal share(BigDecimal weight, @Nullable BigDecimal part, @Nullable BigDecimal whole) {
        if (part == null || whole == null) return BigDecimal.ZERO;
        if (whole.signum() == 0) return weight;
        return part.divide(whole, EXACT).min(BigDecimal.ONE).multiply(weight);
    }

    /** The sum with caps on bonus and deductions, and the cap of a veto. */
    static BigDecimal total(AssessmentScheme scheme, List<Result.Scored> items) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal bonus = BigDecimal.ZERO;
        BigDecimal deduction = BigDecimal.ZERO;
        boolean vetoed = false;
        for (var scored : items) {
            Item item = scheme.item(scored.item()).orElseThrow();
            switch (item.kind()) {
                case BONUS -> bonus = bonus.add(scored.points());
                case DEDUCTION -> deduction = deduction.add(scored.points());
                case VETO -> vetoed |= scored.inputs().containsKey("entries");
                default -> sum = sum.add(scored.points());
            }
        }
        BigDecimal total = sum.add(bonus.min(scheme.bonusCap())).subtract(deduction.min(scheme.deductionCap()));
        if (vetoed) total = total.min(scheme.vetoCap());
        return total.max(BigDecimal.ZERO).setScale(2, RoundingMode.HALF_UP);
    }

    /** Places within one group: by total, then by the items that break ties; who is equal in all shares a place. */
    static List<Result> ranked(AssessmentScheme scheme, List<Result> group) {
        Comparator<Result> order = Comparator.comparing(Result::total);
        for (String tie : scheme.ties()) {
            Function<Result, BigDecimal> points = result -> result.items().stream()
                    .filter(item -> item.item().equals(tie))
                    .map(Result.Scored::points)
                    .findFirst()
                    .orElse(BigDecimal.ZERO);
            order = order.thenComparing(points);
        }
        Comparator<Result> best = order.reversed();
        var sorted = group.stream()
                .sorted(best.thenComparing(result -> result.unit().toString()))
                .toList();
        var placed = new ArrayList<Result>();
        int place = 1;
        for (int i = 0; i < sorted.size(); i++) {
            if (i > 0 && best.compare(sorted.get(i - 1), sorted.get(i)) != 0) place = i + 1;
            placed.add(sorted.get(i).at(place));
        }
        return placed;
    }
}
