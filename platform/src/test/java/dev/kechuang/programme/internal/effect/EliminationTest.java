package dev.kechuang.programme.internal.effect;

import static dev.kechuang.registry.internal.RegistryFixture.TODAY;
import static dev.kechuang.registry.internal.RegistryFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definition.Effect;
import dev.kechuang.programme.internal.definition.SmallProgramme;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.effect.Elimination.Verdict;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.title.TitleFixture;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.web.Sentences;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** Performance evaluation of holders of a title: the last ones lose it, the others keep it, whoever stays away is seen. */
class EliminationTest {

    private static final TitleFixture TITLES = new TitleFixture();
    private static final LifecycleFixture CITY = new LifecycleFixture(TITLES.city);
    private static final Lifecycle LIFECYCLE = lifecycle();
    private static final List<Reminder> REMINDED = new ArrayList<>();
    private static final Absentees ABSENTEES = new Absentees(
            CITY.jdbc,
            TitleFixture.PACKS.regions(),
            CITY.registry.accounts,
            (accounts, key, subject, text, link) -> REMINDED.add(new Reminder(Set.copyOf(accounts), subject)),
            CITY.registry.new FakeAudit(),
            CITY.registry.clock);

    private record Reminder(Set<UUID> accounts, String subject) {}

    private static int numbers = 300;

    @AfterAll
    static void close() {
        CITY.close();
    }

    private static Lifecycle lifecycle() {
        var beans = new DefaultListableBeanFactory();
        var provider = beans.getBeanProvider(Lifecycle.class);
        var made = new EffectConfiguration();
        var submissions = new SubmissionStore(CITY.jdbc);
        var kinds = TitleFixture.PACKS.titleKinds();
        var standings = new StandingStore(CITY.jdbc);
        var lifecycle = CITY.lifecycle(
                made.titlesOfNotRecommended(TITLES.titles, provider),
                made.titlesOfFailedCheck(TITLES.titles, provider),
                made.titlesOfFailedReview(TITLES.titles, provider),
                made.titlesOfLeftOff(TITLES.titles, kinds, submissions, provider, standings),
                made.titlesOfWithdrawn(TITLES.titles, provider),
                made.titlesOfStruck(TITLES.titles, provider),
                made.titlesOfApproval(TITLES.titles, kinds, submissions, provider, standings),
                made.titlesOfNotApproved(TITLES.titles, provider));
        beans.registerSingleton("lifecycle", lifecycle);
        return lifecycle;
    }

    private static UUID evaluation(String code, String lost, String kept) {
        return evaluation(code, lost, kept, List.of());
    }

    /** @param before stages between the papers and the result */
    private static UUID evaluation(String code, String lost, String kept, List<Stage> before) {
        var stages = new ArrayList<Stage>();
        stages.add(new Stage.Application("apply", LifecycleFixture.words("报送"), 0));
        stages.addAll(before);
        stages.add(new Stage.Ranking("decide", LifecycleFixture.words("评价结果"), 0, List.of(), List.of(), List.of()));
        stages.add(new Stage.PublicNotice("notice", LifecycleFixture.words("公示"), 5, List.of()));
        stages.add(new Stage.Approval("approve", LifecycleFixture.words("公布"), 0, "结果文件", List.of()));
        var words = LifecycleFixture.words("孵化器绩效评价");
        var definition = new SmallProgramme(code, words, stages)
                .gives(Definition.Gives.EVALUATION)
                .limits(new Definition.Limits(1, 0, 0, 0))
                .effects(
                        new Effect.RevokeTitle("approve", "incubator", "city", lost),
                        new Effect.ConfirmTitle("approve", "incubator", "city", kept))
                .make();
        return CITY.call(CITY.version(code, definition), "EV-" + ++numbers);
    }

    /** A holder of the city's title with its application at the decision. */
    private record Holder(Organisation organisation, Title title, Application application) {}

    private static Organisation holder() {
        int number = ++numbers;
        Organisation firm = CITY.registry.confirmed(number, "苏州孵化" + number + "有限公司");
        CITY.registry.accounts.registerApplicant(RegistryFixture.person("holder" + number), firm.id());
        done(TITLES.titles.grant(
                CITY.registry.bureau,
                new Titles.Grant(
                        "incubator",
                        "city",
                        firm.id(),
                        "",
                        "",
                        new Titles.Certificate("", null, "苏州市科学技术局", TODAY.minusYears(1), null, Map.of()))));
        return firm;
    }

