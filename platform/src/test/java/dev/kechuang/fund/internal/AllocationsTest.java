package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.FundFixture.TODAY;
import static dev.kechuang.fund.internal.FundFixture.done;
import static dev.kechuang.fund.internal.FundFixture.plan;
import static dev.kechuang.fund.internal.FundFixture.refusal;
import static dev.kechuang.fund.internal.FundFixture.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Commitment;
import dev.kechuang.fund.Contribution;
import dev.kechuang.fund.Instalment;
import dev.kechuang.fund.NewAllocation;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.NewInstalment;
import dev.kechuang.fund.Source;
import dev.kechuang.shared.Outcome;
import dev.kechuang.testing.Viewers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Budgets, and money set aside on them, from the decision to the end. */
class AllocationsTest {

    private static final FundFixture FUND = new FundFixture();

    @AfterAll
    static void close() {
        FUND.close();
    }

    @AfterEach
    void everythingHolds() {
        FUND.everythingHolds();
    }

    @Test
    void aBudgetIsOpenedOnceRaisedAndCutToWhatIsAvailable() {
        var wanted = new NewBudgetLine(2025, "talent", "人才计划", Source.CITY, "320500", "", yuan(1000), "苏财教〔2025〕3号");
        var opened = done(FUND.budgets.open(FUND.officer, "open/talent", wanted));

        assertThat(done(FUND.budgets.open(FUND.officer, "open/talent", wanted))).isEqualTo(opened);
        assertThat(refusal(FUND.budgets.open(FUND.officer, "open/again", wanted)))
                .isEqualTo("fund.error.lineExists");
        done(FUND.budgets.change(FUND.officer, "raise", opened.id(), yuan(500), "年中追加"));
        done(FUND.budgets.change(FUND.officer, "raise", opened.id(), yuan(500), "年中追加"));
        assertThat(refusal(FUND.budgets.change(FUND.officer, "raise", opened.id(), yuan(400), "年中追加")))
                .isEqualTo("fund.error.key");
        FUND.reserve(opened.id(), 1400);
        assertThat(refusal(FUND.budgets.change(FUND.officer, "cut", opened.id(), yuan(-200), "核减")))
                .isEqualTo("fund.error.cut");
        var cut = done(FUND.budgets.change(FUND.officer, "cut", opened.id(), yuan(-100), "核减"));
        assertThat(cut.budget()).isEqualTo(yuan(1400));
        assertThat(cut.available()).isEqualTo(yuan(0));
    }

    @Test
    void onlyOfficersOfTheRegionOpenABudget() {
        var district = new NewBudgetLine(
                2026, "delegated", "太仓区县计划", Source.DISTRICT, Viewers.TAICANG, "", yuan(10), "太财〔2026〕2号");
        assertThat(refusal(FUND.budgets.open(Viewers.countyOfficer("320583"), "k", district)))
                .isEqualTo("fund.error.region");
        assertThat(refusal(FUND.budgets.open(Viewers.bureauLeader(), "k", district)))
                .isEqualTo("fund.error.region");
        var officer = Viewers.countyOfficer(Viewers.TAICANG);
        var opened = done(FUND.budgets.open(officer, "k", district));
        assertThat(FUND.budgets.find(officer, opened.id())).isPresent();
        assertThat(FUND.budgets.find(Viewers.countyOfficer("320583"), opened.id()))
                .isEmpty();
        assertThat(FUND.budgets.find(Viewers.systemAdmin(), opened.id())).isEmpty();
    }

    @Test
    void availableMoneyIsCarriedToALaterYear() {
        UUID before = FUND.line(2025, 100);
        UUID after = FUND.line(2026, 50);

        var left = done(FUND.budgets.carryOver(FUND.officer, "carry", before, after, yuan(30), "项目结转"));

        assertThat(left.budget()).isEqualTo(yuan(70));
        assertThat(FUND.read(after).budget()).isEqualTo(yuan(80));
        assertThat(FUND.read(after).available()).isEqualTo(yuan(80));
        // Carried money can be cut like other money.
        done(FUND.budgets.change(FUND.officer, "cut carried", after, yuan(-70), "收回结转"));
        assertThat(refusal(FUND.budgets.change(FUND.officer, "cut more", after, yuan(-11), "收回")))
                .isEqualTo("fund.error.cut");
        assertThat(FUND.read(after).budget()).isEqualTo(yuan(10));
        assertThat(refusal(FUND.budgets.carryOver(FUND.officer, "back", after, before, yuan(30), "结转")))
                .isEqualTo("fund.error.carryYear");
        assertThat(refusal(FUND.budgets.carryOver(FUND.officer, "much", before, after, yuan(71), "结转")))
                .isEqualTo("fund.error.cut");
    }

