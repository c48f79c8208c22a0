package dev.kechuang.plan.internal.plan;

import static dev.kechuang.plan.internal.PlanFixture.done;
import static dev.kechuang.plan.internal.PlanFixture.fields;
import static dev.kechuang.plan.internal.PlanFixture.refused;
import static dev.kechuang.plan.internal.PlanFixture.violation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.plan.internal.PlanFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A plan from the first draft to its revision, and all that is refused on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanServiceTest {

    private final PlanFixture city = new PlanFixture("320500");
    private final PlanService service = city.service;

    @AfterAll
    void close() {
        city.close();
    }

    private static Map<String, String> target(String name, String value, String unit, String... more) {
        var fields = fields(
                "name", name, "value", value, "unit", unit, "bound", "atLeast", "lead", "高新处", "support", "各县区、园区");
        for (int i = 0; i < more.length; i += 2) fields.put(more[i], more[i + 1]);
        return fields;
    }

    private Content content(Plan plan) {
        return city.contents.of(city.draft(plan).id());
    }

    private static List<String> keys(List<FieldError> errors) {
        return errors.stream().map(FieldError::key).toList();
    }

    @Test
    void aPlanIsMadeReleasedByAnotherAndRevisedWithAReason() {
        Plan plan = city.plan("2026年科技工作要点");
        UUID version = city.draft(plan).id();
        Task task = done(service.putTask(
                city.officer,
                version,
                null,
                0,
                fields("heading", "高企培育行动", "text", "入库培育。", "lead", "高新处", "support", "规划处、各县区、机关党委")));
        Target target = done(service.putTarget(
                city.officer,
                version,
                null,
                0,
                target(
                        "新增高企",
                        "300",
                        "家",
                        "indicator",
                        "hnte.new",
                        "task",
                        task.item().toString())));
        assertThat(target.flow()).isTrue();
        assertThat(task.duties())
                .extracting(Duty::name)
                .contains("昆山市科学技术局", "机关党委")
                .doesNotContain("各县区");
        assertThat(task.duties())
                .filteredOn(duty -> duty.unit() == null)
                .extracting(Duty::name)
                .containsExactly("机关党委");

        done(service.propose(city.officer, version));
        assertThat(keys(refused(service.putTask(city.officer, version, task.item(), 1, TaskForm.typed(task)))))
                .containsExactly("plan.error.notDraft");
        assertThat(keys(refused(service.release(city.officer, version)))).containsExactly("plan.error.mayNotRelease");
        done(service.release(city.leader, version));
        assertThat(city.jdbc
                        .sql("SELECT count(*) FROM record.published_record WHERE kind IN ('plan.target', 'plan.task')"
                                + " AND subject LIKE '%' || :plan || '%'")
                        .param("plan", plan.id().toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(city.told).anyMatch(message -> message.contains("已发布：2026年科技工作要点"));

        assertThat(keys(refused(service.revise(city.officer, plan.id(), " ")))).containsExactly("plan.error.reason");
        Version second = done(service.revise(city.officer, plan.id(), "省里调高目标"));
        assertThat(keys(refused(service.revise(city.officer, plan.id(), "再来")))).containsExactly("plan.error.open");
        var typed = TargetForm.typed(content(plan).target(target.item()).orElseThrow());
        typed.put("value", "350");
        done(service.putTarget(city.officer, second.id(), target.item(), target.edits(), typed));
        done(service.remove(city.officer, second.id(), task.item()));
        var differences = Differences.between(city.contents.of(version), city.contents.of(second.id()));
        assertThat(differences)
                .extracting(Differences.Difference::name, Differences.Difference::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("新增高企", Differences.What.CHANGED),
                        org.assertj.core.groups.Tuple.tuple("高企培育行动", Differences.What.DROPPED));
        assertThat(differences.getFirst().fields()).contains(new Differences.Field("value", "300", "350"));
        city.release(plan);
        assertThat(violation(new PlanInvariants().planItemsAreCounted(city.jdbc)))
                .isNull();
        assertThat(violation(new PlanInvariants().planReleases(city.jdbc))).isNull();
    }

    @Test
    void whatWasReleasedIsNotChangedEvenByTheOwner() {
        Plan plan = city.plan("不可更改的要点");
        done(service.putTarget(city.officer, city.draft(plan).id(), null, 0, target("专利", "10", "件")));
        Version released = city.release(plan);
        var owner = city.database.owner();
        assertThatThrownBy(() -> owner.sql("UPDATE plan.target SET value = 1 WHERE version = :v")
                        .param("v", released.id())
                        .update())
                .hasStackTraceContaining("no draft");
        assertThatThrownBy(() -> owner.sql("UPDATE plan.version SET state = 'draft' WHERE id = :v")
                        .param("v", released.id())
                        .update())
                .hasStackTraceContaining("revised");
    }

    @Test
    void everyMistakeIsSaidAtItsField() {
        Plan plan = city.plan("错误示例");
        UUID version = city.draft(plan).id();
        assertThat(refused(service.putTarget(
                        city.officer, version, null, 0, target("新增研发机构", "30", "", "lead", "高新处、科研处"))))
                .extracting(FieldError::field, FieldError::key)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("unit", "plan.error.noUnit"),
                        org.assertj.core.groups.Tuple.tuple("lead", "plan.error.twoLeads"));
        assertThat(keys(refused(service.putTarget(
                        city.officer, version, null, 0, target("x", "十", "家", "dueOn", "2027-01-01", "fromOn", "")))))
                .contains("plan.error.length", "plan.error.number", "plan.error.required");
        assertThat(keys(refused(service.putTarget(
                        city.officer, version, null, 0, target("合同额", "5", "家", "indicator", "contract.sum")))))
                .containsExactly("plan.error.unitDiffers");
        assertThat(keys(refused(
                        service.putTask(city.officer, version, null, 0, fields("heading", "责任落实", "lead", "各处室")))))
                .containsExactly("plan.error.leadIsMany");
        assertThat(keys(refused(service.propose(city.officer, version)))).containsExactly("plan.check.empty");
        assertThat(keys(refused(service.create(city.officer, fields("title", "无", "year", "26")))))
                .contains("plan.error.required", "plan.error.length", "plan.error.whole");
    }

    @Test
    void moneyIsTakenOverIntoTheIndicatorsUnit() {
        Plan plan = city.plan("金额换算");
        Target target = done(service.putTarget(
                city.officer,
                city.draft(plan).id(),
                null,
                0,
                target("技术合同登记额", "4000000000", "元", "indicator", "contract.sum")));
        assertThat(target.value()).isEqualByComparingTo("40");
        assertThat(target.unit()).isEqualTo("亿元");
    }

    @Test
    void partsThatExceedTheTargetHaveToBeExplained() {
        Plan plan = city.plan("分解超过目标");
        UUID version = city.draft(plan).id();
        Target target = done(service.putTarget(
                city.officer,
                version,
                null,
                0,
                target("新增高企", "100", "家", "region.320583", "70", "region.320585", "50", "month.2026-03", "90")));
        assertThat(target.gap(Target.Split.REGION)).isEqualByComparingTo("-20");
        assertThat(target.gap(Target.Split.MONTH)).isEqualByComparingTo("10");
        var errors = refused(service.propose(city.officer, version));
        assertThat(errors)
                .extracting(FieldError::field, FieldError::key)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("item-" + target.item(), "plan.check.over.region"),
                        org.assertj.core.groups.Tuple.tuple("item-" + target.item(), "plan.check.under.month"));
        assertThat(errors.getFirst().args()).containsExactly("100家", "20家");
        var typed = TargetForm.typed(target);
        typed.put("gapReason", "县区自加压力");
        done(service.putTarget(city.officer, version, target.item(), 1, typed));
        city.release(plan);
    }

    @Test
    void aBreachOfTheInvariantIsFound() {
        Plan plan = city.plan("被篡改的要点");
        UUID version = city.draft(plan).id();
        Target target =
                done(service.putTarget(city.officer, version, null, 0, target("孵化器", "5", "家", "region.320583", "5")));
        city.release(plan);
        var owner = city.database.owner();
        owner.sql("ALTER TABLE plan.part DISABLE TRIGGER USER").update();
        owner.sql("UPDATE plan.part SET value = 9 WHERE item = :item")
                .param("item", target.item())
                .update();
        assertThat(violation(new PlanInvariants().planReleases(city.jdbc))).contains("孵化器");
        owner.sql("UPDATE plan.part SET value = 5 WHERE item = :item")
                .param("item", target.item())
                .update();
        owner.sql("ALTER TABLE plan.part ENABLE TRIGGER USER").update();
    }

    @Test
    void twoUnitsThatClaimTheSameTaskAreNamed() {
        Plan plan = city.plan("重复牵头");
        UUID version = city.draft(plan).id();
        done(service.putTask(city.officer, version, null, 0, fields("heading", "成果转化行动", "lead", "科研处")));
        done(service.putTask(city.officer, version, null, 0, fields("heading", "成果转化行动", "lead", "高新处")));
        var errors = refused(service.propose(city.officer, version));
        assertThat(keys(errors)).containsExactly("plan.check.twoLeads");
        assertThat(errors.getFirst().args()).containsExactly("科研处", "高新处");
    }

    @Test
    void anUnknownNameIsMappedOnceAndRemembered() {
        Plan plan = city.plan("别名");
        UUID version = city.draft(plan).id();
        done(service.putTask(city.officer, version, null, 0, fields("heading", "任务甲", "lead", "产业科")));
        assertThat(keys(refused(service.propose(city.officer, version)))).containsExactly("plan.check.leadUnknown");
        assertThat(done(city.mapping.map(
                        city.officer, version, "产业科", city.unit("高新处").id())))
                .isEqualTo(1);
        Task second = done(service.putTask(city.officer, version, null, 0, fields("heading", "任务乙", "lead", "产业科")));
        assertThat(second.lead().orElseThrow().name()).isEqualTo("高新处");
        done(service.propose(city.officer, version));
    }

    @Test
    void aCountySeesItsOwnOfWhatIsInForceAndNothingBefore() {
        Plan plan = city.plan("分县可见");
        UUID version = city.draft(plan).id();
        done(service.putTarget(
                city.officer, version, null, 0, target("高企", "30", "家", "support", "", "region.320583", "30")));
        done(service.putTask(
                city.officer, version, null, 0, fields("heading", "只属太仓", "lead", "高新处", "support", "太仓市科技局")));
        done(service.putTask(city.officer, version, null, 0, fields("heading", "处室内部", "lead", "办公室")));
        Viewer kunshan = city.viewer("昆山市科学技术局", Role.COUNTY_OFFICER);
        Viewer taicang = city.viewer("太仓市科学技术局", Role.COUNTY_OFFICER);
        Viewer changshu = city.viewer("常熟市科学技术局", Role.COUNTY_OFFICER);
        assertThat(city.plans.find(kunshan, plan.id())).isEmpty();
        city.release(plan);
        assertThat(city.plans.find(changshu, plan.id())).isEmpty();
        assertThat(city.plans.find(kunshan, plan.id())).isPresent();
        Content seen = city.contents.of(version, kunshan);
        assertThat(seen.targets()).extracting(Target::name).containsExactly("高企");
        assertThat(seen.tasks()).isEmpty();
        assertThat(city.contents.of(version, taicang).tasks())
                .extracting(Task::heading)
                .containsExactly("只属太仓");
        var page = city.plans.page(kunshan, new PlanStore.Query("分县", 2026, ""), KeyPage.At.START, 10);
        assertThat(page.items()).hasSize(1);
        assertThat(keys(refused(service.revise(kunshan, plan.id(), "越权")))).containsExactly("plan.error.notYours");
    }

    @Test
    void aPlanIsCopiedForTheNextYearAndSplitForAUnit() {
        Plan plan = city.plan("2026年要点（复制）");
        UUID version = city.draft(plan).id();
        Task task = done(service.putTask(
                city.officer, version, null, 0, fields("heading", "高企行动", "lead", "高新处", "support", "昆山市")));
        done(service.putTarget(
                city.officer,
                version,
                null,
                0,
                target(
                        "新增高企",
                        "100",
                        "家",
                        "task",
                        task.item().toString(),
                        "support",
                        "",
                        "region.320583",
                        "100",
                        "month.2026-06",
                        "100")));
        city.release(plan);
        Plan next = done(city.copies.copy(city.officer, plan.id(), "2027年要点", 2027));
        Content copied = city.contents.of(city.draft(next).id());
        assertThat(copied.targets().getFirst().dueOn()).hasToString("2027-12-31");
        assertThat(copied.targets()
                        .getFirst()
                        .parts(Target.Split.MONTH)
                        .getFirst()
                        .key())
                .isEqualTo("2027-06");
        assertThat(copied.targets().getFirst().task())
                .isEqualTo(copied.tasks().getFirst().item());

        Viewer kunshan = city.viewer("昆山市科学技术局", Role.COUNTY_OFFICER);
        Plan own =
                done(city.copies.split(kunshan, plan.id(), city.unit("昆山市科学技术局").id()));
        assertThat(own.region()).isEqualTo("320583");
        Content part = city.contents.of(city.draft(own).id());
        assertThat(part.targets().getFirst().value()).isEqualByComparingTo(BigDecimal.valueOf(100));
        assertThat(part.tasks()).hasSize(1);
    }

    @Test
    void ofTwoWhoReviseAtOnceOneIsTold() throws Exception {
        Plan plan = city.plan("并发修订");
        done(service.putTask(city.officer, city.draft(plan).id(), null, 0, fields("heading", "任务", "lead", "办公室")));
        city.release(plan);
        var attempts = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 6; i++)
            attempts.add(() -> service.revise(city.officer, plan.id(), "并发").fold(done -> true, errors -> false));
        try (var threads = Executors.newFixedThreadPool(6)) {
            int done = 0;
            for (var attempt : threads.invokeAll(attempts)) if (attempt.get()) done++;
            assertThat(done).isEqualTo(1);
        }
        assertThat(city.plans.versions(plan.id())).hasSize(2);
    }
}