    private static Holder decided(UUID call) {
        Organisation firm = holder();
        Application draft = Objects.requireNonNull(CITY.registry.transactions.execute(
                status -> LIFECYCLE.create(LifecycleFixture.applicant(firm), call, firm.id(), firm.region(), null)));
        CITY.jdbc
                .sql(
                        "UPDATE programme.application SET number = :number, submitted_at = now(), title = '孵化器' WHERE id = :id")
                .param("number", "E" + numbers)
                .param("id", draft.id())
                .update();
        return new Holder(firm, TITLES.titles.of(firm.id()).getFirst(), done(move(Move.pass(draft))));
    }

    private static dev.kechuang.shared.Outcome<Application> move(Move move) {
        return CITY.move(LIFECYCLE, CITY.registry.bureau, move);
    }

    /** The next confirmed list with these scores, in the order of their places; those below stay off it. */
    private static void listed(UUID call, List<Holder> ranked, List<String> scores, int approved) {
        UUID list = CITY.jdbc.sql("""
                        INSERT INTO programme.decision_list (call, stage, number, fixed_by, fixed_name, fixed_at)
                        VALUES (:call, 'decide', (SELECT count(*) + 1 FROM programme.decision_list WHERE call = :call),
                            gen_random_uuid(), '经办', now()) RETURNING id""").param("call", call).query(UUID.class).single();
        for (int i = 0; i < ranked.size(); i++) {
            CITY.jdbc
                    .sql("""
                            INSERT INTO programme.decision_entry (list, application, place, score, computed, approve,
                                amount_fen) VALUES (:list, :application, :place, :score, :approve, :approve, 0)""")
                    .param("list", list)
                    .param("application", ranked.get(i).application().id())
                    .param("place", i + 1)
                    .param("score", new BigDecimal(scores.get(i)))
                    .param("approve", i < approved)
                    .update();
        }
        CITY.jdbc.sql("""
                        UPDATE programme.decision_list SET state = 'confirmed', decided_by = gen_random_uuid(),
                            decided_name = '领导', decided_at = now() WHERE id = :id""").param("id", list).update();
    }

    private static void published(Holder holder) {
        Application at = CITY.applications.find(holder.application().id()).orElseThrow();
        at = done(move(Move.pass(at)));
        at = done(move(Move.pass(at)));
        done(move(Move.pass(at)));
    }

    private static Title.State state(Holder holder) {
        return TITLES.titles.of(holder.organisation().id()).getFirst().state();
    }

    private static List<String> notes(Holder holder) {
        return CITY.applications.events(holder.application().id()).stream()
                .filter(event -> event.kind() == EventKind.NOTED)
                .map(Event::reason)
                .toList();
    }

    @Test
    void belowTheBoundTheTitleIsTakenAwayOnTheDayOfTheResult() {
        UUID call = evaluation("bound", "得分 < 60", "得分 >= 60");
        var good = decided(call);
        var bad = decided(call);
        listed(call, List.of(good, bad), List.of("60", "59.9999"), 2);
        published(good);
        published(bad);
        assertThat(state(good)).isEqualTo(Title.State.VALID);
        assertThat(TITLES.titles.of(good.organisation().id()).getFirst().version())
                .as("the re-evaluation is kept")
                .isGreaterThan(good.title().version());
        assertThat(state(bad)).isEqualTo(Title.State.REVOKED);
        assertThat(TITLES.titles.validOn(bad.organisation().id(), TODAY)).isEmpty();
        assertThat(TITLES.titles.validOn(bad.organisation().id(), TODAY.minusDays(1)))
                .as("until then it counted")
                .hasSize(1);
        assertThat(notes(good)).isEmpty();
        assertThat(notes(bad)).isEmpty();
    }

    @Test
    void theLastOfTheRankingLoseItWhateverTheirScore() {
        UUID call = evaluation("last", "名次 > 参评数 * 0.8", "名次 <= 参评数 * 0.8");
        var holders = new ArrayList<Holder>();
        for (int i = 0; i < 5; i++) holders.add(decided(call));
        listed(call, holders, List.of("95", "90", "88", "85", "84"), 5);
        holders.forEach(EliminationTest::published);
        assertThat(holders)
                .extracting(EliminationTest::state)
                .containsExactly(
                        Title.State.VALID,
                        Title.State.VALID,
                        Title.State.VALID,
                        Title.State.VALID,
                        Title.State.REVOKED);
    }

