package dev.kechuang.policy.internal.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.policy.PolicyRelease;
import dev.kechuang.policy.PolicyReleased;
import dev.kechuang.policy.internal.PolicyBook;
import dev.kechuang.policy.internal.PolicyVersionStore;
import dev.kechuang.policy.internal.ReleaseStore;
import dev.kechuang.policy.internal.TextsOfPacks;
import dev.kechuang.policy.internal.release.Draft.State;
import dev.kechuang.policy.internal.release.Draft.Wish;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.support.ResourceBundleMessageSource;

/** A policy is written, checked, submitted and released by two people; nobody overwrites anybody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DraftServiceTest {

    private static final LocalDate TODAY = RegistryFixture.TODAY;
    private static final Wish WISH = new Wish(TODAY.plusDays(10), "苏科规〔2026〕8号", "放宽人数上限");

    private final RegistryFixture city = new RegistryFixture();
    private final DraftStore store = new DraftStore(city.jdbc);
    private final PolicyVersionStore versions = new PolicyVersionStore(city.jdbc);
    private final ReleaseStore releases = new ReleaseStore(city.jdbc);
    private final List<Object> published = new CopyOnWriteArrayList<>();
    private final Viewer author = Viewers.bureauOfficer();
    private final Viewer colleague = Viewers.bureauOfficer();
    private int named;
    private String policy = "";
    private PolicyBook book = new TextsOfPacks().book();
    private DraftService service = service();

    @AfterAll
    void close() {
        city.close();
    }

    private DraftService service() {
        policy = "cn-draft-" + ++named;
        book = new TextsOfPacks()
                .with("cn", "", policy + ".yaml", text("500人"))
                .book()
                .with(releases, versions);
        var texts = new ResourceBundleMessageSource();
        texts.setBasename("i18n/policy-release");
        texts.setDefaultEncoding("UTF-8");
        return new DraftService(
                store,
                new DraftCheck(book),
                book,
                versions,
                releases,
                new DraftNews(city.accounts, store, city.new FakeMessages(), new RegistryFixture.FakeRegions(), texts),
                city.new FakeAudit(),
                published::add,
                city.transactions,
                city.clock);
    }

    private String text(String staff) {
        return text(staff, "eligible");
    }

    /** With a case that 300 people pass or not. */
    private String text(String staff, String expected) {
        return TextsOfPacks.policy(policy, "cn", staff, "") + """
                cases:
                  - name: 三百人
                    on: 2026-06-01
                    expect: %s
                    facts: { 居民企业: true, 职工总数: 300, 研发占比: 5%%, 资质: [ { 名称: 高新技术企业, 生效日期: 2025-01-01 } ] }
                """.formatted(expected);
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new AssertionError("refused: " + errors);
        });
    }

    private static <T> List<String> refusal(Outcome<T> outcome) {
        return outcome.fold(
                value -> List.of(),
                errors -> errors.stream().map(FieldError::key).toList());
    }

    private Draft submitted(String staff) {
        Draft draft = done(service.begin(author, policy, false));
        draft = done(service.save(author, draft.id(), draft.revision(), text(staff)));
        return done(service.submit(author, draft.id(), draft.revision(), WISH));
    }

    @Test
    void aDraftBeginsWithTheNewestTextAndIsReleasedByAnotherPerson() {
        service = service();
        Draft draft = submitted("400人");
        assertThat(refusal(service.release(author, draft.id(), draft.revision())))
                .containsExactly("release.error.fourEyes");
        int told = city.told.size();
        PolicyRelease release = done(service.release(colleague, draft.id(), draft.revision()));
        assertThat(release.number()).isEqualTo(1);
        assertThat(release.inForceFrom()).isEqualTo(WISH.inForceFrom());
        assertThat(city.told).hasSizeGreaterThan(told);
        assertThat(published).last().isEqualTo(new PolicyReleased(policy, release.version(), release.inForceFrom()));
        assertThat(store.find(draft.id()).orElseThrow().state()).isEqualTo(State.RELEASED);
        assertThat(store.text(draft.id(), draft.revision())).isEqualTo(text("400人"));

        Draft next = done(service.begin(colleague, policy, false));
        assertThat(store.text(next.id(), 1)).as("goes on from the release").isEqualTo(text("400人"));
        assertThat(next.base()).isEqualTo(release.version());
        Draft again = done(service.begin(author, policy, true));
        assertThat(again.id()).as("there is one draft at work").isEqualTo(next.id());
    }

    @Test
    void errorsAreKeptAndCannotBeSubmitted() {
        service = service();
        Draft draft = done(service.begin(author, policy, false));
        draft = done(service.save(author, draft.id(), 1, TextsOfPacks.policy(policy, "cn", "400人", "")));
        assertThat(refusal(service.submit(author, draft.id(), 2, WISH))).containsExactly("release.error.noCases");
        draft = done(service.save(author, draft.id(), 2, text("400元")));
        assertThat(store.text(draft.id(), draft.revision())).contains("400元");
        Checked checked = service.check(draft);
        assertThat(checked.entry()).isNull();
        assertThat(checked.errors().getFirst().line()).isGreaterThan(1);
        assertThat(refusal(service.submit(author, draft.id(), draft.revision(), WISH)))
                .containsExactly("release.error.text");
        draft = done(service.save(author, draft.id(), draft.revision(), text("200人")));
        checked = service.check(draft);
        assertThat(checked.failing()).isEqualTo(1);
        assertThat(checked.cases().getFirst().failures().getFirst().chinese()).contains("结论应为“符合”，结果是“不符合”");
        assertThat(refusal(service.submit(author, draft.id(), draft.revision(), WISH)))
                .containsExactly("release.error.cases");
        draft = done(service.save(author, draft.id(), draft.revision(), text("200人", "not_eligible")));
        assertThat(done(service.submit(author, draft.id(), draft.revision(), WISH))
                        .state())
                .isEqualTo(State.SUBMITTED);
    }

    @Test
    void anotherIdOrPackIsAnErrorAtItsLine() {
        service = service();
        Draft draft = done(service.begin(author, policy, false));
        Checked other = service.check(draft, text("400人").replace("id: " + policy, "# 注\nid: cn-other"));
        assertThat(other.errors()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.chinese()).contains(policy, "cn-other");
        });
        assertThat(service.check(draft, text("400人").replace("region: cn", "region: cn-suzhou"))
                        .errors())
                .singleElement()
                .satisfies(problem -> assertThat(problem.chinese()).contains("应为所在定义包“cn”"));
    }

    @Test
    void twoEditorsDoNotOverwriteEachOther() {
        service = service();
        Draft draft = done(service.begin(author, policy, false));
        Draft first = done(service.save(author, draft.id(), 1, text("400人")));
        assertThat(refusal(service.save(colleague, draft.id(), 1, text("450人"))))
                .containsExactly("release.error.revision");
        assertThat(done(service.save(colleague, draft.id(), 1, text("400人"))))
                .as("the same text is no change")
                .isEqualTo(first);
        Draft second = done(service.save(colleague, draft.id(), 2, text("450人")));
        assertThat(second.revision()).isEqualTo(3);
        assertThat(store.text(draft.id(), 2)).isEqualTo(text("400人"));
        assertThat(refusal(service.submit(author, draft.id(), 2, WISH))).containsExactly("release.error.revision");
    }

    @Test
    void whoWroteTheTextDoesNotReleaseItEvenIfAnotherSubmits() {
        service = service();
        Draft draft = done(service.begin(author, policy, false));
        draft = done(service.save(author, draft.id(), 1, text("400人")));
        done(service.submit(colleague, draft.id(), draft.revision(), WISH));
        assertThat(refusal(service.release(author, draft.id(), 2))).containsExactly("release.error.fourEyes");
        assertThat(refusal(service.release(colleague, draft.id(), 2))).containsExactly("release.error.fourEyes");
        done(service.release(Viewers.bureauLeader(), draft.id(), 2));
    }

    @Test
    void itIsReturnedWithAReasonMendedAndSubmittedAgain() {
        service = service();
        Draft draft = submitted("400人");
        assertThat(refusal(service.save(author, draft.id(), draft.revision(), text("410人"))))
                .containsExactly("release.error.notOpen.submitted");
        assertThat(refusal(service.giveBack(author, draft.id(), draft.revision(), "不对")))
                .containsExactly("release.error.returnOwn");
        assertThat(refusal(service.giveBack(colleague, draft.id(), draft.revision(), " ")))
                .containsExactly("release.error.returnReason");
        Draft open = done(service.giveBack(colleague, draft.id(), draft.revision(), "人数依据不足"));
        assertThat(open.state()).isEqualTo(State.OPEN);
        assertThat(open.wish()).as("what was entered is there again").isEqualTo(WISH);
        assertThat(store.steps(draft.id()).getFirst().note()).isEqualTo("人数依据不足");
        assertThat(refusal(service.release(colleague, draft.id(), draft.revision())))
                .containsExactly("release.error.gone.returned");
        Draft mended = done(service.save(author, draft.id(), draft.revision(), text("410人")));
        done(service.submit(author, draft.id(), mended.revision(), WISH));
        assertThat(refusal(service.release(colleague, draft.id(), draft.revision())))
                .as("nobody releases what he has not read")
                .containsExactly("release.error.revision");
        assertThat(done(service.withdraw(author, draft.id())).state()).isEqualTo(State.OPEN);
        assertThat(done(service.discard(colleague, draft.id(), "不再需要")).state()).isEqualTo(State.DISCARDED);
        assertThat(store.atWork(policy)).isEmpty();
    }

    @Test
    void itComesIntoForceWithinReach() {
        service = service();
        Draft draft = done(service.begin(author, policy, false));
        draft = done(service.save(author, draft.id(), 1, text("400人")));
        for (LocalDate day : List.of(LocalDate.of(2025, 12, 31), TODAY.plusDays(732))) {
            assertThat(refusal(service.submit(author, draft.id(), 2, new Wish(day, "号", "因"))))
                    .containsExactly("release.error.reach");
        }
        assertThat(refusal(service.submit(author, draft.id(), 2, new Wish(TODAY, " ", ""))))
                .containsExactly("release.error.document", "release.error.reason");
        assertThat(done(service.submit(author, draft.id(), 2, new Wish(LocalDate.of(2026, 1, 1), "号", "年初起施行")))
                        .state())
                .isEqualTo(State.SUBMITTED);
    }

    @Test
    void whatDecidesAlreadyIsNotReleasedAgain() {
        service = service();
        Draft draft = submitted("400人");
        done(service.release(colleague, draft.id(), draft.revision()));
        Draft next = done(service.begin(author, policy, false));
        assertThat(refusal(service.submit(author, next.id(), 1, WISH))).containsExactly("release.error.same");
    }

    @Test
    void ofTwoWhoReleaseAtOnceOneWinsAndTheOthersAreTold() throws Exception {
        service = service();
        Draft draft = submitted("400人");
        int people = 6;
        var start = new CountDownLatch(1);
        var all = new ArrayList<Callable<Outcome<PolicyRelease>>>();
        for (int i = 0; i < people; i++) {
            Viewer officer = Viewers.bureauLeader();
            all.add(() -> {
                start.await();
                return service.release(officer, draft.id(), draft.revision());
            });
        }
        try (var pool = Executors.newFixedThreadPool(people)) {
            var asked = all.stream().map(pool::submit).toList();
            start.countDown();
            int won = 0;
            for (var one : asked) {
                var outcome = one.get();
                if (outcome instanceof Outcome.Done<PolicyRelease>) won++;
                else assertThat(refusal(outcome)).containsExactly("release.error.gone.released");
            }
            assertThat(won).isEqualTo(1);
        }
        assertThat(releases.of(policy)).hasSize(1);
    }

    @Test
    void ofTwoWhoBeginAtOnceBothGetTheSameDraft() throws Exception {
        service = service();
        var start = new CountDownLatch(1);
        try (var pool = Executors.newFixedThreadPool(4)) {
            var asked = new ArrayList<java.util.concurrent.Future<Draft>>();
            for (int i = 0; i < 4; i++) {
                Viewer officer = Viewers.bureauOfficer();
                asked.add(pool.submit(() -> {
                    start.await();
                    return done(service.begin(officer, policy, false));
                }));
            }
            start.countDown();
            var ids = new ArrayList<Object>();
            for (var one : asked) ids.add(one.get().id());
            assertThat(ids).containsOnly(ids.getFirst());
        }
    }

    @Test
    void aNewPolicyBeginsWithATemplateThatIsReady() {
        service = service();
        String id = "cn-new-" + named;
        assertThat(refusal(service.beginNew(author, "cn", "New!", "", "")))
                .containsExactly("release.error.id", "release.error.name");
        assertThat(refusal(service.beginNew(author, "cn-suzhou", "cn-new", "新", "")))
                .containsExactly("release.error.idOfPack");
        assertThat(refusal(service.beginNew(author, "cn", policy, "新", ""))).containsExactly("release.error.idTaken");
        assertThat(refusal(service.beginNew(Viewers.countyOfficer(Viewers.TAICANG), "cn", id, "新", "")))
                .containsExactly("release.error.pack");
        Draft after = done(service.beginNew(author, "cn", id, "一号：“新”政策", policy));
        assertThat(store.text(after.id(), 1)).contains("id: " + id, "name: '一号：“新”政策'", "人数不超过上限");
        assertThat(service.check(after).errors()).isEmpty();
        assertThat(refusal(service.beginNew(author, "cn", id, "又一个", ""))).containsExactly("release.error.idTaken");
    }

    @Test
    void aCountyWritesItsOwnPoliciesOnly() {
        service = service();
        assertThat(refusal(service.begin(Viewers.countyOfficer(Viewers.TAICANG), policy, false)))
                .containsExactly("release.error.region");
        Draft draft = done(service.begin(author, policy, false));
        assertThat(store.find(Viewers.countyOfficer(Viewers.TAICANG), draft.id()))
                .isEmpty();
        assertThat(store.find(colleague, draft.id())).isPresent();
    }

    @Test
    void theDatabaseKeepsWhatWasWrittenAndReleased() {
        service = service();
        Draft draft = submitted("400人");
        assertThatThrownBy(() -> city.jdbc
                        .sql("UPDATE policy.draft SET revision = revision + 1 WHERE id = :id")
                        .param("id", draft.id())
                        .update())
                .hasMessageContaining("cannot go from submitted to submitted");
        assertThatThrownBy(() -> city.jdbc
                        .sql("UPDATE policy.draft SET state = 'discarded' WHERE id = :id")
                        .param("id", draft.id())
                        .update())
                .hasMessageContaining("cannot go from submitted to discarded");
        assertThatThrownBy(() -> city.database
                        .owner()
                        .sql("UPDATE policy.draft_text SET text = 'x'")
                        .update())
                .hasStackTraceContaining("append-only");
        done(service.release(colleague, draft.id(), draft.revision()));
        var invariants = new ReleaseInvariants();
        var people = invariants.policyReleasesHaveTwoPeople(city.database.owner());
        var cases = invariants.policyReleasesPassTheirCases(releases, versions);
        assertThat(people.check().violations()).isEmpty();
        assertThat(cases.check().violations()).isEmpty();
        var owner = city.database.owner();
        owner.sql("ALTER TABLE policy.draft_text DISABLE TRIGGER draft_text_append_only")
                .update();
        owner.sql("ALTER TABLE policy.version DISABLE TRIGGER version_append_only")
                .update();
        String right = text("400人");
        String wrong = text("400人", "not_eligible");
        owner.sql("UPDATE policy.draft_text SET text = :text WHERE draft = :draft AND revision = 2")
                .param("text", wrong)
                .param("draft", draft.id())
                .update();
        assertThat(people.check().violations()).singleElement().asString().contains("not the text that was submitted");
        owner.sql("UPDATE policy.draft_text SET text = :text WHERE draft = :draft AND revision = 2")
                .param("text", right)
                .param("draft", draft.id())
                .update();
        assertThat(people.check().violations()).isEmpty();
    }
}
