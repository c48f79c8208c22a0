package dev.kechuang.programme.internal.decision;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.programme.internal.decision.DecisionBoard.Row;
import dev.kechuang.programme.internal.decision.DecisionListStore.DecisionList;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.LifecycleFixture;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The ranking, what leaders change, and the list that two people make. */
class DecisionTest {

    private static final DecisionFixture CITY = new DecisionFixture();

    @AfterAll
    static void close() {
        CITY.close();
    }

    private static String said(UUID call) {
        return said(CITY.decision.board(CITY.officer, call, null).orElseThrow());
    }

    private static String said(DecisionBoard board) {
        var out = new StringBuilder();
        for (Row row : board.rows())
            out.append(row.candidate().title())
                    .append(row.approve() ? "+" : "-")
                    .append(row.amountFen())
                    .append(' ');
        return out.toString().strip();
    }

    private static List<String> keys(Outcome<?> outcome) {
        return refused(outcome).stream().map(FieldError::key).toList();
    }

    @Test
    void theLineIsDrawnUnderTheBudgetAndAnotherBudgetCanBeAskedAbout() {
        UUID call = CITY.call(100);
        CITY.decided(call, "甲", "90", 60);
        CITY.decided(call, "乙", "80.5", 40);
        CITY.decided(call, "丙", "80.5", 30);
        assertThat(said(call))
                .as("of equals the one that asks for less is first")
                .isEqualTo("甲+60 丙+30 乙-40");
        var asked = CITY.decision.board(CITY.officer, call, 130L).orElseThrow();
        assertThat(said(asked)).isEqualTo("甲+60 丙+30 乙+40");
        assertThat(asked.sumFen()).isEqualTo(130);
        assertThat(asked.asked()).isTrue();
        assertThat(said(call)).as("nothing is kept").isEqualTo("甲+60 丙+30 乙-40");
        assertThat(CITY.decision.board(CITY.registry.kunshan, call, null))
                .as("a county sees no call of the city")
                .isEmpty();
    }

    @Test
    void aLeaderChangesWithAReasonAndTheReasonIsKept() {
        UUID call = CITY.call(100);
        Application first = CITY.decided(call, "甲", "90", 60);
        Application second = CITY.decided(call, "乙", "80", 60);
        assertThat(keys(CITY.decision.change(CITY.officer, call, second.id(), true, null, "民生急需")))
                .containsExactly("decision.error.notLeader");
        assertThat(keys(CITY.decision.change(CITY.leader, call, second.id(), true, null, " ")))
                .containsExactly("decision.error.reason");
        done(CITY.decision.change(CITY.leader, call, second.id(), true, 50L, "民生急需"));
        assertThat(said(call)).isEqualTo("甲+60 乙+50");
        assertThat(keys(CITY.decision.fix(CITY.officer, call)))
                .as("110 of 100")
                .containsExactly("decision.error.budget");
        done(CITY.decision.change(CITY.leader, call, first.id(), null, 50L, "压减设备费"));
        assertThat(said(call)).isEqualTo("甲+50 乙+50");
        done(CITY.decision.change(CITY.leader, call, second.id(), null, null, "收回调整"));
        assertThat(said(call)).isEqualTo("甲+50 乙-60");
        assertThat(CITY.changes.of(second.id()))
                .extracting(DecisionChangeStore.Change::reason)
                .containsExactly("收回调整", "民生急需");
        assertThat(CITY.registry.audited).anyMatch(event -> event.action().equals("programme.decisionChanged"));
        assertThatThrownBy(() -> CITY.registry
                        .database
                        .owner()
                        .sql("DELETE FROM programme.decision_change")
                        .update())
                .hasStackTraceContaining("append-only");
    }

    @Test
    void onePersonFixesTheListAndALeaderConfirmsIt() {
        UUID call = CITY.call(100);
        Application first = CITY.decided(call, "甲", "90", 60);
        Application second = CITY.decided(call, "乙", "80", 60);
        DecisionList list = done(CITY.decision.fix(CITY.leader, call));
        assertThat(keys(CITY.decision.confirm(CITY.leader, call, list.id())))
                .as("the one who fixed it")
                .containsExactly("decision.error.fourEyes");
        assertThat(keys(CITY.decision.confirm(CITY.officer, call, list.id())))
                .containsExactly("decision.error.notLeader");
        assertThat(keys(CITY.decision.change(CITY.leader, call, second.id(), true, null, "民生急需")))
                .as("a fixed list is not changed under the leader's hand")
                .containsExactly("decision.error.fixed");
        assertThat(keys(CITY.decision.fix(CITY.officer, call))).containsExactly("decision.error.fixed");
        Viewer other = DecisionFixture.leader();
        assertThat(done(CITY.decision.confirm(other, call, list.id())).state()).isEqualTo("confirmed");
        assertThat(CITY.find(first).stage()).isEqualTo("notice");
        assertThat(CITY.find(first).grantedFen()).isEqualTo(60);
        assertThat(CITY.find(second).stage()).as("waits as the next in line").isEqualTo("decide");
        assertThat(CITY.fund.reserved).containsEntry(Reservations.reference(first.id()), 60L);
        assertThat(CITY.fund.available).isEqualTo(40);
    }