    @Test
    void whoLosesIsKnownBeforeTheListIsConfirmed() {
        var definition = CITY.definition(new CallStore(CITY.jdbc)
                .published(evaluation("known", "得分 < 60 or 名次 > 参评数 * 0.9", "得分 >= 60"))
                .orElseThrow()
                .version());
        assertThat(Elimination.possible(definition)).isTrue();
        assertThat(Elimination.verdict(definition, new BigDecimal("59.99"), 1, 10, true))
                .contains(Verdict.LOST);
        assertThat(Elimination.verdict(definition, new BigDecimal("80"), 9, 10, true))
                .contains(Verdict.CONFIRMED);
        assertThat(Elimination.verdict(definition, new BigDecimal("80"), 10, 10, true))
                .contains(Verdict.LOST);
        assertThat(Elimination.verdict(definition, new BigDecimal("80"), 9, 10, false))
                .as("off the list nothing is confirmed")
                .isEmpty();
        assertThat(Elimination.verdict(definition, new BigDecimal("59.99"), 9, 10, false))
                .as("but lost all the same")
                .contains(Verdict.LOST);
        assertThat(Elimination.verdict(definition, null, 9, 10, true))
                .as("without a score nothing is taken or confirmed")
                .isEmpty();
    }

    @Test
    void betweenTheBoundsTheTitleIsNeitherLostNorConfirmed() {
        UUID call = evaluation("between", "得分 < 60", "得分 >= 70");
        var definition = CITY.definition(
                new CallStore(CITY.jdbc).published(call).orElseThrow().version());
        assertThat(List.of("59", "60", "69.99", "70"))
                .map(score -> Elimination.verdict(definition, new BigDecimal(score), 1, 10, true))
                .containsExactly(
                        Optional.of(Verdict.LOST), Optional.empty(), Optional.empty(), Optional.of(Verdict.CONFIRMED));
    }

    @Test
    void aSecondListDoesNotTurnTheMiddleOfTheRankingIntoItsLast() {
        UUID call = evaluation("second", "名次 > 参评数 * 0.8", "名次 <= 参评数 * 0.8");
        var holders = new ArrayList<Holder>();
        for (int i = 0; i < 5; i++) holders.add(decided(call));
        listed(call, holders, List.of("95", "90", "88", "85", "84"), 5);
        var later = List.of(holders.get(1), holders.get(2));
        listed(call, later, List.of("90", "88"), 2);
        later.forEach(EliminationTest::published);
        published(holders.getLast());
        assertThat(later).extracting(EliminationTest::state).containsOnly(Title.State.VALID);
        assertThat(later)
                .as("and is confirmed")
                .allMatch(each ->
                        TITLES.titles.of(each.organisation().id()).getFirst().version()
                                > each.title().version());
        assertThat(state(holders.getLast())).isEqualTo(Title.State.REVOKED);
    }

    @Test
    void aHolderThatIsRefusedBeforeTheRankingIsLookedAt() {
        List<Stage> before = List.of(
                new Stage.Recommendation(
                        "recommend", LifecycleFixture.words("县区审核"), 0, Stage.Recommendation.By.COUNTY),
                new Stage.Check("check", LifecycleFixture.words("材料核对"), 0, List.of(), 5, 1),
                new Stage.Review(
                        "review",
                        LifecycleFixture.words("材料评分"),
                        0,
                        Stage.Review.Mode.ONLINE,
                        "sheet",
                        false,
                        3,
                        0,
                        0,
                        false,
                        BigDecimal.ZERO,
                        0,
                        null,
                        new Stage.Review.Passes(0, BigDecimal.ZERO, BigDecimal.ZERO)));
        UUID call = evaluation("before", "得分 < 60", "得分 >= 60", before);
        for (int passed = 0; passed < before.size(); passed++) {
            var holder = decided(call);
            Application at = holder.application();
            for (int i = 0; i < passed; i++) at = done(move(Move.pass(at)));
            done(move(Move.of(at, EventKind.REFUSED, "材料不实")));
            assertThat(state(holder)).as(at.stage()).isEqualTo(Title.State.VALID);
            assertThat(notes(holder)).as(at.stage()).containsExactly("未进入评价排名，无法判断是否应撤销称号，请人工核对");
        }
    }

