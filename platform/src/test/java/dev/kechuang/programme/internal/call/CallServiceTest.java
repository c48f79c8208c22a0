package dev.kechuang.programme.internal.call;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.document.Documents;
import dev.kechuang.file.FileStore;
import dev.kechuang.fund.BudgetLine;
import dev.kechuang.fund.Budgets;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.registry.internal.FilesInMemory;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.title.TitleFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Sentences;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A call is drafted, published, and from then on changes by corrections only. */
class CallServiceTest {

    private static final LifecycleFixture CITY = new LifecycleFixture();

    @SuppressWarnings("NullAway.Init")
    private static UUID version;

    private final CallStore store = new CallStore(CITY.jdbc);
    private final CallCorrections corrections = new CallCorrections(CITY.jdbc);
    private final FilesInMemory files = new FilesInMemory();
    private final CallService service = new CallService(
            store,
            corrections,
            new CallRules(store, CITY.definitions, new NoLines(), CITY.workingDays, new RegistryFixture.FakeRegions()),
            files,
            CITY.registry.accounts,
            CITY.registry.new FakeMessages(),
            CITY.registry.new FakeAudit(),
            new RegistryFixture.FakeRegions(),
            CITY.registry.clock);
    private final Viewer bureau = CITY.registry.bureau;

    @BeforeAll
    static void release() {
        version = CITY.version("city-project", LifecycleFixture.project());
    }

    @AfterAll
    static void close() {
        CITY.close();
    }

    private static Map<String, String> form(String... more) {
        var form = new LinkedHashMap<>(Map.of(
                "version", version.toString(),
                "title", "二〇二六年度市级项目申报通知",
                "year", "2026",
                "opensOn", "2026-11-20",
                "closesOn", "2026-12-18",
                "closesTime", "17:00",
                "grace", "30",
                "budget", "6501",
                "guide", "一、支持方向\n支持企业开展关键技术攻关。",
                "contact", "科研处 0512-00000000"));
        for (int i = 0; i < more.length; i += 2) form.put(more[i], more[i + 1]);
        return form;
    }

