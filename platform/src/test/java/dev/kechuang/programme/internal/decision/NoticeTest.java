package dev.kechuang.programme.internal.decision;

import static dev.kechuang.programme.internal.decision.DecisionFixture.document;
import static dev.kechuang.programme.internal.decision.DecisionFixture.notice;
import static dev.kechuang.programme.internal.decision.DecisionFixture.objection;
import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.identity.Accounts;
import dev.kechuang.programme.internal.decision.DecisionListStore.DecisionList;
import dev.kechuang.programme.internal.decision.NoticeStore.Notice;
import dev.kechuang.programme.internal.decision.ObjectionReceipts.Receipt;
import dev.kechuang.programme.internal.definition.Definition.Effect;
import dev.kechuang.programme.internal.effect.Elimination.Verdict;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the confirmed list over notice and objections to the document of approval. */
class NoticeTest {

    private static final DecisionFixture CITY = new DecisionFixture();

    @SuppressWarnings("NullAway.Init")
    private UUID call;

    @SuppressWarnings("NullAway.Init")
    private Application first;

    @SuppressWarnings("NullAway.Init")
    private Application second;

    @SuppressWarnings("NullAway.Init")
    private Application third;

    @AfterAll
    static void close() {
        CITY.close();
    }

    /** Two are taken, the third is the next in line. */
    @BeforeEach
    void decide() {
        call = CITY.call(100);
        first = CITY.decided(call, "甲", "90", 50);
        second = CITY.decided(call, "乙", "80", 50);
        third = CITY.decided(call, "丙", "70", 50);
        CITY.confirmed(call);
    }

    private static List<String> keys(Outcome<?> outcome) {
        return refused(outcome).stream().map(FieldError::key).toList();
    }

    private void overnight(Notice notice) {
        while (!CITY.notice.today().isAfter(notice.untilOn())) CITY.clock.move(Duration.ofDays(1));
        CITY.notice.endThoseOver();
    }

    @Test
    void aNoticeIsHeadedAsItsProgrammeCallsTheList() {
        assertThat(NoticeService.heading("2026年度市级项目申报通知", NoticeService.listed("拟立项")))
                .isEqualTo("2026年度市级项目拟立项名单公示");
        assertThat(NoticeService.heading("2026年度创新创业大赛申报通知", NoticeService.listed("拟获奖名单")))
                .isEqualTo("2026年度创新创业大赛拟获奖名单公示");
        assertThat(NoticeService.heading("2025年度孵化器绩效评价申报通知", NoticeService.listed("评价结果")))
                .isEqualTo("2025年度孵化器绩效评价结果公示");
    }