    @Test
    void whoeverWithdrawsKeepsTheTitleToItsEndWithANoteThatTheEvaluationWasNotFinished() {
        String note = "持有单位撤回申报，评价未完成，称号保留至有效期届满，是否另行处理请人工核对";
        List<Stage> before = List.of(new Stage.Check("check", LifecycleFixture.words("材料核对"), 0, List.of(), 5, 1));
        UUID call = evaluation("withdrawn", "得分 < 60", "得分 >= 60", before);
        for (String stage : List.of("check", "decide", "notice", "approve")) {
            var holder = decided(call);
            Application at = holder.application();
            if (!stage.equals("check")) at = done(move(Move.pass(at)));
            if (stage.equals("notice") || stage.equals("approve")) {
                listed(call, List.of(holder), List.of("40"), 1);
                at = done(move(Move.pass(at)));
            }
            if (stage.equals("approve")) at = done(move(Move.pass(at)));
            assertThat(at.stage()).isEqualTo(stage);
            done(move(Move.of(at, EventKind.WITHDRAWN, "")));
            assertThat(state(holder)).as(stage).isEqualTo(Title.State.VALID);
            assertThat(TITLES.titles.of(holder.organisation().id()).getFirst().version())
                    .as("nothing happened to it")
                    .isEqualTo(holder.title().version());
            assertThat(notes(holder)).as(stage).containsExactly(note);
            assertThat(CITY.applications.events(at.id()).getLast().actor())
                    .as("it is not the applicant who says so")
                    .isEqualTo("称号核对");
            assertThat(absent(call))
                    .as("who withdrew has not taken part")
                    .extracting(Absentees.Holder::organisation)
                    .contains(holder.organisation().id());
        }
    }

    @Test
    void withdrawingWithoutATitleLeavesNoNote() {
        UUID call = evaluation("none-held", "得分 < 60", "得分 >= 60");
        var holder = decided(call);
        done(TITLES.titles.revoke(
                CITY.registry.bureau, holder.title().id(), holder.title().version(), TODAY, "已注销场地"));
        done(move(Move.of(holder.application(), EventKind.WITHDRAWN, "")));
        assertThat(notes(holder)).isEmpty();
    }

    @Test
    void anUpheldObjectionNeverTakesATitleAway() {
        UUID call = evaluation("upheld", "得分 < 60", "得分 >= 60");
        var low = decided(call);
        var high = decided(call);
        listed(call, List.of(high, low), List.of("80", "55"), 2);
        for (Holder holder : List.of(low, high)) {
            Application noticed = done(move(
                    Move.pass(CITY.applications.find(holder.application().id()).orElseThrow())));
            done(move(Move.of(noticed, EventKind.REFUSED, "公示异议成立（YY202600001）")));
            assertThat(state(holder)).isEqualTo(Title.State.VALID);
            assertThat(TITLES.titles.of(holder.organisation().id()).getFirst().version())
                    .as("nor is it confirmed")
                    .isEqualTo(holder.title().version());
            assertThat(notes(holder)).containsExactly("名单确认后退出，称号未作处理，是否保留请人工核对");
        }
    }

    @Test
    void whoeverIsLeftOffTheListLosesItByTheSameRuleOrIsLookedAt() {
        UUID call = evaluation("left-off", "得分 < 60", "得分 >= 60");
        var bad = decided(call);
        var doubtful = decided(call);
        var first = decided(call);
        listed(call, List.of(first, doubtful, bad), List.of("80", "75", "40"), 1);
        for (Holder holder : List.of(bad, doubtful)) {
            Application at = CITY.applications.find(holder.application().id()).orElseThrow();
            done(move(Move.of(at, EventKind.REFUSED, "未列入名单")));
        }
        assertThat(state(bad)).isEqualTo(Title.State.REVOKED);
        assertThat(state(doubtful)).isEqualTo(Title.State.VALID);
        assertThat(notes(doubtful)).containsExactly("未列入名单，但未达到撤销称号的条件，称号是否保留请人工核对");
    }

    @Test
    void whoeverHasTakenTheTitleAwayByHandIsNotInTheWay() {
        UUID call = evaluation("by-hand", "得分 < 60", "得分 >= 60");
        var bad = decided(call);
        listed(call, List.of(bad), List.of("10"), 1);
        done(TITLES.titles.revoke(
                CITY.registry.bureau, bad.title().id(), bad.title().version(), TODAY, "已注销场地"));
        published(bad);
        assertThat(state(bad)).isEqualTo(Title.State.REVOKED);
        assertThat(notes(bad)).isEmpty();
    }

    private static UUID person(Organisation organisation) {
        return CITY.registry
                .accounts
                .ofOrganisation(organisation.id())
                .getFirst()
                .account();
    }

