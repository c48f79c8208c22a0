package dev.kechuang.fund.demo;

import static dev.kechuang.fund.demo.BudgetFiller.must;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.internal.AllocationEnding;
import dev.kechuang.fund.internal.AllocationService;
import dev.kechuang.fund.internal.AllocationSteps;
import dev.kechuang.fund.internal.AllocationStore;
import dev.kechuang.fund.internal.BankAccount;
import dev.kechuang.fund.internal.BankAccountService;
import dev.kechuang.fund.internal.BankAccountStore;
import dev.kechuang.fund.internal.BankReturnService;
import dev.kechuang.fund.internal.BankReturnStore;
import dev.kechuang.fund.internal.BatchService;
import dev.kechuang.fund.internal.BatchStore;
import dev.kechuang.fund.internal.BudgetService;
import dev.kechuang.fund.internal.Commands;
import dev.kechuang.fund.internal.FundMessages;
import dev.kechuang.fund.internal.FundRecords;
import dev.kechuang.fund.internal.Ledger;
import dev.kechuang.fund.internal.LineStore;
import dev.kechuang.fund.internal.PaymentOrder;
import dev.kechuang.fund.internal.PaymentService;
import dev.kechuang.fund.internal.PaymentStore;
import dev.kechuang.identity.Accounts;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The office as it worked on a day of the past: the same commands as in earnest, by a clock that stood then; nobody is told. */
final class DemoOffice {

    private static final List<String> BANKS = List.of("工商银行", "建设银行", "中国银行", "苏州银行", "江苏银行", "招商银行");
    private static final String HEADER = "拨款单号,金额（元）,结果,失败原因,交易日期,银行流水号\r\n";

    final BudgetService budgets;
    final AllocationService allocations;
    final Viewer officer;
    private final Viewer leader;
    private final LocalDate day;
    private final PaymentService payments;
    private final BatchService batches;
    private final BankReturnService returns;
    private final BankAccountService accounts;
    private final BankAccountStore accountStore;
    private final Organisations organisations;

    private DemoOffice(Makers makers, LocalDate day, Viewer officer, Viewer leader, ApplicationEventPublisher events) {
        Clock clock = BudgetFiller.at(day);
        this.day = day;
        this.officer = officer;
        this.leader = leader;
        this.organisations = makers.organisations;
        this.accountStore = makers.accountStore;
        var messages = new FundMessages((people, key, subject, text, link) -> {}, makers.people, makers.texts);
        budgets = new BudgetService(
                makers.lines, makers.ledger, makers.commands, makers.records, makers.audit, makers.regions, clock);
        var steps = new AllocationSteps(
                makers.allocations, makers.lines, makers.ledger, makers.commands, makers.records, makers.audit, clock);
        allocations = new AllocationService(steps, new AllocationEnding(steps, messages));
        accounts = new BankAccountService(
                makers.accountStore, makers.organisations, makers.commands, messages, makers.audit, clock);
        payments = new PaymentService(
                makers.payments, makers.allocations, makers.ledger, makers.commands, makers.audit, clock);
        batches = new BatchService(makers.batches, makers.payments, makers.commands, makers.audit, clock);
        returns = new BankReturnService(
                makers.returns,
                makers.payments,
                payments,
                makers.allocations,
                makers.accountStore,
                makers.lines,
                makers.commands,
                makers.records,
                messages,
                makers.audit,
                events,
                clock);
    }

    /** Enters and confirms an account of the organisation unless it has one. */
    void account(UUID organisation, RandomGenerator random) {
        boolean there = accountStore.of(organisation).stream()
                .anyMatch(account -> account.state() == BankAccount.State.CONFIRMED);
        if (there) return;
        var finance = new Viewer(
                UUID.nameUUIDFromBytes(("finance " + organisation).getBytes(StandardCharsets.UTF_8)),
                "单位财务",
                Set.of(Role.APPLICANT),
                organisation,
                null,
                "",
                List.of());
        String name = organisations.find(finance, organisation).orElseThrow().name();
        String bank = BANKS.get(random.nextInt(BANKS.size()));
        var entered = must(accounts.enter(
                finance,
                Map.of(
                        "holder",
                        name,
                        "bank",
                        bank + "营业部",
                        "bankCode",
                        String.format("%012d", 100_000_000_000L + random.nextInt(1_000_000_000)),
                        "number",
                        String.format("%016d", 6_000_000_000_000_000L + random.nextLong(1_000_000_000_000_000L)))));
        must(accounts.confirm(officer, entered.id()));
    }