    @Test
    void ofTwoLeadersWhoConfirmAtOnceOneDoes() throws Exception {
        UUID call = CITY.call(100);
        for (int i = 0; i < 5; i++) CITY.decided(call, "并发" + i, "9" + i, 20);
        DecisionList list = done(CITY.decision.fix(CITY.officer, call));
        try (var threads = Executors.newFixedThreadPool(4)) {
            var tasks = new ArrayList<Callable<Outcome<DecisionList>>>();
            for (int i = 0; i < 4; i++)
                tasks.add(() -> CITY.decision.confirm(DecisionFixture.leader(), call, list.id()));
            var outcomes = new ArrayList<Outcome<DecisionList>>();
            for (var answer : threads.invokeAll(tasks)) outcomes.add(answer.get());
            assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Outcome.Refused.class::isInstance)
                    .allSatisfy(loser -> assertThat(keys(loser)).containsExactly("decision.error.decided"));
        }
        assertThat(CITY.fund.available).as("set aside once").isZero();
    }

    @Test
    void whatHasNotComeToTheDecisionHoldsUpTheList() {
        UUID call = CITY.call(100);
        CITY.decided(call, "甲", "90", 60);
        Application reviewing = CITY.reviewed(call, "还在评审", 10);
        assertThat(refused(CITY.decision.fix(CITY.officer, call)))
                .containsExactly(FieldError.of("", "decision.error.before", 1));
        done(CITY.move(Move.of(reviewing, dev.kechuang.programme.internal.lifecycle.EventKind.REFUSED, "未达60分")));
        done(CITY.decision.fix(CITY.officer, call));
    }

    @Test
    void whenTheLedgerHasTooLittleNothingOfTheListHappens() {
        UUID call = CITY.call(100);
        Application first = CITY.decided(call, "甲", "90", 60);
        Application second = CITY.decided(call, "乙", "80", 40);
        DecisionList list = done(CITY.decision.fix(CITY.officer, call));
        CITY.fund.available = 70;
        assertThat(keys(CITY.decision.confirm(CITY.leader, call, list.id()))).containsExactly("fund.error.notEnough");
        assertThat(CITY.find(first).stage()).isEqualTo("decide");
        assertThat(CITY.find(second).grantedFen()).isNull();
        assertThat(CITY.lists.find(call, list.id()).orElseThrow().state()).isEqualTo("proposed");
    }

    @Test
    void whoWithdrewAfterTheListWasFixedIsNamedAndTheListCanBeTakenBack() {
        UUID call = CITY.call(100);
        Application first = CITY.decided(call, "甲", "90", 60);
        CITY.decided(call, "乙", "80", 40);
        DecisionList list = done(CITY.decision.fix(CITY.officer, call));
        done(CITY.move(Move.of(first, dev.kechuang.programme.internal.lifecycle.EventKind.WITHDRAWN, "")));
        assertThat(refused(CITY.decision.confirm(CITY.leader, call, list.id())))
                .containsExactly(FieldError.of("", "decision.error.left", String.valueOf(first.number()), "甲"));
        assertThat(keys(CITY.decision.withdraw(CITY.officer, call, list.id(), "")))
                .containsExactly("decision.error.reason");
        done(CITY.decision.withdraw(CITY.officer, call, list.id(), "甲已撤回"));
        assertThat(done(CITY.decision.fix(CITY.officer, call)).number()).isEqualTo(2);
        assertThat(CITY.find(first).status()).isEqualTo(Status.WITHDRAWN);
    }

    @Test
    void moneyOfATrackHoldsInTheRankingInTheWhatIfAndInTheList() {
        UUID call = CITY.call(200);
        CITY.limit(call, "track", "a", 100);
        CITY.decided(call, "甲", "90", 60, "a");
        Application passedOver = CITY.decided(call, "乙", "80", 60, "a");
        CITY.decided(call, "丙", "70", 40, "a");
        CITY.decided(call, "丁", "60", 50, "b");
        assertThat(said(call)).isEqualTo("甲+60 乙-60 丙+40 丁+50");
        var asked = CITY.decision.board(CITY.officer, call, 1000L).orElseThrow();
        assertThat(said(asked)).as("whatever the budget").isEqualTo("甲+60 乙-60 丙+40 丁+50");
        assertThat(asked.groups()).singleElement().satisfies(group -> {
            assertThat(group.listedFen()).isEqualTo(100);
            assertThat(group.isExceeded()).isFalse();
        });
        done(CITY.decision.change(CITY.leader, call, passedOver.id(), true, 30L, "补短板"));
        assertThat(refused(CITY.decision.fix(CITY.officer, call)))
                .as("130 of 100, told by name")
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.key()).isEqualTo("decision.error.share");
                    assertThat(error.args()).contains(LifecycleFixture.words("前沿"));
                });
        done(CITY.decision.change(CITY.leader, call, passedOver.id(), null, null, "收回"));
        DecisionList list = done(CITY.decision.fix(CITY.officer, call));
        assertThat(CITY.lists.entry(list.id(), passedOver.id()).orElseThrow()).satisfies(entry -> {
            assertThat(entry.placed()).isEqualTo(CutLine.Place.SHARE_SPENT);
            assertThat(entry.shortOf()).isEqualTo(new CutLine.Shortfall("track", "a", 100, 40));
            assertThat(entry.neededFen()).isEqualTo(60);
        });
        done(CITY.decision.confirm(CITY.leader, call, list.id()));
        assertThat(CITY.decision.board(CITY.officer, call, null).orElseThrow().rows())
                .as("what is given counts for the next list")
                .singleElement()
                .satisfies(row -> assertThat(row.shortOf()).isEqualTo(new CutLine.Shortfall("track", "a", 100, 0)));
    }

    @Test
    void theDatabaseConfirmsNoListThatGivesMoreThanATrackHasLeft() {
        UUID call = CITY.call(200);
        CITY.limit(call, "track", "a", 100);
        CITY.decided(call, "甲", "90", 60, "a");
        DecisionList list = done(CITY.decision.fix(CITY.officer, call));
        var owner = CITY.registry.database.owner();
        owner.sql("UPDATE programme.decision_entry SET amount_fen = 101 WHERE list = :list")
                .param("list", list.id())
                .update();
        assertThatThrownBy(
                        () -> CITY.city.jdbc.sql("""
                        UPDATE programme.decision_list SET state = 'confirmed', decided_by = gen_random_uuid(),
                            decided_name = 'x', decided_at = now() WHERE id = :list""").param("list", list.id()).update())
                .hasStackTraceContaining("gives more than the limit of track a");
        owner.sql("UPDATE programme.decision_entry SET amount_fen = 60 WHERE list = :list")
                .param("list", list.id())
                .update();
        done(CITY.decision.confirm(CITY.leader, call, list.id()));
        var invariant = new DecisionInvariants().programmeListsHold(CITY.city.jdbc);
        assertThat(invariant.check().violations()).isEmpty();
        owner.sql("UPDATE programme.decision_entry SET amount_fen = 101 WHERE list = :list")
                .param("list", list.id())
                .update();
        assertThat(invariant.check().violations())
                .singleElement()
                .asString()
                .contains("more than the limit of track a");
        owner.sql("UPDATE programme.decision_entry SET amount_fen = 60 WHERE list = :list")
                .param("list", list.id())
                .update();
    }

    @Test
    void nobodyPassesTheDecisionWithoutAList() {
        UUID call = CITY.call(100);
        Application first = CITY.decided(call, "甲", "90", 60);
        assertThat(keys(CITY.move(Move.pass(first)))).containsExactly("decision.error.notOnList");
    }

    @Test
    void theInvariantsFindAListThatGivesMoreThanItsBudget() {
        UUID call = CITY.call(100);
        CITY.decided(call, "甲", "90", 60);
        CITY.confirmed(call);
        var invariant = new DecisionInvariants().programmeListsHold(CITY.city.jdbc);
        assertThat(invariant.check().violations()).isEmpty();
        var owner = CITY.registry.database.owner();
        UUID list = CITY.lists.of(call).getFirst().id();
        owner.sql("UPDATE programme.decision_entry SET amount_fen = 101 WHERE list = :list")
                .param("list", list)
                .update();
        assertThat(invariant.check().violations()).singleElement().asString().contains("more than its budget");
        owner.sql("UPDATE programme.decision_entry SET amount_fen = 60 WHERE list = :list")
                .param("list", list)
                .update();
        assertThat(invariant.check().holds()).isTrue();
    }
}
