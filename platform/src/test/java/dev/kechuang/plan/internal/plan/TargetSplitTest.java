package dev.kechuang.plan.internal.plan;

import static dev.kechuang.plan.internal.PlanFixture.done;
import static dev.kechuang.plan.internal.PlanFixture.fields;
import static dev.kechuang.plan.internal.PlanFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.plan.internal.PlanFixture;
import dev.kechuang.plan.internal.plan.TargetSplit.How;
import dev.kechuang.shared.FieldError;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Parts of a target make up the whole exactly, however they are parted. */
class TargetSplitTest {

    private static List<BigDecimal> numbers(String... texts) {
        return Stream.of(texts).map(BigDecimal::new).toList();
    }

    private static BigDecimal sum(List<BigDecimal> parts) {
        return parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void whatIsLeftGoesToThoseThatLostMost() {
        // 300 by 1 : 1 : 1 : 4: shares 42.86, 42.86, 42.86, 171.43; three units are left.
        assertThat(TargetSplit.largestRemainder(new BigDecimal("300"), numbers("1", "1", "1", "4"), 0))
                .usingElementComparator(BigDecimal::compareTo)
                .isEqualTo(numbers("43", "43", "43", "171"));
        // Of equals the first.
        assertThat(TargetSplit.largestRemainder(new BigDecimal("10"), numbers("1", "1", "1"), 0))
                .usingElementComparator(BigDecimal::compareTo)
                .isEqualTo(numbers("4", "3", "3"));
        // Who reached nothing gets nothing, whatever is left.
        assertThat(TargetSplit.largestRemainder(new BigDecimal("5"), numbers("0", "1", "1"), 0))
                .usingElementComparator(BigDecimal::compareTo)
                .isEqualTo(numbers("0", "3", "2"));
        assertThat(TargetSplit.largestRemainder(new BigDecimal("2.5"), numbers("3", "3", "1"), 2))
                .usingElementComparator(BigDecimal::compareTo)
                .isEqualTo(numbers("1.07", "1.07", "0.36"));
    }

    @Test
    void totalsAgreeForAnyWholeAndWeights() {
        var random = new Random(20260101);
        for (int i = 0; i < 500; i++) {
            int scale = random.nextInt(4);
            BigDecimal whole = BigDecimal.valueOf(random.nextInt(1_000_000), scale);
            var weights = IntStream.range(0, 1 + random.nextInt(14))
                    .mapToObj(n -> BigDecimal.valueOf(random.nextInt(5_000), random.nextInt(3)))
                    .toList();
            if (sum(weights).signum() == 0) continue;
            var parts = TargetSplit.largestRemainder(whole, weights, scale);
            assertThat(sum(parts)).isEqualByComparingTo(whole);
            for (int n = 0; n < parts.size(); n++) {
                BigDecimal exact =
                        whole.multiply(weights.get(n)).divide(sum(weights), 12, java.math.RoundingMode.HALF_UP);
                assertThat(parts.get(n).subtract(exact).abs())
                        .as("no part is a unit or more from its share")
                        .isLessThan(BigDecimal.ONE.movePointLeft(scale));
            }
        }
    }

    /** Figures of last year by county. */
    private static final class LastYear extends PlanFixture.FakeFigures {
        private final Map<String, String> reached;

        LastYear(Map<String, String> reached) {
            this.reached = reached;
        }

        @Override
        public List<IndicatorFigure> byRegion(FigureAt at) {
            assertThat(at.period().year()).isEqualTo(2025);
            return reached.entrySet().stream()
                    .map(one -> new IndicatorFigure(at.in(one.getKey()), new BigDecimal(one.getValue()), List.of()))
                    .toList();
        }
    }

    @Test
    void aTargetIsPartedAsTheCountiesReachedLastYear() {
        try (var city = new PlanFixture("320500")) {
            city.clock.on(LocalDate.of(2026, 1, 10));
            Plan plan = city.plan("2026年科技工作要点");
            var split = new TargetSplit(
                    city.regions,
                    city.dictionary,
                    new LastYear(Map.of("320585", "120", "320583", "240", "320571", "90")));
            var typed = fields("name", "新增高企", "value", "301", "indicator", "hnte.new", "region", "320500");
            var filled = done(split.fill(plan, typed, How.ACTUALS));
            assertThat(filled.get("region.320583")).isEqualTo("201");
            assertThat(filled.get("region.320585")).isEqualTo("100");
            assertThat(filled).as("a functional zone lies in a county").doesNotContainKey("region.320571");
            assertThat(filled).containsEntry("name", "新增高企");
            assertThat(Objects.requireNonNull(split.gap(filled, "region")).lacks())
                    .isZero();

            var even = done(split.fill(plan, typed, How.REGION));
            assertThat(sum(even.entrySet().stream()
                            .filter(one -> one.getKey().startsWith("region."))
                            .map(one -> new BigDecimal(one.getValue()))
                            .toList()))
                    .isEqualByComparingTo("301");
            even.put("region.320585", "0");
            assertThat(Objects.requireNonNull(split.gap(even, "region")).lacks())
                    .isPositive();
        }
    }

    @Test
    void whatCannotBePartedIsSaidAtItsField() {
        try (var city = new PlanFixture("320500")) {
            city.clock.on(LocalDate.of(2026, 1, 10));
            Plan plan = city.plan("2026年科技工作要点");
            var split = new TargetSplit(city.regions, city.dictionary, new LastYear(Map.of()));
            assertThat(refused(split.fill(plan, fields("value", "300"), How.ACTUALS)))
                    .extracting(FieldError::key)
                    .containsExactly("plan.error.splitIndicator");
            assertThat(refused(split.fill(plan, fields("value", "300", "indicator", "hnte.new"), How.ACTUALS)))
                    .extracting(FieldError::key)
                    .containsExactly("plan.error.splitUnknown");
            assertThat(refused(split.fill(plan, fields("value", "45", "unit", "%"), How.REGION)))
                    .extracting(FieldError::key)
                    .containsExactly("plan.error.splitRatio");
            assertThat(refused(split.fill(plan, fields("value", "三百"), How.REGION)))
                    .extracting(FieldError::field)
                    .containsExactly("value");
        }
    }
}