    PaymentOrder made(Allocation allocation, int instalment) {
        return must(payments.make(officer, List.of(new PaymentService.Wanted(allocation.id(), instalment))))
                .getFirst();
    }

    PaymentOrder approved(Allocation allocation, int instalment) {
        return must(payments.approve(
                        leader, List.of(made(allocation, instalment).id())))
                .getFirst();
    }

    PaymentOrder sent(Allocation allocation, int instalment) {
        PaymentOrder order = approved(allocation, instalment);
        must(batches.send(officer, List.of(order.id())));
        return order;
    }

    void settle(Allocation allocation, int instalment) {
        PaymentOrder order = sent(allocation, instalment);
        answer(order, "成功,," + day + ",L" + order.number().substring(2));
    }

    /** Orders, second pair of eyes, bank file and the bank's answer for many at once. */
    void settle(List<PaymentStore.Due> due) {
        var wanted = due.stream()
                .map(one -> new PaymentService.Wanted(one.allocation(), one.instalment()))
                .toList();
        var orders = must(payments.make(officer, wanted));
        var ids = orders.stream().map(PaymentOrder::id).toList();
        must(payments.approve(leader, ids));
        must(batches.send(officer, ids));
        var file = new StringBuilder(HEADER);
        for (PaymentOrder order : orders) {
            file.append(order.number()).append(',').append(order.amount().inYuan());
            file.append(",成功,,")
                    .append(day)
                    .append(",L")
                    .append(order.number().substring(2))
                    .append("\r\n");
        }
        String name = "回单" + orders.getFirst().number().substring(2) + ".csv";
        must(returns.load(officer, name, file.toString().getBytes(StandardCharsets.UTF_8)));
    }

    void sentBack(Allocation allocation, int instalment) {
        answer(sent(allocation, instalment), "失败,账号与户名不符," + day + ",");
    }

    private void answer(PaymentOrder order, String result) {
        String file = HEADER + order.number() + "," + order.amount().inYuan() + "," + result + "\r\n";
        must(returns.load(officer, "回单" + order.number().substring(2) + ".csv", file.getBytes(StandardCharsets.UTF_8)));
    }

    /** What all offices share. */
    @Component
    static final class Makers {
        private final LineStore lines;
        private final AllocationStore allocations;
        private final PaymentStore payments;
        private final BatchStore batches;
        private final BankReturnStore returns;
        private final BankAccountStore accountStore;
        private final Ledger ledger;
        private final Commands commands;
        private final FundRecords records;
        private final AuditLog audit;
        private final Organisations organisations;
        private final Accounts people;
        private final Regions regions;
        private final Texts texts;

        Makers(
                LineStore lines,
                AllocationStore allocations,
                PaymentStore payments,
                BatchStore batches,
                BankReturnStore returns,
                BankAccountStore accountStore,
                Ledger ledger,
                Commands commands,
                FundRecords records,
                AuditLog audit,
                Organisations organisations,
                Accounts people,
                Regions regions,
                Texts texts) {
            this.lines = lines;
            this.allocations = allocations;
            this.payments = payments;
            this.batches = batches;
            this.returns = returns;
            this.accountStore = accountStore;
            this.ledger = ledger;
            this.commands = commands;
            this.records = records;
            this.audit = audit;
            this.organisations = organisations;
            this.people = people;
            this.regions = regions;
            this.texts = texts;
        }

        DemoOffice at(LocalDate day, Viewer officer, Viewer leader) {
            return at(day, officer, leader, event -> {});
        }

        /** @param events hears of payments */
        DemoOffice at(LocalDate day, Viewer officer, Viewer leader, ApplicationEventPublisher events) {
            return new DemoOffice(this, day, officer, leader, events);
        }
    }
}
