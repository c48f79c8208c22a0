package dev.kechuang.plan.internal.opinion;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.plan.internal.desk.PlanFixture;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From the question to the firm's rating: who is asked, what is kept, who answers, what is counted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpinionsTest {

    private final PlanFixture plan = new PlanFixture();
    private final OpinionStore store = new OpinionStore(plan.city.jdbc);
    private final CollectionStore collections = new CollectionStore(plan.city.jdbc);
    private final MeetingStore meetings = new MeetingStore(plan.city.jdbc);
    private final OpinionRecords records = new OpinionRecords(plan.desk);
    private final Topics topics = new Topics(PlanFixture.PACKS.codeLists());
    private final CollectionService collection = new CollectionService(
            collections,
            meetings,
            store,
            records,
            topics,
            plan.desk,
            plan.units,
            new RegistryFixture.FakeRegions(),
            PlanFixture.PACKS.titleKinds());
    private final OpinionService service = new OpinionService(
            store, meetings, records, topics, plan.desk, plan.history, plan.units, PlanFixture.PACKS.workingDays());
    private final OpinionReminders reminders = new OpinionReminders(store, collections, plan.units, plan.desk);
    private final Invariant invariant = new OpinionInvariants().opinionsAreCounted(plan.city.jdbc);
    private final Organisation firm = plan.city.confirmed(960, "昆山诉求电子有限公司");
    private final Organisation neighbour =
            plan.city.confirmed(961, "太仓诉求机械有限公司", "region", RegistryFixture.TAICANG, "industry", "I65");
    private final Viewer person = RegistryFixture.applicant(firm.id());

    @AfterAll
    void close() {
        plan.close();
    }

    private static Map<String, String> map(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
        return map;
    }

    private Map<String, String> form(String title, String... more) {
        var form = map(
                "title",
                title,
                "closesOn",
                "2026-11-23",
                "open",
                "chosen",
                "industries",
                "C39",
                "questions",
                "[单选*] 是否享受过加计扣除：是；否\n[意见*] 希望帮助解决的问题");
        form.putAll(map(more));
        return form;
    }

    private UUID collecting(String title, String... more) {
        UUID id = done(collection.draft(plan.officer, form(title, more)));
        assertThat(done(collection.publish(plan.officer, id, 1))).isEqualTo(1);
        return id;
    }

    private UUID say(String text) {
        return done(collection.say(person, UUID.randomUUID(), map("topic", "finance", "text", text)));
    }

    private Opinion see(UUID id) {
        return store.find(plan.officer, id).orElseThrow();
    }

    private Map<String, String> assignment(UUID unit) {
        return map("topic", "policy", "unit", unit.toString(), "dueOn", "2026-12-10");
    }

    @Test
    void aFormGoesToTheFirmsChosenAndEachLineBecomesAnOpinion() {
        UUID form = collecting("加计扣除政策落实情况");
        assertThat(collections.forFirm(firm.id())).extracting(OpinionForm::id).contains(form);
        assertThat(collections.forFirm(neighbour.id()))
                .extracting(OpinionForm::id)
                .doesNotContain(form);
        UUID key = UUID.randomUUID();
        var answers = map("q1", "是", "q2", "申报系统太慢了\n希望提前公布指南\n申报系统太慢了");
        done(collection.respond(person, form, key, answers));
        done(collection.respond(person, form, key, answers));
        assertThat(store.of(plan.officer, "form", form))
                .as("sent twice it is kept once, and the same line is one opinion")
                .extracting(Opinion::text)
                .containsExactly("申报系统太慢了", "希望提前公布指南");
        done(collection.respond(person, form, UUID.randomUUID(), map("q1", "否", "q2", "希望有专人辅导")));
        OpinionForm seen = collections.form(plan.officer, form).orElseThrow();
        assertThat(seen.answered()).as("firms, not answers").isEqualTo(1);
        assertThat(seen.opinions()).isEqualTo(3);
        assertThat(refused(collection.respond(
                        RegistryFixture.applicant(neighbour.id()), form, UUID.randomUUID(), answers)))
                .extracting(FieldError::key)
                .containsExactly("opinion.error.notCollecting");
        assertThat(invariant.check().violations()).isEmpty();
        done(collection.close(plan.officer, form, 2));
        assertThat(refused(collection.respond(person, form, UUID.randomUUID(), answers)))
                .hasSize(1);
        assertThatThrownBy(() -> plan.city
                        .jdbc
                        .sql("UPDATE plan.opinion_form SET title = '改了' WHERE id = :id")
                        .param("id", form)
                        .update())
                .as("what was asked stays")
                .hasMessageContaining("published");
    }

    @Test
    void wrongQuestionsAndAnswersAreToldAtTheirPlace() {
        var wrong = refused(collection.draft(
                plan.officer,
                form("征求意见", "closesOn", "2026-01-01", "industries", "39", "questions", "你好\n[选择] 是吗\n[单选] 是吗：是")));
        assertThat(wrong)
                .extracting(FieldError::key)
                .containsExactlyInAnyOrder(
                        "opinion.error.closesOn",
                        "opinion.error.industries",
                        "opinion.error.questionForm",
                        "opinion.error.questionKind",
                        "opinion.error.options");
        assertThat(wrong.stream().filter(e -> e.key().equals("opinion.error.questionKind")))
                .allSatisfy(error -> assertThat(error.args()).containsExactly(2, "选择"));
        UUID form = collecting("问题与回答");
        assertThat(refused(collection.respond(person, form, UUID.randomUUID(), map("q1", "不知道", "q2", "慢"))))
                .extracting(FieldError::field)
                .containsExactly("q1", "q2");
        UUID nobody = done(collection.draft(plan.kunshan, form("太窄", "industries", "A01")));
        assertThat(refused(collection.publish(plan.kunshan, nobody, 1)))
                .extracting(FieldError::key)
                .containsExactly("opinion.error.nobody");
        assertThat(collections.form(plan.taicang, nobody)).as("another county").isEmpty();
    }

    @Test
    void anOpinionIsAssignedAnsweredAndAnsweredAnewWhenTheFirmIsNotSatisfied() {
        UUID id = say("贷款贴息到账太慢，影响周转");
        assertThat(refused(service.assign(plan.taicang, id, 1, assignment(plan.taicangBureau)))
                        .getFirst()
                        .key())
                .as("outside the county it does not exist")
                .isEqualTo("opinion.error.gone");
        assertThat(refused(service.assign(plan.kunshan, id, 1, assignment(plan.taicangBureau))))
                .extracting(FieldError::key)
                .containsExactly("opinion.error.neighbour");
        done(service.assign(plan.officer, id, 1, assignment(plan.high)));
        assertThat(see(id).topic()).isEqualTo("policy");
        assertThat(refused(service.answer(plan.otherUnit, id, 2, map("answer", "我们来答复这一条诉求吧"))))
                .extracting(FieldError::key)
                .containsExactly("opinion.error.otherUnit");
        done(service.answer(plan.officer, id, 2, map("answer", "已与财政对接，十二月底前拨付到账。")));
        assertThat(refused(service.close(plan.officer, id, 3)).getFirst().key()).isEqualTo("opinion.error.early");
        assertThat(refused(service.rate(person, id, 3, map("satisfaction", "unsatisfied"))))
                .extracting(FieldError::field)
                .containsExactly("comment");
        done(service.rate(person, id, 3, map("satisfaction", "unsatisfied", "comment", "没有具体时间")));
        assertThat(see(id).state()).isEqualTo(Opinion.State.ASSIGNED);
        assertThat(see(id).answer()).isEmpty();
        done(service.answer(plan.officer, id, 4, map("answer", "十二月十五日前拨付，联系人在高新处。")));
        done(service.rate(person, id, 5, map("satisfaction", "satisfied")));
        assertThat(see(id).state()).isEqualTo(Opinion.State.CLOSED);
        assertThat(plan.history.of(id))
                .extracting(entry -> entry.action())
                .containsExactly("satisfied", "answered", "unsatisfied", "answered", "assigned");
        assertThat(invariant.check().violations()).isEmpty();
    }

    @Test
    void ofTwoWhoAnswerAtOnceOneIsTold() throws Exception {
        UUID id = say("希望组织产学研对接活动");
        done(service.assign(plan.officer, id, 1, assignment(plan.high)));
        var answer = map("answer", "下月组织专场对接，届时通知。");
        List<Callable<Outcome<UUID>>> both = List.of(
                () -> service.answer(plan.officer, id, 2, answer), () -> service.answer(plan.colleague, id, 2, answer));
        var outcomes = PlanFixture.atOnce(both);
        assertThat(outcomes)
                .filteredOn(one -> one instanceof Outcome.Done<UUID>)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(one -> one instanceof Outcome.Refused<UUID>)
                .allSatisfy(one -> assertThat(refused(one).getFirst().key()).isEqualTo("desk.error.changed"))
                .hasSize(1);
        assertThat(plan.history.of(id)).hasSize(2);
    }

    @Test
    void aMeetingCountsItsFirmsOnceAndWhatEachSaid() {
        var typed =
                map("title", "高企培育座谈会", "heldOn", "2026-11-20", "firms", firm.name() + "\n" + neighbour.creditCode());
        UUID meeting = done(collection.meet(plan.officer, typed));
        assertThat(refused(collection.meet(plan.officer, typed)).getFirst().key())
                .isEqualTo("opinion.error.meetingTwice");
        assertThat(refused(collection.meet(
                        plan.kunshan, map("title", "县里的会", "heldOn", "2026-11-20", "firms", neighbour.name()))))
                .as("a firm of another county")
                .extracting(FieldError::key)
                .containsExactly("opinion.error.firm");
        var said = refused(collection.said(
                plan.officer, meeting, map("topic", "title", "opinions", "没有冒号\n无名公司：内容内容\n" + firm.name() + "：短")));
        assertThat(said)
                .extracting(FieldError::key)
                .containsExactly("opinion.error.saidForm", "opinion.error.notPresent", "opinion.error.saidText");
        assertThat(done(collection.said(
                        plan.officer,
                        meeting,
                        map("topic", "title", "opinions", firm.name() + "：培训要提前\n" + neighbour.name() + ":材料太多"))))
                .isEqualTo(2);
        assertThat(store.of(plan.kunshan, "meeting", meeting))
                .as("a county sees what its firms said")
                .extracting(Opinion::organisation)
                .containsExactly(firm.id());
        assertThat(invariant.check().violations()).isEmpty();
        plan.city.database.owner().sql("DELETE FROM plan.opinion_attendance").update();
        assertThat(invariant.check().violations()).isNotEmpty();
        plan.city
                .database
                .owner()
                .sql("INSERT INTO plan.opinion_attendance VALUES (:m, :a), (:m, :b)")
                .param("m", meeting)
                .param("a", firm.id())
                .param("b", neighbour.id())
                .update();
    }

    @Test
    void firmsSeeTheirOwnOnly() {
        UUID id = say("希望增加检测机构的开放时间");
        Viewer stranger = RegistryFixture.applicant(neighbour.id());
        assertThat(store.find(person, id)).isPresent();
        assertThat(store.find(stranger, id)).isEmpty();
        assertThat(store.page(stranger, OpinionStore.Query.ALL, RegistryFixture.TODAY, KeyPage.At.START, 50)
                        .items())
                .extracting(Opinion::organisation)
                .doesNotContain(firm.id());
        assertThat(refused(service.rate(stranger, id, 1, map("satisfaction", "satisfied"))))
                .extracting(FieldError::key)
                .containsExactly("opinion.error.gone");
        assertThat(store.find(Viewer.PUBLIC, id)).isEmpty();
    }

    @Test
    void peopleAreRemindedBeforeAndAfterAndStatisticsCount() {
        UUID form = collecting("提醒测试");
        UUID id = say("专利代办服务时间太长");
        done(service.assign(plan.officer, id, 1, assignment(plan.high)));
        plan.city.told.clear();
        assertThat(reminders.run().reminded()).as("the form closes in two days").isGreaterThanOrEqualTo(1);
        plan.on(RegistryFixture.TODAY.plusDays(40));
        try {
            reminders.run();
            assertThat(plan.city.told).anySatisfy(told -> assertThat(told).startsWith("诉求已逾期"));
            assertThat(store.statistics(plan.officer, 2026, "topic", plan.desk.today())
                            .getFirst()
                            .late())
                    .isGreaterThanOrEqualTo(1);
        } finally {
            plan.on(RegistryFixture.TODAY);
        }
        assertThat(store.heard(plan.officer, 2026).firms()).isBetween(1L, 2L);
        assertThat(collections.form(plan.officer, form)).isPresent();
    }
}
