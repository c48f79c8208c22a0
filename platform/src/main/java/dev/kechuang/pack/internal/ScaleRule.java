package dev.kechuang.pack.internal;

import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * How enterprises of some industries are divided by size (统计上大中小微型企业划分办法): the thresholds of each measure from
 * which an enterprise is large, medium or small. Large, medium and small must reach all measures; below small it is
 * micro.
 *
 * @param industries sections or divisions of GB/T 4754 it applies to, or single groups and classes
 */
public record ScaleRule(String code, String name, String en, List<String> industries, List<Measure> measures) {

    /** What is measured: staff in people (从业人员), revenue (营业收入) and assets (资产总额) in 万元. */
    public enum Kind {
        STAFF,
        REVENUE,
        ASSETS
    }

    /**
     * @param large at least this is large
     * @param medium at least this is medium
     * @param small at least this is small; less is micro
     */
    public record Measure(Kind kind, int large, int medium, int small) {}

    /** The rule whose industry code is the longest beginning of the given one. */
    static Optional<ScaleRule> covering(List<ScaleRule> rules, String industry) {
        ScaleRule best = null;
        int longest = 0;
        for (ScaleRule rule : rules) {
            for (String code : rule.industries) {
                if (code.length() <= longest || !industry.startsWith(code)) continue;
                longest = code.length();
                best = rule;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code large}, {@code medium}, {@code small} or {@code micro}: the highest of which every threshold is reached. */
    String scale(long staff, Money revenue, Money assets) {
        if (reaches(staff, revenue, assets, Measure::large)) return "large";
        if (reaches(staff, revenue, assets, Measure::medium)) return "medium";
        if (reaches(staff, revenue, assets, Measure::small)) return "small";
        return "micro";
    }

    private boolean reaches(long staff, Money revenue, Money assets, ToIntFunction<Measure> threshold) {
        return measures.stream().allMatch(measure -> {
            long least = threshold.applyAsInt(measure);
            return switch (measure.kind()) {
                case STAFF -> staff >= least;
                case REVENUE -> revenue.compareTo(Money.wan(BigDecimal.valueOf(least))) >= 0;
                case ASSETS -> assets.compareTo(Money.wan(BigDecimal.valueOf(least))) >= 0;
            };
        });
    }
}
