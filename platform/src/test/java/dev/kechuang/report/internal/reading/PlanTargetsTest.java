package dev.kechuang.report.internal.reading;

import static dev.kechuang.plan.internal.PlanFixture.done;
import static dev.kechuang.plan.internal.PlanFixture.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.plan.internal.PlanFixture;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.report.internal.text.Phrases;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Reports read the targets of plans in force, in the unit of the indicator. */
class PlanTargetsTest {

    @Test
    void theTargetOfTheYearInForceCounts() {
        try (var city = new PlanFixture("320500")) {
            city.clock.on(LocalDate.of(2026, 1, 10));
            Plan plan = city.plan("2026年科技工作要点");
            var version = city.draft(plan).id();
            done(city.service.putTarget(
                    city.officer,
                    version,
                    null,
                    0,
                    fields("name", "新增高企", "value", "300", "indicator", "hnte.new", "lead", "高新处")));
            done(city.service.putTarget(
                    city.officer,
                    version,
                    null,
                    0,
                    fields("name", "技术合同", "value", "65", "unit", "亿元", "indicator", "contract.sum", "lead", "高新处")));
            var targets = new PlanTargets(city.jdbc, city.indicators);
            assertThat(targets.find("hnte.new", "320500", 2026))
                    .as("a draft is no target")
                    .isEmpty();
            city.release(plan);

            var target = targets.find("hnte.new", "320500", 2026).orElseThrow();
            assertThat(target.value()).isEqualByComparingTo("300");
            assertThat(target.wanted()).isEqualTo(Phrases.Wanted.AT_LEAST);
            assertThat(target.path()).isEqualTo("/plans/" + plan.id());
            assertThat(targets.find("contract.sum", "320500", 2026)
                            .orElseThrow()
                            .value())
                    .isEqualByComparingTo("65");
            assertThat(targets.find("hnte.new", "320500", 2025))
                    .as("another year")
                    .isEmpty();
            assertThat(targets.find("hnte.new", "320585", 2026))
                    .as("another region")
                    .isEmpty();
            assertThat(targets.find("rd.share", "320500", 2026)).as("no target").isEmpty();
        }
    }
}