    @Test
    void aReservationThatExceedsTheBudgetLeavesNothingBehind() {
        UUID line = FUND.line(100);
        NewAllocation tooMuch = FUND.wanted(line, 101);

        FUND.transaction.executeWithoutResult(status -> {
            assertThat(refusal(FUND.allocations.reserve(FUND.officer, "r1/" + line, tooMuch)))
                    .isEqualTo("fund.error.short");
            // The caller's transaction goes on.
            done(FUND.allocations.reserve(FUND.officer, "r2/" + line, FUND.wanted(line, 100)));
        });

        assertThat(FUND.allocations.of(FUND.officer, tooMuch.reference())).isEmpty();
        assertThat(FUND.read(line).reserved()).isEqualTo(yuan(100));
    }

    @Test
    void aCommandThatIsRepeatedAnswersAsBefore() {
        UUID line = FUND.line(100);
        NewAllocation wanted = FUND.wanted(line, 60);
        var first = done(FUND.allocations.reserve(FUND.officer, "same", wanted));

        assertThat(done(FUND.allocations.reserve(FUND.officer, "same", wanted))).isEqualTo(first);
        assertThat(refusal(FUND.allocations.reserve(
                        FUND.officer,
                        "same",
                        new NewAllocation(
                                line, wanted.reference(), "别的", wanted.beneficiary(), wanted.region(), null, yuan(5)))))
                .isEqualTo("fund.error.key");
        assertThat(refusal(FUND.allocations.reserve(FUND.officer, "another", wanted)))
                .isEqualTo("fund.error.allocated");
        var committed = done(FUND.allocations.commit(FUND.officer, "sign", first.id(), plan(30, 20)));
        assertThat(done(FUND.allocations.commit(FUND.officer, "sign", first.id(), plan(30, 20))))
                .isEqualTo(committed);
        assertThat(refusal(FUND.allocations.commit(FUND.officer, "sign", first.id(), plan(20, 20))))
                .isEqualTo("fund.error.key");
        assertThat(refusal(FUND.allocations.commit(FUND.officer, "sign again", first.id(), plan(30, 20))))
                .isEqualTo("fund.error.committed");
    }

    @Test
    void theContractTakesWhatItNeedsAndGivesTheRestBack() {
        UUID line = FUND.line(100);
        Allocation reserved = FUND.reserve(line, 80);

        assertThat(refusal(FUND.allocations.commit(FUND.officer, "c1" + line, reserved.id(), plan(50, 31))))
                .isEqualTo("fund.error.reserved");
        Allocation committed = done(FUND.allocations.commit(FUND.officer, "c2" + line, reserved.id(), plan(45, 30)));

        assertThat(committed.contracted()).isEqualTo(yuan(75));
        assertThat(committed.committed()).isEqualTo(yuan(75));
        assertThat(committed.reserved()).isEqualTo(yuan(0));
        assertThat(FUND.read(line).available()).isEqualTo(yuan(25));
        assertThat(committed.instalments())
                .extracting(Instalment::state)
                .containsExactly(Instalment.State.DUE, Instalment.State.PLANNED);
    }

    @Test
    void theFirstInstalmentIsAtMostItsShare() {
        UUID line = FUND.line(1000);
        Allocation reserved = FUND.reserve(line, 100);
        var share = new BigDecimal("0.6");

        var tooMuch = new Commitment(plan(61, 39).instalments(), share, Map.of());
        assertThat(refusal(FUND.allocations.commit(FUND.officer, "f1" + line, reserved.id(), tooMuch)))
                .isEqualTo("fund.error.first");
        var right = new Commitment(plan(60, 40).instalments(), share, Map.of());
        done(FUND.allocations.commit(FUND.officer, "f2" + line, reserved.id(), right));
    }

    @Test
    void aContractIsChangedWithinTheBudget() {
        UUID line = FUND.line(100);
        Allocation contract = FUND.committed(line, 50, 30);

        var raised = new Commitment(plan(50, 50).instalments(), BigDecimal.ONE, Map.of());
        Allocation after = done(FUND.allocations.amend(FUND.officer, "a1" + line, contract.id(), raised, "增加任务"));
        assertThat(after.contracted()).isEqualTo(yuan(100));
        assertThat(FUND.read(line).available()).isEqualTo(yuan(0));
        assertThat(refusal(FUND.allocations.amend(FUND.officer, "a2" + line, contract.id(), plan(50, 51), "再增加")))
                .isEqualTo("fund.error.short");
        Allocation less = done(FUND.allocations.amend(FUND.officer, "a3" + line, contract.id(), plan(40), "缩减"));
        assertThat(less.contracted()).isEqualTo(yuan(40));
        assertThat(FUND.read(line).available()).isEqualTo(yuan(60));
    }

