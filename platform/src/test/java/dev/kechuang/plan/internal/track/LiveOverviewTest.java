package dev.kechuang.plan.internal.track;

import static dev.kechuang.plan.internal.PlanFixture.done;
import static dev.kechuang.plan.internal.PlanFixture.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.plan.PlanOverview;
import dev.kechuang.plan.PlanOverview.Light;
import dev.kechuang.plan.internal.PlanFixture;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.shared.access.Role;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What who leads the city sees of its plans. */
class LiveOverviewTest {

    @Test
    void targetsWithLightsTheReddestFirstAndWhatIsLate() {
        try (var city = new PlanFixture("320500")) {
            city.clock.on(LocalDate.of(2026, 1, 10));
            Plan plan = city.plan("2026年科技工作要点");
            var version = city.draft(plan).id();
            done(city.service.putTask(city.officer, version, null, 0, fields("heading", "高企培育行动", "lead", "高新处")));
            done(city.service.putTarget(
                    city.officer,
                    version,
                    null,
                    0,
                    fields("name", "入库科技型中小企业", "value", "100", "indicator", "sme.entered", "lead", "高新处")));
            done(city.service.putTarget(
                    city.officer,
                    version,
                    null,
                    0,
                    fields("name", "新增高企", "value", "100", "indicator", "hnte.new", "lead", "高新处")));
            city.release(plan);
            var overview = new LiveOverview(city.plans, city.contents, city.lights, city.obligations);

            city.figures.put("sme.entered", LocalDate.of(2026, 1, 1), "100");
            city.figures.put("hnte.new", LocalDate.of(2026, 1, 1), "1");
            city.clock.on(LocalDate.of(2026, 11, 20));
            PlanOverview.Overview seen = overview.of(city.leader, "320500");
            assertThat(seen.targets())
                    .extracting(PlanOverview.TargetState::name)
                    .containsExactly("新增高企", "入库科技型中小企业");
            assertThat(seen.targets())
                    .extracting(PlanOverview.TargetState::light)
                    .containsExactly(Light.RED, Light.GREEN);
            var red = seen.targets().getFirst();
            assertThat(red.value()).isEqualByComparingTo("1");
            assertThat(red.target()).isEqualByComparingTo("100");
            assertThat(red.lead()).isEqualTo("高新处");
            assertThat(red.figures().getLast().path()).startsWith("/indicators/hnte.new/figure?region=320500");
            assertThat(seen.tasksInAll()).isEqualTo(1);
            assertThat(seen.late())
                    .as("nobody has reported")
                    .extracting(PlanOverview.LateReport::name)
                    .contains("高企培育行动");
            assertThat(seen.late()).allMatch(late -> late.dueOn().isBefore(seen.on()));

            assertThat(overview.of(city.leader, "320585").targets())
                    .as("not Taicang's plan")
                    .isEmpty();
            var kunshan = city.viewer("昆山市科学技术局", Role.COUNTY_OFFICER);
            assertThat(overview.of(kunshan, "320500").targets())
                    .as("the city's plan is not a county's")
                    .isEmpty();
        }
    }
}
