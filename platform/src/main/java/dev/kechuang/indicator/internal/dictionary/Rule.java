package dev.kechuang.indicator.internal.dictionary;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule of the packs by which observations and figures are audited (勾稽规则). */
public sealed interface Rule {

    /** Stable ascii code, unique among the rules. */
    String code();

    /** What it asks, in one sentence. */
    String name();

    /** The values of the counties give the city's (县区之和等于全市). */
    record Counties(String code, String name, String indicator, BigDecimal tolerance) implements Rule {}

    /** Last year's total and this year's new ones give this year's total (累计). Where holders leave, it is at most that. */
    record Cumulative(String code, String name, String total, String added, boolean atMost) implements Rule {}

    /** The value lies between the bounds (取值范围); null for none. */
    record Bounds(
            String code,
            String name,
            String indicator,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high) implements Rule {}

    /** Against the same period of last year it changes by no more than so many percent (突变). */
    record Jump(String code, String name, String indicator, BigDecimal percent) implements Rule {}

    /** A stated ratio against its parts (比率与分子分母). */
    record Quotient(
            String code,
            String name,
            String indicator,
            String numerator,
            String denominator,
            int factor,
            BigDecimal tolerance)
            implements Rule {}

    /** The sum of some is at most, or exactly, another (分项与合计). */
    record Parts(String code, String name, List<String> parts, String whole, boolean exact) implements Rule {
        public Parts {
            parts = List.copyOf(parts);
        }
    }

    /** What was stated elsewhere against the indicator's own figure (公布数与台账), from a year on. */
    record Against(String code, String name, String indicator, int since, BigDecimal tolerance) implements Rule {}
}
