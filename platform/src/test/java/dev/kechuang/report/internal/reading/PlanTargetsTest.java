package dev.kechuang.report.internal.reading;

import static dev.kechuang.plan.internal.PlanFixture.done;
import static dev.kechuang.plan.internal.PlanFixture.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.plan.internal.PlanFixture;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.track.Colour;
import dev.kechuang.plan.internal.track.LiveTargetStates;
import dev.kechuang.report.internal.text.Phrases;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reports read the targets of plans in force, in the unit of the indicator. */
class PlanTargetsTest {

    private static LiveTargetStates states(PlanFixture city) {
        return new LiveTargetStates(city.plans, city.contents, city.lights, city.lightStore, city.figures);
    }

    @Test
    void aTargetIsKeptWithItsVersionActualAndLightAndProvenForEver() {
        try (var city = new PlanFixture("320500")) {
            city.clock.on(LocalDate.of(2026, 1, 10));
            Plan plan = city.plan("2026年科技工作要点");
            var version = city.draft(plan).id();
            UUID item = done(city.service.putTarget(
                            city.officer,
                            version,
                            null,
                            0,
                            fields("name", "新增高企", "value", "300", "indicator", "hnte.new", "lead", "高新处")))
                    .item();
            city.release(plan);
            city.figures.put("hnte.new", LocalDate.of(2026, 1, 31), "290");
            city.clock.on(LocalDate.of(2027, 1, 8));
            var targets = new PlanTargets(city.jdbc, city.indicators, states(city));
            var target = targets.find("hnte.new", "320500", 2026).orElseThrow();
            var snapshot = city.figures.snapshot();
            var aim = targets.aims(List.of(target), LocalDate.of(2026, 12, 31), snapshot)
                    .getFirst();
            assertThat(aim.item()).isEqualTo(item.toString());
            assertThat(aim.number()).isEqualTo(1);
            assertThat(aim.wanted()).isEqualTo("≥ 300 家");
            assertThat(aim.reached()).isEqualTo("290 家");
            assertThat(aim.light()).isEqualTo("GREEN");
            assertThat(aim.on()).isEqualTo("2026-12-31");
            assertThat(targets.verify(List.of(aim), snapshot)).isEmpty();

            // The plan is revised and the light overruled: what was kept stays proven, today reads differently.
            done(city.lights.overrule(city.officer, plan.id(), item, Colour.AMBER, "含补认定企业"));
            var today = targets.aims(List.of(target), LocalDate.of(2027, 1, 8), snapshot)
                    .getFirst();
            assertThat(today.light()).isEqualTo("AMBER");
            assertThat(today.overruledBy()).isEqualTo(city.officer.name());
            assertThat(targets.verify(List.of(aim, today), snapshot)).isEmpty();

            // What is not so is found: another value, another light, another hand.
            assertThat(targets.verify(List.of(with(aim, "280", "290", "GREEN", "")), snapshot))
                    .anyMatch(said -> said.contains("which the version does not say"));
            assertThat(targets.verify(List.of(with(aim, "300", "310", "GREEN", "")), snapshot))
                    .anyMatch(said -> said.contains("its evidence gives 290"));
            assertThat(targets.verify(List.of(with(aim, "300", "290", "RED", "")), snapshot))
                    .anyMatch(said -> said.contains("another light than the rule's"));
            assertThat(targets.verify(List.of(with(aim, "300", "290", "RED", "无名氏")), snapshot))
                    .anyMatch(said -> said.contains("who did not"));
        }
    }

    private static Content.Aim with(Content.Aim aim, String value, String actual, String light, String by) {
        return new Content.Aim(
                aim.plan(),
                aim.planTitle(),
                aim.version(),
                aim.number(),
                aim.item(),
                aim.name(),
                aim.bound(),
                new BigDecimal(value),
                aim.valueTo(),
                aim.unit(),
                aim.region(),
                aim.lead(),
                aim.dueOn(),
                new BigDecimal(actual),
                aim.sources(),
                aim.ruled(),
                light,
                aim.reason(),
                by,
                aim.on(),
                aim.basis());
    }

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
            var targets = new PlanTargets(city.jdbc, city.indicators, states(city));
            assertThat(targets.find("hnte.new", "320500", 2026))
                    .as("a draft is no target")
                    .isEmpty();
            city.release(plan);

            var target = targets.find("hnte.new", "320500", 2026).orElseThrow();
            assertThat(target.value()).isEqualByComparingTo("300");
            assertThat(target.wanted()).isEqualTo(Phrases.Wanted.AT_LEAST);
            assertThat(target.path()).isEqualTo("/plans/" + plan.id() + "/items/" + target.item());
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