    private Outcome<Call> in(Callable<Outcome<Call>> command) {
        return CITY.registry.transactions.execute(status -> {
            try {
                return command.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Call drafted(String... more) {
        return done(in(() -> service.draft(bureau, form(more))));
    }

    private Call published(String... more) {
        Call draft = drafted(more);
        return done(in(() -> service.publish(bureau, draft.id(), draft.revision())));
    }

    @Test
    void aDraftIsSeenByItsOfficersAndByEverybodyOncePublished() {
        Call draft = drafted();
        assertThat(draft.number()).matches("2026-\\d{3}");
        assertThat(draft.budget()).isEqualTo(Money.wan(java.math.BigDecimal.valueOf(6501)));
        assertThat(store.find(Viewer.PUBLIC, draft.id())).isEmpty();
        assertThat(store.find(CITY.registry.kunshan, draft.id())).isEmpty();
        done(in(() -> service.publish(bureau, draft.id(), draft.revision())));
        assertThat(store.find(Viewer.PUBLIC, draft.id())).isPresent();
        assertThat(store.open(CITY.registry.clock.instant()))
                .extracting(Call::id)
                .contains(draft.id());
    }

    @Test
    void theEndMayBeGivenInWorkingDaysAndHasToBeOne() {
        Call call = drafted("closesOn", "", "workingDays", "10");
        assertThat(CallTexts.moment(call.closesAt())).isEqualTo("2026-12-04 17:00");
        assertThat(refused(in(() -> service.draft(bureau, form("closesOn", "2026-12-19")))))
                .containsExactly(FieldError.of("closesOn", "call.error.notWorking", "2026-12-19", "2026-12-21"));
    }

    @Test
    void everyMistakeIsToldAtItsField() {
        var errors = refused(in(() -> service.draft(
                bureau, form("title", "x", "year", "abc", "budget", "-1", "opensOn", "2026-13-01", "grace", "500"))));
        assertThat(errors)
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder("title", "year", "budget", "opensOn", "grace");
    }

    @Test
    void aCorrectionSaysWhatWasAndTellsWhoeverHasBegun() {
        Call call = published();
        var lifecycle = CITY.lifecycle();
        var begun = CITY.draft(lifecycle, call.id());
        CITY.registry.accounts.registerApplicant(RegistryFixture.person("begun" + begun.id()), begun.organisation());
        CITY.registry.told.clear();
        Call after = done(in(() -> service.correct(
                bureau, call.id(), call.revision(), form("closesOn", "2026-12-25", "reason", "延长受理时间"))));
        assertThat(CallTexts.moment(after.closesAt())).isEqualTo("2026-12-25 17:00");
        assertThat(corrections.of(call.id())).singleElement().satisfies(correction -> {
            assertThat(correction.reason()).isEqualTo("延长受理时间");
            assertThat(correction.changes()).containsOnlyKeys("closesOn");
            assertThat(correction.told()).isEqualTo(1);
        });
        assertThat(CITY.registry.told).hasSize(1).first().asString().contains("更正");
    }

    @Test
    void theEndIsNeverBroughtForwardAndAnEmptyCorrectionIsNone() {
        Call call = published();
        assertThat(refused(in(() -> service.correct(
                        bureau, call.id(), call.revision(), form("closesOn", "2026-12-11", "reason", "提前")))))
                .extracting(FieldError::key)
                .containsExactly("call.error.earlier");
        assertThat(refused(in(() -> service.correct(bureau, call.id(), call.revision(), form("reason", "没有变化")))))
                .extracting(FieldError::key)
                .containsExactly("call.error.nothingChanged");
        assertThatThrownBy(() -> CITY.jdbc
                        .sql("UPDATE programme.call SET budget_fen = 1 WHERE id = :id")
                        .param("id", call.id())
                        .update())
                .hasStackTraceContaining("by a correction only");
        assertThatThrownBy(() -> CITY.jdbc
                        .sql("UPDATE programme.call SET budget_fen = 1, revision = revision + 1 WHERE id = :id")
                        .param("id", call.id())
                        .update())
                .hasStackTraceContaining("has no correction");
    }

    @Test
    void ofTwoOfficersWhoEditAtOnceOneIsTold() throws Exception {
        Call draft = drafted();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var tasks = new ArrayList<Callable<Outcome<Call>>>();
            for (String title : List.of("甲改的标题", "乙改的标题")) {
                tasks.add(() -> in(() -> service.update(bureau, draft.id(), draft.revision(), form("title", title))));
            }
            int done = 0;
            for (var answer : threads.invokeAll(tasks)) {
                if (answer.get() instanceof Outcome.Done) done++;
            }
            assertThat(done).isEqualTo(1);
        }
    }

    @Test
    void numbersOfApplicationsAreGivenOnceEachUnderMany() throws Exception {
        Call call = published();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 80; i++) {
                tasks.add(() -> CITY.registry.transactions.execute(status -> store.nextApplication(call.id())));
            }
            var numbers = new ArrayList<Integer>();
            for (var answer : threads.invokeAll(tasks)) numbers.add(answer.get());
            assertThat(numbers).doesNotHaveDuplicates().hasSize(80).contains(1, 80);
        }
    }

    @Test
    void whoBeganInTimeMayFinishWithinTheGrace() {
        Call call = published();
        Instant end = call.closesAt();
        assertThat(call.takes(end.minusSeconds(1), end.minusSeconds(1))).isTrue();
        assertThat(call.takes(end.minusSeconds(60), end.plusSeconds(29 * 60))).isTrue();
        assertThat(call.takes(end.minusSeconds(60), end.plusSeconds(30 * 60))).isFalse();
        assertThat(call.takes(end, end.plusSeconds(1)))
                .as("began one second late")
                .isFalse();
    }

    @Test
    void aCountyGetsItsOwnCallOnceAndCompletesIt() {
        Call call = published();
        Call own = done(in(() -> service.delegate(
                bureau, call.id(), RegistryFixture.TAICANG, Money.wan(java.math.BigDecimal.valueOf(500)))));
        assertThat(own.parent()).isEqualTo(call.id());
        assertThat(refused(in(() -> service.delegate(bureau, call.id(), RegistryFixture.TAICANG, Money.ZERO))))
                .extracting(FieldError::key)
                .containsExactly("call.error.delegated");
        Viewer taicang = CITY.registry.taicang;
        assertThat(store.find(CITY.registry.kunshan, own.id())).isEmpty();
        Call completed = done(in(
                () -> service.update(taicang, own.id(), own.revision(), form("title", "太仓市项目申报通知", "budget", "500"))));
        assertThat(completed.region()).isEqualTo(RegistryFixture.TAICANG);
        assertThat(completed.version()).isEqualTo(call.version());
        done(in(() -> service.publish(taicang, completed.id(), completed.revision())));
        assertThat(refused(in(() -> service.cancel(CITY.registry.kunshan, own.id(), 2, "不是本区"))))
                .extracting(FieldError::key)
                .containsExactly("call.error.notYours");
    }

    @Test
    void theGuideComesAsADocument() {
        Call call = published();
        var guide = GuideDocument.of(
                limited(call),
                CITY.definitions.of(version),
                CITY.workingDays,
                TitleFixture.PACKS.codeLists(),
                new GuideDocument.Who("企业、高等院校", "苏州市研发奖励", "第 1 名 50 万元"));
        assertThat(Documents.standard().html(guide))
                .contains("支持方向", "2026-12-18 17:00", "6501.00", "形式审查", "第 1 名 50 万元")
                .contains("申报单位类型：企业、高等院校", "符合“苏州市研发奖励”的条件")
                .contains("生物与新医药")
                .doesNotContain("biomedicine");
        assertThat(Documents.standard().docx(guide)).isNotEmpty();
    }

    /** With twenty applications of a technical field at most. */
    private static Call limited(Call call) {
        return call.with(List.of(new Call.Quota("field", "biomedicine", 20, null)), call.files());
    }

    @Test
    void whatIsAttachedToAPublicCallIsACorrectionAndTold() throws IOException {
        Call draft = drafted();
        UUID first = uploaded("申报书模板.docx");
        done(in(() -> service.attach(bureau, draft.id(), first)));
        assertThat(corrections.of(draft.id())).as("a draft is not corrected").isEmpty();
        Call call = done(in(() -> service.publish(bureau, draft.id(), draft.revision())));
        var begun = CITY.draft(CITY.lifecycle(), call.id());
        CITY.registry.accounts.registerApplicant(RegistryFixture.person("file" + begun.id()), begun.organisation());
        CITY.registry.told.clear();
        UUID second = uploaded("预算编制说明.pdf");
        Call after = done(in(() -> service.attach(bureau, call.id(), second)));
        assertThat(after.revision()).isEqualTo(call.revision() + 1);
        assertThat(corrections.of(call.id())).singleElement().satisfies(correction -> {
            assertThat(correction.reason()).isEqualTo("补充附件：预算编制说明.pdf");
            assertThat(correction.changes()).containsEntry("files", List.of("", "预算编制说明.pdf"));
            assertThat(correction.told()).isEqualTo(1);
        });
        assertThat(CITY.registry.told).singleElement().asString().contains("更正");
        done(in(() -> service.attach(bureau, call.id(), second)));
        assertThat(corrections.of(call.id())).as("the same file again").hasSize(1);
    }

    private UUID uploaded(String name) throws IOException {
        return done(files.store(bureau, name, FileStore.Kind.ATTACHMENT, new ByteArrayInputStream(new byte[] {1})))
                .id();
    }

    @Test
    void countiesTogetherGetNoMoreThanTheCallHas() {
        Call call = published("budget", "1000");
        done(in(() -> service.delegate(
                bureau, call.id(), RegistryFixture.TAICANG, Money.wan(java.math.BigDecimal.valueOf(600)))));
        assertThat(Sentences.of(refused(in(() -> service.delegate(
                        bureau, call.id(), RegistryFixture.KUNSHAN, Money.wan(java.math.BigDecimal.valueOf(500)))))))
                .containsExactly("委托各区县的经费合计 1100.00 万元，超过本通知经费 1000.00 万元");
        done(in(() -> service.delegate(
                bureau, call.id(), RegistryFixture.KUNSHAN, Money.wan(java.math.BigDecimal.valueOf(400)))));
    }

    @Test
    void ofTwoOfficersWhoDelegateAtOnceTheSecondCountsWhatTheFirstGave() throws Exception {
        Call call = published("budget", "100");
        Money sixty = Money.wan(java.math.BigDecimal.valueOf(60));
        var given = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var first = threads.submit(() -> in(() -> {
                try {
                    return service.delegate(bureau, call.id(), RegistryFixture.TAICANG, sixty);
                } finally {
                    given.countDown();
                    // Not committed until the other has come as far as it can.
                    while (over.getCount() > 0 && !somebodyWaits()) Thread.sleep(20);
                }
            }));
            given.await();
            var second = threads.submit(() -> {
                try {
                    return in(() -> service.delegate(bureau, call.id(), RegistryFixture.KUNSHAN, sixty));
                } finally {
                    over.countDown();
                }
            });
            done(first.get());
            assertThat(Sentences.of(refused(second.get()))).containsExactly("委托各区县的经费合计 120.00 万元，超过本通知经费 100.00 万元");
        }
        assertThat(store.delegated(bureau, call.id())).hasSize(1);
    }

    private static boolean somebodyWaits() {
        return CITY.registry.database.owner().sql("""
                        SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)""").query(Boolean.class).single();
    }

    /** No budget line is bound in these tests. */
    private static final class NoLines implements Budgets {
        @Override
        public Outcome<BudgetLine> open(Viewer officer, String key, NewBudgetLine line) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Outcome<BudgetLine> change(Viewer officer, String key, UUID line, Money change, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Outcome<BudgetLine> carryOver(Viewer officer, String key, UUID from, UUID to, Money sum, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<BudgetLine> find(Viewer viewer, UUID line) {
            return Optional.empty();
        }

        @Override
        public List<BudgetLine> of(Viewer viewer, int year, String programme) {
            return List.of();
        }
    }
}
