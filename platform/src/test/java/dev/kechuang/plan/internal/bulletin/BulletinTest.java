package dev.kechuang.plan.internal.bulletin;

import static dev.kechuang.plan.internal.PlanFixture.done;
import static dev.kechuang.plan.internal.PlanFixture.fields;
import static dev.kechuang.plan.internal.PlanFixture.refused;
import static dev.kechuang.plan.internal.PlanFixture.violation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.document.Documents;
import dev.kechuang.plan.internal.PlanFixture;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A bulletin is prepared by one, issued by another and stands as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulletinTest {

    private final PlanFixture city = new PlanFixture("320500");
    private final BulletinStore store = new BulletinStore(city.jdbc);
    private final BulletinService service = new BulletinService(
            store,
            city.plans,
            city.contents,
            city.units,
            city.lights,
            city.reports,
            city.obligations,
            city.figures,
            city.records,
            city.new FakeMessages(),
            city.new FakeAudit(),
            city.transactions,
            city.clock);

    @AfterAll
    void close() {
        city.close();
    }

    private Plan plan(String title) {
        city.clock.on(LocalDate.of(2026, 1, 10));
        Plan plan = city.plan(title);
        UUID version = city.draft(plan).id();
        done(city.service.putTask(
                city.officer, version, null, 0, fields("heading", "高企培育行动", "lead", "高新处", "support", "昆山市")));
        done(city.service.putTarget(
                city.officer,
                version,
                null,
                0,
                fields("name", "新增高企", "value", "100", "indicator", "hnte.new", "lead", "高新处")));
        city.release(plan);
        city.clock.on(LocalDate.of(2026, 4, 10));
        return plan;
    }

    private static Map<String, String> form(String period, String number) {
        return fields(
                "period", period,
                "number", number,
                "authority", "苏州市科学技术局文件",
                "title", "关于进展情况的通报",
                "addressee", "各处室：",
                "demands", "一、认真对照目标任务\n各单位要逐项分析原因，按期完成。",
                "unit", "苏州市科学技术局",
                "issuedOn", "2026-04-10");
    }

    private static List<String> keys(List<FieldError> errors) {
        return errors.stream().map(FieldError::key).toList();
    }

    @Test
    void itIsFrozenWhenItIsIssuedAndVerifiesAgain() throws IOException {
        Plan plan = plan("通报所依据的要点");
        city.figures.put("hnte.new", LocalDate.of(2026, 1, 1), "12");
        Viewer highTech = city.viewer("高新处", Role.BUREAU_OFFICER);
        UUID task = city.contents
                .of(city.plans.inForce(plan.id()).orElseThrow().id())
                .tasks()
                .getFirst()
                .item();
        done(city.progress.file(
                highTech,
                plan.id(),
                task,
                fields("period", "2026-03", "percent", "20", "text", "已启动。", "blockers", "经费未到位。"),
                List.of()));
        assertThat(keys(refused(service.prepare(city.officer, plan.id(), form("2026-09", "苏科通〔2026〕1号")))))
                .containsExactly("track.error.period");
        Bulletin draft = done(service.prepare(city.officer, plan.id(), form("2026-03", "苏科通〔2026〕1号")));
        assertThat(keys(refused(service.prepare(city.officer, plan.id(), form("2026-03", "苏科通〔2026〕2号")))))
                .containsExactly("bulletin.error.taken");
        assertThat(keys(refused(service.issue(city.officer, draft.id()))))
                .containsExactly("bulletin.error.mayNotIssue");
        Bulletin issued = done(service.issue(city.leader, draft.id()));
        assertThat(keys(refused(service.issue(city.leader, draft.id())))).containsExactly("bulletin.error.decided");

        Frozen frozen = service.content(issued);
        assertThat(frozen.targets().getFirst().value()).isEqualByComparingTo("12");
        assertThat(frozen.targets().getFirst().colour()).isEqualTo("red");
        assertThat(BulletinService.path(frozen.targets().getFirst(), frozen.asOf()))
                .contains("/indicators/hnte.new/figure")
                .contains("position=1");
        assertThat(frozen.units()).extracting(Frozen.UnitLine::unit).contains("高新处", "昆山市科学技术局");
        String text = Documents.standard().html(service.document(issued));
        assertThat(text).contains("红灯目标“新增高企”（高新处）", "困难问题：经费未到位", "逾期的单位有", "附件1");
        assertThat(docx(Documents.standard().docx(service.document(issued)))).contains("苏科通〔2026〕1号", "新增高企");
        assertThat(new String(Documents.standard().pdf(service.document(issued)), 0, 4, StandardCharsets.US_ASCII))
                .isEqualTo("%PDF");

        var invariant = new BulletinInvariants().planBulletinsVerify(store, service);
        assertThat(violation(invariant)).isNull();
        city.figures.put("hnte.new", LocalDate.of(2026, 1, 1), "13");
        assertThat(violation(invariant)).contains("was 12, its evidence gives 13");
        city.figures.put("hnte.new", LocalDate.of(2026, 1, 1), "12");
        assertThatThrownBy(() -> city.database
                        .owner()
                        .sql("UPDATE plan.bulletin SET content = '{}' WHERE id = :id")
                        .param("id", issued.id())
                        .update())
                .hasStackTraceContaining("stays as it is");
        assertThat(store.find(city.viewer("昆山市科学技术局", Role.COUNTY_OFFICER), issued.id()))
                .isPresent();
        assertThat(store.find(city.viewer("常熟市科学技术局", Role.COUNTY_OFFICER), issued.id()))
                .isEmpty();
    }

    @Test
    void oneThatWasWithdrawnMakesRoomForAnother() {
        Plan plan = plan("撤回的通报");
        Bulletin first = done(service.prepare(city.officer, plan.id(), form("2026-03", "苏科通〔2026〕9号")));
        assertThat(keys(refused(service.withdraw(city.officer, first.id(), " "))))
                .containsExactly("plan.error.reason");
        done(service.withdraw(city.officer, first.id(), "标题有误"));
        done(service.prepare(city.officer, plan.id(), form("2026-03", "苏科通〔2026〕9号")));
        assertThat(BulletinDocument.month("2026Q3")).isEqualTo("2026年第三季度");
        assertThat(BulletinDocument.month("2026-03")).isEqualTo("2026年3月");
    }

    private static String docx(byte[] file) throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                if (entry.getName().equals("word/document.xml"))
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8).replaceAll("<[^>]+>", "");
        }
        throw new AssertionError("no document in the file");
    }
}