    /** The county's own call of the same evaluation. */
    private static UUID delegated(UUID call, String region) {
        return CITY.jdbc
                .sql("""
                        INSERT INTO programme.call (version, parent, number, title, year, region, state, opens_at, closes_at,
                            created_at, published_at)
                        SELECT version, id, :number, title, year, :region, state, opens_at, closes_at, created_at,
                            published_at FROM programme.call WHERE id = :call RETURNING id""")
                .param("number", "EV-" + ++numbers)
                .param("region", region)
                .param("call", call)
                .query(UUID.class)
                .single();
    }

    private static List<Absentees.Holder> absent(UUID id) {
        var call = new CallStore(CITY.jdbc).published(id).orElseThrow();
        return ABSENTEES
                .list(call, CITY.definition(call.version()), KeyPage.At.of(null, null), 500)
                .items();
    }

    @Test
    void whoeverHandsInAtTheCountysCallIsNotMissedAtTheCitysNorTheOtherWayRound() {
        UUID city = evaluation("delegated", "得分 < 60", "得分 >= 60");
        var there = decided(city);
        UUID county = delegated(city, there.organisation().region());
        var countys = decided(county);
        Organisation begun = holder();
        CITY.registry.transactions.execute(status ->
                LIFECYCLE.create(LifecycleFixture.applicant(begun), county, begun.id(), begun.region(), null));
        Organisation away = holder();
        for (UUID call : List.of(city, county)) {
            var missing = absent(call);
            assertThat(missing)
                    .extracting(Absentees.Holder::organisation)
                    .contains(away.id(), begun.id())
                    .doesNotContain(
                            there.organisation().id(), countys.organisation().id());
            assertThat(missing)
                    .filteredOn(Absentees.Holder::draft)
                    .extracting(Absentees.Holder::organisation)
                    .containsExactly(begun.id());
        }
        assertThat(absent(evaluation("another", "得分 < 60", "得分 >= 60")))
                .as("another evaluation is another matter")
                .extracting(Absentees.Holder::organisation)
                .contains(there.organisation().id(), countys.organisation().id());
    }

    @Test
    void holdersThatStayAwayAreListedAndReminded() {
        UUID id = evaluation("absent", "得分 < 60", "得分 >= 60");
        var call = new CallStore(CITY.jdbc).published(id).orElseThrow();
        var definition = CITY.definition(call.version());
        var there = decided(id);
        Organisation away = holder();
        Organisation begun = holder();
        CITY.registry.transactions.execute(
                status -> LIFECYCLE.create(LifecycleFixture.applicant(begun), id, begun.id(), begun.region(), null));
        var all = new ArrayList<Absentees.Holder>();
        @Nullable String next = "";
        do {
            var page = ABSENTEES.list(call, definition, KeyPage.At.of(next, null), 2);
            all.addAll(page.items());
            next = page.next();
        } while (next != null);
        assertThat(all).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(Absentees.Holder::organisation)
                .contains(away.id(), begun.id())
                .doesNotContain(there.organisation().id());
        assertThat(all)
                .filteredOn(Absentees.Holder::draft)
                .extracting(Absentees.Holder::organisation)
                .containsExactly(begun.id());
        REMINDED.clear();
        int told = done(Objects.requireNonNull(CITY.registry.transactions.execute(
                status -> ABSENTEES.remind(CITY.registry.bureau, call, definition))));
        assertThat(told).isEqualTo(all.size());
        assertThat(REMINDED).as("all of them at once").singleElement().satisfies(reminder -> {
            assertThat(reminder.subject()).startsWith("请参加：");
            assertThat(reminder.accounts())
                    .hasSize(told)
                    .contains(person(away), person(begun))
                    .doesNotContain(person(there.organisation()));
        });
        assertThat(CITY.registry.audited).anyMatch(event -> event.action().equals("programme.call.remindAbsent"));
        var owner = CITY.registry.database.owner();
        owner.sql("ALTER TABLE programme.call DISABLE TRIGGER call_guarded").update();
        owner.sql("UPDATE programme.call SET closes_at = opens_at + interval '1 hour' WHERE id = :id")
                .param("id", id)
                .update();
        owner.sql("ALTER TABLE programme.call ENABLE TRIGGER call_guarded").update();
        var over = new CallStore(CITY.jdbc).published(id).orElseThrow();
        assertThat(Sentences.of(RegistryFixture.refused(Objects.requireNonNull(CITY.registry.transactions.execute(
                        status -> ABSENTEES.remind(CITY.registry.bureau, over, definition))))))
                .containsExactly("不在受理期内，不能催报");
    }
}
