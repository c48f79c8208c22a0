package dev.kechuang.fund.internal;

import static dev.kechuang.fund.internal.FundFixture.TODAY;
import static dev.kechuang.fund.internal.FundFixture.done;
import static dev.kechuang.fund.internal.FundFixture.file;
import static dev.kechuang.fund.internal.FundFixture.paid;
import static dev.kechuang.fund.internal.FundFixture.refusal;
import static dev.kechuang.fund.internal.FundFixture.sentBack;
import static dev.kechuang.fund.internal.FundFixture.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Instalment;
import dev.kechuang.fund.InstalmentPaid;
import dev.kechuang.fund.InstalmentReturned;
import dev.kechuang.fund.internal.PaymentOrder.State;
import dev.kechuang.fund.internal.PaymentService.Wanted;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.testing.Viewers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** Payment orders on their way to the bank and back. */
class PaymentsTest {

    private static final FundFixture FUND = new FundFixture();

    @AfterAll
    static void close() {
        FUND.close();
    }

    @AfterEach
    void everythingHolds() {
        FUND.everythingHolds();
    }

    private static Allocation ready(long... yuan) {
        Allocation contract = FUND.committed(FUND.line(1000), yuan);
        FUND.account(contract.beneficiary());
        return contract;
    }

    private static List<String> keys(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome)
                .errors().stream().map(FieldError::key).toList();
    }

    @Test
    void anInstalmentIsPaid() {
        Allocation contract = ready(60, 40);
        PaymentOrder order = FUND.sent(contract, 1);
        assertThat(order.state()).isEqualTo(State.SENT);
        assertThat(FUND.read(contract).transit()).isEqualTo(yuan(60));

        var loaded = done(FUND.returns.load(FUND.officer, "回单.csv", file(paid(order))));

        assertThat(loaded.settled()).isEqualTo(1);
        Allocation after = FUND.read(contract);
        assertThat(after.paid()).isEqualTo(yuan(60));
        assertThat(after.committed()).isEqualTo(yuan(40));
        assertThat(after.instalments().getFirst().state()).isEqualTo(Instalment.State.PAID);
        assertThat(after.instalments().getFirst().paidOn()).isEqualTo("2026-11-20");
        assertThat(FUND.told).contains("fund.paid 拨款到账：60.00 元");
        assertThat(FUND.events)
                .contains(new InstalmentPaid(
                        contract.id(), contract.reference(), 1, yuan(60), TODAY.minusDays(1), false));
    }

    @Test
    void whatTheBankSendsBackIsPaidAgainAfterTheAccountIsCorrected() {
        Allocation contract = ready(60);
        PaymentOrder first = FUND.sent(contract, 1);

        done(FUND.returns.load(FUND.officer, "退回.csv", file(sentBack(first))));

        Allocation back = FUND.read(contract);
        assertThat(back.committed()).isEqualTo(yuan(60));
        assertThat(back.instalments().getFirst().state()).isEqualTo(Instalment.State.DUE);
        assertThat(back.instalments().getFirst().returned()).isEqualTo("账号与户名不符");
        assertThat(FUND.events)
                .contains(new InstalmentReturned(contract.id(), contract.reference(), 1, yuan(60), "账号与户名不符"));
        var again = new Wanted(contract.id(), 1);
        assertThat(refusal(FUND.payments.make(FUND.officer, List.of(again)))).isEqualTo("fund.error.noAccount");

        FUND.account(contract.beneficiary(), "62220000111122223333");
        PaymentOrder second = FUND.sent(contract, 1);
        done(FUND.returns.load(FUND.officer, "回单2.csv", file(paid(second))));
        assertThat(FUND.read(contract).paid()).isEqualTo(yuan(60));
    }

    @Test
    void nobodyApprovesWhatTheyMadeThemselves() {
        PaymentOrder order = FUND.made(ready(10), 1);

        assertThat(refusal(FUND.payments.approve(FUND.officer, List.of(order.id()))))
                .isEqualTo("fund.error.ownPayment");
        assertThatThrownBy(() ->
                        FUND.database.owner().sql("""
                                UPDATE fund.payment_order SET state = 'approved', approved_by = made_by,
                                    approved_at = made_at, order_posting = (SELECT id FROM fund.posting LIMIT 1)
                                WHERE id = :id""").param("id", order.id()).update())
                .hasStackTraceContaining("payment_four_eyes");
        done(FUND.payments.approve(FUND.leader, List.of(order.id())));
    }

    @Test
    void aPaymentGoesTheWayItGoesAndNoOther() {
        PaymentOrder order = FUND.sent(ready(10), 1);
        for (String state : List.of("made", "approved", "withdrawn", "refused")) {
            assertThatThrownBy(() -> FUND.database
                            .owner()
                            .sql("UPDATE fund.payment_order SET state = :state WHERE id = :id")
                            .param("state", state)
                            .param("id", order.id())
                            .update())
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("does not go from sent to " + state);
        }
        assertThat(refusal(FUND.payments.withdraw(FUND.officer, List.of(order.id()), "撤销")))
                .isEqualTo("fund.error.gone.bank");
    }

    @Test
    void whatIsRefusedOrWithdrawnIsDueAgain() {
        Allocation contract = ready(10);
        PaymentOrder refused = FUND.made(contract, 1);
        done(FUND.payments.refuse(FUND.leader, List.of(refused.id()), "金额待核"));
        PaymentOrder withdrawn = FUND.approved(contract, 1);
        assertThat(FUND.read(contract).transit()).isEqualTo(yuan(10));
        done(FUND.payments.withdraw(FUND.officer, List.of(withdrawn.id()), "企业申请延后"));
        assertThat(FUND.read(contract).transit()).isEqualTo(yuan(0));
        PaymentOrder order = FUND.sent(contract, 1);
        done(FUND.returns.load(FUND.officer, "r.csv", file(paid(order))));
    }

    @Test
    void anInstalmentHasOneOrderAtATime() throws Exception {
        Allocation contract = ready(10);
        var wanted = List.of(new Wanted(contract.id(), 1));
        var outcomes = new ArrayList<Outcome<List<PaymentOrder>>>();
        try (var pool = Executors.newFixedThreadPool(16)) {
            var running = new ArrayList<Future<Outcome<List<PaymentOrder>>>>();
            for (int i = 0; i < 16; i++) running.add(pool.submit(() -> FUND.payments.make(FUND.officer, wanted)));
            for (var one : running) outcomes.add(one.get());
        }
        assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
        assertThat(FUND.paymentStore.of(contract.id())).hasSize(1);
    }

    @Test
    void anInstalmentThatIsNotDueIsNotPaid() {
        Allocation contract = ready(10, 20);
        assertThat(refusal(FUND.payments.make(FUND.officer, List.of(new Wanted(contract.id(), 2)))))
                .isEqualTo("fund.error.notDue");
        done(FUND.allocations.due(FUND.officer, contract.id(), 2, "中期检查通过"));
        done(FUND.payments.make(FUND.officer, List.of(new Wanted(contract.id(), 2))));
        assertThat(refusal(FUND.allocations.notDue(FUND.officer, contract.id(), 2, "误")))
                .isEqualTo("fund.error.underWay");
        assertThat(refusal(FUND.allocations.end(FUND.officer, "end" + contract.id(), contract.id(), TODAY, "终止")))
                .isEqualTo("fund.error.endUnderWay");
    }

    @Test
    void countyOfficersDoNotTouchTheCitysPayments() {
        Allocation contract = ready(10);
        var county = Viewers.countyOfficer(Viewers.TAICANG);
        assertThat(refusal(FUND.payments.make(county, List.of(new Wanted(contract.id(), 1)))))
                .isEqualTo("fund.error.notDue");
        PaymentOrder order = FUND.made(contract, 1);
        assertThat(refusal(FUND.payments.approve(county, List.of(order.id())))).isEqualTo("fund.error.gone");
        // They see it, as it is for a firm of theirs.
        assertThat(FUND.paymentStore.find(county, order.id())).isPresent();
        assertThat(FUND.paymentStore.find(Viewers.countyOfficer("320583"), order.id()))
                .isEmpty();
        assertThat(FUND.paymentStore.find(Viewers.applicant(contract.beneficiary()), order.id()))
                .isPresent();
        assertThat(FUND.paymentStore.find(Viewers.applicant(UUID.randomUUID()), order.id()))
                .isEmpty();
    }

    @Test
    void everyWrongLineOfAFileIsNamedAndNothingIsTaken() {
        PaymentOrder right = FUND.sent(ready(10), 1);
        PaymentOrder settled = FUND.sent(ready(20), 1);
        done(FUND.returns.load(FUND.officer, "a.csv", file(paid(settled))));
        PaymentOrder unsent = FUND.approved(ready(30), 1);
        PaymentOrder other = FUND.sent(ready(40), 1);

        var outcome = FUND.returns.load(
                FUND.officer,
                "b.csv",
                file(
                        paid(right),
                        "BK00000000000,10.00,成功,,2026-11-20,X",
                        paid(settled),
                        paid(unsent),
                        other.number() + ",41.00,成功,,2026-11-20,X",
                        other.number() + ",40.00,大概,,2026-11-20,X",
                        other.number() + ",40.00,失败,,2026-11-20,X",
                        other.number() + ",40.00,成功,,2026-11-22,X",
                        other.number() + ",四十,成功,,2026-11-20,X",
                        right.number() + ",10.00,成功",
                        paid(right)));

        assertThat(keys(outcome))
                .containsExactlyInAnyOrder(
                        "fund.return.unknown",
                        "fund.return.answered",
                        "fund.return.notSent",
                        "fund.return.wrongSum",
                        "fund.return.result",
                        "fund.return.reason",
                        "fund.return.day",
                        "fund.return.sum",
                        "fund.return.columns",
                        "fund.return.twice");
        assertThat(((Outcome.Refused<?>) outcome).errors())
                .filteredOn(error -> error.key().equals("fund.return.unknown"))
                .allSatisfy(error -> assertThat(error.args()).containsExactly(3, "BK00000000000"));
        assertThat(FUND.paymentStore
                        .find(FUND.officer, right.id())
                        .orElseThrow()
                        .state())
                .isEqualTo(State.SENT);
    }

    @Test
    void aFileIsLoadedOnce() throws Exception {
        PaymentOrder order = FUND.sent(ready(10), 1);
        byte[] content = file(paid(order));
        var outcomes = new ArrayList<Outcome<BankReturn>>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            var running = new ArrayList<Future<Outcome<BankReturn>>>();
            for (int i = 0; i < 8; i++)
                running.add(pool.submit(() -> FUND.returns.load(FUND.officer, "x.csv", content)));
            for (var one : running) outcomes.add(one.get());
        }
        assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
        assertThat(refusal(FUND.returns.load(FUND.officer, "y.csv", content))).isEqualTo("fund.return.loaded");
    }

    @Test
    void otherFilesAreNotTakenForTheBanks() {
        assertThat(refusal(FUND.returns.load(FUND.officer, "x", new byte[] {(byte) 0xFF, 0, 1})))
                .isEqualTo("fund.return.unreadable");
        assertThat(refusal(FUND.returns.load(FUND.officer, "x", "a,b\n1,2".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("fund.return.header");
        assertThat(refusal(FUND.returns.load(FUND.officer, "x", file()))).isEqualTo("fund.return.empty");
    }

    @Test
    void theBankMayWriteGb18030() {
        PaymentOrder order = FUND.sent(ready(10), 1);
        byte[] content = new String(file(paid(order)), StandardCharsets.UTF_8).getBytes(Charset.forName("GB18030"));
        assertThat(done(FUND.returns.load(FUND.officer, "gb.csv", content)).settled())
                .isEqualTo(1);
    }

    @Test
    void theFileForTheBankNamesAccountAndSum() {
        PaymentOrder order = FUND.approved(ready(934), 1);
        Batch batch = done(FUND.batches.send(FUND.officer, List.of(order.id())));

        var rows = BankFile.rows(
                FUND.batchStore.file(FUND.officer, batch.id()).orElseThrow().substring(1));
        assertThat(rows.getFirst().values()).isEqualTo(BankFile.PAYMENTS);
        assertThat(rows.get(1).values()).contains(order.number(), FundFixture.HOLDER, "934.00", "313305000011");
        assertThat(FUND.batchStore.file(Viewers.countyOfficer(Viewers.TAICANG), batch.id()))
                .isEmpty();
        assertThat(refusal(FUND.batches.send(FUND.officer, List.of(order.id()))))
                .isEqualTo("fund.error.notApproved");
    }

    @Test
    void nothingIsPaidWhileItIsHeld() {
        Allocation contract = ready(60, 40);
        PaymentOrder made = FUND.made(contract, 1);
        done(FUND.allocations.due(FUND.officer, contract.id(), 2, "中期检查通过"));
        assertThat(refusal(FUND.allocations.hold(FUND.officer, contract.id(), " ")))
                .isEqualTo("fund.error.reason");
        done(FUND.allocations.hold(FUND.officer, contract.id(), "股权纠纷"));
        done(FUND.allocations.hold(FUND.officer, contract.id(), "第二次"));
        assertThat(FUND.read(contract).heldReason()).as("the first time counts").isEqualTo("股权纠纷");

        var second = List.of(new Wanted(contract.id(), 2));
        assertThat(FUND.paymentStore.due(FUND.officer, null, 1000))
                .extracting(PaymentStore.Due::allocation)
                .doesNotContain(contract.id());
        var refused = (Outcome.Refused<?>) FUND.payments.make(FUND.officer, second);
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.key()).isEqualTo("fund.error.held");
            assertThat(error.args()).containsExactly(contract.title(), TODAY.toString(), "股权纠纷");
        });
        assertThat(refusal(FUND.payments.approve(FUND.leader, List.of(made.id()))))
                .isEqualTo("fund.error.heldPayment");
        assertThatThrownBy(() ->
                        FUND.database.owner().sql("""
                                UPDATE fund.payment_order SET state = 'approved', approved_by = uuidv7(),
                                    approved_at = made_at, order_posting = (SELECT id FROM fund.posting LIMIT 1)
                                WHERE id = :id""").param("id", made.id()).update())
                .hasStackTraceContaining("of an allocation that is held");

        done(FUND.allocations.resume(FUND.officer, contract.id()));
        done(FUND.payments.approve(FUND.leader, List.of(made.id())));
        done(FUND.allocations.hold(FUND.officer, contract.id(), "又有纠纷"));
        assertThat(refusal(FUND.batches.send(FUND.officer, List.of(made.id())))).isEqualTo("fund.error.heldPayment");
        done(FUND.payments.withdraw(FUND.officer, List.of(made.id()), "项目中止"));
        done(FUND.allocations.end(FUND.officer, "end" + contract.id(), contract.id(), TODAY, "终止"));
    }

    @Test
    void moneyIsRecoveredAfterTheEnd() {
        Allocation contract = ready(60, 40);
        PaymentOrder order = FUND.sent(contract, 1);
        done(FUND.returns.load(FUND.officer, "rec.csv", file(paid(order))));
        assertThat(refusal(FUND.allocations.demand(FUND.officer, contract.id(), yuan(50), "终止")))
                .isEqualTo("fund.error.notEnded");
        done(FUND.allocations.end(FUND.officer, "end" + contract.id(), contract.id(), TODAY, "未通过验收"));
        assertThat(refusal(FUND.allocations.demand(FUND.officer, contract.id(), yuan(61), "终止")))
                .isEqualTo("fund.error.demand");
        done(FUND.allocations.demand(FUND.officer, contract.id(), yuan(50), "未通过验收"));

        done(FUND.allocations.recovered(FUND.officer, "b1" + contract.id(), contract.id(), yuan(20), TODAY, false));
        done(FUND.allocations.recovered(FUND.officer, "b1" + contract.id(), contract.id(), yuan(20), TODAY, false));
        done(FUND.allocations.recovered(FUND.officer, "b2" + contract.id(), contract.id(), yuan(30), TODAY, true));

        assertThat(FUND.told)
                .as("whoever has to pay back is told how much, and what came")
                .contains("fund.demanded 须退回资金：50.00 元", "fund.recovered 已收到退回资金：20.00 元");
        Allocation after = FUND.read(contract);
        assertThat(after.paid()).isEqualTo(yuan(10));
        var line = FUND.read(contract.line());
        assertThat(line.surrendered()).isEqualTo(yuan(30));
        assertThat(line.available()).isEqualTo(yuan(960));
        assertThat(refusal(FUND.allocations.recovered(
                        FUND.officer, "b3" + contract.id(), contract.id(), yuan(1), TODAY, true)))
                .isEqualTo("fund.error.recovered");
    }

    @Test
    void anAccountIsEnteredByTheOrganisationAndConfirmedByAnOfficer() {
        UUID organisation = UUID.randomUUID();
        var applicant = Viewers.applicant(organisation);
        var wrong = FUND.accounts.enter(
                applicant, Map.of("holder", "别家公司", "bank", "行", "bankCode", "12", "number", "abc"));
        assertThat(keys(wrong))
                .containsExactly(
                        "fund.error.holder", "fund.error.bank", "fund.error.bankCode", "fund.error.bankNumber");

        var entered = done(FUND.accounts.enter(
                applicant,
                Map.of(
                        "holder",
                        FundFixture.HOLDER,
                        "bank",
                        "中国银行太仓支行",
                        "bankCode",
                        "1043 0500 3012",
                        "number",
                        "4567 8901 2345 678")));
        assertThat(entered.masked()).isEqualTo("4567 **** 5678");
        assertThat(refusal(FUND.accounts.confirm(Viewers.countyOfficer("320583"), entered.id())))
                .isEqualTo("fund.error.gone");
        assertThat(refusal(FUND.accounts.confirm(Viewers.bureauLeader(), entered.id())))
                .isEqualTo("fund.error.gone");
        var confirmed = done(FUND.accounts.confirm(Viewers.countyOfficer(Viewers.TAICANG), entered.id()));
        assertThat(confirmed.state()).isEqualTo(BankAccount.State.CONFIRMED);
        assertThatThrownBy(() -> FUND.database
                        .owner()
                        .sql("UPDATE fund.bank_account SET number = '99999999' WHERE id = :id")
                        .param("id", entered.id())
                        .update())
                .hasStackTraceContaining("not written over");
    }
}
