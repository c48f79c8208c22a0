package dev.kechuang.plan.internal.track;

import static dev.kechuang.plan.internal.PlanFixture.done;
import static dev.kechuang.plan.internal.PlanFixture.fields;
import static dev.kechuang.plan.internal.PlanFixture.refused;
import static dev.kechuang.plan.internal.PlanFixture.violation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.plan.internal.PlanFixture;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A year of reports: handed in, confirmed, returned, late, and what the lights make of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProgressTest {

    private final PlanFixture city = new PlanFixture("320500");
    private final ProgressService progress = city.progress;
    private final Viewer highTech = city.viewer("高新处", Role.BUREAU_OFFICER);
    private final UUID highTechUnit = city.unit("高新处").id();
    private final Viewer kunshan = city.viewer("昆山市科学技术局", Role.COUNTY_OFFICER);

    @BeforeEach
    void inMarch() {
        city.clock.on(LocalDate.of(2026, 3, 28));
    }

    @AfterAll
    void close() {
        city.close();
    }

    private Plan released(String title) {
        city.clock.on(LocalDate.of(2026, 1, 10));
        Plan plan = city.plan(title);
        UUID version = city.draft(plan).id();
        done(city.service.putTask(
                city.officer, version, null, 0, fields("heading", "高企培育行动", "lead", "高新处", "support", "昆山市、规划处")));
        done(city.service.putTarget(
                city.officer,
                version,
                null,
                0,
                fields("name", "新增高企", "value", "100", "indicator", "hnte.new", "lead", "高新处")));
        done(city.service.putTarget(
                city.officer, version, null, 0, fields("name", "对接活动", "value", "50", "unit", "场", "lead", "高新处")));
        city.release(plan);
        city.clock.on(LocalDate.of(2026, 3, 28));
        return plan;
    }

    private Content content(Plan plan) {
        return city.contents.of(city.plans.inForce(plan.id()).orElseThrow().id());
    }

    private Lights.Light light(Plan plan, UUID item) {
        return Objects.requireNonNull(
                city.lights.of(plan, content(plan), progress.today()).get(item));
    }

    private List<String> owed(Plan plan) {
        return city.obligations.ofUnit(highTechUnit, progress.today()).stream()
                .filter(owed -> owed.plan().equals(plan.id()))
                .map(Obligations.Owed::name)
                .toList();
    }

    private static Map<String, String> report(String period, String percent, String... more) {
        var fields = fields("period", period, "percent", percent, "text", "按计划推进。");
        for (int i = 0; i < more.length; i += 2) fields.put(more[i], more[i + 1]);
        return fields;
    }

    private static List<String> keys(List<FieldError> errors) {
        return errors.stream().map(FieldError::key).toList();
    }

    @Test
    void aUnitReportsTheOfficeConfirmsAndTheTaskIsDone() {
        Plan plan = released("报告与确认");
        UUID task = content(plan).tasks().getFirst().item();
        assertThat(owed(plan)).containsExactly("高企培育行动", "对接活动");
        Report first = done(progress.file(highTech, plan.id(), task, report("2026-03", "30"), List.of()));
        assertThat(first.dueOn()).isEqualTo("2026-04-05");
        assertThat(first.late()).isFalse();
        assertThat(keys(refused(progress.file(highTech, plan.id(), task, report("2026-03", "40"), List.of()))))
                .containsExactly("track.error.twice");
        assertThat(keys(refused(progress.giveBack(city.officer, first.id(), ""))))
                .containsExactly("plan.error.reason");
        done(progress.giveBack(city.officer, first.id(), "请补充数据"));
        assertThat(city.told).anyMatch(message -> message.contains("进展报告退回：高企培育行动"));
        Report second = done(progress.file(highTech, plan.id(), task, report("2026-03", "100"), List.of()));
        assertThat(second.filing()).isEqualTo(2);
        assertThat(keys(refused(progress.confirm(highTech, second.id())))).containsExactly("track.error.own");
        done(progress.confirm(city.officer, second.id()));
        assertThat(keys(refused(progress.confirm(city.officer, second.id())))).containsExactly("track.error.decided");
        assertThat(light(plan, task).shown()).isEqualTo(Colour.GREEN);
        assertThat(keys(refused(progress.file(highTech, plan.id(), task, report("2026-02", "50"), List.of()))))
                .containsExactly("track.error.done");
        city.clock.on(LocalDate.of(2026, 4, 28));
        assertThat(owed(plan)).containsExactly("对接活动");
        assertThat(violation(new TrackInvariants().planProgress(city.jdbc))).isNull();
        assertThatThrownBy(() -> city.database
                        .owner()
                        .sql("UPDATE plan.report SET text = 'changed' WHERE id = :id")
                        .param("id", second.id())
                        .update())
                .hasStackTraceContaining("decided report");
    }

    @Test
    void whoIsNotNamedCannotReportAndWrongFieldsAreSaid() {
        Plan plan = released("无关单位");
        UUID task = content(plan).tasks().getFirst().item();
        Viewer regional = city.viewer("区域处", Role.BUREAU_OFFICER);
        assertThat(keys(refused(progress.file(regional, plan.id(), task, report("2026-03", "10"), List.of()))))
                .containsExactly("track.error.notYours");
        assertThat(keys(refused(
                        progress.file(highTech, plan.id(), task, report("2026-05", "110", "text", ""), List.of()))))
                .contains("track.error.period", "plan.error.whole", "plan.error.length");
        UUID activities = content(plan).targets().get(1).item();
        assertThat(keys(refused(progress.file(
                        highTech, plan.id(), activities, fields("period", "2026-03", "text", "已举办。"), List.of()))))
                .containsExactly("plan.error.required");
        done(progress.file(
                highTech,
                plan.id(),
                activities,
                fields("period", "2026-03", "text", "已举办。", "value", "20"),
                List.of()));
        assertThat(light(plan, activities).value()).isEqualByComparingTo("20");
        assertThat(light(plan, activities).shown()).isEqualTo(Colour.GREEN);
    }

    @Test
    void theCountiesPartsOfATargetHaveLightsOfTheirOwn() {
        city.clock.on(LocalDate.of(2026, 1, 10));
        Plan plan = city.plan("分解亮灯");
        UUID version = city.draft(plan).id();
        done(city.service.putTarget(
                city.officer,
                version,
                null,
                0,
                fields(
                        "name",
                        "技术合同登记额",
                        "value",
                        "120",
                        "indicator",
                        "contract.sum",
                        "lead",
                        "高新处",
                        "support",
                        "昆山市",
                        "region.320583",
                        "60",
                        "region.320585",
                        "40",
                        "region.320581",
                        "20",
                        "gapReason",
                        "",
                        "month.2026-01",
                        "0",
                        "month.2026-02",
                        "30",
                        "month.2026-03",
                        "90")));
        done(city.service.putTarget(
                city.officer,
                version,
                null,
                0,
                fields(
                        "name",
                        "对接活动",
                        "value",
                        "50",
                        "unit",
                        "场",
                        "lead",
                        "高新处",
                        "region.320583",
                        "30",
                        "region.320585",
                        "20")));
        city.release(plan);
        city.clock.on(LocalDate.of(2026, 3, 28));
        city.figures.put("contract.sum", "320500", LocalDate.of(2026, 1, 1), "31");
        city.figures.put("contract.sum", "320583", LocalDate.of(2026, 1, 1), "16");
        city.figures.put("contract.sum", "320585", LocalDate.of(2026, 1, 1), "2");
        var content = content(plan);
        var whole = city.lights.of(plan, content, progress.today());
        var parts = city.lights.parts(content, whole, progress.today());
        var contracts = java.util.Objects.requireNonNull(
                parts.get(content.targets().getFirst().item()));
        assertThat(java.util.Objects.requireNonNull(
                                whole.get(content.targets().getFirst().item()))
                        .shown())
                .isEqualTo(Colour.GREEN);
        assertThat(contracts)
                .extracting(
                        one -> one.part().key(),
                        one -> one.ruling().colour(),
                        // A quarter of the whole is planned until the end of February: of each part too.
                        one -> String.valueOf(one.ruling().expected()))
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("320581", Colour.NONE, "null"),
                        org.assertj.core.api.Assertions.tuple("320583", Colour.GREEN, "15.000000"),
                        org.assertj.core.api.Assertions.tuple("320585", Colour.RED, "10.000000"));
        assertThat(contracts.get(1).figures().getLast().path()).contains("region=320583");
        // Nothing measures it and a county states no value: no light is made up.
        assertThat(parts.get(content.targets().getLast().item()))
                .extracting(one -> one.ruling().colour())
                .containsExactly(Colour.NONE, Colour.NONE);
        // A county sees its own part, not what others were set.
        var seen = city.contents.of(city.plans.inForce(plan.id()).orElseThrow().id(), kunshan);
        assertThat(city.lights.parts(seen, city.lights.of(plan, seen, progress.today()), progress.today()))
                .containsKey(content.targets().getFirst().item())
                .allSatisfy((item, of) ->
                        assertThat(of).extracting(one -> one.part().key()).containsExactly("320583"));
    }

    @Test
    void ofManyWhoReportAtOnceOneIsKept() throws Exception {
        Plan plan = released("并发报告");
        UUID task = content(plan).tasks().getFirst().item();
        var attempts = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 8; i++)
            attempts.add(() -> progress.file(highTech, plan.id(), task, report("2026-03", "20"), List.of())
                    .fold(done -> true, errors -> {
                        assertThat(keys(errors)).containsExactly("track.error.twice");
                        return false;
                    }));
        try (var threads = Executors.newFixedThreadPool(8)) {
            int kept = 0;
            for (var attempt : threads.invokeAll(attempts)) if (attempt.get()) kept++;
            assertThat(kept).isEqualTo(1);
        }
        assertThat(city.reports.all(task)).hasSize(1);
    }

    @Test
    void unitsAreRemindedBeforeAndAfterAndTheOfficeSeesWhoIsLate() {
        Plan plan = released("催报");
        city.clock.on(LocalDate.of(2026, 4, 3));
        city.told.clear();
        assertThat(city.reminders.run()).isPositive();
        assertThat(city.told)
                .anyMatch(message -> message.startsWith(kunshan.requireAccount().toString())
                        && message.contains("请报告：2026-03")
                        && message.contains("催报"));
        city.clock.on(LocalDate.of(2026, 4, 7));
        city.told.clear();
        assertThat(city.reminders.run()).isPositive();
        assertThat(city.told).anyMatch(message -> message.contains("已逾期：2026-03") && message.contains("催报"));
        assertThat(city.told).anyMatch(message -> message.contains("进展逾期未报"));
        assertThat(city.obligations.open(city.officer, progress.today()))
                .filteredOn(owed -> owed.plan().equals(plan.id()) && owed.late(progress.today()))
                .extracting(Obligations.Owed::unitName)
                .contains("高新处", "昆山市科学技术局");
        assertThat(city.obligations.open(kunshan, progress.today())).isEmpty();
    }

    @Test
    void aLightIsOverruledWithAReasonOnlyAndIsKeptAsItWasJudged() {
        Plan plan = released("人工调整");
        UUID target = content(plan).targets().getFirst().item();
        city.figures.put("hnte.new", LocalDate.of(2026, 1, 1), "5");
        assertThat(light(plan, target).shown()).isEqualTo(Colour.RED);
        assertThat(light(plan, target).figures().getFirst().path())
                .contains("/indicators/hnte.new/figure?region=320500");
        assertThat(keys(refused(city.lights.overrule(city.officer, plan.id(), target, Colour.AMBER, " "))))
                .containsExactly("track.error.reason");
        assertThat(keys(refused(city.lights.overrule(
                        highTechOfCounty(plan),
                        plan.id(),
                        content(plan).tasks().getFirst().item(),
                        Colour.GREEN,
                        "想要绿灯"))))
                .containsExactly("track.error.notOffice");
        done(city.lights.overrule(city.officer, plan.id(), target, Colour.AMBER, "认定集中在下半年"));
        assertThat(light(plan, target).shown()).isEqualTo(Colour.AMBER);
        assertThat(light(plan, target).ruling().colour()).isEqualTo(Colour.RED);
        assertThat(city.lights.keep()).isPositive();
        assertThat(city.lights.keep()).isZero();
        var invariant = new TrackInvariants().planLightsFollowTheRule(city.jdbc);
        assertThat(violation(invariant)).isNull();
        done(city.lights.overrule(city.officer, plan.id(), target, null, "恢复按规则"));
        assertThat(light(plan, target).shown()).isEqualTo(Colour.RED);
        assertThat(city.lightStore.overrules(target)).hasSize(2);

        var owner = city.database.owner();
        owner.sql("ALTER TABLE plan.light DISABLE TRIGGER USER").update();
        owner.sql("UPDATE plan.light SET ruled = 'green' WHERE item = :item")
                .param("item", target)
                .update();
        assertThat(violation(invariant)).contains("the rule gives red");
        owner.sql("UPDATE plan.light SET ruled = 'red' WHERE item = :item")
                .param("item", target)
                .update();
        owner.sql("ALTER TABLE plan.light ENABLE TRIGGER USER").update();
    }

    /** A county that supports the task and so sees the plan. */
    private Viewer highTechOfCounty(Plan plan) {
        assertThat(city.plans.find(kunshan, plan.id())).isPresent();
        return kunshan;
    }
}