    @Test
    void aNoticeWithoutEnoughDaysIsRefusedWithTheDayOnWhichItMayEnd() {
        LocalDate enough = CITY.notice.earliestEnd(DecisionFixture.five());
        var errors = refused(CITY.notice.publish(CITY.officer, call, notice(enough.minusDays(1))));
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo("until");
            assertThat(error.key()).isEqualTo("decision.error.noticeDays");
            assertThat(error.args()).contains(5, 4, enough.toString());
        });
        assertThat(done(CITY.notice.publish(CITY.officer, call, notice(enough))).workingDays())
                .isEqualTo(5);
        assertThatThrownBy(() -> CITY.city.jdbc.sql("""
                        INSERT INTO programme.notice (call, stage, number, title, body, contact, from_on, until_on,
                            required_days, working_days, published_by, published_name, published_at)
                        VALUES (:call, 'notice', 9, '公示公示', '', '电话65221111', '2026-11-21', '2026-11-23', 5, 1,
                            gen_random_uuid(), 'x', now())""").param("call", call).update())
                .hasStackTraceContaining("notice_has_enough_days");
    }

    @Test
    void theNoticeShowsWhatTheProgrammeSaysAndEndsByItself() {
        Notice notice = CITY.noticed(call);
        assertThat(CITY.notices.entries(notice.id()))
                .extracting(NoticeStore.Entry::title, NoticeStore.Entry::leader, NoticeStore.Entry::amountFen)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("甲", "王工", 50L),
                        org.assertj.core.groups.Tuple.tuple("乙", "王工", 50L));
        assertThat(CITY.notices.entries(notice.id()))
                .extracting(NoticeStore.Entry::score)
                .containsOnlyNulls();
        assertThat(keys(CITY.notice.publish(CITY.officer, call, notice(notice.untilOn()))))
                .as("nothing is shown twice")
                .containsExactly("decision.error.nothingToNotice");
        assertThat(CITY.notice.endThoseOver()).as("its days are not over").isZero();
        assertThat(keys(CITY.move(Move.pass(CITY.find(first))))).containsExactly("decision.error.notNoticed");
        overnight(notice);
        assertThat(CITY.find(first).stage()).isEqualTo("approve");
        assertThat(CITY.find(second).stage()).isEqualTo("approve");
        assertThat(CITY.find(third).stage()).isEqualTo("decide");
        assertThat(CITY.notices.find(notice.id()).orElseThrow().state()).isEqualTo("closed");
    }

    @Test
    void everybodyIsToldWhatWaitsAndWhatBecameOfIt() {
        assertThat(CITY.registry.told)
                .as("a leader is told that a list waits, who fixed it that it is confirmed")
                .contains("名单待确认：二〇二六年申报", "名单已确认：二〇二六年申报");
        CITY.registry.told.clear();
        Notice notice = CITY.noticed(call);
        assertThat(CITY.registry.told)
                .as("whoever stands in the notice, and nobody else")
                .containsExactlyInAnyOrder("“甲”列入公示，公示至 " + notice.untilOn(), "“乙”列入公示，公示至 " + notice.untilOn());
        Viewer objector = dev.kechuang.registry.internal.RegistryFixture.applicant(third.organisation());
        String number = done(CITY.objection.file(objector, notice.id(), objection(first)))
                .number();
        done(CITY.objection.file(Viewer.PUBLIC, notice.id(), objection(second)));
        CITY.registry.told.clear();
        for (var each : CITY.objections.of(CITY.officer, call))
            done(CITY.objection.settle(CITY.officer, each.id(), false, "经查内容不同"));
        assertThat(CITY.registry.told)
                .as("whoever was logged in learns it here")
                .filteredOn(subject -> subject.startsWith("异议 "))
                .containsExactly("异议 " + number + " 已处理：不成立");
        CITY.registry.told.clear();
        overnight(notice);
        assertThat(CITY.registry.told).contains("公示期满：" + notice.title());
        var document = document(CITY.notice.today(), false);
        done(CITY.approval.prepare(CITY.officer, call, document));
        assertThat(CITY.registry.told).contains("批准文件待签发：" + document.number() + " " + document.title());
    }

    @Test
    void inACallOfACountyWhoeverMayDecideThereIsTold() {
        UUID leader = UUID.randomUUID();
        UUID clerk = UUID.randomUUID();
        DecisionList list = CITY.lists.of(call).getFirst();
        var accounts = (Accounts) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Accounts.class}, (proxy, method, args) -> {
                    assertThat(method.getName()).isEqualTo("officers");
                    // Nobody is county officer of a whole city.
                    List<UUID> found = args[0] == Role.BUREAU_LEADER
                            ? List.of(leader)
                            : args[1].equals(RegistryFixture.TAICANG) ? List.of(list.fixedBy(), clerk) : List.of();
                    return found.stream()
                            .map(id -> new Accounts.Person(id, "人", "login", "", "", List.of((Role) args[0])))
                            .toList();
                });
        var told = new LinkedHashMap<String, Collection<UUID>>();
        var said = new ArrayList<String>();
        var messages = new DecisionMessages(accounts, (to, key, subject, text, link) -> {
            told.put(subject, to);
            said.add(text);
        });
        CallInfo city = CITY.decisions.call(CITY.officer, call).orElseThrow();
        messages.listFixed(of(city, RegistryFixture.TAICANG, "太仓市大赛"), list);
        messages.listFixed(of(city, RegistryFixture.CITY, "孵化器绩效评价"), list);
        assertThat(told.get("名单待确认：太仓市大赛")).as("without who fixed it").containsExactlyInAnyOrder(leader, clerk);
        assertThat(told.get("名单待确认：孵化器绩效评价")).containsExactly(leader);
        messages.listConfirmed(city, list);
        assertThat(said).allSatisfy(text -> assertThat(text).contains("列入 2 项").doesNotContain("立项"));
    }

    @Test
    void aCountyOfficerFindsTheListsThatAnotherHasFixed() {
        UUID waits = CITY.call(50);
        CITY.decided(waits, "丁", "90", 50);
        Viewer clerk = county();
        done(CITY.decision.fix(clerk, waits));
        var waiting = new DecisionWaiting(CITY.city.jdbc, CITY.objections);
        assertThat(waiting.most(county(), 50))
                .filteredOn(one -> one.call().equals(waits))
                .extracting(DecisionWaiting.Waits::what)
                .containsExactly("list");
        assertThat(waiting.most(clerk, 50))
                .as("nobody confirms the own list")
                .extracting(DecisionWaiting.Waits::call)
                .doesNotContain(waits);
    }

    private static Viewer county() {
        return new Viewer(
                UUID.randomUUID(),
                "区受理",
                Set.of(Role.COUNTY_OFFICER),
                null,
                UUID.randomUUID(),
                "",
                List.of(RegistryFixture.CITY));
    }

    private static CallInfo of(CallInfo call, String region, String title) {
        return new CallInfo(
                call.id(),
                call.version(),
                call.number(),
                title,
                call.year(),
                region,
                call.budgetFen(),
                call.budgetLine());
    }

    @Test
    void anObjectionHoldsUntilItIsDismissed() {
        Notice notice = CITY.noticed(call);
        String number = done(CITY.objection.file(Viewer.PUBLIC, notice.id(), objection(first)))
                .number();
        String more = done(CITY.objection.file(Viewer.PUBLIC, notice.id(), objection(first)))
                .number();
        assertThat(number).startsWith("YY" + CITY.notice.today().getYear()).isNotEqualTo(more);
        assertThat(CITY.find(first).status()).isEqualTo(Status.HELD);
        assertThat(CITY.registry.told).anyMatch(subject -> subject.contains(number));
        overnight(notice);
        assertThat(CITY.find(first).stage()).isEqualTo("notice");
        assertThat(CITY.find(second).stage()).isEqualTo("approve");
        var open = CITY.objections.of(CITY.officer, call);
        done(CITY.objection.settle(CITY.officer, open.get(0).id(), false, "经查内容不同"));
        assertThat(CITY.find(first).status()).as("one is still open").isEqualTo(Status.HELD);
        done(CITY.objection.settle(CITY.officer, open.get(1).id(), false, "同上，经查内容不同"));
        assertThat(CITY.find(first).stage()).as("its notice is over").isEqualTo("approve");
        assertThat(CITY.find(first).status()).isEqualTo(Status.OPEN);
        assertThat(keys(CITY.objection.settle(CITY.officer, open.get(0).id(), true, "改判")))
                .containsExactly("decision.error.settled");
    }

    @Test
    void anUpheldObjectionTakesItOffTheListAndTheNextInLineIsProposed() {
        Notice notice = CITY.noticed(call);
        done(CITY.objection.file(Viewer.PUBLIC, notice.id(), objection(second)));
        assertThat(CITY.decision.board(CITY.officer, call, null).orElseThrow().approved())
                .as("no money is left")
                .isZero();
        var open = CITY.objections.of(CITY.officer, call).getFirst();
        assertThat(keys(CITY.objection.settle(CITY.officer, open.id(), true, "")))
                .containsExactly("decision.error.length.answer");
        done(CITY.objection.settle(CITY.officer, open.id(), true, "与2025年项目重复"));
        assertThat(CITY.find(second).status()).isEqualTo(Status.REFUSED);
        assertThat(CITY.fund.reserved).doesNotContainKey(Reservations.reference(second.id()));
        var board = CITY.decision.board(CITY.officer, call, null).orElseThrow();
        assertThat(board.rows()).singleElement().satisfies(row -> {
            assertThat(row.candidate().title()).isEqualTo("丙");
            assertThat(row.approve()).isTrue();
        });
        CITY.confirmed(call);
        Notice supplement = CITY.noticed(call);
        assertThat(CITY.notices.entries(supplement.id()))
                .extracting(NoticeStore.Entry::title)
                .containsExactly("丙");
    }

    @Test
    void anAnonymousLeadIsKeptAndHoldsNothing() {
        Notice notice = CITY.noticed(call);
        Viewer somebody = RegistryFixture.applicant(third.organisation());
        var lead = objection(first, ObjectionKind.ANONYMOUS, "", "", "");
        String number = done(CITY.objection.file(somebody, notice.id(), lead)).number();
        assertThat(CITY.find(first).status()).isEqualTo(Status.OPEN);
        assertThat(CITY.registry.told).anyMatch(subject -> subject.startsWith("收到匿名线索 " + number));
        var open = CITY.objections.of(CITY.officer, call).getFirst();
        assertThat(open.isLead()).isTrue();
        assertThat(CITY.objections.objector(open.id()))
                .as("also of somebody who is logged in")
                .isEmpty();
        assertThat(CITY.notices.find(notice.id()).orElseThrow().openObjections())
                .isZero();
        overnight(notice);
        assertThat(CITY.find(first).stage()).as("goes on").isEqualTo("approve");
        done(CITY.objection.settle(CITY.officer, open.id(), true, "经查情况属实"));
        assertThat(CITY.find(first).status())
                .as("but leaves when it proves right")
                .isEqualTo(Status.REFUSED);
        assertThatThrownBy(() -> CITY.city
                        .jdbc
                        .sql("""
                        INSERT INTO programme.objection (notice, application, number, kind, name, contact, text, filed_at)
                        VALUES (:notice, :application, 'X', 'anonymous', '张三', '13800000000', '与去年的项目内容基本相同', now())""")
                        .param("notice", notice.id())
                        .param("application", first.id())
                        .update())
                .hasStackTraceContaining("objection_under_a_real_name");
    }

    @Test
    void anObjectionIsUnderARealNameOfAPersonOrAUnit() {
        Notice notice = CITY.noticed(call);
        assertThat(keys(CITY.objection.file(
                        Viewer.PUBLIC,
                        notice.id(),
                        objection(first, ObjectionKind.PERSON, "网友007", "13800000000", ""))))
                .containsExactly("decision.error.realName");
        assertThat(keys(CITY.objection.file(
                        Viewer.PUBLIC, notice.id(), objection(first, ObjectionKind.PERSON, "李正直", "不告诉你", ""))))
                .containsExactly("decision.error.length.contact");
        assertThat(keys(CITY.objection.file(
                        Viewer.PUBLIC, notice.id(), objection(first, ObjectionKind.PERSON, "李正直", "请到门口找我", ""))))
                .containsExactly("decision.error.contactForm");
        assertThat(keys(CITY.objection.file(
                        Viewer.PUBLIC, notice.id(), objection(first, ObjectionKind.UNIT, "李正直", "li@example.com", ""))))
                .containsExactly("decision.error.length.organisation");
        assertThat(keys(CITY.objection.file(
                        Viewer.PUBLIC, notice.id(), objection(first, ObjectionKind.ANONYMOUS, "李正直", "", ""))))
                .containsExactly("decision.error.anonymousNamed");
        var unit = objection(first, ObjectionKind.UNIT, "阿卜杜拉·买买提", "+86 (512) 6522-1111", "苏州正直有限公司");
        done(CITY.objection.file(Viewer.PUBLIC, notice.id(), unit));
        assertThat(CITY.find(first).status()).isEqualTo(Status.HELD);
        assertThat(counted(ObjectionRecords.OBJECTED, first)).isEqualTo(1);
        assertThat(counted(ObjectionRecords.UPHELD, first)).isZero();
        var open = CITY.objections.of(CITY.officer, call).getFirst();
        done(CITY.objection.settle(CITY.officer, open.id(), true, "经查情况属实"));
        assertThat(counted(ObjectionRecords.UPHELD, first)).isEqualTo(1);
    }

    private static int counted(String kind, Application application) {
        return CITY.city
                .jdbc
                .sql("SELECT count(*) FROM record.published_record WHERE kind = :kind AND subject = :subject")
                .param("kind", kind)
                .param("subject", "programme/application/" + application.id())
                .query(Integer.class)
                .single();
    }

    @Test
    void whoeverHoldsTheReceiptReadsTheAnswerAndNobodyElseLearnsThatThereIsOne() {
        Notice notice = CITY.noticed(call);
        var receipts = new ObjectionReceipts(CITY.objections);
        Receipt mine = done(CITY.objection.file(Viewer.PUBLIC, notice.id(), objection(first)));
        Receipt others = done(CITY.objection.file(Viewer.PUBLIC, notice.id(), objection(second)));
        assertThat(mine.secret()).matches("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(receipts.read(mine.number(), mine.secret()).orElseThrow().state())
                .isEqualTo("open");
        assertThat(receipts.read(
                        " " + mine.number().toLowerCase(Locale.ROOT),
                        mine.secret().toLowerCase(Locale.ROOT).replace("-", " ").replace('0', 'o')))
                .as("as people copy it")
                .isPresent();
        assertThat(receipts.read(mine.number(), others.secret())).isEmpty();
        assertThat(receipts.read("YY209900001", mine.secret())).isEmpty();
        assertThat(receipts.read(mine.number(), "")).isEmpty();
        assertThat(CITY.city
                        .jdbc
                        .sql("SELECT count(*) FROM programme.objection o WHERE o::text LIKE :secret")
                        .param("secret", "%" + mine.secret().replace("-", "") + "%")
                        .query(Integer.class)
                        .single())
                .as("the secret itself is not kept")
                .isZero();
        var open = CITY.objections.of(CITY.officer, call).stream()
                .filter(each -> each.number().equals(mine.number()))
                .findFirst()
                .orElseThrow();
        done(CITY.objection.settle(CITY.officer, open.id(), false, "经查内容不同"));
        assertThat(receipts.read(mine.number(), mine.secret()).orElseThrow()).satisfies(filed -> {
            assertThat(filed.state()).isEqualTo("dismissed");
            assertThat(filed.answer()).isEqualTo("经查内容不同");
            assertThat(filed.handledAt()).isNotNull();
        });
        var older = CITY.registry.database.owner();
        older.sql("ALTER TABLE programme.objection DISABLE TRIGGER objection_settled_once")
                .update();
        older.sql("UPDATE programme.objection SET secret_digest = NULL WHERE number = :number")
                .param("number", mine.number())
                .update();
        older.sql("ALTER TABLE programme.objection ENABLE TRIGGER objection_settled_once")
                .update();
        assertThat(receipts.read(mine.number(), ""))
                .as("an objection of before there were receipts has none")
                .isEmpty();
    }

    @Test
    void whoeverDoesNotHandleItSeesNoObjection() {
        Notice notice = CITY.noticed(call);
        done(CITY.objection.file(Viewer.PUBLIC, notice.id(), objection(first)));
        var filed = CITY.objections.of(CITY.officer, call).getFirst();
        assertThat(filed.contact()).isEqualTo("13800000000");
        assertThat(CITY.objections.of(CITY.registry.kunshan, null)).isEmpty();
        assertThat(CITY.objections.find(CITY.registry.kunshan, filed.id())).isEmpty();
        assertThatThrownBy(() -> CITY.objection.settle(CITY.registry.kunshan, filed.id(), false, "不归我们管"))
                .isInstanceOf(dev.kechuang.shared.web.NotFound.class);
        Viewer applicant = RegistryFixture.applicant(first.organisation());
        var evidence = new EvidenceFiles(CITY.objections);
        assertThat(evidence.mayRead(CITY.officer, filed.id().toString())).isTrue();
        assertThat(evidence.mayRead(CITY.registry.kunshan, filed.id().toString()))
                .isFalse();
        assertThat(evidence.mayRead(applicant, filed.id().toString())).isFalse();
        assertThat(CITY.city.applications.events(first.id()))
                .as("what the applicant reads of it")
                .allSatisfy(event -> assertThat(event.reason() + event.actor()).doesNotContain("李正直", "13800000000"));
    }

    @Test
    void whereNoRankingKeepsTheMoneyOfATrackTheDocumentDoes() {
        UUID straight = CITY.straight(500);
        CITY.limit(straight, "track", "a", 100);
        for (String title : List.of("凭证一", "凭证二")) {
            Application at = CITY.reviewed(straight, title, 60);
            CITY.city
                    .jdbc
                    .sql("UPDATE programme.application SET track = 'a' WHERE id = :id")
                    .param("id", at.id())
                    .update();
        }
        overnight(CITY.noticed(straight));
        var document = document(CITY.notice.today(), false);
        assertThat(refused(CITY.approval.prepare(CITY.officer, straight, document)))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.key()).isEqualTo("decision.error.share");
                    assertThat(error.args()).contains(LifecycleFixture.words("前沿"));
                });
        CITY.withdrawn(straight, "凭证二");
        assertThat(done(CITY.approval.prepare(CITY.officer, straight, document)).sumFen())
                .isEqualTo(60);
    }

    @Test
    void aFormThatIsSentManyTimesAtOnceFilesOnce() throws Exception {
        Notice notice = CITY.noticed(call);
        var form = objection(first);
        var receipts = new ArrayList<Receipt>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var tasks = new ArrayList<Callable<Outcome<Receipt>>>();
            for (int i = 0; i < 4; i++) tasks.add(() -> CITY.objection.file(Viewer.PUBLIC, notice.id(), form));
            for (var answer : threads.invokeAll(tasks)) receipts.add(done(answer.get()));
        }
        assertThat(receipts)
                .as("every answer is the receipt: nobody knows which of them arrives")
                .containsOnly(receipts.getFirst());
        assertThat(CITY.objections.of(CITY.officer, call)).hasSize(1);
    }

    @Test
    void anObjectionIsRefusedWhenItIsLateOrWithoutNameOrReason() {
        Notice notice = CITY.noticed(call);
        var bad = new NewObjection(null, third.id(), ObjectionKind.PERSON, " ", "1", "", "太差", null);
        assertThat(refused(CITY.objection.file(Viewer.PUBLIC, notice.id(), bad)))
                .extracting(FieldError::field)
                .containsExactly("application", "name", "contact", "text");
        overnight(notice);
        assertThat(keys(CITY.objection.file(Viewer.PUBLIC, notice.id(), objection(first))))
                .containsExactly("decision.error.objectionLate");
        assertThat(CITY.find(first).status()).isEqualTo(Status.OPEN);
    }

    @Test
    void aCancelledNoticeCountsForNothingAndCanBePublishedAgain() {
        Notice notice = CITY.noticed(call);
        done(CITY.notice.cancel(CITY.officer, call, notice.id(), "标题有误"));
        assertThat(CITY.registry.told).contains("公示已撤回：“甲”");
        overnight(notice);
        assertThat(CITY.find(first).stage()).isEqualTo("notice");
        Notice again = CITY.noticed(call);
        assertThat(again.number()).isEqualTo(2);
        overnight(again);
        assertThat(CITY.find(first).stage()).isEqualTo("approve");
    }

    @Test
    void anObjectionAndTheEndOfTheNoticeAtOnceEndInOneOrder() throws Exception {
        Notice notice = CITY.noticed(call);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var tasks = new ArrayList<Callable<Outcome<Receipt>>>();
            for (int i = 0; i < 4; i++)
                tasks.add(() -> CITY.objection.file(Viewer.PUBLIC, notice.id(), objection(first)));
            for (var answer : threads.invokeAll(tasks)) done(answer.get());
        }
        assertThat(CITY.find(first).status()).isEqualTo(Status.HELD);
        assertThat(CITY.city.applications.events(first.id()).stream()
                        .filter(event -> event.kind().code().equals("held")))
                .as("held once")
                .hasSize(1);
        var open = CITY.objections.of(CITY.officer, call);
        assertThat(open).hasSize(4);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var tasks = new ArrayList<Callable<Outcome<?>>>();
            for (var each : open) tasks.add(() -> CITY.objection.settle(CITY.officer, each.id(), false, "不成立"));
            for (var answer : threads.invokeAll(tasks)) done(answer.get());
        }
        assertThat(CITY.find(first).status()).isEqualTo(Status.OPEN);
    }

    @Test
    void theDocumentIsPreparedByOneAndIssuedByAnotherAndEverybodyLearns() throws Exception {
        overnight(CITY.noticed(call));
        LocalDate today = CITY.notice.today();
        assertThat(keys(CITY.approval.prepare(CITY.officer, call, document(today.minusDays(1), true))))
                .containsExactly("decision.error.past");
        var prepared = done(CITY.approval.prepare(CITY.leader, call, document(today, true)));
        assertThat(keys(CITY.approval.issue(CITY.leader, call, prepared.id())))
                .containsExactly("decision.error.fourEyes");
        assertThat(keys(CITY.move(Move.pass(CITY.find(first))))).containsExactly("decision.error.notIssued");
        var issued = done(CITY.approval.issue(DecisionFixture.leader(), call, prepared.id()));
        assertThat(issued.state()).isEqualTo("issued");
        assertThat(CITY.find(first).stage()).isEqualTo("pay");
        assertThat(CITY.find(first).announcedAt()).isNotNull();
        assertThat(CITY.find(third).status()).isEqualTo(Status.REFUSED);
        assertThat(CITY.find(third).seenByApplicant()).isEqualTo(Status.REFUSED);
        assertThat(CITY.registry.told).anyMatch(subject -> subject.equals("“丙”未列入公布的名单"));
        var document = CITY.approval.document(CITY.officer, call, prepared.id()).orElseThrow();
        try (var pdf = Loader.loadPDF(CITY.documents.pdf(document))) {
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s", ""))
                    .contains("关于下达2026年度市级项目的通知", "下达2026年度市级项目一览表", first.number(), "合计");
        }
        var again = new NewApproval(prepared.number(), "某局文件", "关于某事的通知", "各单位：", "现将有关事项通知如下。", "某局", today, false);
        assertThat(keys(CITY.approval.prepare(CITY.officer, call, again)))
                .contains("decision.error.numberTaken", "decision.error.nothingToApprove");

        var invariant = new DecisionInvariants().programmeApprovedProperly(CITY.city.jdbc);
        assertThat(invariant.check().violations()).isEmpty();
        assertThat(invariant.check().checked()).isPositive();
        var owner = CITY.registry.database.owner();
        owner.sql("UPDATE programme.notice SET until_on = until_on + 30 WHERE call = :call")
                .param("call", call)
                .update();
        assertThat(invariant.check().violations())
                .hasSize(2)
                .allMatch(said -> said.contains("no notice that was over"));
        owner.sql("UPDATE programme.notice SET until_on = until_on - 30 WHERE call = :call")
                .param("call", call)
                .update();
        assertThat(invariant.check().holds()).isTrue();
    }

    @Test
    void theLastDocumentWaitsForWhatIsHeld() {
        Notice notice = CITY.noticed(call);
        done(CITY.objection.file(Viewer.PUBLIC, notice.id(), objection(second)));
        overnight(notice);
        LocalDate today = CITY.notice.today();
        assertThat(refused(CITY.approval.prepare(CITY.officer, call, document(today, true))))
                .containsExactly(FieldError.of("last", "decision.error.underWay", 1));
        var prepared = done(CITY.approval.prepare(CITY.officer, call, document(today, false)));
        done(CITY.approval.issue(CITY.leader, call, prepared.id()));
        assertThat(CITY.find(first).stage()).isEqualTo("pay");
        assertThat(CITY.find(third).status())
                .as("may still be the next in line")
                .isEqualTo(Status.OPEN);
    }

    @Test
    void whoWasRefusedLeavesNothingSetAside() {
        assertThat(CITY.fund.available).isZero();
        done(CITY.move(Move.of(CITY.find(first), dev.kechuang.programme.internal.lifecycle.EventKind.WITHDRAWN, "")));
        assertThat(CITY.fund.available).isEqualTo(50);
    }

    @Test
    void whoWithdrawsFromANoticeLeavesItMarkedAndTheNextFollowsOnlyByANewList() {
        Notice notice = CITY.noticed(call);
        CITY.registry.told.clear();
        CITY.withdrawn(call, "乙");
        assertThat(CITY.registry.told)
                .as("whoever made the list, and the applicant")
                .contains("名单中的“乙”已由申报方撤回", "“乙”已撤回");
        assertThat(CITY.notices.entries(notice.id()))
                .extracting(NoticeStore.Entry::title, NoticeStore.Entry::left)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("甲", ""),
                        org.assertj.core.groups.Tuple.tuple("乙", "withdrawn"));
        assertThat(CITY.lists.entries(CITY.lists.of(call).getFirst().id()))
                .filteredOn(DecisionListStore.Entry::withdrawn)
                .extracting(DecisionListStore.Entry::title)
                .containsExactly("乙");
        assertThat(CITY.fund.available).as("the money is back").isEqualTo(50);
        assertThat(CITY.find(third).stage()).as("nobody follows by itself").isEqualTo("decide");
        overnight(notice);
        assertThat(CITY.find(first).stage()).isEqualTo("approve");
        assertThat(CITY.find(second).status()).isEqualTo(Status.WITHDRAWN);
        CITY.confirmed(call);
        assertThat(CITY.find(third).stage()).isEqualTo("notice");
    }

    @Test
    void whoWithdrawsWithAnOpenObjectionLeavesItToBeAnswered() {
        Notice notice = CITY.noticed(call);
        done(CITY.objection.file(Viewer.PUBLIC, notice.id(), objection(first)));
        CITY.withdrawn(call, "甲");
        var open = CITY.objections.of(CITY.officer, call).getFirst();
        assertThat(done(CITY.objection.settle(CITY.officer, open.id(), false, "申报方已撤回，不再处理"))
                        .state())
                .isEqualTo("dismissed");
        assertThat(CITY.find(first).status()).isEqualTo(Status.WITHDRAWN);
    }

    /** An evaluation in which the last fifth loses the title and the others are confirmed. */
    private UUID evaluation() {
        return CITY.call(
                100,
                List.of(
                        new Effect.RevokeTitle("approve", "incubator", "city", "名次 > 参评数 * 0.8"),
                        new Effect.ConfirmTitle("approve", "incubator", "city", "名次 <= 参评数 * 0.8")));
    }

    private List<Optional<Verdict>> verdicts(Notice notice) {
        var evaluation = CITY.evaluations.of(notice).orElseThrow();
        return CITY.notices.entries(notice.id()).stream().map(evaluation::of).toList();
    }

    @Test
    void aSecondListAndItsNoticeJudgeByThePlaceAmongAllWhoWereEvaluated() {
        assertThat(CITY.evaluations.of(CITY.noticed(call)))
                .as("no title is at stake")
                .isEmpty();
        UUID evaluation = evaluation();
        var ranked = new ArrayList<Application>();
        for (String score : List.of("95", "90", "88", "85", "84"))
            ranked.add(CITY.decided(evaluation, "孵化器" + score, score, 0));
        var later = List.of(ranked.get(1), ranked.get(2));
        for (Application each : later)
            done(CITY.decision.change(CITY.leader, evaluation, each.id(), false, null, "数据待核实"));
        CITY.confirmed(evaluation);
        assertThat(verdicts(CITY.noticed(evaluation)))
                .containsExactly(
                        Optional.of(Verdict.CONFIRMED), Optional.of(Verdict.CONFIRMED), Optional.of(Verdict.LOST));
        for (Application each : later)
            done(CITY.decision.change(CITY.leader, evaluation, each.id(), true, null, "数据已核实"));
        var second = done(CITY.decision.fix(CITY.officer, evaluation));
        var call = CITY.decisions.call(CITY.officer, evaluation).orElseThrow();
        var draft = CITY.evaluations.of(call).orElseThrow();
        assertThat(CITY.lists.entries(second.id()))
                .as("before it is confirmed, too")
                .hasSize(2)
                .allMatch(entry -> draft.of(second, entry).equals(Optional.of(Verdict.CONFIRMED)));
        done(CITY.decision.confirm(CITY.leader, evaluation, second.id()));
        assertThat(verdicts(CITY.noticed(evaluation)))
                .containsExactly(Optional.of(Verdict.CONFIRMED), Optional.of(Verdict.CONFIRMED));
    }

    @Test
    void ofWhoeverIsStruckByAnObjectionTheNoticeSaysNothingMore() {
        UUID evaluation = evaluation();
        var last = new ArrayList<Application>();
        for (String score : List.of("90", "80")) last.add(CITY.decided(evaluation, "孵化器" + score, score, 0));
        CITY.confirmed(evaluation);
        Notice notice = CITY.noticed(evaluation);
        assertThat(verdicts(notice)).containsExactly(Optional.of(Verdict.CONFIRMED), Optional.of(Verdict.LOST));
        done(CITY.objection.file(Viewer.PUBLIC, notice.id(), objection(last.getLast())));
        assertThat(verdicts(notice)).as("while it is looked into").last().isEqualTo(Optional.of(Verdict.LOST));
        var open = CITY.objections.of(CITY.officer, evaluation).getFirst();
        done(CITY.objection.settle(CITY.officer, open.id(), true, "得分计算有误"));
        assertThat(verdicts(notice)).containsExactly(Optional.of(Verdict.CONFIRMED), Optional.empty());
    }
}
