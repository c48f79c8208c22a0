package dev.kechuang.plan.internal.supervise;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.file.FileStore;
import dev.kechuang.plan.internal.desk.Deadlines;
import dev.kechuang.plan.internal.desk.PlanFixture;
import dev.kechuang.plan.internal.supervise.Supervision.FindingState;
import dev.kechuang.plan.internal.supervise.Supervision.State;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Findings are rectified before an item closes, and a note on accountability is nobody else's business. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SupervisionTest {

    private static final String GROUNDS = "未按期推进配套资金拨付，造成项目停滞三个月";

    private final PlanFixture plan = new PlanFixture();
    private final SuperviseStore store = new SuperviseStore(plan.city.jdbc);
    /** Knows no file: evidence is tested on the pages. */
    private final FileStore files = (FileStore) Proxy.newProxyInstance(
            FileStore.class.getClassLoader(),
            new Class<?>[] {FileStore.class},
            (proxy, method, args) -> Optional.empty());

    private final SuperviseService service = new SuperviseService(store, plan.desk, plan.history, plan.units, files);
    private final Accountability accountability = new Accountability(plan.city.jdbc, plan.desk, plan.units);
    private final Invariant invariant = new SuperviseJobs().supervisionIsCounted(plan.city.jdbc);

    @AfterAll
    void close() {
        plan.close();
    }

    private static Map<String, String> map(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
        return map;
    }

    private UUID item(UUID unit) {
        return done(service.issue(
                plan.officer,
                map("kind", "free", "title", "高企培育资金落实情况", "unit", unit.toString(), "dueOn", "2026-12-20")));
    }

    private int version(UUID item) {
        return store.find(plan.officer, item).orElseThrow().version();
    }

    private UUID finding(UUID item) {
        return done(service.find(
                plan.officer, item, version(item), map("text", "配套资金尚未拨付到位", "findingDueOn", "2026-12-01")));
    }

    @Test
    void aFindingIsReportedSentBackReportedAgainAndAcceptedBeforeTheItemCloses() {
        UUID item = item(plan.kunshanBureau);
        UUID finding = finding(item);
        assertThat(refused(service.close(plan.officer, item, version(item), map("note", "已全部落实"))))
                .extracting(error -> error.key())
                .containsExactly("supervise.error.open");
        assertThat(refused(service.report(plan.taicang, finding, 1, map("report", "不归我们管的事情也来报"))))
                .as("another county does not see it")
                .extracting(error -> error.key())
                .containsExactly("supervise.error.gone");
        done(service.report(plan.kunshan, finding, 1, map("report", "已向财政申请，本月拨付。")));
        assertThat(refused(service.review(plan.officer, finding, 2, map("decision", "returned"))))
                .extracting(error -> error.field())
                .containsExactly("review", "newDueOn");
        done(service.review(
                plan.officer, finding, 2, map("decision", "returned", "review", "没有拨付凭证", "newDueOn", "2026-12-10")));
        done(service.report(plan.kunshan, finding, 3, map("report", "资金已于今日拨付，凭证随附。")));
        done(service.review(plan.officer, finding, 4, map("decision", "accepted")));
        done(service.close(plan.officer, item, version(item), map("note", "已全部落实")));
        assertThat(refused(service.find(
                        plan.officer, item, version(item), map("text", "又有问题了", "findingDueOn", "2026-12-30"))))
                .extracting(error -> error.key())
                .containsExactly("supervise.error.closed");
        done(service.reopen(
                plan.officer, item, version(item), map("reason", "群众反映资金未到账", "reopenDueOn", "2026-12-30")));
        assertThat(store.find(plan.officer, item).orElseThrow())
                .satisfies(seen -> assertThat(seen.state()).isEqualTo(State.OPEN))
                .satisfies(seen -> assertThat(seen.reopened()).isEqualTo(1));
        assertThat(invariant.check().violations()).isEmpty();
    }

    @Test
    void nobodySupervisesTheOwnUnitAndCountiesDoNotIssue() {
        UUID item = item(plan.high);
        assertThat(refused(service.find(plan.officer, item, 1, map("text", "自己查自己", "findingDueOn", "2026-12-01"))))
                .extracting(error -> error.key())
                .containsExactly("supervise.error.notYours");
        done(service.find(plan.otherUnit, item, 1, map("text", "台账不全，缺少附件", "findingDueOn", "2026-12-01")));
        assertThat(refused(service.issue(plan.kunshan, map()))).hasSize(1);
        assertThat(store.find(plan.kunshan, item))
                .as("a division's item is no county's")
                .isEmpty();
        assertThat(refused(service.issue(plan.officer, map("kind", "task", "title", "某任务", "dueOn", "2026-01-01"))))
                .extracting(error -> error.field())
                .contains("kind", "unit");
    }

    @Test
    void anEvaluationClosesWithItsResult() {
        UUID item = done(service.issue(
                plan.officer,
                map(
                        "kind",
                        "evaluation",
                        "title",
                        "研发后补助政策评估",
                        "unit",
                        plan.kunshanBureau.toString(),
                        "dueOn",
                        "2026-12-20",
                        "evaluator",
                        "某大学科技政策研究中心",
                        "policy",
                        "企业研发费用后补助办法")));
        assertThat(refused(service.close(plan.officer, item, 1, map("note", "评估完成了")))
                        .getFirst()
                        .key())
                .isEqualTo("supervise.error.noResult");
        assertThat(refused(service.result(plan.officer, item, 1, map("score", "101", "conclusion", "总体落实良好，建议延续两年。"))))
                .extracting(error -> error.field())
                .containsExactly("score");
        done(service.result(plan.officer, item, 1, map("score", "86.5", "conclusion", "总体落实良好，建议延续两年。")));
        done(service.close(plan.officer, item, 2, map("note", "评估完成了")));
    }

    @Test
    void ofTwoWhoCloseAtOnceOneIsToldAndAFindingAtTheSameMomentIsNotLost() throws Exception {
        for (int i = 0; i < 5; i++) {
            UUID item = item(plan.kunshanBureau);
            List<Callable<Outcome<UUID>>> all = List.of(
                    () -> service.close(plan.officer, item, 1, map("note", "已全部落实")),
                    () -> service.close(plan.otherUnit, item, 1, map("note", "已全部落实")),
                    () -> service.find(plan.officer, item, 1, map("text", "又发现一个问题", "findingDueOn", "2026-12-10")));
            var outcomes = PlanFixture.atOnce(all);
            var closed = outcomes.subList(0, 2).stream()
                    .filter(one -> one instanceof Outcome.Done<UUID>)
                    .count();
            var seen = store.find(plan.officer, item).orElseThrow();
            assertThat(closed).isLessThanOrEqualTo(1);
            assertThat(seen.state() == State.CLOSED).isEqualTo(closed == 1);
            if (closed == 1) assertThat(seen.open()).isZero();
        }
        assertThat(invariant.check().violations()).isEmpty();
    }

    @Test
    void theDatabaseRefusesToCloseOverAnOpenFinding() {
        UUID item = item(plan.kunshanBureau);
        UUID finding = finding(item);
        assertThatThrownBy(() -> plan.city
                        .jdbc
                        .sql("UPDATE plan.supervision SET state = 'closed', closed_on = current_date WHERE id = :id")
                        .param("id", item)
                        .update())
                .hasMessageContaining("not rectified");
        assertThat(store.finding(plan.officer, finding).orElseThrow().state()).isEqualTo(FindingState.OPEN);
        var owner = plan.city.database.owner();
        owner.sql("ALTER TABLE plan.supervision DISABLE TRIGGER closed_without_findings")
                .update();
        owner.sql("UPDATE plan.supervision SET state = 'closed', closed_on = current_date WHERE id = :id")
                .param("id", item)
                .update();
        assertThat(invariant.check().violations())
                .anySatisfy(said -> assertThat(said).contains("open finding"));
        owner.sql("UPDATE plan.supervision SET state = 'open', closed_on = NULL WHERE id = :id")
                .param("id", item)
                .update();
        owner.sql("ALTER TABLE plan.supervision ENABLE TRIGGER closed_without_findings")
                .update();
    }

    @Test
    void peopleAreRemindedOnceADate() {
        item(plan.kunshanBureau);
        plan.on(RegistryFixture.TODAY.plusDays(60));
        try {
            plan.city.told.clear();
            assertThat(SuperviseJobs.remind(store, new Deadlines(plan.units, plan.desk)))
                    .isPositive();
            assertThat(plan.city.told).anySatisfy(told -> assertThat(told).startsWith("督查已逾期"));
        } finally {
            plan.on(RegistryFixture.TODAY);
        }
    }

    private UUID note() {
        return done(accountability.write(
                plan.leader,
                map(
                        "person",
                        plan.officer.requireAccount().toString(),
                        "measure",
                        "reminder",
                        "grounds",
                        GROUNDS,
                        "decidedOn",
                        "2026-11-20")));
    }

    @Test
    void aNoteIsReadByLeadersAndThePersonAndNobodyElse() {
        UUID id = note();
        assertThat(accountability.open(plan.leader, id)).isPresent();
        assertThat(accountability.open(plan.officer, id)).isPresent();
        assertThat(accountability.all(plan.officer))
                .extracting(note -> note.id())
                .contains(id);
        for (Viewer other : List.of(plan.colleague, plan.otherUnit, plan.kunshan, Viewer.PUBLIC)) {
            assertThat(accountability.open(other, id)).isEmpty();
            assertThat(accountability.all(other)).isEmpty();
            assertThat(store.page(
                                    other,
                                    new SuperviseStore.Query("拨付", "", "", null),
                                    RegistryFixture.TODAY,
                                    KeyPage.At.START,
                                    50)
                            .items())
                    .as("the search finds items, never notes")
                    .allSatisfy(found -> assertThat(found.title()).doesNotContain("停滞"));
        }
        assertThat(refused(accountability.state(plan.colleague, id, 1, map("statement", "我来替他说明情况"))))
                .extracting(error -> error.key())
                .containsExactly("supervise.error.gone");
        assertThat(refused(accountability.write(plan.officer, map()))).hasSize(1);
        assertThat(refused(accountability.write(
                        plan.leader,
                        map(
                                "person",
                                plan.leader.requireAccount().toString(),
                                "measure",
                                "reminder",
                                "grounds",
                                GROUNDS,
                                "decidedOn",
                                "2026-11-20"))))
                .extracting(error -> error.key())
                .containsExactly("supervise.error.oneself");
    }

    @Test
    void theDatabaseItselfShowsNobodyANote() {
        UUID id = note();
        assertThat(plan.city
                        .jdbc
                        .sql("SELECT count(*) FROM plan.accountability")
                        .query(Integer.class)
                        .single())
                .as("a query that forgets to say who looks")
                .isZero();
        plan.city.transactions.executeWithoutResult(status -> {
            plan.city
                    .jdbc
                    .sql("SELECT set_config('kc.person', :p, true)")
                    .param("p", plan.colleague.requireAccount().toString())
                    .query((rows, number) -> 1)
                    .single();
            assertThat(plan.city
                            .jdbc
                            .sql(
                                    "UPDATE plan.accountability SET statement = '改了', stated_on = current_date WHERE id = :id")
                            .param("id", id)
                            .update())
                    .isZero();
        });
    }

    @Test
    void theLogSaysThatThereIsANoteAndNothingOfIt() {
        UUID id = note();
        plan.city.told.clear();
        done(accountability.state(plan.officer, id, 1, map("statement", "当时正在等待财政批复")));
        assertThat(refused(accountability.state(plan.officer, id, 2, map("statement", "再说一次情况"))))
                .extracting(error -> error.key())
                .containsExactly("supervise.error.stated");
        done(accountability.lift(plan.leader, id, 2, map("liftedNote", "整改到位，予以解除")));
        var entries = plan.city.audited.stream()
                .filter(event -> event.subjectType().equals("accountability"))
                .toList();
        assertThat(entries).hasSizeGreaterThanOrEqualTo(3);
        for (var event : entries) {
            assertThat(event.toString())
                    .doesNotContain("拨付", "停滞", "财政批复", plan.officer.name(), String.valueOf(plan.officer.account()));
        }
        assertThat(plan.city.told).allSatisfy(told -> assertThat(told).doesNotContain("追究", "拨付"));
        assertThat(plan.history.of(id)).as("no history page shows it either").isEmpty();
    }
}