    @Test
    void aBadPlanIsRefusedWithEveryFieldNamed() {
        UUID line = FUND.line(100);
        Allocation reserved = FUND.reserve(line, 100);
        var bad = new Commitment(
                List.of(new NewInstalment(" ", yuan(0), "", null), new NewInstalment("二", yuan(-1), "", null)),
                BigDecimal.ONE,
                Map.of(Contribution.From.SELF, yuan(-5)));

        var outcome = (Outcome.Refused<Allocation>) FUND.allocations.commit(FUND.officer, "b", reserved.id(), bad);

        assertThat(outcome.errors())
                .extracting(error -> error.field())
                .containsExactlyInAnyOrder(
                        "instalments[0].name", "instalments[0].amount", "instalments[1].amount", "pledges.self");
    }

    @Test
    void moneyOfOthersIsPledgedAndArrives() {
        UUID line = FUND.line(100);
        Allocation reserved = FUND.reserve(line, 100);
        var commitment = new Commitment(
                plan(60, 40).instalments(),
                BigDecimal.ONE,
                Map.of(Contribution.From.DISTRICT, yuan(50), Contribution.From.SELF, yuan(200)));
        done(FUND.allocations.commit(FUND.officer, "m" + line, reserved.id(), commitment));

        var county = Viewers.countyOfficer(Viewers.TAICANG);
        for (int i = 0; i < 2; i++) {
            done(FUND.allocations.contributed(
                    county, "d" + line, reserved.id(), Contribution.From.DISTRICT, yuan(30), TODAY, "太财拨〔2026〕8号"));
        }

        assertThat(FUND.read(reserved).contributions())
                .containsExactly(
                        new Contribution(Contribution.From.DISTRICT, yuan(50), yuan(30)),
                        new Contribution(Contribution.From.SELF, yuan(200), yuan(0)));
        assertThat(FUND.jdbc
                        .sql(
                                "SELECT sum(amount_fen) FROM record.record WHERE kind = 'fund.matched' AND organisation = :o")
                        .param("o", reserved.beneficiary())
                        .query(Long.class)
                        .single())
                .isEqualTo(3000);
        assertThat(refusal(FUND.allocations.contributed(
                        county,
                        "later" + line,
                        reserved.id(),
                        Contribution.From.SELF,
                        yuan(1),
                        TODAY.plusDays(1),
                        "凭证")))
                .isEqualTo("fund.error.day");
    }

    @Test
    void whatIsEndedGivesBackWhatWasNotPaid() {
        UUID line = FUND.line(100);
        Allocation contract = FUND.committed(line, 40, 30);

        Allocation ended = done(FUND.allocations.end(FUND.officer, "e" + line, contract.id(), TODAY, "企业注销"));

        assertThat(ended.contracted()).isEqualTo(yuan(0));
        assertThat(ended.endedOn()).isEqualTo(TODAY);
        assertThat(FUND.read(line).available()).isEqualTo(yuan(100));
        assertThat(done(FUND.allocations.end(FUND.officer, "e" + line, contract.id(), TODAY, "企业注销")))
                .isEqualTo(ended);
        assertThat(refusal(FUND.allocations.due(FUND.officer, contract.id(), 2, "通过")))
                .isEqualTo("fund.error.ended");
    }

    @Test
    void of64ApplicationsForTheLastMoneyOneGetsIt() throws Exception {
        UUID line = FUND.line(10);
        var start = new CountDownLatch(1);
        var results = new ArrayList<Outcome<Allocation>>();
        try (var pool = Executors.newFixedThreadPool(64)) {
            var running = new ArrayList<Future<Outcome<Allocation>>>();
            for (int i = 0; i < 64; i++) {
                NewAllocation wanted = FUND.wanted(line, 10);
                running.add(pool.submit(() -> {
                    start.await();
                    return FUND.allocations.reserve(FUND.officer, "last/" + wanted.reference(), wanted);
                }));
            }
            start.countDown();
            for (var one : running) results.add(one.get());
        }
        assertThat(results.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
        assertThat(results.stream()
                        .filter(Outcome.Refused.class::isInstance)
                        .map(FundFixture::refusal)
                        .distinct())
                .containsExactly("fund.error.short");
        assertThat(FUND.read(line).available().fen()).isZero();
    }

    @Test
    void theSameReservationFromManyThreadsIsMadeOnce() throws Exception {
        UUID line = FUND.line(100);
        NewAllocation wanted = FUND.wanted(line, 10);
        var ids = new ArrayList<UUID>();
        try (var pool = Executors.newFixedThreadPool(16)) {
            var running = new ArrayList<Future<UUID>>();
            for (int i = 0; i < 16; i++) {
                running.add(pool.submit(() -> done(FUND.allocations.reserve(FUND.officer, "one", wanted))
                        .id()));
            }
            for (var one : running) ids.add(one.get());
        }
        assertThat(ids.stream().distinct()).hasSize(1);
        assertThat(FUND.read(line).reserved()).isEqualTo(yuan(10));
    }
}
